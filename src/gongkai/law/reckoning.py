"""A term day by day: what each day between receipt and reply was, as the derivation shows it (art. 33)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from gongkai.law.calendar import Calendar
from gongkai.law.deadlines import Facts, counted_days, excluded_time, reply_deadline
from gongkai.law.practice import DEFAULT_PRACTICE, Practice

Kind = Literal["outside", "zero", "counted", "excluded", "rest", "due"]

LONGEST = 20
"""How many weeks are shown without a gap. Of a longer time (a wait of months, a reply delayed far) only
the weeks in which something was counted, begun or due are left: never more than the term has days."""

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Day:
    """One day of the table."""

    day: date
    kind: Kind
    count: int | None
    """Which day of the term it is; None where it does not count."""
    name: str
    """What its cell says: 收到, 第3, 班3 (a make-up day), 扣除, 国庆节, 休, 到期, or nothing."""


def day_by_day(
    facts: Facts, calendar: Calendar, practice: Practice = DEFAULT_PRACTICE
) -> tuple[Day, ...]:
    """Return whole weeks from the week of day zero to the week of the due day.

    While somebody is waited for, or after a lapse, there is no due day: then the table ends with the
    week of the last thing that happened. Before an application counts as received it is empty.
    """
    deadline = reply_deadline(facts, calendar, practice)
    zero = deadline.day_zero
    if zero is None:
        return ()
    last = deadline.due_on or _last_event(facts)
    counts = {
        day: count
        for count, day in enumerate(counted_days(facts, calendar, practice), 1)
        if day <= last
    }
    waits = excluded_time(facts, calendar, practice)
    paid = facts.fee is not None and zero == facts.fee.received_on

    def shown(day: date) -> Day:
        count, off = counts.get(day), _why_off(calendar, day)
        if day == zero:
            return Day(day, "zero", None, "缴费" if paid else "收到")
        if day == deadline.due_on:
            return Day(day, "due", count, "到期")
        if day < zero or day > last:
            return Day(day, "outside", None, off)
        if count is not None:
            word = "班" if calendar.is_make_up_day(day) else "第"
            return Day(day, "counted", count, f"{word}{count}")
        if off:
            return Day(day, "rest", None, off)
        if any(after < day and (until is None or day <= until) for after, until in waits):
            return Day(day, "excluded", None, "扣除")
        return Day(day, "outside", None, "")  # beyond the computed day, up to the delayed one

    return tuple(shown(day) for monday in _weeks(zero, last, counts) for day in _days(monday))


def _weeks(zero: date, last: date, counts: dict[date, int]) -> list[date]:
    """Return the Mondays of the weeks to show."""
    first, final = _monday(zero), _monday(last)
    weeks = (final - first) // WEEK + 1
    if weeks > LONGEST:
        return sorted({_monday(day) for day in (zero, last, *counts)})
    return [first + n * WEEK for n in range(weeks)]


def _days(monday: date) -> Iterator[date]:
    return (monday + timedelta(days=n) for n in range(7))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _why_off(calendar: Calendar, day: date) -> str:
    why = calendar.why_off(day) or ""
    return "休" if why == "周末" else why


def _last_event(facts: Facts) -> date:
    waits = (facts.correction, facts.fee, *facts.consultations, *facts.reasons)
    waits += facts.secrecy_questions
    happened = [facts.received_on, facts.confirmed_on]
    for wait in waits:
        if wait is not None:
            happened += [wait.sent_on, wait.delivered_on, wait.received_on]
    return max(day for day in happened if day is not None)
