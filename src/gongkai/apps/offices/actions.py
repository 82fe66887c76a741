"""Every change of offices, people and their roles: check, change, log, in one transaction."""

from datetime import date, datetime

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q, QuerySet
from wagtail.log_actions import log

from gongkai.apps.offices.models import (
    GUIDE_FIELDS,
    Appointment,
    NumberPrefix,
    Office,
    OfficeName,
    Person,
    Role,
    Section,
)
from gongkai.apps.offices.permissions import may_administer_offices
from gongkai.apps.offices.queries import changed_meanwhile, people_within_reach
from gongkai.apps.records.actions import record
from gongkai.apps.records.moments import day_of, written
from gongkai.apps.records.queries import has_given_numbers
from gongkai.apps.records.refusals import Refused

LAST_ADMINISTRATOR = "至少要留一个启用的系统管理员：请先让另一个人任系统管理员。"


class ChangedMeanwhile(Refused):
    """Raise when someone else saved between opening and saving; the message is for the person."""


@transaction.atomic
def establish_office(office: Office, *, by: Person | None, at: datetime) -> Office:
    """Return the office, saved for the first time."""
    _refuse_who_may_not(by)
    if any(getattr(office, field) for field in GUIDE_FIELDS):
        office.guide_updated_on = day_of(at)
    office.full_clean()
    office.save(force_insert=True)
    _keep_prefixes(office)
    _keep("establish_office", office, f"登记{office.name}。", by=by, at=at, office=office, new=True)
    return office


@transaction.atomic
def amend_office(office: Office, *, seen: int, by: Person | None, at: datetime) -> Office:
    """Return the office, saved; the guide's day moves only when the guide itself changed.

    `seen` is the edition the person worked from; raise ChangedMeanwhile when there is a newer one,
    and Refused for another name: that is `rename_office`.
    """
    _refuse_who_may_not(by)
    before = Office.objects.select_for_update().get(pk=office.pk)
    if before.edition != seen:
        raise ChangedMeanwhile(changed_meanwhile(before))
    if (before.name, before.short_name) != (office.name, office.short_name):
        raise Refused("名称没有改：机关更名要写明从哪一天起，请用“更名”。")
    if any(getattr(before, field) != getattr(office, field) for field in GUIDE_FIELDS):
        office.guide_updated_on = day_of(at)
    office.edition = seen + 1
    office.full_clean()
    office.save()
    _keep_prefixes(office)
    _keep("amend_office", office, f"修改{office.name}的登记。", by=by, at=at, office=office)
    return office


@transaction.atomic
def rename_office(
    office: Office,
    *,
    name: str,
    short_name: str,
    from_on: date | None,
    seen: int,
    by: Person | None,
    at: datetime,
) -> Office:
    """Return the office under its new name from that day; None corrects a slip and keeps no old name.

    Raise Refused for a day in the future or not after the last renaming.
    """
    _refuse_who_may_not(by)
    office = Office.objects.select_for_update().get(pk=office.pk)
    if office.edition != seen:
        raise ChangedMeanwhile(changed_meanwhile(office))
    if (office.name, office.short_name) == (name, short_name):
        raise Refused("没有更名：新的名称和简称与现在的一样。")
    if from_on is not None:
        last = office.former_names.order_by("until_on").last()
        if from_on > day_of(at):
            raise Refused("没有更名：启用新名称的日期还没有到，请到那一天再办。")
        if last is not None and from_on <= last.until_on:
            raise Refused(f"没有更名：上一次更名从{written(last.until_on)}起，这一次要在它之后。")
        OfficeName.objects.create(
            office=office, name=office.name, short_name=office.short_name, until_on=from_on
        )
    before, office.name, office.short_name = office.name, name, short_name
    office.edition = seen + 1
    office.full_clean()
    office.save()
    _keep_prefixes(office)
    how = f"自{written(from_on)}起更名为" if from_on else "名称登记有误，更正为"
    _keep("rename_office", office, f"{before}{how}{name}。", by=by, at=at, office=office)
    return office


@transaction.atomic
def open_section(
    office: Office, *, name: str, position: int = 0, by: Person | None, at: datetime
) -> Section:
    """Return the new section."""
    _refuse_who_may_not(by)
    section = Section(office=office, name=name, position=position)
    section.full_clean()
    section.save(force_insert=True)
    _keep("open_section", section, f"设立{office.name}{name}。", by=by, at=at, office=office)
    return section


@transaction.atomic
def close_section(section: Section, *, by: Person | None, at: datetime) -> Section:
    """Return the section, closed; raise Refused while someone still holds a role in it."""
    _refuse_who_may_not(by)
    section = Section.objects.select_for_update().select_related("office").get(pk=section.pk)
    if section.closed_on is not None:
        raise Refused(f"{section}已经在{written(section.closed_on)}撤销。")
    if section.appointments.standing().exists():
        raise Refused(f"没有撤销：{section}还有人任职，请先免去或者调到别的科室。")
    section.closed_on = day_of(at)
    section.save()
    text = f"撤销{section.office.name}{section}。"
    _keep("close_section", section, text, by=by, at=at, office=section.office)
    return section


@transaction.atomic
def admit_person(person: Person, *, password: str, by: Person | None, at: datetime) -> Person:
    """Return the person, with an account that can sign in and no role yet."""
    _refuse_who_may_not(by)
    person.set_password(password)
    person.full_clean()
    person.save(force_insert=True)
    text = f"开设{person}的账号。"
    _keep("admit_person", person, text, by=by, at=at, office=person.office, new=True)
    return person


