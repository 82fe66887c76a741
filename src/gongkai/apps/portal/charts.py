"""Drawings of the annual reports' applications: one year's as bars, the years' as lines; numbers beneath."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from gongkai.annual_report.form import form_of
from gongkai.annual_report.report import Report

Number = int | Decimal | None

MOST_YEARS = 10
# Bars: a label column, then bars to the right edge less the room for their numbers; in units of the drawing.
WIDTH, LABELS, NUMBERS = 360, 108, 44
ROW, BAR, TOP = 30, 18, 6
# Lines: the plot within its margins.
ACROSS, HEIGHT, LEFT, RIGHT, BOTTOM = 640, 260, 40, 140, 30
STEPS = (1, 2, 5)


class Bar(NamedTuple):
    """One row: how many, and where it is drawn."""

    label: str
    number: int | Decimal
    y: int
    text_y: int
    width: float
    end: float


class Bars(NamedTuple):
    """Rows of bars from one zero."""

    title: str
    rows: Sequence[Bar]
    height: int

    @property
    def said(self) -> str:
        return "，".join(f"{row.label}{row.number}件" for row in self.rows) + "。"


class Mark(NamedTuple):
    """A point of a line, or a place on an axis."""

    x: float
    y: float
    text: str


class Line(NamedTuple):
    """One count through the years: unbroken as far as the years follow one another."""

    name: str
    path: str
    points: Sequence[Mark]
    label: Mark


class Lines(NamedTuple):
    """Counts through the years, with their axes."""

    first: int
    last: int
    lines: Sequence[Line]
    years: Sequence[Mark]
    grid: Sequence[Mark]


def outcomes_of(report: Report) -> Bars | None:
    """Return how the year's applications were handled, by the groups of table three."""
    counts: dict[str, int | Decimal] = {}
    for row in form_of(report.form).applications.rows:
        if not row.groups or row.key == "handled_total":
            continue
        name = row.groups[1] if len(row.groups) > 1 else row.label
        name = name.partition("）")[2].partition("（")[0]
        counts[name] = counts.get(name, 0) + (_count(report, row.key, "total") or 0)
    return _bars("办理结果", counts)


def applicants_of(report: Report) -> Bars | None:
    """Return who applied that year, by the columns of table three."""
    columns = form_of(report.form).applications.columns
    return _bars(
        "申请人",
        {
            column.label: _count(report, "new", column.key) or 0
            for column in columns
            if column.key != "total"
        },
    )


def through_the_years(counts: Sequence[tuple[int, Sequence[Number]]]) -> Lines | None:
    """Return 新收 and 予以公开（含部分）of up to ten years; None for fewer than two.

    `counts` is year → 新收, 予以公开, 部分公开 …, the newest first.
    """
    years = sorted((year, numbers) for year, numbers in counts)[-MOST_YEARS:]
    if len(years) < 2:
        return None
    made = {year: numbers[0] for year, numbers in years}
    open_ = {
        year: numbers[1] + numbers[2]
        for year, numbers in years
        if numbers[1] is not None and numbers[2] is not None
    }
    known = [value for value in (*made.values(), *open_.values()) if value is not None]
    step = _step(max(known, default=0))
    top = step * 5
    first, last = years[0][0], years[-1][0]

    def x(year: int) -> float:
        return round(LEFT + 18 + (year - first) * (ACROSS - LEFT - RIGHT - 36) / (last - first), 1)

    def y(count: int | Decimal) -> float:
        return round(HEIGHT - BOTTOM - float(count) * (HEIGHT - BOTTOM - 16) / top, 1)

    lines = [
        _line(name, [(year, value) for year, value in found.items() if value is not None], x, y)
        for name, found in (("新收", made), ("予以公开（含部分）", open_))
    ]
    if any(line is None for line in lines):
        return None
    drawn = [line for line in lines if line is not None]
    return Lines(
        first,
        last,
        _apart(drawn),
        [Mark(x(year), HEIGHT - 8, str(year)) for year, _ in years],
        [Mark(LEFT, y(step * n), str(step * n)) for n in range(6)],
    )


def _line(
    name: str,
    found: Sequence[tuple[int, int | Decimal]],
    x: Callable[[int], float],
    y: Callable[[int | Decimal], float],
) -> Line | None:
    if not found:
        return None
    points = [Mark(x(year), y(count), f"{year}年{count}件") for year, count in found]
    path, before = "", None
    for (year, _), point in zip(found, points, strict=True):
        path += f"{'L' if before == year - 1 else 'M'}{point.x} {point.y}"
        before = year
    end = points[-1]
    return Line(name, path, points, Mark(end.x + 10, end.y + 4, f"{found[-1][1]} 件"))


def _apart(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with their last labels far enough apart to be read."""
    upper, lower = sorted(lines, key=lambda line: line.label.y)
    gap = 34 - (lower.label.y - upper.label.y)
    if gap <= 0:
        return list(lines)
    moved = upper._replace(label=upper.label._replace(y=round(upper.label.y - gap, 1)))
    return [moved if line is upper else line for line in lines]


def _bars(title: str, counts: dict[str, int | Decimal]) -> Bars | None:
    most = max(counts.values(), default=0)
    if not most:
        return None
    room = WIDTH - LABELS - NUMBERS
    rows = []
    for n, (label, count) in enumerate(counts.items()):
        width = round(float(count) * room / float(most), 1)
        y = TOP + n * ROW
        rows.append(Bar(label, count, y, y + 14, width, LABELS + width + 8))
    return Bars(title, rows, TOP * 2 + ROW * len(rows))


def _step(most: int | Decimal) -> int:
    """Return the round number of which five reach as high as the highest."""
    size = 1
    while True:
        for step in STEPS:
            if step * size * 5 >= most:
                return step * size
        size *= 10


def _count(report: Report, row: str, column: str) -> Number:
    cell = report.applications.cell(row, column) if report.applications else None
    return cell.value if cell else None
