"""Tables from lattices: one grid for a table over several pages, its cut rows and cells joined."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from gongkai.annual_report.form import GENERATIONS, form_of, statistics_form
from gongkai.annual_report.quantities import is_value
from gongkai.annual_report.reading.blocks import Grid, GridCell
from gongkai.annual_report.reading.pdf.lattice import Lattice, Region, Span, lattice_of
from gongkai.annual_report.reading.pdf.page import Glyph, Rule
from gongkai.annual_report.reading.pdf.text import cell_text
from gongkai.annual_report.wording import is_numbered, plain

_SHIFT = 12.0  # points by which the sides of a table may stand apart from page to page


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a table with its text, as tall and wide as it stands in the lattice."""

    text: str
    row: int
    column: int
    height: int
    width: int

    @property
    def bottom(self) -> int:
        return self.row + self.height

    @property
    def columns(self) -> tuple[int, int]:
        return self.column, self.width


def goes_on(region: Region, following: Region) -> bool:
    """Return whether a table at the end of a page goes on in one at the top of the next."""
    return (
        abs(region.left - following.left) <= _SHIFT
        and abs(region.right - following.right) <= _SHIFT
    )


def continued(region: Region, following: Region, *, is_break: bool) -> Region:
    """Return one table of two, the second set below the first, with a page break between or not."""
    left, down = following.left, region.bottom - following.top
    scale = (region.right - region.left) / (following.right - left)

    def across(x: float) -> float:
        return region.left + (x - left) * scale

    return Region(
        [
            *region.across,
            *(Rule(at + down, across(start), across(end)) for at, start, end in following.across),
        ],
        [
            *region.down,
            *(Rule(across(at), start + down, end + down) for at, start, end in following.down),
        ],
        [
            *region.glyphs,
            *(
                Glyph(text, across(left), top + down, across(right), bottom + down)
                for text, left, top, right, bottom in following.glyphs
            ),
        ],
        [*region.breaks, region.bottom] if is_break else region.breaks,
        following.bottom,
    )


def grid_of(region: Region) -> Grid | None:
    """Return the grid a table is, None for a frame around text."""
    lattice = lattice_of(region)
    if len(lattice.spans) < 2:
        return None
    cells = _joined(lattice, [_cell(span) for span in lattice.spans])
    if not any(cell.text for cell in cells):
        return None
    rows: dict[int, list[_Cell]] = {}
    for cell in sorted(cells, key=lambda each: (each.row, each.column)):
        rows.setdefault(cell.row, []).append(cell)
    return Grid(
        tuple(
            tuple(GridCell(cell.text, number, cell.column, cell.width) for cell in row)
            for number, row in enumerate(rows.values())
        )
    )


def _cell(span: Span) -> _Cell:
    text = cell_text(span.glyphs, span.left, span.right)
    return _Cell(text, span.row, span.column, span.height, span.width)


def _joined(lattice: Lattice, cells: list[_Cell]) -> list[_Cell]:
    """Return the cells with what the page breaks cut or printed again put right."""
    for first in lattice.breaks:
        cells, first_new = _without_head(cells, first)
        cells = _across_break(cells, first, first_new)
    return cells


def _without_head(cells: list[_Cell], first: int) -> tuple[list[_Cell], int]:
    """Return the cells without the head that a page prints again, and the first row behind it."""
    count = 0
    while _row(cells, count) and _row(cells, count) == _row(cells, first + count):
        count += 1
    while count and not _is_head(cells, count):
        count -= 1
    return [cell for cell in cells if not first <= cell.row < first + count], first + count


def _row(cells: Sequence[_Cell], row: int) -> list[tuple[str, tuple[int, int]]]:
    """Return texts and columns of what begins in a row."""
    return [(plain(cell.text), cell.columns) for cell in cells if cell.row == row]


def _is_head(cells: Sequence[_Cell], count: int) -> bool:
    """Return whether the first rows of a table are words throughout, with no cell going on below."""
    head = [cell for cell in cells if cell.row < count]
    return all(cell.bottom <= count for cell in head) and not any(
        cell.text and is_value(cell.text) for cell in head
    )


