"""A percentage is the count over the whole that stand beside it; no rate is above 100 %."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.comparison import is_scoped
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, around, chapter, fails
from gongkai.annual_report.report import (
    Finding,
    Passage,
    Severity,
)

NAME = "percent-differs"
TITLE = "正文：百分比应与件数相符"
SOURCE = "数据前后应当一致"
_SHARE = re.compile(
    r"(?P<part>\d[\d,]*)(?P<unit>[条件次篇个份项])[，,（(]?(?:约)?占(?:[^。；，\d%％]{0,14}?)(?:的)?(?:比例?(?:为|达)?)?"
    r"(?P<percent>\d{1,3}(?:\.\d+)?)[%％]"
)
_WHOLE = re.compile(
    r"(?:共|合计|总计|总数|总量|累计|全年)[^。；，\d]{0,20}?(?P<whole>\d[\d,]*)(?P<unit>[条件次篇个份项])"
)
_RATE = re.compile(
    r"(?:办结|答复|办复|按时|回复|满意|公开|沟通|及时)率(?:均|都)?(?:为|达到?|达|是|：|在)?(?P<percent>\d{1,4}(?:\.\d+)?)[%％]"
)


def check(dossier: Dossier) -> Iterator[Finding]:
    if "%" not in dossier.text and "％" not in dossier.text:
        raise NotApplicable("正文没有百分比。")
    for chapter_number, sentence in dossier.sentences:
        if "%" in sentence or "％" in sentence:
            yield from _shares(chapter_number, sentence)
            for match in _RATE.finditer(sentence):
                if float(match["percent"]) > 100:
                    yield _finding(chapter_number, sentence, match, "比率不应超过100%")


def _shares(chapter_number: int, sentence: str) -> Iterator[Finding]:
    for match in _SHARE.finditer(sentence):
        before = [
            m for m in _WHOLE.finditer(sentence, 0, match.start()) if m["unit"] == match["unit"]
        ]
        whole = _number(before[-1]["whole"]) if before else 0
        part, told = _number(match["part"]), float(match["percent"])
        if whole and part <= whole:
            rate = part * 100 / whole
            digits = len(match["percent"].partition(".")[2])
            if abs(rate - told) > max(0.1, 0.51 * 10**-digits):
                due = f"{part}占{whole}应为{rate:.{max(digits, 1)}f}%"
                yield _finding(chapter_number, sentence, match, due)


def _finding(chapter_number: int, sentence: str, match: re.Match[str], due: str) -> Finding:
    return fails(
        NAME,
        f"{chapter(chapter_number)}写“{around(sentence, match, 0)}”，{due}。",
        severity=Severity.NOTICE if is_scoped(match.group()) else Severity.WARNING,
        remedy="请重新计算百分比，或者核对件数。",
        passages=[Passage(chapter_number, sentence)],
    )


def _number(text: str) -> int:
    return int(text.replace(",", ""))
