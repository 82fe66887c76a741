"""Whose proposals a number counts: 建议 of the people's congress, 提案 of the CPPCC, or both."""

import re
from collections.abc import Sequence

from gongkai.annual_report.facts.chapter import Chapter
from gongkai.annual_report.facts.numerals import Quantity
from gongkai.annual_report.facts.sentences import Sentence

_MORE_OF_ONE_KIND = re.compile(
    "[、和及，]?(?:办理|承办)?(?:全国|国家|[省市县区镇乡])?级?(?:人大|政协)?(?:代表|委员)?的?(?:建议|提案|议案)?"
)
_LEVELS = re.compile("(?:全国|国家|[省市县区])级?(?:和|、|及|与)[省市县区]")
OF_KIND = ("proposals.npc", "proposals.cppcc")
_NPC_NAMED, _CPPCC_NAMED = re.compile("人大|建议"), re.compile("政协|提案")
_PARTS = (
    ("led", "split", "joint"),
    ("grade_A", "grade_B", "grade_C", "grade_D"),
    ("replies_published",),
)
_REACH = 3  # sentences over which proposals are gone on with
_FAR_LEVELS = 20  # characters in which 省、市 may stand


def kind_before(chapter: Chapter, key: str, before: str) -> str:
    """Return whose proposals a clause goes on with: both, if the sentence has counted both.

    Of the last alone speak its brackets, the words behind a semicolon, and parts that follow
    where the other kind has had its own.
    """
    both = set(OF_KIND)
    counted = [fact.key for _, fact in chapter.lately()]
    if not both & set(counted):
        lately = {fact.key for _, fact in chapter.lately(_REACH)}
        return "proposals" if both <= lately else chapter.kind
    if not both <= set(counted):
        return chapter.kind
    last = max(counted.index(key) for key in OF_KIND)
    alike = next((group for group in _PARTS if key.rpartition(".")[2] in group), ())
    is_own = any(each.rpartition(".")[2] in alike for each in counted[:last])
    here = before[before.rfind("；") + 1 :]
    only_one = _NPC_NAMED.search(here) is None or _CPPCC_NAMED.search(here) is None
    return (
        chapter.kind
        if is_own or only_one or before.count("（") > before.count("）")
        else "proposals"
    )


def of_another_level(
    chapter: Chapter, sentence: Sentence, quantities: Sequence[Quantity], at: int
) -> list[str]:
    """Return the key of the second number in 省、市人大代表建议1件、6件: that of the first."""
    if not at or not chapter.lately():
        return []
    one, other = quantities[at - 1], quantities[at]
    key = chapter.counted[-1][1].key
    joined = sentence.text[one.end : other.start] in ("、", "和", "及")
    named = _LEVELS.search(sentence.text, max(0, one.start - _FAR_LEVELS), one.start)
    return [key] if joined and named is not None and key in OF_KIND else []


def is_more(
    chapter: Chapter, sentence: Sentence, quantities: Sequence[Quantity], at: int, key: str
) -> bool:
    """Return whether a number goes on with proposals of one kind: 省建议1件、市建议6件."""
    counted = chapter.lately()
    if not counted or counted[-1][1].key != key:
        return False
    return (
        _MORE_OF_ONE_KIND.fullmatch(sentence.text, quantities[at - 1].end, quantities[at].start)
        is not None
    )
