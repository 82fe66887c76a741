"""The page of one item on the staff side: its chain, what changed, what the scan finds, what I may do."""

from http import HTTPStatus
from typing import Any, NamedTuple
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Revision

from gongkai.apps.publishing import actions
from gongkai.apps.publishing.actions import Seen
from gongkai.apps.publishing.comparison import compare, facts_of
from gongkai.apps.publishing.forms import DecisionForm, ReasonForm, said_of
from gongkai.apps.publishing.models import Decision, Item
from gongkai.apps.publishing.permissions import (
    items_of,
    may,
    may_drop,
    reviewers_of,
    reviews_here,
    signed_in,
    why_not_review,
    why_not_submit,
)
from gongkai.apps.publishing.queries import (
    approvals_of,
    formed_on_of,
    last_return,
    page_of,
    publication_term,
    publications_of,
)
from gongkai.apps.publishing.scan import RULES, Finding, findings
from gongkai.apps.records.files import download
from gongkai.apps.records.queries import entries_of
from gongkai.apps.records.refusals import Refused
from gongkai.law.calendar import standard_calendar
from gongkai.law.publication_stages import CHAIN, NEXT, REVIEW_NAMES, Act, Stage


def _item(request: HttpRequest, pk: int) -> Item:
    items = items_of(request.user).select_related("office", "section", "latest_revision")
    return get_object_or_404(items, pk=pk)


def item_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _item(request, pk))


