"""The statutory tables laid out: which cells, how many columns and rows each takes, what it is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import ceil

from gongkai.annual_report.form import Block, Row, TableForm, form_of, statistics_form
from gongkai.annual_report.report import Cell, Report, State, Table

TEXT_WIDTH = 8844  # twips: A4 less the margins of GB/T 9704
TEXT_SIZE = 20  # half-points, in tables
_SMALLEST = 11
_DIGIT = 0.56  # of the size: the widest digits of the faces a table is set in
_PADDING = 110  # twips: left and right of a number
_LINE = 20  # characters of 二号 on a line
_ARTICLE = "信息内容"
_STATISTICS_TITLE = "政府信息公开情况统计表"

# Which chapter each table stands in.
CHAPTERS = {
    "proactive_disclosure": "proactive",
    "applications": "applications",
    "remedies": "remedies",
}


TABLES = ("proactive", "applications", "remedies", "statistics")


class Role(StrEnum):
    """What a cell is to the reader: a heading of columns, a label of rows, a number."""

    BAND = "band"  # a heading over the whole width
    HEADING = "heading"
    GROUP = "group"
    LABEL = "label"
    UNIT = "unit"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class LaidCell:
    """One cell as laid out."""

    text: str
    role: Role
    width: int = 1
    height: int = 1
    upright: bool = False  # set in a vertical line
    name: str = ""  # of the number it prints, `applications.new.total`
    size: int = TEXT_SIZE  # half-points: smaller where a long number would not fit on its line


@dataclass(frozen=True, slots=True)
class LaidTable:
    """One table as laid out: column widths in twips, rows, how many of them are headings."""

    name: str
    caption: str
    widths: tuple[int, ...]
    rows: tuple[tuple[LaidCell, ...], ...]
    heading_rows: int


@dataclass(frozen=True, slots=True)
class Part:
    """One chapter as written: its numbered heading, its prose, the table that stands in it."""

    heading: str
    text: str
    table: LaidTable | None


def parts_of(report: Report) -> Iterator[Part]:
    """Yield the chapters in order; tables without a chapter of their own come after them."""
    drawn: set[str] = set()
    for section in report.sections:
        name = CHAPTERS.get(section.key or "")
        table = None
        if name is not None and name not in drawn:
            drawn.add(name)
            table = laid_out(report, name)
        yield Part(f"{statutory_number(section.number)}、{section.heading}", section.text, table)
    for name in TABLES:
        table = laid_out(report, name) if name not in drawn else None
        if table is not None:
            yield Part("", "", table)


def lines_of(table: LaidTable) -> Iterator[int]:
    """Yield how many lines each row takes: those of its fullest cell that belongs to it alone."""
    held = [0] * len(table.widths)
    for row in table.rows:
        lines, column = 1, 0
        for cell in row:
            while held[column]:
                column += 1
            room = sum(table.widths[column : column + cell.width]) - _PADDING
            held[column : column + cell.width] = [cell.height] * cell.width
            if cell.height == 1:
                characters = sum(_DIGIT if each.isascii() else 1 for each in cell.text)
                lines = max(lines, ceil(characters * cell.size * 10 / room))
            column += cell.width
        held = [max(0, each - 1) for each in held]
        yield lines


_LEAD = re.compile(r"（[一二三四五六七八九十]{1,3}）[^。；！？]{1,40}(?:。|$)")


def paragraphs(text: str) -> Iterator[tuple[str, str]]:
    """Yield each paragraph as what stands in 楷体 and the rest: （一） heads its first sentence."""
    for line in text.splitlines():
        words = line.strip()
        if words:
            lead = _LEAD.match(words)
            end = lead.end() if lead else 0
            yield words[:end], words[end:]


def laid_out(report: Report, name: str) -> LaidTable | None:
    """Return one table of a report as laid out, or None where the report has none."""
    table: Table | None = getattr(report, name)
    if table is None or not table.cells:
        return None
    makers = {
        "proactive": _proactive,
        "applications": _applications,
        "remedies": _remedies,
        "statistics": _statistics,
    }
    return makers[name](table, report.form)


def printed(cell: Cell | None) -> str:
    """Return what a cell prints: its number plain, its slash or unread text as it was."""
    if cell is None or cell.state is State.BLANK:
        return ""
    if cell.value is None:
        return cell.raw.strip()
    return f"{cell.value:f}" if not isinstance(cell.value, int) else str(cell.value)


def _number(cell: Cell | None, name: str, room: int, width: int = 1) -> LaidCell:
    text = printed(cell)
    return LaidCell(text, Role.NUMBER, width, name=name, size=_size(text, room * width))


def _size(text: str, room: int) -> int:
    """Return the size at which a number stands on one line of so many twips: 1616 over 1 is no number."""
    widest = (room - _PADDING) / (10 * _DIGIT * max(1, len(text)))
    return max(_SMALLEST, min(TEXT_SIZE, int(widest)))


def _longest(table: Table) -> int:
    return max((len(printed(cell)) for _, _, cell in table.each()), default=0)


def _proactive(table: Table, generation: str) -> LaidTable:
    """Six narrow columns behind the label hold one, two or three headings of equal width."""
    rows: list[tuple[LaidCell, ...]] = []
    last: tuple[str, tuple[str, ...]] | None = None
    for row_key, columns in table.cells.items():
        block, row = _place_of(row_key, tuple(columns), generation)
        labels = [column for column in block.columns if column.key in columns]
        width = 6 // max(1, len(labels))
        here = (block.article, tuple(label.key for label in labels))
        if here != last:
            rows.append((LaidCell(block.article, Role.BAND, 7),))
            headings = (LaidCell(label.label, Role.HEADING, width) for label in labels)
            rows.append((LaidCell(_ARTICLE, Role.HEADING), *headings))
            last = here
        numbers = (
            _number(columns[label.key], f"proactive.{row_key}.{label.key}", 1105, width)
            for label in labels
        )
        rows.append((LaidCell(row.label, Role.LABEL), *numbers))
    label_width = TEXT_WIDTH - 6 * 1105
    return LaidTable(
        "proactive", "主动公开政府信息情况", (label_width, *[1105] * 6), tuple(rows), 0
    )


def _place_of(row_key: str, columns: Sequence[str], generation: str) -> tuple[Block, Row]:
    """Return the block and row of the form that has these columns: hybrids keep their own."""
    order = (generation, "2021", "2019")
    found = [
        (block, row)
        for each in order
        for block in form_of(each).proactive
        for row in block.rows
        if row.key == row_key
    ]
    whole = [(b, r) for b, r in found if set(columns) <= {column.key for column in b.columns}]
    return (whole or found)[0]


@cache
def _applications_form(*, three: bool) -> TableForm:
    return form_of("2021" if three else "2019").applications


def _applications(table: Table, generation: str) -> LaidTable:  # noqa: ARG001
    form = _applications_form(three="closed_fee_overdue" in table.cells)
    kinds = {column.key: column.label for column in form.columns}
    first, *organisations, total = kinds.values()
    heading = (
        (LaidCell(form.note, Role.HEADING, 3, 3), LaidCell("申请人情况", Role.HEADING, len(kinds))),
        (
            LaidCell(first, Role.HEADING, 1, 2),
            LaidCell("法人或其他组织", Role.HEADING, len(organisations)),
            LaidCell(total, Role.HEADING, 1, 2),
        ),
        tuple(LaidCell(label, Role.HEADING) for label in organisations),
    )
    shown = [row for row in form.rows if row.key in table.cells]
    # A column of numbers grows with the longest of them, to what the labels can spare.
    number = min(670, max(620, int(_longest(table) * 10 * TEXT_SIZE * _DIGIT) + _PADDING))
    body = tuple(
        (
            *_labels(shown, at),
            *(
                _number(table.cell(row.key, kind), f"applications.{row.key}.{kind}", number)
                for kind in kinds
            ),
        )
        for at, row in enumerate(shown)
    )
    outer, inner = 460, 960  # 无法提供 fits the inner column on one line
    widths = (outer, inner, TEXT_WIDTH - outer - inner - 7 * number, *[number] * 7)
    return LaidTable("applications", "收到和处理政府信息公开申请情况", widths, heading + body, 3)


def _labels(rows: Sequence[Row], at: int) -> Iterator[LaidCell]:
    """Yield the group cells that begin in this row, and its label over what columns they leave."""
    row = rows[at]
    for depth, group in enumerate(row.groups):
        outer = row.groups[: depth + 1]
        if at == 0 or rows[at - 1].groups[: depth + 1] != outer:
            height = 0
            for later in rows[at:]:
                if later.groups[: depth + 1] != outer:
                    break
                height += 1
            yield LaidCell(group, Role.GROUP, 1, height, upright=depth == 0)
    yield LaidCell(row.label, Role.LABEL, 3 - len(row.groups))


def _remedies(table: Table, generation: str) -> LaidTable:  # noqa: ARG001
    form = form_of("2021").remedies
    results = [column.label for column in form.columns]
    plain, *grouped = form.rows
    count = len(results)
    columns = count * len(form.rows)
    even = TEXT_WIDTH // columns
    heading = (
        (
            LaidCell(plain.label, Role.HEADING, count),
            LaidCell(grouped[0].groups[0], Role.HEADING, count * len(grouped)),
        ),
        (
            *(LaidCell(result, Role.HEADING, 1, 2) for result in results),
            *(LaidCell(row.label, Role.HEADING, count) for row in grouped),
        ),
        tuple(LaidCell(result, Role.HEADING) for _ in grouped for result in results),
    )
    numbers = tuple(
        _number(table.cell(row.key, column.key), f"remedies.{row.key}.{column.key}", even)
        for row in form.rows
        for column in form.columns
    )
    widths = (TEXT_WIDTH - even * (columns - 1), *[even] * (columns - 1))
    return LaidTable(
        "remedies", "政府信息公开行政复议、行政诉讼情况", widths, (*heading, numbers), 3
    )


def _statistics(table: Table, generation: str) -> LaidTable:  # noqa: ARG001
    form = statistics_form()
    rows: list[tuple[LaidCell, ...]] = [
        (LaidCell(_STATISTICS_TITLE, Role.BAND, 3),),
        tuple(LaidCell(column, Role.HEADING) for column in form.columns),
    ]
    begun: tuple[str, ...] = ()
    for row in form.rows:
        for depth, group in enumerate(row.groups):
            if begun[: depth + 1] != row.groups[: depth + 1]:
                rows.append((LaidCell(group, Role.BAND, 3),))
        begun = row.groups
        rows.append(
            (
                LaidCell(row.label, Role.LABEL),
                LaidCell(row.unit or "", Role.UNIT),
                _number(table.cell(row.key, "number"), f"statistics.{row.key}", 1400),
            )
        )
    return LaidTable(
        "statistics", _STATISTICS_TITLE, (TEXT_WIDTH - 2400, 1000, 1400), tuple(rows), 2
    )


def statutory_number(number: int) -> str:
    """Return 一 … 九十九."""
    digits: Mapping[int, str] = dict(enumerate("〇一二三四五六七八九"))
    tens, ones = divmod(number, 10)
    if tens == 0:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


def title_lines(title: str) -> tuple[str, ...]:
    """Return a long title on its lines: cut before its subject, and a long name where its parts end."""
    head, subject, tail = title.rpartition("政府信息公开")
    if subject and "年" in head and len(title) > 18:
        return (*_even(head), subject + tail)
    return (title,)


def _even(name: str) -> tuple[str, ...]:
    """Return a name on as few lines as hold it, alike in length; whole where no part of it ends."""
    lines, rest = [], name
    for left in range(ceil(len(name) / _LINE), 1, -1):
        wish = len(rest) / left
        cuts = [at for at in range(6, min(_LINE, len(rest) - 4) + 1) if rest[at - 1] in _ENDS]
        cut = min(cuts, key=lambda at: abs(at - wish), default=None)
        if cut is None:
            break
        lines.append(rest[:cut])
        rest = rest[cut:]
    return (*lines, rest)


_ENDS = "省市县区州盟旗镇乡局委厅会院所办室"
