"""A number cell holds a number alone: a unit belongs in the heading, where the form puts it."""

from collections.abc import Iterator

from gongkai.annual_report.checking.cells_listed import by_table, listed_cells
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, fails
from gongkai.annual_report.report import Finding, Severity

NAME = "unit-in-cell"
TITLE = "表格数字：单元格内不应带单位"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号，表格为数字表"


def check(dossier: Dossier) -> Iterator[Finding]:
    if not dossier.tables:
        raise NotApplicable("报告中没有表格。")
    for found in by_table(dossier, lambda cell, _: cell.unit is not None):
        cells = [cell for _, cell in found]
        units = "、".join(dict.fromkeys(f"“{cell.unit}”" for cell in cells))
        yield fails(
            NAME,
            f"{listed_cells(dossier, found)}，单元格内带有单位{units}。",
            [name for name, _ in found],
            Severity.WARNING,
            remedy="单元格内只填数字，单位写在栏目名称里。",
        )
