"""The reply clock: each rule by example, the whole against a second writing of it, and properties."""

import importlib.util
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gongkai.law.calendar import Notice, standard_calendar
from gongkai.law.deadlines import Facts, Wait, extension_was_in_time, reply_deadline
from gongkai.law.parameters import BeforeTheRegulation
from gongkai.law.practice import Practice
from gongkai.law.receipt import Channel, ImpossibleFacts

_spec = importlib.util.spec_from_file_location(
    "reference_clock", Path(__file__).with_name("reference_clock.py")
)
reference = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(reference)

CALENDAR = standard_calendar()


def day(text):
    return date.fromisoformat(text)


def wait(text):
    first, _, last = text.partition("..")
    return Wait(day(first), day(last) if last else None)


def facts(text):
    """Facts from a line: RECEIVED CHANNEL [word=value …]."""
    received, channel, *rest = text.split()
    given_ = dict(word.split("=") for word in rest)
    return Facts(
        Channel(channel),
        day(received),
        day(given_["confirmed"]) if "confirmed" in given_ else None,
        wait(given_["correction"]) if "correction" in given_ else None,
        wait(given_["fee"]) if "fee" in given_ else None,
        tuple(wait(w) for w in given_["consult"].split(",")) if "consult" in given_ else (),
        extension=int(given_.get("extend", 0)),
        delayed_to=day(given_["delayed"]) if "delayed" in given_ else None,
    )


def reckon(text, practice=None):
    return reply_deadline(facts(text), CALENDAR, practice or Practice())


DUE = """
2026-09-25 counter                                               2026-10-29  day zero is a holiday; make-up days count
2026-01-03 oral                                                  2026-01-29
2026-09-18 post-signed                                           2026-10-22
2026-09-10 internet confirmed=2026-09-18                         2026-10-22
2026-09-18 fax confirmed=2026-09-18                              2026-10-22
2026-09-10 post-ordinary confirmed=2026-09-18                    2026-10-22
2026-09-18 counter extend=20                                     2026-11-19
2026-03-02 counter correction=2026-03-02..2026-03-02             2026-03-30  told and corrected on the day itself
2026-03-02 counter correction=2026-03-05..2026-09-18             2026-10-22  the corrected request opens a new term
2026-03-02 counter correction=2026-03-12..2026-09-18             2026-10-22  late, same result
2026-03-02 counter fee=2026-03-10..2026-04-08                    2026-05-09  paid on the twentieth day
2026-03-02 counter fee=2026-03-10..2026-03-10                    2026-04-08  paid on the day of the notice
2026-03-02 counter consult=2026-03-04..2026-03-11                2026-04-07
2026-03-02 counter consult=2026-03-04..2026-03-11,2026-03-09..2026-03-13  2026-04-09  a union
2026-03-02 counter consult=2026-02-01..2026-03-02                2026-03-30  ended before day zero
2026-03-02 counter consult=2026-02-01..2026-03-04                2026-04-01  began before day zero
2026-03-02 counter consult=2026-03-30..                          2026-03-30  sent on the due day
2026-03-02 counter consult=2026-03-27.. extend=1                 -
2026-03-02 counter extend=10 consult=2026-04-02..2026-04-10      2026-04-21  runs through the extension too
2026-01-05 counter delayed=2026-03-01                            2026-03-01  need not be a working day
2019-05-14 counter                                               2019-06-04  15 days under the Regulation of 2007
2019-05-15 counter                                               2019-06-13  20 days
2019-05-10 internet confirmed=2019-05-15                         2019-06-13  the first day zero decides
2019-05-10 internet                                              2019-05-31  no confirmation was needed
2008-05-01 counter extend=15                                     2008-06-13
"""


@pytest.mark.parametrize("row", DUE.split("\n")[1:-1], ids=lambda row: row[:60])
def test_the_due_day_by_example(row):
    words = row.split()
    position = next(
        n
        for n, word in enumerate(words[2:], 2)
        if word == "-" or (word[0] == "2" and "=" not in word)
    )
    result = reckon(" ".join(words[:position]))
    assert (result.due_on.isoformat() if result.due_on else "-") == words[position]


