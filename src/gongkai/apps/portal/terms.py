"""The numbers of the law that the public pages name, as they stand on a day, each with its article."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings

from gongkai.law.answers import ANSWERS
from gongkai.law.citations import Citation
from gongkai.law.clocks import Term, annual_report_due
from gongkai.law.parameters import Value, parameter
from gongkai.law.remedies import Remedy, Way, remedy_of, remedy_of_silence

_PARAMETERS = {
    "reply": "reply.term",
    "extension": "reply.extension_limit",
    "excluded": "reply.excluded_time",
    "correction": "correction.notice_term",
    "publication": "publication.term",
    "fee": "fee.basis",
}


def sources(citations: Iterable[Citation]) -> str:
    """Return the articles as a reader would look them up, each text named once."""
    articles: dict[str, list[str]] = {}
    for citation in dict.fromkeys(citations):
        articles.setdefault(citation.instrument.short, []).append(citation.article)
    return "，".join(f"《{text}》{'、'.join(found)}" for text, found in articles.items())


def terms(day: date) -> dict[str, Value]:
    """Return what holds on `day`, by the name a template knows it under."""
    return {name: parameter(path).on(day) for name, path in _PARAMETERS.items()}


class Remedies(NamedTuple):
    """What an applicant may do against a refusal, another answer, silence."""

    refusal: Remedy
    refusal_in_part: Remedy
    scope: str
    """Which refusals the law means where reconsideration comes first."""
    other: Remedy
    silence: Remedy

    @property
    def refusal_goes_first_to_reconsideration(self) -> bool:
        return self.refusal.way is Way.RECONSIDERATION_FIRST

    @property
    def so_does_a_refusal_in_part(self) -> bool:
        return self.refusal_in_part.way is Way.RECONSIDERATION_FIRST

    @property
    def so_does_silence(self) -> bool:
        return self.silence.way is Way.RECONSIDERATION_FIRST

    @property
    def sources(self) -> dict[str, str]:
        """Return the articles of each way and of its terms."""
        ways = {"refusal": self.refusal, "other": self.other, "silence": self.silence}
        return {name: sources(_citations(way)) for name, way in ways.items()}


def remedies(day: date) -> Remedies:
    """Return the ways that stand open against what is answered, or not answered, on `day`."""
    practice = settings.PRACTICE
    return Remedies(
        refusal=remedy_of(ANSWERS["prohibited-by-law"], day, practice),
        refusal_in_part=remedy_of(ANSWERS["granted-in-part"], day, practice),
        scope=parameter("reconsideration.comes_first").on(day).note,
        other=remedy_of(ANSWERS["does-not-exist"], day, practice),
        silence=remedy_of_silence(day, practice),
    )


def _citations(way: Remedy) -> list[Citation]:
    suit = [way.litigation.citation] if way.litigation else []
    return [*way.citations, way.reconsideration.citation, *suit]


def next_reports(today: date) -> dict[str, Any]:
    """Return the reports that are due next (art. 49): their year and the last day of each kind."""
    year = today.year - 1
    if _due(year, of_government=True).due_on < today:
        year += 1
    return {
        "report_year": year,
        "departments": _due(year, of_government=False),
        "governments": _due(year, of_government=True),
    }


def _due(year: int, *, of_government: bool) -> Term:
    return annual_report_due(year, of_government=of_government)
