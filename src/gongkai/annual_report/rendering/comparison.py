"""A comparison as one web page with charts, or as a workbook: sentences, then a table a part."""

from collections.abc import Callable, Iterator, Sequence
from html import escape

from openpyxl.worksheet.worksheet import Worksheet

from gongkai.annual_report.comparing import Change, Comparison, Kind, Line
from gongkai.annual_report.rendering.charts import (
    NARROW_STYLE,
    Chart,
    Series,
    bar_chart,
    figure,
    for_every_screen,
    line_chart,
)
from gongkai.annual_report.rendering.workbook import (
    Style,
    bytes_of,
    half_widths,
    new_workbook,
    put,
    sheet_of,
    widths,
)

_PARTS = {
    "rate": "比率",
    "proactive": "主动公开政府信息情况",
    "applications": "收到和处理政府信息公开申请情况",
    "remedies": "行政复议、行政诉讼情况",
    "statistics": "政府信息公开情况统计表",
}
_SHEETS = {"rate": "比率", "proactive": "第二部分", "applications": "第三部分",
           "remedies": "第四部分", "statistics": "统计表"}  # fmt: skip
_CHARTS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "新收和办理的申请",
        (("新收申请", "applications.new.total"), ("办理总计", "applications.handled_total.total")),
    ),
    (
        "予以公开和部分公开",
        (("予以公开", "applications.granted.total"),
         ("部分公开", "applications.granted_in_part.total")),
    ),
    (
        "行政复议和未经复议直接起诉",
        (("行政复议", "remedies.reconsideration.total"),
         ("直接起诉", "remedies.litigation_direct.total")),
    ),
    (
        "行政许可和行政处罚处理决定",
        (("行政许可", "proactive.licensing.decisions"),
         ("行政处罚", "proactive.penalties.decisions")),
    ),
    ("主动公开政府信息", (("主动公开", "statistics.S01.number"),)),
    (
        "收到和办结的申请（统计表）",
        (("收到申请", "statistics.S17.number"), ("申请办结", "statistics.S22.number")),
    ),
)  # fmt: skip
"""Title → the lines drawn together, two at most, each with its short name."""

_STYLE = """
:root { color-scheme: light; --ink: #1b2430; --ink-2: #46505d; --line: #dddad2; --main: #1b4a7d; }
body { margin: 0; background: #fff; color: var(--ink); font: 1rem/1.75 "PingFang SC", "Microsoft YaHei",
  "Noto Sans CJK SC", "Noto Sans SC", sans-serif; }
main { max-width: 64rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1 { font: 500 1.75rem/1.4 "FZXiaoBiaoSong-B05S", "Songti SC", "Noto Serif CJK SC", "SimSun", serif; margin: 0 0 1rem; }
h2 { font-size: 1.1875rem; line-height: 1.4; margin: 2.5rem 0 .75rem; }
figure { margin: 1.5rem 0; padding: 1.25rem; border: 1px solid var(--line); border-radius: 4px; break-inside: avoid; }
figcaption { font-weight: 600; margin-bottom: .75rem; }
svg { display: block; width: 100%; height: auto; font-family: inherit; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem; text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums; font-weight: normal; }
thead th { color: var(--ink-2); vertical-align: bottom; white-space: normal; min-width: 4em; }
th:first-child { text-align: left; white-space: normal; min-width: 12em; }
li { margin: .15rem 0; }
summary { color: var(--main); cursor: pointer; min-height: 2.75rem; display: flex; align-items: center; }
.notes { color: var(--ink-2); }
@media screen and (max-width: 40rem) { main { padding: 1.25rem 1rem 3rem; } figure { padding: .75rem .5rem; } }
@media print { @page { size: A4; margin: 20mm; } main { max-width: none; padding: 0; }
  tr { break-inside: avoid; } h2 { break-after: avoid; } thead { display: table-header-group; } }
"""


def title_of(comparison: Comparison) -> str:
    """Return what is compared: the office and its years, or the year and how many offices."""
    first, last = comparison.columns[0], comparison.columns[-1]
    if comparison.kind is Kind.YEARS:
        return f"{last.office or ''}政府信息公开工作年度报告比较（{first.name}—{last.name}）"
    year = f"{first.year}年" if first.year else ""
    return f"{len(comparison.columns)}个机关{year}政府信息公开工作年度报告比较"


def html(comparison: Comparison) -> bytes:
    """Return the comparison as the bytes of one self-contained page."""
    return "\n".join(_page(comparison)).encode()


def _page(comparison: Comparison) -> Iterator[str]:
    title = escape(title_of(comparison))
    yield "<!DOCTYPE html>"
    yield '<html lang="zh-CN"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title><style>{_STYLE}{NARROW_STYLE}</style></head><body><main><h1>{title}</h1>"
    yield from _told(comparison)
    for chart, lines in charts_of(comparison):
        draw = line_chart if comparison.kind is Kind.YEARS else bar_chart
        yield f"<figure><figcaption>{escape(chart.title)}</figcaption>"
        yield for_every_screen(draw, chart)
        yield "<details><summary>看数据表</summary>"
        yield from _table(comparison, lines, chart.title)
        yield "</details></figure>"
    for part, heading in _PARTS.items():
        lines = told_of(comparison, part)
        if lines:
            yield f"<h2>{heading}</h2>"
            yield from _table(comparison, lines, heading)
    if comparison.notes:
        yield "<h2>说明</h2>"
        yield from _list(comparison.notes, "notes")
    yield "</main></body></html>"


