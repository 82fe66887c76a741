"""The law's questions in steps: complete, in order, and to one answer each."""

from datetime import date

import pytest

from gongkai.apps.applications.decision import (
    DENIED,
    NONE_OF_THESE,
    SUBJECTS,
    TITLES,
    Step,
    findings,
    outcome,
    replies_of,
    steps_on,
    trail,
)
from gongkai.apps.applications.identity import _middle
from gongkai.law.answers import ANSWERS, QUESTIONS, questions_on, questions_to

TODAY = date(2026, 11, 20)
EVERYTHING = {"correction", "fee", "reasons"}


def said_for(key):
    """What one chooses, step by step, to reach the answer."""
    said = []
    for step in steps_on(TODAY, EVERYTHING):
        keys = [question.key for question in step.questions]
        said.append(key if key in keys else NONE_OF_THESE)
        if key in keys:
            break
    return said


def test_the_steps_hold_every_question_of_the_law_in_its_order():
    assert tuple(q for step in steps_on(TODAY, EVERYTHING) for q in step.questions) == QUESTIONS
    assert [step.title for step in steps_on(TODAY, EVERYTHING)] == list(TITLES.values())
    assert [step.is_last for step in steps_on(TODAY, EVERYTHING)] == [False, False, False, True]


@pytest.mark.parametrize("key", ANSWERS)
def test_every_answer_is_reached_by_its_choices(key):
    replies = replies_of(said_for(key), TODAY, EVERYTHING)
    assert outcome(replies, TODAY, EVERYTHING) is ANSWERS[key]
    assert list(replies) == [question.key for question in questions_to(ANSWERS[key])]


@pytest.mark.parametrize(
    ("said", "number"),
    [([], 1), (["none"], 2), (["none", "none"], 3), (["third-party"], 1), (["none", "x"], 2)],
)
def test_what_is_not_answered_is_asked(said, number):
    step = outcome(replies_of(said, TODAY, EVERYTHING), TODAY, EVERYTHING)
    assert isinstance(step, Step)
    assert step.number == number


def test_what_comes_after_a_yes_is_not_said():
    assert replies_of(["withdrawn", "none"], TODAY, EVERYTHING) == {"withdrawn": True}


def test_the_trail_says_what_was_found_in_each_step():
    assert list(trail(["none", "still-unclear"], TODAY, {"correction"})) == [
        (
            "申请本身：申请人没有撤回；不是信访、投诉、举报等活动；要的不是公开出版物；"
            "不是本机关已经答复过的重复申请。"
        ),
        "申请人：没有无正当理由逾期不补正；补正之后，申请内容是否仍不明确？是。",
    ]


def test_every_question_has_words_of_its_own_for_its_no():
    assert list(DENIED) == [question.key for question in QUESTIONS]
    assert list(SUBJECTS) == list(TITLES)
    denied = findings({question.key: False for question in QUESTIONS})
    told = "".join(denied)
    assert all(told.count(words) == 1 for words in DENIED.values())


def test_only_what_was_put_is_said_to_be_found():
    asked_once = list(trail(["none", "none", "none", "none"], TODAY, set()))
    assert [each.split("：")[0] for each in asked_once] == list(SUBJECTS.values())
    assert asked_once[1] == "申请人：不是要求确认或者重新出具已经获取的信息。"


def test_findings_are_in_the_order_of_the_questions_wherever_they_were_kept():
    replies = {"repeat": False, "withdrawn": False, "publication": True, "petition": False}
    assert next(findings(replies)).startswith("申请本身：申请人没有撤回；不是信访")


def test_none_of_these_says_what_is_found_by_it():
    for step in steps_on(TODAY, EVERYTHING):
        *listed, none = step.choices(TODAY)
        assert not any(choice.means for choice in listed)
        assert none.means == "即：" + "；".join(DENIED[each.key] for each in step.questions)


def test_before_there_was_a_fee_nobody_is_asked_about_it():
    before = date(2020, 12, 31)
    asked = tuple(q for step in steps_on(before, EVERYTHING) for q in step.questions)
    assert asked == questions_on(before, EVERYTHING)
    assert len(asked) == len(QUESTIONS) - 1


def test_what_presupposes_an_act_is_offered_after_it_alone():
    def offered(acts):
        return {q.key for step in steps_on(TODAY, acts) for q in step.questions}

    every = {question.key for question in QUESTIONS}
    assert every - offered(set()) == {
        "excessive", "correction-overdue", "still-unclear", "fee-overdue",
    }  # fmt: skip
    assert every - offered({"take_in", "correction"}) == {"excessive", "fee-overdue"}
    assert [step.title for step in steps_on(TODAY, set())] == list(TITLES.values())
    assert replies_of(["none", "still-unclear"], TODAY, set()) == {
        "withdrawn": False, "petition": False, "publication": False, "repeat": False,
    }  # fmt: skip


def test_each_choice_names_its_article_and_its_row():
    for step in steps_on(TODAY, EVERYTHING):
        for choice in step.choices(TODAY)[:-1]:
            assert "《" in choice.article
            assert choice.row.startswith("表三")
    last = steps_on(TODAY, EVERYTHING)[-1].choices(TODAY)
    first = {choice.value for choice in last if "须先申请行政复议" in choice.row}
    assert first == {
        "granted-in-part", "state-secret", "prohibited-by-law", "security-and-stability",
        "third-party", "internal-affairs", "process-information", "enforcement-file",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "first", "last", "shown"),
    [
        ("110101190001010011", 3, 4, "110***********0011"),
        ("E1234567", 3, 4, "********"),
        ("（0000）555-0133", 0, 2, "************33"),
        ("云川市长堤路7号", 3, 0, "云川市*****"),
        ("", 1, 0, ""),
        ("甲", 1, 0, "*"),
    ],
)
def test_what_is_masked_cannot_be_guessed_from_its_ends(text, first, last, shown):
    assert _middle(text, first, last) == shown
