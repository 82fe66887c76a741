"""From one answer to the delivered reply: every check on the way (条例第三十三条、第三十六条)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from apps.applications.steps import NAME, moment, pdf, replies_to
from gongkai.apps.applications import actions
from gongkai.apps.applications.models import Application, Reply, ReplyFile
from gongkai.apps.applications.reply_text import signed_html
from gongkai.apps.offices import actions as office_actions
from gongkai.apps.offices.models import Role
from gongkai.apps.records.actions import store_file
from gongkai.apps.records.models import Entry
from gongkai.apps.records.refusals import Refused
from gongkai.law.answers import ANSWERS, QUESTIONS, questions_to
from gongkai.law.application_stages import Stage

DAY = "2026-11-02"
Way = Reply.DeliveryWay


@pytest.mark.parametrize("key", [key for key in ANSWERS if not ANSWERS[key].presupposes])
def test_the_questions_lead_to_exactly_one_answer_and_the_trail_is_kept(steps, key):
    case = steps.decided(DAY, key)
    assert (case.stage, case.reply.answer_key) == (Stage.DRAFTING, key)
    assert set(case.reply.replies_given) == {
        each.key for each in questions_to(ANSWERS[key]) if not each.answer.presupposes
    }
    assert [asked for asked, yes in case.reply.replies_given.items() if yes] in ([key], [])
    assert case.answer_key == ""  # counted when the reply is delivered, not before


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("correction-overdue", "以书面告知补正为前提"),
        ("still-unclear", "以书面告知补正为前提"),
        ("fee-overdue", "以送达收费通知为前提"),
        ("excessive", "以要求申请人说明理由为前提"),
    ],
)
def test_an_answer_to_what_was_never_asked_is_not_given(steps, key, words):
    with pytest.raises(Refused, match=words):
        steps.decide(steps.confirmed(DAY), DAY, key)
    assert not Reply.objects.exists()


def test_a_question_left_open_decides_nothing(steps):
    case = steps.confirmed(DAY)
    with pytest.raises(Refused, match="申请是否实为信访"):
        steps.act(actions.decide, case, DAY, {"withdrawn": False})
    assert not Reply.objects.exists()


def test_what_was_said_after_the_first_yes_is_no_part_of_the_trail(steps):
    replies = {question.key: True for question in QUESTIONS}
    case = steps.act(actions.decide, steps.confirmed(DAY), DAY, replies)
    assert case.reply.replies_given == {"withdrawn": True}


def test_nothing_is_decided_before_receipt_is_confirmed(steps):
    case = steps.registered(DAY)
    with pytest.raises(Refused, match="第三十一条"):
        steps.decide(case, DAY)


def test_another_decision_keeps_what_was_written_and_asks_for_what_it_lacks(steps):
    case = steps.drafted(DAY, "internal-affairs")
    written = dict(case.reply.contents)
    case = steps.decide(case, DAY, "prohibited-by-law")
    assert case.reply.contents == written
    with pytest.raises(Refused, match="禁止公开的法律、行政法规名称和条文"):
        steps.act(actions.submit_reply, case, DAY)


def test_half_a_draft_is_kept_and_not_submitted(steps):
    case = steps.decided(DAY, "does-not-exist")
    case = steps.act(actions.draft_reply, case, DAY, {"检索的范围和经过": " 检索了档案室。 "})
    assert case.reply.contents == {"检索的范围和经过": "检索了档案室。"}
    with pytest.raises(Refused, match="“该政府信息不存在”还没有写"):
        steps.act(actions.submit_reply, case, DAY)
    assert Application.objects.get(pk=case.pk).stage == Stage.DRAFTING


@pytest.mark.parametrize(("field", "name"), [("reviewer", "行政复议机关"), ("court", "管辖法院")])
def test_a_reply_that_could_not_name_the_remedies_is_not_submitted(steps, field, name):
    case = steps.drafted(DAY)
    office = case.office
    setattr(office, field, "")
    office_actions.amend_office(office, seen=office.edition, by=None, at=moment(DAY))
    with pytest.raises(Refused, match=name):
        steps.act(actions.submit_reply, case, DAY)


def test_returned_with_a_reason_it_is_drafted_again(steps):
    case = steps.submitted(DAY)
    with pytest.raises(Refused, match="退回的理由"):
        steps.act(actions.return_reply, case, DAY, by=steps.leader, reason="")
    case = steps.act(actions.return_reply, case, DAY, by=steps.leader, reason="理由写得太笼统")
    assert (case.stage, case.reply.comment) == (Stage.DRAFTING, "理由写得太笼统")
    case = steps.act(actions.submit_reply, case, DAY)
    assert case.reply.comment == ""


def test_signing_numbers_dates_and_freezes_it(steps):
    case = steps.signed(DAY, "third-party")
    reply = case.reply
    assert reply.number == "云川投促复〔2026〕1号"
    assert (reply.signed_by, reply.signed_on) == (steps.leader, date(2026, 11, 2))
    Reply.objects.filter(pk=reply.pk).update(contents={"不予公开的理由": "改过的理由"})
    text = signed_html(Reply.objects.get(pk=reply.pk))
    assert "改过的理由" not in text
    for word in (reply.number, NAME, "2026年11月2日", "应当先", "云川市人民政府"):
        assert word in text


def test_the_numbers_of_replies_are_a_series_of_the_office_and_year(steps):
    assert steps.signed(DAY).reply.number.endswith("〔2026〕1号")
    assert steps.signed(DAY).reply.number.endswith("〔2026〕2号")
    assert steps.signed("2027-01-08").reply.number.endswith("〔2027〕1号")


@pytest.mark.parametrize("part", ["decide", "draft", "submit", "draft before another"])
def test_nobody_signs_what_they_had_a_part_in(steps, bureau, person, part):
    both = person("both", Role.CLERK, Role.PRINCIPAL, display_name="方既明", office=bureau)
    by = both if part == "decide" else None
    case = steps.confirmed(DAY)
    case = steps.act(actions.decide, case, DAY, replies_to("granted"), by=by)
    if part == "draft":
        case = steps.draft(case, DAY, by=both)
    if part == "draft before another":
        case = steps.draft(case, DAY, by=both)
        case = steps.draft(case, DAY)
    if part != "draft":
        case = steps.draft(case, DAY)
    case = steps.act(actions.submit_reply, case, DAY, by=both if part == "submit" else None)
    with pytest.raises(Refused, match="另一位领导"):
        steps.act(actions.sign_reply, case, DAY, by=both)
    assert steps.act(actions.sign_reply, case, DAY, by=steps.leader).stage == Stage.SIGNED


@pytest.mark.parametrize("field", ["drafted_by", "decided_by"])
def test_the_database_holds_the_four_eyes_too(steps, field):
    reply = steps.signed(DAY).reply
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.filter(pk=reply.pk).update(**{field: steps.leader})


@pytest.mark.parametrize("gone", [{"number": ""}, {"signed_on": None}, {"document": None}])
def test_the_database_knows_no_signed_reply_without_number_day_and_text(steps, gone):
    reply = steps.signed(DAY).reply
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.filter(pk=reply.pk).update(**gone)


def test_files_go_to_the_applicant_with_the_delivery_and_not_before(steps):
    case = steps.decided(DAY)
    case = steps.draft(
        case, DAY, files=[actions.Paper(pdf(), "奖励资金兑现表"), actions.Paper(pdf(), "多余的")]
    )
    wrong = ReplyFile.objects.get(label="多余的")
    case = steps.act(actions.draft_reply, case, DAY, {}, removed=[wrong])
    case = steps.act(actions.submit_reply, case, DAY)
    case = steps.act(actions.sign_reply, case, DAY, by=steps.leader)
    assert "奖励资金兑现表" in signed_html(case.reply)
    handed = [f for event in case.events.all() for f in event.files.all() if f.for_applicant]
    assert handed == []
    case = steps.deliver(case, DAY)
    files = case.events.get(act="deliver_reply").files.filter(for_applicant=True)
    assert [each.label for each in files] == [f"答复书 {case.reply.number}", "奖励资金兑现表"]


def attached(case):
    """A file laid beside the reply, as no act would."""
    stored = store_file(pdf(), at=moment(DAY))
    return ReplyFile.objects.create(reply=case.reply, file=stored, label="兑现表")


@pytest.mark.parametrize("key", ANSWERS)
def test_a_file_goes_only_with_an_answer_that_supplies_information(steps, key):
    supplies = ANSWERS[key].supplies_information
    case = steps.decided(DAY, key)
    upload = [actions.Paper(pdf(), "兑现表")]
    if supplies:
        case = steps.draft(case, DAY, files=upload)
        case = steps.act(actions.submit_reply, case, DAY)
        case = steps.act(actions.sign_reply, case, DAY, by=steps.leader)
        case = steps.deliver(case, DAY)
        handed = case.events.get(act="deliver_reply").files.filter(for_applicant=True)
        assert [each.label for each in handed][1:] == ["兑现表"]
        return
    refused = "不向申请人提供文件"
    with pytest.raises(Refused, match=f"没有拟写答复书：.*{refused}"):
        steps.draft(case, DAY, files=upload)
    case = steps.draft(case, DAY)
    file = attached(case)
    with pytest.raises(Refused, match=f"没有送签：.*{refused}"):
        steps.act(actions.submit_reply, case, DAY)
    file.delete()
    case = steps.act(actions.submit_reply, case, DAY)
    file = attached(case)
    with pytest.raises(Refused, match=f"没有签发：.*{refused}"):
        steps.act(actions.sign_reply, case, DAY, by=steps.leader)
    file.delete()
    case = steps.act(actions.sign_reply, case, DAY, by=steps.leader)
    attached(case)
    with pytest.raises(Refused, match=f"没有送达：.*{refused}"):
        steps.deliver(case, DAY)


@pytest.mark.parametrize("key", ANSWERS)
def test_another_answer_takes_back_what_it_may_not_hand_over(steps, key):
    upload = [actions.Paper(pdf(), "兑现表"), actions.Paper(pdf(), "名单")]
    case = steps.draft(steps.decided(DAY), DAY, files=upload)
    gone = case.reply.files_no_longer_supplied(ANSWERS[key])
    whole = {"granted", "granted-in-public-interest"}
    assert gone.count() == (0 if key in whole else 2)
    if ANSWERS[key].presupposes:  # no act leads to it yet
        return
    event = steps.decide(case, DAY, key).events.filter(act="decide").last()
    assert case.reply.files.count() == (2 if key in whole else 0)
    assert ("2 份文件不再提供" in event.text) == (key not in whole)
    assert ("“兑现表”、“名单”" in event.note) == (key not in whole)
    assert not Entry.objects.filter(text__contains="兑现表").exists()


def test_what_was_prepared_in_part_stays_when_the_same_or_more_is_given(steps):
    case = steps.decided(DAY, "granted-in-part")
    case = steps.draft(case, DAY, files=[actions.Paper(pdf(), "删去金额的名单")])
    case = steps.decide(case, DAY, "granted-in-part")
    case = steps.decide(case, DAY, "granted")
    assert [each.label for each in case.reply.files.all()] == ["删去金额的名单"]


@pytest.mark.parametrize("way", Way)
def test_each_way_of_delivery_meets_the_limit_on_its_day(steps, way):
    case = steps.deliver(steps.signed(DAY), "2026-11-03", way)
    assert (case.stage, case.handled_on) == (Stage.REPLIED, date(2026, 11, 3))
    assert (case.answer_key, case.reply.delivered_way) == ("granted", way)
    assert way in actions.DATED_BY


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"on": "2026-11-04"}, "还没有到"),
        ({"on": "2026-11-01"}, "早于签发"),
        ({"on": "2026-11-02", "evidence": " "}, "凭证"),
        ({"on": "2026-11-02", "way": Way.PORTAL}, "以今天为准"),
    ],
)
def test_a_delivery_that_cannot_be_is_refused(steps, facts, words):
    case = steps.signed(DAY)
    with pytest.raises(Refused, match=words):
        steps.deliver(case, at="2026-11-03", **facts)
    case = Application.objects.get(pk=case.pk)
    assert (case.stage, case.handled_on) == (Stage.SIGNED, None)


def test_a_paper_is_evidence_as_good_as_words(steps):
    case = steps.deliver(
        steps.signed(DAY), DAY, evidence="", papers=[actions.Paper(pdf(), "送达回证")]
    )
    assert case.stage == Stage.REPLIED


def test_the_portal_needs_no_other_evidence(steps):
    case = steps.deliver(steps.signed(DAY), DAY, Way.PORTAL, evidence="")
    assert case.stage == Stage.REPLIED


@pytest.mark.parametrize(
    ("delivered", "late"), [("2026-11-30", False), ("2026-12-01", True), ("2026-12-04", True)]
)
def test_a_late_reply_says_why_and_remembers_by_when_it_was_due(steps, delivered, late):
    case = steps.signed(DAY)  # due on 2026-11-30
    if late:
        with pytest.raises(Refused, match="为什么晚于2026年11月30日"):
            steps.deliver(case, delivered)
    case = steps.deliver(case, delivered, late_reason="第三方材料迟到。")
    event = case.events.get(act="deliver_reply")
    assert ("晚于答复期限2026年11月30日" in event.text) is late
    assert ("第三方材料迟到。" in event.note) is late
    assert event.facts.get("due_on") == ("2026-11-30" if late else None)
    assert not Entry.objects.filter(text__contains="第三方材料迟到").exists()


def test_closing_is_the_end(steps):
    case = steps.act(actions.close, steps.replied(DAY), DAY)
    assert case.stage == Stage.CLOSED
    with pytest.raises(Refused, match="已经归档"):
        steps.act(actions.close, case, DAY)


def test_two_clerks_decide_and_the_second_is_told(steps, other_clerk):
    case = steps.confirmed(DAY)
    steps.decide(case, DAY, "granted")
    with pytest.raises(
        actions.ChangedMeanwhile, match=r"林晓禾于 2026年11月2日 10时00分办理了“作出答复决定”"
    ):
        steps.act(
            actions.decide, case, DAY, replies_to("petition"),
            by=other_clerk, seen=case.edition,
        )  # fmt: skip
    assert Reply.objects.get().answer_key == "granted"
