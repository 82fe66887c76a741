"""What is done to an item: who may, in which order, and what each act leaves behind."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from wagtail.models import WorkflowState

from conftest import NOW
from gongkai.apps.offices import actions as offices
from gongkai.apps.offices.models import Person, Role
from gongkai.apps.publishing import actions
from gongkai.apps.publishing.actions import Attached, ChangedMeanwhile, Seen
from gongkai.apps.publishing.models import Item, Kind
from gongkai.apps.publishing.permissions import items_of, reviews_here, waiting_for
from gongkai.apps.publishing.scan import findings
from gongkai.apps.records.actions import store_file
from gongkai.apps.records.queries import entries_of
from gongkai.apps.records.refusals import Refused
from gongkai.law.publication_stages import Stage


def seen(item):
    item.refresh_from_db()
    return Seen(Stage(item.stage), item.newest_version().reckoned_hash())


def under(item, stage):
    item.refresh_from_db()
    return item.stage == stage


def test_each_act_leaves_an_entry(desk):
    item = desk.publish()
    desk.withdraw(item)
    assert [entry.act for entry in entries_of(item)] == [
        "draft_item",
        "submit_item",
        "approve_item",
        "approve_item",
        "approve_item",
        "withdraw_item",
    ]


def test_only_people_with_the_role_in_the_office_act(desk, elsewhere):
    item = desk.draft()
    for stranger in (desk.secrecy, desk.leader, elsewhere.clerk):
        with pytest.raises(PermissionDenied):
            desk.amend(item, by=stranger)
        with pytest.raises(PermissionDenied):
            desk.submit(item, by=stranger)
    desk.submit(item)
    for stranger in (desk.secrecy, desk.leader, desk.clerk, elsewhere.head):
        with pytest.raises(PermissionDenied):
            desk.approve(item, stranger)
        with pytest.raises(PermissionDenied):
            desk.send_back(item, stranger)
    with pytest.raises(PermissionDenied):
        desk.draft(by=elsewhere.clerk)


def test_nothing_is_submitted_that_nobody_is_left_to_review(desk, person):
    item = desk.draft()
    with pytest.raises(Refused, match="科室负责人审核这一环节（周明澈）就没有人办理"):
        desk.submit(item, by=desk.head)
    desk.amend(item, by=desk.head)
    with pytest.raises(Refused, match="就没有人办理"):
        desk.submit(item)
    person("kezhang2", Role.SECTION_HEAD, office=desk.office)
    desk.submit(item)


def test_a_superuser_without_a_role_does_nothing(desk):
    boss = Person.objects.create_superuser("root", password="x", display_name="超级用户")
    with pytest.raises(PermissionDenied):
        desk.draft(by=boss)
    item = desk.draft()
    desk.submit(item)
    with pytest.raises(PermissionDenied):
        desk.approve(item, boss)
    desk.publish(desk.draft(title="另一条"))
    with pytest.raises(PermissionDenied):
        desk.withdraw(Item.objects.get(live=True), by=boss)
    assert not items_of(boss).exists()


def test_a_head_of_another_section_does_not_review(desk, person):
    law = offices.open_section(desk.office, name="法规科", by=None, at=NOW)
    service = offices.open_section(desk.office, name="投资服务科", by=None, at=NOW)
    heads = {}
    for username, section in (("h1", law), ("h2", service)):
        heads[section] = person(username, office=desk.office)
        offices.appoint(
            heads[section], Role.SECTION_HEAD, office=desk.office, section=section, by=None, at=NOW
        )
    item = desk.draft(section=law)
    desk.submit(item)
    assert list(waiting_for(heads[law])) == [item]
    assert not waiting_for(heads[service]).exists()
    with pytest.raises(PermissionDenied):
        desk.approve(item, heads[service])
    desk.approve(item, heads[law])


def test_an_item_of_no_section_is_reviewed_by_any_head_of_the_office(desk, person):
    law = offices.open_section(desk.office, name="法规科", by=None, at=NOW)
    head = person("h1", office=desk.office)
    offices.appoint(head, Role.SECTION_HEAD, office=desk.office, section=law, by=None, at=NOW)
    item = desk.draft()
    desk.submit(item)
    for someone in (head, desk.head):
        assert list(waiting_for(someone)) == [item]
        assert reviews_here(someone, Item.objects.get())
    desk.approve(item, head)
    assert under(item, Stage.SECRECY_REVIEW)


def test_a_dismissed_reviewer_no_longer_reviews(desk):
    item = desk.draft()
    desk.submit(item)
    offices.dismiss(desk.head.appointments.get(), by=None, at=NOW)
    with pytest.raises(PermissionDenied):
        desk.approve(item, desk.head)


def test_what_waits_for_whom_moves_with_the_stage(desk, elsewhere):
    item = desk.draft()
    desk.submit(item)
    for reviewer in desk.reviewers():
        waiting = [p for p in (*desk.reviewers(), *elsewhere.reviewers()) if waiting_for(p)]
        assert waiting == [reviewer]
        desk.approve(item, reviewer)
    assert not any(waiting_for(p) for p in desk.reviewers())


def test_what_one_wrote_or_passed_does_not_wait_for_one(desk, person):
    quan = person("quan", *[r for r in Role if r != Role.ADMINISTRATOR], office=desk.office)
    mine = desk.draft(by=quan)
    desk.submit(mine)
    assert not waiting_for(quan).exists()
    other = desk.draft(title="另一条")
    desk.submit(other)
    assert list(waiting_for(quan)) == [other]
    desk.approve(other, quan)
    assert not waiting_for(quan).exists()


def test_what_is_lacking_is_said_before_the_review(desk):
    item = desk.draft(formed_on=None, body="<p> </p>")
    with pytest.raises(Refused) as refusal:
        desk.submit(item)
    assert "形成或者变更之日" in str(refusal.value)
    assert "没有正文，也没有附件" in str(refusal.value)
    document = desk.draft(title="文件", kind=Kind.NORMATIVE)
    with pytest.raises(Refused, match="发文字号和成文日期"):
        desk.submit(document)
    explanation = desk.draft(title="解读", kind=Kind.EXPLANATION)
    with pytest.raises(Refused, match="解读的文件"):
        desk.submit(explanation)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"ending": "abolished"}, "ended_on"),
        ({"effective_on": "2026-02-01", "expires_on": "2026-01-01"}, "expires_on"),
        ({"subject": "nothing"}, "subject"),
        ({"title": ""}, "title"),
    ],
)
def test_a_draft_holds_together(desk, facts, field):
    with pytest.raises(ValidationError) as error:
        desk.draft(**facts)
    assert field in error.value.message_dict


def test_the_index_number_is_given_once_and_without_gap(desk):
    item, other = desk.draft(), desk.draft(title="另一条")
    assert item.index_number == ""
    desk.submit(other)
    desk.submit(item)
    desk.send_back(item, desk.head)
    desk.submit(item)
    item.refresh_from_db()
    assert item.index_number.endswith("/2026-00002")


def test_nobody_amends_what_is_under_review_without_taking_it_back(desk):
    item = desk.draft()
    desk.submit(item)
    with pytest.raises(Refused, match="先取回"):
        desk.amend(item, title="新的名称")
    actions.recall_item(item, by=desk.other_clerk, at=NOW)
    assert under(item, Stage.DRAFT)
    assert not WorkflowState.objects.active().exists()
    desk.amend(item, title="新的名称")
    with pytest.raises(Refused, match="不在审核中"):
        actions.recall_item(item, by=desk.clerk, at=NOW)


def test_after_a_return_all_review_again(desk):
    item = desk.draft()
    desk.submit(item)
    desk.approve(item, desk.head)
    desk.send_back(item, desk.secrecy, "附件缺盖章页。")
    assert under(item, Stage.RETURNED)
    desk.amend(item, title="改过的名称")
    assert under(item, Stage.RETURNED)
    desk.publish(item)
    item.refresh_from_db()
    assert item.title == "改过的名称"


def test_a_return_needs_a_reason(desk):
    item = desk.draft()
    desk.submit(item)
    with pytest.raises(Refused, match="写明理由"):
        desk.send_back(item, desk.head, " ")
    assert under(item, Stage.SECTION_REVIEW)


def test_an_edit_between_opening_and_approving_is_noticed(desk):
    """Two tabs: the reviewer opens, the drafter takes back, edits and submits again."""
    item = desk.draft()
    desk.submit(item)
    opened = seen(item)
    actions.recall_item(item, by=desk.clerk, at=NOW)
    desk.amend(item, body="<p>换成另一段。</p>")
    desk.submit(item)
    with pytest.raises(ChangedMeanwhile, match="又有改动"):
        actions.approve_item(item, seen=opened, by=desk.head, at=NOW)
    with pytest.raises(ChangedMeanwhile, match="又有改动"):
        actions.return_item(item, seen=opened, comment="x", by=desk.head, at=NOW)
    assert under(item, Stage.SECTION_REVIEW)
    desk.approve(item, desk.head)


def test_an_attachment_changed_between_opening_and_approving_is_noticed(desk):
    def pdf(content):
        return store_file(ContentFile(b"%PDF-1.4\n" + content, name="表.pdf"), at=NOW)

    item = desk.draft(attached=[Attached(pdf(b"one"), "表")])
    desk.submit(item)
    opened = seen(item)
    actions.recall_item(item, by=desk.clerk, at=NOW)
    desk.amend(item, attached=[Attached(pdf(b"two"), "表")])
    desk.submit(item)
    with pytest.raises(ChangedMeanwhile):
        actions.approve_item(item, seen=opened, by=desk.head, at=NOW)


def test_the_second_of_two_reviewers_at_once_is_told(desk, person):
    second = person("kezhang2", Role.SECTION_HEAD, office=desk.office)
    item = desk.draft()
    desk.submit(item)
    opened = seen(item)
    actions.approve_item(item, seen=opened, by=desk.head, at=NOW)
    with pytest.raises(ChangedMeanwhile, match="周明澈已经办理"):
        actions.approve_item(item, seen=opened, by=second, at=NOW)
    assert under(item, Stage.SECRECY_REVIEW)


def test_the_second_of_two_drafters_is_told(desk):
    item = desk.draft()
    item.refresh_from_db()
    mine = item.newest_version()
    opened = item.latest_revision_id
    desk.amend(item, by=desk.other_clerk, title="先保存的名称")
    mine.title = "后保存的名称"
    with pytest.raises(ChangedMeanwhile, match="陆知夏已经修改并保存"):
        actions.amend_item(mine, seen=opened, attached=[], by=desk.clerk, at=NOW)


def test_a_finding_shuts_approval_until_it_is_answered(desk):
    item = desk.draft(body="<p>联系周老师13900000000。</p>")
    desk.submit(item)
    with pytest.raises(Refused, match="疑似个人手机号"):
        desk.approve(item, desk.head)
    from_scan = findings(item)
    answers = {each.key: "值班手机。" for each in from_scan}
    with pytest.raises(Refused):
        desk.approve(item, desk.head, answers=dict.fromkeys(answers, " "))
    desk.approve(item, desk.head, answers=answers)
    review = item.reviews.last()
    assert [answer["reason"] for answer in review.answers] == ["值班手机。"]
    with pytest.raises(Refused):
        desk.approve(item, desk.secrecy)


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        ({"document_number": "云川投促〔2026〕13900000000号"}, "发文字号"),
        ({"issuing_office": "周老师13900000000"}, "发文机关"),
        ({"topic": "机密★10年"}, "主题分类"),
    ],
)
def test_every_word_the_public_would_read_is_scanned(desk, facts, place):
    item = desk.draft(**facts)
    assert [each.place for each in findings(item)] == [place]
    desk.submit(item)
    with pytest.raises(Refused, match=place):
        desk.approve(item, desk.head)


def test_names_of_attachments_are_scanned(desk):
    file = store_file(ContentFile(b"%PDF-1.4\n", name="名单13900000001.pdf"), at=NOW)
    item = desk.draft(attached=[Attached(file, "周老师13900000000")])
    found = [(each.place, each.text) for each in findings(item)]
    assert found == [("附件 1 的名称", "13900000000"), ("附件 1 的文件名", "13900000001")]


def test_a_new_section_takes_the_item_over_at_once(desk, person):
    heads = {}
    for name in ("法规科", "投资服务科"):
        section = offices.open_section(desk.office, name=name, by=None, at=NOW)
        heads[section] = person(name, office=desk.office)
        offices.appoint(
            heads[section], Role.SECTION_HEAD, office=desk.office, section=section, by=None, at=NOW
        )
    (law, law_head), (service, service_head) = heads.items()
    item = desk.draft(section=law)
    desk.submit(item)
    for reviewer in (law_head, desk.secrecy, desk.leader):
        desk.approve(item, reviewer)
    desk.amend(item, section=service, body="<p>新的一段。</p>")
    stored = Item.objects.get()
    assert (stored.section, stored.newest_version().section, stored.live) == (
        service,
        service,
        True,
    )
    desk.submit(item)
    assert not waiting_for(law_head).exists()
    assert list(waiting_for(service_head)) == [item]
    desk.approve(item, service_head)


def test_who_submits_has_seen_what_is_submitted(desk):
    item = desk.draft()
    opened = item.latest_revision_id
    desk.amend(item, by=desk.other_clerk, body="<p>别人改的。</p>")
    with pytest.raises(ChangedMeanwhile, match="陆知夏已经修改并保存"):
        actions.submit_item(item, seen=opened, by=desk.clerk, at=NOW)
    assert under(item, Stage.DRAFT)


def test_an_amended_item_stays_public_as_it_was_until_the_new_version_passes(desk):
    item = desk.publish()
    desk.amend(item, title="第二版")
    item.refresh_from_db()
    assert (item.live, item.title, item.stage) == (True, "云川市投资促进局2026年工作要点", "draft")
    desk.submit(item)
    desk.approve(item, desk.head)
    assert Item.objects.get().title == "云川市投资促进局2026年工作要点"
    desk.approve(item, desk.secrecy)
    desk.approve(item, desk.leader, at=NOW + timedelta(days=1))
    item.refresh_from_db()
    assert (item.title, item.first_published_at) == ("第二版", NOW)
    assert [each.ended_at for each in item.publications.all()] == [None, NOW + timedelta(days=1)]


def test_attachments_of_a_version_do_not_reach_the_public_before_it_passes(desk):
    def pdf(content):
        return store_file(ContentFile(b"%PDF-1.4\n" + content, name="表.pdf"), at=NOW)

    item = desk.publish(attached=[Attached(pdf(b"one"), "一")])
    desk.amend(item, attached=[Attached(pdf(b"two"), "二")])
    assert [each.label for each in Item.objects.get().attached()] == ["一"]
    desk.publish(item)
    assert [each.label for each in Item.objects.get().attached()] == ["二"]


def test_withdrawing_needs_a_reason_and_a_role_and_something_public(desk):
    item = desk.draft()
    with pytest.raises(Refused, match="没有公开"):
        desk.withdraw(item)
    desk.publish(item)
    with pytest.raises(Refused, match="写明理由"):
        desk.withdraw(item, reason=" ")
    with pytest.raises(PermissionDenied):
        desk.withdraw(item, by=desk.clerk)


def test_what_is_public_is_withdrawn_even_while_a_newer_version_is_reviewed(desk):
    item = desk.publish()
    desk.amend(item, title="第二版")
    desk.submit(item)
    desk.withdraw(item)
    assert under(item, Stage.WITHDRAWN)
    assert not WorkflowState.objects.active().exists()
    assert not waiting_for(desk.head).exists()


def test_the_office_of_an_item_does_not_change(desk, elsewhere):
    item = desk.draft()
    item.refresh_from_db()
    version = item.newest_version()
    version.office = elsewhere.office
    with pytest.raises(Refused, match="公开机关不能改"):
        actions.amend_item(
            version, seen=item.latest_revision_id, attached=[], by=desk.clerk, at=NOW
        )


def test_nothing_is_submitted_twice(desk):
    item = desk.draft()
    desk.submit(item)
    with pytest.raises(Refused, match="现在的环节是"):
        desk.submit(item)
