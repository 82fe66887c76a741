"""The terms beside the reply term."""

from datetime import date

import pytest

from gongkai.law.calendar import standard_calendar
from gongkai.law.clocks import CLOCKS, annual_report_due, end_of, term_of
from gongkai.law.parameters import NoRuleInForce, parameter

TABLE = """
correction-notice                2026-04-30  2026-05-13
third-party                      2026-02-10  2026-03-09
co-author                        2026-02-10  2026-03-09
fee-payment                      2026-09-18  2026-10-22
publication                      2026-01-04  2026-01-30
publication                      2018-09-03  2018-09-30  a make-up Sunday
secrecy-report                   2026-03-02  2026-03-16
secrecy-report                   2024-08-21  2024-09-02  calendar days until the new rules; the last on a weekend
secrecy-decision                 2026-03-02  2026-03-16
reconsideration-application      2026-03-02  2026-05-06  the sixtieth day is 1 May
reconsideration-answer           2026-03-02  2026-03-16  ten working days
reconsideration-answer           2023-12-04  2023-12-14  ten days under the law of 1999
reconsideration-answer-summary   2026-03-02  2026-03-09
reconsideration-feedback         2026-03-02  2026-05-06
defence                          2026-03-02  2026-03-17
defence                          2026-09-25  2026-10-10  a make-up Saturday
defence                          2014-03-03  2014-03-13
litigation-direct                2026-08-31  2027-03-01  the month has no such day; and a Sunday
litigation-direct                2015-04-30  2015-07-30
litigation-after-reconsideration 2026-01-31  2026-02-24  the fifteenth day lies in 春节
appeal                           2026-03-02  2026-03-17
appeal-ruling                    2026-03-02  2026-03-12
site-error-forward               2026-03-06  2026-03-09
site-error-answer                2026-03-06  2026-03-11
"""


@pytest.mark.parametrize("row", TABLE.split("\n")[1:-1])
def test_the_end_of_a_term_by_example(row):
    clock, start, end = row.split()[:3]
    term = term_of(clock, date.fromisoformat(start), standard_calendar())
    assert term.due_on == date.fromisoformat(end)


def test_every_clock_has_an_example():
    assert {row.split()[0] for row in TABLE.split("\n")[1:-1]} == set(CLOCKS)


@pytest.mark.parametrize(
    ("clock", "day"),
    [
        ("third-party", date(2019, 5, 14)),
        ("co-author", date(2019, 5, 14)),
        ("correction-notice", date(2019, 5, 14)),
        ("fee-payment", date(2020, 12, 31)),
        ("reconsideration-answer-summary", date(2023, 12, 31)),
        ("site-error-answer", date(2017, 5, 14)),
    ],
)
def test_where_the_law_had_no_term_none_is_invented(clock, day):
    with pytest.raises(NoRuleInForce):
        term_of(clock, day, standard_calendar())


def test_a_term_in_years_ends_on_the_same_day_of_the_year():
    limit = parameter("reconsideration.absolute_limit").on(date(2024, 2, 29))
    assert end_of(limit, date(2024, 2, 29), standard_calendar()).due_on == date(2029, 2, 28)


def test_a_term_that_reaches_a_year_without_a_notice_is_provisional():
    calendar = standard_calendar()
    assert not term_of("publication", date(2026, 11, 20), calendar).provisional
    assert term_of("publication", date(2026, 12, 10), calendar).provisional


REPORTS = """
2008  government  2009-03-31
2017  department  2018-03-31
2018  department  2019-03-31
2019  department  2020-01-31
2019  government  2020-03-31
2026  department  2027-01-31
2026  government  2027-03-31
"""


@pytest.mark.parametrize("row", REPORTS.split("\n")[1:-1])
def test_the_annual_report_is_due_on_a_date_that_never_moves(row):
    year, whose, due = row.split()
    term = annual_report_due(int(year), of_government=whose == "government")
    assert term.due_on == date.fromisoformat(due)
    assert not term.provisional
