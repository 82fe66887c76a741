"""What runs beside the reply, through the real acts: what it does to the clock, and what is refused."""

from datetime import date

import pytest
from django.test import override_settings

from apps.applications.steps import later, moment, pdf, served
from gongkai.apps.applications import actions
from gongkai.apps.applications.clock import deadline_of, pause_of
from gongkai.apps.applications.models import EventFile, Reply
from gongkai.apps.applications.procedures import Procedures
from gongkai.apps.applications.queries import due_list
from gongkai.apps.offices.models import Role
from gongkai.apps.records.refusals import Refused
from gongkai.law.application_stages import Act, Stage
from gongkai.law.practice import Practice
from gongkai.law.procedures import Consulted

DAY = "2026-03-02"  # a Monday; its 20th working day is 2026-03-30
DUE = date(2026, 3, 30)


@pytest.fixture
def head(person, bureau):
    return person("zerenren", Role.DISCLOSURE_HEAD, display_name="周敏", office=bureau)


@pytest.fixture
def case(steps):
    return steps.confirmed(DAY)


def day(text):
    return date.fromisoformat(text)


def due(case):
    return deadline_of(case).due_on


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return str(refusal.value)


def extended(steps, case, head, days=10, on=DAY, told=""):
    case = steps.act(actions.extend, case, on, days=days, reason="检索量大", by=head)
    return steps.act(actions.tell_extension, case, told or on, served(told or on))


# 补正 (art. 30)


def test_asked_to_correct_the_clock_stands_still_and_begins_anew_with_the_correction(steps, case):
    assert due(case) == DUE
    case = steps.asked_to_correct(case, "2026-03-04", until="2026-03-18")
    deadline = deadline_of(case)
    assert (deadline.due_on, deadline.waiting_for) == (None, "correction")
    assert pause_of(case, deadline).whom == "申请人补正"
    case = steps.act(
        actions.receive_correction, case, "2026-03-16", on=day("2026-03-13"), words="2025年的",
        papers=[actions.Paper(pdf(), "补正的材料")],
    )  # fmt: skip
    assert deadline_of(case).day_zero == day("2026-03-13")
    assert due(case) == day("2026-04-13")  # 清明 2026-04-06 is off
    assert case.stage == Stage.HANDLING


def test_a_late_notice_of_correction_is_warned_of_and_has_the_same_result(steps, case):
    case = steps.asked_to_correct(case, "2026-03-20", until="2026-04-10")
    assert deadline_of(case).warnings == ("correction-late",)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"what": "  "}, "要补正的事项"),
        ({"until_on": day("2026-03-04")}, "应当晚于告知"),
        ({"service": served("2026-03-01")}, "早于收到申请"),
        ({"service": served("2026-03-05")}, "还没有到"),
        ({"service": served("2026-03-04", evidence="")}, "凭证"),
        ({"service": served("2026-03-03", Reply.DeliveryWay.PORTAL)}, "以今天为准"),
    ],
)
def test_a_notice_of_correction_that_cannot_be(steps, case, facts, words):
    plain = {"what": "哪一年的", "until_on": day("2026-03-18"), "service": served("2026-03-04")}
    said = refused(steps.act, actions.notify_correction, case, "2026-03-04", **(plain | facts))
    assert words in said
    assert said.startswith("没有告知补正：")
    assert due(case) == DUE


def test_a_correction_is_asked_for_once(steps, case):
    case = steps.corrected(case, "2026-03-04")
    assert "一次性" in refused(steps.asked_to_correct, case, "2026-03-09")


def test_a_correction_from_before_the_notice_is_refused(steps, case):
    case = steps.asked_to_correct(case, "2026-03-04")
    said = refused(
        steps.act, actions.receive_correction, case, "2026-03-05", on=day("2026-03-03"), words="x"
    )
    assert "早于告知补正" in said


