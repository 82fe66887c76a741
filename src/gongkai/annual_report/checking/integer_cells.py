"""Every filled cell is a whole number of 0 or more; money may have decimals, 本年增/减 a sign."""

from collections.abc import Iterator

from gongkai.annual_report.checking.rule import NotApplicable, cell_label, fails, undetermined
from gongkai.annual_report.quantities import fault_of
from gongkai.annual_report.report import UNPLACED, Cell, Finding, Report, State

NAME = "integer-cells"
TITLE = "表格数字：应为不小于零的整数"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号；国办发〔2014〕32号"


def check(report: Report, last_year: Report | None) -> Iterator[Finding]:  # noqa: ARG001
    tables = list(report.tables())
    if not tables:
        raise NotApplicable("报告中没有表格。")
    unplaced = [
        f"{name}.{row}.{column}"
        for name, table in tables
        for row, column, cell in table.each()
        if cell.raw.startswith(UNPLACED)
    ]
    if unplaced:
        yield undetermined(NAME, f"有{len(unplaced)}格的数字无法对应到单元格，无法判断。", unplaced)
    for name, table in tables:
        for row, column, cell in table.each():
            key = row if name == "statistics" else column
            fault = _fault(cell, key)
            if fault is not None:
                where = cell_label(report, name, row, column)
                printed = " ".join(cell.raw.split())
                yield fails(
                    NAME, f"“{where}”填的是“{printed}”，{fault}。", [f"{name}.{row}.{column}"]
                )


def _fault(cell: Cell, key: str) -> str | None:
    if cell.raw.startswith(UNPLACED):
        return None
    if cell.state is State.UNREADABLE:
        return "不是可以读取的数字"
    return fault_of(cell, key)
