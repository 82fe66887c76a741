"""How an application comes in, and which day becomes its day of receipt (条例第三十一条)."""

from datetime import date

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from apps.applications.steps import NAME, NUMBER, PHONE, applicant, application, moment, pdf
from gongkai.apps.applications import actions
from gongkai.apps.applications.clock import confirm_by, deadline_of, working_days_left
from gongkai.apps.applications.models import Application
from gongkai.apps.applications.query_code import is_right
from gongkai.apps.applications.statistics import applications_table
from gongkai.apps.offices.models import Role
from gongkai.apps.records.models import Entry
from gongkai.apps.records.queries import entries_of
from gongkai.apps.records.refusals import Refused
from gongkai.law.application_stages import Stage
from gongkai.law.receipt import Channel


def test_what_is_filed_on_the_portal_has_a_number_a_code_and_no_term_yet(steps):
    case = steps.filed("2026-11-02")
    assert case.number == "云川投促申〔2026〕1号"
    assert is_right(steps.code, case.number, case.query_code_hash)
    assert (case.stage, case.channel, case.counted_on) == (Stage.FILED, Channel.INTERNET, None)
    assert deadline_of(case).due_on is None
    assert deadline_of(case).waiting_for == "confirmation"


@pytest.mark.parametrize(
    ("hour", "minute", "day"), [(23, 59, date(2026, 12, 31)), (0, 1, date(2026, 12, 31))]
)
def test_the_day_is_that_of_china(steps, hour, minute, day):
    case = steps.filed(moment("2026-12-31", hour, minute))
    assert case.received_on == day
    assert case.number == "云川投促申〔2026〕1号"


def test_a_minute_after_midnight_is_the_next_year(steps):
    steps.filed(moment("2026-12-31", 23, 59))
    case = steps.filed(moment("2027-01-01", 0, 1))
    assert (case.received_on, case.number) == (date(2027, 1, 1), "云川投促申〔2027〕1号")


@pytest.mark.parametrize(
    ("channel", "stage", "counted_on"),
    [
        (Channel.COUNTER, Stage.HANDLING, date(2026, 11, 2)),
        (Channel.ORAL, Stage.HANDLING, date(2026, 11, 2)),
        (Channel.POST_SIGNED, Stage.HANDLING, date(2026, 11, 2)),
        (Channel.POST_ORDINARY, Stage.UNCONFIRMED, None),
        (Channel.INTERNET, Stage.UNCONFIRMED, None),
        (Channel.FAX, Stage.UNCONFIRMED, None),
    ],
)
def test_each_channel_is_registered_at_once_and_three_wait_for_confirmation(
    steps, channel, stage, counted_on
):
    case = steps.taken_in("2026-11-02", channel, entered="2026-11-04")
    assert (case.stage, case.counted_on) == (stage, counted_on)
    assert case.events.get().on == date(2026, 11, 2)


def test_a_letter_that_was_confirmed_may_be_taken_in_with_its_confirmation(steps):
    case = application(channel=Channel.POST_ORDINARY, received_on=date(2026, 11, 2))
    confirmation = actions.Confirmation(
        date(2026, 11, 3),
        actions.ConfirmedWith.CONTACT,
        actions.ConfirmedBy.TELEPHONE,
        "9:40通话，对方号码后四位0133",
        "当日没有接通",
    )
    actions.take_in(
        case, applicant(), office=steps.office, confirmation=confirmation,
        by=steps.clerk, at=moment("2026-11-04"),
    )  # fmt: skip
    case = Application.objects.get(pk=case.pk)
    assert (case.stage, case.counted_on) == (Stage.HANDLING, date(2026, 11, 3))
    assert [event.act for event in case.events.all()] == ["take_in", "confirm"]


@pytest.mark.parametrize(
    ("channel", "confirmed", "words"),
    [
        ("counter", "2026-11-02", "确定|收到之日为准|没有确认收到"),
        ("fax", "2026-11-01", "早于"),
        ("fax", "2026-11-05", "还没有到"),
    ],
)
def test_an_impossible_confirmation_takes_nothing_in(steps, channel, confirmed, words):
    case = application(channel=channel, received_on=date(2026, 11, 2))
    confirmation = actions.Confirmation(
        date.fromisoformat(confirmed),
        actions.ConfirmedWith.APPLICANT,
        actions.ConfirmedBy.EMAIL,
        "往来邮件",
    )
    with pytest.raises(Refused, match=words):
        actions.take_in(
            case, applicant(), office=steps.office, confirmation=confirmation,
            by=steps.clerk, at=moment("2026-11-04"),
            papers=[actions.Paper(pdf("身份证.pdf"), "身份证明", is_identity=True)],
        )  # fmt: skip
    assert not Application.objects.exists()
    assert files_kept() == []


