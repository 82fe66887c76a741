"""The period stated covers the year of the title, from 1 January to 31 December."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, fails
from gongkai.annual_report.report import Finding, Severity

NAME = "period-differs"
TITLE = "导语：统计期限应与标题年度一致"
SOURCE = "《条例》第四十九条、第五十条：报告上一年度工作"
_MEND = "改为报告年度的1月1日至12月31日。"

_PERIOD = re.compile(
    r"(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日.{0,8}?(?:至|到|—|–|-|－|~)\s*"
    r"(?:(20\d\d)\s*年)?\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
)


def check(dossier: Dossier) -> Iterator[Finding]:
    report = dossier.report
    if report.year is None:
        raise NotApplicable("标题中没有年度。")
    found = _PERIOD.search(report.preamble)
    if found is None:
        raise NotApplicable("导语没有写明起止日期。")
    begins, ends = int(found[1]), int(found[4] or found[1])
    months = tuple(int(part) for part in (found[2], found[3], found[5], found[6]))
    if {begins, ends} != {report.year} or months != (1, 1, 12, 31):
        message = f"标题是{report.year}年，导语的统计期限却是“{' '.join(found.group().split())}”。"
        yield fails(NAME, message, severity=Severity.WARNING, remedy=_MEND)
