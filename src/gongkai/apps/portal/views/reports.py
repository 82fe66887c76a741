"""Entry four of the unified platform: the annual reports, by office and year, and each one as a page."""

from typing import Any, NamedTuple

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from gongkai.annual_report.checking import CHECKS
from gongkai.apps.portal.charts import applicants_of, outcomes_of, through_the_years
from gongkai.apps.portal.report_forms import form_years
from gongkai.apps.portal.terms import next_reports
from gongkai.apps.reports.files import NAMES, file_of
from gongkai.apps.reports.models import AnnualReport
from gongkai.apps.reports.queries import (
    chapters_of,
    checked,
    compiled,
    figures_of_years,
    published_reports,
)

_TITLES = {check.name: check.title for check in CHECKS}


class Year(NamedTuple):
    """The reports about one year."""

    year: int
    reports: list[AnnualReport]


def reports(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()  # noqa: TID251 - a view
    every = list(published_reports())
    slug, asked = request.GET.get("office", ""), request.GET.get("year", "")
    found = [
        report
        for report in every
        if slug in {"", report.office.slug} and asked in {"", str(report.year)}
    ]
    return render(
        request,
        "portal/reports.html",
        {
            **next_reports(today),
            "form_years": form_years(),
            "count": len(every),
            "found": len(found),
            "years": [
                Year(year, [each for each in found if each.year == year])
                for year in dict.fromkeys(report.year for report in found)
            ],
            "offices": sorted(
                {report.office for report in every}, key=lambda office: (office.position, office.pk)
            ),
            "all_years": list(dict.fromkeys(report.year for report in every)),
            "slug": slug,
            "asked": asked,
        },
    )


def report(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    found = _published(slug, year)
    whole, outcome = compiled(found), checked(found)
    figures = figures_of_years(found.office)
    return render(
        request,
        "portal/report.html",
        {
            "report": found,
            "whole": whole,
            "chapters": list(chapters_of(whole)),
            "outcome": outcome,
            "files": NAMES,
            "rules": _rules(outcome.ran),
            "not_run": [(_TITLES[name], reason) for name, reason in outcome.not_run],
            "others": [
                each.year
                for each in published_reports().filter(office=found.office)
                if each.year != year
            ],
            "figures": figures,
            "lines": through_the_years(figures),
            "bars": [
                (name, chart)
                for name, chart in (
                    ("outcomes", outcomes_of(whole)),
                    ("applicants", applicants_of(whole)),
                )
                if chart
            ],
        },
    )


def download(request: HttpRequest, slug: str, year: int, kind: str) -> HttpResponse | FileResponse:  # noqa: ARG001
    return file_of(_published(slug, year), kind)


def _published(slug: str, year: int) -> AnnualReport:
    return get_object_or_404(published_reports(), office__slug=slug, year=year)


def _rules(names: tuple[str, ...]) -> list[Any]:
    return [_TITLES[name] for name in names]
