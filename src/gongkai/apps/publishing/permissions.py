"""Who may do what with an item: from the stage tables, the appointments, and who wrote it."""

from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce
from wagtail.models import Revision

from gongkai.apps.offices.models import Appointment, Office, OfficeQuerySet, Person, Role
from gongkai.apps.offices.permissions import (
    AnyPerson,
    appointments_of,
    holds_anywhere,
    offices_where,
)
from gongkai.apps.publishing.models import Decision, Item, ItemQuerySet, Publication, Review
from gongkai.apps.publishing.models.review import authors_of
from gongkai.law.publication_stages import (
    DROPS_OF_OTHERS,
    REVIEW_NAMES,
    REVIEWS,
    WHO_MAY,
    WHOSE_TURN,
    Act,
    Stage,
)

SEES_ITEMS = tuple(
    Role(key) for key in sorted(frozenset().union(*WHO_MAY.values(), {"supervisor"}))
)
"""Whoever handles items in an office sees them, and who supervises this work there."""


def roles_for(act: Act) -> tuple[Role, ...]:
    return tuple(Role(key) for key in sorted(WHO_MAY[act]))


def offices_to_draft_in(person: AnyPerson) -> OfficeQuerySet:
    return offices_where(person, *roles_for(Act.DRAFT_ITEM))


def items_of(person: AnyPerson) -> ItemQuerySet:
    """Return the items this person may see on the staff side, drafts included."""
    return ItemQuerySet(Item).of_offices(offices_where(person, *SEES_ITEMS))


def sees_items(person: AnyPerson) -> bool:
    return holds_anywhere(person, *SEES_ITEMS)


def signed_in(person: AnyPerson) -> Person:
    """Return the person; raise PermissionDenied for nobody, which Wagtail has refused before."""
    if not isinstance(person, Person):
        raise PermissionDenied
    return person


def may(person: AnyPerson, act: Act, office: Office) -> bool:
    """Return whether the person holds a role for this in the office, whoever's turn it is."""
    return any(
        held.office_id == office.pk and held.role in WHO_MAY[act]
        for held in appointments_of(person)
    )


def may_drop(person: AnyPerson, item: Item) -> bool:
    """Return whether the person may drop this draft: who drafted it, and the head of its section."""
    first = item.revisions.order_by("pk").first()
    is_own = first is not None and first.user_id == person.pk
    return any(
        held.office_id == item.office_id
        and held.role in WHO_MAY[Act.DROP_ITEM]
        and (is_own or (held.role in DROPS_OF_OTHERS and item.falls_to(held.section_id)))
        for held in appointments_of(person)
    )


def reviews_here(person: AnyPerson, item: Item) -> bool:
    """Return whether the item waits for a role that the person holds in its office, and section."""
    return any(
        held.office_id == item.office_id
        and held.role in WHOSE_TURN[Stage(item.stage)]
        and item.falls_to(held.section_id)
        for held in appointments_of(person)
        if item.is_under_review
    )


def reviewers_of(item: Item, stage: Stage) -> list[Person]:
    """Return those whose role it is to review the item at this stage, in its office and section."""
    held = Appointment.objects.standing().filter(
        office=item.office, role__in=WHOSE_TURN[stage], person__is_active=True
    )
    return [each.person for each in held.select_related("person") if item.falls_to(each.section_id)]


def why_not_submit(person: Person, item: Item) -> list[str]:
    """Return for which reviews nobody would be left if this person submitted the item, or nothing."""
    cannot = {person.pk, *authors_of(item)}
    found = []
    for stage in REVIEWS:
        reviewers = reviewers_of(item, stage)
        if reviewers and cannot.issuperset(each.pk for each in reviewers):
            names = "、".join(str(each) for each in reviewers)
            found.append(
                f"写过这一稿的人和提交的人不能审核，您提交以后，{REVIEW_NAMES[stage]}这一环节"
                f"（{names}）就没有人办理。请由其他人提交，或者请系统管理员再任命一人。"
            )
    return found


def why_not_review(person: Person, item: Item) -> str:
    """Return why someone whose turn it would be may not decide, or nothing."""
    if person.pk in authors_of(item):
        return "您写过这一稿，不能审核自己写的内容，请由本机关任同一职务的其他人审核。"
    mine = Review.objects.filter(item=item, round=item.round, person=person)
    if earlier := mine.exclude(decision=Decision.RECALLED).first():
        act = "提交" if earlier.decision == Decision.SUBMITTED else "审核"
        return f"这一稿是您{act}的，每个人在一次审核里只能办理一个环节，请由其他人审核。"
    return ""


def waiting_for(person: AnyPerson) -> ItemQuerySet:
    """Return the items this person is to review now; not those they wrote or had a hand in."""
    theirs = Q(pk__in=[])
    for held in appointments_of(person):
        stages = [stage for stage in REVIEWS if held.role in WHOSE_TURN[stage]]
        where = Q(office=held.office_id, stage__in=stages)
        if held.section_id:
            where &= Q(section=held.section_id) | Q(section=None)
        theirs |= where
    standing = Publication.objects.filter(item=OuterRef(OuterRef("pk")), ended_at=None)
    written = Revision.objects.filter(
        Q(pk__gt=Coalesce(Subquery(standing.values("revision_id")[:1]), 0))
        | Q(pk=OuterRef("latest_revision_id")),
        base_content_type=Item.get_base_content_type(),
        object_id=Cast(OuterRef("pk"), CharField()),
        user_id=person.pk,
    )
    acted = Review.objects.filter(item=OuterRef("pk"), round=OuterRef("round"), person=person.pk)
    return (
        ItemQuerySet(Item)
        .filter(theirs)
        .exclude(Exists(written))
        .exclude(Exists(acted.exclude(decision=Decision.RECALLED)))
    )
