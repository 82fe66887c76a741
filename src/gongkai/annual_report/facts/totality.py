"""All of them: a clause without a number says something of every one of those just counted."""

import re
from collections.abc import Sequence

from gongkai.annual_report.facts.chapter import Chapter
from gongkai.annual_report.facts.rules import Totality, totalities
from gongkai.annual_report.facts.sentences import Sentence
from gongkai.annual_report.report import Fact

_ALL = re.compile("均|都(?!市)|全部|全都|一律|皆|悉数|已")
_EVERY = re.compile("均|都(?!市)|全部|皆|已|了(?!解)")
_NOT_ALL = re.compile(
    "其余|其它|余下|剩余|其中(?!所有|全部)|部分|多数|尚|正在|将|(?<!按)(?<!照)要(?!求)|应|须"
)
_EACH_OF = re.compile("(?:所有|全部|上述|以上|收到的|受理的)(?:政府)?(?:信息)?(?:公开)?申请(?!人)")
_OTHER_REMEDY = {
    "reconsideration": re.compile("诉讼|判决|法院"),
    "litigation": re.compile("复议"),
}
_OWN_REMEDY = {"reconsideration": re.compile("复议"), "litigation": re.compile("诉讼|判决|法院")}
_FAR = 6  # sentences over which 所有申请 looks back
_CAME_IN = "applications.received"
# What need not be said once the other is: answered in time is answered.
_STRONGER = {
    "applications.handled": {"applications.closed_on_time"},
    "letters.answered": {"letters.closed"},
}


def totalities_in(chapter: Chapter, sentence: Sentence, start: int, stop: int) -> None:
    """Write what a clause says of all that were just counted."""
    clause = sentence.text[start:stop]
    reach = _FAR if _EACH_OF.search(clause) else 2
    if not chapter.lately(reach):
        return
    is_of_some = _NOT_ALL.search(clause) is not None
    has_all = _ALL.search(clause) is not None
    for row in totalities():
        if (
            (is_of_some and not row.single)
            or (row.each and not has_all)
            or not row.said.search(clause)
        ):
            continue
        if row.unless is None or not row.unless.search(clause):
            _all_of(chapter, sentence, row, (start, stop), reach)


def goes_back(text: str) -> bool:
    """Return whether a sentence without a number speaks of all applications once more."""
    return "申请" in text and _EACH_OF.search(text) is not None


def _all_of(
    chapter: Chapter, sentence: Sentence, row: Totality, run: tuple[int, int], reach: int
) -> None:
    start, stop = run
    counted = [
        (number, fact)
        for number, fact in chapter.lately(reach)
        if _is_of(fact.key, row.of) and not fact.derived
    ]
    if not counted:
        return
    last = next(fact for _, fact in reversed(chapter.counted) if not fact.derived)
    if row.single and last.key not in row.of:
        return
    number = counted[-1][0]
    if number < chapter.number and (
        chapter.lately() or not _EVERY.search(sentence.text[start:stop])
    ):
        return
    here = [fact for at, fact in counted if at == number]
    said = {fact.key for _, fact in chapter.lately()}
    if row.single and not _is_single(here, row, sentence.text[start:stop]):
        return
    if row.of == ("proposals",):
        in_brackets = start > 0 and sentence.text[start - 1] == "（"
        for fact in here[-1:] if in_brackets else chapter.of_each_kind(here):
            key = fact.key + row.keys[0].removeprefix("proposals")
            _write(chapter, sentence, key, fact, (start, stop))
        return
    clause = sentence.text[start:stop]
    for key in row.keys:
        base = _base(here, key, sentence.text if number == chapter.number else "")
        other = _OTHER_REMEDY.get(key.partition(".")[0])
        own = _OWN_REMEDY.get(key.partition(".")[0])
        if other and own and other.search(clause) and not own.search(clause):
            continue  # 复议均维持 says nothing of the suits
        if base is None or not base.value or said & _STRONGER.get(key, set()):
            continue
        _write(chapter, sentence, key, base, (start, stop))


def _is_single(facts: Sequence[Fact], row: Totality, clause: str) -> bool:
    """Return whether one case alone was counted last, and the clause speaks of no other kind."""
    subject = row.of[0].partition(".")[0]
    return (
        facts[-1].value == 1
        and facts[-1].key in row.of
        and not _OTHER_REMEDY[subject].search(clause)
    )


def _write(
    chapter: Chapter, sentence: Sentence, key: str, base: Fact, run: tuple[int, int]
) -> None:
    if base.value:
        chapter.add(sentence, key, base.value, base.unit, run, derived=True, scope=base.scope)


def _base(facts: Sequence[Fact], key: str, sentence: str) -> Fact | None:
    """Return the count that all of them are: the last of its subject, the first where 其中 divides it."""
    if key.startswith("applications.by_"):  # how and from whom they came in
        came = [fact for fact in facts if fact.key == _CAME_IN]
        largest = max((fact.value for fact in facts if fact.value is not None), default=0)
        facts = came or [fact for fact in facts if fact.value == largest]
    subject = key.partition(".")[0]
    fitting = [fact for fact in facts if fact.key.partition(".")[0] == subject]
    divided = sentence.find("其中")
    if len(fitting) > 1 and divided >= 0 and len({fact.key for fact in fitting}) == 1:
        whole = [fact for fact in fitting if sentence.find(fact.text) < divided]
        return whole[-1] if whole else fitting[0]
    return fitting[-1] if fitting else None


def _is_of(key: str, of: Sequence[str]) -> bool:
    return key in of or ("proposals" in of and key in ("proposals.npc", "proposals.cppcc"))
