"""Which key a number has: by the rows of counts.toml, and by what the sentence goes on from."""

import re
from collections.abc import Sequence

from gongkai.annual_report.facts import comparisons
from gongkai.annual_report.facts.chapter import IN_LISTS, Chapter, kind_of
from gongkai.annual_report.facts.clauses import Clause, clause_of
from gongkai.annual_report.facts.items import key_of_items
from gongkai.annual_report.facts.meant import DECISIONS, keys_meant, last_of
from gongkai.annual_report.facts.numerals import Quantity
from gongkai.annual_report.facts.proposals import OF_KIND, is_more, kind_before, of_another_level
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
_BUSINESS = ("licensing", "penalties", "coercion", "other_business")  # of an office's own
_IN_PAPER = re.compile("(?<!公)报》")
_OF_DOCUMENTS = re.compile("废止|失效|现行有效|继续有效|保留有效|(?:新?制定|新?出台|制发)了?#")
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
    keys = keys or of_another_level(chapter, sentence, quantities, at)
    said, keys = keys, keys_meant(chapter, sentence.text, quantity, keys)
    if said and not keys:
        chapter.took(said[0], quantity.unit, is_listed=True)
    if not keys or _is_part(chapter, keys[0], sentence, clause):
        chapter.leave(sentence, quantity)
        business = [each for each in named if each in _BUSINESS]
        if business and not chapter.lately():
            chapter.turn_to(business[-1])
        return
    if at and keys[0] in OF_KIND and is_more(chapter, sentence, quantities, at, keys[0]):
        chapter.beside.add((keys[0], sentence.place(clause.start + begins, quantity.end)[0]))
    if keys[0].endswith(DECISIONS):
        chapter.turn_to(keys[0].removesuffix(DECISIONS))
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
    in_paper = _IN_PAPER.search(clause.lead) is not None
    if _is_listed(chapter, clause, quantity) and not set(named) & IN_LISTS and not in_paper:
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
    if not ranked and _OF_DOCUMENTS.search(clause) and last_of(chapter, "documents."):
        ranked.append("documents")
    elif chapter.running is not None and not {*ranked, chapter.running} & set(_BUSINESS):
        ranked.append(chapter.running)
    for name in ranked:
        for row in counts().get((name, unit), ()):
            found = row.fits(clause, before)
            if found:
                begins = 0 if found is True else min(found.start(), clause.index("#"))
                return _with_kind(chapter, row.key, clause, before), begins
    return [], 0


def _with_kind(chapter: Chapter, key: str, clause: str, before: str) -> list[str]:
    """Return the key with whose proposals they are; both keys for one number said of both remedies."""
    if key.startswith("proposals"):
        chapter.kind = kind_of(clause) or kind_before(chapter, key, before)
        return [chapter.kind + key.removeprefix("proposals")]
    if key == "reconsideration.cases":
        both = _BOTH_REMEDIES.search(clause)
        if both is not None:
            return [key, "litigation.cases"]
    if key == "applications.received" and "自然人" in clause and "法人" not in clause:
        return [key, "applications.by_person"]
    return [key]


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
