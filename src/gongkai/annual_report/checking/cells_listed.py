"""Cells with one fault: told one by one while they are few, else in one finding for the table."""

from collections.abc import Callable, Iterator, Sequence

from gongkai.annual_report.checking.cells_blank import NAMES
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.report import Cell

_FEW = 3  # cells of a table that have a finding each

Named = tuple[str, Cell]  # a cell with its name, `applications.new.total`


def by_table(dossier: Dossier, is_wrong: Callable[[Cell, str], bool]) -> Iterator[list[Named]]:
    """Yield each wrong cell by itself, or all of a table together where there are many.

    `is_wrong` is asked of each cell that is no plain number, with the key its money is known by.
    """
    wrong: dict[str, list[Named]] = {}
    for table, row, column, cell in dossier.odd_cells:
        if is_wrong(cell, row if table == "statistics" else column):
            wrong.setdefault(table, []).append((f"{table}.{row}.{column}", cell))
    for cells in wrong.values():
        if len(cells) > _FEW:
            yield cells
        else:
            yield from ([each] for each in cells)


def listed_cells(dossier: Dossier, cells: Sequence[Named]) -> str:
    """Return what is printed in the cells: of many, how many they are and the first."""
    shown = "，".join(
        f"“{dossier.cell_label(name)}”填的是“{' '.join(cell.raw.split())}”"
        for name, cell in cells[:_FEW]
    )
    if len(cells) == 1:
        return shown
    return f"{NAMES[cells[0][0].partition('.')[0]]}有{len(cells)}格：{shown}等"
