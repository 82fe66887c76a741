"""An instrument cited by its number was in force in the year, or until the report was due."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, around, chapter, fails, found_in
from gongkai.annual_report.report import (
    Finding,
    Passage,
    Severity,
)
from gongkai.annual_report.wording import squeezed
from gongkai.law.citations import Instrument, instruments

NAME = "law-not-in-force"
TITLE = "法律：所引文件在报告年度应当有效"
SOURCE = "所引文件的施行、废止日期"
_NUMBER = re.compile(
    r"(?:国务院令第\s*\d+\s*号|国办(?:公开办)?函〔\s*\d{4}\s*〕\s*\d+号|国办(?:秘函|发)〔\s*\d{4}\s*〕\s*\d+号|法释〔\s*\d{4}\s*〕\s*\d+号)"
)
_HISTORY = re.compile("废止|修订前|原|替代|取代|失效|同时|旧")


def check(dossier: Dossier) -> Iterator[Finding]:
    year = dossier.report.year
    if year is None:
        raise NotApplicable("标题中没有年度。")
    found = False
    for number, text, match in found_in(dossier, _NUMBER, ("令", "〔")):
        found = True
        instrument = _by_number().get(squeezed(match.group()))
        if instrument is None or _HISTORY.search(
            text[max(0, match.start() - 20) : match.end() + 12]
        ):
            continue
        first = instrument.in_force_on or instrument.issued_on
        if instrument.replaced_on is not None and instrument.replaced_on <= date(year, 1, 1):
            why = f"{_day(instrument.replaced_on)}起不再有效"
        elif first is not None and first > date(year + 1, 3, 31):
            why = f"{_day(first)}才起施行"
        else:
            continue
        yield fails(
            NAME,
            f"{chapter(number)}引用{match.group()}（《{instrument.short}》），该文件{why}，{year}年不适用。",
            severity=Severity.WARNING,
            remedy="改引报告年度有效的文件。",
            passages=[Passage(number, around(text, match))],
        )
    if not found:
        raise NotApplicable("正文没有引用文号。")


@cache
def _by_number() -> Mapping[str, Instrument]:
    return {squeezed(each.number): each for each in instruments().values()}


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
