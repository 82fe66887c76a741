"""Who may do what where: every answer comes from the appointments that stand."""

from django.contrib.auth.models import AnonymousUser

from gongkai.apps.offices.models import Appointment, Office, OfficeQuerySet, Person, Role
from gongkai.apps.offices.queries import offices

AnyPerson = Person | AnonymousUser


def appointments_of(person: AnyPerson) -> list[Appointment]:
    """Return the appointments that stand, none for someone who is stopped or not signed in."""
    if not isinstance(person, Person) or not person.is_active:
        return []
    return list(person.appointments.standing().select_related("office", "section"))


def has_role(person: AnyPerson, office: Office, *roles: Role) -> bool:
    """Return whether the person holds one of these roles in this office; no roles mean any."""
    return any(
        held.office_id == office.pk and (not roles or held.role in roles)
        for held in appointments_of(person)
    )


def holds_anywhere(person: AnyPerson, *roles: Role) -> bool:
    """Return whether the person holds one of these roles in any office at all."""
    return any(held.role in roles for held in appointments_of(person))


def offices_where(person: AnyPerson, *roles: Role) -> OfficeQuerySet:
    """Return the offices in which the person holds one of these roles; no roles mean any."""
    held = {
        each.office_id
        for each in appointments_of(person)
        if each.office_id is not None and (not roles or each.role in roles)
    }
    return offices().filter(pk__in=held)


def supervised_offices(person: AnyPerson) -> OfficeQuerySet:
    """Return the offices below those for which the person supervises this work, these included."""
    found = offices().none()
    for office in offices_where(person, Role.SUPERVISOR):
        found |= offices().of_and_below(office)
    return found.in_order()


def may_administer_offices(person: AnyPerson) -> bool:
    """Return whether the person administers offices, people and their roles."""
    held = appointments_of(person)
    return person.is_active and (
        person.is_superuser or any(each.role == Role.ADMINISTRATOR for each in held)
    )


def offices_watched_by(person: AnyPerson) -> OfficeQuerySet:
    """Return the offices whose guide concerns this person: all, those below, or the own ones."""
    if may_administer_offices(person):
        return offices()
    return (supervised_offices(person) | offices_where(person)).in_order()
