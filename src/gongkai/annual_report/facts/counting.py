"""Which key a number has: by the rows of counts.toml, and by what the sentence goes on from."""

import re
from collections.abc import Sequence

from gongkai.annual_report.facts import comparisons
from gongkai.annual_report.facts.chapter import IN_LISTS, Chapter, kind_of
from gongkai.annual_report.facts.clauses import Clause, clause_of
from gongkai.annual_report.facts.items import key_of_items
from gongkai.annual_report.facts.numerals import Quantity
from gongkai.annual_report.facts.rules import counts, order_of_subjects, subjects_in
from gongkai.annual_report.facts.scopes import scope_of
from gongkai.annual_report.facts.sentences import Sentence

# What is owed, not what was done.
_NORM = re.compile(
    "每(?:个)?(?:年|月|周|季度|天|日|两周)[^，。；#]{0,12}#|(?:不少于|不低于|不得少于|至少|不超过)了?#"
)
_BOTH_REMEDIES = re.compile("复议[^#，；]{0,16}诉讼[^#，；]{0,12}(?P<each>各)?#")
# What is made public while these are spoken of is one of them, no item: 收到来信8件，网站公开2件.
_OTHERS = frozenset(("applications", "letters", "litigation", "proposals", "reconsideration"))
_SENDS = re.compile("发布|推送|更新|刊发|发送")
_OWN_VERB = re.compile(
    "收到|受理|承办|接到|举办|召开|参加|办结|答复#|[共已]|^(?:全年)?(?:办理|处理)"
)
_PARTS = ("letters.received", "proposals")  # of which a count behind 其中 is a part
_PUBLISHED = re.compile("(?:信息|文件|公告|动态|结果|公示)(?:共计?|合计)?$")
_FAR = 200  # characters before a clause in which its scope and its channel may be named
_SHORT = 4  # characters before a number that alone say too little


def count(
    chapter: Chapter,
    sentence: Sentence,
    quantities: Sequence[Quantity],
    at: int,
    boundaries: Sequence[int],
) -> None:
    """Write the fact that one number of a sentence states, or the number as one without a key."""
    quantity = quantities[at]
    clause = clause_of(sentence.text, quantities, at, boundaries)
    before = sentence.text[max(0, clause.start - _FAR) : clause.start]
    if _NORM.search(clause.text):
        chapter.leave(sentence, quantity)
        return
    named = subjects_in(clause.text)
    if comparisons.compared(chapter, sentence, quantity, clause.lead, named):
        return
    keys, begins = _keys(chapter, clause, quantity, named, before)
    if not keys:
        chapter.leave(sentence, quantity)
        return
    if _is_part(chapter, keys[0], sentence, clause):
        chapter.leave(sentence, quantity)
        return
    chapter.took(keys[0], quantity.unit, is_listed=_OWN_VERB.search(clause.lead) is None)
    ends = clause.end if begins > len(clause.lead) or len(clause.lead) < _SHORT else quantity.end
    for key in keys:
        chapter.add(
            sentence,
            key,
            quantity.value,
            quantity.unit or None,
            (min(clause.start + begins, quantity.start), ends),
            approximate=quantity.approximate,
            scope=scope_of(key, clause.text, before),
        )


def _keys(
    chapter: Chapter, clause: Clause, quantity: Quantity, named: Sequence[str], before: str
) -> tuple[list[str], int]:
    """Return the keys of a number, and where in the clause the words begin that say so.

    In a list of items what it lists goes before the other subjects that its names speak of.
    """
    if _is_listed(chapter, clause, quantity) and not set(named) & IN_LISTS:
        listed = _of_items(chapter, clause, quantity, named, before)
        if listed:
            return listed, 0
    keys, begins = _by_rules(chapter, clause.text, before, quantity.unit, named)
    return (keys, begins) if keys else (_of_items(chapter, clause, quantity, named, before), 0)


def _by_rules(
    chapter: Chapter, clause: str, before: str, unit: str, named: Sequence[str]
) -> tuple[list[str], int]:
    if unit == "%":
        return [row.key for row in counts().get((None, unit), ()) if row.fits(clause, before)], 0
    order = order_of_subjects()
    ranked = sorted(set(named), key=lambda each: order.get(each, len(order)))
    if chapter.running is not None and chapter.running not in ranked:
        ranked.append(chapter.running)
    for name in ranked:
        for row in counts().get((name, unit), ()):
            found = row.fits(clause, before)
            if found:
                begins = 0 if found is True else min(found.start(), clause.index("#"))
                return _with_kind(chapter, row.key, clause), begins
    return [], 0


def _with_kind(chapter: Chapter, key: str, clause: str) -> list[str]:
    """Return the key with whose proposals they are; both keys for one number said of both remedies."""
    if key.startswith("proposals"):
        chapter.kind = kind_of(clause) or _kind_before(chapter)
        return [chapter.kind + key.removeprefix("proposals")]
    if key == "reconsideration.cases":
        both = _BOTH_REMEDIES.search(clause)
        if both is not None:
            return [key, "litigation.cases"]
    if key == "applications.received" and "自然人" in clause and "法人" not in clause:
        return [key, "applications.by_person"]
    return [key]


def _kind_before(chapter: Chapter) -> str:
    """Return whose proposals a clause goes on with: both, if the sentence has counted both."""
    counted = {fact.key for _, fact in chapter.lately()}
    return "proposals" if {"proposals.npc", "proposals.cppcc"} <= counted else chapter.kind


def _is_part(chapter: Chapter, key: str, sentence: Sentence, clause: Clause) -> bool:
    """Return whether a number divides one of its own kind: 收到来信8件，其中有效信件6件."""
    if key not in (*_PARTS, "proposals.npc", "proposals.cppcc"):
        return False
    divided = sentence.text.rfind("其中", 0, clause.end)
    return divided > 0 and any(
        fact.key == key
        and fact.position is not None
        and fact.position < sentence.place(divided, divided + 1)[0]
        for _, fact in chapter.lately()
    )


def _of_items(
    chapter: Chapter, clause: Clause, quantity: Quantity, named: Sequence[str], before: str
) -> list[str]:
    if "applications" in named:
        return []
    if chapter.running in _OTHERS and "items" not in named and not _SENDS.search(clause.lead):
        return []
    is_listed = _is_listed(chapter, clause, quantity)
    key = key_of_items(clause.lead, clause.tail, quantity.unit, before, in_list=is_listed)
    return [key] if key else []


def _is_listed(chapter: Chapter, clause: Clause, quantity: Quantity) -> bool:
    """Return whether a number goes on with a list of items: in its unit, or of something published."""
    if chapter.listed is None:
        return False
    return chapter.listed == quantity.unit or _PUBLISHED.search(clause.lead) is not None
