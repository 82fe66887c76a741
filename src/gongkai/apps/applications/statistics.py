"""What table three counts of an office's applications in a year, each figure with its records.

New counts by the day of receipt as first fixed, handled by the day on which the reply met the limit,
each application once; one without a day of receipt, or void, is never counted. So in every column
new + carried in = handled + carried out.
"""

from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet

from gongkai.annual_report.form import TableForm, form_of, generation_of
from gongkai.apps.applications.models import Application, ApplicationQuerySet
from gongkai.apps.offices.models import Office
from gongkai.apps.records.statistics import Figure
from gongkai.law.answers import ANSWERS, Answer

TOTAL = "total"
BY_RECEIPT = frozenset({"new", "carried_in", "carried_out"})
"""The rows in which the day of receipt decides; in the others it is the day of the reply."""
Table = Mapping[str, Mapping[str, Figure]]


def applications_table(office: Office, year: int) -> Table:
    """Return row → column → figure of the office's table three, in the rows of that year's form.

    Two aggregates count it; the records of a figure are read only when somebody opens it.
    """
    generation = generation_of(year)
    form = form_of(generation).applications
    row_of = _row_of_2019 if generation == "2019" else _row_of_2021
    rows = _rows(form, year, row_of)
    ledger = ApplicationQuerySet(Application).filter(office=office)
    counts = _counts(ledger, year, row_of)
    return {
        row: {
            column: Figure(
                counts.get((row, column), 0),
                _of_column(ledger.filter(those), column),
                "counted_on" if row in BY_RECEIPT else "handled_on",
            )
            for column in form.column_keys
        }
        for row, those in rows.items()
    }


def _row_of_2021(answer: Answer) -> str:
    return answer.row


def _row_of_2019(answer: Answer) -> str:
    return answer.row_2019


def _rows(form: TableForm, year: int, row_of: Callable[[Answer], str]) -> dict[str, Q]:
    """Return for each row of the form what an application must be to be counted in it."""
    moving = _moving(year)
    return {
        row: moving[row]
        if row in moving
        else moving["handled_total"]
        & Q(answer_key__in=[key for key, answer in ANSWERS.items() if row_of(answer) == row])
        for row in form.row_keys
    }


def _moving(year: int) -> dict[str, Q]:
    """Return the rows that say how applications move through the year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return {
        "new": Q(counted_on__range=(first, last)),
        "carried_in": Q(counted_on__lt=first)
        & (Q(handled_on__isnull=True) | Q(handled_on__gte=first)),
        "handled_total": Q(handled_on__range=(first, last)),
        "carried_out": Q(counted_on__lte=last)
        & (Q(handled_on__isnull=True) | Q(handled_on__gt=last)),
    }


def _counts(
    ledger: QuerySet[Application], year: int, row_of: Callable[[Answer], str]
) -> dict[tuple[str, str], int]:
    """Return (row, column) → count; what is not in it is nothing."""
    counts: dict[tuple[str, str], int] = {}

    def add(row: str, column: str, count: int) -> None:
        for each in (column, TOTAL):
            counts[row, each] = counts.get((row, each), 0) + count

    moving = _moving(year)
    numbers = {f"{row}_count": Count("pk", filter=those) for row, those in moving.items()}
    by_kind = ledger.order_by().values("applicant_kind").annotate(**numbers)
    for kind, *found in by_kind.values_list("applicant_kind", *numbers):
        for row, count in zip(moving, found, strict=True):
            add(row, kind, count)
    handled = ledger.order_by().filter(moving["handled_total"])
    by_answer = handled.values("applicant_kind", "answer_key").annotate(count=Count("pk"))
    for kind, key, count in by_answer.values_list("applicant_kind", "answer_key", "count"):
        add(row_of(ANSWERS[key]), kind, count)
    return counts


def _of_column(records: QuerySet[Application], column: str) -> QuerySet[Application]:
    return records if column == TOTAL else records.filter(applicant_kind=column)
