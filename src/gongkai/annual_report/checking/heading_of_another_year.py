"""Headings and rows of the tables are worded as in the form the report follows, not another year's."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, fails
from gongkai.annual_report.form import Form
from gongkai.annual_report.report import Finding, Heading, Severity

NAME = "heading-of-another-year"
TITLE = "格式：表格栏目不应混用其他年度的名称"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号，栏目名称"


def check(dossier: Dossier) -> Iterator[Finding]:
    report = dossier.report
    if report.proactive is None and report.applications is None:
        raise NotApplicable("报告中没有第二、第三部分表格。")
    table = report.proactive
    for heading in () if table is None else table.headings:
        if heading.of_form not in {None, report.form}:
            cells = [f"proactive.{row}.{heading.key}" for row in heading.rows]
            yield _finding(heading, dossier.form, cells)
    for label in () if table is None else table.labels:
        if label.of_form not in {None, report.form}:
            yield _finding(label, dossier.form, [f"proactive.{label.key}"])
    yield from _other_handling(dossier)


def _finding(heading: Heading, form: Form, cells: list[str]) -> Finding:
    printed, due = heading.printed, _official(form).get(heading.key)
    instead = f"应为“{due}”" if due is not None and due != printed else "本年度格式没有这一栏"
    message = f"第二部分的“{printed}”是{heading.of_form}年格式的名称，{instead}。"
    mend = f"改为“{due}”。" if due is not None and due != printed else "按本年度格式删去或者改名。"
    return fails(NAME, message, cells, Severity.WARNING, remedy=mend)


def _official(form: Form) -> dict[str, str]:
    found: dict[str, str] = {}
    for block in form.proactive:
        found |= {column.key: column.label for column in block.columns}
        found |= {row.key: row.label for row in block.rows}
    return found


def _other_handling(dossier: Dossier) -> Iterator[Finding]:
    """Yield a finding where （六） has the rows of the other form: one in 2019, three from 2021."""
    table, due = dossier.report.applications, dossier.form.applications.row_keys
    if table is None or "closed_other" not in due:
        return
    three = "closed_fee_overdue" in table.cells
    if three == ("closed_fee_overdue" in due):
        return
    message = (
        "第三部分“（六）其他处理”分成了三行，2019年格式只有一行。"
        if three
        else "第三部分“（六）其他处理”只有一行，2021年格式应分为三行。"
    )
    mend = "按报告年度的统一格式重新填写这几行。"
    yield fails(NAME, message, ["applications.closed_other"], Severity.WARNING, remedy=mend)
