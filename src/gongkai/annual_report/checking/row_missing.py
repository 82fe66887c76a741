"""No row or table of the form is left out."""

from collections.abc import Iterator

from gongkai.annual_report.checking.cells_blank import NAMES
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, fails
from gongkai.annual_report.report import Finding, Severity

NAME = "row-missing"
TITLE = "表格：统一格式的表和行不应缺少"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号"


def check(dossier: Dossier) -> Iterator[Finding]:
    report = dossier.report
    form = dossier.form
    rows_due = {
        "proactive": [row.key for block in form.proactive for row in block.rows],
        "applications": form.applications.row_keys,
        "remedies": form.remedies.row_keys,
    }
    if not any(rows_due.values()):
        raise NotApplicable("没有使用2019年以后的统一格式。")
    for name, rows in rows_due.items():
        if rows and getattr(report, name) is None:
            remedy = "按统一格式补上这张表格，没有发生的填0。"
            message = f"报告中没有{NAMES[name]}。"
            yield fails(NAME, message, [name], Severity.WARNING, remedy=remedy)
    if report.proactive is not None:
        missing = [key for key in rows_due["proactive"] if key not in report.proactive.cells]
        yield from _missing(dossier, "proactive", missing)
    if report.applications is not None and report.applications.labels:
        printed = {label.key for label in report.applications.labels}
        missing = [key for key in report.applications.cells if key not in printed]
        yield from _missing(dossier, "applications", missing)


def _missing(dossier: Dossier, table: str, keys: list[str]) -> Iterator[Finding]:
    if keys:
        which = "、".join(f"“{dossier.label(key)}”" for key in keys)
        cells = [f"{table}.{key}" for key in keys]
        message = f"{NAMES[table]}缺少{which}。"
        yield fails(NAME, message, cells, Severity.WARNING, remedy="补上缺少的行，没有发生的填0。")
