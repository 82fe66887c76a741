"""The gate under attack: each way past the review that we could think of, tried once."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.models import Revision, TaskState, WorkflowState

from conftest import NOW
from gongkai.apps.offices import actions as offices
from gongkai.apps.offices.models import Person, Role
from gongkai.apps.publishing import protection
from gongkai.apps.publishing.actions import Attached
from gongkai.apps.publishing.models import Attachment, Decision, Item, Publication, Review
from gongkai.apps.publishing.models.review import NOT_APPROVED
from gongkai.apps.publishing.permissions import waiting_for
from gongkai.apps.records.actions import store_file
from gongkai.apps.records.refusals import Refused
from gongkai.law.publication_stages import Stage

PDF = b"%PDF-1.4\n%%EOF\n"


def pdf(name="表.pdf", content=PDF):
    return store_file(ContentFile(content, name=name), at=NOW)


def in_database(item):
    """Return the row past every method of ours."""
    return models.QuerySet(Item).filter(pk=item.pk)


def assert_hidden(item):
    item = Item.objects.get(pk=item.pk)
    assert not item.live
    assert not Publication.objects.filter(item=item).exists()


def test_the_straight_way_publishes_what_was_approved(desk):
    item = desk.publish()
    assert item.live
    assert item.stage == Stage.PUBLISHED
    assert item.approved_hash == item.content_hash == item.reckoned_hash()
    assert item.first_published_at == item.last_published_at == NOW
    assert item.index_number == "11000000MB00000010/2026-00001"
    assert item.live_revision_id == item.latest_revision_id
    assert [review.stage for review in item.reviews.all()] == [
        Stage.DRAFT,
        Stage.SECTION_REVIEW,
        Stage.SECRECY_REVIEW,
        Stage.LEADER_REVIEW,
    ]


def test_a_new_item_is_not_live():
    assert not Item().live


# Through the ORM


def test_create_with_live_is_refused(desk):
    with pytest.raises(Refused, match="没有公开"):
        desk.new(live=True).save()
    assert not Item.objects.exists()


def test_create_with_live_and_hashes_of_its_own_is_refused(desk):
    item = desk.new(live=True)
    item.content_hash = item.approved_hash = item.reckoned_hash()
    with pytest.raises(Refused):
        item.save()


def test_bulk_create_with_live_is_refused(desk):
    item = desk.new(live=True)
    item.content_hash = item.approved_hash = item.reckoned_hash()
    with pytest.raises(Refused):
        Item.objects.bulk_create([item])


def test_bulk_create_past_the_queryset_is_refused_by_the_database(desk):
    with pytest.raises(IntegrityError), transaction.atomic():
        models.QuerySet(Item).bulk_create([desk.new(live=True)])


def test_update_to_live_is_refused(desk):
    item = desk.draft()
    with pytest.raises(Refused):
        Item.objects.update(live=True)
    with pytest.raises(Refused):
        Item.objects.filter(pk=item.pk).update(approved_hash="x")


def test_update_past_the_queryset_is_refused_by_the_database(desk):
    item = desk.draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        in_database(item).update(live=True)


def test_the_database_wants_the_approved_hash_to_be_that_of_the_content(desk):
    item = desk.draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        in_database(item).update(live=True, approved_hash="0" * 64)


def test_bulk_update_is_refused(desk):
    item = desk.draft()
    item.live = True
    with pytest.raises(Refused):
        Item.objects.bulk_update([item], ["live"])


@pytest.mark.parametrize("how", ["update_conflicts", "ignore_conflicts"])
def test_bulk_create_over_rows_that_stand_is_refused(desk, how):
    item = desk.publish()
    other = desk.new(pk=item.pk, body="<p>没有审核的正文。</p>")
    options = {"unique_fields": ["id"], "update_fields": ["body"]}
    with pytest.raises(Refused):
        Item.objects.bulk_create(
            [other], **{how: True}, **(options if how == "update_conflicts" else {})
        )
    assert Item.objects.get().body == item.body


def test_the_base_manager_is_no_way_round(desk):
    item = desk.publish(attached=[Attached(pdf(), "表")])
    with pytest.raises(Refused):
        Item._base_manager.filter(pk=item.pk).update(body="<p>没有审核的正文。</p>")
    with pytest.raises(Refused):
        Item._base_manager.update(live=True, approved_hash=F("content_hash"))
    with pytest.raises(Refused):
        Attachment._base_manager.update(label="没有审核的名称")


def test_the_database_shows_nothing_without_a_publication_that_stands(desk):
    draft, gone = desk.draft(), desk.publish(desk.draft(title="撤回的"))
    desk.withdraw(gone)
    for item in (draft, gone):
        with pytest.raises(IntegrityError), transaction.atomic():
            in_database(item).update(
                live=True,
                approved_hash=F("content_hash"),
                withdrawal_reason="",
                withdrawn_at=None,
            )
    with pytest.raises(IntegrityError), transaction.atomic():
        models.QuerySet(Item).bulk_create(
            [desk.new(live=True, content_hash="0" * 64, approved_hash="0" * 64)]
        )


def test_the_database_keeps_the_words_of_what_is_public(desk):
    item = desk.publish()
    for facts in ({"body": "<p>没有审核的正文。</p>"}, {"topic": "别的"}, {"expires_on": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            in_database(item).update(**facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        in_database(item).update(
            body="<p>没有审核的正文。</p>", content_hash="0" * 64, approved_hash="0" * 64
        )
    in_database(item).update(locked=True)


def test_the_triggers_step_aside_for_a_migration(desk):
    item = desk.publish()
    protection.unprotect(connection)
    in_database(item).update(topic="别的")
    protection.protect(connection)
    with pytest.raises(IntegrityError), transaction.atomic():
        in_database(item).update(topic="没有审核的")


def test_save_with_live_is_refused(desk):
    item = desk.draft()
    item.live = True
    with pytest.raises(Refused):
        item.save()


@pytest.mark.parametrize("fields", [["live"], ["live", "approved_hash", "content_hash"]])
def test_a_save_of_live_alone_is_refused(desk, fields):
    item = desk.draft()
    item.live = True
    item.content_hash = item.approved_hash = item.reckoned_hash()
    with pytest.raises(Refused):
        item.save(update_fields=fields)
    assert_hidden(item)


def test_words_of_a_public_item_are_not_changed_by_a_save(desk):
    item = desk.publish()
    item.title = "没有审核的名称"
    for options in ({}, {"update_fields": ["title"]}):
        with pytest.raises(Refused):
            item.save(**options)
    with pytest.raises(Refused):
        Item.objects.filter(pk=item.pk).update(title="没有审核的名称")
    assert Item.objects.get(pk=item.pk).title != "没有审核的名称"


def test_attachments_of_a_public_item_are_not_changed_apart_from_it(desk):
    item = desk.publish(attached=[Attached(pdf(), "表")])
    other = pdf("另一份.pdf", PDF + b"x")
    attachment = Attachment.objects.get()
    with pytest.raises(Refused):
        Attachment.objects.create(item=item, file=other, label="没有审核的附件")
    with pytest.raises(Refused):
        Attachment.objects.update(file=other)
    with pytest.raises(Refused):
        Attachment.objects.bulk_create([Attachment(item=item, file=other, label="x")])
    with pytest.raises(Refused):
        Attachment.objects.all().delete()
    attachment.file = other
    with pytest.raises(Refused):
        attachment.save()
    with pytest.raises(Refused):
        attachment.delete()
    item = Item.objects.get(pk=item.pk)
    item.attachments.add(Attachment(file=other, label="没有审核的附件"))
    with pytest.raises(Refused):
        item.save()
    assert [each.file.sha256 for each in Item.objects.get().attached()] == [
        attachment.item.attached()[0].file.sha256
    ]


def test_nothing_is_deleted(desk):
    item = desk.draft()
    for attempt in (item.delete, Item.objects.all().delete):
        with pytest.raises(Refused, match="不能删除"):
            attempt()
    assert Item.objects.exists()


# Through Wagtail


@pytest.mark.parametrize("skip", [False, True])
def test_revision_publish_is_refused(desk, skip):
    item = desk.draft()
    boss = Person.objects.create_superuser("root", password="x", display_name="超级用户")
    with pytest.raises(Refused):
        item.latest_revision.publish(user=boss, skip_permission_checks=skip)
    with pytest.raises(Refused):
        item.publish(item.latest_revision, user=boss, skip_permission_checks=skip)
    assert_hidden(item)


def test_wagtails_action_past_the_item_is_refused_too(desk):
    item = desk.draft()
    with pytest.raises(Refused):
        PublishRevisionAction(item.latest_revision).execute(skip_permission_checks=True)
    assert_hidden(item)


def test_a_revision_of_another_item_is_refused(desk):
    item, other = desk.publish(), desk.draft(title="另一条")
    with pytest.raises(Refused):
        item.publish(other.latest_revision)
    with pytest.raises(Refused):
        other.publish(item.latest_revision)
    assert_hidden(other)


def test_a_revision_changed_in_memory_publishes_nothing_else(desk):
    item = desk.draft()
    desk.submit(item)
    for reviewer in (desk.head, desk.secrecy):
        desk.approve(item, reviewer)
    revision = Revision.objects.get(pk=item.latest_revision_id)
    revision.content["title"] = "没有审核的名称"
    with pytest.raises(Refused):
        revision.publish()
    desk.approve(item, desk.leader)
    assert Item.objects.get().title == "云川市投资促进局2026年工作要点"


def test_a_revision_changed_in_the_database_is_not_published(desk):
    item = desk.draft()
    desk.submit(item)
    revision = Revision.objects.get(pk=item.latest_revision_id)
    for reviewer in (desk.head, desk.secrecy):
        desk.approve(item, reviewer)
    revision.content["title"] = "没有审核的名称"
    revision.save()
    with pytest.raises(Refused):
        desk.approve(item, desk.leader)
    assert_hidden(item)


def test_a_schedule_is_refused_by_the_database(desk):
    item = desk.draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        in_database(item).update(go_live_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        in_database(item).update(expire_at=NOW)


def test_a_version_loses_its_schedule(desk):
    item = desk.draft()
    item.go_live_at = NOW + timedelta(days=1)
    revision = item.save_revision(clean=False)
    assert Revision.objects.get(pk=revision.pk).as_object().go_live_at is None


def test_the_scheduler_publishes_nothing_unapproved(desk):
    item = desk.draft()
    Revision.objects.update(approved_go_live_at=NOW - timedelta(days=1))
    with pytest.raises(Refused):
        call_command("publish_scheduled")
    assert_hidden(item)


def test_the_scheduler_does_not_bring_back_what_was_withdrawn(desk):
    item = desk.publish()
    desk.withdraw(item)
    Revision.objects.update(approved_go_live_at=NOW - timedelta(days=1))
    with pytest.raises(Refused):
        call_command("publish_scheduled")
    assert not Item.objects.get().live


def test_approving_in_wagtail_without_our_reviews_publishes_nothing(desk):
    item = desk.draft()
    desk.submit(item)
    for _ in range(2):
        TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS).approve(user=desk.head)
    with pytest.raises(Refused):
        TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS).approve(user=desk.head)
    assert_hidden(item)


def test_wagtails_own_buttons_decide_nothing(desk):
    item = desk.draft()
    desk.submit(item)
    task_state = item.current_workflow_task_state
    task = task_state.task.specific
    boss = Person.objects.create_superuser("root", password="x", display_name="超级用户")
    assert task.get_actions(item, boss) == []
    for action in ("approve", "reject"):
        with pytest.raises(Refused):
            task.on_action(task_state, boss, action)
    assert not TaskState.objects.reviewable_by(boss).exists()


def test_finishing_the_workflow_early_publishes_nothing(desk):
    item = desk.draft()
    desk.submit(item)
    desk.approve(item, desk.head)
    with pytest.raises(Refused):
        WorkflowState.objects.get().finish(user=desk.leader)
    assert_hidden(item)


def test_the_finish_publishes_the_reviewed_revision_and_not_the_latest(desk):
    """A newer draft that slipped in past our actions stays a draft, and stops the approval."""
    item = desk.draft()
    desk.submit(item)
    for reviewer in (desk.head, desk.secrecy):
        desk.approve(item, reviewer)
    version = Item.objects.get().latest_revision.as_object()
    version.title = "审核以后塞进来的名称"
    version.save_revision(user=desk.clerk)
    with pytest.raises(Refused, match="又有改动"):
        desk.approve(item, desk.leader)
    assert_hidden(item)


def test_reverting_to_an_earlier_revision_is_reviewed_anew(desk):
    item = desk.publish()
    first = item.latest_revision
    desk.publish(desk.amend(item, title="第二版"))
    item.refresh_from_db()
    assert item.title == "第二版"
    with pytest.raises(Refused):
        first.publish(previous_revision=item.latest_revision)
    reverted = first.as_object()
    reverted.save_revision(user=desk.clerk, previous_revision=first)
    with pytest.raises(Refused):
        Item.objects.get().latest_revision.publish()
    assert Item.objects.get().title == "第二版"


def test_the_same_round_is_not_published_twice(desk):
    item = desk.publish()
    with pytest.raises(Refused):
        item.latest_revision.publish()


def test_a_copy_begins_as_a_draft(desk):
    item = desk.publish()
    copy = Item.objects.get(pk=item.pk)
    copy.pk, copy.index_number = None, ""
    with pytest.raises(Refused):
        copy.save()
    copy.live = False
    copy.first_published_at = None
    copy.save()
    assert_hidden(copy)
    assert copy.approved_hash == ""


# Withdrawing and publishing again


def test_unpublishing_without_a_reason_is_refused(desk):
    item = desk.publish()
    with pytest.raises(Refused):
        item.unpublish()
    with pytest.raises(IntegrityError), transaction.atomic():
        UnpublishAction(Item.objects.get()).execute(skip_permission_checks=True)
    assert Item.objects.get().live


def test_what_was_withdrawn_comes_back_through_the_chain_alone(desk):
    item = desk.publish()
    desk.withdraw(item)
    item.refresh_from_db()
    assert not item.live
    with pytest.raises(Refused):
        item.latest_revision.publish()
    item.live = True
    with pytest.raises(Refused):
        item.save()
    with pytest.raises(Refused):
        item.save(update_fields=["live"])
    with pytest.raises(IntegrityError), transaction.atomic():
        in_database(item).update(live=True)
    later = NOW + timedelta(days=2)
    item = desk.publish(item, at=later)
    assert item.live
    assert (item.withdrawal_reason, item.withdrawn_at) == ("", None)
    assert (item.first_published_at, item.last_published_at) == (NOW, later)


# Who


def test_nobody_approves_what_they_wrote(desk, person):
    """The head of the section amends the draft and so may not approve it, nor may the submitter."""
    person("kezhang2", Role.SECTION_HEAD, office=desk.office)
    item = desk.draft()
    desk.amend(item, by=desk.head, title="科长改过的名称")
    desk.submit(item)
    with pytest.raises(Refused, match="您写过这一稿"):
        desk.approve(item, desk.head)


def test_whoever_wrote_an_earlier_version_since_the_last_publication_does_not_approve(desk, person):
    person("kezhang2", Role.SECTION_HEAD, office=desk.office)
    item = desk.draft(by=desk.head)
    desk.amend(item, by=desk.clerk)
    desk.submit(item)
    with pytest.raises(Refused, match="您写过这一稿"):
        desk.approve(item, desk.head)


def test_whoever_wrote_a_version_already_public_may_approve_the_next(desk):
    offices.appoint(desk.other_clerk, Role.SECTION_HEAD, office=desk.office, by=None, at=NOW)
    item = desk.publish(desk.draft(by=desk.other_clerk))
    desk.amend(item, by=desk.clerk, title="第二版")
    desk.submit(item)
    desk.approve(item, desk.other_clerk)


def test_whoever_wrote_what_was_withdrawn_does_not_approve_it_again(desk, person):
    second = person("kezhang2", Role.SECTION_HEAD, office=desk.office)
    item = desk.draft(by=desk.head)
    desk.submit(item)
    for reviewer in (second, desk.secrecy, desk.leader):
        desk.approve(item, reviewer)
    desk.withdraw(item)
    desk.submit(item)
    assert list(waiting_for(second)) == [item]
    assert not waiting_for(desk.head).exists()
    with pytest.raises(Refused, match="您写过这一稿"):
        desk.approve(item, desk.head)
    forged(Item.objects.get(), (desk.head, desk.secrecy, desk.leader))
    with pytest.raises(Refused):
        publish_in_wagtail(item)


def test_one_person_with_all_roles_passes_one_stage_alone(desk, person):
    everything = person("quan", *[r for r in Role if r != Role.ADMINISTRATOR], office=desk.office)
    item = desk.draft()
    desk.submit(item)
    desk.approve(item, everything)
    with pytest.raises(Refused, match="每个人在一次审核里只能办理一个环节"):
        desk.approve(item, everything)
    assert_hidden(item)


def test_one_person_with_all_roles_does_not_approve_what_they_submitted(desk, person):
    everything = person("quan", *[r for r in Role if r != Role.ADMINISTRATOR], office=desk.office)
    item = desk.draft()
    desk.submit(item, by=everything)
    with pytest.raises(Refused, match="这一稿是您提交的"):
        desk.approve(item, everything)


def test_the_database_lets_nobody_act_twice_in_a_round(desk):
    item = desk.draft()
    desk.submit(item)
    desk.approve(item, desk.head)
    facts = Review.objects.values("item_id", "round", "revision_id", "content_hash", "at").last()
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(
            **facts,
            person=desk.head,
            stage=Stage.SECRECY_REVIEW,
            decision=Decision.APPROVED,
        )


def forged(item, people, *, authors=(), stages=None, **facts):
    """Write reviews into the database past every action."""
    plain = {
        "item": item,
        "round": item.round,
        "revision": item.latest_revision,
        "content_hash": item.newest_version().reckoned_hash(),
        "decision": Decision.APPROVED,
        "at": NOW,
    }
    every = (Stage.SECTION_REVIEW, Stage.SECRECY_REVIEW, Stage.LEADER_REVIEW)
    for stage, someone in zip(stages or every, people, strict=True):
        Review.objects.create(stage=stage, person=someone, **(plain | facts))


def publish_in_wagtail(item):
    Item.objects.get(pk=item.pk).latest_revision.publish()


@pytest.mark.parametrize(
    ("case", "facts"),
    [
        ("another hash", {"content_hash": "0" * 64}),
        ("another round", {"round": 7}),
        ("a return among them", {"decision": Decision.RETURNED}),
    ],
)
def test_the_gate_counts_only_a_whole_chain(desk, case, facts):
    item = desk.draft()
    item = desk.submit(item)
    forged(item, desk.reviewers(), **facts)
    with pytest.raises(Refused):
        publish_in_wagtail(item)


def test_the_gate_wants_every_stage(desk):
    item = desk.draft()
    item = desk.submit(item)
    stages = (Stage.SECTION_REVIEW, Stage.LEADER_REVIEW)
    forged(item, (desk.head, desk.leader), stages=stages)
    with pytest.raises(Refused):
        publish_in_wagtail(item)


def test_the_gate_itself_looks_for_authors(desk, person):
    person("kezhang2", Role.SECTION_HEAD, office=desk.office)
    item = desk.draft()
    desk.amend(item, by=desk.head)
    item = desk.submit(item)
    forged(item, desk.reviewers())
    with pytest.raises(Refused) as refusal:
        publish_in_wagtail(item)
    assert str(refusal.value) == NOT_APPROVED


def test_the_gate_wants_the_revision_that_was_reviewed(desk):
    """A later revision with the very same words was seen by nobody."""
    item = desk.draft()
    item = desk.submit(item)
    forged(item, desk.reviewers())
    item.latest_revision.as_object().save_revision()
    with pytest.raises(Refused):
        publish_in_wagtail(item)
