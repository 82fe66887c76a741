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
# What need not be said once the other is: answered in time is answered.
_STRONGER = {
    "applications.handled": {"applications.closed_on_time"},
    "letters.answered": {"letters.closed"},
}


def totalities_in(chapter: Chapter, sentence: Sentence, start: int, stop: int) -> None:
    """Write what a clause says of all that were just counted."""
    clause = sentence.text[start:stop]
    if not chapter.lately(2) or _NOT_ALL.search(clause):
        return
    has_all = _ALL.search(clause) is not None
    for row in totalities():
        if (row.each and not has_all) or not row.said.search(clause):
            continue
        if row.unless is None or not row.unless.search(clause):
            _all_of(chapter, sentence, row, start, stop)


def _all_of(chapter: Chapter, sentence: Sentence, row: Totality, start: int, stop: int) -> None:
    counted = [
        (number, fact)
        for number, fact in chapter.lately(2)
        if _is_of(fact.key, row.of) and not fact.derived
    ]
    if not counted:
        return
    number = counted[-1][0]
    if number < chapter.number and (
        chapter.lately() or not _EVERY.search(sentence.text[start:stop])
    ):
        return
    here = [fact for at, fact in counted if at == number]
    said = {fact.key for _, fact in chapter.lately()}
    if row.of == ("proposals",):
        for fact in {fact.key: fact for fact in here}.values():
            _write(
                chapter,
                sentence,
                fact.key + row.keys[0].removeprefix("proposals"),
                fact,
                (start, stop),
            )
        return
    for key in row.keys:
        base = _base(here, key, sentence.text if number == chapter.number else "")
        if base is None or not base.value or said & _STRONGER.get(key, set()):
            continue
        _write(chapter, sentence, key, base, (start, stop))


def _write(
    chapter: Chapter, sentence: Sentence, key: str, base: Fact, run: tuple[int, int]
) -> None:
    if base.value:
        chapter.add(sentence, key, base.value, base.unit, run, derived=True, scope=base.scope)


def _base(facts: Sequence[Fact], key: str, sentence: str) -> Fact | None:
    """Return the count that all of them are: the last of its subject, the first where 其中 divides it."""
    subject = key.partition(".")[0]
    fitting = [fact for fact in facts if fact.key.partition(".")[0] == subject]
    divided = sentence.find("其中")
    if len(fitting) > 1 and divided >= 0 and len({fact.key for fact in fitting}) == 1:
        whole = [fact for fact in fitting if sentence.find(fact.text) < divided]
        return whole[-1] if whole else fitting[0]
    return fitting[-1] if fitting else None


def _is_of(key: str, of: Sequence[str]) -> bool:
    return key in of or ("proposals" in of and key in ("proposals.npc", "proposals.cppcc"))
