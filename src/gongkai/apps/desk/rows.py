"""What stands on the desk: a row for each thing to do, grouped by the day it is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.law.calendar import Calendar

LATE, TODAY, THIS_WEEK, NEXT_WEEK, LATER = "逾期", "今天", "本周", "下周", "以后"
UNDATED = "期限还不能算"
ORDER = (LATE, TODAY, THIS_WEEK, NEXT_WEEK, LATER, UNDATED)


@dataclass(frozen=True)
class Row:
    """One thing to do: what, why, by when, one button."""

    verb: str
    """What the button says."""
    title: str
    why: str
    about: str
    address: str
    due_on: date | None = None
    go_by: date | None = None
    """The day that orders the row where it is not the due day: the earliest that a provisional one can
    still become; the day by which to do what has none."""
    provisional: bool = False
    badge: str = ""
    """Stands in place of a due day, for what has none and is to be done as soon as can be."""
    is_undated: bool = False
    """The day is lacking from which the term runs: the row comes after all others."""
    because: str = ""
    """Where it is shown how the due day was reckoned."""

    def day(self, today: date) -> date:
        """Return the day under which the row stands."""
        return self.go_by or self.due_on or today


@dataclass(frozen=True)
class Group:
    """Rows that are due in one stretch of days, each with how long is left for it."""

    name: str
    days: str
    rows: tuple[tuple[Row, str], ...]

    @property
    def is_late(self) -> bool:
        return self.name == LATE

    @property
    def is_pressing(self) -> bool:
        """Return whether its buttons are filled: what is late or due today."""
        return self.name in (LATE, TODAY)


@dataclass(frozen=True)
class Desk:
    """Everything that waits for one person today."""

    groups: tuple[Group, ...]
    late: int
    today: int
    this_week: int
    next_week: int
    later: int
    undated: int

    @property
    def count(self) -> int:
        return self.late + self.today + self.this_week + self.next_week + self.later + self.undated


def laid_out(rows: Iterable[Row], today: date, calendar: Calendar) -> Desk:
    """Return the rows in groups, the most pressing first."""
    found: dict[str, list[Row]] = {name: [] for name in ORDER}
    for row in sorted(rows, key=lambda each: (each.day(today), each.about)):
        found[_group_of(row, today)].append(row)
    groups = tuple(
        Group(
            name, _days(name, today), tuple((row, _left(row, today, calendar)) for row in members)
        )
        for name, members in found.items()
        if members
    )
    return Desk(
        groups,
        late=len(found[LATE]),
        today=len(found[TODAY]),
        this_week=len(found[THIS_WEEK]),
        next_week=len(found[NEXT_WEEK]),
        later=len(found[LATER]),
        undated=len(found[UNDATED]),
    )


def _group_of(row: Row, today: date) -> str:
    if row.is_undated:
        return UNDATED
    day = row.day(today)
    if day < today:
        return LATE
    if day == today:
        return TODAY
    monday = today - timedelta(today.weekday())
    if day < monday + timedelta(7):
        return THIS_WEEK
    return NEXT_WEEK if day < monday + timedelta(14) else LATER


def _days(name: str, today: date) -> str:
    monday = today - timedelta(today.weekday())
    if name == TODAY:
        return f"{today.month}月{today.day}日"
    if name == NEXT_WEEK:
        first, last = monday + timedelta(7), monday + timedelta(13)
        return f"{first.month}月{first.day}日—{last.month}月{last.day}日"
    return ""


def _left(row: Row, today: date, calendar: Calendar) -> str:
    day = row.due_on or row.go_by
    if day is None:
        return ""
    if day == today:
        return "今天下班前"
    if day < today:
        days = calendar.working_days_between(day, today)
        return f"逾期 {days} 个工作日" if days else "已经逾期"
    about = " " if calendar.is_announced(day.year) else "约 "
    return f"还有{about}{calendar.working_days_between(today, day)} 个工作日"
