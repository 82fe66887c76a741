"""Who may see and do what with applications: a role in the office that received it, and the stage."""

from django.db.models import QuerySet

from gongkai.apps.applications.models import Application, ApplicationQuerySet, Event
from gongkai.apps.applications.procedures import Procedures
from gongkai.apps.offices.models import Office, OfficeQuerySet, Person, Role
from gongkai.apps.offices.permissions import AnyPerson, has_role, holds_anywhere, offices_where
from gongkai.law.application_stages import BESIDE, WHO_MAY, Act, Stage, why_not, why_not_void
from gongkai.law.procedures import why_not_beside

READERS = (
    Role.CLERK,
    Role.SECTION_HEAD,
    Role.DEPUTY_LEADER,
    Role.PRINCIPAL,
    Role.DISCLOSURE_HEAD,
)
"""Who handles, checks or signs; those who review for secrecy or supervise see numbers only."""
IDENTITY_READERS = (Role.CLERK, Role.DISCLOSURE_HEAD)
"""Who needs to know an applicant's identity and contact: whoever confirms and delivers."""
HANDLERS = (Role.CLERK, Role.SECTION_HEAD, Role.DISCLOSURE_HEAD)
"""Whom an application may be given to."""
DRAFTING = (Act.DECIDE, Act.DRAFT_REPLY, Act.SUBMIT_REPLY)
"""Acts after which a person does not sign the reply: it takes four eyes."""


def applications_within_reach(person: AnyPerson) -> QuerySet[Application]:
    """Return the applications to the offices in which the person handles, checks or signs them."""
    return ApplicationQuerySet(Application).of_offices(offices_read_by(person))


def may(person: AnyPerson, act: Act, application: Application) -> bool:
    """Return whether the person's role allows this act, whatever the stage."""
    return has_role(person, application.office, *_roles(act))


def why_not_now(person: Person, act: Act, application: Application) -> str:
    """Return the sentence why the act is not possible as the application stands, or nothing."""
    stage = Stage(application.stage)
    if refusal := why_not(act, stage):
        return refusal
    if act in BESIDE:
        return why_not_beside(act, Procedures.of(application.events.all()).standing)
    if act is not Act.VOID:
        return ""
    entered = application.events.filter(act=Act.TAKE_IN).first()
    return why_not_void(
        stage,
        is_filed=entered is None,
        is_own=entered is not None and entered.by_id == person.pk,
    )


def offices_that_take_in(person: AnyPerson) -> OfficeQuerySet:
    """Return the offices for which the person takes applications in."""
    return offices_where(person, *_roles(Act.TAKE_IN))


def reads_applications(person: AnyPerson) -> bool:
    """Return whether there are offices whose applications the person reads."""
    return holds_anywhere(person, *READERS)


def offices_read_by(person: AnyPerson) -> OfficeQuerySet:
    """Return the offices whose applications the person reads."""
    return offices_where(person, *READERS)


def may_take_in(person: AnyPerson, office: Office) -> bool:
    return has_role(person, office, *_roles(Act.TAKE_IN))


def may_read_identity(person: AnyPerson, application: Application) -> bool:
    return has_role(person, application.office, *IDENTITY_READERS)


def took_part_in_drafting(person: Person, application: Application) -> bool:
    """Return whether the person decided, wrote or put forward the reply, ever."""
    return Event.objects.filter(application=application, act__in=DRAFTING, by=person).exists()


def _roles(act: Act) -> list[Role]:
    return [Role(key) for key in sorted(WHO_MAY[act])]
