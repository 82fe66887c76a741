"""Part four: fifteen numbers, in one row, over several tables, or five to a labelled row."""

from collections.abc import Sequence
from functools import cache

from gongkai.annual_report.form import TableForm, form_of
from gongkai.annual_report.quantities import is_value
from gongkai.annual_report.reading.applications import cell_of
from gongkai.annual_report.reading.blocks import Grid, GridCell
from gongkai.annual_report.report import Cell, Note, Place, Table
from gongkai.annual_report.wording import plain


@cache
def _form() -> TableForm:
    return form_of("2021").remedies


def belongs(grid: Grid) -> bool:
    """Return whether a grid is part four or a piece of it."""
    seen = [plain(cell.text) for cell in grid.cells() if len(cell.text) < 20]
    results = {plain(column.label) for column in _form().columns if column.key != "total"}
    return len(results & set(seen)) >= 3


def read(grids: Sequence[tuple[int, Grid]], notes: list[Note]) -> Table | None:
    """Return part four from the grids that hold it."""
    if not grids:
        return None
    number, grid = grids[0]
    by_row = _labelled_rows(number, grid)
    if by_row:
        return Table(by_row)
    cells: list[tuple[int, GridCell]] = []
    wanted = len(_form().rows) * len(_form().columns)
    for number, grid in grids:
        cells += [(number, cell) for cell in _numbers(grid)]
        if len(cells) >= wanted:
            break
    if len(cells) != wanted:
        notes.append(
            Note(
                "remedies-width", f"第四部分表格应有{wanted}个数，读到{len(cells)}个，按顺序对应。"
            )
        )
    padded: list[tuple[int, GridCell | None]] = [*cells, *[(number, None)] * wanted][:wanted]
    keys = [(row.key, column.key) for row in _form().rows for column in _form().columns]
    table: dict[str, dict[str, Cell]] = {row.key: {} for row in _form().rows}
    for (row_key, column_key), (block, cell) in zip(keys, padded, strict=True):
        table[row_key][column_key] = cell_of(cell, Place(block))
    return Table(table)


def _numbers(grid: Grid) -> tuple[GridCell, ...]:
    """Return the row of numbers below the headings: the fullest, and of equals the first."""
    last_heading = max(
        (cell.row for cell in grid.cells() if plain(cell.text) in _headings()), default=-1
    )
    rows = [
        row
        for row in grid.rows[last_heading + 1 :]
        if row and sum(not is_value(cell.text) for cell in row) * 3 <= len(row)
    ]
    if not rows:
        return ()
    # A label may stand before the numbers: 件数 | 0 | 0 …
    fullest = max(rows, key=lambda row: sum(bool(cell.text.strip()) for cell in row))
    whole = len(fullest) % len(_form().columns) == 1 and not is_value(fullest[0].text)
    return fullest[1:] if whole else fullest


@cache
def _headings() -> frozenset[str]:
    return frozenset(plain(column.label) for column in _form().columns)


def _labelled_rows(number: int, grid: Grid) -> dict[str, dict[str, Cell]]:
    """Return the table where each group is a row with its own label, else nothing."""
    groups = {plain(row.label): row.key for row in _form().rows}
    width = len(_form().columns)
    found: dict[str, dict[str, Cell]] = {}
    for row in grid.rows:
        label_at = next(
            (at for at in range(min(2, len(row) - 1), -1, -1) if plain(row[at].text) in groups),
            None,
        )
        if label_at is None or len(row) - label_at - 1 != width:
            continue
        values = row[label_at + 1 :]
        if not all(is_value(cell.text) for cell in values):
            continue
        found[groups[plain(row[label_at].text)]] = {
            column.key: cell_of(cell, Place(number))
            for column, cell in zip(_form().columns, values, strict=True)
        }
    return found if len(found) == len(groups) else {}
