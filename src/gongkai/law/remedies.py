"""What an applicant may do against an answer, and what the end of the reply must say about it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.law.answers import Answer
from gongkai.law.citations import Citation, cite
from gongkai.law.parameters import Value, parameter
from gongkai.law.practice import DEFAULT_PRACTICE, Practice


class Way(StrEnum):
    """Which doors stand open, and in which order."""

    EITHER = "either"
    RECONSIDERATION_FIRST = "reconsideration-first"
    RECONSIDERATION_ONLY = "reconsideration-only"


@dataclass(frozen=True)
class Remedy:
    """The way, its terms and its articles."""

    way: Way
    reconsideration: Value
    litigation: Value | None
    """The term of a direct suit, or of a suit after reconsideration; None where no court takes the case."""
    citations: tuple[Citation, ...]


def remedy_of(answer: Answer, replied_on: date, practice: Practice = DEFAULT_PRACTICE) -> Remedy:
    """Return what may be done against `answer` given on `replied_on`."""
    rule = parameter("reconsideration.comes_first").on(replied_on)
    withheld = answer.withholds == "all" or (
        answer.withholds == "part" and practice.partly_withheld_comes_first
    )
    if rule.is_rule and withheld:
        return _remedy(Way.RECONSIDERATION_FIRST, replied_on, rule.citation)
    if practice.tell_what_cannot_be_sued and not answer.is_suable and _listed(replied_on):
        return _remedy(Way.RECONSIDERATION_ONLY, replied_on)
    return _remedy(Way.EITHER, replied_on)


def remedy_of_silence(due_on: date, practice: Practice = DEFAULT_PRACTICE) -> Remedy:
    """Return what may be done when no reply came by `due_on`; both terms run from that day."""
    reconsideration = parameter("reconsideration.apply_within_after_silence").on(due_on)
    first = parameter("reconsideration.comes_first").on(due_on).is_rule
    if first and practice.silence_comes_first:
        litigation = parameter("litigation.after_reconsideration").on(due_on)
        law = cite("reconsideration-law", "第二十三条第一款第（三）项")
        return Remedy(Way.RECONSIDERATION_FIRST, reconsideration, litigation, (law,))
    litigation = parameter("litigation.non_performance").on(due_on)
    terms = (reconsideration.citation, litigation.citation)
    return Remedy(Way.EITHER, reconsideration, litigation, terms)


def notice(remedy: Remedy, reviewer: str, court: str) -> str:
    """Return the sentence at the end of a reply; `reviewer` and `court` are names in full."""
    apply = f"自收到本答复之日起{remedy.reconsideration.number}日内向{reviewer}申请行政复议"
    opening = "如对本答复不服，"
    if remedy.litigation is None:
        return f"{opening}可以{apply}。"
    term = f"{remedy.litigation.number}{remedy.litigation.unit}内"
    if remedy.way is Way.RECONSIDERATION_FIRST:
        law = "、".join(str(citation) for citation in remedy.citations)
        return (
            f"{opening}应当先{apply}；对行政复议决定不服的，"
            f"可以自收到行政复议决定书之日起{term}向{court}提起行政诉讼（{law}）。"
        )
    return f"{opening}可以{apply}，也可以自收到本答复之日起{term}向{court}提起行政诉讼。"


def _remedy(way: Way, day: date, *because: Citation) -> Remedy:
    reconsideration = parameter("reconsideration.apply_within").on(day)
    suits = {
        Way.EITHER: "litigation.direct",
        Way.RECONSIDERATION_FIRST: "litigation.after_reconsideration",
    }
    litigation = parameter(suits[way]).on(day) if way in suits else None
    terms = (reconsideration.citation, *([litigation.citation] if litigation else []))
    return Remedy(way, reconsideration, litigation, because or terms)


def _listed(day: date) -> bool:
    return cite("disclosure-interpretation", "第三条").instrument.in_force(day)
