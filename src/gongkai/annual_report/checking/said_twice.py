"""The same fact stated twice bears the same number."""

from collections.abc import Iterator

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


def check(dossier: Dossier) -> Iterator[Finding]:
    twice = {
        key: facts
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


def _contradicts(one: Fact, other: Fact) -> bool:
    if one.value is None or other.value is None:
        return False
    if one.unit != other.unit and {one.unit, other.unit} & {"元", "万元"}:
        return False
    if accepted(one, [other.value]) or accepted(other, [one.value]):
        return False
    return one.text != other.text
