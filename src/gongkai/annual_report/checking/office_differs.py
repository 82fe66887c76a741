"""The office is the same in the title, the opening and the signature."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier, bare
from gongkai.annual_report.checking.offices import (
    level_of,
)
from gongkai.annual_report.checking.rule import NotApplicable, fails
from gongkai.annual_report.report import Finding, Passage, Severity
from gongkai.annual_report.wording import likeness

NAME = "office-differs"
TITLE = "导语、落款：机关名称应与标题一致"
SOURCE = "报告前后应当一致"
_NAMED = re.compile(
    r"(?:由|与|请联系|联系单位|编制单位)[:：]?\s*(?P<name>[\u4e00-\u9fff]{3,24}?(?:局|委员会|委|人民政府|街道办事处|镇政府|乡政府|中心))"
    r"(?=办公室|联系|编制|组织编制|根据|[（(]|负责|$|[，,。])"
)
_SIGNED = re.compile(
    r"(?:^|\n)\s*(?P<name>[\u4e00-\u9fff]{3,24}(?:局|委员会|人民政府|街道办事处))\s*\n\s*20\d\d年\d{1,2}月(?:\d{1,2}日)?\s*$"
)
_OWN = re.compile("本|我|各|有关|上级|信息公开|政务公开")


def check(dossier: Dossier) -> Iterator[Finding]:
    office = dossier.report.office
    if not office:
        raise NotApplicable("标题中没有机关名称。")
    last = dossier.report.sections[-1].text if dossier.report.sections else ""
    found = [(0, match) for match in _NAMED.finditer(dossier.report.preamble)]
    found += [(len(dossier.report.sections), match) for match in _SIGNED.finditer(last)]
    for number, match in found:
        name = match["name"]
        if not _OWN.search(name) and not _is_same(name, office):
            where = "导语" if number == 0 else "落款"
            yield fails(
                NAME,
                f"标题是“{office}”的报告，{where}写的是“{name}”。",
                severity=Severity.WARNING if _is_peer(name, office) else Severity.NOTICE,
                remedy=f"若是同一机关，改为“{office}”；已更名的，请说明。",
                passages=[Passage(number, match.group().strip())],
            )
            return


def _is_same(name: str, office: str) -> bool:
    one, other = bare(name), bare(office)
    return one in other or other in one or one.endswith(other[-4:]) or likeness(one, other) >= 0.8


def _is_peer(name: str, office: str) -> bool:
    """Return whether two names are of one rank and end alike: one bureau for another."""
    return level_of(name) == level_of(office) and bare(name)[-1:] == bare(office)[-1:]
