"""The report is called by its name in the body too: 政府信息公开工作年度报告."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, chapter, fails, found_in
from gongkai.annual_report.report import (
    Finding,
    Passage,
    Severity,
)
from gongkai.annual_report.wording import plain, squeezed

NAME = "title-differs"
TITLE = "正文：报告的名称应与标题一致"
SOURCE = "国办公开办函〔2021〕30号：政府信息公开工作年度报告"
_CALLED = re.compile(r"《(?P<name>[^《》]{0,40}(?:信息公开|政务公开)[^《》]{0,8}年度?报告)》")


def check(dossier: Dossier) -> Iterator[Finding]:
    title, year = dossier.report.title, dossier.report.year
    if not title:
        raise NotApplicable("报告没有标题。")
    for number, _, match in found_in(dossier, _CALLED, ("》",)):
        name = squeezed(match["name"])
        if "格式" in name or (year is not None and str(year) not in name):
            continue
        if plain(name) not in plain(title) and plain(title) not in plain(name):
            yield fails(
                NAME,
                f"标题是“{title}”，{chapter(number)}写作“《{name}》”。",
                severity=Severity.NOTICE,
                remedy="两处用同一名称。",
                passages=[Passage(number, match.group())],
            )
            return
