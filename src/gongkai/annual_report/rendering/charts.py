"""Numbers as lines or bars: inline SVG that prints every figure, in the house's colours, no script.

The caller puts a table with the same numbers beneath. Colours are the custom properties of the
house's sheet with fallbacks, so that a chart follows dark, high contrast and print, and is right in a
file that has no sheet. Two series at most; more want small multiples.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from html import escape
from itertools import pairwise
from math import ceil, floor, log10

from gongkai.annual_report.report import Number

_INK = "var(--ink-2, #46505d)"
_AXIS = "var(--line-strong, #747b86)"
_GRID = "var(--chart-grid, #e4e1d9)"
_PAPER = "var(--paper, #fff)"
_COLOURS = ("var(--chart-1, #1b4a7d)", "var(--chart-2, #a86f0b)")
_SIZE = 13  # of the text, in the units of the drawing
_LINE = 17
_CLOSING = frozenset("，。；：、？！）”’》")
_PHONE = 350  # of the screen's 390 or 360, without the margins of a page


@dataclass(frozen=True, slots=True)
class Series:
    """One row of figures with its name; None is a gap, never a zero."""

    name: str
    values: tuple[Number | float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: labels along the axis, one or two series, and what is said in words.

    `name` is unique on its page. `marks` are notes between two labels (`(3, "新《条例》格式")` stands
    before the fourth). `width` is in pixels at full size: 900 for a column, 360 for a phone.
    """

    name: str
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    description: str = ""
    marks: tuple[tuple[int, str], ...] = ()
    width: int = 900

    def __post_init__(self) -> None:
        if not 1 <= len(self.series) <= len(_COLOURS):
            raise ValueError("a chart has one series or two")
        if any(len(each.values) != len(self.labels) for each in self.series):
            raise ValueError("every series has one value a label")

    @property
    def words(self) -> str:
        """Return the description, or one that names each series' first and last figure."""
        return (
            self.description or "".join(self._told(each) for each in self.series) + "数据见表格。"
        )

    def _told(self, series: Series) -> str:
        known = [
            (label, value)
            for label, value in zip(self.labels, series.values, strict=True)
            if value is not None
        ]
        if not known:
            return f"{series.name}没有数据。"
        ends = known if len(known) < 2 else [known[0], known[-1]]
        told = "，".join(f"{label}为{figure(value)}{self.unit}" for label, value in ends)
        return f"{series.name}：{told}。"


def figure(number: Number | float) -> str:
    """Return a figure as it is printed: plain, in thousands, without zeros behind the point."""
    text = f"{number:,f}" if isinstance(number, Decimal) else f"{number:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def line_chart(chart: Chart) -> str:
    """Return the chart as lines over the labels, each ending in its figure and name."""
    beside = [line for end in _ending(chart) for line in end[1]]
    low, high, ticks = _scale(chart)
    left = max(_width(figure(tick)) for tick in ticks) + 22
    right = chart.width - max([60, *map(_width, beside)]) - 24
    top, bottom = 34.0, 266.0
    step = (right - left - 36) / max(1, len(chart.labels) - 1)
    across = [left + 18 + at * step for at in range(len(chart.labels))]

    def height(value: Number | float) -> float:
        return bottom - (float(value) - low) * (bottom - top) / (high - low)

    drawn = list(_axis(chart, ticks, height, left, right))
    drawn += _notes(chart, across, bottom)
    drawn += _years(chart, across, bottom + 24)
    for colour, series in zip(_COLOURS, chart.series, strict=False):
        points = [
            None if value is None else (x, height(value))
            for x, value in zip(across, series.values, strict=True)
        ]
        drawn += _path(points, colour)
        drawn += [_marker(point, colour) for point in points if point is not None]
    drawn += _ends(chart, height, right + 12, bottom)
    return _svg(chart, 300, drawn)


def bar_chart(chart: Chart) -> str:
    """Return the chart as horizontal bars, each under its label, so that long names have room."""
    thick, gap = 16, 4
    low, high, _ = _scale(chart)
    figures = [figure(value) for each in chart.series for value in each.values if value is not None]
    beside = max((_width(each + chart.unit) for each in figures), default=0) + 12
    least = beside if low < 0 else 0
    scale = (chart.width - 8 - beside - least) / (high - low)
    zero = 4 + least - low * scale
    drawn: list[str] = []
    y = 4.0
    if len(chart.series) > 1:
        drawn += _legend(chart)
        y += _LINE + 12
    for at, label in enumerate(chart.labels):
        for line in _wrapped(label, int(chart.width / _SIZE) - 2):
            y += _LINE
            drawn.append(_text(line, 4, y - 4))
        begun = y
        for colour, series in zip(_COLOURS, chart.series, strict=False):
            drawn += _bar(series.values[at], zero, y, scale, thick, colour, chart.unit)
            y += thick + gap
        drawn.append(f'<path d="M{zero:.1f} {begun:.1f}V{y - gap:.1f}" stroke="{_AXIS}"/>')
        y += 8
    return _svg(chart, ceil(y), drawn)