LATE = """
2026-03-02 counter correction=2026-03-11..2026-03-20   -                 the seventh working day
2026-03-02 counter correction=2026-03-12..2026-03-20   correction-late   the eighth
2024-02-01 counter correction=2024-02-10..2024-02-20   correction-late   a day off after the seventh
2026-03-02 counter fee=2026-03-30..2026-03-31          -                 the last day of the term
2026-03-02 counter fee=2026-03-31..2026-04-01          fee-late          the day after
2026-03-02 counter fee=2026-03-31..2026-04-01 consult=2026-03-10..2026-03-12  -   the term was longer
2026-03-02 counter fee=2026-04-30..2026-05-06 consult=2026-03-10..  -       the term never ran out
"""


@pytest.mark.parametrize("row", LATE.split("\n")[1:-1], ids=lambda row: row[:60])
def test_what_came_late_is_a_warning_and_changes_nothing(row):
    words = row.split()
    position = next(
        n for n, word in enumerate(words) if word in ("-", "correction-late", "fee-late")
    )
    assert reckon(" ".join(words[:position])).warnings == (
        () if words[position] == "-" else (words[position],)
    )


def test_payment_after_the_twentieth_working_day_lapses():
    paid_in_time = reckon("2026-03-02 counter fee=2026-03-10..2026-04-08")
    too_late = reckon("2026-03-02 counter fee=2026-03-10..2026-04-09")
    assert not paid_in_time.lapsed
    assert (too_late.lapsed, too_late.due_on, too_late.waiting_for) == (True, None, None)
    assert "视为放弃申请" in too_late.because[-1].text


@pytest.mark.parametrize(
    ("row", "waiting_for", "day_zero"),
    [
        ("2026-03-02 internet", "confirmation", None),
        ("2026-03-02 counter correction=2026-03-03..", "correction", day("2026-03-02")),
        ("2026-03-02 counter fee=2026-03-03..", "payment", day("2026-03-02")),
        ("2026-03-02 counter consult=2026-03-03..", "opinion", day("2026-03-02")),
    ],
)
def test_while_someone_is_waited_for_there_is_no_due_day(row, waiting_for, day_zero):
    result = reckon(row)
    assert (result.due_on, result.earliest_on, result.provisional) == (None, None, False)
    assert (result.waiting_for, result.day_zero) == (waiting_for, day_zero)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("2026-03-02 counter confirmed=2026-03-03", "不应有确认之日"),
        ("2026-03-02 fax confirmed=2026-03-01", "早于收到"),
        ("2026-03-02 counter extend=21", "1至20"),
        ("2019-05-14 counter extend=16", "1至15"),
        ("2026-03-02 counter extend=-1", "1至20"),
        ("2026-03-02 counter correction=2026-03-01..2026-03-05", "早于收到申请之日"),
        ("2026-03-02 counter correction=2026-03-03.. fee=2026-03-05..2026-03-06", "补正尚未收到"),
        (
            "2026-03-02 counter correction=2026-03-03..2026-03-09 fee=2026-03-06..2026-03-10",
            "早于收到申请（补正）之日",
        ),
        ("2020-12-01 counter fee=2020-12-31..2021-01-04", "2021年1月1日"),
        ("2026-01-05 counter delayed=2026-02-02", "应当晚于"),
        ("2019-05-14 counter correction=2019-05-15..2019-05-16", "没有关于补正"),
        ("2019-05-14 counter fee=2021-05-15..2021-05-16", "没有关于信息处理费"),
        ("2019-05-14 counter delayed=2019-08-16", "没有关于延迟答复"),
    ],
)
def test_facts_that_cannot_be_true_are_refused_with_a_sentence(row, sentence):
    with pytest.raises(ImpossibleFacts, match=sentence):
        reckon(row)


def test_a_wait_does_not_end_before_it_begins():
    with pytest.raises(ImpossibleFacts, match="早于开始"):
        wait("2026-03-05..2026-03-04")


def test_before_2008_there_was_no_regulation():
    with pytest.raises(BeforeTheRegulation):
        reckon("2008-04-30 counter")


