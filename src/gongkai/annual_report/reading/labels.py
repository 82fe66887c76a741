"""The labels of a table in their order, the numbers between them: reading where no cell is marked.

This reads what has lost its TABs, and gives a second opinion on what has kept them.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.annual_report.form import Row, form_of
from gongkai.annual_report.quantities import is_value
from gongkai.annual_report.reading.blocks import Grid, ragged_grid
from gongkai.annual_report.report import UNPLACED
from gongkai.annual_report.wording import mended, plain

_SKIPPED = re.compile(r"[\s“”\"'‘’,，、;；:：。()（）·|]")
_FEWEST = 12  # rows of part three that must be there before text is taken for the table
_APPLICANTS = 7
_REMEDIES = 15
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
    original = mended("\n".join(lines)).replace("其它", "其他")
    kept = [(at, _narrow(each)) for at, each in enumerate(original) if not _SKIPPED.match(each)]
    return _Text("".join(each for _, each in kept), tuple(at for at, _ in kept), original)


def _narrow(character: str) -> str:
    narrow = unicodedata.normalize("NFKC", character)
    return narrow if len(narrow) == 1 else character


def applications_grid(lines: Sequence[str]) -> Grid | None:
    """Return part three as a ragged grid, or None where too few of its labels stand in order."""
    text = _text(lines)
    found = _in_order(text, _application_rows(text))
    if len(found) < _FEWEST:
        return None
    rows = []
    for position, (label, _, end) in enumerate(found):
        following = found[position + 1][1] if position + 1 < len(found) else None
        segment = text.between(end, following)
        if following is None:
            segment = segment[:_FAR]
        rows.append([label, *_seven(segment)])
    return ragged_grid(rows)


def remedies_grid(lines: Sequence[str]) -> Grid | None:
    """Return the fifteen numbers of part four as a grid of one row, or None."""
    text = _text(lines)
    at = text.find("复议后起诉", 0)
    if at < 0:
        return None
    end = at
    for _ in range(3):
        later = text.find("总计", end)
        if 0 <= later < at + _FAR:
            end = later + 2
    numbers = _values(text.between(end, None)[:_FAR])
    if len(numbers) < _REMEDIES:
        return None
    headings = [column.label for column in form_of("2021").remedies.columns] * 3
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


def _seven(segment: str) -> list[str]:
    """Return seven cells; where the numbers are fewer, nobody knows whose they are."""
    values = _values(segment)
    if len(values) >= _APPLICANTS:
        return values[:_APPLICANTS]
    return [f"{UNPLACED}{' '.join(values)}"] * _APPLICANTS


def _values(segment: str) -> list[str]:
    return [token for token in re.split(r"[\s|]+", segment) if token and is_value(token)]
