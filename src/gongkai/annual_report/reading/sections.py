"""Chapters: numbered headings, matched to the titles of the form however they are varied."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from gongkai.annual_report.form import Label, form_of
from gongkai.annual_report.reading.blocks import TOO_MUCH, Block, Paragraph
from gongkai.annual_report.reading.limits import HEADINGS
from gongkai.annual_report.reading.unreadable import Unreadable
from gongkai.annual_report.report import Section
from gongkai.annual_report.wording import (
    chinese_number,
    likeness,
    one_line,
    title_words,
)

_NUMBERED = re.compile(
    r"^第?\s*([一二三四五六七八九十]{1,3})\s*(?:[、.．,，:：]|部分[、：:\s]?|章[、：:\s]?|\s)\s*(\S.*)$",
    re.DOTALL,
)
_NUMBERED_OTHERWISE = re.compile(
    r"^(?:[（(]\s*)?([一二三四五六七八九十]{1,3}|\d{1,2})\s*(?:[)）]|[、.．])\s*(\S.*)$", re.DOTALL
)
_FEWEST = 3  # numbered chapters from which the others are expected to have numbers too
_LONGEST = 45  # characters of the longest heading, numbering aside
_LONGEST_LINE = 200  # of a list of contents, dots and all
_ALIKE = 0.72
_UNNUMBERED = 0.9  # a heading without its number (Word numbers by itself) must be nearly exact
# A chapter that says there is nothing repeats its title: 没有其他需要报告的事项。
_SAYS_NONE = re.compile(r"^(?:本\w{0,8}?)?(?:无|没有|暂无|未)|。$")
_PAGE = re.compile(r"(?:\.{3,}|…+|·{3,}|\t)\s*-?\s*\d+\s*-?$|^目\s*录$")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A paragraph that may be the heading of a chapter."""

    at: int
    number: int | None
    heading: str
    rest: str  # text that follows the heading on its line
    known: bool  # like a chapter of some form
    exact: bool = False  # nearly word for word

    @property
    def stands_alone(self) -> bool:
        return self.exact and not self.rest


@dataclass(frozen=True, slots=True)
class Chapters:
    """The chapters found, and where the first of them begins."""

    sections: tuple[Section, ...]
    begins_at: int


@cache
def _titles(family: str) -> tuple[tuple[str, str], ...]:
    """Return (comparable wording, key) of every chapter of a form."""
    return tuple(
        (title_words(wording), label.key)
        for label in form_of(family).sections
        for wording in label.wordings
    )


@cache
def _exact() -> dict[str, str]:
    return {words: words for family in ("2008", "2021") for words, _ in _titles(family)}


def is_chapter(line: str) -> bool:
    """Return whether a line is a heading of a chapter that some form knows."""
    found = _NUMBERED.match(line.strip())
    return found is not None and len(found[2]) <= _LONGEST and _best(found[2]) >= _ALIKE


def chapters(blocks: Sequence[Block], *, tables: bool) -> Chapters:
    """Return the chapters of a stream; `tables` says that parts two to four are printed."""
    marks = _best_style(blocks)
    marks = _in_order(_without_contents_list(marks, blocks))
    if not marks:
        return Chapters((), len(blocks))
    family = _family(marks, tables=tables)
    ends = [mark.at for mark in marks[1:]] + [len(blocks)]
    sections: list[Section] = []
    for mark, end in zip(marks, ends, strict=True):
        lines = [mark.rest] if mark.rest else []
        lines += [each.text for each in blocks[mark.at + 1 : end] if isinstance(each, Paragraph)]
        number = mark.number
        if number is None:
            number = sections[-1].number + 1 if sections else 1
        sections.append(Section(_key(mark.heading, family), number, mark.heading, "\n".join(lines)))
    return Chapters(_keys_once(sections), marks[0].at)


def best_title(heading: str, labels: Sequence[Label]) -> tuple[float, Label | None]:
    """Return the chapter of a form that a heading is most like, and how much."""
    words = title_words(heading)
    scored = [
        (max(likeness(words, title_words(wording)) for wording in label.wordings), label)
        for label in labels
    ]
    return max(scored, key=lambda pair: pair[0], default=(0.0, None))


def _best_style(blocks: Sequence[Block]) -> list[_Mark]:
    """Return the headings numbered 一、; where hardly any are, those numbered otherwise if more."""
    marks = list(_marks(blocks, _NUMBERED))
    if _known(marks) < _FEWEST:
        others = list(_marks(blocks, _NUMBERED_OTHERWISE))
        if _known(others) > _known(marks):
            return others
    return marks


def _known(marks: Sequence[_Mark]) -> int:
    return sum(mark.known for mark in marks)


