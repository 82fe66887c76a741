"""Lines that a table lacks, seen from its numbers: they stand in rows and columns all the same."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.annual_report.reading.pdf.lattice import Region, Span, lattice_of
from gongkai.annual_report.reading.pdf.page import Glyph, Rule
from gongkai.annual_report.reading.pdf.text import lines_of

_FEWEST = 3  # numbers that stand in a row, or one below the other, where no chance puts them
_FIGURES = frozenset("0123456789.,０１２３４５６７８９/—-")
_APART = 0.6  # of the height of a figure: figures further apart are of two numbers


@dataclass(frozen=True, slots=True)
class _Number:
    """Figures that follow each other, and the cell they stand in."""

    span: Span
    left: float
    right: float
    top: float
    bottom: float


def parted(region: Region) -> Region:
    """Return the table with lines between numbers that share a cell and stand apart."""
    region = _with(region, list(_between_rows(lattice_of(region).spans)), [])
    return _with(region, [], list(_between_columns(lattice_of(region).spans)))


def _with(region: Region, across: Sequence[Rule], down: Sequence[Rule]) -> Region:
    return Region(
        [*region.across, *across],
        [*region.down, *down],
        region.glyphs,
        region.breaks,
        region.ends_at,
    )


def _between_rows(spans: Sequence[Span]) -> Iterator[Rule]:
    """Yield a line under each row of numbers in cells that hold another row below it."""
    rows: dict[tuple[int, int], list[_Number]] = {}
    for number in _numbers(spans):
        rows.setdefault((number.span.row, number.span.height), []).append(number)
    for (row, _), own in rows.items():
        left, right = min(each.span.left for each in own), max(each.span.right for each in own)
        labels = [span.left for span in spans if span.row == row and span.right == left]
        for upper, lower in pairwise(_bundles(own, lambda each: (each.top, each.bottom))):
            if min(len(upper), len(lower)) >= _FEWEST:
                at = (max(each.bottom for each in upper) + min(each.top for each in lower)) / 2
                yield Rule(at, min(labels, default=left), right)


def _between_columns(spans: Sequence[Span]) -> Iterator[Rule]:
    """Yield a line beside each column of numbers in cells that hold another column."""
    columns: dict[tuple[int, int], list[_Number]] = {}
    for number in _numbers(spans):
        columns.setdefault((number.span.column, number.span.width), []).append(number)
    for own in columns.values():
        top, bottom = min(each.span.top for each in own), max(each.span.bottom for each in own)
        for one, other in pairwise(_bundles(own, lambda each: (each.left, each.right))):
            if min(len(one), len(other)) >= _FEWEST:
                at = (max(each.right for each in one) + min(each.left for each in other)) / 2
                yield Rule(at, top, bottom)


def _bundles(
    numbers: Sequence[_Number], extent: Callable[[_Number], tuple[float, float]]
) -> list[list[_Number]]:
    """Return the numbers in groups whose extents overlap, from the first to the last."""
    found: list[list[_Number]] = []
    reached = 0.0
    for number in sorted(numbers, key=extent):
        start, end = extent(number)
        if found and start < reached:
            found[-1].append(number)
            reached = max(reached, end)
        else:
            found.append([number])
            reached = end
    return found


def _numbers(spans: Sequence[Span]) -> Iterator[_Number]:
    for span in spans:
        if span.glyphs and all(glyph.text in _FIGURES for glyph in span.glyphs):
            yield from _numbers_of(span)


def _numbers_of(span: Span) -> Iterator[_Number]:
    for line in lines_of(span.glyphs):
        run: list[Glyph] = []
        for glyph in line.glyphs:
            if run and glyph.left - run[-1].right > _APART * (glyph.bottom - glyph.top):
                yield _number(span, run)
                run = []
            run.append(glyph)
        yield _number(span, run)


def _number(span: Span, run: Sequence[Glyph]) -> _Number:
    top, bottom = min(glyph.top for glyph in run), max(glyph.bottom for glyph in run)
    return _Number(span, run[0].left, run[-1].right, top, bottom)
