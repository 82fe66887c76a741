"""Writing an item: a new one, a new version, and handing it to review."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from gongkai.apps.offices.models import Person
from gongkai.apps.publishing import actions
from gongkai.apps.publishing.actions import Attached
from gongkai.apps.publishing.forms import AttachmentRows, ItemForm
from gongkai.apps.publishing.models import Item
from gongkai.apps.publishing.permissions import items_of, may, offices_to_draft_in, signed_in
from gongkai.apps.publishing.queries import last_return
from gongkai.apps.records.refusals import Refused
from gongkai.law.publication_stages import Act, Stage


def write_new(request: HttpRequest) -> HttpResponse:
    if not offices_to_draft_in(request.user).exists():
        raise PermissionDenied
    return _write(request, Item(), [])


def write_version(request: HttpRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(items_of(request.user), pk=pk)
    if not may(request.user, Act.AMEND_ITEM, item.office):
        raise PermissionDenied
    if item.is_under_review:
        messages.warning(request, "这条信息正在审核，不能修改。要改的，请先取回。")
        return redirect("item_page", pk)
    if item.stage == Stage.DROPPED:
        messages.warning(request, "这条信息已经不再拟写，不能修改。要写的，请新拟一条。")
        return redirect("item_page", pk)
    version = item.newest_version()
    attached = [Attached(each.file, each.label) for each in version.attached()]
    return _write(request, version, attached)


def _write(request: HttpRequest, version: Item, attached: Sequence[Attached]) -> HttpResponse:
    is_new = version.pk is None
    now = timezone.now()  # noqa: TID251 - a view
    seen = version.latest_revision_id
    if request.method != "POST":
        form, rows = (
            ItemForm(instance=version, person=signed_in(request.user)),
            AttachmentRows(attached),
        )
        return _page(request, form, rows, is_new=is_new)
    form = ItemForm(request.POST, instance=version, person=signed_in(request.user))
    rows = AttachmentRows.posted(request.POST, request.FILES.getlist("uploads"), at=now)
    if form.is_valid() and not rows.refusals:
        try:
            item = _save(form, rows, by=signed_in(request.user), at=now, is_new=is_new)
        except actions.ChangedMeanwhile as changed:
            form.add_error(None, str(changed))
            answered = request.POST.copy()
            answered["seen"] = str(seen)
            form.data = answered
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _after_saving(request, item)
    return _page(request, form, rows, is_new=is_new)


def _save(form: ItemForm, rows: AttachmentRows, *, by: Person, at: datetime, is_new: bool) -> Item:
    version = form.save(commit=False)
    if is_new:
        return actions.draft_item(version, attached=rows.attached, by=by, at=at)
    seen = form.cleaned_data["seen"]
    return actions.amend_item(version, seen=seen, attached=rows.attached, by=by, at=at)


def _after_saving(request: HttpRequest, item: Item) -> HttpResponse:
    if "submit" not in request.POST:
        messages.success(request, "已经保存。只有本机关的人看得到，提交审核并且通过以后才公开。")
        return redirect("item_page", item.pk)
    return _submit(request, item, item.latest_revision_id)


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(items_of(request.user), pk=pk)
    seen = request.POST.get("seen_revision", "")
    return _submit(request, item, int(seen) if seen.isdecimal() else None)


def _submit(request: HttpRequest, item: Item, seen: int | None) -> HttpResponse:
    try:
        actions.submit_item(
            item,
            seen=seen,
            by=signed_in(request.user),
            at=timezone.now(),  # noqa: TID251 - a view
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已经提交审核，现在等科室负责人审核。")
    return redirect("item_page", item.pk)


def _page(
    request: HttpRequest, form: ItemForm, rows: AttachmentRows, *, is_new: bool
) -> HttpResponse:
    item = form.instance
    context = {
        "form": form,
        "rows": rows,
        "item": item,
        "is_new": is_new,
        "last_return": None if is_new else last_return(item),
    }
    return render(request, "publishing/staff/write.html", context)
