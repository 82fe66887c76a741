"""The counting is that of any calendar: with those of other countries loaded, their own days come out."""

from datetime import date, timedelta

import holidays
import pytest

from gongkai.law.calendar import Calendar, Holiday, Notice

ENGLAND = holidays.UK(subdiv="ENG", years=range(2015, 2027))
STATES = holidays.US(years=range(2015, 2027))


def calendar_of(days_off):
    """A calendar in which these days are off, and no weekend is worked."""
    years = sorted({day.year for day in days_off})
    return Calendar(
        tuple(
            Notice(
                year,
                "",
                None,
                tuple(
                    Holiday(name, day, day) for day, name in days_off.items() if day.year == year
                ),
                (),
            )
            for year in years
        )
    )


CALENDARS = {"England": (calendar_of(ENGLAND), ENGLAND), "US": (calendar_of(STATES), STATES)}


def counted(after, count, days_off):
    """The same, a day at a time."""
    day = after
    while count:
        day += timedelta(1)
        count -= day.weekday() < 5 and day not in days_off
    return day


@pytest.mark.parametrize(
    ("where", "received", "days", "due"),
    [
        ("England", "2017-05-18", 20, "2017-06-16"),  # the bank holiday of 29 May between
        ("US", "2023-11-01", 20, "2023-12-01"),  # Veterans Day observed, Thanksgiving
    ],
)
def test_what_others_count_to(where, received, days, due):
    calendar, _ = CALENDARS[where]
    assert str(calendar.working_day(date.fromisoformat(received), days)) == due


@pytest.mark.parametrize("where", CALENDARS)
@pytest.mark.parametrize("days", [1, 7, 20])
def test_every_day_of_ten_years(where, days):
    calendar, days_off = CALENDARS[where]
    for number in range(3650):
        start = date(2015, 1, 1) + timedelta(number)
        assert calendar.working_day(start, days) == counted(start, days, days_off), start
