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
from gongkai.annual_report.facts.years import other_year

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
# 收到12件（含上年结转2件）: what came in and what was carried in.
_WITH_CARRIED = re.compile("[（，]其?(?:中|含|包括|包含)[^，。；）]{0,12}?结转(?!下|至|到)")
# 办理行政复议35件，均与政府信息公开无关
_UNRELATED = re.compile(
    "[，（；](?:以上|上述)?(?:均|都|全部|皆)?(?:与(?:政府)?信息公开[^，。；]{0,4}无关|(?:不涉及|非)(?:政府)?信息公开[^，。；]{0,6}(?=$|[，；）]))"
)
_REMEDIES = ("reconsideration.", "litigation.")
_OF_A_FORM = re.compile(
    "(?:视频|音频|图文|图表|图片|图示|动漫|动画|漫画|H5|专家|媒体|数字化|文字|一图)(?:类|化|式|形式)?(?:政策)?解读[^，#]{0,2}#"
)
_ENDED = re.compile("废止|失效|现行有效|继续有效|保留有效")
_OF_MORE_YEARS = ("applications.carried_", "applications.received.last_year")
_MORE_OF_ONE_KIND = re.compile(
    "[、和及，]?(?:办理|承办)?(?:全国|国家|[省市县区镇乡])?级?(?:人大|政协)?(?:代表|委员)?的?(?:建议|提案|议案)?"
)
_LEVELS = re.compile("(?:全国|国家|[省市县区])级?(?:和|、|及|与)[省市县区]")
_PARTS = ("letters.received", "proposals")  # of which a count behind 其中 is a part
_PUBLISHED = re.compile("(?:信息|文件|公告|动态|结果|公示)(?:共计?|合计)?$")
_OUTCOMES = frozenset(
    f"applications.{each}"
    for each in ("granted", "granted_in_part", "refused", "unavailable", "not_processed")
)
_OF_KIND = ("proposals.npc", "proposals.cppcc")
_NPC_NAMED, _CPPCC_NAMED = re.compile("人大|建议"), re.compile("政协|提案")
_REACH = 3  # sentences over which proposals are gone on with
_FAR_LEVELS = 20  # characters in which 省、市 may stand
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
    keys = keys or _of_another_level(chapter, sentence, quantities, at)
    keys = _of_this_report(chapter, sentence, quantity, keys)
    if not keys or _is_part(chapter, keys[0], sentence, clause):
        chapter.leave(sentence, quantity)
        business = [each for each in named if each in _BUSINESS]
        if business and not keys:
            chapter.turn_to(business[-1])
        return
    if at and keys[0] in _OF_KIND and _is_more(chapter, sentence, quantities, at, keys[0]):
        chapter.beside.add((keys[0], sentence.place(clause.start + begins, quantity.end)[0]))
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
    in_paper = "报》" in clause.lead
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
    if not ranked and _ENDED.search(clause) and _documents_before(chapter):
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
        chapter.kind = kind_of(clause) or _kind_before(chapter, before)
        return [chapter.kind + key.removeprefix("proposals")]
    if key == "reconsideration.cases":
        both = _BOTH_REMEDIES.search(clause)
        if both is not None:
            return [key, "litigation.cases"]
    if key == "applications.received" and "自然人" in clause and "法人" not in clause:
        return [key, "applications.by_person"]
    return [key]


def _kind_before(chapter: Chapter, before: str) -> str:
    """Return whose proposals a clause goes on with: both, if the sentence has counted both.

    Of the last alone speak its brackets, the words behind a semicolon, and parts that follow
    where the other kind has had its own.
    """
    both = set(_OF_KIND)
    counted = [fact.key for _, fact in chapter.lately()]
    if not both & set(counted):
        lately = {fact.key for _, fact in chapter.lately(_REACH)}
        return "proposals" if both <= lately else chapter.kind
    if not both <= set(counted):
        return chapter.kind
    last = max(counted.index(key) for key in _OF_KIND)
    is_own = any(key.startswith(_OF_KIND) and key not in _OF_KIND for key in counted[:last])
    here = before[before.rfind("；") + 1 :]
    only_one = _NPC_NAMED.search(here) is None or _CPPCC_NAMED.search(here) is None
    return (
        chapter.kind
        if is_own or only_one or before.count("（") > before.count("）")
        else "proposals"
    )


def _documents_before(chapter: Chapter) -> bool:
    counted = chapter.lately()
    return bool(counted) and counted[-1][1].key.startswith("documents.")


def _of_this_report(
    chapter: Chapter, sentence: Sentence, quantity: Quantity, keys: list[str]
) -> list[str]:
    """Return the keys as they hold in this report: of its year, of its matter, with what came before."""
    if not keys:
        return keys
    key, text = keys[0], sentence.text
    year = other_year(text, quantity.start, chapter.year)
    if year is not None and not key.startswith(_OF_MORE_YEARS):
        is_last = key == "applications.received" and year + 1 == chapter.year
        return ["applications.received.last_year"] if is_last else []
    if key.startswith(_REMEDIES) and _UNRELATED.search(text, quantity.end):
        return []
    if key == "applications.received" and _WITH_CARRIED.match(text, quantity.end):
        return ["applications.handled"]
    if key == "applications.closed_other" and _is_rest(chapter, text, quantity):
        return []
    if key == "interpretations.published" and _is_one_form(chapter, text, quantity):
        return []
    return keys


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


def _of_another_level(
    chapter: Chapter, sentence: Sentence, quantities: Sequence[Quantity], at: int
) -> list[str]:
    """Return the key of the second number in 省、市人大代表建议1件、6件: that of the first."""
    if not at or not chapter.lately():
        return []
    one, other = quantities[at - 1], quantities[at]
    key = chapter.counted[-1][1].key
    joined = sentence.text[one.end : other.start] in ("、", "和", "及")
    named = _LEVELS.search(sentence.text, max(0, one.start - _FAR_LEVELS), one.start)
    return [key] if joined and named is not None and key in _OF_KIND else []


def _is_more(
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
