"""What lists of items say: a count by its key, and that a document is no longer in force."""

from collections.abc import Mapping
from datetime import date, datetime

from django import template

from gongkai.apps.publishing.models import Item, Validity
from gongkai.apps.records.moments import day_of

register = template.Library()


@register.filter
def of(counts: Mapping[str, int], key: str) -> int:
    """Return the count of this key, zero where there is none."""
    return counts.get(key, 0)


@register.filter
def day_of_list(moment: datetime | None, today: date) -> str:
    """Return the day as lists write it: with the year only where it is not this one."""
    if moment is None:
        return ""
    day = day_of(moment)
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


@register.filter
def not_in_force(item: Item, today: date) -> str:
    """Return 废止, 失效 or 尚未施行; nothing for what is in force or is no document."""
    validity = item.validity_on(today)
    return "" if validity in (None, Validity.IN_FORCE) else validity.label
