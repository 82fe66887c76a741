"""The reply clock written a second time, day by day, to hold the real one against.

Follows the numbered rules of the specification literally and shares no code with the product:
working days come from chinesecalendar and the festivals from the `holidays` library.
"""

from datetime import date, timedelta
from functools import cache

import chinese_calendar
import holidays

ONE = timedelta(days=1)
NEW = date(2019, 5, 15)


@cache
def statutory(year):
    return frozenset(
        day for day, name in holidays.CN(years=year, language="zh_CN").items() if "补假" not in name
    )


@cache
def worked(day, early=False):
    if day.year <= 2026 and chinese_calendar.is_workday(day):
        return True
    if day.year > 2026 and day.weekday() < 5:
        return day not in statutory(day.year)
    near = {day + timedelta(n) for n in range(-10, 11)}
    unannounced = {d for d in near if 2027 <= d.year <= 2099}
    return early and day.weekday() >= 5 and any(d in statutory(d.year) for d in unannounced)


def working_after(day, count, early=False):
    while count:
        day += ONE
        count -= worked(day, early)
    return day


def due(zero, count, consults, early=False):
    day = zero
    while count:
        if any(end is None and sent <= day for sent, end in consults):
            return None
        day += ONE
        excluded = any(sent < day and (end is None or day <= end) for sent, end in consults)
        count -= worked(day, early) and not excluded
    return day


def reckon(received, confirmed, correction, fee, consults, extend, delayed_to):  # noqa: C901
    """Return (due_on, earliest_on, provisional, day_zero, lapsed, waiting_for, warnings)."""
    zero = confirmed or received
    count = 20 if zero >= NEW else 15
    warnings = []
    if correction:
        sent, back = correction
        if sent > working_after(zero, 7):
            warnings.append("correction-late")
        if back is None:
            return None, None, False, zero, False, "correction", warnings
        zero = back
    if fee:
        told, paid = fee
        ran_out = due(zero, count, consults)
        if ran_out is not None and told > ran_out:
            warnings.append("fee-late")
        if paid is None:
            return None, None, False, zero, False, "payment", warnings
        if paid > working_after(told, 20):
            return None, None, False, zero, True, None, warnings
        zero = paid
    last = due(zero, count + extend, consults)
    if last is None:
        return None, None, False, zero, False, "opinion", warnings
    early = due(zero, count + extend, consults, early=True)
    if delayed_to:
        if delayed_to <= last:
            return "refused"
        last = early = delayed_to
    provisional = any((zero + ONE * n).year > 2026 for n in range(1, (last - zero).days + 1))
    return last, early if provisional else last, provisional, zero, False, None, warnings
