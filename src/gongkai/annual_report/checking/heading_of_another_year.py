"""Headings and rows of the tables are worded as in the form the report follows, not another year's."""

from collections.abc import Iterator

from gongkai.annual_report.checking.rule import NotApplicable, fails
from gongkai.annual_report.form import form_of
from gongkai.annual_report.report import Finding, Report, Severity

NAME = "heading-of-another-year"
TITLE = "格式：表格栏目不应混用其他年度的名称"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号，栏目名称"


def check(report: Report, last_year: Report | None) -> Iterator[Finding]:  # noqa: ARG001
    if report.proactive is None and report.applications is None:
        raise NotApplicable("报告中没有第二、第三部分表格。")
    official = _official(report.form)
    table = report.proactive
    for heading in () if table is None else table.headings:
        if heading.of_form not in {None, report.form}:
            yield _finding(
                heading.printed,
                heading.of_form,
                official.get(heading.key),
                [f"proactive.{row}.{heading.key}" for row in heading.rows],
            )
    for label in () if table is None else table.labels:
        if label.of_form not in {None, report.form}:
            yield _finding(
                label.printed, label.of_form, official.get(label.key), [f"proactive.{label.key}"]
            )
    yield from _other_handling(report)


def _finding(printed: str, of_form: str | None, due: str | None, cells: list[str]) -> Finding:
    instead = f"应为“{due}”" if due is not None and due != printed else "本年度格式没有这一栏"
    message = f"第二部分的“{printed}”是{of_form}年格式的名称，{instead}。"
    return fails(NAME, message, cells, Severity.WARNING)


def _official(generation: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for block in form_of(generation).proactive:
        found |= {column.key: column.label for column in block.columns}
        found |= {row.key: row.label for row in block.rows}
    return found


def _other_handling(report: Report) -> Iterator[Finding]:
    """Yield a finding where （六） has the rows of the other form: one in 2019, three from 2021."""
    if report.applications is None or report.form == "2008":
        return
    three = "closed_fee_overdue" in report.applications.cells
    if three == (report.form == "2021"):
        return
    message = (
        "第三部分“（六）其他处理”分成了三行，2019年格式只有一行。"
        if three
        else "第三部分“（六）其他处理”只有一行，2021年格式应分为三行。"
    )
    yield fails(NAME, message, ["applications.closed_other"], Severity.WARNING)
