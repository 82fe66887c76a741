"""Facts from the prose of a report: quantities by rules, with the words that state them."""

from dataclasses import replace

from gongkai.annual_report.facts.chapter import Said
from gongkai.annual_report.facts.sentences import Prose
from gongkai.annual_report.facts.stating import state
from gongkai.annual_report.report import Fact, Report, Unkeyed

__all__ = ["facts_of", "unkeyed_of", "with_facts"]


def facts_of(report: Report) -> tuple[Fact, ...]:
    """Return what the prose of a report states, in its order."""
    return tuple(_said(report).facts)


def unkeyed_of(report: Report) -> tuple[Unkeyed, ...]:
    """Return the quantities of the prose that fit no key, each with its sentence."""
    return tuple(_said(report).unkeyed)


def with_facts(report: Report) -> Report:
    """Return the report with its facts and with the quantities that fit no key."""
    said = _said(report)
    return replace(report, facts=tuple(said.facts), unkeyed=tuple(said.unkeyed))


def _said(report: Report) -> Said:
    said = Said()
    if report.preamble:
        state(Prose(report.preamble, 0), report.year, said)
    for section in report.sections:
        prose = Prose(section.text, section.number, section.heading, section.key)
        state(prose, report.year, said)
    return said
