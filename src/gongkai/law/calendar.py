"""Which days are working days: the State Council's yearly notices, and what is likely before one.

A working day is a weekday that no notice makes a day off, or a weekend day that a notice makes a
day of work (调休). A year without a notice is *provisional*: then the days of 《全国年节及纪念日放假办法》
are off and nothing is moved, because nothing has been said yet.
"""

import json
import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from gongkai.law.citations import Citation, cite

FIRST_YEAR, LAST_YEAR = 2008, 2099
"""The years the calendar knows: from the first Regulation to the end of the festival table."""

FIXED_FESTIVALS = (
    (1, 1, "元旦"),
    (5, 1, "劳动节"),
    (5, 2, "劳动节"),
    *((10, d, "国庆节") for d in (1, 2, 3)),
)
NEAR_A_FESTIVAL = timedelta(days=10)
"""How far from a festival a weekend day may be made a working day."""

SATURDAY = 5


class OutsideTheCalendar(ValueError):
    """Raise for a day before 2008 or after 2099."""


class UnusableNotice(ValueError):
    """Raise for a notice that cannot be read; the message is a sentence for the person."""


@dataclass(frozen=True)
class Holiday:
    """One holiday of a notice: first and last day, both off."""

    name: str
    first: date
    last: date

    def days(self) -> Iterator[date]:
        return (self.first + timedelta(n) for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True)
class Notice:
    """The State Council's arrangement of one year's holidays."""

    year: int
    number: str
    issued_on: date | None
    holidays: tuple[Holiday, ...]
    make_up_days: tuple[date, ...]


@dataclass(frozen=True)
class Calendar:
    """Working days under the given notices; a later notice overrules an earlier one on its days."""

    notices: tuple[Notice, ...]
    _early: bool = field(default=False, repr=False)

    def with_notice(self, notice: Notice) -> "Calendar":
        """Return the calendar under `notice`, which takes the place of its year's earlier one."""
        others = (known for known in self.notices if known.year != notice.year)
        return Calendar((*others, notice))

    @cached_property
    def earliest(self) -> "Calendar":
        """Return the calendar in which every weekend day near a festival without a notice is worked.

        A weekend day of the year before counts too: the notice still to come may reach back to it.
        No yearly notice since 2008 has brought a date before the one counted here (the holiday of
        September 2015, of that year alone, did so for two start days); reminders go by it.
        """
        return Calendar(self.notices, _early=True)

    def is_announced(self, year: int) -> bool:
        return year in self._announced

    def is_working_day(self, day: date) -> bool:
        position = self._position(day)
        return position > 0 and self._working[position - 1] == day.toordinal()

    def working_day(self, after: date, count: int) -> date:
        """Return the `count`-th working day after `after`, which itself is never counted."""
        position = self._position(after) + count - 1
        if position >= len(self._working):
            raise OutsideTheCalendar(f"推算超出了{LAST_YEAR}年，日历没有数据。")
        return date.fromordinal(self._working[position])

    def working_days_between(self, after: date, until: date) -> int:
        """Return how many working days lie after `after`, up to and including `until`."""
        return self._position(until) - self._position(after)

    def next_working_day(self, day: date) -> date:
        """Return `day` itself if it is worked, else the first working day after it."""
        return day if self.is_working_day(day) else self.working_day(day, 1)

    def why_off(self, day: date) -> str | None:
        """Return why nobody works on `day` (a holiday's name or 周末), or None on a working day."""
        if self.is_working_day(day):
            return None
        return self._names.get(day, "周末")

    def is_make_up_day(self, day: date) -> bool:
        return day.weekday() >= SATURDAY and self.is_working_day(day)

    def citation(self, year: int) -> str:
        """Return the notice that fixes `year`'s working days, or the measure that holds before one."""
        for notice in reversed(self.notices):
            if notice.year == year:
                return f"{notice.year}年节假日安排（{notice.number}）"
        return str(_holiday_measure())

    @cached_property
    def _announced(self) -> frozenset[int]:
        return frozenset(notice.year for notice in self.notices)

    @cached_property
    def _names(self) -> Mapping[date, str]:
        names = {
            day: name
            for year in range(FIRST_YEAR, LAST_YEAR + 1)
            if year not in self._announced
            for day, name in festivals(year).items()
        }
        for notice in self.notices:
            for holiday in notice.holidays:
                names.update(dict.fromkeys(holiday.days(), holiday.name))
            for day in notice.make_up_days:
                names.pop(day, None)
        return names

    @cached_property
    def _working(self) -> tuple[int, ...]:
        """All working days as ordinals in order: made once, bisected ever after."""
        first, last = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
        working = {day for day in range(first, last + 1) if (day + 6) % 7 < SATURDAY}
        off = set(self._names)
        if self._early:
            near = self._weekend_days_near_festivals()
            working |= {day.toordinal() for day in near}
            off -= near
        working -= {day.toordinal() for day in off}
        for notice in self.notices:
            working -= {day.toordinal() for holiday in notice.holidays for day in holiday.days()}
            working |= {day.toordinal() for day in notice.make_up_days}
        return tuple(sorted(working))

    def _weekend_days_near_festivals(self) -> set[date]:
        """Saturdays and Sundays within ten days of a festival in a year without a notice."""
        span = range(-NEAR_A_FESTIVAL.days, NEAR_A_FESTIVAL.days + 1)
        return {
            day + timedelta(offset)
            for year in range(FIRST_YEAR, LAST_YEAR + 1)
            if year not in self._announced
            for day in festivals(year)
            for offset in span
            if (day + timedelta(offset)).weekday() >= SATURDAY
        }

    def _position(self, day: date) -> int:
        """Return how many working days the table has up to and including `day`."""
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise OutsideTheCalendar(f"日历只有{FIRST_YEAR}年至{LAST_YEAR}年的数据，没有{day}。")
        return bisect_right(self._working, day.toordinal())


