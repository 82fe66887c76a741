"""The records behind a number as the screen lists them: what, when, where to open; never who applied."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.apps.applications.models import Application
from gongkai.apps.publishing.models import Item
from gongkai.apps.reports.compilation import Number
from gongkai.apps.reports.models import AnnualReport

MOST = 100
"""How many records a screen lists; a report of a city has cells with thousands."""


class Evidence(NamedTuple):
    """One record."""

    title: str
    what: str
    day: date | None
    address: str


class Listed(NamedTuple):
    """The first records of a number, and how many more there are."""

    records: list[Evidence]
    more: int


def evidence_of(report: AnnualReport, number: Number) -> Listed:
    """Return the records a number counts: once the report is signed, those it counted then."""
    records = number.records
    if records is None:
        return Listed([], 0)
    if report.is_frozen and number.name in report.frozen_records:
        records = QuerySet(records.model).filter(pk__in=report.frozen_records[number.name])
    return Listed(list(_listed(records)), max(0, records.count() - MOST))


def _listed(records: QuerySet[Any]) -> Iterator[Evidence]:
    for record in records.order_by("pk")[:MOST]:
        if isinstance(record, Application):
            yield _case(record)
        elif isinstance(record, Item):
            yield _item(record)


def _case(case: Application) -> Evidence:
    what, day = ("答复", case.handled_on) if case.handled_on else ("收到", case.counted_on)
    title = f"{case.number}　{case.wanted}"
    return Evidence(title, what, day, reverse("application", args=[case.pk]))


def _item(item: Item) -> Evidence:
    return Evidence(str(item), "生成", item.written_on, reverse("item_page", args=[item.pk]))
