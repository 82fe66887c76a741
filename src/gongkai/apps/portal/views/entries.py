"""Entries of the unified platform that are one page each; the guide belongs to offices."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.apps.offices.queries import offices, own_government
from gongkai.apps.portal.rules import RULES
from gongkai.apps.portal.terms import remedies, terms


def rules(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/rules.html", {"rules": RULES})


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
