"""What the annual report may count of publishing: the documents of table two (第二十条第（一）项)."""

from datetime import date
from typing import NamedTuple

from gongkai.apps.offices.models import Office
from gongkai.apps.publishing.models import Item, ItemQuerySet, Kind
from gongkai.apps.publishing.models.item import DOCUMENTS
from gongkai.apps.records.statistics import Figure


class DocumentFigures(NamedTuple):
    """One row of table two."""

    made: Figure
    abolished: Figure
    in_force: Figure


def documents_of_the_year(office: Office, year: int) -> dict[Kind, DocumentFigures]:
    """Return 本年制发件数, 本年废止件数, 现行有效件数 of 规章 and 行政规范性文件.

    What is public is counted: made by the day it bears, abolished by the day of that, declared
    lapsed documents with them; in force on 31 December.
    """
    return {kind: _figures(office, kind, year) for kind in DOCUMENTS}


def _figures(office: Office, kind: Kind, year: int) -> DocumentFigures:
    public = ItemQuerySet(Item).public().filter(office=office, kind=kind)
    counted = (
        (public.filter(written_on__year=year), "written_on"),
        (public.filter(ended_on__year=year), "ended_on"),
        (public.in_force_on(date(year, 12, 31)), "written_on"),
    )
    return DocumentFigures(*(Figure(items.count(), items, dated) for items, dated in counted))