def _page(
    request: HttpRequest, item: Item, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    version = item.newest_version()
    public = publications_of(item).select_related("revision").first()
    before = item.with_content_json(public.revision.content) if public else None
    compared = None if before is None or item.stage == Stage.PUBLISHED else compare(before, version)
    formed_on = formed_on_of(item)
    mine = reviews_here(request.user, item)
    why_not = why_not_review(signed_in(request.user), item) if mine else ""
    posted = request.POST
    found = [_told(each, item, posted) for each in findings(version)]
    context = {
        "item": item,
        "version": version,
        "chain": _chain(item),
        "compared": compared,
        "facts": facts_of(version),
        "paragraphs": list(enumerate(version.paragraphs(), start=1)),
        "attached": version.attached(),
        "findings": found,
        "unexplained": [each for each in found if not each.explained],
        "rules": [rule.title.removeprefix("疑似") for rule in RULES],
        "term": publication_term(formed_on, standard_calendar()) if formed_on else None,
        "formed_on": formed_on,
        "today": timezone.localdate(),  # noqa: TID251 - a view
        "content_hash": version.reckoned_hash(),
        "version_count": item.revisions.count(),
        "lacking": [*version.lacks(), *why_not_submit(signed_in(request.user), item)],
        "is_mine": mine,
        "review": REVIEW_NAMES.get(Stage(item.stage), ""),
        "why_not": why_not,
        "turn": _whose_turn(item),
        "acts": _acts(request, item),
        "reviews": item.reviews.select_related("person").order_by("-pk"),
        "dropped": entries_of(item).filter(act=Act.DROP_ITEM).last(),
        "last_return": last_return(item),
        "publications": publications_of(item),
        "entries": entries_of(item).order_by("-number"),
        "refusal": refusal,
        "news": _news(item, version, posted.get("seen_revision", "")),
        "comment": posted.get("comment", ""),
        "reason": posted.get("reason", ""),
    }
    return render(request, "publishing/staff/item.html", context, status=status)


class Told(NamedTuple):
    """A finding as the page tells it: what a reviewer wrote of it already, and what the field holds."""

    finding: Finding
    explained: str
    """Why it may stand and who said so, in a sentence; nothing while nobody has."""
    answer: str


def _told(finding: Finding, item: Item, posted: QueryDict) -> Told:
    """Return the finding with what was typed, or else with what the reviewer before wrote of it."""
    explained, before = "", ""
    for review in approvals_of(item):
        for each in review.answers:
            place = (each["title"], each["place"], each["excerpt"])
            is_this = place == (finding.title, finding.place, finding.excerpt)
            if is_this and each["reason"] != before:
                before = each["reason"]
                explained = f"已说明：{before}（{review.person}）"
    return Told(finding, explained, posted.get(f"answer-{finding.key}", before))


def _acts(request: HttpRequest, item: Item) -> dict[str, bool]:
    """Return which of the buttons are offered."""

    def allowed(act: Act) -> bool:
        return may(request.user, act, item.office)

    is_dropped = item.stage == Stage.DROPPED
    return {
        "amend": allowed(Act.AMEND_ITEM) and not item.is_under_review and not is_dropped,
        "submit": allowed(Act.SUBMIT_ITEM) and Stage.SECTION_REVIEW in NEXT[Stage(item.stage)],
        "recall": allowed(Act.RECALL_ITEM) and item.is_under_review,
        "withdraw": allowed(Act.WITHDRAW_ITEM) and item.live,
        "drop": Stage.DROPPED in NEXT[Stage(item.stage)]
        and item.first_published_at is None
        and may_drop(request.user, item),
    }


def _chain(item: Item) -> list[dict[str, Any]]:
    """Return the stages in their order, with who passed each of this round and when."""
    here = Stage(item.stage) if item.stage in CHAIN else Stage.DRAFT
    reviews = item.reviews.filter(round=item.round).select_related("person")
    passed = {
        each.stage: each
        for each in reviews
        if each.decision in (Decision.SUBMITTED, Decision.APPROVED)
    }
    return [
        {
            "stage": stage,
            "is_now": stage == here,
            "is_done": CHAIN.index(stage) < CHAIN.index(here) or here == Stage.PUBLISHED,
            "review": passed.get(stage) if CHAIN.index(stage) < CHAIN.index(here) else None,
        }
        for stage in CHAIN
    ]


def _whose_turn(item: Item) -> list[str]:
    """Return the names of those whose role it is to review now, in this office and section."""
    if not item.is_under_review:
        return []
    return [str(each) for each in reviewers_of(item, Stage(item.stage))]


def _news(item: Item, version: Item, seen: str) -> str:
    """Return what is new since the reader opened the page, in words, or nothing."""
    if not seen.isdecimal() or int(seen) == item.latest_revision_id:
        return ""
    revision = item.revisions.filter(pk=int(seen)).first()
    if revision is None:
        return ""
    changes = compare(item.with_content_json(revision.content), version)
    return f"与您打开时的那一稿相比：{changes.summary}。"


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    item, post = _item(request, pk), request.POST
    now = timezone.now()  # noqa: TID251 - a view
    try:
        seen = Seen(Stage(post.get("stage", "")), post.get("content_hash", ""))
    except ValueError as strange:
        raise Http404 from strange
    form = DecisionForm(post)
    if not form.is_valid():
        refusal = f"没有办理：{said_of(form)}"
        return _page(request, item, refusal=refusal, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    answers, comment = form.answers, form.cleaned_data["comment"]
    try:
        if post.get("decision") == "approve":
            item = actions.approve_item(
                item,
                seen=seen,
                comment=comment,
                answers=answers,
                by=signed_in(request.user),
                at=now,
            )
            done = f"已经通过，现在{item.status}。"
            if item.stage == Stage.PUBLISHED:
                done = "已经通过，公众现在可以看到。"
        elif post.get("decision") == "return":
            actions.return_item(
                item, seen=seen, comment=comment, by=signed_in(request.user), at=now
            )
            done = "已经退回，拟稿人会看到您写的理由。"
        else:
            raise Http404
    except Refused as refusal:
        return _page(request, _item(request, pk), refusal=str(refusal), status=409)
    messages.success(request, done)
    return redirect("items")


@require_POST
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    item = _item(request, pk)
    now = timezone.now()  # noqa: TID251 - a view
    try:
        actions.recall_item(item, by=signed_in(request.user), at=now)
    except Refused as refusal:
        return _page(request, _item(request, pk), refusal=str(refusal), status=409)
    messages.success(request, "已经取回，可以修改。改好以后从科室负责人开始重新审核。")
    return redirect("item_edit", pk)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    item = _item(request, pk)
    now = timezone.now()  # noqa: TID251 - a view
    form = ReasonForm(request.POST)
    if not form.is_valid():
        refusal = f"没有撤回：{said_of(form)}"
        return _page(request, item, refusal=refusal, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    reason = form.cleaned_data["reason"]
    try:
        actions.withdraw_item(item, reason=reason, by=signed_in(request.user), at=now)
    except Refused as refusal:
        return _page(request, _item(request, pk), refusal=str(refusal), status=409)
    messages.success(request, "已经撤回，原来的网页说明撤回的理由。")
    return redirect("item_page", pk)


def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the newest version as the public will see it."""
    version = _item(request, pk).newest_version()
    today = timezone.localdate()  # noqa: TID251 - a view
    shown: HttpResponse = version.make_preview_request(
        original_request=request, extra_request_attrs={"page": page_of(version, today)}
    )
    return shown


def file(request: HttpRequest, pk: int, key: UUID) -> FileResponse:
    """Hand out an attachment of any version of this item to those who see the item."""
    item = _item(request, pk)
    for revision in Revision.objects.for_instance(item):
        for each in item.with_content_json(revision.content).attached():
            if each.file.key == key:
                return download(each.file)
    raise Http404
