"""What the portal, the desk and the reports' own screens read."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from gongkai.annual_report.checking import Outcome
from gongkai.annual_report.rendering.layout import CHAPTERS, statutory_number
from gongkai.annual_report.report import Report
from gongkai.apps.offices.models import Appointment, Office, OfficeQuerySet, Person, Role
from gongkai.apps.offices.permissions import AnyPerson, has_role, offices_where
from gongkai.apps.records.queries import entries_of
from gongkai.apps.reports.compilation import (
    as_signed,
    cell_names,
    compiled,
    contents_of,
    frozen_before,
    outcome_of,
)
from gongkai.apps.reports.drawing import DrawnTable, drawn
from gongkai.apps.reports.findings import due_term
from gongkai.apps.reports.models import AnnualReport, AnnualReportQuerySet
from gongkai.apps.reports.permissions import took_part_in_compiling
from gongkai.law.clocks import Term
from gongkai.law.report_stages import WHO_MAY, WHOSE_TURN, Act, Stage

__all__ = [
    "Chapter",
    "changed_meanwhile",
    "chapters_of",
    "checked",
    "compiled",
    "figures_of_years",
    "holders_by_role",
    "holders_of",
    "number_of",
    "numbers_by_hand",
    "published_reports",
    "reports_to_begin",
    "reports_waiting_for",
]


def published_reports() -> AnnualReportQuerySet:
    """Return the reports that everyone may read, newest year first."""
    return AnnualReportQuerySet(AnnualReport).published().select_related("office", "document")


class Chapter(NamedTuple):
    """One part of a report as a page prints it."""

    key: str
    heading: str
    text: str
    table: DrawnTable | None


def chapters_of(whole: Report) -> Iterator[Chapter]:
    """Yield the parts of a report in their order."""
    for section in whole.sections:
        key = section.key or ""
        heading = f"{statutory_number(section.number)}、{section.heading}"
        yield Chapter(key, heading, section.text, drawn(whole, CHAPTERS.get(key, "")))


def checked(report: AnnualReport) -> Outcome:
    """Return what the checks say of a signed report, against last year's where that is here."""
    return outcome_of(as_signed(report), frozen_before(report))


OF_THE_YEARS = ("new", "granted", "granted_in_part", "handled_total")
"""The rows of table three whose totals are set side by side."""


def figures_of_years(office: Office) -> list[tuple[int, list[int | Decimal | None]]]:
    """Return year and totals of the office's published reports, newest first."""
    return [
        (report.year, [number_of(report, f"applications.{row}.total") for row in OF_THE_YEARS])
        for report in published_reports().filter(office=office)
    ]


def changed_meanwhile(report: AnnualReport) -> str:
    """Return the sentence for someone who acts on an older copy of the report."""
    last = entries_of(report).last()
    who = (last and last.person_name) or "有人"
    what = last.text if last else ""
    return (
        f"没有办理：在您打开以后，{who}已经办理“{what}”您填写的内容都还在，请核对现在的内容再提交。"
    )


def holders_of(office: Office, roles: frozenset[str]) -> list[str]:
    """Return the names of those who hold one of the roles in the office today."""
    held = Appointment.objects.filter(
        office=office, role__in=roles, until_on__isnull=True, person__is_active=True
    )
    names = held.select_related("person").order_by("from_on", "pk")
    return list(dict.fromkeys(str(each.person) for each in names))


def holders_by_role(offices: OfficeQuerySet) -> dict[tuple[int, str], list[str]]:
    """Return who holds which role in which of the offices today, by office and role."""
    held = Appointment.objects.filter(
        office__in=offices, until_on__isnull=True, person__is_active=True
    )
    found: dict[tuple[int, str], list[str]] = {}
    for each in held.select_related("person").order_by("from_on", "pk"):
        if each.office_id is not None:
            found.setdefault((each.office_id, each.role), []).append(str(each.person))
    return found


def number_of(report: AnnualReport, name: str) -> int | Decimal | None:
    """Return what stands in a cell."""
    return dict(cell_names(compiled(report)))[name].value


def numbers_by_hand(report: AnnualReport) -> list[str]:
    """Return the cells that no ledger counts."""
    numbers = contents_of(report).numbers.values()
    return [number.name for number in numbers if number.is_filled_by_hand]


class Waiting(NamedTuple):
    """A report that waits for somebody, and the day by which it must be public."""

    report: AnnualReport
    what: str
    term: Term


WHAT_TO_DO = {
    Stage.CHECKING: "核对并提交",
    Stage.REVIEWING: "审核",
    Stage.SIGNING: "签发",
    Stage.SIGNED: "公布",
}
"""Stage → what is to be done, in a few words."""
CHECKED_BY_ANOTHER = (Stage.REVIEWING, Stage.SIGNING)
"""Stages in which whoever compiled the report has no turn, nor in the second who passed it."""


def reports_waiting_for(person: AnyPerson) -> list[Waiting]:
    """Return the reports that wait for a role the person holds, and that they did not compile or pass themselves."""
    own = AnnualReportQuerySet(AnnualReport).of_offices(offices_where(person))
    found = []
    for report in own.filter(stage__in=WHAT_TO_DO).select_related("office"):
        stage = Stage(report.stage)
        theirs = has_role(person, report.office, *(Role(key) for key in WHOSE_TURN[stage]))
        checks_own_work = (
            stage in CHECKED_BY_ANOTHER
            and isinstance(person, Person)
            and (took_part_in_compiling(person, report) or report.passed_by_id == person.pk)
        )
        if theirs and not checks_own_work:
            found.append(Waiting(report, WHAT_TO_DO[stage], due_term(report.office, report.year)))
    return found


class ToBegin(NamedTuple):
    """A report nobody has begun though its year is over, and the day by which it must be public."""

    office: Office
    year: int
    term: Term


def reports_to_begin(person: AnyPerson, today: date) -> list[ToBegin]:
    """Return the reports about last year that nobody has begun in the offices where the person compiles.

    Of earlier years nothing is asked: an office that comes to the program late made those elsewhere.
    """
    year = today.year - 1
    begun = AnnualReportQuerySet(AnnualReport).filter(year=year).values("office")
    own = offices_where(person, *(Role(key) for key in WHO_MAY[Act.COMPILE_REPORT]))
    return [ToBegin(office, year, due_term(office, year)) for office in own.exclude(pk__in=begun)]
