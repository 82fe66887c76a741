"""Lines of text to paragraphs: what a page repeats is dropped, what its width broke is joined."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from gongkai.annual_report.reading.blocks import Paragraph, is_page_number
from gongkai.annual_report.reading.pdf.text import Line
from gongkai.annual_report.reading.sections import is_chapter
from gongkai.annual_report.wording import is_numbered

_NEAR = 3.0  # points by which what is repeated on each page may shift
_MARGIN = 0.12  # of the height of a page, in which running heads and page numbers stand
_BARE_NUMBER = re.compile(r"^\s*\d{1,3}\s*(?:/\s*\d{1,3})?\s*$")
_INDENT = 1.2  # characters by which a line begins further in than the text
_SHORT = 3.5  # characters by which a line ends before the text does
_APART = 1.9  # times the usual distance between lines
_SAME_SIZE = 0.2
_HAN = re.compile(r"[^\x00-\xff]")


def running(pages: Sequence[tuple[float, Sequence[Line]]]) -> set[int]:
    """Return the ids of the lines that pages repeat at their ends: running heads, page numbers."""
    found = set()
    places: Counter[tuple[str, int]] = Counter()
    ends = []
    for height, lines in pages:
        for line in lines:
            is_end = line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height
            if is_page_number(line.text) or (is_end and _BARE_NUMBER.match(line.text)):
                found.add(id(line))
            elif is_end:
                ends.append(line)
                for place in _nearby(line):
                    places[_likeness(line), place] += 1
    for line in ends:
        often = max(places[_likeness(line), place] for place in _nearby(line))
        if often > 1 and often * 2 >= len(pages):
            found.add(id(line))
    return found


def _nearby(line: Line) -> tuple[int, int]:
    place = int(line.top // _NEAR)
    return place, place + 1


def _likeness(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def paragraphs(lines: Sequence[Line]) -> Iterable[Paragraph]:
    """Yield the paragraphs of lines that follow each other, on one page or more."""
    usual = _usual_distance(lines)
    text = ""
    last: Line | None = None
    for line in lines:
        own = line.text
        if last is not None and _goes_on(last, line, text, own, usual):
            text += _between(text, own) + own
        else:
            if text:
                yield Paragraph(text)
            text = own
        last = line
    if text:
        yield Paragraph(text)


def _between(text: str, following: str) -> str:
    return "" if _HAN.match(text[-1]) or _HAN.match(following[0]) else " "


def _usual_distance(lines: Sequence[Line]) -> float:
    steps = [b.top - a.top for a, b in pairwise(lines) if b.top > a.top]
    return sorted(steps)[len(steps) // 2] if steps else 0.0


def _goes_on(last: Line, line: Line, text: str, own: str, usual: float) -> bool:
    """Return whether a line is the rest of the paragraph above: it fills, and this begins at the edge."""
    size = last.height
    if abs(line.height - size) > _SAME_SIZE * size:
        return False
    if line.left - line.edges[0] > _INDENT * size or is_chapter(text) or is_chapter(own):
        return False
    if last.edges[1] - last.right > _SHORT * size:
        return False
    is_same_page = line.top > last.top
    if is_same_page and line.top - last.top > _APART * max(usual, size):
        return False
    return not (is_numbered(own) and text[-1] in "。；")
