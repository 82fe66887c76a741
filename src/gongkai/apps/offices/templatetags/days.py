"""Days as people read them: 11月24日 周二, and the year only where it is not today's."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from django import template

from gongkai.law.reckoning import Day

register = template.Library()


class Week(NamedTuple):
    """Seven days of a table, and how many weeks were left out before them."""

    days: Sequence[Day]
    left_out: int


@register.filter
def day(value: date | None, today: date) -> str:
    """Return the day with its weekday; an empty text where there is none."""
    return f"{_written(value, today)} 周{'一二三四五六日'[value.weekday()]}" if value else ""


@register.filter
def days_written(text: str, today: date) -> str:
    """Return a sentence of the law's derivation with its days written out."""
    return re.sub(
        r"\b\d{4}-\d{2}-\d{2}\b",
        lambda found: _written(date.fromisoformat(found.group()), today),
        text,
    )


@register.filter
def weeks(days: Sequence[Day]) -> Iterator[Week]:
    """Yield the table week by week."""
    before: date | None = None
    for start in range(0, len(days), 7):
        week = days[start : start + 7]
        left_out = (week[0].day - before).days // 7 if before else 0
        before = week[-1].day
        yield Week(week, left_out)


@register.filter
def holds(days: Sequence[Day], kind: str) -> bool:
    """Return whether a day of this kind is among them, for the legend."""
    return any(day.kind == kind for day in days)


@register.filter
def holds_make_up_day(days: Sequence[Day]) -> bool:
    """Return whether a make-up day was counted."""
    return any(day.name.startswith("班") for day in days)


def _written(value: date, today: date) -> str:
    year = "" if value.year == today.year else f"{value.year}年"
    return f"{year}{value.month}月{value.day}日"
