"""Who may see and do what with annual reports."""

from gongkai.apps.offices.models import Office, Person, Role
from gongkai.apps.offices.permissions import (
    AnyPerson,
    has_role,
    holds_anywhere,
    offices_where,
    supervised_offices,
)
from gongkai.apps.records.queries import entries_of
from gongkai.apps.reports.models import AnnualReport, AnnualReportQuerySet
from gongkai.law.report_stages import WHO_MAY, Act

READERS = (
    Role.CLERK,
    Role.SECTION_HEAD,
    Role.DEPUTY_LEADER,
    Role.PRINCIPAL,
    Role.DISCLOSURE_HEAD,
)
"""Who compiles, checks or signs; who supervises reads the reports of the offices below."""
COMPILING = (
    Act.WRITE_CHAPTERS,
    Act.RESTATE_OVERVIEW,
    Act.ENTER_NUMBERS,
    Act.OVERRIDE_NUMBER,
    Act.RESTORE_NUMBER,
    Act.SUBMIT_REPORT,
)
"""Acts after which a person neither passes nor signs the report: it takes four eyes."""


def reports_within_reach(person: AnyPerson) -> AnnualReportQuerySet:
    """Return the reports of the person's own offices, and of those below for who supervises."""
    reports = AnnualReportQuerySet(AnnualReport).select_related("office")
    own = reports.of_offices(offices_where(person, *READERS))
    return own | reports.of_offices(supervised_offices(person))


def reads_reports(person: AnyPerson) -> bool:
    """Return whether there is anything for the person on the reports' screens."""
    return holds_anywhere(person, *READERS, Role.SUPERVISOR)


def may(person: AnyPerson, act: Act, report: AnnualReport) -> bool:
    """Return whether the person's role allows this act, whatever the stage."""
    return may_in(person, act, report.office)


def may_in(person: AnyPerson, act: Act, office: Office) -> bool:
    return has_role(person, office, *(Role(key) for key in WHO_MAY[act]))


def may_open_records(person: AnyPerson, office: Office) -> bool:
    """Return whether the person may see what a number counts; who supervises sees numbers only."""
    return has_role(person, office, *READERS)


def took_part_in_compiling(person: Person, report: AnnualReport) -> bool:
    """Return whether the person wrote, entered or submitted anything of the report, ever."""
    return entries_of(report).filter(act__in=COMPILING, person_key=person.pk).exists()
