"""Where a number was read, and why there: what `gongkai report read --explain` says."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.annual_report.exchange import SCHEMA
from gongkai.annual_report.reading import READERS, content_of
from gongkai.annual_report.reading.blocks import Block, Grid, GridCell
from gongkai.annual_report.reading.interpretation import numbered
from gongkai.annual_report.reading.recognition import format_of
from gongkai.annual_report.relations import label_of
from gongkai.annual_report.report import Cell, Place, Report, State, Table
from gongkai.annual_report.wording import one_line, plain

_STATES = {
    State.BLANK: "空白，不作零",
    State.SLASH: "斜杠、横线或“无”，不作数字",
    State.UNREADABLE: "不能读作数字",
}
_DATA = "这是数据文件（JSON），里面的数直接取用，没有从版面上读取的位置可以说明。"
_NEAR = 60  # characters of a neighbour that are shown


class UnknownCell(Exception):
    """Raise with one Chinese sentence: no report has, or this one has not, a cell of this name."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Explanation:
    """One cell: what it is, where it stands in the file, what stands around it, how it was found."""

    name: str
    label: str
    format: str
    where: str
    printed: str
    read_as: str
    row: tuple[str, ...]
    above: str | None
    below: str | None
    how: str
    notes: tuple[str, ...]


def explain(path: Path | str, name: str) -> Explanation:
    """Return where a cell was read; raise Unreadable, or UnknownCell where there is no such cell."""
    content = content_of(Path(path))
    if content[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and SCHEMA.encode() in content:
        raise UnknownCell(_DATA)
    reader = READERS[format_of(content)]
    stream, report = reader.reading(content)
    table, row, column = _named(report, name)
    cell = table.cells[row][column]
    blocks = numbered(stream)
    grid, found = _found(blocks, cell)
    of_part = {"proactive": "第二", "applications": "第三", "remedies": "第四"}.get(
        name.partition(".")[0], "统计表"
    )
    return Explanation(
        name=name,
        label=_label(report, table, row, column),
        format=reader.called,
        where=_where(cell.place, grid),
        printed=cell.raw,
        read_as=_STATES.get(cell.state) or _number(cell),
        row=tuple(_shown(each) for each in _row_of(grid, found)),
        above=_beside(grid, found, -1),
        below=_beside(grid, found, 1),
        how=_how(grid, found, cell, table, column),
        notes=tuple(note.message for note in report.notes if of_part in note.message),
    )


def _named(report: Report, name: str) -> tuple[Table, str, str]:
    parts = name.split(".")
    tables = dict(report.tables())
    if len(parts) == 2 and parts[0] == "statistics":
        parts.append("number")
    if len(parts) != 3 or parts[0] not in ("proactive", "applications", "remedies", "statistics"):
        raise UnknownCell(f"“{name}”不是单元格的名称，应如 applications.new.total。")
    table = tables.get(parts[0])
    if table is None:
        raise UnknownCell(f"报告中没有“{parts[0]}”这张表格。")
    if parts[1] not in table.cells:
        raise UnknownCell(f"表格中没有“{parts[1]}”这一行，有的是{'、'.join(table.cells)}。")
    if parts[2] not in table.cells[parts[1]]:
        known = "、".join(table.cells[parts[1]])
        raise UnknownCell(f"“{parts[1]}”一行没有“{parts[2]}”这一栏，有的是{known}。")
    return table, parts[1], parts[2]


def _label(report: Report, table: Table, row: str, column: str) -> str:
    printed = next((label.printed for label in table.labels if label.key == row), None)
    own = label_of(row, report.form)
    label = own if printed is None or plain(printed) == plain(own) else f"{own}（印作“{printed}”）"
    return label if column == "number" else f"{label} · {label_of(column, report.form)}"


def _number(cell: Cell) -> str:
    value = f"{cell.value:f}" if not isinstance(cell.value, int) else str(cell.value)
    return value if cell.unit is None else f"{value}（单元格内带单位“{cell.unit}”）"


def _found(blocks: Sequence[Block], cell: Cell) -> tuple[Grid | None, GridCell | None]:
    """Return the grid and its cell at the place of a cell, None where the place is no such cell."""
    place = cell.place
    if place is None or place.block >= len(blocks):
        return None, None
    block = blocks[place.block]
    if not isinstance(block, Grid):
        return None, None
    found = next(
        (
            each
            for each in block.cells()
            if (each.row, each.column) == (place.row, place.column) and each.text == cell.raw
        ),
        None,
    )
    return block, found


def _where(place: Place | None, grid: Grid | None) -> str:
    if place is None:
        return "没有印出"
    parts = [f"第{place.block + 1}块{'（表格）' if grid is not None else ''}"]
    if place.row is not None and place.column is not None:
        parts.append(f"第{place.row + 1}行第{place.column + 1}列")
    if place.line is not None:
        parts.append(f"表格始于第{place.line}行文字")
    return "，".join(parts)


def _row_of(grid: Grid | None, found: GridCell | None) -> tuple[GridCell, ...]:
    if grid is None or found is None:
        return ()
    return next((row for row in grid.rows if found in row), ())


def _beside(grid: Grid | None, found: GridCell | None, step: int) -> str | None:
    """Return what stands next above or below in the same column, where columns are known."""
    if grid is None or found is None or grid.ragged:
        return None
    rows = [row for row in grid.rows if any((each.row - found.row) * step > 0 for each in row)]
    for row in rows if step > 0 else reversed(rows):
        for each in row:
            if each.column <= found.column < each.column + each.width:
                return _shown(each)
    return None


def _shown(cell: GridCell) -> str:
    text = one_line(cell.text)
    return text if len(text) <= _NEAR else f"{text[:_NEAR]}…"


def _how(grid: Grid | None, found: GridCell | None, cell: Cell, table: Table, column: str) -> str:
    if cell.place is None:
        return "表格中没有这一格。"
    if grid is None or found is None:
        return "文字中没有单元格的界线，按行名的先后顺序对应。"
    if grid.ragged:
        return "文字中的表格只有单元格的先后，按行名对应行，按先后对应栏。"
    heading = next((each for each in table.headings if each.key == column), None)
    if heading is not None:
        return f"按行名对应行，按栏目名称“{heading.printed}”对应列。"
    return "按行名对应行，按栏目名称所在的列对应栏。"
