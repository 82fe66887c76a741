"""Scanned pages: recognised by a local engine, every number twice, and blank where in doubt.

Needs the extra `ocr`; nothing imports it without. What an engine reads wrong looks as good as what
it reads right. So a number stands only where two pictures of it, drawn apart from each other, are
read alike; where they are not, its cell holds a mark that is no number.
"""

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import pylopdf
from PIL import Image

from gongkai.annual_report.quantities import is_value
from gongkai.annual_report.reading.pdf import lattice
from gongkai.annual_report.reading.pdf.bitmap import SCALE, Bitmap, Box, bitmap_of
from gongkai.annual_report.reading.pdf.document import TOO_LARGE
from gongkai.annual_report.reading.pdf.page import ILLEGIBLE, Glyph, Page
from gongkai.annual_report.reading.unreadable import Unreadable

_SURE = 0.8  # of 1: the engine's own trust in a line, below which no number of it stands
_REDUCED = 2  # times smaller than the bitmap is the page as the engine gets it: 150 dots an inch
_SHEET = 1_200  # pixels: the width of the sheet on which cells are read again
_LARGER, _SMALLER = 0.55, 0.45  # of the bitmap: the sizes in which cells are read, besides
_ROOM = 24  # pixels between cells on the sheet, for the engine to tell them apart
_INSET = 1.0  # points from the walls of a cell, where its lines were wiped
_OVER = 2.0  # points by which a line of text may reach into the cell beside its own
_TILE, _OVERLAP = 1_792, 192  # pixels the engine looks at in one piece: a page, in 600 MiB
_NARROW = 0.55  # of a Chinese character is a letter or figure wide
_MOST_CELLS = 1_500  # of a page; part three, the largest table, has 236
_RIM = 0.15  # of the height of a box of the engine's is paper above the line, and as much below
_SPECK = 3.5  # points: ink no larger, and read as nothing, is dirt

_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")


class _Line(NamedTuple):
    """A line of text that the engine saw, where, and how far it trusts itself."""

    text: str
    box: Box
    trust: float

    @property
    def middle(self) -> tuple[float, float]:
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2


@dataclass(slots=True)
class _Cell:
    """A cell of a table, or a line of prose with figures: what was read there, and read again."""

    box: Box
    first: list[_Line] = field(default_factory=list)
    again: list[_Line] = field(default_factory=list)

    @property
    def holds_words(self) -> bool:
        text = _joined(self.first)
        return bool(_LETTER.search(text)) and not is_value(text)


def page_of(content: bytes, number: int) -> Page:
    """Return a page of pictures with the characters recognised on it and the lines that rule it."""
    bitmap = bitmap_of(content, number)
    regions = lattice.regions(bitmap.across, bitmap.down)
    for region in regions:
        bitmap.wipe(list(region.across), list(region.down))
    cells = list(_cells(regions))
    if len(cells) > _MOST_CELLS:
        raise Unreadable(TOO_LARGE)
    prose = _shared_out(_page_lines(bitmap), cells)
    inked = [cell for cell in cells if cell.first or bitmap.ink(cell.box) is not None]
    for cell, lines in _read_apart(bitmap, [cell for cell in inked if not cell.first], _LARGER):
        cell.first = lines
    counted = [_Cell(_widened(line.box), [line]) for line in prose if _DIGIT.search(line.text)]
    doubted = [*(cell for cell in inked if not cell.holds_words), *counted]
    for cell, lines in _read_apart(bitmap, doubted, _SMALLER):
        cell.again = lines
    glyphs = [glyph for line in prose if not _DIGIT.search(line.text) for glyph in _glyphs(line)]
    for each in counted:
        glyphs += _glyphs(_confirmed(each))
    for cell in inked:
        glyphs += _settled(cell, bitmap.ink(cell.box))
    return Page(
        bitmap.width,
        bitmap.height,
        glyphs,
        bitmap.across,
        bitmap.down,
        is_picture=True,
        is_recognised=True,
    )


def _cells(regions: Sequence[lattice.Region]) -> Iterator[_Cell]:
    for region in regions:
        for span in lattice.lattice_of(region).spans:
            yield _Cell(_widened((span.left, span.top, span.right, span.bottom), -_INSET))


