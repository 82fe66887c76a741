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


WHAT = {"counted_on": "收到", "handled_on": "答复", "written_on": "生成", "ended_on": "废止"}
"""The field with the day by which a record is counted → what happened on it."""


def evidence_of(report: AnnualReport, number: Number) -> Listed:
    """Return the records a number counts: once the report is signed, those it counted then."""
    if number.figure is None:
        return Listed([], 0)
    records, dated = number.figure.records, number.figure.dated
    if report.is_frozen and number.name in report.frozen_records:
        records = QuerySet(records.model).filter(pk__in=report.frozen_records[number.name])
    return Listed(list(_listed(records, dated)), max(0, records.count() - MOST))


def _listed(records: QuerySet[Any], dated: str) -> Iterator[Evidence]:
    for record in records.order_by("pk")[:MOST]:
        title, address = _named(record)
        yield Evidence(title, WHAT[dated], getattr(record, dated), address)


def _named(record: Application | Item) -> tuple[str, str]:
    """Return what the record is called and where it opens."""
    if isinstance(record, Application):
        return f"{record.number}　{record.wanted}", reverse("application", args=[record.pk])
    return str(record), reverse("item_page", args=[record.pk])
