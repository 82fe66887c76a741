"""信息处理费: the worked examples of both tariffs, and what the month counts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.fees import FiledItem, fee_by_items, fee_by_pages, items_before
from gongkai.law.parameters import NoRuleInForce
from gongkai.law.practice import Practice

DAY = date(2026, 11, 20)

BY_ITEMS = {
    1: 0, 10: 0, 11: 100, 20: 1_000, 30: 2_000, 31: 2_200, 35: 3_000, 40: 4_000,
    41: 4_300, 45: 5_500, 60: 11_000, 100: 37_000,
}  # fmt: skip
BY_PAGES = {
    1: 0, 30: 0, 31: 10, 68: 380, 100: 700, 101: 720, 150: 1_700, 200: 2_700,
    201: 2_740, 250: 4_700, 500: 14_700,
}  # fmt: skip


@pytest.mark.parametrize(("items", "yuan"), BY_ITEMS.items())
def test_by_items(items, yuan):
    assert fee_by_items(1, items, DAY).yuan == yuan


@pytest.mark.parametrize(("pages", "yuan"), BY_PAGES.items())
def test_by_pages(pages, yuan):
    assert fee_by_pages(pages, DAY).yuan == yuan


def test_a_letter_split_into_six_items_is_charged_from_where_the_month_stood():
    fee = fee_by_items(29, 34, DAY)
    assert fee.yuan == 1_000
    assert [(step.first, step.last, step.price) for step in fee.charges] == [
        (29, 30, 100),
        (31, 34, 200),
    ]


@given(st.integers(1, 300), st.integers(0, 300), st.integers(0, 300))
def test_a_month_charged_in_parts_costs_what_it_costs_whole(first, more, rest):
    middle, last = first + more, first + more + rest
    whole = fee_by_items(first, last, DAY).yuan
    parts = fee_by_items(first, middle, DAY).yuan
    parts += fee_by_items(middle + 1, last, DAY).yuan if rest else 0
    assert whole == parts


@given(st.integers(1, 2_000))
def test_by_items_follows_the_closed_formula(number):
    price = 0 if number <= 10 else 100 if number <= 30 else 100 + 100 * ((number - 31) // 10 + 1)
    assert fee_by_items(number, number, DAY).yuan == price


@pytest.mark.parametrize(("first", "last"), [(0, 3), (4, 3), (-1, 1), (1, 100_001)])
def test_numbers_out_of_order_are_refused(first, last):
    with pytest.raises(ValueError, match="在1至100000之间"):
        fee_by_items(first, last, DAY)


@pytest.mark.parametrize(
    "tariff", [lambda day: fee_by_items(1, 11, day), lambda day: fee_by_pages(31, day)]
)
def test_there_was_no_such_fee_before_2021(tariff):
    assert tariff(date(2021, 1, 1)).yuan > 0
    with pytest.raises(NoRuleInForce, match="2021年1月1日"):
        tariff(date(2020, 12, 31))


MONTH = [
    FiledItem(received_on=date(2026, 11, 3), filed_on=date(2026, 10, 31)),
    FiledItem(received_on=date(2026, 11, 4), filed_on=date(2026, 11, 4), withdrawn=True),
    FiledItem(received_on=date(2026, 10, 30), filed_on=date(2026, 10, 30)),
]
NEXT = FiledItem(received_on=date(2026, 11, 20), filed_on=date(2026, 11, 20))


@pytest.mark.parametrize(
    ("practice", "count"),
    [
        (Practice(), 2),
        (Practice(fee_month_counts_by="filing"), 1),
        (Practice(fee_counts_withdrawn=False), 1),
        (Practice(fee_month_counts_by="filing", fee_counts_withdrawn=False), 0),
    ],
)
def test_practice_decides_which_items_the_month_counts(practice, count):
    assert items_before(NEXT, MONTH, practice) == count
