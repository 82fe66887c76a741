"""A number cell holds a number alone: a unit belongs in the heading, where the form puts it."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, fails
from gongkai.annual_report.report import Finding, Severity

NAME = "unit-in-cell"
TITLE = "表格数字：单元格内不应带单位"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号，表格为数字表"


def check(dossier: Dossier) -> Iterator[Finding]:
    if not dossier.tables:
        raise NotApplicable("报告中没有表格。")
    for name, row, column, cell in dossier.odd_cells:
        if cell.unit is not None:
            where = dossier.cell_label(f"{name}.{row}.{column}")
            yield fails(
                NAME,
                f"“{where}”填的是“{cell.raw.strip()}”，单元格内带有单位“{cell.unit}”。",
                [f"{name}.{row}.{column}"],
                Severity.WARNING,
                remedy="单元格内只填数字，单位写在栏目名称里。",
            )