def files_kept():
    return [each for each in settings.FILES_ROOT.rglob("*") if each.is_file()]


def test_an_act_that_fails_after_its_papers_were_written_leaves_none(steps):
    case = steps.registered("2026-11-02")
    papers = [actions.Paper(pdf(), "通话记录"), actions.Paper(pdf("x.exe"), "另一份")]
    with pytest.raises(Refused, match="只能上传"):
        steps.confirm(case, "2026-11-02", papers=papers)
    assert files_kept() == []
    steps.confirm(case, "2026-11-02", papers=[actions.Paper(pdf(), "通话记录")])
    assert len(files_kept()) == 1


@pytest.mark.parametrize(
    ("on", "told", "words"),
    [
        ("2026-10-30", {"note": " ", "late_reason": ""}, "确认的凭据"),
        ("2026-10-30", {"note": "10:05通话", "late_reason": ""}, ""),
        ("2026-11-02", {"note": "10:05通话", "late_reason": ""}, ""),  # the next working day
        (
            "2026-11-03",
            {"note": "10:05通话", "late_reason": " "},
            "晚于到达后第一个工作日2026年11月2日",
        ),
        ("2026-11-03", {"note": "10:05通话", "late_reason": "空号，改用邮件"}, ""),
    ],
)
def test_a_confirmation_is_shown_and_a_late_one_says_why(steps, on, told, words):
    case = steps.registered("2026-10-30")  # a Friday
    if words:
        with pytest.raises(Refused, match=words):
            steps.confirm(case, on, **told)
        assert Application.objects.get(pk=case.pk).stage == Stage.UNCONFIRMED
        return
    event = steps.confirm(case, on, **told).events.get(act="confirm")
    assert event.note.split("\n") == [each for each in told.values() if each]
    assert "10:05" not in event.text + event.public_text


def test_a_paper_shows_a_confirmation_too(steps):
    papers = [actions.Paper(pdf(), "往来邮件")]
    case = steps.confirm(steps.registered("2026-11-02"), "2026-11-02", note="", papers=papers)
    assert case.stage == Stage.HANDLING


def test_nothing_arrives_tomorrow(steps):
    with pytest.raises(Refused, match="还没有到"):
        steps.taken_in("2026-11-03", entered="2026-11-02")


def test_taking_in_needs_a_role_in_that_office(steps, office, person):
    elsewhere = office("jyj")
    stranger = person("jyj1", Role.CLERK, office=elsewhere)
    case = application(channel="counter", received_on=date(2026, 11, 2))
    with pytest.raises(PermissionDenied):
        actions.take_in(
            case, applicant(), office=steps.office, by=stranger, at=moment("2026-11-02")
        )


def test_an_applicant_can_be_reached_somehow(steps):
    case = application(channel="counter", received_on=date(2026, 11, 2))
    with pytest.raises(ValidationError, match="至少写一项"):
        actions.take_in(
            case, applicant(telephone=""), office=steps.office, by=steps.clerk,
            at=moment("2026-11-02"),
        )  # fmt: skip
    assert not Application.objects.exists()


def test_registering_leaves_the_confirmation_to_come(steps):
    case = steps.registered("2026-11-02")
    assert (case.stage, case.counted_on, case.edition) == (Stage.UNCONFIRMED, None, 2)


def test_confirming_starts_the_term_on_that_day(steps):
    case = steps.confirm(steps.registered("2026-10-30"), "2026-11-02", at="2026-11-03")
    assert (case.stage, case.counted_on) == (Stage.HANDLING, date(2026, 11, 2))
    deadline = deadline_of(case)
    assert (deadline.day_zero, deadline.due_on) == (date(2026, 11, 2), date(2026, 11, 30))
    confirmed = case.events.get(act="confirm")
    assert confirmed.facts == {"with_whom": "applicant", "how": "telephone"}
    assert confirmed.on == date(2026, 11, 2)