def test_not_corrected_in_time_is_given_up_answered_and_counted(steps, case):
    case = steps.asked_to_correct(case, "2026-03-04", until="2026-03-18")
    said = refused(steps.act, actions.lapse_correction, case, "2026-03-18", checked="电话")
    assert "还没有过" in said
    case = steps.act(actions.lapse_correction, case, "2026-03-19", checked="两次电话联系")
    assert pause_of(case, deadline_of(case)) is None
    case = steps.draft(steps.decide(case, "2026-03-19", "correction-overdue"), "2026-03-19")
    case = steps.act(actions.submit_reply, case, "2026-03-19")
    assert case.stage == Stage.SIGNING


def test_the_answer_of_a_lapse_needs_the_lapse(steps, case):
    case = steps.asked_to_correct(case, "2026-03-04", until="2026-03-18")
    case = steps.corrected_now = steps.act(
        actions.receive_correction, case, "2026-03-05", on=day("2026-03-05"), words="x"
    )
    case = steps.draft(steps.decide(case, "2026-03-05", "correction-overdue"), "2026-03-05")
    assert "还没有“登记逾期不补正”" in refused(steps.act, actions.submit_reply, case, "2026-03-05")


def test_what_comes_after_the_lapse_and_before_the_answer_is_taken_in(steps, case):
    case = steps.correction_lapsed(case, "2026-03-04")
    case = steps.act(
        actions.receive_correction, case, "2026-03-16", on=day("2026-03-16"), words="住院"
    )
    assert due(case) == day("2026-04-14")


def test_no_reply_is_put_forward_while_somebody_else_has_the_word(steps, case):
    case = steps.consulted(case, "2026-03-04", delivered="2026-03-04")
    case = steps.draft(steps.decide(case, "2026-03-05"), "2026-03-05")
    said = refused(steps.act, actions.submit_reply, case, "2026-03-05")
    assert "还在等待所征求的意见" in said
    case = steps.heard(case, "2026-03-06")
    assert steps.act(actions.submit_reply, case, "2026-03-06").stage == Stage.SIGNING


def test_what_was_withdrawn_waits_for_nobody(steps, case):
    case = steps.asked_to_correct(case, "2026-03-04")
    case = steps.draft(steps.decide(case, "2026-03-05", "withdrawn"), "2026-03-05")
    assert steps.act(actions.submit_reply, case, "2026-03-05").stage == Stage.SIGNING


# 征求意见 (arts. 32–34)


def test_the_time_of_a_consultation_is_not_counted(steps, case):
    case = steps.consulted(case, "2026-03-04", delivered="2026-03-05")
    assert deadline_of(case).waiting_for == "opinion"
    assert pause_of(case, deadline_of(case)).until == day("2026-03-26")
    case = steps.heard(case, "2026-03-18", actions.Opinion.OBJECTS)
    assert due(case) == day("2026-04-14")  # ten working days more, over 清明


def test_a_third_party_that_is_silent_has_not_agreed_and_its_term_ends_the_waiting(steps, case):
    case = steps.consulted(case, "2026-03-04", delivered="2026-03-05")
    asked = case.events.get(act=Act.CONSULT)
    assert "还没有过" in refused(steps.act, actions.stop_waiting, case, "2026-03-26", of=asked.pk)
    case = steps.act(actions.stop_waiting, case, "2026-03-31", of=asked.pk)
    event = case.events.get(act=Act.STOP_WAITING)
    assert event.on == day("2026-03-26")  # its last day, whenever it was entered
    assert "不视为同意" in event.text
    assert due(case) == day("2026-04-22")


def test_a_co_author_that_is_silent_has_agreed(steps, case):
    case = steps.consulted(case, "2026-03-04", Consulted.CO_AUTHOR, delivered="2026-03-04")
    asked = case.events.get(act=Act.CONSULT)
    case = steps.act(actions.stop_waiting, case, "2026-03-26", of=asked.pk)
    assert "视为同意公开" in case.events.get(act=Act.STOP_WAITING).text


