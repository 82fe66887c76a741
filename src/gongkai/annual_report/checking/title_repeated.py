"""The title stands once at the head of the report."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, fails
from gongkai.annual_report.report import Finding, Severity

NAME = "title-repeated"
TITLE = "转换残留：标题不应重复出现"
SOURCE = "报告文字应当严谨"
_MEND = "标题只保留一处。"


def check(dossier: Dossier) -> Iterator[Finding]:
    report = dossier.report
    if not report.title:
        raise NotApplicable("报告没有标题。")
    if report.repeated:
        message = f"标题“{report.title}”在正文之前出现了{len(report.repeated) + 1}次。"
        yield fails(NAME, message, severity=Severity.WARNING, remedy=_MEND)
