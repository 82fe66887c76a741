"""After a holiday notice: which terms end on another day than before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.law.calendar import Calendar
from gongkai.law.receipt import ImpossibleFacts

Ends = Callable[[Calendar], date | None]
"""A term as a function of the calendar: the day on which it ends, or None while it cannot."""


@dataclass(frozen=True)
class Moved:
    """One term that a notice moved, or whose facts no longer go together under it."""

    name: str
    before: date | None
    after: date | None
    problem: str = ""


def moved(terms: Mapping[str, Ends], before: Calendar, after: Calendar) -> tuple[Moved, ...]:
    """Return every term that ends on another day under `after` than under `before`, in their order.

    Raise ImpossibleFacts for a term that could not be reckoned before; one that only the notice
    makes impossible (a delayed day that is no longer the later one) is listed with its problem.
    """
    changes = (_change(name, ends, before, after) for name, ends in terms.items())
    return tuple(change for change in changes if change.before != change.after)


def _change(name: str, ends: Ends, before: Calendar, after: Calendar) -> Moved:
    old = ends(before)
    try:
        return Moved(name, old, ends(after))
    except ImpossibleFacts as error:
        return Moved(name, old, None, str(error))
