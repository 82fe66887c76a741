"""Where a moment becomes a day, and a day words: the law's days are those of Asia/Shanghai."""

from datetime import date, datetime

from django.utils import timezone


def day_of(moment: datetime) -> date:
    """Return the calendar day in China on which the moment fell."""
    return timezone.localtime(moment).date()


def written(day: date) -> str:
    """Return the day as sentences name it: 2026年11月20日."""
    return f"{day.year}年{day.month}月{day.day}日"
