"""Every change of offices and people: check, change, log, in one transaction."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.log_actions import log

from gongkai.apps.offices.models import GUIDE_FIELDS, Office, Person
from gongkai.apps.offices.queries import changed_meanwhile


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
