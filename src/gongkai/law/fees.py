"""信息处理费: two tariffs, each progressive; an application is charged by one of them only (收费办法第三条)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.law.citations import Citation
from gongkai.law.parameters import NoRuleInForce, Value, parameter
from gongkai.law.practice import DEFAULT_PRACTICE, Practice

MOST = 100_000
"""Items of a month or pages of an application beyond which the number is a slip of the hand."""


@dataclass(frozen=True)
class Charge:
    """So many units at so much each."""

    first: int
    last: int
    price: int

    @property
    def yuan(self) -> int:
        return (self.last - self.first + 1) * self.price


@dataclass(frozen=True)
class Fee:
    """What is due in yuan, step by step, and the article."""

    charges: tuple[Charge, ...]
    unit: str
    citation: Citation

    @property
    def yuan(self) -> int:
        return sum(charge.yuan for charge in self.charges)


@dataclass(frozen=True)
class FiledItem:
    """One application (or one part of a split one) of an applicant, as far as the tariff counts it."""

    received_on: date
    filed_on: date
    withdrawn: bool = False


def fee_by_items(first: int, last: int, day: date) -> Fee:
    """Return the fee for the applicant's `first`-th to `last`-th item of one calendar month.

    Raise ValueError for numbers below one or out of order, NoRuleInForce before 2021-01-01.
    """
    return _fee(parameter("fee.by_item").on(day), first, last, "件")


def fee_by_pages(pages: int, day: date) -> Fee:
    """Return the fee for the pages of a single application; several are never added up (第五条)."""
    return _fee(parameter("fee.by_page").on(day), 1, pages, "页")


def items_before(
    item: FiledItem, others: Sequence[FiledItem], practice: Practice = DEFAULT_PRACTICE
) -> int:
    """Return how many of the applicant's `others`, filed with the same office before, count in `item`'s month."""
    month = _day_that_counts(item, practice).replace(day=1)
    return sum(
        _day_that_counts(other, practice).replace(day=1) == month
        and (practice.fee_counts_withdrawn or not other.withdrawn)
        for other in others
    )


def _day_that_counts(item: FiledItem, practice: Practice) -> date:
    return item.received_on if practice.fee_month_counts_by == "receipt" else item.filed_on


def _fee(tariff: Value, first: int, last: int, unit: str) -> Fee:
    if not tariff.is_rule:
        raise NoRuleInForce(
            "《政府信息公开信息处理费管理办法》自2021年1月1日起施行，此前没有信息处理费。"
        )
    if not 1 <= first <= last <= MOST:
        raise ValueError(f"{unit}数应在1至{MOST}之间，并且前小后大。")
    charges = [
        Charge(max(first, low), min(last, high), price)
        for low, high, price in _steps(tariff.content, last)
        if low <= last and high >= first
    ]
    return Fee(tuple(charges), unit, tariff.citation)


def _steps(tariff: dict[str, Any], until: int) -> list[tuple[int, int, int]]:
    """Return (first unit, last unit, price) of every step up to `until`."""
    steps, low, price = [], 1, 0
    for step in tariff["steps"]:
        high, price = step.get("up_to", max(until, low)), step["price"]
        steps.append((low, high, price))
        low = high + 1
    while low <= until and "then_every" in tariff:
        price += tariff["then_adds"]
        steps.append((low, low + tariff["then_every"] - 1, price))
        low += tariff["then_every"]
    return steps
