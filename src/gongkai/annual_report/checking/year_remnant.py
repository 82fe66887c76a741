"""A sentence that reports this year's work names this year: 2022年，我局收到… in the report of 2023."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier, bare
from gongkai.annual_report.checking.rule import NotApplicable, fails, found_in, quoted
from gongkai.annual_report.report import (
    Finding,
    Passage,
    Severity,
)

NAME = "year-remnant"
TITLE = "正文：不应残留其他年度"
SOURCE = "《条例》第五十条：报告上一年度工作"
_YEAR = re.compile(
    r"(?:^|[。；\n]|[）)、]\s*)\s*(?:(?:一是|二是|三是|四是)\s*)?(?:截至|截止|在)?\s*(?P<year>20\d\d)年(?:度|全年|12月31日|来|以来)?[，,]?\s*"
)
_SPEAKS = re.compile(
    r"(?:我|本|全[市区县局镇年]|共|累计|主动|收到|受理|办理|未|没有|通过|制定|发布|公开|政府信息|依申请|举办|组织|召开|开展)"
)
_PLACE = re.compile("[省市县区旗州盟镇乡]|街道")
_ELSEWHERE = re.compile(
    r"相比|同比|较|比上|上年|去年|自|起|以来|将|计划|拟|下一步|明年|来年|规划|《|—|－|-|至|到|修订|施行|成立|结转|遗留"
)


def check(dossier: Dossier) -> Iterator[Finding]:
    year = dossier.report.year
    if year is None:
        raise NotApplicable("标题中没有年度。")
    if not any(told < year for told in dossier.years):
        return
    passages = []
    names = _names(dossier.report.office)
    for number, text, match in found_in(dossier, _YEAR):
        told = int(match["year"])
        if told >= year or not _speaks_of_own_work(text, match.end(), names):
            continue
        sentence = re.split("[。；\n]", text[match.start("year") :], maxsplit=1)[0]
        if not _ELSEWHERE.search(sentence[5:]):
            passages.append(Passage(number, sentence[:60]))
    if passages:
        yield fails(
            NAME,
            f"报告是{year}年的，{quoted(passages)}写的是其他年度，可能是沿用旧稿。",
            severity=Severity.WARNING,
            remedy=f"写本年工作的，改为{year}年；确为以前年度的，请写明。",
            passages=passages,
        )


def _speaks_of_own_work(text: str, position: int, names: tuple[str, ...]) -> bool:
    return _SPEAKS.match(text, position) is not None or text.startswith(names, position)


def _names(office: str | None) -> tuple[str, ...]:
    """Return how an office calls itself: by its name, or without the places before it."""
    name = bare(office or "")
    shorter = [name[at:] for found in _PLACE.finditer(name) for at in (found.start(), found.end())]
    return tuple(each for each in (name, *shorter) if len(each) > 2)
