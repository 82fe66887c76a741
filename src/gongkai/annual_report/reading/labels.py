"""The labels of a table in their order, the numbers between them: reading where no cell is marked.

This reads what has lost its TABs, and gives a second opinion on what has kept them.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from gongkai.annual_report.form import Row, form_of
from gongkai.annual_report.quantities import is_value, read_cell
from gongkai.annual_report.reading.applicants import in_order, kinds
from gongkai.annual_report.reading.blocks import Grid, is_page_number, ragged_grid
from gongkai.annual_report.reading.sections import is_chapter
from gongkai.annual_report.report import UNPLACED
from gongkai.annual_report.wording import mended, plain

_KEPT = re.compile(r"[^\s“”\"'‘’,，、;；:：。()（）·|]")
_FEWEST = 12  # rows of part three that must be there before text is taken for the table
_APPLICANTS = 7
_REMEDIES = 15
_CAPTION = 40
_FAR = 400  # characters after the last label within which its numbers must stand


@dataclass(frozen=True, slots=True)
class _Text:
    """A text without spaces and marks, each character knowing where it stood."""

    squeezed: str
    positions: tuple[int, ...]
    original: str

    def find(self, label: str, start: int) -> int:
        return self.squeezed.find(label, start)

    def between(self, start: int, end: int | None) -> str:
        """Return the original text between two squeezed positions."""
        first = self.positions[start - 1] + 1 if start else 0
        last = len(self.original) if end is None else self.positions[end]
        return self.original[first:last]


def _text(lines: Sequence[str]) -> _Text:
    original = mended("\n".join(line for line in lines if not is_page_number(line))).replace(
        "其它", "其他"
    )
    kept = list(_KEPT.finditer(original))
    squeezed = "".join([_narrow(each[0]) for each in kept])
    return _Text(squeezed, tuple([each.start() for each in kept]), original)


@lru_cache(maxsize=8192)
def _narrow(character: str) -> str:
    narrow = unicodedata.normalize("NFKC", character)
    return narrow if len(narrow) == 1 else character


def applications_grid(lines: Sequence[str]) -> Grid | None:
    """Return part three as a ragged grid, or None where too few of its labels stand in order."""
    text = _text(lines)
    found = _in_order(text, _application_rows(text))
    if len(found) < _FEWEST:
        return None
    order = in_order(_headings(text.squeezed[: found[0][1]], (*kinds(), "法人或其他组织")))
    rows = [["", *(label for key in order for label, each in kinds().items() if each == key)]]
    for position, (label, _, end) in enumerate(found):
        following = found[position + 1][1] if position + 1 < len(found) else None
        segment = text.between(end, following)
        if following is None:
            segment = segment[:_FAR]
        rows.append([label, *_seven(segment, order)])
    return ragged_grid(rows)


def applications_grids(lines: Sequence[str]) -> list[Grid]:
    """Return the copies of part three that stand in a text, each with the line above it."""
    first, last = (plain(form_of("2021").applications.rows[at].label) for at in (0, -1))
    starts: list[tuple[int, str]] = []
    is_ended = True
    for at, line in enumerate(lines):
        words = plain(line)
        if is_ended and words.startswith(first):
            head = _head_of(lines, at)
            starts.append((head if starts else 0, _caption(lines[head:at])))
            is_ended = False
        is_ended = is_ended or last in words
    starts = starts or [(0, "")]
    ends = [*(start for start, _ in starts[1:]), len(lines)]
    pieces = zip(starts, ends, strict=True)
    grids = [(applications_grid(lines[at:end]), caption) for (at, caption), end in pieces]
    return [replace(grid, caption=caption) for grid, caption in grids if grid is not None]


def _caption(lines: Sequence[str]) -> str:
    captions = (each for each in lines if not (is_chapter(each) or re.search("[。；]", each)))
    return next((each for each in captions if len(each) <= _CAPTION), "")


def _head_of(lines: Sequence[str], at: int) -> int:
    """Return where the lines begin that head a table: those above it without numbers."""
    start = at
    while start > 0 and not _values(lines[start - 1]):
        start -= 1
    return start


def _headings(squeezed: str, wanted: Iterable[str]) -> list[str]:
    """Return these headings in the order of a squeezed text; 其他 is no part of 法人或其他组织."""
    longest = sorted((plain(each) for each in wanted), key=len, reverse=True)
    return re.findall("|".join(map(re.escape, longest)), squeezed)


def remedies_grid(lines: Sequence[str]) -> Grid | None:
    """Return the fifteen numbers of part four as a grid of one row, or None."""
    text = _text(lines)
    at = text.find("复议后起诉", 0)
    if at < 0:
        return None
    results = [plain(column.label) for column in form_of("2021").remedies.columns]
    end = at
    for found in re.finditer("|".join(results), text.squeezed[: at + _FAR]):
        if found.start() < at or not _values(text.between(at, found.start())):
            end = max(end, found.end())
    numbers = _values(text.between(end, None)[:_FAR])
    if len(numbers) < _REMEDIES:
        return None
    headings = _headings(text.squeezed[:end], ("行政复议", "行政诉讼", *results))
    return ragged_grid([headings, numbers[:_REMEDIES]])


def _application_rows(text: _Text) -> tuple[Row, ...]:
    """Return the rows the table has: （六） stands as one row or as three, whatever the year."""
    three = text.find("逾期不补正", 0) >= 0
    form = form_of("2021" if three else "2019").applications
    return form.rows


def _in_order(text: _Text, rows: Sequence[Row]) -> list[tuple[str, int, int]]:
    found = []
    at = 0
    for row in rows:
        hits = [
            (hit, hit + len(label))
            for label in dict.fromkeys(plain(wording) for wording in row.wordings)
            if (hit := text.find(label, at)) >= 0
        ]
        if hits:
            start, end = min(hits)
            found.append((row.label, start, end))
            at = end
    return found


def _seven(segment: str, order: Sequence[str]) -> list[str]:
    """Return seven cells; where the numbers are fewer, or more and no sum, nobody knows whose."""
    values = _values(segment)
    first = values[:_APPLICANTS]
    if len(values) == _APPLICANTS or (len(values) > _APPLICANTS and _is_sum(first, order)):
        return first
    return [f"{UNPLACED}{' '.join(values)}"] * _APPLICANTS


def _is_sum(values: Sequence[str], order: Sequence[str]) -> bool:
    """Return whether the total is the sum of the six: a number too many has not come among them."""
    numbers = [read_cell(value).value or 0 for value in values]
    total = order.index("total") if "total" in order else -1
    return sum(numbers) == 2 * numbers[total]


def _values(segment: str) -> list[str]:
    return [token for token in re.split(r"[\s|]+", segment) if token and is_value(token)]
