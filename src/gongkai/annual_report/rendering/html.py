"""The report as one web page: semantic, self-contained, with headings that name rows and columns."""

from collections.abc import Iterator
from html import escape

from gongkai.annual_report.rendering.layout import (
    LaidCell,
    LaidTable,
    Role,
    paragraphs,
    parts_of,
    title_lines,
)
from gongkai.annual_report.report import Report

_STYLE = """
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #1a1a1a; font: 1.125rem/1.9 "FangSong", "仿宋", "Noto Serif CJK SC", serif; }
article { max-width: 54rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1 { font: 500 1.75rem/1.5 "FZXiaoBiaoSong-B05S", "方正小标宋简体", "Noto Serif CJK SC", "SimSun", serif;
  text-align: center; margin: 0 0 2rem; }
h1 span { display: block; }
p span { font-family: "KaiTi", "楷体", "Noto Serif CJK SC", serif; }
h2 { font: 500 1.2rem/1.6 "SimHei", "黑体", "Noto Sans CJK SC", sans-serif; margin: 2rem 0 .75rem; }
p { margin: 0 0 .4rem; text-indent: 2em; text-align: start; overflow-wrap: anywhere; }
.table { overflow-x: auto; margin: 1rem 0 1.5rem; }
table { border-collapse: collapse; width: 100%; font: .9rem/1.5 "SimSun", "宋体", "Noto Sans CJK SC", sans-serif; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { border: 1px solid #555; padding: .3rem .35rem; text-align: center; font-weight: normal; }
th[scope=row] { text-align: left; }
th.band { text-align: left; background: #dce6f1; }
th.upright span { writing-mode: vertical-rl; letter-spacing: .15em; white-space: nowrap; }
td { font-variant-numeric: tabular-nums; min-width: 2.2em; }
thead th { background: #f5f7fa; }
.applications thead th[rowspan="3"] { text-align: left; }
.applications, .remedies { min-width: 46rem; }
thead th.narrow span { display: inline-block; width: 2em; }
th[scope=rowgroup] { word-break: keep-all; }
@media print {
  @page { size: A4; margin: 37mm 26mm 35mm 28mm; }
  article { max-width: none; padding: 0; }
  .applications, .remedies { min-width: 0; }
  body { font-size: 16pt; }
  table { font-size: 9pt; }
  tr { break-inside: avoid; }
  h2 { break-after: avoid; }
}
"""


def render(report: Report) -> bytes:
    """Return the report as the bytes of an HTML page."""
    return "\n".join(_page(report)).encode()


def _page(report: Report) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="zh-CN">'
    yield '<head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_text(report.title)}</title>"
    yield f"<style>{_STYLE}</style></head>"
    yield f"<body>{fragment(report)}</body></html>"


def fragment(report: Report) -> str:
    """Return the report as one article, for a page that has its own head and style."""
    return "\n".join(_article(report))


def _article(report: Report) -> Iterator[str]:
    yield '<article lang="zh-CN">'
    if report.title:
        lines = "".join(f"<span>{_text(line)}</span>" for line in title_lines(report.title))
        yield f"<h1>{lines}</h1>"
    yield from _prose(report.preamble)
    for part in parts_of(report):
        yield "<section>"
        if part.heading:
            yield f"<h2>{_text(part.heading)}</h2>"
        yield from _prose(part.text)
        yield from _table(part.table)
        yield "</section>"
    yield "</article>"


def _text(text: str) -> str:
    return escape(text, quote=False)


def _prose(text: str) -> Iterator[str]:
    for lead, rest in paragraphs(text):
        head = f"<span>{_text(lead)}</span>" if lead else ""
        yield f"<p>{head}{_text(rest)}</p>"


def _table(table: LaidTable | None) -> Iterator[str]:
    if table is None:
        return
    name = _text(table.caption)
    yield f'<div class="table" tabindex="0" role="region" aria-label="{name}，可左右滚动">'
    yield f'<table class="{table.name}"><caption>{name}</caption>'
    if table.heading_rows:
        yield "<thead>"
        for row in table.rows[: table.heading_rows]:
            yield f"<tr>{''.join(_cell(cell) for cell in row)}</tr>"
        yield "</thead>"
    yield "<tbody>"
    for row in table.rows[table.heading_rows :]:
        yield f"<tr>{''.join(_cell(cell) for cell in row)}</tr>"
    yield "</tbody></table></div>"


_SCOPES = {
    Role.BAND: "colgroup",
    Role.HEADING: "col",
    Role.GROUP: "rowgroup",
    Role.LABEL: "row",
}


def _cell(cell: LaidCell) -> str:
    spans = "".join(
        f' {name}="{value}"'
        for name, value in (("colspan", cell.width), ("rowspan", cell.height))
        if value > 1
    )
    scope = _SCOPES.get(cell.role)
    if scope is None:
        return f"<td{spans}>{_text(cell.text)}</td>"
    if cell.role is Role.HEADING and cell.width > 1:
        scope = "colgroup"
    if cell.upright:
        return f'<th scope="{scope}" class="upright"{spans}><span>{_text(cell.text)}</span></th>'
    if cell.role is Role.HEADING and cell.width == 1 and 2 < len(cell.text) <= 6:
        # Two characters a line, as on the form: 商业企业 never breaks before its last.
        return f'<th scope="{scope}" class="narrow"{spans}><span>{_text(cell.text)}</span></th>'
    band = ' class="band"' if cell.role is Role.BAND else ""
    return f'<th scope="{scope}"{band}{spans}>{_text(cell.text)}</th>'