@cache
def standard_calendar() -> Calendar:
    """Return the calendar of every notice that came with this release."""
    text = files("gongkai.law").joinpath("holidays.toml").read_text(encoding="utf-8")
    return Calendar(tuple(_notice(int(year), row) for year, row in tomllib.loads(text).items()))


@cache
def festivals(year: int) -> dict[date, str]:
    """Return the days of 《全国年节及纪念日放假办法》 (2025) in `year`, each with its name."""
    spring, qingming, dragon_boat, mid_autumn = _movable_festivals()[year]
    days = {date(year, month, day): name for month, day, name in FIXED_FESTIVALS}
    days |= {spring + timedelta(n): "春节" for n in range(-1, 3)}
    days |= {qingming: "清明节", dragon_boat: "端午节"}
    days.setdefault(mid_autumn, "中秋节")
    return days


def day_written(text: str) -> date:
    """Return the day written YYYY-MM-DD, and in no other way; raise ValueError otherwise."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is None:
        raise ValueError(f"{text} 不是 YYYY-MM-DD 形式的日期")
    return date.fromisoformat(text)


def read_notice(text: str) -> Notice:
    """Return the notice in a JSON text; raise UnusableNotice with a sentence where it cannot be used.

    {"year": 2027, "number": "国办发明电〔…〕…号", "issued_on": "YYYY-MM-DD" (may be absent),
     "days_off": [{"name": "元旦", "days": "YYYY-MM-DD" or "YYYY-MM-DD..YYYY-MM-DD"}, …],
     "make_up_days": ["YYYY-MM-DD", …]}
    """
    try:
        row = json.loads(text)
    except ValueError as error:
        raise UnusableNotice("节假日通知文件不是有效的 JSON。") from error
    if not isinstance(row, dict):
        raise UnusableNotice(
            "节假日通知文件应是一个 JSON 对象，含 year、number、days_off、make_up_days。"
        )
    missing = [key for key in ("year", "number", "days_off", "make_up_days") if key not in row]
    if missing:
        raise UnusableNotice(f"节假日通知缺少 {'、'.join(missing)}。")
    year = row["year"]
    if type(year) is not int or not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnusableNotice(f"节假日通知的 year 应是 {FIRST_YEAR} 至 {LAST_YEAR} 的整数。")
    notice = _notice(year, row)
    _refuse_nonsense(notice)
    return notice


def _notice(year: int, row: Mapping[str, Any]) -> Notice:
    try:
        holidays = tuple(_holiday(entry["name"], entry["days"]) for entry in row["days_off"])
        make_up_days = tuple(_day(day) for day in row["make_up_days"])
        issued_on = _day(row["issued_on"]) if row.get("issued_on") else None
    except (KeyError, TypeError, AttributeError) as error:
        raise UnusableNotice(
            "节假日通知的 days_off 应是 {name, days} 的列表，make_up_days 应是日期的列表。"
        ) from error
    return Notice(year, str(row["number"]), issued_on, holidays, make_up_days)


def _holiday(name: object, days: str) -> Holiday:
    if not isinstance(name, str) or not name:
        raise UnusableNotice("节假日通知的每个假日应有名称 name。")
    first, dots, last = days.partition("..")
    holiday = Holiday(name, _day(first), _day(last if dots else first))
    if holiday.last < holiday.first:
        raise UnusableNotice(f"节假日通知中{name}的放假日期 {days} 先后颠倒。")
    return holiday


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        return day_written(str(value))
    except ValueError as error:
        raise UnusableNotice(
            f"节假日通知中的日期 {value} 应写作 YYYY-MM-DD，并且确有其日。"
        ) from error


def _refuse_nonsense(notice: Notice) -> None:
    """Refuse what no notice says: it would move every deadline of the year without a word."""
    off = {day for holiday in notice.holidays for day in holiday.days()}
    elsewhere = [day for day in (*off, *notice.make_up_days) if abs(day.year - notice.year) > 1]
    weekdays = [day for day in notice.make_up_days if day.weekday() < SATURDAY]
    both = sorted(off.intersection(notice.make_up_days))
    forgotten = [
        f"{name}（{day}）" for day, name in festivals(notice.year).items() if day not in off
    ]
    if elsewhere:
        raise UnusableNotice(f"{notice.year}年的节假日通知中有不相干的日期 {min(elsewhere)}。")
    if weekdays:
        raise UnusableNotice(f"调休上班日 {weekdays[0]} 本来就是工作日（周一至周五）。")
    if both:
        raise UnusableNotice(f"{both[0]} 既列为放假日，又列为上班日。")
    if forgotten and _holiday_measure().instrument.in_force(date(notice.year, 1, 1)):
        raise UnusableNotice(f"节假日通知漏了法定节日：{'、'.join(forgotten)}。")


def _holiday_measure() -> Citation:
    return cite("holiday-measure", "第二条")


@cache
def _movable_festivals() -> dict[int, tuple[date, date, date, date]]:
    text = files("gongkai.law").joinpath("festivals.toml").read_text(encoding="utf-8")
    return {int(year): tuple(days) for year, days in tomllib.loads(text).items()}
