"""The report follows the form in force for its year."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, fails
from gongkai.annual_report.form import GENERATIONS, form_of, generation_of
from gongkai.annual_report.report import Finding, Severity

NAME = "form-of-another-year"
TITLE = "格式：应使用报告年度的统一格式"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号，适用年度"


def check(dossier: Dossier) -> Iterator[Finding]:
    report = dossier.report
    if report.year is None:
        raise NotApplicable("标题中没有年度。")
    if report.form not in GENERATIONS:
        raise NotApplicable("报告用的不是全国统一的格式。")
    due = generation_of(report.year)
    if due == report.form:
        return
    if report.form == "2008":
        message = f"{report.year}年的报告应按{form_of(due).instrument}的格式，附三张表格，报告中没有表格。"
    else:
        message = (
            f"{report.year}年的报告应按{form_of(due).instrument}的格式，而表格用的是{report.form}年格式。"
            if due != "2008"
            else f"{report.year}年的报告用的是{report.form}年才有的表格格式。"
        )
    mend = f"改用{form_of(due).instrument}的格式。"
    yield fails(NAME, message, severity=Severity.WARNING, remedy=mend)
