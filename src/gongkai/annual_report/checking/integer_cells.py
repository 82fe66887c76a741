"""Every filled cell is a whole number of 0 or more; money may have decimals, 本年增/减 a sign."""

from collections.abc import Iterator

from gongkai.annual_report.checking.cells_listed import by_table, listed_cells
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import (
    NotApplicable,
    fails,
    shown,
    undetermined,
)
from gongkai.annual_report.quantities import fault_of
from gongkai.annual_report.report import UNPLACED, Cell, Finding, Remedy, State

NAME = "integer-cells"
TITLE = "表格数字：应为不小于零的整数"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号；国办发〔2014〕32号"


def check(dossier: Dossier) -> Iterator[Finding]:
    if not dossier.tables:
        raise NotApplicable("报告中没有表格。")
    unplaced = [
        f"{name}.{row}.{column}"
        for name, row, column, cell in dossier.odd_cells
        if cell.raw.startswith(UNPLACED)
    ]
    if unplaced:
        yield undetermined(NAME, f"有{len(unplaced)}格的数字无法对应到单元格，无法判断。", unplaced)
    for found in by_table(dossier, lambda cell, key: _fault(cell, key) is not None):
        names = [name for name, _ in found]
        faults = dict.fromkeys(_fault(cell, _key(name)) for name, cell in found)
        yield fails(
            NAME,
            f"{listed_cells(dossier, found)}，{'；'.join(each for each in faults if each)}。",
            names,
            remedy=_remedy(dossier, names),
        )


def _key(name: str) -> str:
    table, row, column = name.split(".")
    return row if table == "statistics" else column


def _remedy(dossier: Dossier, names: list[str]) -> Remedy:
    """Return the number that the relations determine for the one cell, where they do."""
    if len(names) > 1:
        return Remedy("改填不小于零的整数。")
    [name] = names
    table = name.partition(".")[0]
    found = dossier.filled.get(name) or next(
        (each for each in dossier.suspects.get(table, ()) if each.name == name), None
    )
    if found is None:
        return Remedy("改填不小于零的整数。")
    label = dossier.cell_label(name)
    return Remedy(f"若“{label}”填{shown(found.right)}，有关的勾稽关系成立。", name, found.right)


def _fault(cell: Cell, key: str) -> str | None:
    if cell.raw.startswith(UNPLACED):
        return None
    if cell.state is State.UNREADABLE:
        return "不是可以读取的数字"
    return fault_of(cell, key)
