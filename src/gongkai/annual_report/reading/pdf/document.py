"""The file itself, by pdfium: glyphs, ruling lines and pictures of each page, within limits."""

import ctypes
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from gongkai.annual_report.reading.limits import (
    PDF_CHARACTERS,
    PDF_OBJECTS,
    PDF_PAGES,
    PDF_PATHS,
    PDF_SEGMENTS,
)
from gongkai.annual_report.reading.pdf.page import Glyph, Page, Rule
from gongkai.annual_report.reading.pdf.weighing import refuse_endless, refuse_heavy
from gongkai.annual_report.reading.unreadable import Unreadable

DAMAGED = "文件已损坏或不完整，无法作为 PDF 文件打开。"
ENCRYPTED = "文件设有打开密码，请先取消密码再读取。"
LOCKED = "文件的加密方式不能读取，请先取消加密再读取。"
TOO_LARGE = "文件内容过多，远超一份年度报告的篇幅，未予读取。"

_THIN = 3.5  # points: a filled rectangle or stroke no thicker is a ruling line
_SHORT = 3.0  # points: a shorter line rules nothing
_WHITE = 250  # of 255 in each colour: a line nobody sees
_COVERS = 0.6  # of the page, from which on a picture is the page
_OVERLAP = 0.5  # of its size, by which no glyph lies over another
_INVISIBLE = 3  # the text render mode that draws nothing
_FORM_DEPTH = 8
_SAMPLED = 40  # text objects asked for how they are drawn

_ONE_AT_A_TIME = threading.Lock()  # pdfium is not safe to call from two threads


def pages_of(content: bytes) -> list[Page]:
    """Return the pages of a pdf; raise Unreadable for one that is damaged, locked or too large."""
    with opened(content) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count > PDF_PAGES:
            raise Unreadable(TOO_LARGE)
        if count < 1:
            raise Unreadable(DAMAGED)
        pages = []
        budget = _Budget()
        for number in range(count):
            page = pdfium.FPDF_LoadPage(document, number)
            if not page:
                raise Unreadable(DAMAGED)
            try:
                pages.append(_page(page, budget))
            finally:
                pdfium.FPDF_ClosePage(page)
        return pages


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """Yield the file as pdfium holds it; raise Unreadable for one it cannot open."""
    refuse_endless(content)
    with _ONE_AT_A_TIME:
        document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
        if not document:
            raise Unreadable(
                {pdfium.FPDF_ERR_PASSWORD: ENCRYPTED, pdfium.FPDF_ERR_SECURITY: LOCKED}.get(
                    pdfium.FPDF_GetLastError(), DAMAGED
                )
            )
        try:
            is_locked = pdfium.FPDF_GetSecurityHandlerRevision(document) >= 0
            refuse_heavy(_unlocked(document, len(content)) if is_locked else content)
            yield document
        finally:
            pdfium.FPDF_CloseDocument(document)


def _unlocked(document: Any, size: int) -> bytes:
    """Return the file as it is without its encryption, whose streams alone can be weighed."""
    pieces: list[bytes] = []
    written = 0

    def write(_: Any, data: Any, length: int) -> int:
        nonlocal written
        written += length
        if written > 2 * size + 65_536:
            return 0
        pieces.append(ctypes.string_at(data, length))
        return 1

    target = pdfium.FPDF_FILEWRITE(version=1)
    kind = dict(pdfium.FPDF_FILEWRITE._fields_)["WriteBlock"]
    target.WriteBlock = kind(write)
    if not pdfium.FPDF_SaveAsCopy(document, target, pdfium.FPDF_REMOVE_SECURITY):
        raise Unreadable(LOCKED)
    return b"".join(pieces)


class _Budget:
    """How much is left to read of the whole file, whatever its pages share."""

    def __init__(self) -> None:
        self.characters = PDF_CHARACTERS
        self.objects = PDF_OBJECTS
        self.paths = PDF_PATHS
        self.segments = PDF_SEGMENTS

    def take(
        self, *, characters: int = 0, objects: int = 0, paths: int = 0, segments: int = 0
    ) -> None:
        self.characters -= characters
        self.objects -= objects
        self.paths -= paths
        self.segments -= segments
        if min(self.characters, self.objects, self.paths, self.segments) < 0:
            raise Unreadable(TOO_LARGE)


def _page(page: Any, budget: _Budget) -> Page:
    turned = _Turn(page)
    drawing = _Drawing(turned, budget)
    drawing.take_all(page)
    glyphs = _glyphs(page, turned, budget)
    return Page(
        turned.width,
        turned.height,
        glyphs,
        drawing.across,
        drawing.down,
        is_picture=drawing.covered >= _COVERS * turned.width * turned.height,
        is_hidden=drawing.asked > 0 and drawing.hidden == drawing.asked,
    )