def _widened(box: Box, by: float = 2.0) -> Box:
    """Return a box with so many points more, or less, on each side."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


# ---- the engine


@cache
def _engine() -> pylopdf.OcrEngine:
    return pylopdf.OcrEngine(threads=1)


def _seen(picture: Image.Image) -> Iterator[_Line]:
    """Yield the lines of text in a picture, placed in its pixels."""
    packed = io.BytesIO()
    picture.save(packed, "PNG", compress_level=1)
    width, height = picture.size
    with pylopdf.open() as paper:
        page = paper.new_page(width=width, height=height)
        page.insert_image((0, 0, width, height), stream=packed.getvalue())
        found = _engine().recognize(
            page, dpi=72, tile_size=_TILE, overlap=_OVERLAP, min_confidence=0.0
        )
    for each in found:
        text = each["text"].strip()
        if text:
            left, top, right, bottom = each["bbox"]
            yield _Line(text, (left, top, right, bottom), each["confidence"])


# ---- what stands on the page


def _page_lines(bitmap: Bitmap) -> Iterator[_Line]:
    size = _REDUCED / SCALE
    for line in _seen(Image.fromarray(bitmap.grey).reduce(_REDUCED)):
        left, top, right, bottom = (side * size for side in line.box)
        box = (left, top, right, bottom)
        yield line._replace(box=bitmap.ink(box) or box)


def _shared_out(lines: Iterator[_Line], cells: Sequence[_Cell]) -> list[_Line]:
    """Give each line to the cell it stands in, and return those that stand in none.

    A line that goes over several cells is no cell's, and what else was read in them is in doubt.
    """
    outside = []
    crossed: list[_Cell] = []
    for line in lines:
        touched = [cell for cell in cells if _overlap(line.box, cell.box)]
        own = [cell for cell in touched if not _frames(cell, touched)]
        if not own:
            outside.append(line)
        elif len(own) == 1:
            own[0].first.append(line)
        else:
            crossed += own
    for cell in crossed:
        cell.first = []
    return outside


def _frames(cell: _Cell, cells: Sequence[_Cell]) -> bool:
    """Return whether other cells stand within a cell: then it is a frame around their table."""
    left, top, right, bottom = cell.box
    return any(
        left < other.box[0]
        and top < other.box[1]
        and right > other.box[2]
        and bottom > other.box[3]
        for other in cells
    )


def _within(point: tuple[float, float], box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _overlap(box: Box, other: Box) -> bool:
    wide = min(box[2], other[2]) - max(box[0], other[0])
    high = min(box[3], other[3]) - max(box[1], other[1])
    return wide > _OVER and high > _OVER


# ---- the second reading


def _read_apart(
    bitmap: Bitmap, cells: Sequence[_Cell], scale: float
) -> Iterator[tuple[_Cell, list[_Line]]]:
    """Yield each cell with what is read in it, cut out and set apart on a sheet."""
    if not cells:
        return
    pieces = [_redrawn(bitmap.piece(cell.box), scale) for cell in cells]
    places = []
    left, top, row = _ROOM, _ROOM, 0
    for piece in pieces:
        if left + piece.width + _ROOM > _SHEET and left > _ROOM:
            left, top, row = _ROOM, top + row + _ROOM, 0
        places.append((left, top))
        left += piece.width + _ROOM + piece.height // 2  # taller text needs more room
        row = max(row, piece.height)
    width = max(_SHEET, *(piece.width + 2 * _ROOM for piece in pieces))
    sheet = Image.new("L", (width, top + row + _ROOM), bitmap.paper)
    for place, piece in zip(places, pieces, strict=True):
        sheet.paste(piece, place)
    lines = list(_seen(sheet))
    for cell, (left, top), piece in zip(cells, places, pieces, strict=True):
        box = (left, top, left + piece.width, top + piece.height)
        own = [line for line in lines if _within(line.middle, box)]
        yield cell, [_put_back(line, (left, top), cell.box, scale * SCALE) for line in own]


def _put_back(line: _Line, place: tuple[int, int], cell: Box, size: float) -> _Line:
    """Return a line of the sheet where it stands on the page, as high as its characters."""
    left, top, right, bottom = line.box
    rim = _RIM * (bottom - top)
    return line._replace(
        box=(
            cell[0] + (left - place[0]) / size,
            cell[1] + (top + rim - place[1]) / size,
            cell[0] + (right - place[0]) / size,
            cell[1] + (bottom - rim - place[1]) / size,
        )
    )


def _redrawn(piece: Image.Image, scale: float) -> Image.Image:
    size = (max(1, round(piece.width * scale)), max(1, round(piece.height * scale)))
    return piece.resize(size, Image.Resampling.LANCZOS)


# ---- what stands


def _settled(cell: _Cell, ink: Box | None) -> Iterator[Glyph]:
    """Yield the characters of a cell: its words, its number where it was read alike twice."""
    first, again = _joined(cell.first), _joined(cell.again)
    trust = min((line.trust for line in (*cell.first, *cell.again)), default=0.0)
    if cell.holds_words or (first == again and first and trust >= _SURE):
        for line in cell.first:
            yield from _glyphs(line)
        return
    box = ink or cell.first[0].box
    if first or again or not _is_speck(box):
        yield Glyph(ILLEGIBLE, *box)


def _confirmed(cell: _Cell) -> _Line:
    """Return a line of prose, without its figures where they were not read alike twice."""
    line = cell.first[0]
    if _DIGIT.findall(_joined([line])) == _DIGIT.findall(_joined(cell.again)):
        return line
    return line._replace(text=_DIGIT.sub(ILLEGIBLE, line.text))


def _is_speck(box: Box) -> bool:
    return max(box[2] - box[0], box[3] - box[1]) < _SPECK


def _joined(lines: Sequence[_Line]) -> str:
    """Return the text of lines, those from above first, without spaces and the width of letters."""
    rows: list[list[_Line]] = []
    for line in sorted(lines, key=lambda each: each.middle[1]):
        if rows and line.middle[1] < rows[-1][0].box[3]:
            rows[-1].append(line)
        else:
            rows.append([line])
    ordered = [line for row in rows for line in sorted(row, key=lambda each: each.box[0])]
    return "".join(unicodedata.normalize("NFKC", "".join(line.text.split())) for line in ordered)


def _glyphs(line: _Line) -> Iterator[Glyph]:
    """Yield the characters of a line, set side by side in its box."""
    left, top, right, bottom = line.box
    widths = [1.0 if unicodedata.east_asian_width(each) in "WF" else _NARROW for each in line.text]
    unit = (right - left) / sum(widths)
    for each, width in zip(line.text, widths, strict=True):
        if not each.isspace():
            yield Glyph(each, left, top, left + width * unit, bottom)
        left += width * unit
