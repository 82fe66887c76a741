"""This year against last: more, fewer, as many; and last year's number where it follows."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from gongkai.annual_report.facts.chapter import Chapter
from gongkai.annual_report.facts.numerals import Quantity
from gongkai.annual_report.facts.sentences import Sentence
from gongkai.annual_report.quantities import simplest
from gongkai.annual_report.report import Number

_MORE_OR_FEWER = re.compile(
    "(?:同比|环比|较|比|相比|相较)[^，。；#]{0,16}?(?P<than>(?<!新)增|减(?!免)|上升|升|下降|降|多|少|涨|回落|下滑|持平)"
    "|(?P<bare>(?<!新)增长|(?<!新)增加|增幅|上升|减少|下降|降低|降幅|回落|下滑)(?:率|幅度)?(?:了|约|为|达|到)?$"
)
_FEWER = re.compile("减|降|少|落|滑")
_LAST_YEAR = re.compile(
    "(?:上一?年度?|去年|上年同期|同期)(?:同期)?(?:的|为|是|收到|受理|共|申请|数量|总量|有)*$"
)
_THAN_YEAR = re.compile("(?:较|比|相比|对比)(?:于)?(?P<year>20\\d\\d)年度?(?:同期)?的?$")
_AS_MANY = re.compile(
    "(?:上一?年度?|去年|往年|同期|同比)[^，。；]{0,10}(?:持平|相同|一致|相等|相当(?!于))|持平"
)
_UP_TO = re.compile("(?:增|减|升|降)[^，]{0,2}[到至]$")
_ALL_GONE = -100  # per cent
_HEDGED = re.compile("基本|大致|大体|总体")
_CHANGE = "applications.change_from_last_year"
_GROWTH = "applications.growth_percent"
_BEFORE = "applications.received.last_year"


def compared(
    chapter: Chapter, sentence: Sentence, quantity: Quantity, lead: str, named: Sequence[str]
) -> bool:
    """Return whether a number is a comparison, or last year's; write what it states."""
    found = _MORE_OR_FEWER.search(lead)
    last = _LAST_YEAR.search(lead) if found is None else None
    match = found or last
    if match is None:
        than = _THAN_YEAR.search(lead)
        if than is None:
            return False
        of_applications = "applications" in named or chapter.received() is not None
        if of_applications and int(than["year"]) + 1 == chapter.year:
            run = (quantity.start - len(lead) + than.start(), quantity.end)
            chapter.add(sentence, _BEFORE, quantity.value, quantity.unit, run)
        else:
            chapter.leave(sentence, quantity)
        return True
    if "applications" not in named and (chapter.running != "applications" or "items" in named):
        if last is not None:
            return False
        chapter.leave(sentence, quantity)  # there are keys for applications only
        return True
    run = (quantity.start - len(lead) + match.start(), quantity.end)
    if found is None:
        chapter.add(sentence, _BEFORE, quantity.value, quantity.unit, run)
    elif _UP_TO.search(lead) or not quantity.unit:
        chapter.leave(sentence, quantity)
    else:
        is_fewer = _FEWER.search(found["than"] or found["bare"]) is not None
        _change(chapter, sentence, quantity, run, -1 if is_fewer else 1)
    return True


def _change(
    chapter: Chapter, sentence: Sentence, quantity: Quantity, run: tuple[int, int], sign: int
) -> None:
    value = simplest(Decimal(sign * quantity.value))
    is_percent = quantity.unit == "%"
    key = _GROWTH if is_percent else _CHANGE
    chapter.add(sentence, key, value, quantity.unit, run, approximate=quantity.approximate)
    this_year = chapter.received()
    if this_year is None or quantity.approximate or not isinstance(this_year.value, int):
        return
    before = _by_growth(this_year.value, value) if is_percent else this_year.value - int(value)
    if before is not None and before >= 0:
        chapter.add(
            sentence, _BEFORE, before, this_year.unit, run, derived=True, scope=this_year.scope
        )


def level(chapter: Chapter, sentence: Sentence, start: int, stop: int) -> None:
    """Write that this year's applications are as many as last year's, where a clause says so."""
    this_year = chapter.received()
    if this_year is None:
        return
    found = _AS_MANY.search(sentence.text, start, stop)
    if found is None or _HEDGED.search(sentence.text, start, stop):
        return
    chapter.add(sentence, _CHANGE, 0, this_year.unit, found.span())
    if this_year.value is not None:
        chapter.add(sentence, _BEFORE, this_year.value, this_year.unit, found.span(), derived=True)


def _by_growth(this_year: int, growth: Number) -> int | None:
    """Return last year's number if only one gives this percentage, rounded as it is printed."""
    percent = Decimal(growth)
    if percent <= _ALL_GONE or not this_year:
        return None
    about = int(this_year / (1 + percent / 100))
    places = 0 if isinstance(growth, int) else int(percent.as_tuple().exponent)
    step = Decimal(1).scaleb(places)
    fitting = [
        each
        for each in range(max(1, about - 2), about + 4)
        if (Decimal(this_year - each) * 100 / each).quantize(step, ROUND_HALF_UP) == percent
    ]
    return fitting[0] if len(fitting) == 1 else None