@pytest.mark.parametrize(
    ("on", "words"), [("2026-10-29", "早于收到申请的2026年10月30日"), ("2026-11-04", "还没有到")]
)
def test_receipt_is_not_confirmed_before_it_arrived_nor_tomorrow(steps, on, words):
    case = steps.registered("2026-10-30")
    with pytest.raises(Refused, match=words):
        steps.confirm(case, on, at="2026-11-03")
    assert Application.objects.get(pk=case.pk).stage == Stage.UNCONFIRMED


def test_the_evidence_of_a_confirmation_is_kept_with_it(steps):
    case = steps.confirm(
        steps.registered("2026-11-02"), "2026-11-02", papers=[actions.Paper(pdf(), "通话记录")]
    )
    assert [each.label for each in case.events.get(act="confirm").files.all()] == ["通话记录"]


DUPLICATE, MISTAKE, REVOKED = actions.VoidReason


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {"reason": DUPLICATE, "other": "云川投促申[2026]1"},
            "与另一件申请（云川投促申〔2026〕1号）重复",
        ),
        ({"reason": MISTAKE, "shown_by": "9:10通话"}, "测试或者误操作，没有提出申请"),
        ({"reason": REVOKED, "shown_by": "9:10通话"}, "申请人要求撤销"),
    ],
)
@pytest.mark.parametrize("stage", ["filed", "registered"])
def test_what_is_no_application_is_void_for_a_reason_of_the_list_that_is_told_and_logged(
    steps, stage, given, told
):
    steps.filed("2026-11-02")
    case = steps.act(actions.void, getattr(steps, stage)("2026-11-02"), "2026-11-02", **given)
    event = case.events.get(act="void")
    assert case.stage == Stage.VOID
    assert event.public_text == f"本机关把这份申请作废：{told}"
    assert event.note == given.get("shown_by", "")
    assert event.facts["reason"] == given["reason"]
    assert told in entries_of(case).get(act="void").text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"reason": DUPLICATE, "shown_by": "通话"}, "请写明重复的另一件申请的受理编号"),
        ({"reason": DUPLICATE, "other": "没有的"}, "本机关没有编号是“没有的”的另一件申请"),
        ({"reason": DUPLICATE, "other": "云川投促申〔2026〕5号"}, "的另一件申请"),  # itself
        ({"reason": DUPLICATE, "other": "云川投促申〔2026〕2号"}, "已经作废"),
        ({"reason": DUPLICATE, "other": "云川投促申〔2026〕3号"}, "不是同一申请人提出的"),
        ({"reason": DUPLICATE, "other": "云川教申〔2026〕1号"}, "本机关没有"),
        ({"reason": MISTAKE, "shown_by": " "}, "请写明怎样核实的"),
        ({"reason": REVOKED, "other": "云川投促申〔2026〕1号"}, "请写明怎样核实的"),
    ],
)
def test_an_application_does_not_disappear_without_what_shows_why(steps, office, given, words):
    steps.filed("2026-11-02")
    gone = steps.filed("2026-11-02")
    steps.act(actions.void, gone, "2026-11-02", reason=MISTAKE, shown_by="通话")
    file_as(steps, steps.office, name="另一人", identity_number="000000190001010022")
    file_as(steps, office("jyj", document_mark="云川教"))
    steps.filed("2026-11-02")
    case = steps.filed("2026-11-02")
    assert case.number == "云川投促申〔2026〕5号"
    with pytest.raises(Refused, match=words):
        steps.act(actions.void, case, "2026-11-02", **given)
    assert Application.objects.get(pk=case.pk).stage == Stage.FILED


def file_as(steps, office, **facts):
    case = application()
    actions.file_application(case, applicant(**facts), office=office, at=moment("2026-11-02"))
    return case


@pytest.mark.parametrize("facts", [{"name": "苏念"}, {"identity_number": "000000190001010022"}])
def test_who_filed_again_to_mend_a_name_or_a_number_is_the_same_applicant(steps, facts):
    wrong = file_as(steps, steps.office, **facts)
    right = steps.filed("2026-11-02")
    wrong = steps.act(actions.void, wrong, "2026-11-02", reason=DUPLICATE, other=right.number)
    assert wrong.stage == Stage.VOID
    with pytest.raises(Refused, match="已经作废"):  # not both, each for the other's sake
        steps.act(actions.void, right, "2026-11-02", reason=DUPLICATE, other=wrong.number)