def test_a_fee_notice_of_the_first_day_is_possible():
    assert reckon("2020-12-31 counter fee=2021-01-01..2021-01-04").due_on == day("2021-02-01")


def test_a_due_day_in_a_year_without_a_notice_is_provisional_and_has_an_earliest():
    sure = reckon("2026-12-02 counter")
    assert (sure.due_on, sure.provisional) == (day("2026-12-30"), False)
    unsure = reckon("2026-12-03 counter extend=20")
    assert unsure.provisional
    assert unsure.earliest_on < unsure.due_on
    assert "暂定" in unsure.because[-1].text
    assert "最早" in unsure.because[-1].text


def test_day_zero_itself_does_not_make_a_due_day_provisional():
    announced = CALENDAR.with_notice(Notice(2028, "虚构", None, (), ()))
    last_day_without_notice = Facts(Channel.COUNTER, day("2027-12-31"))
    assert not reply_deadline(last_day_without_notice, announced).provisional
    assert reply_deadline(Facts(Channel.COUNTER, day("2027-12-30")), announced).provisional


def test_a_delayed_day_is_its_own_earliest():
    result = reckon("2026-12-03 counter delayed=2027-03-06")
    assert (result.due_on, result.earliest_on, result.provisional) == (
        day("2027-03-06"),
        day("2027-03-06"),
        True,
    )
    assert "暂定" in result.because[-1].text
    assert "最早" not in result.because[-1].text


def test_an_extension_must_be_told_within_the_first_term():
    case = facts("2026-03-02 counter extend=10")
    assert extension_was_in_time(case, day("2026-03-30"), CALENDAR)
    assert not extension_was_in_time(case, day("2026-03-31"), CALENDAR)


def test_practice_excluded_time_begins_on_sending_or_on_receipt():
    case = replace(
        facts("2026-03-02 counter"),
        consultations=(Wait(day("2026-03-04"), day("2026-03-11"), delivered_on=day("2026-03-06")),),
    )
    by_sending = reply_deadline(case, CALENDAR)
    by_receipt = reply_deadline(case, CALENDAR, Practice(excluded_time_begins="receipt"))
    assert (by_sending.due_on, by_receipt.due_on) == (day("2026-04-07"), day("2026-04-02"))
    assert "2026-03-04 发出征求意见书之后" in by_sending.because[-1].text
    assert "2026-03-06 送达征求意见书之后" in by_receipt.because[-1].text


def test_practice_receipt_needs_the_day_of_receipt():
    with pytest.raises(ImpossibleFacts, match="送达之日"):
        reckon(
            "2026-03-02 counter consult=2026-03-04..2026-03-11",
            Practice(excluded_time_begins="receipt"),
        )


@pytest.mark.parametrize(
    ("field", "setting", "waiting_for"),
    [
        ("reasons", "reasons_stop_clock", "reasons"),
        ("secrecy_questions", "secrecy_question_stops_clock", "opinion"),
    ],
)
def test_practice_other_waits_stop_the_clock_only_where_the_office_says_so(
    field, setting, waiting_for
):
    case = replace(facts("2026-03-02 counter"), **{field: (wait("2026-03-04..2026-03-11"),)})
    assert reply_deadline(case, CALENDAR).due_on == day("2026-03-30")
    assert reply_deadline(case, CALENDAR, Practice(**{setting: True})).due_on == day("2026-04-07")
    still_open = replace(case, **{field: (wait("2026-03-04.."),)})
    result = reply_deadline(still_open, CALENDAR, Practice(**{setting: True}))
    assert (result.due_on, result.waiting_for) == (None, waiting_for)


def test_every_deadline_says_why():
    result = reckon(
        "2026-12-01 fax confirmed=2026-12-02 correction=2026-12-03..2026-12-07"
        " fee=2026-12-09..2026-12-11 extend=5 consult=2026-12-14..2026-12-18"
    )
    citations = [reason.citation for reason in result.because]
    assert citations == [
        "《政府信息公开条例》第三十一条第（三）项",
        "《政府信息公开条例》第三十条",
        "《政府信息公开信息处理费管理办法》第六条",
        "《政府信息公开条例》第三十三条第二款",
        "《政府信息公开条例》第三十三条第二款",
        "《政府信息公开条例》第三十三条第三款",
        "《全国年节及纪念日放假办法》第二条",
    ]


