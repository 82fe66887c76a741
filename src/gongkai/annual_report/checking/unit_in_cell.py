"""A number cell holds a number alone: a unit belongs in the heading, where the form puts it."""

from collections.abc import Iterator

from gongkai.annual_report.checking.rule import NotApplicable, cell_label, fails
from gongkai.annual_report.report import Finding, Report, Severity

NAME = "unit-in-cell"
TITLE = "表格数字：单元格内不应带单位"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号，表格为数字表"


def check(report: Report, last_year: Report | None) -> Iterator[Finding]:  # noqa: ARG001
    tables = list(report.tables())
    if not tables:
        raise NotApplicable("报告中没有表格。")
    for name, table in tables:
        for row, column, cell in table.each():
            if cell.unit is not None:
                where = cell_label(report, name, row, column)
                message = f"“{where}”填的是“{cell.raw.strip()}”，单元格内带有单位“{cell.unit}”。"
                yield fails(NAME, message, [f"{name}.{row}.{column}"], Severity.WARNING)
