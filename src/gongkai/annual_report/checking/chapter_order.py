"""Chapters are numbered one after the other, in the order of the form."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, fails
from gongkai.annual_report.checking.years import outline_of
from gongkai.annual_report.report import Finding, Severity

NAME = "chapter-order"
TITLE = "章节：编号应连续，次序应与格式一致"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号"
_MEND = "按统一格式的次序和编号排列。"


def check(dossier: Dossier) -> Iterator[Finding]:
    report = dossier.report
    if not report.sections:
        raise NotApplicable("报告没有分章节。")
    numbers = [section.number for section in report.sections]
    if numbers != list(range(1, len(numbers) + 1)):
        listed = "、".join(str(number) for number in numbers)
        message = f"章节编号依次为{listed}，应从1起连续编号。"
        yield fails(NAME, message, severity=Severity.NOTICE, remedy=_MEND)
    order = [label.key for label in outline_of(dossier).sections]
    places = [order.index(s.key) for s in report.sections if s.key in order]
    if places != sorted(places):
        headings = "、".join(section.heading for section in report.sections)
        yield fails(
            NAME, f"章节次序（{headings}）与格式不一致。", severity=Severity.NOTICE, remedy=_MEND
        )
