"""The same fact stated twice bears the same number; the parts of one that is divided are not it."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from gongkai.annual_report.checking.comparison import accepted, is_scoped
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, chapter, fails
from gongkai.annual_report.report import (
    Fact,
    Finding,
    Passage,
    Severity,
)

NAME = "said-twice"
TITLE = "正文：同一事项两处所写的数应当一致"
SOURCE = "数据前后应当一致"
_SURE = frozenset(
    {
        "applications.received",
        "applications.carried_in",
        "applications.carried_out",
        "items.published",
        "reconsideration.cases",
        "litigation.cases",
        "proposals.npc",
        "proposals.cppcc",
        "staff.full_time",
        "staff.part_time",
        "applications.change_from_last_year",
        "fees.charged",
    }
)
_ONCE = frozenset(
    {
        "trainings.held",
        "press_conferences",
        "new_media.accounts",
        "websites.total",
        "staff.responsible",
    }
)
_DIVIDED = re.compile("其中|分别")
_PART_OF_A_YEAR = re.compile(
    r"[上下]半年|季度|(?<!\d)1?\d月(?:份)?(?![底末\d]|[-—–~～至到]|以来|前)"
)
_NEAR = 16  # characters before a fact in which the part of the year stands


def check(dossier: Dossier) -> Iterator[Finding]:
    twice = {
        key: _wholes(dossier, facts)
        for key, facts in dossier.facts.items()
        if len(facts) > 1 and key in _SURE | _ONCE
    }
    if not twice:
        raise NotApplicable("正文没有重复写明的事项。")
    for key, facts in twice.items():
        first = facts[0]
        other = next((fact for fact in facts[1:] if _contradicts(first, fact)), None)
        if other is not None:
            sentences = [dossier.sentence_of(fact) for fact in (first, other)]
            sure = (
                key in _SURE and not any(map(is_scoped, sentences)) and sentences[0] != sentences[1]
            )
            sure = sure and not any(fact.approximate for fact in (first, other))
            yield fails(
                NAME,
                f"{chapter(first.section)}写“{first.text}”，{chapter(other.section)}写“{other.text}”，两处的数不同。",
                severity=Severity.WARNING if sure else Severity.NOTICE,
                remedy="请核对两处所写是否同一事项，是的应改成一致。",
                passages=[
                    Passage(fact.section, sentence)
                    for fact, sentence in zip((first, other), sentences, strict=True)
                ],
            )


def _wholes(dossier: Dossier, facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts without the parts that their sentence divides them into."""
    told = [(dossier.sentence_of(fact), fact) for fact in facts]
    whole = [
        each for sentence, group in groupby(told, key=lambda pair: pair[0])
        for each in _undivided(sentence, [fact for _, fact in group])
    ]  # fmt: skip
    return whole or [facts[0]]


def _undivided(sentence: str, facts: list[Fact]) -> list[Fact]:
    facts = [fact for fact in facts if not _is_of_a_part(sentence, fact)]
    values = [fact.value for fact in facts if fact.value is not None]
    if len(values) < 2:
        return facts
    largest = max(values)
    if _DIVIDED.search(sentence) or sum(values) == 2 * largest:
        return [fact for fact in facts if fact.value == largest]
    return facts


def _is_of_a_part(sentence: str, fact: Fact) -> bool:
    """Return whether a number is of a month or half a year, or of all years together."""
    at = max(sentence.find(fact.text), 0)
    near = sentence[max(0, at - _NEAR) : at] + fact.text
    return _PART_OF_A_YEAR.search(near) is not None or "历年" in (fact.scope or "")


def _contradicts(one: Fact, other: Fact) -> bool:
    if one.value is None or other.value is None:
        return False
    if ("累计" in (one.scope or "")) != ("累计" in (other.scope or "")):
        return False  # of all years together, and of this one
    if one.unit != other.unit and {one.unit, other.unit} & {"元", "万元"}:
        return False
    if accepted(one, [other.value]) or accepted(other, [one.value]):
        return False
    return one.text != other.text
