"""Prose cut into sentences and clauses, each knowing where it stands in the chapter."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

# One character for one character, so that places in the text stay what they are.
_WIDTH = dict(
    zip(
        "０１２３４５６７８９％﹪．ＡＢＣＤ＃#,;:!?()【】\u3000\u00a0",
        "0123456789%%.ABCD＊＊，；：！？（）（）  ",
        strict=True,
    )
)
_WIDE = re.compile("[" + "".join(map(re.escape, _WIDTH)) + "]")
_TITLE = re.compile("《[^》\n]{0,80}》?")
_QUOTED = re.compile("“[^”\n]{0,40}”")
_THOUSANDS = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
_DIGIT = re.compile(r"[0-9]")
_HAN_DIGIT = re.compile("[一二两三四五六七八九十百0-9]+(?=[条项件个次篇人名%])")
_PAPER = re.compile(
    "公报|[日晚晨早时商周]报》?$|都市报》?$"
)  # where things are printed, no document

_ORDINAL = re.compile(
    r"\s*(?:[（(〔]?[一二三四五六七八九十]{1,3}[)）〕]?[、.．，]?(?<!^.)"
    r"|[（(]?\d{1,2}[)）]|\d{1,2}[.、．](?!\d)|[一二三四五六七八九十]{1,3}是|[①-⑳⑴-⒇⒈-⒛])"
)
_STOPS = frozenset("。；：！？…”）")
_WRAPPED = 14  # characters from which a line without a stop goes on in the next
_HEADING = 40  # characters of the longest heading within a chapter

# No sentence is longer; what is, is cut, so that the time grows with the length of the text only.
_SENTENCE = re.compile(r"[^。！？\n]{1,1500}")
BOUNDARY = re.compile("[，。；：！？（）\n]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as it is matched, and its place in the prose of the chapter."""

    text: str  # without spaces, digits half-width, titles of documents blanked
    places: range | tuple[int, ...]  # of each character in the prose
    paragraph: int
    is_heading: bool = False

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a run of the sentence begins and ends in the prose."""
        return self.places[start], self.places[max(start, end - 1)] + 1

    def until(self, end: int) -> "Sentence":
        """Return the sentence up to a place in it."""
        return replace(self, text=self.text[:end], places=self.places[:end])


@dataclass(frozen=True)
class Prose:
    """The prose of one chapter."""

    source: str
    section: int
    heading: str = ""
    key: str | None = None

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(_sentences(self.source))


def _sentences(source: str) -> Iterator[Sentence]:
    plain = _blanked(_WIDE.sub(lambda found: _WIDTH[found[0]], source))
    for number, (line, places) in enumerate(_paragraphs(plain)):
        first = True
        for found in _SENTENCE.finditer(line):
            start, end = found.span()
            is_heading = first and _is_heading(found[0])
            yield Sentence(found[0], places[start:end], number, is_heading=is_heading)
            first = False


def _blanked(text: str) -> str:
    """Return the text with nothing to count in titles of documents and in quoted names."""
    text = _THOUSANDS.sub(",", text)
    if "《" in text:
        text = _TITLE.sub(_hidden, text)
    if "“" in text:
        text = _QUOTED.sub(lambda found: _HAN_DIGIT.sub(_blank, found[0]), text)
    return text


def _blank(found: re.Match[str]) -> str:
    return "□" * len(found[0])


def _hidden(found: re.Match[str]) -> str:
    title = found[0]
    return _DIGIT.sub("□", title) if _PAPER.search(title) else "《" + "□" * (len(title) - 1)


def _paragraphs(text: str) -> Iterator[tuple[str, range | tuple[int, ...]]]:
    """Yield each paragraph without its spaces, and the place of each character left."""
    joined = ""
    places: tuple[int, ...] = ()
    start = 0
    for line in text.split("\n"):
        squeezed = "".join(line.split())
        here: range | tuple[int, ...]
        begins = start + len(line) - len(line.lstrip())
        if len(squeezed) == len(line.strip()):
            here = range(begins, begins + len(squeezed))
        else:
            here = tuple(start + at for at, each in enumerate(line) if not each.isspace())
        start += len(line) + 1
        if not squeezed:
            continue
        if joined and not _goes_on(joined, squeezed):
            yield joined, places
            joined, places = "", ()
        joined, places = (joined + squeezed, (*places, *here)) if joined else (squeezed, here)  # type: ignore[assignment]
    if joined:
        yield joined, places


def _goes_on(line: str, following: str) -> bool:
    """Return whether a line was only cut by the width of its page."""
    if len(line) < _WRAPPED or line[-1] in _STOPS or _ORDINAL.match(following):
        return False
    return not _is_heading(line) or BOUNDARY.search(line.lstrip("（")) is not None


def _is_heading(text: str) -> bool:
    return len(text) <= _HEADING and _ORDINAL.match(text) is not None


def clause_at(sentence: str, boundaries: list[int], position: int) -> tuple[int, int]:
    """Return where the clause around a position begins and ends."""
    at = bisect_left(boundaries, position)
    begin = boundaries[at - 1] + 1 if at else 0
    end = boundaries[at] if at < len(boundaries) else len(sentence)
    return begin, end
