"""A report is published by 31 January, a government's by 31 March (条例 art. 49)."""

from collections.abc import Iterator
from datetime import date

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.offices import Level, level_of
from gongkai.annual_report.checking.rule import NotApplicable, fails
from gongkai.annual_report.checking.signature_date import signature
from gongkai.annual_report.report import (
    Finding,
    Severity,
)
from gongkai.law.clocks import annual_report_due

NAME = "signed-late"
TITLE = "落款：日期不应晚于公布期限"
SOURCE = "《条例》第四十九条"


def check(dossier: Dossier) -> Iterator[Finding]:
    found, year = signature(dossier), dossier.report.year
    if found is None or year is None:
        raise NotApplicable("报告没有落款日期，或者标题中没有年度。")
    of_government = level_of(dossier.report.office or "") is not Level.DEPARTMENT
    try:
        signed = date(int(found["year"]), int(found["month"]), int(found["day"] or 1))
    except ValueError:
        raise NotApplicable("落款日期不是一个日子。") from None
    due = annual_report_due(year, of_government=of_government).due_on
    if signed > due:
        yield fails(
            NAME,
            f"落款日期{found.group().strip()}，晚于公布期限{due.year}年{due.month}月{due.day}日。",
            severity=Severity.NOTICE,
            remedy="请核对日期；确已逾期的，尽快公布。",
        )
