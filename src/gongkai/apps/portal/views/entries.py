"""Entries two to five of the unified platform; the first, the guide, belongs to offices."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.apps.offices.queries import offices, own_government
from gongkai.apps.portal.rules import RULES
from gongkai.law.subjects import ARTICLE_20, ARTICLE_21_CITY_AND_COUNTY, ARTICLE_21_TOWNSHIP


def rules(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/rules.html", {"rules": RULES})


def content(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "portal/content.html",
        {
            "article_20": ARTICLE_20,
            "article_21": (
                ("设区的市级、县级人民政府及其部门", ARTICLE_21_CITY_AND_COUNTY),
                ("乡（镇）人民政府", ARTICLE_21_TOWNSHIP),
            ),
        },
    )


def reports(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()  # noqa: TID251 - a view
    return render(request, "portal/reports.html", report_days(today))


def report_days(today: date) -> dict[str, date | int]:
    """Return the next reports that art. 49 asks for: their year and their two last days."""
    due_year = today.year if today <= date(today.year, 3, 31) else today.year + 1
    return {
        "report_year": due_year - 1,
        "departments_by": date(due_year, 1, 31),
        "governments_by": date(due_year, 3, 31),
    }


def apply(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "portal/apply.html",
        {"government": own_government(), "offices": offices()},
    )
