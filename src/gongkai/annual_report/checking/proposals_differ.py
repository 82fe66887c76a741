"""Of proposals, the parts are no more than were taken on, the published replies no more than given."""

from collections.abc import Iterable, Iterator

from gongkai.annual_report.checking.comparison import differs
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, chapter, fails, shown
from gongkai.annual_report.report import (
    Fact,
    Finding,
    Passage,
    Severity,
)

NAME = "proposals-differ"
TITLE = "正文：建议提案的各类件数不应多于承办总数"
SOURCE = "国办发〔2014〕46号；数据前后应当一致"
_BASES = ("proposals", "proposals.npc", "proposals.cppcc")
_KINDS = (
    ("led", "split", "joint"),
    ("grade_A", "grade_B", "grade_C", "grade_D"),
    ("replies_published",),
)


def check(dossier: Dossier) -> Iterator[Finding]:
    bases = [base for base in _BASES if base in dossier.facts]
    published = [base for base in _BASES if f"{base}.replies_published" in dossier.facts]
    if not bases and not published:
        raise NotApplicable("正文没有写明承办建议提案的总数。")
    for base in bases:
        yield from _over(dossier, base)
    for base in published:
        yield from _published_of_others(dossier, base)


def _over(dossier: Dossier, base: str) -> Iterator[Finding]:
    values = [fact.value for fact in dossier.facts[base] if fact.value is not None]
    if not values:
        return
    whole = max(values)
    for kinds in _KINDS:
        facts = _firsts(dossier, base, kinds)
        parts = [fact.value for fact in facts if fact.value is not None]
        if sum(parts) > whole:
            listed = "、".join(f"“{fact.text}”" for fact in facts)
            yield differs(
                NAME,
                dossier,
                facts[0],
                f"{listed}合计{shown(sum(parts))}件，多于承办的{shown(whole)}件",
                remedy="请核对承办总数和各类件数。",
            )


def _published_of_others(dossier: Dossier, base: str) -> Iterator[Finding]:
    """Yield where more replies are published than were given: a 会办件 is answered by another office."""
    pair = _firsts(dossier, base, ("joint", "replies_published"))
    if len(pair) < 2:
        return
    joint, published = pair
    if not joint.value or published.value is None:
        return
    of_others = joint.value
    own = [fact.value or 0 for fact in _firsts(dossier, base, ("led", "split"))]
    wholes = [fact.value for fact in dossier.facts.get(base, ()) if fact.value is not None]
    if not own and not wholes:
        return
    given = max([sum(own), *(whole - of_others for whole in wholes)])
    if published.value <= given:
        return
    yield fails(
        NAME,
        f"{chapter(published.section)}写“{published.text}”，而会办{shown(joint.value)}件，由本机关答复的为{shown(given)}件；"
        "会办件一般由主办单位答复和公开。",
        severity=Severity.NOTICE,
        remedy="请核对公开答复的件数，或者写明会办件的答复如何公开。",
        passages=[Passage(published.section, dossier.sentence_of(published))],
    )


def _firsts(dossier: Dossier, base: str, kinds: Iterable[str]) -> list[Fact]:
    """Return of each of these kinds the first fact."""
    stated = (dossier.facts.get(f"{base}.{kind}") for kind in kinds)
    return [facts[0] for facts in stated if facts]
