"""One pass over the prose of a chapter, sentence by sentence and clause by clause."""

import re
from collections.abc import Sequence

from gongkai.annual_report.facts import comparisons
from gongkai.annual_report.facts.absence import absences_in, at_none, is_denied, may_deny, nothing
from gongkai.annual_report.facts.chapter import Chapter, Said
from gongkai.annual_report.facts.counting import count
from gongkai.annual_report.facts.numerals import Quantity, quantities_in
from gongkai.annual_report.facts.sentences import BOUNDARY, Prose, Sentence
from gongkai.annual_report.facts.sums import sums_of
from gongkai.annual_report.facts.totality import goes_back, totalities_in

_PLAN = re.compile(
    "(?:明年|来年|下一?步|今后|下阶段|新的一年|下一年度?(?!继续)|(?P<year>20\\d\\d)年度?)(?:(?!20\\d\\d年)[^。]){0,30}?(?<!即)(?:将(?!.{0,6}结转)|计划|拟(?!稿|制)|力争|争取|预计|打算|要(?!求|点)|继续(?!办))"
    "|(?:计划|拟|力争|争取|预计|打算)[在于到至]?(?:明年|来年|下一?年|(?P<planned>20\\d\\d)年)"
    "|力争|(?:^|[，；：])计划(?=新?增|举办|开展|组织|公开|主动|发布|召开|制定|培训)"
)
_NO = re.compile("[没未无不零0]")
_REACH = 2  # sentences over which a subject is gone on with
_LIST_GOES_ON = re.compile(
    "其中|包括|在[^，。]{0,20}(?:信息|公开)|主要|按|从|[一二]是|分别|通过|新增|20|（|1"
    "|[^，。；0-9]{2,16}类(?:信息)?[0-9]"
)


def state(prose: Prose, year: int | None, said: Said) -> None:
    """Write what a chapter of the report of a year states into `said`."""
    chapter = Chapter(prose, year, said)
    chapter.go_under(prose.heading)
    counted = [
        [each for each in quantities_in(sentence.text) if not is_denied(sentence.text, each)]
        for sentence in prose.sentences
    ]
    for number, (sentence, quantities) in enumerate(zip(prose.sentences, counted, strict=True)):
        chapter.number = number
        if sentence.is_heading and not quantities:
            chapter.go_under(sentence.text)
        if quantities and not _LIST_GOES_ON.match(sentence.text):
            chapter.listed = None
        nothing(chapter, sentence)
        counts_follow = any(counted[number + 1 : number + 1 + _REACH])
        _done(chapter, sentence, quantities, counts_follow=counts_follow)
    sums_of(chapter)


def _done(
    chapter: Chapter, sentence: Sentence, quantities: Sequence[Quantity], *, counts_follow: bool
) -> None:
    """Write what a sentence says was done; what it says is to be done states nothing."""
    planned = _plan_at(sentence.text, chapter.year)
    if planned is not None:
        for quantity in quantities:
            if quantity.end > planned:
                chapter.leave(sentence, quantity)
        quantities = [each for each in quantities if each.end <= planned]
        sentence = sentence.until(planned)
    text = sentence.text
    if quantities or _denies(text) or (text and (chapter.counts_go_on or goes_back(text))):
        _clauses(chapter, sentence, quantities)
    elif counts_follow and planned is None:
        chapter.remember(text)


def _denies(text: str) -> bool:
    return _NO.search(text) is not None and may_deny(text)


def _clauses(chapter: Chapter, sentence: Sentence, quantities: Sequence[Quantity]) -> None:
    text = sentence.text
    boundaries = [found.start() for found in BOUNDARY.finditer(text)]
    has_no = _NO.search(text) is not None
    at = start = 0
    for stop in (*boundaries, len(text)):
        first = at
        while at < len(quantities) and quantities[at].start < stop:
            count(chapter, sentence, quantities, at, boundaries)
            at += 1
        if has_no and at > first and at_none(text, quantities[at - 1].end, stop):
            absences_in(chapter, sentence, quantities[at - 1].end, stop)
        if stop > start and at == first:
            if has_no:
                absences_in(chapter, sentence, start, stop)
            totalities_in(chapter, sentence, start, stop)
            comparisons.level(chapter, sentence, start, stop)
            chapter.remember(text[start:stop])
        start = stop + 1


def _plan_at(text: str, year: int | None) -> int | None:
    """Return where a sentence begins to speak of what is to be done."""
    for found in _PLAN.finditer(text):
        named = found["year"] or found["planned"]
        if named is None or (year is not None and int(named) > year):
            return found.start()
    return None