def _across_break(cells: list[_Cell], end: int, first: int) -> list[_Cell]:
    """Return the cells with those joined that a page break cut; the row below it is `first`."""
    above = {cell.columns: cell for cell in cells if cell.row < end <= cell.bottom}
    below = {cell.columns: cell for cell in cells if cell.row == first}
    is_cut = _is_cut_row(above, below)
    in_part = any(
        columns in above and _is_rest(above[columns].text, lower.text)
        for columns, lower in below.items()
    )
    changed: dict[int, _Cell] = {}
    gone: set[int] = set()
    for columns, lower in below.items():
        upper = above.get(columns)
        if upper is None:
            continue
        if is_cut or _is_cut_cell(upper, lower, in_part=in_part):
            text = upper.text if upper.text == lower.text else upper.text + lower.text
            height = lower.bottom - upper.row
            changed[id(upper)] = replace(upper, text=text, height=height)
            gone.add(id(lower))
    return [changed.get(id(cell), cell) for cell in cells if id(cell) not in gone]


def _is_cut_cell(upper: _Cell, lower: _Cell, *, in_part: bool) -> bool:
    """Return whether a cell of several rows goes on: empty, said again, or the rest of its words.

    Of cells cut beside others that begin below the break, what is above may be one row high.
    """
    if _is_rest(upper.text, lower.text):
        return True
    if upper.height == 1 and lower.height == 1 and not (in_part and not lower.text):
        return False
    return bool(upper.text) and (not lower.text or upper.text == lower.text)


def _is_cut_row(above: dict[tuple[int, int], _Cell], below: dict[tuple[int, int], _Cell]) -> bool:
    """Return whether the last row above a break and the first below it are one row cut in two."""
    pairs = [
        (above[columns], lower)
        for columns, lower in below.items()
        if columns in above and not (above[columns].height > 1 and lower.height > 1)
    ]
    if not pairs or len(pairs) < len(below) - sum(lower.height > 1 for lower in below.values()):
        return False
    if any(u.text and o.text and (_is_filled(u) or _is_filled(o)) for u, o in pairs):
        return False
    labels = [(u.text, o.text) for u, o in pairs if u.text and o.text and u.text != o.text]
    if any(is_numbered(lower) and plain(upper) for upper, lower in labels):
        return False
    if any(_is_rest(upper, lower) for upper, lower in labels):
        return True
    if any(plain(lower) in known() for _, lower in labels):
        return False
    filled = [any(_is_filled(each) for each in side) for side in zip(*pairs, strict=True)]
    begun = [any(each.text for each in side) for side in zip(*pairs, strict=True)]
    return filled[0] != filled[1] and all(begun) and not _stands_alone(pairs, filled)


def _stands_alone(pairs: Sequence[tuple[_Cell, _Cell]], filled: Sequence[bool]) -> bool:
    """Return whether the side with numbers has a label of some form: then the other is no part."""
    side = [pair[not filled[0]] for pair in pairs]
    return any(plain(cell.text) in known() for cell in side)


def _is_filled(cell: _Cell) -> bool:
    return bool(cell.text) and is_value(cell.text)


def _is_rest(upper: str, lower: str) -> bool:
    """Return whether two texts make one wording of a form, and are not one each."""
    words = known()
    one, other = plain(upper), plain(lower)
    return plain(upper + lower) in words and not (one in words and other in words)


@cache
def known() -> frozenset[str]:
    """Return every label, heading and group of the forms, to compare."""
    found = {"信息内容", "申请人情况", "法人或其他组织", *statistics_form().columns}
    rows = list(statistics_form().rows)
    for generation in GENERATIONS:
        form = form_of(generation)
        for block in form.proactive:
            found |= {block.article, *(column.label for column in block.columns)}
            rows += block.rows
        for table in (form.applications, form.remedies):
            found |= {table.note, *(column.label for column in table.columns)}
            rows += table.rows
    for row in rows:
        found |= {*row.wordings, *row.groups, row.label.split("（不")[0]}
    return frozenset(map(plain, found)) - {""}
