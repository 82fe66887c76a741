"""A scanned page as a bitmap: drawn, turned straight, its ruling lines found and wiped out.

Needs the extra `ocr`; nothing imports it without.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium
from PIL import Image

from gongkai.annual_report.reading.pdf import document, lattice
from gongkai.annual_report.reading.pdf.page import Rule
from gongkai.annual_report.reading.unreadable import Unreadable

SCALE = 300 / 72  # pixels a point

_LONGEST = 3_510  # pixels: the longer side of A4 at this scale; pages have strange sizes in points
_MOST_PIXELS = 120_000_000  # of one picture of the file: A3 at 600 dots an inch is 70 million
_FAINT = 45  # of 255, by which ink is darker than its paper
_STEEPEST = 3.0  # degrees by which a page may lie askew
_SAMPLED = 100_000  # dark pixels asked for the slope of the page
_LINE_ACROSS, _LINE_DOWN = 83, 54  # pixels: no stroke of a character in a table is as long
_WHOLE = 0.95  # of the pixels of a line that are dark
_MOST_RUNS = 10_000  # of a page of tables there are a thousand; a photograph may have many more
_NEXT = 2  # rows by which runs of one line may be apart
_GAP = 3.0  # points by which lines that meet may miss each other
_WIDE, _HIGH = 100.0, 20.0  # points: no table is smaller
_ROUNDS = 3  # of taking away lines that meet none, until hardly any is left
_RIM = 3  # pixels that are wiped on each side of a line
_DIRT = 40  # dark pixels: fewer are no character

Grey = npt.NDArray[np.uint8]
Dark = npt.NDArray[np.bool_]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points from the upper left corner."""


@dataclass(slots=True)
class Bitmap:
    """A page in grey, with its dark pixels and the lines that rule it."""

    grey: Grey
    dark: Dark
    across: list[Rule]
    down: list[Rule]

    @property
    def width(self) -> float:
        return float(self.grey.shape[1] / SCALE)

    @property
    def height(self) -> float:
        return float(self.grey.shape[0] / SCALE)

    @property
    def paper(self) -> int:
        return int(np.median(self.grey))

    def ink(self, box: Box) -> Box | None:
        """Return the box around the dark pixels within a box, None where there is only paper."""
        left, top, right, bottom = (max(0, round(side * SCALE)) for side in box)
        part = self.dark[top:bottom, left:right]
        if int(part.sum()) < _DIRT:
            return None
        rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
        return (
            (left + int(columns[0])) / SCALE,
            (top + int(rows[0])) / SCALE,
            (left + int(columns[-1]) + 1) / SCALE,
            (top + int(rows[-1]) + 1) / SCALE,
        )

    def piece(self, box: Box) -> Image.Image:
        """Return what a box shows, as a picture."""
        left, top, right, bottom = (max(0, round(side * SCALE)) for side in box)
        return Image.fromarray(self.grey[top:bottom, left:right])

    def wipe(self, across: list[Rule], down: list[Rule]) -> None:
        """Take away ruling lines, which an engine would read as strokes of characters."""
        paper = self.paper
        for rules, is_across in ((across, True), (down, False)):
            for rule in rules:
                at, start, end = (round(each * SCALE) for each in rule)
                band = slice(max(0, at - _RIM), at + _RIM + 1)
                along = slice(max(0, start - _RIM), end + _RIM)
                place = (band, along) if is_across else (along, band)
                self.grey[place] = paper
                self.dark[place] = False


def bitmap_of(content: bytes, number: int) -> Bitmap:
    """Return a page as it is drawn, turned straight; raise Unreadable for a monstrous picture."""
    grey = _straight(_drawn(content, number))
    dark = _dark(grey)
    across, down = _lines(dark, _LINE_ACROSS), _lines(dark.T, _LINE_DOWN)
    for _ in range(_ROUNDS):
        across, down = _crossing(across, down), _crossing(down, across)
    tables = [each for each in lattice.regions(across, down) if _is_table(each)]
    return Bitmap(
        grey,
        dark,
        [rule for region in tables for rule in region.across],
        [rule for region in tables for rule in region.down],
    )


def _is_table(region: lattice.Region) -> bool:
    """Return whether lines rule a table, and are not the strokes of large characters."""
    return region.right - region.left >= _WIDE and region.bottom - region.top >= _HIGH


def _drawn(content: bytes, number: int) -> Grey:
    with document.opened(content) as file:
        page = pdfium.FPDF_LoadPage(file, number)
        if not page:
            raise Unreadable(document.DAMAGED)
        try:
            _refuse_monsters(page)
            return _rendered(page)
        finally:
            pdfium.FPDF_ClosePage(page)


def _refuse_monsters(page: Any) -> None:
    """Raise Unreadable where a picture would unpack to more than memory should hold."""
    width, height = ctypes.c_uint(), ctypes.c_uint()
    for number in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, number)
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_IMAGE and (
            pdfium.FPDFImageObj_GetImagePixelSize(item, width, height)
            and width.value * height.value > _MOST_PIXELS
        ):
            raise Unreadable(document.TOO_LARGE)


