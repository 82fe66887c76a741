"""政府信息公开指南: the list of offices, and the guide of each (art. 12)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from gongkai.apps.offices.models import Office, by_citation
from gongkai.apps.offices.queries import guide_of, guides_updated_on, offices


def guides(request: HttpRequest) -> HttpResponse:
    listed = list(offices())
    groups = [
        (kind.label, members)
        for kind in Office.Kind
        if (members := [office for office in listed if office.kind == kind])
    ]
    return render(
        request,
        "offices/guides.html",
        {"groups": groups, "count": len(listed), "updated_on": guides_updated_on()},
    )


def guide(request: HttpRequest, slug: str) -> HttpResponse:
    office = get_object_or_404(guide_of(slug))
    missing = office.missing_guide_elements()
    return render(
        request,
        "offices/guide.html",
        {"office": office, "missing": missing, "gaps": by_citation(missing)},
    )
