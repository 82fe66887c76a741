"""A whole table of numbers equal to last year's is likely last year's table."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import (
    fails,
)
from gongkai.annual_report.checking.years import previous
from gongkai.annual_report.report import Finding, Severity, Table

NAME = "numbers-of-last-year"
TITLE = "跨年：整张表格与上年完全相同的，请核对"
SOURCE = "《条例》第五十条：报告上一年度工作"
_FEWEST = 4  # numbers beside zero from which equality is no chance


def check(dossier: Dossier) -> Iterator[Finding]:
    last_year = previous(dossier)
    for name, table in dossier.report.tables():
        before: Table | None = getattr(last_year, name)
        if before is None:
            continue
        if not _is_same(table, before):
            continue
        numbers = {(row, column): cell.value for row, column, cell in table.each()}
        if sum(1 for value in numbers.values() if value) >= _FEWEST:
            yield fails(
                NAME,
                f"{_CALLED[name]}的{len(numbers)}个数与上年报告完全相同，可能是上年的表格。",
                [f"{name}.{row}.{column}" for row, column in numbers],
                Severity.WARNING,
                remedy="请用本年度的数据重新填写。",
            )


def _is_same(table: Table, before: Table) -> bool:
    """Return whether two tables hold the same numbers; the first that differs decides."""
    if table.cells.keys() != before.cells.keys():
        return False
    for row, columns in table.cells.items():
        others = before.cells[row]
        if columns.keys() != others.keys():
            return False
        for column, cell in columns.items():
            if cell.value != others[column].value:
                return False
    return True


_CALLED = {
    "proactive": "第二部分表格",
    "applications": "第三部分表格",
    "remedies": "第四部分表格",
    "statistics": "统计表",
}