def _rendered(page: Any) -> Grey:
    wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = _LONGEST / max(wide, high)
    width, height = max(1, round(wide * scale)), max(1, round(high * scale))
    grey = np.full((height, width), 255, np.uint8)
    target = pdfium.FPDFBitmap_CreateEx(
        width, height, pdfium.FPDFBitmap_Gray, grey.ctypes.data, width
    )
    try:
        pdfium.FPDF_RenderPageBitmap(target, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
    finally:
        pdfium.FPDFBitmap_Destroy(target)
    return grey


def _dark(grey: Grey) -> Dark:
    return grey < max(1, int(np.median(grey)) - _FAINT)


def _straight(grey: Grey) -> Grey:
    """Return the page turned so that its lines run level."""
    slope = _slope(_dark(grey))
    if abs(slope) * grey.shape[1] < 1:
        return grey
    turned = Image.fromarray(grey).rotate(
        float(np.degrees(np.arctan(slope))),
        resample=Image.Resampling.BICUBIC,
        fillcolor=int(np.median(grey)),
    )
    return np.array(turned)


def _slope(dark: Dark) -> float:
    """Return how far lines sink a pixel: the slope along which dark pixels lie most in rows."""
    down, right = np.nonzero(dark)
    if down.size < _DIRT:
        return 0.0
    step = -(-down.size // _SAMPLED)
    down, right = down[::step], right[::step] - dark.shape[1] // 2
    best = 0.0
    for reach, fineness in ((np.tan(np.radians(_STEEPEST)), 0.002), (0.002, 0.0002)):
        tried = np.arange(best - reach, best + reach + fineness / 2, fineness)
        best = float(max(tried, key=lambda slope: _evenness(down, right, float(slope))))
    return best


def _evenness(down: npt.NDArray[np.intp], right: npt.NDArray[np.intp], slope: float) -> float:
    rows = np.rint(down - slope * right).astype(np.intp)
    counts = np.bincount(rows - rows.min())
    return float(np.square(counts, dtype=np.float64).sum())


def _lines(dark: Dark, shortest: int) -> list[Rule]:
    """Return the lines along a bitmap's rows: long dark runs, with those that touch made one."""
    open_: list[_Stroke] = []
    closed: list[_Stroke] = []
    for row, first, last in _runs(dark, shortest):
        while open_ and open_[0].last_row < row - _NEXT:
            closed.append(open_.pop(0))
        for stroke in open_:
            if first <= stroke.end and stroke.start <= last and row - stroke.last_row <= _NEXT:
                stroke.take(row, first, last)
                open_.sort(key=lambda each: each.last_row)
                break
        else:
            open_.append(_Stroke(row, row, first, last, 0, 0))
            open_[-1].take(row, first, last)
    return [each.rule for each in (*closed, *open_)]


@dataclass(slots=True)
class _Stroke:
    """Dark runs of rows that touch each other."""

    first_row: int
    last_row: int
    start: int
    end: int
    weighed: int  # rows, by the length of their runs
    weight: int

    def take(self, row: int, start: int, end: int) -> None:
        self.last_row = row
        self.start, self.end = min(self.start, start), max(self.end, end)
        self.weighed += row * (end - start)
        self.weight += end - start

    @property
    def rule(self) -> Rule:
        return Rule(
            (self.weighed / self.weight + 0.5) / SCALE, self.start / SCALE, self.end / SCALE
        )


def _runs(dark: Dark, shortest: int) -> Iterator[tuple[int, int, int]]:
    """Yield row, start and end of the runs that are dark but for a pixel here and there."""
    thick = dark.copy()
    thick[1:] |= dark[:-1]
    thick[:-1] |= dark[1:]
    sums = np.zeros((thick.shape[0], thick.shape[1] + 1), np.int32)
    np.cumsum(thick, axis=1, out=sums[:, 1:])
    if sums.shape[1] <= shortest:
        return
    begins = np.zeros((thick.shape[0], sums.shape[1] - shortest + 1), np.int8)
    begins[:, 1:] = sums[:, shortest:] - sums[:, :-shortest] >= _WHOLE * shortest
    changes = np.diff(begins, axis=1, append=np.int8(0))
    starts, ends = np.argwhere(changes == 1), np.argwhere(changes == -1)
    for (row, first), (_, last) in zip(starts[:_MOST_RUNS], ends[:_MOST_RUNS], strict=True):
        yield int(row), int(first), int(last) + shortest - 1


def _crossing(rules: list[Rule], others: list[Rule]) -> list[Rule]:
    """Return the lines that meet two others: the line of a table does at each of its ends."""
    return [
        rule
        for rule in rules
        if sum(
            rule.start - _GAP <= other.at <= rule.end + _GAP
            and other.start - _GAP <= rule.at <= other.end + _GAP
            for other in others
        )
        > 1
    ]
