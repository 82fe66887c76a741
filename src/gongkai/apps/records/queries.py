"""What the log says of a record, and whether the log is whole."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db import models

from gongkai.apps.records.models import NOTHING_BEFORE, Entry, Head, NumberSeries


def entries_of(subject: models.Model) -> models.QuerySet[Entry]:
    """Return what was done to the record, oldest first."""
    return Entry.objects.filter(subject_kind=subject._meta.label_lower, subject_key=subject.pk)


def entries(
    *,
    office: models.Model | None = None,
    person: models.Model | None = None,
    kind: str = "",
    since: date | None = None,
    until: date | None = None,
) -> models.QuerySet[Entry]:
    """Return the log, newest first: what is not asked for is not asked; both days are included."""
    found = Entry.objects.order_by("-number")
    if office is not None:
        found = found.filter(office_key=office.pk)
    if person is not None:
        found = found.filter(person_key=person.pk)
    if kind:
        found = found.filter(subject_kind=kind)
    if since is not None:
        found = found.filter(at__date__gte=since)
    if until is not None:
        found = found.filter(at__date__lte=until)
    return found


def kinds_of_subjects() -> list[str]:
    """Return what the log speaks of, each as app and model."""
    return list(
        Entry.objects.order_by("subject_kind").values_list("subject_kind", flat=True).distinct()
    )


def has_given_numbers(office: models.Model) -> bool:
    """Return whether the office has numbered anything yet, in any series."""
    return NumberSeries.objects.filter(office_key=office.pk).exists()


class Break(NamedTuple):
    """Where the chain does not hold, and in what way."""

    number: int
    text: str


def broken_links() -> Iterator[Break]:
    """Yield every place at which the log was changed, shortened or interrupted."""
    number, previous = 0, NOTHING_BEFORE
    for entry in Entry.objects.order_by("number").iterator():
        if entry.number != number + 1:
            first, last = number + 1, entry.number - 1
            gone = f"第 {first} 条" if first == last else f"第 {first} 条到第 {last} 条"
            yield Break(first, f"{gone}不见了。")
        elif entry.previous != previous:
            yield Break(entry.number, f"第 {entry.number} 条与前一条接不上。")
        if entry.hash != entry.reckoned_hash():
            yield Break(entry.number, f"第 {entry.number} 条的内容被改过。")
        number, previous = entry.number, entry.hash
    head = Head.objects.filter(pk=1).first()
    end = (head.number, head.hash) if head else (0, NOTHING_BEFORE)
    if end != (number, previous):
        yield Break(number + 1, f"末尾应当是第 {end[0]} 条，现在是第 {number} 条。")