def test_another_organ_has_no_term_so_that_waiting_ends_for_a_reason(steps, case):
    case = steps.consulted(case, "2026-03-04", Consulted.OTHER_ORGAN)
    asked = case.events.get(act=Act.CONSULT)
    assert pause_of(case, deadline_of(case)).until is None
    assert "为什么不再等待" in refused(
        steps.act, actions.stop_waiting, case, "2026-03-09", of=asked.pk
    )
    case = steps.act(
        actions.stop_waiting, case, "2026-03-09", of=asked.pk, reason="对方表示不再回复"
    )
    assert due(case) == day("2026-04-02")


def test_without_its_arrival_the_term_of_a_third_party_has_not_begun(steps, case):
    case = steps.consulted(case, "2026-03-04")
    asked = case.events.get(act=Act.CONSULT)
    assert "送达日期还没有登记" in refused(
        steps.act, actions.stop_waiting, case, "2026-04-30", of=asked.pk
    )
    case = steps.act(
        actions.deliver_consultation, case, "2026-03-09", of=asked.pk, on=day("2026-03-06"),
        evidence="邮件签收",
    )  # fmt: skip
    assert pause_of(case, deadline_of(case)).until == day("2026-03-27")
    said = refused(
        steps.act, actions.deliver_consultation, case, "2026-03-09", of=asked.pk,
        on=day("2026-03-06"), evidence="x",
    )  # fmt: skip
    assert "都已经登记" in said


def test_a_consultation_begins_on_sending_or_on_arrival_as_the_office_practises(steps, case):
    case = steps.consulted(case, "2026-03-04", delivered="2026-03-06")
    case = steps.heard(case, "2026-03-18")
    assert due(case) == day("2026-04-14")
    with override_settings(PRACTICE=Practice(excluded_time_begins="receipt")):
        assert due(case) == day("2026-04-10")


def test_a_consultation_that_has_not_arrived_does_not_count_where_arrival_begins_it(steps, case):
    with override_settings(PRACTICE=Practice(excluded_time_begins="receipt")):
        case = steps.consulted(case, "2026-03-04")
        assert due(case) == DUE


def test_two_consultations_are_told_apart(steps, case):
    case = steps.consulted(case, "2026-03-04", delivered="2026-03-04")
    case = steps.consulted(case, "2026-03-06", delivered="2026-03-06")
    case = steps.heard(case, "2026-03-09")  # the second
    first, second = Procedures.of(case.events.all()).consultations
    assert (first.is_open, second.is_open) == (True, False)
    assert deadline_of(case).waiting_for == "opinion"
    said = refused(
        steps.act, actions.hear, case, "2026-03-10", of=second.sent.pk, on=day("2026-03-10"),
        opinion=actions.Opinion.AGREES, words="",
    )  # fmt: skip
    assert "已经结束" in said


def test_an_objection_comes_with_its_reasons(steps, case):
    case = steps.consulted(case, "2026-03-04", delivered="2026-03-04")
    said = refused(steps.heard, case, "2026-03-06", actions.Opinion.OBJECTS, words=" ")
    assert "意见的内容和理由" in said


def test_the_letter_never_says_who_applied(steps, case):
    case = steps.consulted(case, "2026-03-04", delivered="2026-03-04")
    paper = EventFile.objects.get(event__application=case, event__act=Act.CONSULT)
    with paper.file.content.open("rb") as kept:
        text = kept.read().decode()
    assert not paper.for_applicant
    assert "云川市某某有限公司" in text
    assert case.applicant.name not in text
    assert "15个工作日" in text


# 延期 (art. 33 §2)


def test_an_extension_counts_once_the_applicant_was_told(steps, case, head):
    case = steps.act(actions.extend, case, "2026-03-20", days=10, reason="检索量大", by=head)
    assert due(case) == DUE
    case = steps.act(actions.tell_extension, case, "2026-03-30", served("2026-03-30"))
    assert due(case) == day("2026-04-14")


