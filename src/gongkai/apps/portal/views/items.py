"""法定主动公开内容: the list of what is public, the page of each item, and its attachments."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.apps.offices.queries import offices
from gongkai.apps.portal.columns import CONTENT
from gongkai.apps.portal.subjects import ARTICLE_21, SUBJECTS
from gongkai.apps.portal.terms import terms
from gongkai.apps.publishing.models import ItemQuerySet, Kind
from gongkai.apps.publishing.queries import (
    counts_by_office,
    counts_by_subject,
    ever_public_items,
    page_of,
    public_file,
    public_items,
)
from gongkai.apps.records.files import download
from gongkai.law.subjects import ARTICLE_20

PER_PAGE = 20
_SUBJECTS = {subject.key: subject for subject in SUBJECTS}
_KINDS = {kind.value: kind.label for kind in Kind}


@require_safe
def content(request: HttpRequest) -> HttpResponse:
    """Show what is public, newest first, as far as it fits the wishes in the address."""
    today = timezone.localdate()  # noqa: TID251 - a view
    everything = public_items()
    years = _years(everything)
    by_office = counts_by_office(everything)
    publishers = [office for office in offices() if office.pk in by_office]
    wishes: dict[str, Any] = {
        "subject": _SUBJECTS.get(request.GET.get("subject", "")),
        "office": next((o for o in publishers if o.slug == request.GET.get("office")), None),
        "kind": kind if (kind := request.GET.get("kind", "")) in _KINDS else "",
        "year": year if (year := request.GET.get("year", "")) in years else "",
    }
    page = Paginator(_narrowed(everything, wishes), PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        **wishes,
        "wishes": any(wishes.values()),
        "page": page,
        "query": query.urlencode(),
        "total": sum(by_office.values()),
        "publishers": [(office, by_office[office.pk]) for office in publishers],
        "kinds": _KINDS,
        "years": years,
        "counts": counts_by_subject(everything),
        "article_20": ARTICLE_20,
        "article_21": ARTICLE_21,
        "terms": terms(today),
    }
    return render(request, "portal/content.html", context)


def _narrowed(items: ItemQuerySet, wishes: dict[str, Any]) -> ItemQuerySet:
    if subject := wishes["subject"]:
        items = items.filter(subject=subject.key)
    if office := wishes["office"]:
        items = items.filter(office=office)
    if kind := wishes["kind"]:
        items = items.filter(kind=kind)
    if year := wishes["year"]:
        items = items.filter(last_published_at__year=int(year))
    return items


def _years(items: ItemQuerySet) -> list[str]:
    """Return the years in which something was published, newest first."""
    years = items.order_by().dates("last_published_at", "year", order="DESC")
    return [str(year.year) for year in years]


@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(ever_public_items(), pk=pk)
    context: dict[str, Any] = {"column": CONTENT, "subject": _SUBJECTS[found.subject]}
    if not found.live:
        return render(request, "portal/withdrawn.html", context | {"item": found}, status=410)
    today = timezone.localdate()  # noqa: TID251 - a view
    return render(request, "portal/item.html", context | {"page": page_of(found, today)})


@require_safe
def file(request: HttpRequest, pk: int, key: UUID) -> FileResponse:  # noqa: ARG001
    stored = public_file(pk, key)
    if stored is None:
        raise Http404
    return download(stored)
