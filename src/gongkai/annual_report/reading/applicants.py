"""The seven applicant kinds of part three: which column of a grid, or which place, is whose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from gongkai.annual_report.form import form_of
from gongkai.annual_report.reading.blocks import Grid, GridCell
from gongkai.annual_report.wording import plain

_GROUP = "法人或其他组织"
_NUMBERS = 2  # more of them are no headings


@dataclass(frozen=True, slots=True)
class Columns:
    """The kinds as they stand from left to right, and their grid columns where these are known."""

    order: tuple[str, ...]  # empty: the headings contradict the form, and do not say enough
    at: Mapping[str, int] = field(default_factory=dict)
    twice: bool = False  # two sets of headings side by side: the first is taken

    @property
    def is_usual(self) -> bool:
        return self.order == column_keys()


@cache
def column_keys() -> tuple[str, ...]:
    form = form_of("2021").applications
    return form.column_keys


@cache
def kinds() -> dict[str, str]:
    """Return comparable heading → key of the kind."""
    return {plain(column.label): column.key for column in form_of("2021").applications.columns}


def is_heading_row(row: Sequence[GridCell]) -> bool:
    words = [cell.text for cell in row if not cell.text.isdecimal()]
    if len(row) - len(words) > _NUMBERS:
        return False
    found = kinds().keys() & set(map(plain, words))
    return len(found) > 1 or "勾稽关系" in "\n".join(words)


def columns_of(grid: Grid, heading_rows: int) -> Columns | None:
    """Return the columns as the heading rows name them, None where a grid has no headings."""
    cells = [cell for row in grid.rows[:heading_rows] for cell in row]
    if grid.ragged:
        return _checked(in_order([cell.text for cell in cells]))
    places: dict[str, list[int]] = {}
    for cell in cells:
        key = kinds().get(plain(cell.text))
        if key is not None and cell.column not in places.setdefault(key, []):
            places[key].append(cell.column)
    if not places:
        return None
    at = {key: found[0] for key, found in places.items()}
    order = tuple(sorted(at, key=lambda key: at[key]))
    if len(order) < len(column_keys()) or len(set(at.values())) < len(order):
        return _checked(order)
    return Columns(order, at, twice=any(len(found) > 1 for found in places.values()))


def in_order(headings: Sequence[str]) -> tuple[str, ...]:
    """Return the kinds named, from left to right: those of 法人或其他组织 stand where it does."""
    named: list[str] = []
    for text in headings:
        key = _GROUP if plain(text) == _GROUP else kinds().get(plain(text))
        if key is not None and key not in named:
            named.append(key)
    if _GROUP not in named:
        return tuple(named)
    outer = ("natural_person", "total")
    inner = [key for key in named if key not in (*outer, _GROUP)]
    at = named.index(_GROUP)
    before = [key for key in named[:at] if key in outer]
    behind = [key for key in named[at:] if key in outer]
    return (*before, *inner, *behind)


def _checked(order: tuple[str, ...]) -> Columns | None:
    """Return the columns by place: the form's, where the headings found do not contradict it."""
    if not order:
        return None
    if len(order) == len(column_keys()):
        return Columns(order)
    usual = tuple(key for key in column_keys() if key in order)
    return Columns(column_keys() if order == usual else ())
