"""The list of items: what stands where, what is due when, what waits for me."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.apps.publishing.models import ItemQuerySet
from gongkai.apps.publishing.models.item import SUBJECTS
from gongkai.apps.publishing.permissions import items_of, offices_to_draft_in
from gongkai.apps.publishing.queries import (
    formed_on_of,
    items_waiting_for,
    publication_term,
    title_of,
)
from gongkai.law.calendar import standard_calendar
from gongkai.law.publication_stages import REVIEWS, Stage

PER_PAGE = 20
STATES = {
    "draft": ("拟稿", (Stage.DRAFT, Stage.RETURNED)),
    "review": ("正在审核", REVIEWS),
    "published": ("已公开", (Stage.PUBLISHED,)),
    "withdrawn": ("已撤回", (Stage.WITHDRAWN,)),
    "dropped": ("不再拟写", (Stage.DROPPED,)),
}
TO_BE_PUBLISHED = (Stage.DRAFT, Stage.RETURNED, *REVIEWS)


class FilterForm(forms.Form):
    """What is looked for; a value that is not offered is left aside, and a dropped draft shown only on request."""

    q = forms.CharField(label="名称、文号或者索引号", required=False, max_length=100)
    state = forms.ChoiceField(
        label="环节",
        required=False,
        choices=[("", "全部"), *((key, label) for key, (label, _) in STATES.items())],
    )
    subject = forms.ChoiceField(
        label="公开事项",
        required=False,
        choices=[("", "全部"), *((key, subject.name) for key, subject in SUBJECTS.items())],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"

    def narrow(self, items: ItemQuerySet) -> ItemQuerySet:
        self.is_valid()
        wanted = self.cleaned_data
        if words := wanted.get("q", "").replace("\x00", "").split():
            items = items.drafted_as(words)
        state = wanted.get("state")
        items = items.filter(stage__in=STATES[state][1]) if state else items.not_dropped()
        if subject := wanted.get("subject"):
            items = items.filter(subject=subject)
        return items


def items(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()  # noqa: TID251 - a view
    calendar = standard_calendar()
    form = FilterForm(request.GET)
    found = form.narrow(items_of(request.user)).select_related("office", "latest_revision")
    page = Paginator(found.order_by("-latest_revision__created_at", "-pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    rows = []
    for item in page.object_list:
        formed_on = formed_on_of(item) if item.stage in TO_BE_PUBLISHED else None
        term = publication_term(formed_on, calendar) if formed_on else None
        rows.append({"item": item, "title": title_of(item), "term": term})
    is_filtered = any(form.cleaned_data.values())
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "today": today,
        "waiting": items_waiting_for(request.user),
        "may_draft": offices_to_draft_in(request.user).exists(),
        "is_filtered": is_filtered,
        "is_empty": not (rows or is_filtered),
        "query": query.urlencode(),
    }
    return render(request, "publishing/staff/items.html", context)
