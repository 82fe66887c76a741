"""Every change of offices and people: check, change, log, in one transaction."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.log_actions import log

from gongkai.apps.offices.models import GUIDE_FIELDS, Office, Person
from gongkai.apps.offices.permissions import ADMINISTRATORS
from gongkai.apps.offices.queries import changed_meanwhile, people_within_reach


class ChangedMeanwhile(Exception):
    """Raise when someone else saved between opening and saving; the message is for the person."""


@transaction.atomic
def establish_office(office: Office, *, by: Person | None, on: date) -> Office:
    """Return the office, saved for the first time."""
    if any(getattr(office, field) for field in GUIDE_FIELDS):
        office.guide_updated_on = on
    office.full_clean()
    office.save(force_insert=True)
    log(office, "wagtail.create", user=by)
    return office


@transaction.atomic
def amend_office(office: Office, *, seen: int, by: Person | None, on: date) -> Office:
    """Return the office, saved; the guide's day moves only when the guide itself changed.

    `seen` is the edition the person worked from; raise ChangedMeanwhile when there is a newer one.
    """
    before = Office.objects.select_for_update().get(pk=office.pk)
    if before.edition != seen:
        raise ChangedMeanwhile(changed_meanwhile(before))
    if any(getattr(before, field) != getattr(office, field) for field in GUIDE_FIELDS):
        office.guide_updated_on = on
    office.edition = seen + 1
    office.full_clean()
    office.save()
    log(office, "wagtail.edit", user=by)
    return office


@transaction.atomic
def admit_person(
    person: Person, *, password: str, groups: Iterable[str], by: Person | None
) -> Person:
    """Return the person, with an account that can sign in."""
    person.set_password(password)
    person.full_clean()
    person.save(force_insert=True)
    person.groups.set(Group.objects.filter(name__in=list(groups)))
    log(person, "wagtail.create", user=by)
    return person


def _may_amend(by: Person | None, person: Person) -> bool:
    return people_within_reach(by).filter(pk=person.pk).exists()


def _administrators() -> QuerySet[Person]:
    """Return who can administer accounts today."""
    return Person.objects.filter(
        Q(is_superuser=True) | Q(groups__name=ADMINISTRATORS), is_active=True
    )


@transaction.atomic
def amend_person(
    person: Person, *, seen: int, by: Person | None, groups: Iterable[str] | None = None
) -> Person:
    """Return the person, saved; `groups`, where they are given, replace those there were.

    `seen` is the edition the author worked from; raise ChangedMeanwhile when there is a newer one.
    Raise PermissionDenied for a superuser's account in other hands, and ValidationError for a
    change that would leave nobody to administer accounts.
    """
    # One change of accounts at a time, or two administrators could each remove the other.
    Group.objects.select_for_update().get(name=ADMINISTRATORS)
    before = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.is_superuser != before.is_superuser or not _may_amend(by, before):
        raise PermissionDenied
    if before.edition != seen:
        raise ChangedMeanwhile(changed_meanwhile(before))
    administered = _administrators().filter(pk=person.pk).exists()
    person.edition = seen + 1
    person.full_clean()
    person.save()
    if groups is not None:
        person.groups.set(Group.objects.filter(name__in=list(groups)))
    if administered and not _administrators().exists():
        raise ValidationError("至少要留一个启用的系统管理员：请先把另一个账号加入系统管理员组。")
    log(person, "wagtail.edit", user=by)
    return person
