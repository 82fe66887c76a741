"""Part three: rows matched to the form in order, seven applicant kinds by heading or by place."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from gongkai.annual_report.form import Row, form_of
from gongkai.annual_report.quantities import is_value, read_cell
from gongkai.annual_report.reading.blocks import Grid, GridCell
from gongkai.annual_report.report import BLANK_CELL, Cell, Heading, Note, Place, Table
from gongkai.annual_report.wording import likeness, one_line, plain

_LABEL_CELLS = 3  # 三、本年度办理结果 | （三）不予公开 | 1．属于国家秘密
_ALIKE = 0.6
_ENOUGH = 5  # labels of part three that make a grid part of it
_LABEL = re.compile(r"[\u4e00-\u9fff]|^\D+$")  # words, or what is left of them
_COMMON = frozenset({"其他", "总计"})


@dataclass(frozen=True, slots=True)
class _Line:
    """A row that may be one of part three: its label and the cells after it."""

    label: str
    cells: tuple[GridCell, ...]
    place: Place
    grid: Grid


@cache
def expected_rows() -> tuple[Row, ...]:
    """Return the rows of both forms in order: （六） as three rows, and as the one of 2019."""
    new, old = form_of("2021").applications, form_of("2019").applications
    one = next(row for row in old.rows if row.key == "closed_other")
    at = new.row_keys.index("closed_other")
    return (*new.rows[:at], one, *new.rows[at:])


@cache
def _labels() -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for index, row in enumerate(expected_rows()):
        for wording in row.wordings:
            found[plain(wording)] = (*found.get(plain(wording), ()), index)
    return found


@cache
def column_keys() -> tuple[str, ...]:
    form = form_of("2021").applications
    return form.column_keys


@cache
def _columns() -> dict[str, str]:
    form = form_of("2021").applications
    return {plain(column.label): column.key for column in form.columns}


def belongs(grid: Grid) -> bool:
    """Return whether a grid is part three or a piece of it."""
    seen = {plain(cell.text) for cell in grid.cells() if len(cell.text) < 60}
    return len((seen & _labels().keys()) - _COMMON) >= _ENOUGH


def read(grids: Sequence[tuple[int, Grid]], notes: list[Note]) -> Table | None:
    """Return part three from the grids that hold it, in the order of the document."""
    lines = [line for number, grid in grids for line in _lines(number, grid)]
    matched = _matched(lines)
    if not matched:
        return None
    cells: dict[str, dict[str, Cell]] = {}
    labels = []
    rows = expected_rows()
    columns = {id(grid): _columns_of(grid) for _, grid in grids}
    for index, line in sorted(matched.items()):
        row = rows[index]
        cells[row.key] = _row_cells(line, columns[id(line.grid)])
        of_form = None
        if row.key.startswith("closed_"):
            of_form = "2019" if plain(row.label) == "其他处理" else "2021"
        labels.append(Heading(row.key, one_line(line.label), of_form, place=line.place))
    _note_unmatched(lines, matched, notes)
    return Table(_complete(cells, notes), (), tuple(labels))


def _lines(number: int, grid: Grid) -> Iterable[_Line]:
    for row in grid.rows:
        label_at = next(
            (
                at
                for at in range(min(_LABEL_CELLS, len(row) - 1) - 1, -1, -1)
                if _LABEL.search(row[at].text) and not is_value(row[at].text)
            ),
            None,
        )
        if label_at is None or _is_heading_row(row):
            continue
        cell = row[label_at]
        place = Place(number, cell.row, cell.column, cell.line)
        yield _Line(cell.text, tuple(row[label_at + 1 :]), place, grid)


def _is_heading_row(row: Sequence[GridCell]) -> bool:
    kinds = {plain(cell.text) for cell in row} & _columns().keys()
    return len(kinds) > 1 or any("勾稽关系" in cell.text for cell in row)


def _matched(lines: Sequence[_Line]) -> dict[int, _Line]:
    """Return row index → line: the assignment in order whose labels are most alike."""
    rows = expected_rows()
    weights = [[_weight(line, index) for index in range(len(rows))] for line in lines]
    best = [[0.0] * (len(rows) + 1) for _ in range(len(lines) + 1)]
    for i in range(len(lines) - 1, -1, -1):
        here, below, line = best[i], best[i + 1], weights[i]
        for j in range(len(rows) - 1, -1, -1):
            taken = line[j] + below[j + 1] if line[j] else 0.0
            here[j] = max(below[j], here[j + 1], taken)
    matched = {}
    i = j = 0
    while i < len(lines) and j < len(rows):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            matched[j] = lines[i]
            i, j = i + 1, j + 1
    return _by_place(_one_or_three(matched), lines)


def _by_place(matched: dict[int, _Line], lines: Sequence[_Line]) -> dict[int, _Line]:
    """Return the rows with those of unreadable label placed where just as many rows are missing."""
    at = {id(line): number for number, line in enumerate(lines)}
    pairs = sorted(matched.items())
    placed = dict(matched)
    one = _labels()[plain("（六）其他处理")][0]
    for (before, upper), (after, lower) in itertools.pairwise(pairs):
        missing = [index for index in range(before + 1, after) if index != one]
        between = [
            line
            for line in lines[at[id(upper)] + 1 : at[id(lower)]]
            if any(cell.text.strip() for cell in line.cells)
        ]
        if len(missing) == len(between):
            placed |= dict(zip(missing, between, strict=True))
    return placed


def _one_or_three(matched: dict[int, _Line]) -> dict[int, _Line]:
    """Return the rows with （六） read once: three rows where there are three, else the one."""
    rows = expected_rows()
    one, three = (index for index, row in enumerate(rows) if row.key == "closed_other")
    if one in matched and three in matched:
        matched.pop(one)  # a line （六）其他处理 that heads its three rows
    return matched


def _weight(line: _Line, index: int) -> float:
    label = plain(line.label)
    exact = _labels().get(label)
    filled = 0.1 if any(cell.text.strip() for cell in line.cells) else 0.0
    if exact is not None:
        return 1.0 + filled if index in exact else 0.0
    alike = max(likeness(label, plain(wording)) for wording in expected_rows()[index].wordings)
    return alike + filled if alike >= _ALIKE else 0.0


def _columns_of(grid: Grid) -> dict[str, int]:
    """Return applicant kind → grid column from the heading rows, empty where they are incomplete."""
    if grid.ragged:
        return {}
    found: dict[str, int] = {}
    for row in grid.rows:
        for cell in row:
            key = _columns().get(plain(cell.text))
            if key is not None:
                found.setdefault(key, cell.column)
        if len(found) == len(column_keys()):
            break
    in_order = [found[key] for key in column_keys() if key in found]
    whole = len(in_order) == len(column_keys()) and in_order == sorted(set(in_order))
    return found if whole else {}


def _row_cells(line: _Line, columns: dict[str, int]) -> dict[str, Cell]:
    if columns:
        by_column = {cell.column: cell for cell in line.cells}
        chosen = [by_column.get(columns[key]) for key in column_keys()]
        if any(cell is not None and cell.text.strip() for cell in chosen) or len(by_column) == 7:
            return {
                key: cell_of(cell, line.place)
                for key, cell in zip(column_keys(), chosen, strict=True)
            }
    padded: list[GridCell | None] = [*line.cells[:7], *[None] * (7 - len(line.cells[:7]))]
    return {key: cell_of(cell, line.place) for key, cell in zip(column_keys(), padded, strict=True)}


def cell_of(cell: GridCell | None, place: Place, **money: str | None) -> Cell:
    """Return the read cell of a grid cell; what was never printed is blank."""
    if cell is None:
        return BLANK_CELL
    return read_cell(cell.text, place=Place(place.block, cell.row, cell.column, cell.line), **money)


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


def _note_unmatched(lines: Sequence[_Line], matched: dict[int, _Line], notes: list[Note]) -> None:
    used = {id(line) for line in matched.values()}
    for line in lines:
        values = [cell for cell in line.cells if cell.text.strip() and is_value(cell.text)]
        if id(line) not in used and len(values) > 1:
            notes.append(
                Note("extra-row", f"第三部分表格中的“{one_line(line.label)}”不是规定的行。")
            )
