"""Ruling lines to tables: which lines belong together, and which cells the lines leave open."""

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gongkai.annual_report.reading.pdf.page import Glyph, Rule

_SAME_LINE = 2.5  # points between pieces of one line, drawn twice or cell by cell
_GAP = 3.0  # points by which lines that belong together miss each other
_WALL = 0.5  # of the side of a cell that must be ruled


class Region:
    """A table as it stands on a page, or over several: its lines, its glyphs, its page breaks."""

    __slots__ = ("across", "bottom", "breaks", "down", "ends_at", "glyphs", "left", "right", "top")

    def __init__(
        self,
        across: Sequence[Rule],
        down: Sequence[Rule],
        glyphs: Iterable[Glyph] = (),
        breaks: Sequence[float] = (),
        ends_at: float | None = None,
    ) -> None:
        self.across, self.down = across, down
        self.glyphs = list(glyphs)
        self.breaks = breaks
        self.left = min(*(rule.at for rule in down), *(rule.start for rule in across))
        self.right = max(*(rule.at for rule in down), *(rule.end for rule in across))
        self.top = min(*(rule.at for rule in across), *(rule.start for rule in down))
        self.bottom = max(*(rule.at for rule in across), *(rule.end for rule in down))
        # On its last page, where it goes over several.
        self.ends_at = self.bottom if ends_at is None else ends_at

    @property
    def is_divided(self) -> bool:
        """Return whether there are lines within it, and not its border only."""
        return len(self.across) > 2 or len(self.down) > 2


@dataclass(frozen=True, slots=True)
class Span:
    """A cell as a union of lattice cells, and the glyphs in it."""

    row: int
    column: int
    height: int
    width: int
    left: float
    right: float
    top: float
    bottom: float
    glyphs: Sequence[Glyph]


@dataclass(frozen=True, slots=True)
class Lattice:
    """The cells of a table, and the rows with which its pages begin."""

    spans: Sequence[Span]
    rows: int
    breaks: Sequence[int]


