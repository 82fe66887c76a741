"""The table of days: by example, and against the deadline it derives."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import assume, given, settings

from gongkai.law.deadlines import Facts, Wait, reply_deadline
from gongkai.law.practice import Practice
from gongkai.law.receipt import Channel, ImpossibleFacts
from gongkai.law.reckoning import LONGEST, day_by_day
from law.test_deadlines import CALENDAR, cases, day, facts, reference


def table(text, practice=None):
    return day_by_day(facts(text), CALENDAR, practice or Practice())


def week_of(text, monday):
    """The week's cells as a reader sees them."""
    cells = [cell for cell in table(text) if 0 <= (cell.day - day(monday)).days < 7]
    return " ".join(f"{cell.kind}:{cell.name}" for cell in cells)


CASE = (
    "2026-09-21 internet confirmed=2026-09-22 correction=2026-09-24..2026-09-30"
    " consult=2026-10-16..2026-11-06"
)


@pytest.mark.parametrize(
    ("monday", "cells"),
    [
        (
            "2026-09-28",
            "outside: outside: zero:收到 rest:国庆节 rest:国庆节 rest:国庆节 rest:国庆节",
        ),
        (
            "2026-10-05",
            "rest:国庆节 rest:国庆节 rest:国庆节 counted:第1 counted:第2 counted:班3 rest:休",
        ),
        (
            "2026-10-12",
            "counted:第4 counted:第5 counted:第6 counted:第7 counted:第8 rest:休 rest:休",
        ),
        (
            "2026-11-02",
            "excluded:扣除 excluded:扣除 excluded:扣除 excluded:扣除 excluded:扣除 rest:休 rest:休",
        ),
        (
            "2026-11-09",
            "counted:第9 counted:第10 counted:第11 counted:第12 counted:第13 rest:休 rest:休",
        ),
        ("2026-11-23", "counted:第19 due:到期 outside: outside: outside: outside:休 outside:休"),
    ],
)
def test_each_day_says_what_it_was(monday, cells):
    assert week_of(CASE, monday) == cells


def test_the_table_begins_in_the_week_of_day_zero_and_ends_in_the_week_of_the_due_day():
    cells = table(CASE)
    assert (cells[0].day, cells[-1].day) == (day("2026-09-28"), day("2026-11-29"))


def test_a_term_that_payment_opened_begins_with_the_payment():
    cells = table("2026-03-02 counter fee=2026-03-10..2026-04-08")
    assert [cell.name for cell in cells if cell.kind == "zero"] == ["缴费"]


def test_a_delayed_reply_counts_the_term_and_then_waits():
    cells = {cell.day: cell for cell in table("2026-01-05 counter delayed=2026-03-01")}
    assert cells[day("2026-02-02")].name == "第20"
    assert (cells[day("2026-02-03")].kind, cells[day("2026-02-03")].count) == ("outside", None)
    assert cells[day("2026-02-17")].name == "春节"
    assert (cells[day("2026-03-01")].kind, cells[day("2026-03-01")].name) == ("due", "到期")


@pytest.mark.parametrize(
    ("text", "last", "counted"),
    [
        ("2026-03-02 counter correction=2026-03-04..", "2026-03-08", 2),
        ("2026-03-02 counter fee=2026-03-10..", "2026-03-15", 6),
        ("2026-03-02 counter consult=2026-03-04..", "2026-03-08", 2),
        ("2026-03-02 counter consult=2026-03-04..,2026-03-06..2026-03-16", "2026-03-22", 2),
        ("2026-03-02 counter fee=2026-03-10..2026-04-09", "2026-04-12", 20),
    ],
)
def test_without_a_due_day_the_table_ends_with_the_last_event(text, last, counted):
    cells = table(text)
    assert cells[-1].day == day(last)
    assert not [cell for cell in cells if cell.kind == "due"]
    assert sum(cell.count is not None for cell in cells) == counted


def test_a_delivery_is_an_event_too():
    wait = Wait(day("2026-03-04"), delivered_on=day("2026-03-10"))
    case = replace(facts("2026-03-02 counter"), consultations=(wait,))
    cells = day_by_day(case, CALENDAR, Practice(excluded_time_begins="receipt"))
    assert cells[-1].day == day("2026-03-15")
    assert sum(cell.count is not None for cell in cells) == 6


def test_before_receipt_is_confirmed_there_is_no_table():
    assert table("2026-03-02 internet") == ()


def test_practice_moves_the_excluded_days():
    wait = Wait(day("2026-03-04"), day("2026-03-11"), delivered_on=day("2026-03-06"))
    case = replace(facts("2026-03-02 counter"), consultations=(wait,))
    by_receipt = day_by_day(case, CALENDAR, Practice(excluded_time_begins="receipt"))
    excluded = [cell.day.day for cell in by_receipt if cell.kind == "excluded"]
    assert excluded == [9, 10, 11]


@pytest.mark.parametrize(
    ("delayed", "weeks"), [("2026-05-22", LONGEST), ("2026-05-25", 6), ("2099-12-20", 6)]
)
def test_a_table_that_would_be_too_long_keeps_only_the_weeks_that_matter(delayed, weeks):
    cells = table(f"2026-01-05 counter delayed={delayed}")
    assert len(cells) == weeks * 7
    assert cells[-1].day >= day(delayed)
    assert sum(cell.count is not None for cell in cells) == 20


@settings(max_examples=300, deadline=None)
@given(cases())
def test_the_counted_days_are_the_term_and_end_on_the_due_day(case):
    channel, received, confirmed, correction, fee, consults, extend, delayed = case
    given_facts = Facts(
        Channel(channel),
        received,
        confirmed,
        Wait(*correction) if correction else None,
        Wait(*fee) if fee else None,
        tuple(Wait(*consult) for consult in consults),
        extension=extend,
        delayed_to=delayed,
    )
    try:
        deadline = reply_deadline(given_facts, CALENDAR)
    except ImpossibleFacts:
        assume(False)
    cells = day_by_day(given_facts, CALENDAR)
    assert len(cells) % 7 == 0
    assert all(cells[n].day.weekday() == n % 7 for n in range(len(cells)))
    assert [cell.day for cell in cells if cell.kind == "zero"] == [deadline.day_zero]
    counted = [cell for cell in cells if cell.count is not None]
    assert [cell.count for cell in counted] == list(range(1, len(counted) + 1))
    for cell in cells:
        out = any(sent < cell.day and (not end or cell.day <= end) for sent, end in consults)
        if cell.count is not None:
            assert reference.worked(cell.day)
            assert not out
        if cell.kind == "excluded":
            assert reference.worked(cell.day)
            assert out
        if cell.kind == "rest":
            assert not reference.worked(cell.day)
    if deadline.due_on is None:
        return
    term = 20 if (confirmed or received) >= day("2019-05-15") else 15
    assert len(counted) == term + extend
    assert [cell.day for cell in cells if cell.kind == "due"] == [deadline.due_on]
    if delayed is None:
        assert counted[-1].day == deadline.due_on
    if cells[-1].day - cells[0].day < timedelta(weeks=LONGEST):
        uncounted = [
            c for c in cells if deadline.day_zero < c.day < counted[-1].day and c.count is None
        ]
        assert {cell.kind for cell in uncounted} <= {"rest", "excluded"}
