"""Adding tables cell by cell: a number is added, a blank is counted, and no form is made of another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.annual_report.form import form_of, statistics_form
from gongkai.annual_report.quantities import simplest
from gongkai.annual_report.report import BLANK_CELL, Cell, Number, Report, State, Table

TABLES = ("proactive", "applications", "remedies", "statistics")
# 三（六）其他处理 is one row in the form of 2019; the form of 2021 parts it in three.
WHOLE_OTHER = "closed_other"
PARTS_OF_OTHER = ("closed_correction_overdue", "closed_fee_overdue", "closed_other")
_Sums = dict[str, dict[str, Cell]]


@dataclass(frozen=True, slots=True)
class Added:
    """One table added up, which offices left which cell blank, and how it was made one."""

    table: Table
    blank: Mapping[str, tuple[str, ...]]  # `applications.new.total` → offices
    is_joined: bool = False  # three rows of 三（六） were added into one


def added(name: str, reports: Sequence[Report], generation: str) -> Added | None:
    """Return the sum of a table over the reports that have it, in the rows of one generation."""
    having = [
        (report.office or "", table) for report in reports if (table := getattr(report, name))
    ]
    if not having:
        return None
    is_joined = name == "applications" and len({_has_parts(table) for _, table in having}) > 1
    if is_joined:
        having = [(office, _joined(table)) for office, table in having]
    sums: _Sums = {}
    blank: dict[str, tuple[str, ...]] = {}
    for row, column in _keys(name, [table for _, table in having], generation):
        cells = [(office, table.cell(row, column)) for office, table in having]
        there = [(office, cell) for office, cell in cells if cell is not None]
        if not there:
            continue
        sums.setdefault(row, {})[column] = _sum([cell for _, cell in there])
        empty = tuple(office for office, cell in there if cell.value is None)
        if empty:
            blank[f"{name}.{row}.{column}"] = empty
    return Added(Table(sums), blank, is_joined) if sums else None


def _has_parts(table: Table) -> bool:
    return any(row in table.cells for row in PARTS_OF_OTHER if row != WHOLE_OTHER)


def _joined(table: Table) -> Table:
    """Return part three with the three rows of 三（六） as one; blank where one of them is."""
    if not _has_parts(table):
        return table
    parts = [table.cells[row] for row in PARTS_OF_OTHER if row in table.cells]
    whole: dict[str, Cell] = {}
    for column in parts[0]:
        cells = [part.get(column, BLANK_CELL) for part in parts]
        has_all = all(cell.value is not None for cell in cells)
        whole[column] = _sum(cells) if has_all else BLANK_CELL
    kept = {row: cells for row, cells in table.cells.items() if row not in PARTS_OF_OTHER}
    return Table({**kept, WHOLE_OTHER: whole})


def _keys(name: str, tables: Sequence[Table], generation: str) -> Iterator[tuple[str, str]]:
    """Yield the cells in the order of the form; of part two only those this generation has."""
    if name == "statistics":
        yield from ((row.key, "number") for row in statistics_form().rows)
    elif name == "proactive":
        for block in form_of(generation).proactive:
            for row in block.rows:
                yield from ((row.key, column.key) for column in block.columns)
    else:
        parted = name == "applications" and any(_has_parts(table) for table in tables)
        form = form_of("2021" if parted or name == "remedies" else "2019")
        grid = form.applications if name == "applications" else form.remedies
        for key in grid.row_keys:
            yield from ((key, column) for column in grid.column_keys)


def _sum(cells: Sequence[Cell]) -> Cell:
    """Return the sum of the numbers; blank where there is none, for a sum of nothing is not zero."""
    numbers: list[Number] = [cell.value for cell in cells if cell.value is not None]
    if not numbers:
        return BLANK_CELL
    total = sum(numbers)
    value = total if isinstance(total, int) else simplest(total)
    text = str(value) if isinstance(value, int) else f"{value:f}"
    return Cell(text, State.ZERO if value == 0 else State.NUMBER, value)
