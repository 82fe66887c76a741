"""The year is the same in the title, in the opening and in the signature's year before."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, around, fails
from gongkai.annual_report.report import (
    Finding,
    Passage,
    Severity,
)

NAME = "year-differs"
TITLE = "导语：年度应与标题一致"
SOURCE = "《条例》第四十九条、第五十条：报告上一年度工作"
_TOLD = re.compile(
    r"(?:现将|编制|公布|发布|汇报|完成)[^。；]{0,30}?(?P<year>20\d\d)年度?(?:的)?(?:政府信息|政务|信息)公开"
    r"|(?P<own>20\d\d)年度?(?:政府)?信息公开(?:工作)?(?:年度)?(?:报告|情况)"
)


def check(dossier: Dossier) -> Iterator[Finding]:
    year = dossier.report.year
    if year is None:
        raise NotApplicable("标题中没有年度。")
    for match in _TOLD.finditer(dossier.report.preamble):
        told = int(match["year"] or match["own"])
        if told != year:
            yield fails(
                NAME,
                f"标题是{year}年，导语写“{around(dossier.report.preamble, match, 0)}”。",
                severity=Severity.WARNING,
                remedy=f"若是{year}年的报告，改为{year}年。",
                passages=[Passage(0, match.group())],
            )
            return