class _Turn:
    """From the page's own coordinates to those of the page as it is shown, from the upper left."""

    def __init__(self, page: Any) -> None:
        self.quarter = pdfium.FPDFPage_GetRotation(page) % 4
        self.width = pdfium.FPDF_GetPageWidthF(page)
        self.height = pdfium.FPDF_GetPageHeightF(page)
        bounds = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, bounds)
        self.left, self.right = bounds.left, bounds.right
        self.bottom, self.top = bounds.bottom, bounds.top

    def box(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom as shown."""
        if self.quarter == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.quarter == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.quarter == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left


def _glyphs(page: Any, turned: _Turn, budget: _Budget) -> Sequence[Glyph]:
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return ()
    try:
        count = pdfium.FPDFText_CountChars(text)
        budget.take(characters=count)
        return _each_glyph(text, count, turned)
    finally:
        pdfium.FPDFText_ClosePage(text)


def _each_glyph(text: Any, count: int, turned: _Turn) -> list[Glyph]:
    box = pdfium.FS_RECTF()
    place = ctypes.byref(box)
    code_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    left, top, is_turned = turned.left, turned.top, turned.quarter != 0
    glyphs: list[Glyph] = []
    numbers: list[int] = []
    high = 0
    for number in range(count):
        code = code_of(text, number)
        if code == 0 and _has_ink(text, number):
            code = _UNKNOWN
        if code <= 32 or code in _SPACES:
            continue
        if 0xD800 <= code < 0xE000:  # characters beyond the first plane come in two halves
            if code < 0xDC00:
                high = code
                continue
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else _UNKNOWN
            high = 0
        if code >= 0x110000 or not box_of(text, number, place):
            continue
        sides = (box.left - left, top - box.top, box.right - left, top - box.bottom)
        if is_turned:
            sides = turned.box(box.left, box.bottom, box.right, box.top)
        glyphs.append(Glyph(chr(code), *sides))
        numbers.append(number)
    for at in _misplaced(glyphs):
        glyphs[at] = _tight(text, numbers[at], glyphs[at], turned)
    return glyphs


def _misplaced(glyphs: Sequence[Glyph]) -> set[int]:
    """Return which glyphs lie over their neighbour: of an upright font pdfium knows no loose box."""
    found = set()
    for at, (one, other) in enumerate(pairwise(glyphs)):
        if abs(other[1] - one[1]) < _OVERLAP * (one[3] - one[1]) and abs(
            other[2] - one[2]
        ) < _OVERLAP * (one[4] - one[2]):
            found |= {at, at + 1}
    return found


def _tight(text: Any, number: int, glyph: Glyph, turned: _Turn) -> Glyph:
    """Return the glyph with the box of its ink."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium.FPDFText_GetCharBox(text, number, left, right, bottom, top):
        return glyph
    return Glyph(glyph.text, *turned.box(left.value, bottom.value, right.value, top.value))


def _has_ink(text: Any, number: int) -> bool:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    is_known = pdfium.FPDFText_GetCharBox(text, number, left, right, bottom, top)
    return bool(is_known) and right.value > left.value and top.value > bottom.value


_UNKNOWN = 0xFFFD  # a glyph is printed, and the file does not say which character it is
_SPACES = frozenset({0xA0, 0xAD, 0x2028, 0x2029, 0x3000, 0xFEFF, 0xFFFE, 0xFFFF})


class _Drawing:
    """The ruling lines of a page, and how much of it pictures cover."""

    def __init__(self, turned: _Turn, budget: _Budget) -> None:
        self.turned = turned
        self.budget = budget
        self.across: list[Rule] = []
        self.down: list[Rule] = []
        self.covered = 0.0
        self.asked = 0
        self.hidden = 0
        self._bounds = tuple(ctypes.c_float() for _ in range(4))
        self._bounds_at = tuple(map(ctypes.byref, self._bounds))
        self._colours = tuple(ctypes.c_uint() for _ in range(4))
        self._colours_at = tuple(map(ctypes.byref, self._colours))
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._modes_at = ctypes.byref(self._fill), ctypes.byref(self._stroke)
        self._point = (ctypes.c_float(), ctypes.c_float())

    def take_all(self, page: Any) -> None:
        count = pdfium.FPDFPage_CountObjects(page)
        self.budget.take(objects=count)
        item_of, kind_of = pdfium.FPDFPage_GetObject, pdfium.FPDFPageObj_GetType
        for number in range(count):
            item = item_of(page, number)
            self._take(item, kind_of(item), _SAME, 0)

    def _take(self, item: Any, kind: int, outer: "_Matrix", depth: int) -> None:
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            if self.asked < _SAMPLED:
                self.asked += 1
                self.hidden += pdfium.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(item, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = self._box(item, outer)
            if box is not None:
                self.covered = max(self.covered, (box[2] - box[0]) * (box[3] - box[1]))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
            inner = _matrix_of(item).then(outer)
            count = max(0, pdfium.FPDFFormObj_CountObjects(item))
            self.budget.take(objects=count)
            for number in range(count):
                piece = pdfium.FPDFFormObj_GetObject(item, number)
                self._take(piece, pdfium.FPDFPageObj_GetType(piece), inner, depth + 1)

    def _box(self, item: Any, outer: "_Matrix") -> tuple[float, float, float, float] | None:
        if not pdfium.FPDFPageObj_GetBounds(item, *self._bounds_at):
            return None
        left, bottom, right, top = self._bounds
        if outer is _SAME and self.turned.quarter == 0:
            x, y = self.turned.left, self.turned.top
            return left.value - x, y - top.value, right.value - x, y - bottom.value
        return self.turned.box(*outer.box(left.value, bottom.value, right.value, top.value))

    def _path(self, item: Any, outer: "_Matrix") -> None:
        self.budget.take(paths=1)
        box = self._box(item, outer)
        if box is None or max(box[2] - box[0], box[3] - box[1]) < _SHORT:
            return
        if not pdfium.FPDFPath_GetDrawMode(item, *self._modes_at):
            return
        is_stroked = bool(self._stroke.value) and self._is_seen(
            pdfium.FPDFPageObj_GetStrokeColor, item
        )
        is_filled = bool(self._fill.value) and self._is_seen(pdfium.FPDFPageObj_GetFillColor, item)
        if not (is_stroked or is_filled):
            return
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            self._rule(box)
            return
        count = pdfium.FPDFPath_CountSegments(item)
        if is_stroked or count > 5:
            self.budget.take(segments=count)
            matrix = _matrix_of(item).then(outer)
            self._segments(item, count, matrix, is_stroked=is_stroked)

    def _is_seen(self, colour_of: Any, item: Any) -> bool:
        if not colour_of(item, *self._colours_at):
            return True  # a pattern
        red, green, blue, alpha = self._colours
        return alpha.value > 0 and min(red.value, green.value, blue.value) < _WHITE

    def _rule(self, box: tuple[float, float, float, float]) -> None:
        left, top, right, bottom = box
        if right - left >= bottom - top:
            if right - left >= _SHORT:
                self.across.append(Rule((top + bottom) / 2, left, right))
        elif bottom - top >= _SHORT:
            self.down.append(Rule((left + right) / 2, top, bottom))

    def _segments(self, item: Any, count: int, matrix: "_Matrix", *, is_stroked: bool) -> None:
        """Take the straight pieces of a stroked path, and the thin rectangles of a filled one."""
        outline: list[tuple[float, float]] = []
        for number in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(item, number)
            if not pdfium.FPDFPathSegment_GetPoint(segment, *self._point):
                continue
            x, y = matrix.point(self._point[0].value, self._point[1].value)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                self._outline(outline, is_stroked=is_stroked)
                outline = []
            outline.append((x, y))
            if pdfium.FPDFPathSegment_GetClose(segment) and outline:
                outline.append(outline[0])
        self._outline(outline, is_stroked=is_stroked)

    def _outline(self, outline: Sequence[tuple[float, float]], *, is_stroked: bool) -> None:
        if len(outline) < 2:
            return
        if is_stroked:
            pieces: Sequence[Sequence[tuple[float, float]]] = [
                outline[at : at + 2] for at in range(len(outline) - 1)
            ]
        else:
            pieces = [outline]
        for piece in pieces:
            xs, ys = [x for x, _ in piece], [y for _, y in piece]
            box = self.turned.box(min(xs), min(ys), max(xs), max(ys))
            if min(box[2] - box[0], box[3] - box[1]) <= (1.0 if is_stroked else _THIN):
                self._rule(box)


class _Matrix:
    """An affine map of the plane."""

    def __init__(self, a: float, b: float, c: float, d: float, e: float, f: float) -> None:
        self.values = (a, b, c, d, e, f)

    def point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.values
        return a * x + c * y + e, b * x + d * y + f

    def box(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        if self is _SAME:
            return left, bottom, right, top
        corners = [self.point(x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def then(self, outer: "_Matrix") -> "_Matrix":
        a, b, c, d, e, f = self.values
        g, h, i, j, k, m = outer.values
        return _Matrix(
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + m,
        )


_SAME = _Matrix(1, 0, 0, 1, 0, 0)


def _matrix_of(item: Any) -> _Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return _SAME
    return _Matrix(found.a, found.b, found.c, found.d, found.e, found.f)