NARROW_STYLE = """.narrow { display: none; }
@media screen and (max-width: 40rem) { .wide { display: none; } .narrow { display: block; } }
"""


def for_every_screen(draw: Callable[[Chart], str], chart: Chart) -> str:
    """Return the chart drawn for a column and for a phone, of which `NARROW_STYLE` shows one."""
    narrow = draw(replace(chart, name=f"{chart.name}-narrow", width=_PHONE))
    return f'<div class="wide">{draw(chart)}</div><div class="narrow">{narrow}</div>'


def _svg(chart: Chart, height: int, drawn: Sequence[str]) -> str:
    name = escape(chart.name)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {chart.width} {height}" role="img" '
        f'aria-labelledby="{name}-title {name}-words" fill="{_INK}" font-size="{_SIZE}">'
        f'<title id="{name}-title">{escape(chart.title)}</title>'
        f'<desc id="{name}-words">{escape(chart.words)}</desc>{"".join(drawn)}</svg>'
    )


def _text(text: str, x: float, y: float, anchor: str = "", colour: str = "") -> str:
    place = f' text-anchor="{anchor}"' if anchor else ""
    words = escape(text, quote=False)
    if colour:  # a page's sheet may colour every text; what stands in a span keeps its own
        words = f'<tspan fill="{colour}" font-weight="600">{words}</tspan>'
    return f'<text x="{x:.1f}" y="{y:.1f}"{place}>{words}</text>'


def _axis(
    chart: Chart,
    ticks: Sequence[float],
    height: Callable[[float], float],
    left: float,
    right: float,
) -> Iterator[str]:
    if chart.unit:
        yield _text(chart.unit, left - 8, 14, "end")
    for tick in ticks:
        y = height(tick)
        colour = _AXIS if tick == 0 else _GRID
        yield f'<path d="M{left:.1f} {y:.1f}H{right:.1f}" stroke="{colour}"/>'
        yield _text(figure(tick), left - 8, y + 4.5, "end")


def _notes(chart: Chart, across: Sequence[float], bottom: float) -> Iterator[str]:
    """Yield a line for each mark, its note to the right, or to the left where the next would cut it."""
    drawn = [
        ((across[at - 1] + across[at]) / 2, note)
        for at, note in chart.marks
        if 0 < at < len(across)
    ]
    ends = [*(x for x, _ in drawn[1:]), chart.width]
    for (x, note), end in zip(drawn, ends, strict=False):
        yield f'<path d="M{x:.1f} 8V{bottom:.1f}" stroke="{_AXIS}" stroke-dasharray="2 4"/>'
        has_room = x + 6 + _width(note) <= end
        yield _text(note, x + 6, 18) if has_room else _text(note, x - 6, 18, "end")


def _years(chart: Chart, across: Sequence[float], y: float) -> Iterator[str]:
    """Yield the labels, every second or third where they would touch; the last is always there."""
    if not across:
        return
    widest = max(map(_width, chart.labels)) + 12
    room = (across[-1] - across[0]) / max(1, len(across) - 1)
    every = max(1, ceil(widest / room)) if room else 1
    for at, (x, label) in enumerate(zip(across, chart.labels, strict=True)):
        if (len(across) - 1 - at) % every == 0:
            yield _text(label, x, y, "middle")


_Point = tuple[float, float]


def _path(points: Sequence[_Point | None], colour: str) -> Iterator[str]:
    """Yield one line; where a value is missing it is interrupted, not drawn through."""
    pieces = [
        f"M{one[0]:.1f} {one[1]:.1f}L{other[0]:.1f} {other[1]:.1f}"
        for one, other in pairwise(points)
        if one is not None and other is not None
    ]
    if pieces:
        yield (
            f'<path fill="none" stroke="{colour}" stroke-width="2.5" stroke-linecap="round" '
            f'd="{"".join(pieces)}"/>'
        )