def test_an_extension_told_too_late_is_none(steps, case, head):
    case = steps.act(actions.extend, case, "2026-03-30", days=10, reason="检索量大", by=head)
    said = refused(steps.act, actions.tell_extension, case, "2026-03-31", served("2026-03-31"))
    assert "延期不能成立" in said
    assert due(case) == DUE


@pytest.mark.parametrize("days", [0, 21, -1])
def test_an_extension_has_from_one_to_twenty_days(steps, case, head, days):
    said = refused(
        steps.act, actions.extend, case, "2026-03-20", days=days, reason="检索量大", by=head
    )
    assert "最多延长20个工作日" in said


def test_twenty_days_can_be_given(steps, case, head):
    assert due(extended(steps, case, head, days=20, on="2026-03-20")) == day("2026-04-28")


def test_after_the_term_there_is_nothing_to_extend(steps, case, head):
    said = refused(
        steps.act, actions.extend, case, "2026-03-31", days=5, reason="检索量大", by=head
    )
    assert "已经届满" in said


def test_an_extension_is_given_once_and_told_after_it_was_agreed(steps, case, head):
    case = steps.act(actions.extend, case, "2026-03-20", days=5, reason="检索量大", by=head)
    said = refused(steps.act, actions.tell_extension, case, "2026-03-20", served("2026-03-19"))
    assert "早于同意延期" in said
    case = steps.act(actions.tell_extension, case, "2026-03-20", served("2026-03-20"))
    said = refused(steps.act, actions.extend, case, "2026-03-20", days=5, reason="再延", by=head)
    assert "只能延长一次" in said


# 说明理由、延迟答复 (art. 35)


def test_reasons_do_not_stop_the_clock_unless_the_office_practises_so(steps, case):
    case = steps.act(
        actions.ask_reasons, case, "2026-03-04", what="三个月二百件", until_on=day("2026-03-18"),
        service=served("2026-03-04"),
    )  # fmt: skip
    assert due(case) == DUE
    with override_settings(PRACTICE=Practice(reasons_stop_clock=True)):
        assert deadline_of(case).waiting_for == "reasons"


def test_a_later_day_is_set_after_the_reasons_and_behind_the_term(steps, case):
    told = {"reason": "二百件", "service": served("2026-03-05")}
    said = refused(
        steps.act, actions.delay, case, "2026-03-05", delayed_to=day("2026-05-29"), **told
    )
    assert "先要求说明理由" in said
    case = steps.reasoned(case, "2026-03-04")
    said = refused(steps.act, actions.delay, case, "2026-03-05", delayed_to=DUE, **told)
    assert "应当晚于算得的" in said
    case = steps.act(actions.delay, case, "2026-03-05", delayed_to=day("2026-05-29"), **told)
    assert due(case) == day("2026-05-29")


# 信息处理费


def test_a_fee_is_reckoned_told_and_paid_and_the_term_begins_anew(steps, case):
    case = steps.charged(case, "2026-03-04", quantity=12)
    event = case.events.get(act=Act.CHARGE)
    assert event.facts["yuan"] == 200  # the 11th and the 12th
    assert deadline_of(case).waiting_for == "payment"
    assert pause_of(case, deadline_of(case)).until == day("2026-04-01")
    case = steps.act(
        actions.receive_payment, case, "2026-03-10", on=day("2026-03-09"), receipt="000123"
    )
    assert due(case) == day("2026-04-07")


def test_items_of_one_applicant_add_up_within_the_month(steps):
    for _ in range(3):
        steps.confirmed("2026-03-02")
    case = steps.confirmed("2026-03-03")
    assert actions.items_of_the_month(case) == 3
    assert actions.fee_of(case, actions.Tally("items", 8), day("2026-03-04")).yuan == 100
    assert actions.items_of_the_month(steps.confirmed("2026-04-01")) == 0


def test_pages_are_counted_by_the_application_alone(steps, case):
    assert actions.fee_of(case, actions.Tally("pages", 31), day("2026-03-04")).yuan == 10


