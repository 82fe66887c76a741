"""Chapters bear the titles of the national form, word for word (forms of 2019 and 2021)."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, fails
from gongkai.annual_report.checking.years import outline_of
from gongkai.annual_report.report import Finding, Severity
from gongkai.annual_report.wording import plain

NAME = "heading-wording"
TITLE = "章节：标题应与统一格式一致"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号"
_MEND = "改用统一格式的标题。"


def check(dossier: Dossier) -> Iterator[Finding]:
    report = dossier.report
    if outline_of(dossier).generation == "2008":
        raise NotApplicable("2018年以前没有全国统一的章节标题。")
    official = {label.key: label.label for label in outline_of(dossier).sections}
    for section in report.sections:
        if section.key is None:
            message = f"第{section.number}部分“{section.heading}”不是统一格式的部分。"
            yield fails(NAME, message, severity=Severity.NOTICE, remedy=_MEND)
        elif section.key in official and plain(section.heading) != plain(official[section.key]):
            message = f"第{section.number}部分标题是“{section.heading}”，格式为“{official[section.key]}”。"
            yield fails(NAME, message, severity=Severity.NOTICE, remedy=_MEND)
