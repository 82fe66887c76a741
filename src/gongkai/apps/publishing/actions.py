"""Every change of an item: check, change, log, in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.actions.unpublish import UnpublishAction

from gongkai.apps.offices.models import Person
from gongkai.apps.publishing.models import Attachment, Decision, Item, Publication, Review
from gongkai.apps.publishing.models.item import OF_THE_WHOLE
from gongkai.apps.publishing.permissions import (
    may,
    may_drop,
    reviews_here,
    why_not_review,
    why_not_submit,
)
from gongkai.apps.publishing.scan import Finding, findings
from gongkai.apps.records.actions import next_number, record
from gongkai.apps.records.models import StoredFile
from gongkai.apps.records.moments import day_of
from gongkai.apps.records.refusals import Refused
from gongkai.law.publication_stages import NEXT, REVIEW_NAMES, Act, Stage, after_approval


class ChangedMeanwhile(Refused):
    """Raise when someone else saved or decided between opening and pressing."""


class Attached(NamedTuple):
    """A file that is to stand under an item, and the name it bears there."""

    file: StoredFile
    label: str


class Seen(NamedTuple):
    """What a reviewer had before them: the stage and every word, by hash."""

    stage: Stage
    content_hash: str


@transaction.atomic
def draft_item(item: Item, *, attached: Sequence[Attached] = (), by: Person, at: datetime) -> Item:
    """Return the item, saved for the first time: nobody but its office sees it."""
    _may(by, Act.DRAFT_ITEM, item)
    item.stage = Stage.DRAFT
    _attach(item, attached)
    item.full_clean()
    item.save(force_insert=True)
    item.save_revision(user=by, clean=False)
    _keep(Act.DRAFT_ITEM, item, f"{by}拟写《{item}》。", by=by, at=at)
    return item


@transaction.atomic
def amend_item(
    version: Item,
    *,
    seen: int | None,
    attached: Sequence[Attached],
    by: Person,
    at: datetime,
) -> Item:
    """Return the new version, kept beside what is public.

    `seen` is the revision the author worked from; raise ChangedMeanwhile when there is a newer one.
    """
    item = _locked(version.pk)
    _may(by, Act.AMEND_ITEM, item)
    if version.office_id != item.office_id:
        raise Refused("没有保存：公开机关不能改。请在另一个机关新拟一条。")
    if item.is_under_review:
        raise Refused("没有保存：这条信息正在审核，不能修改。要改的，请先取回。")
    if item.latest_revision_id != seen:
        raise ChangedMeanwhile(
            f"没有保存：在您填写期间，{_last_author(item)}已经修改并保存。"
            "您填写的内容都还在本页，请另开一页对照以后再保存一次，就以您的为准。"
        )
    for name in set(OF_THE_WHOLE) - {"section_id"}:  # which its author may change at once
        setattr(version, name, getattr(item, name))
    if version.stage != Stage.RETURNED:
        version.stage = _next(item, Stage.DRAFT)
    _attach(version, attached)
    version.full_clean()
    if item.first_published_at is None:
        version.save()
    else:
        version.save(update_fields=["stage", "section"])
    version.save_revision(user=by, clean=False)
    _keep(Act.AMEND_ITEM, version, f"{by}修改《{version}》。", by=by, at=at)
    return version


@transaction.atomic
def submit_item(item: Item, *, seen: int | None, by: Person, at: datetime) -> Item:
    """Return the item, handed to the first reviewer; raise Refused while something is lacking.

    `seen` is the revision the person had before them, as it is of an amendment.
    """
    item = _locked(item.pk)
    _may(by, Act.SUBMIT_ITEM, item)
    if item.latest_revision_id != seen:
        raise ChangedMeanwhile(
            f"没有提交：在您打开本页以后，{_last_author(item)}已经修改并保存。请看过现在的这一稿再提交。"
        )
    version = item.newest_version()
    if alone := why_not_submit(by, item):
        raise Refused("没有提交：" + "".join(alone))
    if lacking := version.lacks():
        raise Refused("没有提交：" + "".join(lacking) + "已经保存的内容都在，补上以后再提交。")
    if Stage.SECTION_REVIEW not in NEXT[Stage(item.stage)]:
        raise Refused(f"没有提交：这条信息现在的环节是“{item.get_stage_display()}”。")
    workflow = item.get_workflow()
    if workflow is None:
        raise Refused("没有提交：审核流程没有启用，请告诉系统管理员。")
    if not item.index_number:
        year = day_of(at).year
        number = next_number("item", office=item.office.pk, year=year)
        owner = item.office.credit_code or item.office.mark
        item.index_number = f"{owner}/{year}-{number:05d}"
    item.stage = _next(item, Stage.SECTION_REVIEW)
    item.round += 1
    item.save()
    if former := item.current_workflow_state:  # returned the last time
        former.cancel(user=by)
    workflow.start(item, by)
    # The number that was just given is part of it.
    content_hash = item.newest_version().reckoned_hash()
    _review(item, Stage.DRAFT, Decision.SUBMITTED, content_hash, by=by, at=at)
    _keep(Act.SUBMIT_ITEM, item, f"{by}提交《{version}》审核。", by=by, at=at)
    return item


@transaction.atomic
def recall_item(item: Item, *, by: Person, at: datetime) -> Item:
    """Return the item, taken back from review to be changed."""
    item = _locked(item.pk)
    _may(by, Act.RECALL_ITEM, item)
    if not item.is_under_review:
        raise Refused(f"没有取回：这条信息现在的环节是“{item.get_stage_display()}”，不在审核中。")
    version = item.newest_version()
    _review(item, Stage(item.stage), Decision.RECALLED, version.reckoned_hash(), by=by, at=at)
    item.current_workflow_state.cancel(user=by)
    _move(item, Stage.DRAFT)
    text = f"{by}从审核中取回《{version}》。"
    _keep(Act.RECALL_ITEM, item, text, by=by, at=at)
    return item


@transaction.atomic
def approve_item(
    item: Item,
    *,
    seen: Seen,
    comment: str = "",
    answers: Mapping[str, str] | None = None,
    by: Person,
    at: datetime,
) -> Item:
    """Return the item, one stage further; after the last stage the public sees it.

    `answers` says of each finding of the scan, by its key, why it may stand.
    """
    item, version = _for_decision(item, Act.APPROVE_ITEM, seen, by)
    given = answers or {}
    found = findings(version)
    open_findings = [each for each in found if not given.get(each.key, "").strip()]
    if open_findings:
        what = "、".join(f"{each.place}“{each.excerpt}”{each.title}" for each in open_findings)
        raise Refused(f"没有通过：{what}，还没有写明为什么可以公开。请退回，或者写明理由。")
    stage = Stage(item.stage)
    _review(
        item,
        stage,
        Decision.APPROVED,
        seen.content_hash,
        comment=comment,
        answers=[_answer(each, given[each.key]) for each in found],
        by=by,
        at=at,
    )
    following = _next(item, after_approval(stage))
    if following is not Stage.PUBLISHED:  # that is the gate's to say
        _move(item, following)
    item.current_workflow_task_state.approve(user=by, comment=comment)
    item = _locked(item.pk)
    text = f"{by}通过《{version}》的{REVIEW_NAMES[stage]}。"
    if following is Stage.PUBLISHED:
        text = f"{by}审签《{version}》，予以公开。"
    details = {"content_hash": seen.content_hash, "stage": stage, "published": item.live}
    _keep(Act.APPROVE_ITEM, item, text, by=by, at=at, details=details)
    return item


@transaction.atomic
def return_item(item: Item, *, seen: Seen, comment: str, by: Person, at: datetime) -> Item:
    """Return the item, given back to its author with the reason; what is public stays."""
    item, version = _for_decision(item, Act.RETURN_ITEM, seen, by)
    if not comment.strip():
        raise Refused("没有退回：请写明理由，拟稿人要知道改什么。")
    stage = Stage(item.stage)
    _review(item, stage, Decision.RETURNED, seen.content_hash, comment=comment, by=by, at=at)
    item.current_workflow_task_state.reject(user=by, comment=comment)
    _move(item, Stage.RETURNED)
    details = {"content_hash": seen.content_hash, "stage": stage}
    text = f"{by}在{stage.label}环节退回《{version}》。"
    _keep(Act.RETURN_ITEM, item, text, by=by, at=at, details=details)
    return item


@transaction.atomic
def withdraw_item(item: Item, *, reason: str, by: Person, at: datetime) -> Item:
    """Return the item, no longer public; its page says so with the reason."""
    item = _locked(item.pk)
    _may(by, Act.WITHDRAW_ITEM, item)
    if not item.live:
        raise Refused("没有撤回：这条信息现在没有公开。")
    if not reason.strip():
        raise Refused("没有撤回：请写明理由，原来的网页会向公众说明。")
    if item.is_under_review:
        item.current_workflow_state.cancel(user=by)
    Publication.objects.filter(item=item, ended_at=None).update(ended_at=at)
    item.withdrawn_at, item.withdrawal_reason = at, reason.strip()
    item.stage = _next(item, Stage.WITHDRAWN)
    UnpublishAction(item, user=by).execute(skip_permission_checks=True)
    _keep(Act.WITHDRAW_ITEM, item, f"{by}撤回公开《{item}》：{reason.strip()}", by=by, at=at)
    return item


@transaction.atomic
def drop_item(item: Item, *, seen: int | None, reason: str, by: Person, at: datetime) -> Item:
    """Return the item, which nobody goes on writing; it was never public and stays in the log.

    `seen` is the revision the person had before them, as it is of an amendment.
    """
    item = _locked(item.pk)
    if not may_drop(by, item):
        raise PermissionDenied
    if item.first_published_at is not None:
        raise Refused("没有办理：这条信息公开过，只能撤回公开。")
    if Stage.DROPPED not in NEXT[Stage(item.stage)]:
        raise Refused(
            f"没有办理：这条信息现在的环节是“{item.get_stage_display()}”，只有没有提交审核的和退回的可以不再拟写。"
        )
    if item.latest_revision_id != seen:
        raise ChangedMeanwhile(
            f"没有办理：在您打开本页以后，{_last_author(item)}已经修改并保存。请看过现在的这一稿再决定。"
        )
    if not reason.strip():
        raise Refused("没有办理：请写明理由，以后查得到为什么不再拟写。")
    if former := item.current_workflow_state:  # returned the last time
        former.cancel(user=by)
    title = item.newest_version().title
    _move(item, Stage.DROPPED)
    text = f"{by}不再拟写《{title}》：{reason.strip()}"
    _keep(Act.DROP_ITEM, item, text, by=by, at=at, details={"reason": reason.strip()})
    return item


def _for_decision(item: Item, act: Act, seen: Seen, by: Person) -> tuple[Item, Item]:
    """Return the locked item and the version to decide on; raise for whoever may not or saw another."""
    item = _locked(item.pk)
    if not may(by, act, item.office):
        raise PermissionDenied
    if item.stage != seen.stage:
        last = item.reviews.last()
        who = f"{last.person}已经办理，" if last else ""
        raise ChangedMeanwhile(
            f"没有办理：在您打开本页以后，{who}现在的环节是“{item.get_stage_display()}”。请看现在的情况。"
        )
    if not reviews_here(by, item):
        raise PermissionDenied
    if trouble := why_not_review(by, item):
        raise Refused(f"没有办理：{trouble}")
    revision = item.latest_revision
    version = item.newest_version()
    task = item.current_workflow_task_state
    is_same = version.reckoned_hash() == seen.content_hash
    if not is_same or task is None or task.revision_id != revision.pk:
        raise ChangedMeanwhile(
            "没有办理：在您打开本页以后，这一稿又有改动。您看过的不是现在的这一稿，请重新看过再决定。"
        )
    return item, version


def _may(person: Person, act: Act, item: Item) -> None:
    if not may(person, act, item.office):
        raise PermissionDenied


def _locked(key: int) -> Item:
    return (
        Item.objects.select_for_update(of=("self",))
        .select_related("office", "section", "latest_revision")
        .get(pk=key)
    )


def _next(item: Item, stage: Stage) -> Stage:
    """Return the stage, if it may follow the one in which the item is; a draft may stay a draft."""
    if stage != item.stage and stage not in NEXT[Stage(item.stage)]:
        raise Refused(f"现在的环节是“{item.get_stage_display()}”，不能到“{stage.label}”。")
    return stage


def _move(item: Item, stage: Stage) -> None:
    item.stage = _next(item, stage)
    item.save(update_fields=["stage"])


def _attach(version: Item, attached: Sequence[Attached]) -> None:
    version.attachments.set(
        [
            Attachment(file=file, label=label or file.name, position=position)
            for position, (file, label) in enumerate(attached)
        ]
    )


def _review(
    item: Item,
    stage: Stage,
    decision: Decision,
    content_hash: str,
    *,
    comment: str = "",
    answers: Sequence[dict[str, str]] = (),
    by: Person,
    at: datetime,
) -> None:
    Review.objects.create(
        item=item,
        round=item.round,
        revision=item.latest_revision,
        content_hash=content_hash,
        stage=stage,
        decision=decision,
        comment=comment.strip(),
        answers=list(answers),
        person=by,
        at=at,
    )


def _answer(finding: Finding, reason: str) -> dict[str, str]:
    return {
        "title": finding.title,
        "place": finding.place,
        "excerpt": finding.excerpt,
        "reason": reason.strip(),
    }


def _last_author(item: Item) -> str:
    revision = item.latest_revision
    return str(revision.user) if revision and revision.user else "有人"


def _keep(
    act: Act,
    item: Item,
    text: str,
    *,
    by: Person,
    at: datetime,
    details: dict[str, Any] | None = None,
) -> None:
    record(act, item, text, at=at, by=by, office=item.office, details=details)
