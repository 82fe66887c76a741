"""What a number counts where the words of a key stand beside it and something else is meant."""

import re
from collections.abc import Callable

from gongkai.annual_report.facts.chapter import Chapter
from gongkai.annual_report.facts.numerals import Quantity
from gongkai.annual_report.facts.years import is_of_a_part, other_year

DECISIONS = ".decisions"
# 收到12件（含上年结转2件）: what came in and what was carried in.
_WITH_CARRIED = re.compile("[（，]其?(?:中|含|包括|包含)[^，。；）]{0,12}?结转(?!下|至|到)")
# 办理行政复议35件，均与政府信息公开无关
_UNRELATED = re.compile(
    "[，（；](?:以上|上述)?(?:均|都|全部|皆)?(?:与(?:政府)?信息公开[^，。；]{0,4}无关|(?:不涉及|非)(?:政府)?信息公开[^，。；]{0,6}(?=$|[，；）]))"
)
_LEADERS = re.compile("(?:负责|领导)[^，。；]{0,16}$")  # who went to some of all conferences
_OF_A_FORM = re.compile(
    "(?:视频|音频|图文|图表|图片|图示|动漫|动画|漫画|H5|专家|媒体|数字化|文字|一图)(?:类|化|式|形式)?(?:政策)?解读[^，#]{0,2}#"
)
_DECIDES = re.compile("作出|办理|办结|实施|下达|核发|采取|共[^，；。]{0,6}$")
_NEAR = 12  # characters before a number in which its verb stands
# 累计收到30件，其中2023年收到12件: the first is of all years together.
_OF_ALL_YEARS = re.compile("[，（]其中，?(?:20\\d\\d年|今年|本年)度?(?:新?收|收到|受理|接到)")
_OF_MORE_YEARS = ("applications.carried_", "applications.received.last_year")
_OUTCOMES = frozenset(
    f"applications.{each}"
    for each in ("granted", "granted_in_part", "refused", "unavailable", "not_processed")
)


def keys_meant(chapter: Chapter, text: str, quantity: Quantity, keys: list[str]) -> list[str]:
    """Return the keys as they hold in this report, of its year and its matter; none if not of it."""
    if not keys:
        return keys
    key = keys[0]
    year = other_year(text, quantity.start, chapter.year)
    if year is not None and not key.startswith(_OF_MORE_YEARS):
        is_last = key == _RECEIVED and year + 1 == chapter.year
        return ["applications.received.last_year"] if is_last else []
    if any(key.startswith(of) and is_other(chapter, text, quantity) for of, is_other in _OTHERWISE):
        return []
    if key == _RECEIVED and _WITH_CARRIED.match(text, quantity.end):
        return ["applications.handled"]
    return keys


def last_of(chapter: Chapter, start: str) -> bool:
    """Return whether what this sentence has counted last is of these keys."""
    counted = chapter.lately()
    return bool(counted) and counted[-1][1].key.startswith(start)


def _is_of_a_part(_: Chapter, text: str, quantity: Quantity) -> bool:
    return is_of_a_part(text, quantity.start)


def _is_of_all_years(_: Chapter, text: str, quantity: Quantity) -> bool:
    return _OF_ALL_YEARS.match(text, quantity.end) is not None


def _is_unrelated(_: Chapter, text: str, quantity: Quantity) -> bool:
    return _UNRELATED.search(text, quantity.end) is not None


def _is_of_consultations(chapter: Chapter, _: str, __: Quantity) -> bool:
    """Return whether 采纳31条 are comments of the public."""
    return last_of(chapter, "consultations.")


def _is_of_leaders(chapter: Chapter, text: str, quantity: Quantity) -> bool:
    """Return whether the conferences that leaders went to are among those counted before."""
    if not _LEADERS.search(text, 0, quantity.start):
        return False
    return any(fact.key == "press_conferences" for fact in chapter.said.facts)


def _is_of_list(chapter: Chapter, text: str, quantity: Quantity) -> bool:
    """Return whether 行政处罚8件 says what those just counted were about, and no decisions."""
    counted = chapter.lately()
    if not counted or counted[-1][1].key.endswith(DECISIONS):
        return False
    return _DECIDES.search(text, max(0, quantity.start - _NEAR), quantity.start) is None


def _is_rest(chapter: Chapter, text: str, quantity: Quantity) -> bool:
    """Return whether 其他4件 is the rest of a list that counts no outcomes."""
    if not text.endswith(("其他", "其它"), 0, quantity.start):
        return False
    return not any(fact.key in _OUTCOMES for _, fact in chapter.lately())


def _is_one_form(chapter: Chapter, text: str, quantity: Quantity) -> bool:
    """Return whether 视频解读6个 are among the 解读25篇 that the report has counted before."""
    return any(
        fact.key == "interpretations.published" and (fact.value or 0) >= quantity.value
        for fact in chapter.said.facts
    ) and (_OF_A_FORM.search(f"{text[: quantity.start]}#") is not None)


_RECEIVED = "applications.received"
# Of which keys → whether something else is counted.
_OTHERWISE: tuple[tuple[tuple[str, ...], Callable[[Chapter, str, Quantity], bool]], ...] = (
    ((_RECEIVED, "applications.handled", "items.published"), _is_of_a_part),
    ((_RECEIVED,), _is_of_all_years),
    (("reconsideration.", "litigation."), _is_unrelated),
    (("licensing.", "penalties.", "coercion."), _is_of_list),
    (("articles.adopted",), _is_of_consultations),
    (("press_conferences",), _is_of_leaders),
    (("applications.closed_other",), _is_rest),
    (("interpretations.published",), _is_one_form),
)