@transaction.atomic
def amend_person(person: Person, *, seen: int, by: Person | None, at: datetime) -> Person:
    """Return the person, saved.

    `seen` is the edition the author worked from; raise ChangedMeanwhile when there is a newer one.
    Raise PermissionDenied for a superuser's account in other hands, and Refused for a change that would leave nobody to administer accounts.
    """
    _one_change_of_accounts_at_a_time()
    before = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if by != before:  # of the own account everyone may change what the screen offers
        _refuse_who_may_not(by)
    if person.is_superuser != before.is_superuser or not _may_amend(by, before):
        raise PermissionDenied
    if before.edition != seen:
        raise ChangedMeanwhile(changed_meanwhile(before))
    administered = _administrators().filter(pk=person.pk).exists()
    person.edition = seen + 1
    person.full_clean()
    person.save()
    if administered and not _administrators().exists():
        raise Refused(LAST_ADMINISTRATOR)
    text = f"修改{person}的账号。" if person.is_active else f"停用{person}的账号。"
    _keep("amend_person", person, text, by=by, at=at, office=person.office)
    return person


@transaction.atomic
def appoint(
    person: Person,
    role: Role,
    office: Office | None,
    *,
    section: Section | None = None,
    from_on: date | None = None,
    by: Person | None,
    at: datetime,
) -> Appointment:
    """Return the appointment; raise ValidationError for one that stands already or fits no office.

    Raise Refused for a section of another office, and for a day that has not come: a role is held
    from the moment it is given.
    """
    _refuse_who_may_not(by)
    _one_change_of_accounts_at_a_time()
    if not _may_amend(by, person):
        raise PermissionDenied
    if section is not None and (section.office != office or section.closed_on):
        raise Refused("没有任职：这个科室不在这个机关，或者已经撤销。")
    if from_on is not None and from_on > day_of(at):
        raise Refused("没有任职：任职日期还没有到，请到那一天再办。")
    appointment = Appointment(
        person=person,
        role=role,
        office=office,
        section=section,
        from_on=from_on or day_of(at),
    )
    appointment.full_clean()
    appointment.save(force_insert=True)
    _keep_groups_in_step(person)
    text = f"{person}任{appointment}。"
    _keep("appoint", appointment, text, by=by, at=at, office=office)
    return appointment


@transaction.atomic
def dismiss(
    appointment: Appointment, *, until_on: date | None = None, by: Person | None, at: datetime
) -> Appointment:
    """Return the appointment, ended.

    Raise Refused when nobody would administer accounts, for one that has ended, and for a day that
    has not come: the permissions end at once.
    """
    _refuse_who_may_not(by)
    _one_change_of_accounts_at_a_time()
    appointment = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    if not _may_amend(by, appointment.person):
        raise PermissionDenied
    if appointment.until_on is not None:
        raise Refused(
            f"{appointment.person}已经在{written(appointment.until_on)}离任{appointment}。"
        )
    if until_on is not None and until_on > day_of(at):
        raise Refused("没有免去：离任日期还没有到，请到那一天再办。")
    appointment.until_on = until_on or day_of(at)
    appointment.full_clean()
    appointment.save()
    _keep_groups_in_step(appointment.person)
    if appointment.role == Role.ADMINISTRATOR and not _administrators().exists():
        raise Refused(LAST_ADMINISTRATOR)
    text = f"{appointment.person}不再任{appointment}。"
    _keep("dismiss", appointment, text, by=by, at=at, office=appointment.office)
    return appointment


def _keep(
    act: str,
    subject: models.Model,
    text: str,
    *,
    by: Person | None,
    at: datetime,
    office: Office | None,
    new: bool = False,
) -> None:
    """Add the act to the chained log, and to the history that Wagtail's screens show."""
    record(act, subject, text, at=at, by=by, office=office)
    log(subject, "wagtail.create" if new else "wagtail.edit", user=by)


def _keep_prefixes(office: Office) -> None:
    """Reserve what the office's numbers begin with; what it used stays its own once it gave a number."""
    prefixes = office.number_prefixes()
    if not has_given_numbers(office):
        office.prefixes.exclude(text__in=prefixes).delete()
    kept = set(office.prefixes.values_list("text", flat=True))
    NumberPrefix.objects.bulk_create(
        NumberPrefix(text=text, office=office) for text in sorted(prefixes - kept)
    )


def _keep_groups_in_step(person: Person) -> None:
    """Let Django's groups, from which Wagtail's menus and models take permissions, follow the roles."""
    held = person.appointments.standing().values_list("role", flat=True)
    person.groups.set(Group.objects.filter(name__in=[Role(role).label for role in held]))


def _refuse_who_may_not(by: Person | None) -> None:
    """Raise PermissionDenied for one who does not administer; None is the program itself."""
    if by is not None and not may_administer_offices(by):
        raise PermissionDenied


def _may_amend(by: Person | None, person: Person) -> bool:
    return people_within_reach(by).filter(pk=person.pk).exists()


def _one_change_of_accounts_at_a_time() -> None:
    """Wait for another who changes accounts, or two administrators could each remove the other."""
    Group.objects.select_for_update().get(name=Role.ADMINISTRATOR.label)


def _administrators() -> QuerySet[Person]:
    """Return who can administer accounts today."""
    return Person.objects.filter(
        Q(is_superuser=True) | Q(groups__name=Role.ADMINISTRATOR.label), is_active=True
    )