@st.composite
def cases(draw):
    """Cases around the change of Regulation, around fees, and into years without a notice."""
    anchor = draw(
        st.sampled_from(["2008-05-01", "2019-05-15", "2021-01-01", "2024-02-01", "2026-11-01"])
    )
    received = max(day(anchor) + timedelta(draw(st.integers(-40, 120))), day("2008-05-01"))
    channel = draw(st.sampled_from(list(Channel)))
    confirmed = None
    if channel.needs_confirmation:
        confirmed = received + timedelta(draw(st.integers(0, 12)))
    zero = confirmed or received
    new = zero >= day("2019-05-15")
    correction = fee = delayed = None
    start = zero
    if new and draw(st.booleans()):
        sent = zero + timedelta(draw(st.integers(0, 15)))
        back = sent + timedelta(draw(st.integers(0, 40)))
        correction = (sent, back if draw(st.integers(0, 4)) else None)
        start = back
    can_charge = new and start >= day("2021-01-01") and not (correction and correction[1] is None)
    if can_charge and draw(st.booleans()):
        told = start + timedelta(draw(st.integers(0, 40)))
        paid = told + timedelta(draw(st.integers(0, 40)))
        fee = (told, paid if draw(st.integers(0, 4)) else None)
    consults = []
    for _ in range(draw(st.integers(0, 3))):
        sent = zero + timedelta(draw(st.integers(-15, 90)))
        end = sent + timedelta(draw(st.integers(0, 40)))
        consults.append((sent, end if draw(st.integers(0, 4)) else None))
    extend = draw(st.integers(0, 20 if new else 15))
    if new and draw(st.integers(0, 5)) == 0:
        delayed = zero + timedelta(draw(st.integers(20, 200)))
    return channel, received, confirmed, correction, fee, consults, extend, delayed


@settings(max_examples=600, deadline=None)
@given(cases())
def test_the_clock_equals_a_second_writing_of_its_rules(case):
    channel, received, confirmed, correction, fee, consults, extend, delayed = case
    expected = reference.reckon(received, confirmed, correction, fee, consults, extend, delayed)
    given_facts = Facts(
        channel,
        received,
        confirmed,
        Wait(*correction) if correction else None,
        Wait(*fee) if fee else None,
        tuple(Wait(*consult) for consult in consults),
        extension=extend,
        delayed_to=delayed,
    )
    if expected == "refused":
        with pytest.raises(ImpossibleFacts, match="应当晚于"):
            reply_deadline(given_facts, CALENDAR)
        return
    result = reply_deadline(given_facts, CALENDAR)
    assert (
        result.due_on,
        result.earliest_on,
        result.provisional,
        result.day_zero,
        result.lapsed,
        result.waiting_for,
        list(result.warnings),
    ) == expected


@settings(deadline=None)
@given(cases(), st.integers(1, 5))
def test_a_longer_extension_never_shortens_a_term(case, more):
    channel, received, confirmed, _, _, consults, extend, _ = case
    short = Facts(
        channel,
        received,
        confirmed,
        consultations=tuple(Wait(*c) for c in consults),
        extension=extend,
    )
    assume(extend + more <= (20 if (confirmed or received) >= day("2019-05-15") else 15))
    first = reply_deadline(short, CALENDAR).due_on
    second = reply_deadline(replace(short, extension=extend + more), CALENDAR).due_on
    assert second is None or first < second


@settings(deadline=None)
@given(cases())
def test_a_due_day_is_a_working_day_and_never_before_its_earliest(case):
    channel, received, confirmed, _, _, consults, extend, _ = case
    result = reply_deadline(
        Facts(
            channel,
            received,
            confirmed,
            consultations=tuple(Wait(*c) for c in consults),
            extension=extend,
        ),
        CALENDAR,
    )
    if result.due_on is not None:
        assert CALENDAR.is_working_day(result.due_on)
        assert result.earliest_on <= result.due_on
