"""A percentage is the count over the whole that stand beside it; no rate is above 100 %."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.comparison import is_scoped
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, chapter, fails
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
# What shares are of: a total, or what 其中 divides. A sentence may go on in the next with 其中.
_WHOLE = re.compile(
    r"(?:共|合计|总计|总数|总量|累计|全年|收到|受理|新收|收办|承办|接到)[^。；，\d]{0,20}?(?P<whole>\d[\d,]*)(?P<unit>[条件次篇个份项])"
)
_DIVIDED = re.compile(
    r"(?<!\d)(?P<whole>\d[\d,]*)(?P<unit>[条件次篇个份项])(?=[，。；：:,（(]\s*其中)"
)
_GROWTH = re.compile(
    r"(?:(?P<now>\d[\d,]*)(?P<unit>[条件次篇个份项])[，,（(]?[^。；，,\d]{0,6}(?:较|比|同比)(?:(?:20\d\d|上一?|去)年)?[^。；，,\d]{0,8}"
    r"(?P<before>\d[\d,]*)(?P=unit)[）)]?(?:(?:增加|减少|多|少)了?\d[\d,]*(?P=unit)[，,、])?"
    r"|由[^。；，,]{0,10}?(?<!\d)(?P<then>\d[\d,]*)(?P<of>[条件次篇个份项])(?:增加|增长|上升|减少|下降|降)[到至为](?P<today>\d[\d,]*)(?P=of)[，,])"
    r"(?:同比)?(?P<way>增长|增加|上升|提高|增幅|下降|减少|降低|降幅)[了约为达]?(?P<percent>\d{1,4}(?:\.\d+)?)[%％]"
)
_FEWER = re.compile("降|减")
_RATE = re.compile(
    r"(?:办结|答复|办复|按时|回复|满意|公开|沟通|及时)率(?:均|都)?(?:为|达到?|达|是|：|在)?(?P<percent>\d{1,4}(?:\.\d+)?)[%％]"
)


def check(dossier: Dossier) -> Iterator[Finding]:
    if "%" not in dossier.text and "％" not in dossier.text:
        raise NotApplicable("正文没有百分比。")
    for chapter_number, text in dossier.prose:
        for line in text.split("\n"):
            if "%" in line or "％" in line:
                yield from _shares(chapter_number, line)
                yield from _growths(chapter_number, line)
    for chapter_number, sentence in dossier.sentences:
        if "%" in sentence or "％" in sentence:
            for match in _RATE.finditer(sentence):
                if float(match["percent"]) > 100:
                    yield _finding(chapter_number, sentence, match, "比率不应超过100%")


def _shares(chapter_number: int, line: str) -> Iterator[Finding]:
    """Yield the shares that are those of no whole before them in their sentence."""
    for match in _SHARE.finditer(line):
        part, told = _number(match["part"]), match["percent"]
        wholes = [
            each for each in _wholes(line, match.start(), match["unit"]) if part <= each and each
        ]
        if wholes and not any(_is_rate(part, whole, told) for whole in wholes):
            due = f"{part}占{wholes[-1]}应为{_shown(part * 100 / wholes[-1], told)}%"
            yield _finding(chapter_number, _sentence(line, match), match, due)


def _wholes(line: str, end: int, unit: str) -> list[int]:
    """Return what stands before a share and may be its whole, in the order in which it stands."""
    begins = line.rfind("。", 0, end) + 1
    before = line.rfind("。", 0, max(begins - 1, 0)) + 1
    if not line[begins:].lstrip().startswith("其中"):
        before = begins
    found = {
        match.start("whole"): _number(match["whole"])
        for pattern in (_WHOLE, _DIVIDED)
        for match in pattern.finditer(line, before, end)
        if match["unit"] == unit and match.end() < end
    }
    return [found[at] for at in sorted(found)]


def _growths(chapter_number: int, line: str) -> Iterator[Finding]:
    """Yield the growths that do not follow from the two counts beside them."""
    for match in _GROWTH.finditer(line):
        now, before = (
            _number(match[a] or match[b]) for a, b in (("now", "today"), ("before", "then"))
        )
        if not before:
            continue
        rate = (now - before) * 100 / before
        is_fewer = _FEWER.search(match["way"]) is not None
        if is_fewer == (rate < 0) and _is_near(abs(rate), match["percent"]):
            continue
        due = f"由{before}到{now}应为{'下降' if rate < 0 else '增长'}{_shown(abs(rate), match['percent'])}%"
        yield _finding(chapter_number, _sentence(line, match), match, due)


def _is_rate(part: int, whole: int, told: str) -> bool:
    return _is_near(part * 100 / whole, told)


def _is_near(rate: float, told: str) -> bool:
    digits = len(told.partition(".")[2])
    return abs(rate - float(told)) <= max(0.1, 0.51 * 0.1**digits)


def _shown(rate: float, told: str) -> str:
    return f"{rate:.{max(len(told.partition('.')[2]), 1)}f}"


def _sentence(line: str, match: re.Match[str]) -> str:
    begins = line.rfind("。", 0, match.start()) + 1
    ends = line.find("。", match.end())
    return line[begins : ends + 1 if ends >= 0 else None].strip()


def _finding(chapter_number: int, sentence: str, match: re.Match[str], due: str) -> Finding:
    return fails(
        NAME,
        f"{chapter(chapter_number)}写“{match.group()}”，{due}。",
        severity=Severity.NOTICE if is_scoped(match.group()) else Severity.WARNING,
        remedy="请重新计算百分比，或者核对件数。",
        passages=[Passage(chapter_number, sentence)],
    )


def _number(text: str) -> int:
    return int(text.replace(",", ""))
