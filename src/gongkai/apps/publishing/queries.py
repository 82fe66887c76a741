"""What other apps and the screens read of items."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, QuerySet

from gongkai.apps.offices.models import Office
from gongkai.apps.offices.permissions import AnyPerson
from gongkai.apps.publishing.models import (
    Attachment,
    Decision,
    Item,
    ItemQuerySet,
    Publication,
    Review,
    Validity,
)
from gongkai.apps.publishing.permissions import waiting_for
from gongkai.apps.records.models import StoredFile
from gongkai.law.calendar import Calendar
from gongkai.law.clocks import Term, term_of
from gongkai.law.publication_stages import REVIEW_NAMES, WHOSE_TURN, Stage

WHAT_TO_DO = {
    Stage.DRAFT: "提交审核",
    Stage.RETURNED: "按退回意见修改",
    **REVIEW_NAMES,
}


def public_items() -> ItemQuerySet:
    """Return what the public sees, newest first."""
    return ItemQuerySet(Item).public().newest_first().select_related("office")


def ever_public_items() -> ItemQuerySet:
    """Return what the public sees or has seen: the page of a withdrawn item says so."""
    found = ItemQuerySet(Item).filter(first_published_at__isnull=False)
    return found.select_related("office", "interprets")


def public_interpretations(item: Item) -> ItemQuerySet:
    return public_items().filter(interprets=item)


def publications_of(item: Item) -> QuerySet[Publication]:
    """Return the versions the public saw, newest first."""
    return Publication.objects.filter(item=item)


def public_file(item_key: int, file_key: UUID) -> StoredFile | None:
    """Return the file, if it is an attachment of an item that the public sees."""
    found = Attachment.objects.filter(item=item_key, item__live=True, file__key=file_key)
    attachment = found.select_related("file").first()
    return attachment.file if attachment else None


class ItemPage(NamedTuple):
    """Everything the page of one version shows."""

    item: Item
    validity: Validity | None
    attached: list[Attachment]
    interprets: Item | None
    interpretations: list[Item]
    publications: list[Publication]


def page_of(version: Item, today: date) -> ItemPage:
    """Return what a reader of this version sees today: only what is public is linked."""
    target = version.interprets
    return ItemPage(
        item=version,
        validity=version.validity_on(today),
        attached=version.attached(),
        interprets=target if target and target.live else None,
        interpretations=list(public_interpretations(version)),
        publications=list(publications_of(version)),
    )


def counts_by_subject(items: ItemQuerySet) -> dict[str, int]:
    rows = items.order_by().values_list("subject").annotate(Count("pk"))
    return dict(rows)


def counts_by_office(items: ItemQuerySet) -> dict[int, int]:
    rows = items.order_by().values_list("office").annotate(Count("pk"))
    return dict(rows)


def items_waiting_for(person: AnyPerson) -> ItemQuerySet:
    """Return what this person is to review, the longest formed first."""
    found = waiting_for(person).select_related("office", "section", "latest_revision")
    return found.order_by("formed_on", "pk")


class Due(NamedTuple):
    """An item that is not public in its newest version, and when it must be."""

    item: Item
    title: str
    term: Term | None
    """None while the day is not written from which the term runs."""
    what: str
    roles: frozenset[str]
    """Whose turn it is, by the keys of roles."""


def publication_term(formed_on: date, calendar: Calendar) -> Term:
    """Return the term in which what was formed or changed on that day is published (art. 26)."""
    return term_of("publication", formed_on, calendar)


def items_due(offices: Iterable[Office], calendar: Calendar) -> list[Due]:
    """Return what these offices still have to publish, in the order of the day it is due.

    What does not say yet when it was formed or changed comes last.
    """
    on_the_way = ItemQuerySet(Item).of_offices(offices).filter(stage__in=WHAT_TO_DO)
    found = []
    for item in on_the_way.select_related("office", "section", "latest_revision"):
        formed_on, stage = formed_on_of(item), Stage(item.stage)
        term = publication_term(formed_on, calendar) if formed_on else None
        found.append(Due(item, title_of(item), term, WHAT_TO_DO[stage], WHOSE_TURN[stage]))
    return sorted(found, key=lambda due: (due.term.due_on if due.term else date.max, due.item.pk))


def approvals_of(item: Item) -> list[Review]:
    """Return who passed what is under review or was published, in order; none where it is rewritten."""
    stands = item.is_under_review or item.stage in (Stage.PUBLISHED, Stage.WITHDRAWN)
    passed = item.reviews.filter(round=item.round, decision=Decision.APPROVED)
    return list(passed.select_related("person")) if stands else []


def last_return(item: Item) -> Review | None:
    """Return the review that sent the item back, while it is with those who write it."""
    if item.stage != Stage.RETURNED:
        return None
    return item.reviews.filter(decision=Decision.RETURNED).select_related("person").last()


def title_of(item: Item) -> str:
    """Return the title of the newest version, which need not be the one that is public."""
    return item.latest_revision.object_str if item.latest_revision else item.title


def formed_on_of(item: Item) -> date | None:
    """Return the day from which the term of the newest version runs."""
    content = item.latest_revision.content if item.latest_revision else {}
    written = content.get("formed_on")
    return date.fromisoformat(written) if written else None
