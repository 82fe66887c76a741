"""A chapter of prose says something: 无 is an answer in the last, not in the first or fifth."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, fails
from gongkai.annual_report.report import (
    Finding,
    Passage,
    Severity,
)

NAME = "chapter-empty"
TITLE = "章节：总体情况、存在的主要问题等部分应有内容"
SOURCE = "《条例》第五十条；国办公开办函〔2021〕30号"
_PROSE = ("overview", "problems_and_improvements")
_NOTHING = re.compile(r"^(?:无|没有|暂无|略|无。)?$")


def check(dossier: Dossier) -> Iterator[Finding]:
    due = [section for section in dossier.report.sections if section.key in _PROSE]
    if not due:
        raise NotApplicable("报告没有总体情况、存在的主要问题等部分。")
    for section in due:
        if _NOTHING.match(section.text.strip()):
            yield fails(
                NAME,
                f"第{section.number}部分“{section.heading}”没有内容。",
                severity=Severity.WARNING,
                remedy="写明本年度的情况。",
                passages=[Passage(section.number, section.text.strip())],
            )
