"""Entries two to five of the unified platform; the first, the guide, belongs to offices."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.apps.offices.queries import offices, own_government
from gongkai.apps.portal.report_forms import form_years
from gongkai.apps.portal.rules import RULES
from gongkai.apps.portal.subjects import ARTICLE_21
from gongkai.apps.portal.terms import next_reports, remedies, terms
from gongkai.law.subjects import ARTICLE_20


def rules(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/rules.html", {"rules": RULES})


def content(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()  # noqa: TID251 - a view
    return render(
        request,
        "portal/content.html",
        {"article_20": ARTICLE_20, "article_21": ARTICLE_21, "terms": terms(today)},
    )


def reports(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()  # noqa: TID251 - a view
    return render(
        request, "portal/reports.html", {**next_reports(today), "form_years": form_years()}
    )


def apply(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()  # noqa: TID251 - a view
    return render(
        request,
        "portal/apply.html",
        {
            "government": own_government(),
            "offices": offices(),
            "terms": terms(today),
            "remedies": remedies(today),
        },
    )
