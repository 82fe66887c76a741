"""A date in the prose is a day of the calendar: no 13th month, no 31 June, none without its month."""

import re
from collections.abc import Iterator
from datetime import date

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import around, chapter, fails, found_in
from gongkai.annual_report.report import (
    Finding,
    Passage,
    Severity,
)

NAME = "date-impossible"
TITLE = "正文：日期应当真实、完整"
SOURCE = "报告文字应当严谨"
_DATE = re.compile(
    r"(?P<year>[12][09]\d\d)年(?P<month>\d{1,4})(?P<sign>[月日])(?:(?P<day>\d{1,3})日)?"
)


def check(dossier: Dossier) -> Iterator[Finding]:
    for number, text, match in found_in(dossier, _DATE, ("月", "日")):
        if not _is_day(match):
            yield fails(
                NAME,
                f"{chapter(number)}的“{match.group()}”不是一个完整、真实的日期。",
                severity=Severity.WARNING,
                remedy="请补全或者改正日期。",
                passages=[Passage(number, around(text, match))],
            )


def _is_day(match: re.Match[str]) -> bool:
    if match["sign"] == "日":
        return False
    try:
        date(int(match["year"]), int(match["month"]), int(match["day"] or 1))
    except ValueError:
        return False
    return True
