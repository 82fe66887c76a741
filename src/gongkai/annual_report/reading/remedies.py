"""Part four: fifteen numbers by group and result, in one row, over several tables, or row by row."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from gongkai.annual_report.form import TableForm, form_of
from gongkai.annual_report.quantities import is_value
from gongkai.annual_report.reading.applications import cell_of, unplaced
from gongkai.annual_report.reading.blocks import Grid, GridCell
from gongkai.annual_report.report import Cell, Note, Place, Table
from gongkai.annual_report.wording import plain

_LABEL_CELLS = 3
_LITIGATION = "行政诉讼"

Key = tuple[str, str]  # group, result
Numbers = list[tuple[int, GridCell]]


@cache
def _form() -> TableForm:
    return form_of("2021").remedies


@cache
def _results() -> dict[str, str]:
    return {plain(column.label): column.key for column in _form().columns}


@cache
def _groups() -> dict[str, str]:
    return {plain(row.label): row.key for row in _form().rows}


def _group_of(text: str) -> str | None:
    """Return the group of 复议后起诉 or of 行政诉讼（复议后起诉）."""
    return _groups().get(plain(text).removeprefix(_LITIGATION))


def _result_of(text: str) -> str | None:
    return _results().get(plain(text))


def belongs(words: AbstractSet[str]) -> bool:
    """Return whether a grid with these words in its cells is part four or a piece of it."""
    seen = {key for result, key in _results().items() if result in words}
    return len(seen - {"total"}) >= 3


def row_keys(grids: Sequence[tuple[int, Grid]]) -> list[list[str | None]]:
    """Return per grid and row what numbers it holds: a group, all of them, or the nth five."""
    found = []
    fives = 0
    for _, grid in grids:
        keys: list[str | None] = []
        for row in grid.rows:
            label = _label_at(row)
            width = len(_numbers(row))
            key = None if label is None else _group_of(row[label].text)
            if key is None and width == len(_form().columns):
                key, fives = f"five{fives % 3}", fives + 1
            elif key is None and width > len(_form().columns):
                key = "all"
            keys.append(key)
        found.append(keys)
    return found


def read(grids: Sequence[tuple[int, Grid]], notes: list[Note]) -> Table | None:
    """Return part four from the grids that hold it, each number under its headings."""
    if not grids:
        return None
    placed: dict[Key, tuple[int, GridCell]] = {}
    rest: Numbers = []
    for number, grid in grids:
        own = _by_rows(grid) or _by_columns(grid)
        placed |= {key: (number, cell) for key, cell in own.items()}
        if not own:
            rows = [row for row in map(_numbers, grid.rows) if row] or [_blank_row(grid) or ()]
            rest += [(number, cell) for row in rows for cell in row]
    keys = [(row.key, column.key) for row in _form().rows for column in _form().columns]
    if not placed:
        order = _order([cell.text for _, grid in grids for cell in grid.cells()])
        rest = rest[: len(rest) - _trailing_blanks(rest)] if len(rest) > len(keys) else rest
        if order and len(rest) == len(order):
            placed, rest = dict(zip(order, rest, strict=True)), []
    if rest or len(placed) < len(keys):
        _note_width(len(placed) or len(rest), notes)
    doubtful = unplaced(" ".join(cell.text.strip() for _, cell in rest), Place(grids[0][0]))
    table: dict[str, dict[str, Cell]] = {row.key: {} for row in _form().rows}
    for key in keys:
        number, cell = placed.get(key, (0, None))
        table[key[0]][key[1]] = doubtful if cell is None else cell_of(cell, Place(number))
    return Table(table)


def _note_width(found: int, notes: list[Note]) -> None:
    wanted = len(_form().rows) * len(_form().columns)
    message = f"第四部分表格应有{wanted}个数，能够对应到栏目的是{found}个，其余不能判断。"
    notes.append(Note("remedies-width", message))


def _trailing_blanks(numbers: Numbers) -> int:
    filled = [at for at, (_, cell) in enumerate(numbers) if cell.text.strip()]
    return len(numbers) - (filled[-1] + 1 if filled else 0)


def _numbers(row: Sequence[GridCell]) -> tuple[GridCell, ...]:
    """Return the numbers of a row, most of which is numbers, without the label before them."""
    width = len(_form().columns)
    if any(map(_is_heading, row)):
        return ()
    values = sum(is_value(cell.text) for cell in row)
    if len(row) < width or values * 3 < len(row) * 2 or not any(cell.text.strip() for cell in row):
        return ()
    is_labelled = len(row) % width == 1 and not is_value(row[0].text)
    return tuple(row[1:] if is_labelled else row)


def _label_at(row: Sequence[GridCell]) -> int | None:
    """Return which cell of a row names the group its five numbers are of."""
    labels = [at for at, cell in enumerate(row[:_LABEL_CELLS]) if _group_of(cell.text)]
    if not labels:
        return None
    values = row[labels[-1] + 1 :]
    return (
        labels[-1]
        if not any(map(_is_heading, values)) and len(values) >= len(_form().columns)
        else None
    )


def _by_rows(grid: Grid) -> dict[Key, GridCell]:
    """Return the numbers where each group is a row with its own label, else nothing."""
    heads = [cell for row in grid.rows for cell in row if _result_of(cell.text)]
    order = [_result_of(cell.text) or "" for cell in heads]
    if sorted(order) != sorted(_results().values()):
        return {}
    found: dict[Key, GridCell] = {}
    for row in grid.rows:
        label = _label_at(row)
        if label is None:
            continue
        group = _group_of(row[label].text) or ""
        values = dict(zip(order, row[label + 1 :], strict=False))
        if not grid.ragged:
            by_column = {cell.column: cell for cell in row}
            values = {
                result: by_column[head.column]
                for result, head in zip(order, heads, strict=True)
                if head.column in by_column
            }
        found |= {(group, result): cell for result, cell in values.items()}
    return found


def _by_columns(grid: Grid) -> dict[Key, GridCell]:
    """Return the numbers under headings of group and result where all are found, else nothing."""
    row = next((row for row in grid.rows if _numbers(row)), None) or _blank_row(grid)
    if grid.ragged or row is None:
        return {}
    by_column = {cell.column: cell for cell in row}
    found: dict[Key, GridCell] = {}
    columns: dict[Key, int] = {}
    groups_over = _groups_over(grid)
    for column, result in _result_columns(grid):
        group = next((group for under, group in groups_over if column in under), None)
        cell = by_column.get(column)
        if group is None or cell is None or columns.setdefault((group, result), column) != column:
            return {}
        found[group, result] = cell
    groups = {group for group, _ in found}
    return found if len(found) == len(groups) * len(_form().columns) else {}


def _blank_row(grid: Grid) -> tuple[GridCell, ...] | None:
    """Return the row below the headings where all its numbers are left out."""
    last = max((at for at, row in enumerate(grid.rows) if any(map(_is_heading, row))), default=-1)
    return next((row for row in grid.rows[last + 1 :] if len(row) >= len(_form().columns)), None)


def _is_heading(cell: GridCell) -> bool:
    return _result_of(cell.text) is not None or _group_of(cell.text) is not None


def _result_columns(grid: Grid) -> Iterator[tuple[int, str]]:
    for cell in grid.cells():
        result = _result_of(cell.text)
        if result is not None:
            yield cell.column, result


def _groups_over(grid: Grid) -> list[tuple[range, str]]:
    """Return the columns that each heading of a group stands over."""
    return [
        (range(cell.column, cell.column + cell.width), group)
        for cell in grid.cells()
        if (group := _group_of(cell.text)) is not None
    ]


def _order(texts: Sequence[str]) -> list[Key]:
    """Return whose the fifteen numbers are by the order of the headings, nothing where in doubt."""
    usual = [column.key for column in _form().columns]
    results = [result for text in texts if (result := _result_of(text))]
    if not results:
        return []
    fives = [results[at : at + len(usual)] for at in range(0, len(results), len(usual))]
    if any(sorted(five) != sorted(usual) for five in fives):  # a heading is lost
        if "total" not in results or results.index("total") < results.index(
            _first_but_total(results)
        ):
            return []
        fives = [usual]
    if any(five != fives[0] for five in fives):
        return []
    words = [plain(text) for text in texts]
    groups = list(_groups().values())
    places = [words.index(each) for each in ("行政复议", _LITIGATION) if each in words]
    if places != sorted(places):
        groups = [*groups[1:], groups[0]]
    return [(group, result) for group in groups for result in fives[0]]


def _first_but_total(results: Sequence[str]) -> str:
    return next((result for result in results if result != "total"), "total")