def _told(comparison: Comparison) -> Iterator[str]:
    """Yield the sentences; of several years those of the last, the earlier ones folded away."""
    last = comparison.columns[-1].name
    of_years = comparison.kind is Kind.YEARS
    first = [each for each in comparison.sentences if not of_years or each.startswith(last)]
    yield from _list(first, "")
    rest = [each for each in comparison.sentences if each not in first]
    if rest:
        yield "<details><summary>看以前各年</summary>"
        yield from _list(rest, "")
        yield "</details>"


def _list(lines: Sequence[str], style: str) -> Iterator[str]:
    if lines:
        items = "".join(f"<li>{escape(line, quote=False)}</li>" for line in lines)
        yield f'<ul class="{style}">{items}</ul>' if style else f"<ul>{items}</ul>"


def charts_of(comparison: Comparison) -> Iterator[tuple[Chart, list[Line]]]:
    """Yield what is worth drawing: pairs of lines that are not zero throughout."""
    marks = tuple(
        (at, f"{now.form}年格式")
        for at, (before, now) in enumerate(
            zip(comparison.columns, comparison.columns[1:], strict=False), 1
        )
        if comparison.kind is Kind.YEARS and before.form != now.form
    )
    labels = tuple(column.name for column in comparison.columns)
    for number, (title, named) in enumerate(_CHARTS, 1):
        pairs = [
            (short, line)
            for short, name in named
            if (line := comparison.line(name)) is not None and not line.is_empty
        ]
        if pairs:
            series = tuple(Series(short, line.values) for short, line in pairs)
            unit = pairs[0][1].unit or "件"
            chart = Chart(f"chart-{number}", title, labels, series, unit, marks=marks)
            yield chart, [line for _, line in pairs]


def told_of(comparison: Comparison, part: str) -> list[Line]:
    """Return the lines of a part that are not zero throughout."""
    return [line for line in comparison.of_table(part) if not line.is_empty]


def _table(comparison: Comparison, lines: Sequence[Line], caption: str) -> Iterator[str]:
    of_years = comparison.kind is Kind.YEARS
    heads = ["项目", "单位", *(column.name for column in comparison.columns)]
    heads += ["变化"] if of_years else []
    cells = "".join(f'<th scope="col">{escape(head, quote=False)}</th>' for head in heads)
    label = escape(caption)
    yield f'<div class="scroll" tabindex="0" role="region" aria-label="{label}，可左右滚动"><table>'
    yield f"<thead><tr>{cells}</tr></thead><tbody>"
    for line in lines:
        values = ["—" if value is None else figure(value) for value in line.values]
        values += [changed(line.changes[-1], line.unit)] if of_years else []
        row = "".join(f"<td>{each}</td>" for each in [line.unit or "", *values])
        yield f'<tr><th scope="row">{escape(line.label, quote=False)}</th>{row}</tr>'
    yield "</tbody></table></div>"


def changed(change: Change | None, unit: str | None) -> str:
    """Return the change as `+3（+33.3%）`; of a rate in points; — where there is nothing to compare."""
    if change is None:
        return "—"
    absolute = ("+" if change.absolute > 0 else "") + figure(change.absolute)
    if unit == "%":
        return f"{absolute}个百分点"
    return absolute if change.percent is None else f"{absolute}（{change.percent:+.1f}%）"


def xlsx(comparison: Comparison) -> bytes:
    """Return the comparison as the bytes of a workbook: numbers are numbers, what is missing is blank."""
    title = title_of(comparison)
    book = new_workbook(title, "")
    told = sheet_of(book, "说明", title)
    widths(told, [84])
    for row, text in enumerate([title, *comparison.sentences, *comparison.notes], 1):
        put(told, row, 1, text, Style.CHAPTER if row == 1 else Style.PROSE)
        told.row_dimensions[row].height = 22.0 * max(1, -(-half_widths(text) // 66))
    for part, name in _SHEETS.items():
        lines = list(comparison.of_table(part))
        if lines:
            _sheet_of_part(comparison, lines, sheet_of(book, name, title, landscape=True))
    return bytes_of(book)


def _sheet_of_part(comparison: Comparison, lines: Sequence[Line], sheet: Worksheet) -> None:
    of_years = comparison.kind is Kind.YEARS
    heads = ["项目", "单位", *(column.name for column in comparison.columns)]
    heads += ["变化", "变化（%）"] if of_years else []
    widths(sheet, [44, 8, *[12.0] * (len(heads) - 2)])
    for column, head in enumerate(heads, 1):
        put(sheet, 1, column, head, Style.HEADING)
    for row, line in enumerate(lines, 2):
        put(sheet, row, 1, line.label, Style.LABEL)
        put(sheet, row, 2, line.unit or "", Style.HEADING)
        last = line.changes[-1]
        change = (None, None) if last is None else (last.absolute, last.percent)
        for column, value in enumerate((*line.values, *(change if of_years else ())), 3):
            whole = value is None or value == int(value)
            put(sheet, row, column, value, Style.COUNT if whole else Style.AMOUNT)
        sheet.row_dimensions[row].height = 13.5 * max(1, -(-half_widths(line.label) // 44)) + 4
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"


RENDERERS: dict[str, Callable[[Comparison], bytes]] = {".html": html, ".htm": html, ".xlsx": xlsx}