def _marker(point: _Point, colour: str) -> str:
    x, y = point
    if colour == _COLOURS[0]:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'
    return (
        f'<rect x="{x - 3.75:.1f}" y="{y - 3.75:.1f}" width="7.5" height="7.5" '
        f'fill="{_PAPER}" stroke="{colour}" stroke-width="2"/>'
    )


def _ending(chart: Chart) -> Iterator[tuple[Number | float, list[str], str]]:
    """Yield the last figure of each series, the words beside it, and its colour."""
    for colour, series in zip(_COLOURS, chart.series, strict=False):
        last = next((value for value in reversed(series.values) if value is not None), None)
        if last is not None:
            words = [f"{figure(last)} {chart.unit}".strip(), *_wrapped(series.name, 7)]
            yield last, words, colour


def _ends(chart: Chart, height: Callable[[float], float], x: float, bottom: float) -> Iterator[str]:
    """Yield figure and name at the end of each line, moved apart where they would overlap."""
    ends = [(height(float(last)), words, colour) for last, words, colour in _ending(chart)]
    ends.sort(key=lambda end: end[0])
    tops = [end[0] - 4 for end in ends]
    if len(ends) == 2:
        need = _LINE * len(ends[0][1]) + 6
        tops[1] = max(tops[1], tops[0] + need)
    over = max(0.0, tops[-1] + _LINE * (len(ends[-1][1]) - 1) - bottom) if ends else 0.0
    if len(ends) == 2 and over:
        tops[0] -= max(0.0, over - (tops[1] - tops[0] - _LINE * len(ends[0][1]) - 6))
    if ends:
        tops[-1] -= over
    for top, (_, words, colour) in zip(tops, ends, strict=True):
        for at, line in enumerate(words):
            yield _text(line, x, top + 5 + at * _LINE, "", "" if at else colour)


def _legend(chart: Chart) -> Iterator[str]:
    x = 4.0
    for colour, series in zip(_COLOURS, chart.series, strict=False):
        yield _block(x, 5, 12, 12, colour)
        yield _text(series.name, x + 18, 16)
        x += _width(series.name) + 42


def _bar(
    value: Number | float | None,
    zero: float,
    y: float,
    scale: float,
    thick: float,
    colour: str,
    unit: str,
) -> Iterator[str]:
    if value is None:
        yield _text("无数据", zero + 6, y + thick - 4)
        return
    length = float(value) * scale
    if length:
        yield _block(min(zero, zero + length), y, abs(length), thick, colour)
    told = f"{figure(value)} {unit}".strip()
    if length < 0:
        yield _text(told, zero + length - 6, y + thick - 3.5, "end")
    else:
        yield _text(told, zero + length + 6, y + thick - 3.5)


def _block(x: float, y: float, width: float, height: float, colour: str) -> str:
    """Return a bar: the first series filled, the second an outline, told apart without colour."""
    fill = colour if colour == _COLOURS[0] else _PAPER
    return (
        f'<rect x="{x + 0.75:.1f}" y="{y + 0.75:.1f}" width="{max(0.5, width - 1.5):.1f}" '
        f'height="{height - 1.5:.1f}" fill="{fill}" stroke="{colour}" stroke-width="1.5"/>'
    )


def _scale(chart: Chart) -> tuple[float, float, list[float]]:
    """Return the lowest and highest line of the axis and the ticks: zero is always one of them."""
    known = [float(value) for each in chart.series for value in each.values if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    rough = (high - low) / 5 or 1.0
    power = 10.0 ** floor(log10(rough))
    step = next(power * each for each in (1, 2, 5, 10) if power * each >= rough * 0.999)
    if all(value == int(value) for value in known):
        step = max(1.0, step)
    first, last = floor(low / step), max(ceil(high / step), floor(low / step) + 1)
    ticks = [round(at * step, 6) for at in range(first, last + 1)]
    return ticks[0], ticks[-1], ticks


def _width(text: str) -> float:
    """Return how wide a text is set, near enough: a Chinese character is as wide as it is high."""
    return sum(_SIZE if ord(each) > 0x2E7F else _SIZE * 0.58 for each in text)


def _wrapped(text: str, characters: int) -> list[str]:
    """Return the text in lines of about so many Chinese characters at most, as even as they come.

    No line begins with a mark that closes: it stays with the one above, half a character too wide.
    """
    limit = characters * _SIZE
    count = max(1, ceil(_width(text) / limit))
    if count == 1:
        return [text]
    each = _width(text) / count
    lines, line = [], ""
    for character in text:
        full = _width(line) >= each or _width(line + character) > limit
        if line and full and character not in _CLOSING:
            lines.append(line)
            line = ""
        line += character
    return [*lines, line]
