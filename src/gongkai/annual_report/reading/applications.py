"""Part three: rows matched to the form, seven applicant kinds by heading or by place."""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from gongkai.annual_report.form import form_of
from gongkai.annual_report.quantities import is_value, read_cell
from gongkai.annual_report.reading import matching
from gongkai.annual_report.reading.applicants import (
    Columns,
    column_keys,
    columns_of,
    is_heading_row,
)
from gongkai.annual_report.reading.blocks import Grid, GridCell
from gongkai.annual_report.reading.matching import COMMON, Line, wordings
from gongkai.annual_report.report import (
    BLANK_CELL,
    UNPLACED,
    Cell,
    Heading,
    Note,
    Place,
    State,
    Table,
)
from gongkai.annual_report.wording import one_line, plain

_LABEL_CELLS = 3  # 三、本年度办理结果 | （三）不予公开 | 1．属于国家秘密
_ENOUGH = 5  # labels of part three that make a grid part of it
_LONGEST = 60
_LABEL = re.compile(r"[\u4e00-\u9fff]|^\D+$")  # words, or what is left of them
_USUAL = Columns(column_keys())


def belongs(words: AbstractSet[str]) -> bool:
    """Return whether a grid with these words in its cells is part three or a piece of it."""
    return len((wordings().keys() & words) - COMMON) >= _ENOUGH


def row_keys(grids: Sequence[tuple[int, Grid]]) -> list[list[str | None]]:
    """Return per grid and row the label of the form it bears, None where it bears none."""
    return [[_own_label(row) for row in grid.rows] for _, grid in grids]


def _own_label(row: Sequence[GridCell]) -> str | None:
    if is_heading_row(row):
        return None
    labels = (plain(cell.text) for cell in row[:_LABEL_CELLS] if len(cell.text) < _LONGEST)
    return next((each for each in labels if each in wordings() and each not in COMMON), None)


def read(grids: Sequence[tuple[int, Grid]], notes: list[Note]) -> Table | None:
    """Return part three from the grids that hold it, in the order of the document."""
    lines = list(_lines(grids, notes))
    found = matching.matched(lines, notes)
    if not found:
        return None
    cells: dict[str, dict[str, Cell]] = {}
    labels = []
    for index, line in sorted(found.items()):
        row = matching.expected_rows()[index]
        cells[row.key] = _row_cells(line)
        of_form = None
        if row.key.startswith("closed_"):
            of_form = "2019" if plain(row.label) == "其他处理" else "2021"
        labels.append(Heading(row.key, one_line(line.label), of_form, place=line.place))
    matching.note_unmatched(lines, found, notes)
    return Table(_complete(cells, notes), (), tuple(labels))


def _lines(grids: Sequence[tuple[int, Grid]], notes: list[Note]) -> Iterable[Line]:
    columns: Columns | None = None
    for number, grid in grids:
        first = next((at for at, row in enumerate(grid.rows) if _own_label(row) is not None), 0)
        own = columns_of(grid, first)
        if own is not None:
            columns = own
            _note_columns(own, notes)
        elif columns is not None:
            columns = Columns(columns.order)  # a table that goes on: the same kinds, by place
        limit = min(columns.at.values()) if columns is not None and columns.at else None
        for row in grid.rows:
            label_at = None if is_heading_row(row) else _label_at(row, limit)
            if label_at is not None:
                cell = row[label_at]
                place = Place(number, cell.row, cell.column, cell.line)
                yield Line(cell.text, tuple(row[label_at + 1 :]), place, columns)


def _note_columns(columns: Columns, notes: list[Note]) -> None:
    told = {note.code for note in notes}
    if columns.twice and "columns-repeated" not in told:
        message = "第三部分表格的申请人类别并排印了两组，只读取左边一组，其余未读取。"
        notes.append(Note("columns-repeated", message))
    if columns.order and not columns.is_usual and "columns-reordered" not in told:
        message = "第三部分表格的栏序与统一格式不同，已按栏目名称读取。"
        notes.append(Note("columns-reordered", message))
    if not columns.order and "columns-doubtful" not in told:
        message = "第三部分表格的栏目名称不全，顺序又与统一格式不同，各数不能对应到栏目。"
        notes.append(Note("columns-doubtful", message))


def _label_at(row: Sequence[GridCell], limit: int | None) -> int | None:
    """Return which cell of a row is its label: one before the numbers, worded like a row at best.

    The numbers begin in the column `limit`, where that is known. Words among them, 约91, are what the
    office put there and no label.
    """
    if limit is not None:
        worded = [at for at, cell in enumerate(row) if cell.column < limit and _is_worded(cell)]
    else:
        worded = [at for at, cell in enumerate(row[:_LABEL_CELLS]) if _is_worded(cell)]
    worded = [at for at in worded if at < len(row) - 1]
    if not worded:
        return None
    named = [at for at in worded if plain(row[at].text) in wordings()]
    if named or len(worded) == 1:
        return (named or worded)[-1]
    wide = len(column_keys())
    return max(
        worded,
        key=lambda at: (matching.closeness(row[at].text), len(row) - at - 1 == wide, at),
    )


def _is_worded(cell: GridCell) -> bool:
    return _LABEL.search(cell.text) is not None and not is_value(cell.text)


def _row_cells(line: Line) -> dict[str, Cell]:
    columns = line.columns or _USUAL
    if columns.at:
        by_column = {cell.column: cell for cell in line.cells}
        chosen = {key: by_column.get(at) for key, at in columns.at.items()}
        is_found = any(cell is not None and cell.text.strip() for cell in chosen.values())
        if is_found or len(by_column) == len(column_keys()):
            return {key: cell_of(chosen[key], line.place) for key in column_keys()}
    if not columns.order:
        printed = " ".join(cell.text.strip() for cell in line.cells)
        return dict.fromkeys(column_keys(), unplaced(printed, line.place))
    by_key = dict(zip(columns.order, line.cells, strict=False))
    return {key: cell_of(by_key.get(key), line.place) for key in column_keys()}


def unplaced(printed: str, place: Place) -> Cell:
    """Return the cell for numbers of which nobody can say whose they are."""
    return Cell(f"{UNPLACED}{printed}", State.UNREADABLE, place=place)


def cell_of(
    cell: GridCell | None, place: Place, money: str | None = None, heading_unit: str | None = None
) -> Cell:
    """Return the read cell of a grid cell; what was never printed is blank."""
    if cell is None:
        return BLANK_CELL
    text, row, column, _, line = cell
    return read_cell(text, money, heading_unit, Place(place.block, row, column, line))


def _complete(cells: dict[str, dict[str, Cell]], notes: list[Note]) -> dict[str, dict[str, Cell]]:
    """Return the table with every row the form has; a row that is not printed is blank, and noted."""
    three = any(key in cells for key in ("closed_correction_overdue", "closed_fee_overdue"))
    form = form_of("2021" if three else "2019").applications
    complete = {}
    for row in form.rows:
        if row.key not in cells:
            notes.append(Note("row-missing", f"第三部分表格中没有找到“{row.label}”一行。"))
        complete[row.key] = cells.get(row.key) or dict.fromkeys(column_keys(), BLANK_CELL)
    return complete