def _marks(blocks: Sequence[Block], numbered: re.Pattern[str]) -> Iterator[_Mark]:
    count = 0
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            mark = _mark(at, block.text, numbered)
            if mark is not None:
                count += 1
                if count > HEADINGS:
                    raise Unreadable(TOO_MUCH)
                yield mark


def _mark(at: int, text: str, numbered: re.Pattern[str]) -> _Mark | None:
    text = text.strip()
    if len(text) < _LONGEST_LINE and _PAGE.search(text):
        return None
    found = numbered.match(text)
    if found is None:
        bare = (
            len(text) <= _LONGEST
            and _NUMBERED_OTHERWISE.match(text) is None
            and _SAYS_NONE.search(text) is None
        )
        known = bare and _best(text) >= _UNNUMBERED
        return _Mark(at, None, _heading(text), "", known=True, exact=True) if known else None
    number = int(found[1]) if found[1].isdecimal() else chinese_number(found[1])
    rest = found[2]
    head, tail = _split(rest)
    if len(head) > _LONGEST or number is None:
        return None
    alike = _best(head)
    known = alike >= _ALIKE
    if not known and (tail or re.search("[。；，]", head)):
        return None
    exact = alike >= _UNNUMBERED
    return _Mark(at, number, _heading(head), tail, known=known, exact=exact)


def _split(rest: str) -> tuple[str, str]:
    """Return heading and text where both stand on one line, parted by a colon, stop or spaces."""
    for found in re.finditer(r"[：:。\n]|\s{2,}|\s(?=[无本])", rest[:_LONGEST]):
        head, tail = rest[: found.start()], rest[found.end() :]
        if tail.strip() and _best(head) >= _UNNUMBERED:
            return head, tail.strip()
    return rest, ""


@lru_cache(maxsize=1024)
def _best(heading: str) -> float:
    words = title_words(heading)
    if words in _exact():
        return 1.0
    return max(likeness(words, title) for title in _exact())


def _heading(text: str) -> str:
    return one_line(text).rstrip("：:。 ")


def _in_order(marks: list[_Mark]) -> list[_Mark]:
    """Return the headings that fit between their neighbours.

    A known title stands by itself, though not when it is only like one and goes back in number: that
    is an item of a list. An unknown one must have the next number, and so must one without a number
    where the others have theirs: 依申请公开情况 is also a heading within 总体情况.
    """
    numbered = sum(mark.known and mark.number is not None for mark in marks) >= _FEWEST
    kept: list[_Mark] = []
    for position, mark in enumerate(marks):
        last = kept[-1].number if kept else None
        following = next((m.number for m in marks[position + 1 :] if m.known and m.number), None)
        number = mark.number
        later = marks[position + 1 :]
        if number and not mark.stands_alone and _comes_later(later, last, number):
            continue
        if number is None and numbered:
            fits = last is not None and following == last + 2
            number = None if last is None else last + 1
        elif mark.known:
            fits = mark.exact or last is None or number is None or number > last
        else:
            fits = last is not None and number == last + 1
            fits = fits and (following is None or number is None or following > number)
        if fits:
            kept.append(replace(mark, number=number))
    return kept


def _comes_later(marks: Sequence[_Mark], last: int | None, number: int) -> bool:
    """Return whether the chapter due next stands further on, word for word, with no higher number.

    Then what comes before it is a list 一、二、三 within a chapter.
    """
    return last is not None and any(
        mark.stands_alone and mark.number == last + 1 and mark.number <= number for mark in marks
    )


def _without_contents_list(marks: list[_Mark], blocks: Sequence[Block]) -> list[_Mark]:
    """Return the headings without those of a list of contents: repeated later, with nothing between."""
    kept = []
    for position, mark in enumerate(marks):
        again = any(
            likeness(title_words(later.heading), title_words(mark.heading)) >= _UNNUMBERED
            for later in marks[position + 1 :]
        )
        next_at = marks[position + 1].at if position + 1 < len(marks) else len(blocks)
        if not (again and (next_at == mark.at + 1 or mark.number is None) and not mark.rest):
            kept.append(mark)
    return kept


def _family(marks: Sequence[_Mark], *, tables: bool) -> str:
    if tables:
        return "2021"

    def score(family: str) -> float:
        labels = form_of(family).sections
        return sum(best_title(mark.heading, labels)[0] ** 2 for mark in marks)

    return max(("2021", "2008"), key=score)


@lru_cache(maxsize=1024)
def _key(heading: str, family: str) -> str | None:
    alike, label = best_title(heading, form_of(family).sections)
    return label.key if label is not None and alike >= _ALIKE else None


def _keys_once(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return the sections with no key given twice: the heading most like the title keeps it."""
    seen: set[str] = set()
    once = []
    for section in sections:
        if section.key in seen:
            once.append(replace(section, key=None))
        else:
            once.append(section)
        if section.key is not None:
            seen.add(section.key)
    return tuple(once)