def test_what_an_applicant_filed_is_never_void_once_it_was_received(steps, other_clerk):
    case = steps.confirmed("2026-11-02")
    for by in (steps.clerk, other_clerk):
        with pytest.raises(Refused, match="应当依法答复"):
            steps.act(actions.void, case, "2026-11-02", reason=MISTAKE, shown_by="不想办", by=by)


def test_a_double_entry_is_void_by_a_second_person_and_then_counts_nowhere(steps, other_clerk):
    first = steps.taken_in("2026-11-02")
    case = steps.taken_in("2026-11-02")
    doubles = {"reason": DUPLICATE, "other": first.number}
    with pytest.raises(Refused, match="另一位经办人"):
        steps.act(actions.void, case, "2026-11-02", **doubles)
    case = steps.act(actions.void, case, "2026-11-02", **doubles, by=other_clerk)
    assert (case.stage, case.counted_on) == (Stage.VOID, None)
    assert "不再计入" in entries_of(case).get(act="void").text
    assert applications_table(steps.office, 2026)["new"]["total"].count == 1


def test_a_letter_entered_and_confirmed_is_void_only_before_anything_was_decided(
    steps, other_clerk
):
    letter = steps.confirm(steps.taken_in("2026-11-02", "post-ordinary"), "2026-11-02")
    decided = steps.decide(steps.taken_in("2026-11-02"), "2026-11-02")
    mistake = {"reason": MISTAKE, "shown_by": "录入练习", "by": other_clerk}
    with pytest.raises(Refused, match="应当依法答复"):
        steps.act(actions.void, decided, "2026-11-02", **mistake)
    letter = steps.act(actions.void, letter, "2026-11-02", **mistake)
    assert letter.stage == Stage.VOID


def test_what_was_received_is_withdrawn_by_an_answer_and_not_void(steps, other_clerk):
    letter = steps.confirm(steps.taken_in("2026-11-02", "post-ordinary"), "2026-11-02")
    assert REVOKED not in actions.reasons_to_void(letter)
    with pytest.raises(Refused, match="申请人撤回申请"):
        steps.act(
            actions.void, letter, "2026-11-02", reason=REVOKED, shown_by="来电", by=other_clerk
        )


def test_the_database_counts_nothing_that_is_void(steps):
    case = steps.taken_in("2026-11-02")
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=case.pk).update(stage=Stage.VOID)


def test_who_acts_on_an_older_edition_is_told_who_did_what_and_when(steps, other_clerk):
    case = steps.filed("2026-11-02")
    steps.act(actions.register, case, "2026-11-02", by=other_clerk)
    with pytest.raises(actions.ChangedMeanwhile) as told:
        actions.register(case, seen=case.edition, by=steps.clerk, at=moment("2026-11-02", 11))
    for word in ("贺知秋于 2026年11月2日 10时00分办理了“登记”", "待确认"):
        assert word in str(told.value)


def test_the_log_and_the_story_name_no_applicant(steps):
    case = steps.registered("2026-11-02")
    steps.act(actions.void, case, "2026-11-02", reason=MISTAKE, shown_by=f"{NAME}来电说是误提交")
    told = "".join(
        f"{entry.text}{entry.details}{entry.person_name}" for entry in Entry.objects.all()
    )
    assert case.number in told
    for secret in (NAME, NUMBER, PHONE):
        assert secret not in told
    assert [entry.act for entry in entries_of(case)] == ["file_application", "register", "void"]


def test_confirmation_is_due_on_the_first_working_day_after_arrival_but_of_a_letter_at_once(steps):
    assert confirm_by(steps.filed("2026-11-20")).day == date(2026, 11, 23)
    assert confirm_by(steps.filed("2026-11-21")).day == date(2026, 11, 23)
    letter = steps.taken_in("2026-11-16", "post-ordinary")
    assert confirm_by(letter).day == date(2026, 11, 16)
    with pytest.raises(Refused, match="晚于收到当日2026年11月16日，请写明晚确认的原因"):
        steps.confirm(letter, "2026-11-17", late_reason="")
    steps.confirm(letter, "2026-11-16", late_reason="", at="2026-11-17")


@pytest.mark.parametrize(
    ("due", "left"), [("2026-11-20", 0), ("2026-11-23", 1), ("2026-11-19", -1), ("2026-11-16", -4)]
)
def test_days_left_are_working_days(due, left):
    assert working_days_left(date.fromisoformat(due), date(2026, 11, 20)) == left
