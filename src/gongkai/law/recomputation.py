"""After a holiday notice: which terms end on another day than before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.law.calendar import Calendar

Ends = Callable[[Calendar], date | None]
"""A term as a function of the calendar: the day on which it ends, or None while it cannot."""


@dataclass(frozen=True)
class Moved:
    """One term that a notice moved."""

    name: str
    before: date | None
    after: date | None


def moved(terms: Mapping[str, Ends], before: Calendar, after: Calendar) -> tuple[Moved, ...]:
    """Return every term that ends on another day under `after` than under `before`, in their order."""
    pairs = ((name, ends(before), ends(after)) for name, ends in terms.items())
    return tuple(Moved(name, old, new) for name, old, new in pairs if old != new)
