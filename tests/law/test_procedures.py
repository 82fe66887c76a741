"""What runs beside the reply: which act has its place when, and every no with its sentence."""

from dataclasses import replace

import pytest

from gongkai.law.application_stages import BESIDE, POSSIBLE, STRAIGHT, Act, Stage, why_not
from gongkai.law.clocks import CLOCKS
from gongkai.law.procedures import Consulted, Progress, Standing, why_not_beside

NOTHING_YET = {
    Act.NOTIFY_CORRECTION,
    Act.SEARCH,
    Act.CONSULT,
    Act.EXTEND,
    Act.ASK_REASONS,
    Act.CHARGE,
}


def test_in_a_fresh_case_only_what_begins_has_its_place():
    assert {act for act in BESIDE if not why_not_beside(act, Standing())} == NOTHING_YET


@pytest.mark.parametrize("act", sorted(BESIDE - NOTHING_YET))
def test_what_answers_something_says_what_was_not_asked(act):
    assert why_not_beside(act, Standing()).endswith("。")


@pytest.mark.parametrize(
    ("standing", "act", "words"),
    [
        (Standing(correction=Progress.OPEN), Act.NOTIFY_CORRECTION, "第三十条"),
        (Standing(correction=Progress.OPEN), Act.RECEIVE_CORRECTION, ""),
        (Standing(correction=Progress.OPEN), Act.LAPSE_CORRECTION, ""),
        (Standing(correction=Progress.OPEN), Act.CHARGE, "在补正以后"),
        (Standing(correction=Progress.DONE), Act.RECEIVE_CORRECTION, "已经收到"),
        (Standing(correction=Progress.DONE), Act.NOTIFY_CORRECTION, "一次性"),
        (Standing(correction=Progress.DONE), Act.CHARGE, ""),
        (Standing(correction=Progress.LAPSED), Act.RECEIVE_CORRECTION, ""),
        (Standing(correction=Progress.LAPSED), Act.LAPSE_CORRECTION, "已经登记"),
        (Standing(fee=Progress.OPEN), Act.NOTIFY_CORRECTION, "收费通知以前"),
        (Standing(fee=Progress.OPEN), Act.CHARGE, "只按一种标准"),
        (Standing(fee=Progress.OPEN), Act.RECEIVE_PAYMENT, ""),
        (Standing(fee=Progress.LAPSED), Act.RECEIVE_PAYMENT, "退付"),
        (Standing(fee=Progress.DONE), Act.LAPSE_PAYMENT, "已经登记到账"),
        (Standing(open_consultations=1), Act.DELIVER_CONSULTATION, "都已经登记"),
        (Standing(open_consultations=1, undelivered_consultations=1), Act.DELIVER_CONSULTATION, ""),
        (Standing(open_consultations=1), Act.HEAR, ""),
        (Standing(open_consultations=1), Act.STOP_WAITING, ""),
        (Standing(open_consultations=1), Act.CONSULT, ""),
        (Standing(extension=Progress.OPEN), Act.EXTEND, "只能延长一次"),
        (Standing(extension=Progress.OPEN), Act.TELL_EXTENSION, ""),
        (Standing(extension=Progress.DONE), Act.TELL_EXTENSION, "已经告知"),
        (Standing(is_delayed=True), Act.EXTEND, "第三十五条"),
        (Standing(is_delayed=True, extension=Progress.OPEN), Act.TELL_EXTENSION, "第三十五条"),
        (Standing(reasons=Progress.OPEN), Act.HEAR_REASONS, ""),
        (Standing(reasons=Progress.OPEN), Act.ASK_REASONS, "已经要求过"),
        (Standing(reasons=Progress.OPEN), Act.DELAY, "第三十五条"),
        (Standing(reasons=Progress.DONE), Act.DELAY, ""),
        (Standing(reasons=Progress.DONE, is_delayed=True), Act.DELAY, "已经告知"),
    ],
)
def test_the_order_of_things(standing, act, words):
    said = why_not_beside(act, standing)
    assert bool(said) == bool(words)
    assert words in said


def test_whom_a_case_waits_for():
    assert Standing().waits_for == ""
    everything = Standing(
        correction=Progress.OPEN, open_consultations=1, reasons=Progress.OPEN, fee=Progress.OPEN
    )
    assert everything.waits_for == "申请人补正"
    assert replace(everything, correction=Progress.DONE).waits_for == "申请人缴费"
    assert Standing(open_consultations=1, reasons=Progress.OPEN).waits_for == "所征求的意见"
    assert Standing(reasons=Progress.OPEN).waits_for == "申请人说明理由"


def test_silence_means_what_its_article_says():
    assert "不视为同意" in Consulted.THIRD_PARTY.silence
    assert "视为同意公开" in Consulted.CO_AUTHOR.silence
    assert Consulted.OTHER_ORGAN.clock is None
    assert {each.clock for each in Consulted if each.clock} <= set(CLOCKS)


@pytest.mark.parametrize("act", sorted(BESIDE))
def test_before_the_day_of_receipt_and_after_the_signature_none_of_it_is_done(act):
    assert "第三十一条" in why_not(act, Stage.UNCONFIRMED)
    for stage in STRAIGHT[STRAIGHT.index(Stage.SIGNED) :]:
        assert act not in POSSIBLE[stage]
        assert "已经签发" in why_not(act, stage)
