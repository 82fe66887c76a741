"""Glyphs to text: lines by place, upright columns, wrapped labels and numbers."""

import re
from collections.abc import Iterable, Sequence
from heapq import nlargest
from itertools import pairwise
from operator import itemgetter

from gongkai.annual_report.reading.pdf.page import Glyph
from gongkai.annual_report.wording import mended, raised

_SAME_LINE = 0.5  # of the height of a line: glyphs whose middles are no further apart
_SMALL = 0.78  # of the height of the figures beside it
_LIFTED = 0.22
_SUNK = 0.05
_GAP_OF_WORDS = 0.2  # of the height, between letters and figures
_GAP_OF_CHARACTERS = 0.9  # of the height, between Chinese characters
_OVERPRINT = 0.35
_NARROW = re.compile(r"[!-~]")


class Line:
    """One line of text: its glyphs from left to right, and the box around them."""

    __slots__ = ("_text", "bottom", "edges", "glyphs", "left", "right", "top")

    def __init__(self, glyphs: Sequence[Glyph]) -> None:
        self.glyphs = glyphs
        self.left = glyphs[0].left
        self.right = max([glyph[3] for glyph in glyphs])
        self.top = min([glyph[2] for glyph in glyphs])
        self.bottom = max([glyph[4] for glyph in glyphs])
        self.edges = self.left, self.right  # of the text it stands in
        self._text: str | None = None

    @property
    def height(self) -> float:
        """Return the height of its usual Chinese character: figures come from other fonts."""
        own = [glyph for glyph in self.glyphs if glyph[0] > "\x7f"] or self.glyphs
        heights = sorted([glyph[4] - glyph[2] for glyph in own])
        return heights[len(heights) // 2]

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = mended("".join(_with_gaps(self.glyphs)))
        return self._text


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the lines of text from above, each from left to right."""
    rows: list[list[Glyph]] = []
    middle = height = 0.0
    placed = [((glyph[2] + glyph[4]) / 2, glyph) for glyph in glyphs]
    placed.sort(key=_by_place)
    for down, glyph in placed:
        own = glyph[4] - glyph[2]
        if rows and down - middle <= _SAME_LINE * max(height, own):
            rows[-1].append(glyph)
            if own > height:
                middle, height = down, own
        else:
            rows.append([glyph])
            middle, height = down, own
    return [Line(_once(sorted(row, key=_by_left))) for row in rows]


_by_place = itemgetter(0)
_by_left = itemgetter(1)


def _once(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """Return the glyphs without those printed again in the same place to look bold."""
    if all(
        other[1] - one[1] >= _OVERPRINT * (other[3] - other[1]) for one, other in pairwise(glyphs)
    ):
        return glyphs
    kept: list[Glyph] = []
    for glyph in glyphs:
        again = any(
            other.text == glyph.text
            and abs(other.left - glyph.left) < _OVERPRINT * (glyph.right - glyph.left)
            for other in kept[-2:]
        )
        if not again:
            kept.append(glyph)
    return kept


def _with_gaps(glyphs: Sequence[Glyph]) -> Iterable[str]:
    heights = [glyph[4] - glyph[2] for glyph in glyphs]
    tallest = max(heights)
    is_even = min(heights) >= _SMALL * tallest
    highest = nlargest(2, glyphs, key=_height)
    last: Glyph | None = None
    for glyph in glyphs:
        text = glyph[0]
        if last is not None and glyph[1] - last[3] > _GAP_OF_WORDS * tallest:
            narrow = "!" <= text <= "~" and "!" <= last[0] <= "~"
            if narrow or glyph[1] - last[3] > _GAP_OF_CHARACTERS * tallest:
                yield " "
        beside = highest[-1] if glyph is highest[0] else highest[0]
        yield text if is_even or not _is_lifted(glyph, beside) else raised(text)
        last = glyph


def _is_lifted(glyph: Glyph, full: Glyph) -> bool:
    """Return whether a figure stands small above or below the highest of its line, as the mark of a note does."""
    if not glyph.text.isdigit():
        return False
    if _height(glyph) >= _SMALL * _height(full):
        return False
    lifted = full.bottom - glyph.bottom
    return lifted > _LIFTED * _height(full) or -lifted > _SUNK * _height(full)


def _height(glyph: Glyph) -> float:
    return glyph.bottom - glyph.top


def cell_text(glyphs: Sequence[Glyph], left: float, right: float) -> str:
    """Return the text of a cell: its lines joined, a number where the cell was too narrow for it.

    Figures stay apart from those above them, for the relations to say whether they are one number;
    on two lines where they had room beside each other.
    """
    if not glyphs:
        return ""
    if len(glyphs) == 1:
        return mended(glyphs[0].text)
    first = glyphs[0]
    if all(glyph[2] < first[4] and glyph[4] > first[2] for glyph in glyphs):
        return Line(_once(sorted(glyphs, key=_by_left))).text
    if len(glyphs) > 2 and _is_upright(glyphs):
        return mended("".join(glyph.text for column in _columns(glyphs) for glyph in column))
    lines = lines_of(glyphs)
    text = lines[0].text
    for above, line in pairwise(lines):
        own = line.text
        if text[-1].isdigit() and own[0].isdigit() and not _is_full(above, line, left, right):
            text += "\n"
        elif _NARROW.match(text[-1]) and _NARROW.match(own[0]):
            text += " "
        text += own
    return text


def _is_full(line: Line, following: Line, left: float, right: float) -> bool:
    """Return whether a line had no room for the first figure of the line below it."""
    first = following.glyphs[0]
    room = (right - left) - (line.right - line.left)
    return room < 2.6 * (first.right - first.left)


def _is_upright(glyphs: Sequence[Glyph]) -> bool:
    """Return whether most glyphs follow one below the other, in the order they were written."""
    steps = 0
    for glyph, following in pairwise(glyphs):
        size = max(_height(glyph), glyph.right - glyph.left, _height(following))
        down = following.down - glyph.down
        steps += down > _SAME_LINE * size and abs(following.across - glyph.across) < 0.5 * size
    return 2 * steps > len(glyphs) - 1


def _columns(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return upright columns from right to left, each from above."""
    columns: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: -each.across):
        size = max(_height(glyph), glyph.right - glyph.left)
        if (
            columns
            and columns[-1][0].across - glyph.across
            < max(size, columns[-1][0].right - columns[-1][0].left) * 0.8
        ):
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    return [sorted(column, key=lambda each: each.down) for column in columns]
