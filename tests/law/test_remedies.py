"""复议前置 by answer and date, and the sentence at the end of a reply."""

from datetime import date

import pytest

from gongkai.law.answers import ANSWERS
from gongkai.law.practice import Practice
from gongkai.law.remedies import Way, notice, remedy_of, remedy_of_silence

BEFORE, SINCE = date(2023, 12, 31), date(2024, 1, 1)

FIRST = {
    "state-secret", "prohibited-by-law", "security-and-stability", "third-party",
    "internal-affairs", "process-information", "enforcement-file", "granted-in-part",
}  # fmt: skip


@pytest.mark.parametrize("key", ANSWERS)
def test_since_2024_reconsideration_comes_first_for_what_is_withheld_and_nothing_else(key):
    answer = ANSWERS[key]
    assert remedy_of(answer, BEFORE).way is Way.EITHER
    assert (remedy_of(answer, SINCE).way is Way.RECONSIDERATION_FIRST) == (key in FIRST)


def test_practice_the_withheld_part_of_a_partial_answer():
    partial = ANSWERS["granted-in-part"]
    assert remedy_of(partial, SINCE, Practice(partly_withheld_comes_first=False)).way is Way.EITHER


def test_practice_silence():
    assert remedy_of_silence(SINCE).way is Way.EITHER
    strict = Practice(silence_comes_first=True)
    assert remedy_of_silence(SINCE, strict).way is Way.RECONSIDERATION_FIRST
    assert remedy_of_silence(BEFORE, strict).way is Way.EITHER


def test_after_silence_both_terms_run_from_the_day_the_reply_was_due():
    remedy = remedy_of_silence(SINCE)
    assert (remedy.reconsideration.number, remedy.litigation.number) == (60, 6)
    assert [str(citation) for citation in remedy.citations] == [
        "《行政复议法实施条例》第十六条第（一）项",
        "《行政诉讼法适用解释》第六十六条",
    ]


def test_practice_what_cannot_be_sued():
    repeat = ANSWERS["repeat"]
    strict = Practice(tell_what_cannot_be_sued=True)
    assert remedy_of(repeat, date(2025, 6, 1)).way is Way.EITHER
    assert remedy_of(repeat, date(2025, 6, 1), strict).way is Way.RECONSIDERATION_ONLY
    assert remedy_of(repeat, date(2025, 5, 31), strict).way is Way.EITHER
    assert remedy_of(ANSWERS["granted"], date(2025, 6, 1), strict).way is Way.EITHER


NOTICES = {
    ("granted", SINCE): "如对本答复不服，可以自收到本答复之日起60日内向云川市人民政府申请行政复议，"
    "也可以自收到本答复之日起6个月内向云川区人民法院提起行政诉讼。",
    (
        "state-secret",
        SINCE,
    ): "如对本答复不服，应当先自收到本答复之日起60日内向云川市人民政府申请行政复议；"
    "对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向云川区人民法院提起行政诉讼"
    "（《行政复议法》第二十三条第一款第（四）项）。",
    (
        "state-secret",
        BEFORE,
    ): "如对本答复不服，可以自收到本答复之日起60日内向云川市人民政府申请行政复议，"
    "也可以自收到本答复之日起6个月内向云川区人民法院提起行政诉讼。",
}


@pytest.mark.parametrize(("key", "day"), NOTICES)
def test_the_sentence_at_the_end_of_a_reply(key, day):
    remedy = remedy_of(ANSWERS[key], day)
    assert notice(remedy, "云川市人民政府", "云川区人民法院") == NOTICES[key, day]


def test_where_no_court_takes_the_case_only_reconsideration_is_named():
    remedy = remedy_of(ANSWERS["repeat"], date(2026, 1, 1), Practice(tell_what_cannot_be_sued=True))
    assert notice(remedy, "云川市人民政府", "—") == (
        "如对本答复不服，可以自收到本答复之日起60日内向云川市人民政府申请行政复议。"
    )