def test_what_is_free_is_not_charged(steps, case):
    assert "不用缴费" in refused(steps.charged, case, "2026-03-04", quantity=10)


@pytest.mark.parametrize("quantity", [0, -3, 100_001])
def test_a_count_that_no_application_has(steps, case, quantity):
    assert "没有通知收费" in refused(steps.charged, case, "2026-03-04", quantity=quantity)


def test_paid_too_late_is_given_up(steps, case):
    case = steps.charged(case, "2026-03-04")
    said = refused(
        steps.act, actions.receive_payment, case, "2026-04-02", on=day("2026-04-02"), receipt="1"
    )
    assert "视为放弃" in said
    assert "还没有过" in refused(steps.act, actions.lapse_payment, case, "2026-04-01", checked="x")
    case = steps.act(actions.lapse_payment, case, "2026-04-02", checked="财政系统查询")
    assert pause_of(case, deadline_of(case)) is None
    case = steps.draft(steps.decide(case, "2026-04-02", "fee-overdue"), "2026-04-02")
    assert steps.act(actions.submit_reply, case, "2026-04-02").stage == Stage.SIGNING


# 检索


def test_a_search_tells_who_looked_where_and_what_was_found(steps, case):
    found = actions.Search("档案室", "2020—2025年文书档案，检索词“奖励资金”", "没有")
    case = steps.act(actions.search, case, "2026-03-04", found, on=day("2026-03-04"))
    assert "检索范围：2020" in case.events.get(act=Act.SEARCH).note
    empty = actions.Search("档案室", " ", "没有")
    said = refused(steps.act, actions.search, case, "2026-03-04", empty, on=day("2026-03-04"))
    assert "检索了哪些地方" in said


# 案卷里的两个人，和申请人


def test_a_correction_handed_in_meanwhile_is_told_to_whoever_decides(steps, case):
    case = steps.asked_to_correct(case, "2026-03-04")
    seen = case.edition
    actions.hand_in_correction(case, words="2025年的", at=moment("2026-03-05"))
    said = refused(steps.act, actions.decide, case, "2026-03-05", {"withdrawn": True}, seen=seen)
    assert "申请人于" in said
    assert "收到补正" in said


def test_a_correction_is_handed_in_only_where_one_was_asked_for(steps, case):
    assert "没有告知过补正" in refused(
        actions.hand_in_correction, case, words="x", at=moment("2026-03-05")
    )
    case = steps.asked_to_correct(case, "2026-03-04")
    assert "请写明" in refused(actions.hand_in_correction, case, words=" ", at=moment("2026-03-05"))


def test_who_takes_the_application_back_is_told_so_once_and_gets_an_answer(steps, case):
    actions.ask_to_withdraw(case, at=moment("2026-03-05"))
    assert "您已经撤回过" not in case.number
    assert "已经撤回过" in refused(actions.ask_to_withdraw, case, at=moment("2026-03-05"))
    case = steps.decide(case, "2026-03-05", "withdrawn")
    assert case.stage == Stage.DRAFTING


def test_what_was_answered_or_void_cannot_be_taken_back(steps):
    case = steps.signed(DAY)
    assert "已经作出答复" in refused(actions.ask_to_withdraw, case, at=moment("2026-03-05"))


# 办公桌


def test_what_waits_for_somebody_else_is_not_late_and_nobodys_turn_until_its_day(
    steps, case, clerk
):
    steps.asked_to_correct(case, "2026-03-04", until="2026-03-18")
    row = due_list(clerk, later(DAY, 10))[0]
    assert (row.is_mine, row.is_late, row.todo) == (False, False, "等待申请人补正")
    row = due_list(clerk, later(DAY, 60))[0]
    assert (row.is_mine, row.is_late, row.is_pause_over) == (True, False, True)
    assert (row.by, row.todo) == (later(DAY, 60), "登记逾期不补正")
