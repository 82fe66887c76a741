"""Working-day arithmetic beside its peers, as ratios of one run: `python bench/working_days.py`.

Each contender finds the 20th working day after the same 1,000 days of 2008–2026. "exact" says
whether every result equals what chinesecalendar's own day-by-day table gives.
"""

import random
import timeit
from datetime import date, timedelta

import chinese_calendar
import numpy as np

from gongkai.law.calendar import standard_calendar

COUNT = 20
FIRST, LAST = date(2008, 5, 1), date(2026, 11, 1)


def main() -> None:
    starts = random.Random(20080501).sample(
        [FIRST + timedelta(n) for n in range((LAST - FIRST).days)], 1_000
    )
    truth = [by_day_loop(start) for start in starts]
    contenders = {
        "gongkai (bisected table)": by_gongkai,
        "day loop over a set of working days": by_day_loop,
        "chinesecalendar.find_workday": by_chinesecalendar,
        "numpy busday_offset, one day a call": by_numpy,
        "numpy busday_offset, all at once": None,
    }
    rows = []
    for name, function in contenders.items():
        if function is None:
            seconds, results = timed(lambda: by_numpy_array(starts))
        else:
            seconds, results = timed(lambda f=function: [f(start) for start in starts])
        rows.append((name, seconds / len(starts) * 1e9, results == truth))
    ours = rows[0][1]
    print(f"{COUNT} working days after each of {len(starts)} days; best of 5 runs")
    print(f"{'':<40}{'ns/date':>12}{'× ours':>10}  exact")
    for name, nanoseconds, exact in rows:
        print(
            f"{name:<40}{nanoseconds:>12,.0f}{nanoseconds / ours:>10.1f}  {'yes' if exact else 'NO'}"
        )
    print("numpy knows holidays but no weekend day that is worked, so it cannot be exact.")


def timed(run):
    run()  # tables are made on first use and are not what is measured
    return min(timeit.repeat(run, number=1, repeat=5)), run()


CALENDAR = standard_calendar()


def by_gongkai(start: date) -> date:
    return CALENDAR.working_day(start, COUNT)


WORKING = {
    day
    for day in (date(2008, 1, 1) + timedelta(n) for n in range(366 * 19))
    if day.year < 2027 and chinese_calendar.is_workday(day)
}


def by_day_loop(start: date) -> date:
    left, day = COUNT, start
    while left:
        day += timedelta(1)
        left -= day in WORKING
    return day


def by_chinesecalendar(start: date) -> date:
    """Its helper counts from the first working day on or after the start, so a rest day differs."""
    offset = COUNT if chinese_calendar.is_workday(start) else COUNT - 1
    return chinese_calendar.find_workday(offset, start)


HOLIDAYS = np.array(
    [day for day in chinese_calendar.constants.holidays if day.year >= 2008], "M8[D]"
)
BUSDAYS = np.busdaycalendar(holidays=HOLIDAYS)


def by_numpy(start: date) -> date:
    return np.busday_offset(start, COUNT, roll="backward", busdaycal=BUSDAYS).astype(date)


def by_numpy_array(starts: list[date]) -> list[date]:
    days = np.array(starts, "M8[D]")
    return np.busday_offset(days, COUNT, roll="backward", busdaycal=BUSDAYS).astype(date).tolist()


if __name__ == "__main__":
    main()
