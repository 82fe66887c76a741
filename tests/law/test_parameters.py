"""Every parameter has exactly one value on every day, with an article that was in force."""

from datetime import date, timedelta

import pytest

from gongkai.law.citations import instruments
from gongkai.law.parameters import (
    FIRST_DAY,
    BeforeTheRegulation,
    NoRuleInForce,
    parameter,
    parameters,
)

TABLE = """
reply.term                           2008-05-01  15
reply.term                           2019-05-14  15
reply.term                           2019-05-15  20
reply.extension_limit                2019-05-14  15
reply.extension_limit                2019-05-15  20
reply.excluded_time                  2019-05-14  third-party
reply.excluded_time                  2019-05-15  third-party-and-organs
reply.delayed_reply                  2019-05-14  -
third_party.answer_term              2019-05-14  -
third_party.answer_term              2019-05-15  15
third_party.co_author_answer_term    2019-05-14  -
third_party.co_author_answer_term    2019-05-15  15
correction.notice_term               2019-05-14  -
correction.notice_term               2019-05-15  7
correction.restarts_clock            2019-05-14  -
correction.restarts_clock            2019-05-15  True
receipt.day                          2014-12-31  -
receipt.day                          2015-01-01  practice-2015
receipt.day                          2019-05-15  article-31
publication.term                     2008-05-01  20
publication.term                     2019-05-15  20
annual_report.department_due         2019-05-14  03-31
annual_report.department_due         2019-05-15  01-31
annual_report.government_due         2026-01-01  03-31
fee.basis                            2019-05-14  cost
fee.basis                            2019-05-15  -
fee.basis                            2020-12-31  -
fee.basis                            2021-01-01  processing-fee
fee.payment_term                     2020-12-31  -
fee.payment_term                     2021-01-01  20
reconsideration.answer_term          2023-12-31  10
reconsideration.answer_term_summary  2023-12-31  -
reconsideration.answer_term_summary  2024-01-01  5
reconsideration.comes_first          2023-12-31  -
reconsideration.comes_first          2024-01-01  refusal
litigation.direct                    2015-04-30  3
litigation.direct                    2015-05-01  6
litigation.defence_term              2015-04-30  10
litigation.defence_term              2015-05-01  15
secrecy.report_doubt_term            2024-09-01  10
records.correction_request_term      2026-01-01  -
dialogue.site_error_answer_term      2017-05-14  -
dialogue.site_error_answer_term      2017-05-15  3
"""


@pytest.mark.parametrize("row", TABLE.split("\n")[1:-1])
def test_the_value_before_on_and_after_a_change_of_law(row):
    name, day, content = row.split()
    value = parameter(name).on(date.fromisoformat(day))
    assert ("-" if value.content is None else str(value.content)) == content


@pytest.mark.parametrize("name", parameters())
def test_on_every_day_since_2008_exactly_one_value_is_in_force(name):
    values = parameter(name).values
    starts = [value.from_on for value in values]
    assert starts[0] == FIRST_DAY
    assert starts == sorted(set(starts))
    ends = [start - timedelta(1) for start in starts[1:]] + [date(2099, 12, 31)]
    for value, start, end in zip(values, starts, ends, strict=True):
        assert parameter(name).on(start) is value
        assert parameter(name).on(end) is value


@pytest.mark.parametrize("name", parameters())
def test_every_rule_cites_a_text_in_force_for_as_long_as_it_holds(name):
    values = parameter(name).values
    for position, value in enumerate(values):
        if value.is_rule:
            last = (
                values[position + 1].from_on - timedelta(1)
                if position + 1 < len(values)
                else date(2099, 12, 31)
            )
            instrument = value.citation.instrument
            assert instrument.in_force(value.from_on), f"{name}: {instrument.short}"
            assert instrument.in_force(last), f"{name}: {instrument.short} until {last}"
        else:
            assert value.note, f"{name}: no rule is a value, and says so in words"


def test_no_value_stands_before_the_first_regulation():
    with pytest.raises(BeforeTheRegulation, match="2008年5月1日"):
        parameter("reply.term").on(date(2008, 4, 30))


def test_a_number_that_the_law_does_not_give_is_not_invented():
    with pytest.raises(NoRuleInForce, match="第二十三条"):
        _ = parameter("third_party.answer_term").on(date(2018, 1, 1)).number


def test_units_may_change_with_the_law():
    answer = parameter("reconsideration.answer_term")
    assert answer.on(date(2023, 12, 31)).unit == "日"
    assert answer.on(date(2024, 1, 1)).unit == "工作日"


def test_every_instrument_has_a_number_and_is_cited_by_its_short_name():
    for instrument in instruments().values():
        assert instrument.number
        days = (instrument.issued_on, instrument.in_force_on, instrument.replaced_on)
        known = [day for day in days if day is not None]
        assert known == sorted(known), instrument.short
