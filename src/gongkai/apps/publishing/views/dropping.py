"""Dropping a draft that was never public: a page that says what follows, and asks why."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from wagtail.admin import messages

from gongkai.apps.publishing import actions
from gongkai.apps.publishing.forms import ReasonForm, said_of
from gongkai.apps.publishing.models import Item
from gongkai.apps.publishing.permissions import items_of, may_drop, signed_in
from gongkai.apps.records.refusals import Refused
from gongkai.law.publication_stages import NEXT, Stage


def drop(request: HttpRequest, pk: int) -> HttpResponse:
    items = items_of(request.user).select_related("office", "section", "latest_revision")
    item = get_object_or_404(items, pk=pk)
    if not may_drop(request.user, item):
        raise PermissionDenied
    if request.method != "POST":
        if Stage.DROPPED not in NEXT[Stage(item.stage)] or item.first_published_at:
            messages.warning(
                request, "只有没有公开过、没有提交审核或者被退回的信息，可以不再拟写。"
            )
            return redirect("item_page", pk)
        return _page(request, item)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, item, f"没有办理：{said_of(form)}", status)
    seen = request.POST.get("seen_revision", "")
    try:
        actions.drop_item(
            item,
            seen=int(seen) if seen.isdecimal() else None,
            reason=form.cleaned_data["reason"],
            by=signed_in(request.user),
            at=timezone.now(),  # noqa: TID251 - a view
        )
    except Refused as refusal:
        item = items.get(pk=pk)
        return _page(request, item, str(refusal), HTTPStatus.CONFLICT)
    messages.success(request, "已经不再拟写，从工作台和列表里拿掉。理由记在操作记录里。")
    return redirect("items")


def _page(
    request: HttpRequest, item: Item, refusal: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "item": item,
        "version": item.newest_version(),
        "refusal": refusal,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "publishing/staff/drop.html", context, status=status)
