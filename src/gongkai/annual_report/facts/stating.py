"""One pass over the prose of a chapter, sentence by sentence and clause by clause."""

import re
from collections.abc import Sequence

from gongkai.annual_report.facts import comparisons
from gongkai.annual_report.facts.absence import NEGATION, absences_in, nothing
from gongkai.annual_report.facts.chapter import Chapter, Said
from gongkai.annual_report.facts.counting import count
from gongkai.annual_report.facts.numerals import Quantity, quantities_in
from gongkai.annual_report.facts.sentences import BOUNDARY, Prose, Sentence
from gongkai.annual_report.facts.sums import sums_of
from gongkai.annual_report.facts.totality import totalities_in

_PLAN = re.compile(
    "(?:明年|来年|下一?步|今后|下阶段|新的一年|下一年度?(?!继续)|(?P<year>20\\d\\d)年度?)[^。]{0,30}?(?<!即)(?:将(?!.{0,6}结转)|计划|拟(?!稿|制)|力争|争取|预计|打算|要(?!求|点)|继续(?!办))"
)
_NO = re.compile("[没未无不零]")
_REACH = 2  # sentences over which a subject is gone on with
_LIST_GOES_ON = re.compile(
    "其中|包括|在[^，。]{0,20}(?:信息|公开)|主要|按|从|[一二]是|分别|通过|新增|20|（|1"
    "|[^，。；0-9]{2,16}类(?:信息)?[0-9]"
)


def state(prose: Prose, year: int | None, said: Said) -> None:
    """Write what a chapter of the report of a year states into `said`."""
    chapter = Chapter(prose, year, said)
    chapter.go_under(prose.heading)
    counted = [list(quantities_in(sentence.text)) for sentence in prose.sentences]
    for number, (sentence, quantities) in enumerate(zip(prose.sentences, counted, strict=True)):
        chapter.number = number
        if sentence.is_heading and not quantities:
            chapter.go_under(sentence.text)
        if quantities and not _LIST_GOES_ON.match(sentence.text):
            chapter.listed = None
        nothing(chapter, sentence)
        if _is_plan(sentence.text, year):
            for quantity in quantities:
                chapter.leave(sentence, quantity)
        elif quantities or _may_deny(sentence.text) or chapter.counts_go_on:
            _clauses(chapter, sentence, quantities)
        elif any(counted[number + 1 : number + 1 + _REACH]):
            chapter.remember(sentence.text)
    sums_of(chapter)


def _may_deny(text: str) -> bool:
    return _NO.search(text) is not None and NEGATION.search(text) is not None


def _clauses(chapter: Chapter, sentence: Sentence, quantities: Sequence[Quantity]) -> None:
    text = sentence.text
    boundaries = [found.start() for found in BOUNDARY.finditer(text)]
    may_deny = _NO.search(text) is not None
    at = start = 0
    for stop in (*boundaries, len(text)):
        first = at
        while at < len(quantities) and quantities[at].start < stop:
            count(chapter, sentence, quantities, at, boundaries)
            at += 1
        if stop > start and at == first:
            if may_deny:
                absences_in(chapter, sentence, start, stop)
            totalities_in(chapter, sentence, start, stop)
            comparisons.level(chapter, sentence, start, stop)
            chapter.remember(text[start:stop])
        start = stop + 1


def _is_plan(text: str, year: int | None) -> bool:
    """Return whether a sentence speaks of what is to be done."""
    found = _PLAN.search(text)
    if found is None:
        return False
    return found["year"] is None or (year is not None and int(found["year"]) > year)