def regions(across: Iterable[Rule], down: Iterable[Rule]) -> list[Region]:
    """Return the tables that these lines draw: lines that touch, two and two at least."""
    rows, columns = merged(across), merged(down)
    joined = _Union(len(rows) + len(columns))
    starts = [rule.at for rule in columns]
    for at, row in enumerate(rows):
        first = bisect.bisect_left(starts, row.start - _GAP)
        last = bisect.bisect_right(starts, row.end + _GAP)
        for number in range(first, last):
            if columns[number].start - _GAP <= row.at <= columns[number].end + _GAP:
                joined.join(at, len(rows) + number)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number, rule in enumerate([*rows, *columns]):
        group = groups.setdefault(joined.root(number), ([], []))
        group[number >= len(rows)].append(rule)
    found = [Region(*group) for group in groups.values() if all(len(each) > 1 for each in group)]
    return sorted(found, key=lambda region: (region.top, region.left))


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Return the lines with the pieces of each put together, by place."""
    found: list[Rule] = []
    for bundle in _bundles(sorted(rules)):
        at = sum(rule.at for rule in bundle) / len(bundle)
        start = end = None
        for rule in sorted(bundle, key=lambda each: each.start):
            if start is None or end is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + _GAP:
                end = max(end, rule.end)
            else:
                found.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None and end is not None:
            found.append(Rule(at, start, end))
    return found


def _bundles(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    bundle: list[Rule] = []
    for rule in rules:
        if bundle and rule.at - bundle[0].at > _SAME_LINE:
            yield bundle
            bundle = []
        bundle.append(rule)
    if bundle:
        yield bundle


def lattice_of(region: Region) -> Lattice:
    """Return the cells of a table: lattice cells with no line between them are one."""
    xs = _places([rule.at for rule in region.down], region.left, region.right)
    ys = _places([*(rule.at for rule in region.across), *region.breaks], region.top, region.bottom)
    rows, columns = len(ys) - 1, len(xs) - 1
    joined = _Union(rows * columns)
    walls = _walls(region.down, xs, ys)
    floors = _walls(region.across, ys, xs)
    breaks = {_nearest(ys, each) for each in region.breaks}
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and (column + 1, row) not in walls:
                joined.join(here, here + 1)
            is_open = row + 1 < rows and (row + 1, column) not in floors
            if is_open and row + 1 not in breaks:
                joined.join(here, here + columns)
    return Lattice(list(_spans(region, xs, ys, joined)), rows, sorted(breaks - {0, rows}))


def _spans(
    region: Region, xs: Sequence[float], ys: Sequence[float], joined: "_Union"
) -> Iterator[Span]:
    columns = len(xs) - 1
    inner_xs, inner_ys = xs[1:-1], ys[1:-1]
    roots = [joined.root(unit) for unit in range((len(ys) - 1) * columns)]
    units: dict[int, list[int]] = {}
    for unit, root in enumerate(roots):
        units.setdefault(root, []).append(unit)
    held: dict[int, list[Glyph]] = {}
    for glyph, across in _placed(region.glyphs):
        row = bisect.bisect_right(inner_ys, (glyph[2] + glyph[4]) / 2)
        column = bisect.bisect_right(inner_xs, across)
        held.setdefault(roots[row * columns + column], []).append(glyph)
    for root, cells in units.items():
        row, first = divmod(root, columns)
        last = first
        if len(cells) > 1:
            own = [cell % columns for cell in cells]
            first, last = min(own), max(own)
        yield Span(
            row,
            first,
            cells[-1] // columns - row + 1,
            last - first + 1,
            xs[first],
            xs[last + 1],
            ys[row],
            ys[cells[-1] // columns + 1],
            held.get(root, ()),
        )


def _placed(glyphs: Sequence[Glyph]) -> Iterator[tuple[Glyph, float]]:
    """Yield each glyph with the place that says whose it is: of a number, the middle of it all."""
    at = 0
    while at < len(glyphs):
        end = at + 1
        if glyphs[at].text in _FIGURES:
            while end < len(glyphs) and _goes_on(glyphs[end - 1], glyphs[end]):
                end += 1
        middle = (glyphs[at].left + glyphs[end - 1].right) / 2
        for glyph in glyphs[at:end]:
            yield glyph, middle
        at = end


_FIGURES = frozenset("0123456789.,０１２３４５６７８９．，")


def _goes_on(glyph: Glyph, following: Glyph) -> bool:
    """Return whether two glyphs are figures of one number."""
    size = glyph.right - glyph.left
    return (
        following.text in _FIGURES
        and abs(following.left - glyph.right) <= 0.3 * size
        and abs(following.down - glyph.down) <= 0.3 * (glyph.bottom - glyph.top)
    )


def _places(found: Sequence[float], first: float, last: float) -> list[float]:
    """Return the distinct places of lines, the outermost ends of the table among them."""
    places: list[float] = []
    for place in sorted(found):
        if not places or place - places[-1] > _SAME_LINE:
            places.append(place)
    if places[0] - first > 2 * _GAP:
        places.insert(0, first)
    if last - places[-1] > 2 * _GAP:
        places.append(last)
    return places


def _walls(
    rules: Iterable[Rule], places: Sequence[float], sides: Sequence[float]
) -> set[tuple[int, int]]:
    """Return (place, side) of every side of a lattice cell along which a line runs."""
    found: set[tuple[int, int]] = set()
    for rule in rules:
        place = _nearest(places, rule.at)
        first = max(bisect.bisect_right(sides, rule.start) - 1, 0)
        for side in range(first, len(sides) - 1):
            low, high = sides[side], sides[side + 1]
            if low >= rule.end:
                break
            if min(high, rule.end) - max(low, rule.start) >= _WALL * (high - low):
                found.add((place, side))
    return found


def _nearest(places: Sequence[float], place: float) -> int:
    at = bisect.bisect_left(places, place)
    if at == len(places) or (at and place - places[at - 1] < places[at] - place):
        return at - 1
    return at


class _Union:
    """Sets of numbers that are joined step by step."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def root(self, number: int) -> int:
        parents = self._parents
        while parents[number] != number:
            parents[number] = number = parents[parents[number]]
        return number

    def join(self, one: int, other: int) -> None:
        one, other = self.root(one), self.root(other)
        self._parents[max(one, other)] = min(one, other)
