"""The list of reports: own offices' years with what is due, and those of the offices below."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.annual_report.report import Finding, Severity
from gongkai.apps.offices.models import Office, OfficeQuerySet, Person
from gongkai.apps.offices.permissions import offices_where, supervised_offices
from gongkai.apps.records.refusals import Refused
from gongkai.apps.reports import actions
from gongkai.apps.reports.compilation import contents_of
from gongkai.apps.reports.findings import due_term, findings_of
from gongkai.apps.reports.models import AnnualReport
from gongkai.apps.reports.permissions import READERS, may_in, reports_within_reach
from gongkai.apps.reports.queries import holders_by_role, holders_of
from gongkai.law.report_stages import WHOSE_TURN, Act, Stage


class Row(NamedTuple):
    """One office's year."""

    office: Office
    year: int
    report: AnnualReport | None
    due_on: date
    is_late: bool
    counts: list[tuple[str, int]] | None
    """None where nobody counted: it takes compiling the whole report."""
    turn: str
    may_compile: bool


def index(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()  # noqa: TID251 - a view
    person = request.user
    own = offices_where(person, *READERS).in_order()
    below = supervised_offices(person).exclude(pk__in=own.values("pk"))
    reports = {(each.office_id, each.year): each for each in reports_within_reach(person)}
    years = range(today.year, actions.FIRST_YEAR - 1, -1)
    year = _year_asked(request, years, default=today.year - 1)
    recent = {today.year, today.year - 1}

    def row(office: Office, about: int) -> Row:
        return _row(request, office, about, reports.get((office.pk, about)), today)

    own_rows = [
        row(office, about)
        for office in own
        for about in years
        if about in recent or (office.pk, about) in reports
    ]
    return render(
        request,
        "reports/staff/index.html",
        {
            "rows": own_rows,
            "several": len({each.office.pk for each in own_rows}) > 1,
            "earlier": _earlier(
                request, own, [each for each in years if each not in recent], reports
            ),
            "below": _below(below, year, reports, today),
            "years": years,
            "year": year,
            "today": today,
        },
    )


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Compile a report about the year asked for, and open it."""
    offices = offices_where(request.user, *READERS)
    office = get_object_or_404(offices, pk=_number(request.POST.get("office", "")))
    try:
        report = actions.compile_report(
            office,
            _number(request.POST.get("year", "")),
            by=cast("Person", request.user),
            at=timezone.now(),  # noqa: TID251 - a view
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("annual_reports:index")
    messages.success(request, f"已由台账预填{report.year}年的报告。")
    return redirect("annual_reports:report", report.pk)


def counts_of(findings: Iterable[Finding]) -> list[tuple[str, int]]:
    """Return how many errors, warnings and notices there are, those that are none left out."""
    severities = [finding.severity for finding in findings]
    words = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTICE: "提示"}
    return [(words[each], severities.count(each)) for each in words if each in severities]


def _row(
    request: HttpRequest, office: Office, year: int, report: AnnualReport | None, today: date
) -> Row:
    due_on = due_term(office, year).due_on
    is_published = report is not None and report.stage == Stage.PUBLISHED
    turn = holders_of(office, WHOSE_TURN[Stage(report.stage)]) if report else []
    return Row(
        office=office,
        year=year,
        report=report,
        due_on=due_on,
        is_late=due_on < today and not is_published,
        counts=counts_of(findings_of(contents_of(report), on=today)) if report else [],
        turn="、".join(turn),
        may_compile=report is None and may_in(request.user, Act.COMPILE_REPORT, office),
    )


def _below(
    offices: OfficeQuerySet,
    year: int,
    reports: dict[tuple[int, int], AnnualReport],
    today: date,
) -> list[Row]:
    """Return the rows of the offices supervised: in a few queries, however many there are."""
    held = holders_by_role(offices)

    def row(office: Office) -> Row:
        report = reports.get((office.pk, year))
        due_on = due_term(office, year).due_on
        roles = sorted(WHOSE_TURN[Stage(report.stage)]) if report else []
        names = (name for role in roles for name in held.get((office.pk, role), ()))
        is_published = report is not None and report.stage == Stage.PUBLISHED
        return Row(
            office=office,
            year=year,
            report=report,
            due_on=due_on,
            is_late=due_on < today and not is_published,
            counts=None,
            turn="、".join(dict.fromkeys(names)),
            may_compile=False,
        )

    return [row(office) for office in offices]


def _earlier(
    request: HttpRequest,
    offices: OfficeQuerySet,
    years: list[int],
    reports: dict[tuple[int, int], AnnualReport],
) -> list[tuple[Office, list[int]]]:
    """Return of which earlier years each office could still make a report here."""
    found = [
        (office, [year for year in years if (office.pk, year) not in reports])
        for office in offices
        if may_in(request.user, Act.COMPILE_REPORT, office)
    ]
    return [(office, missing) for office, missing in found if missing]


def _year_asked(request: HttpRequest, years: range, *, default: int) -> int:
    asked = _number(request.GET.get("year", ""))
    return asked if asked in years else default


def _number(text: str) -> int:
    """Return the number, or 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
