"""No row or table of the form is left out."""

from collections.abc import Iterator

from gongkai.annual_report.checking.cells_blank import NAMES
from gongkai.annual_report.checking.rule import NotApplicable, fails
from gongkai.annual_report.form import form_of
from gongkai.annual_report.relations import label_of
from gongkai.annual_report.report import Finding, Report, Severity

NAME = "row-missing"
TITLE = "表格：统一格式的表和行不应缺少"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号"


def check(report: Report, last_year: Report | None) -> Iterator[Finding]:  # noqa: ARG001
    if report.form == "2008":
        raise NotApplicable("没有使用2019年以后的统一格式。")
    for name in ("proactive", "applications", "remedies"):
        if getattr(report, name) is None:
            yield fails(NAME, f"报告中没有{NAMES[name]}。", [name], Severity.WARNING)
    if report.proactive is not None:
        due = [row.key for block in form_of(report.form).proactive for row in block.rows]
        missing = [key for key in due if key not in report.proactive.cells]
        yield from _missing("proactive", missing, report.form)
    if report.applications is not None and report.applications.labels:
        printed = {label.key for label in report.applications.labels}
        missing = [key for key in report.applications.cells if key not in printed]
        yield from _missing("applications", missing, report.form)


def _missing(table: str, keys: list[str], form: str) -> Iterator[Finding]:
    if keys:
        which = "、".join(f"“{label_of(key, form)}”" for key in keys)
        cells = [f"{table}.{key}" for key in keys]
        yield fails(NAME, f"{NAMES[table]}缺少{which}。", cells, Severity.WARNING)
