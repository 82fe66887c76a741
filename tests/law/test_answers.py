"""The closed list of answers: one row each, every row answered, reachable by its questions."""

from datetime import date

import pytest

from gongkai.annual_report.form import form_of
from gongkai.law.answers import (
    ANSWERS,
    QUESTIONS,
    Answer,
    ImpossibleAnswerError,
    Question,
    answers_on,
    decide,
    questions_on,
    questions_to,
)

TODAY = date(2026, 11, 20)
EVERYTHING = {"correction", "fee", "reasons"}


def test_the_rows_of_the_answers_are_exactly_the_outcome_rows_of_the_form():
    assert len(form_of("2021").outcome_rows) == 21
    assert {answer.row for answer in ANSWERS.values()} == set(form_of("2021").outcome_rows)


def test_under_the_form_of_2019_they_are_its_nineteen():
    assert len(form_of("2019").outcome_rows) == 19
    assert {answer.row_2019 for answer in ANSWERS.values()} == set(form_of("2019").outcome_rows)


@pytest.mark.parametrize("key", ANSWERS)
def test_every_answer_has_its_article_its_contents_and_its_questions(key):
    answer = ANSWERS[key]
    assert answer.citations
    assert answer.must_contain
    assert questions_to(answer)


@pytest.mark.parametrize("key", ANSWERS)
def test_its_questions_lead_to_it(key):
    answer = ANSWERS[key]
    path = questions_to(answer)
    replies = {question.key: False for question in path}
    if path[-1].answer is answer:
        replies[path[-1].key] = True
    assert decide(replies, TODAY, EVERYTHING) is answer


def test_what_no_rule_withholds_is_disclosed():
    assert (
        decide({question.key: False for question in QUESTIONS}, TODAY, EVERYTHING)
        is ANSWERS["granted"]
    )


def test_an_unanswered_question_is_asked_next():
    asked = decide({}, TODAY, EVERYTHING)
    assert isinstance(asked, Question)
    assert asked is QUESTIONS[0]
    assert decide({asked.key: False}, TODAY, EVERYTHING) is QUESTIONS[1]


def test_withholding_is_articles_14_to_16_and_the_part_withheld():
    withheld = {key for key, answer in ANSWERS.items() if answer.withholds == "all"}
    assert withheld == {
        key for key, answer in ANSWERS.items() if answer.row.startswith("refused_")
    } - {"administrative-inquiry"}
    assert [key for key, answer in ANSWERS.items() if answer.withholds == "part"] == [
        "granted-in-part"
    ]
    for key in withheld:
        articles = "".join(citation.article for citation in ANSWERS[key].citations)
        assert any(article in articles for article in ("第十四条", "第十五条", "第十六条"))


def test_information_goes_with_the_answers_that_grant_it_and_with_no_other():
    supplies = {key for key, answer in ANSWERS.items() if answer.supplies_information}
    assert supplies == {"granted", "granted-in-public-interest", "granted-in-part"}
    assert all(
        "第三十六条第（二）项" in str(ANSWERS[key].citations)
        or "第三十七条" in str(ANSWERS[key].citations)
        for key in supplies
    )


def test_a_lapse_for_want_of_payment_exists_since_there_is_a_fee():
    fee_overdue = ANSWERS["fee-overdue"]
    assert fee_overdue not in answers_on(date(2020, 12, 31))
    assert fee_overdue in answers_on(date(2021, 1, 1))
    keys = [question.key for question in questions_on(date(2020, 12, 31), EVERYTHING)]
    assert "fee-overdue" not in keys
    assert decide(dict.fromkeys(keys, False), date(2020, 12, 31), EVERYTHING) is ANSWERS["granted"]
    assert answers_on(date(2019, 5, 14)) == ()
    assert all(isinstance(answer, Answer) for answer in answers_on(date(2019, 5, 15)))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_a_question_is_as_sure_of_its_article_as_its_answer(question):
    assert question.citation is question.answer.citations[0]


def test_what_no_article_gives_is_not_said_to_have_been_read():
    for key in ("confirmation", "withdrawn", "closed-otherwise"):
        assert all(citation.certainty != "read" for citation in ANSWERS[key].citations)


@pytest.mark.parametrize("key", ANSWERS)
def test_a_citation_that_was_not_read_says_so_and_no_other_does(key):
    for citation, told in zip(ANSWERS[key].citations, ANSWERS[key].sources, strict=True):
        assert told.startswith(str(citation))
        assert ("核对" in told) == (citation.certainty != "read")
    for question in QUESTIONS:
        assert question.source == question.answer.sources[0]


@pytest.mark.parametrize("key", [key for key in ANSWERS if ANSWERS[key].presupposes])
def test_what_was_never_done_is_neither_asked_about_nor_answered_with(key):
    needed, path = ANSWERS[key].presupposes, questions_to(ANSWERS[key])
    replies = {question.key: question.key == key for question in path}
    assert path[-1] in questions_on(TODAY, {needed})
    assert decide(replies, TODAY, {needed}) is ANSWERS[key]
    for acts in (set(), EVERYTHING - {needed}):
        assert path[-1] not in questions_on(TODAY, acts)
        with pytest.raises(ImpossibleAnswerError, match="为前提"):
            decide(replies, TODAY, acts)


def test_a_yes_before_it_decides_whatever_is_said_later():
    assert decide(dict.fromkeys(ANSWERS, True), TODAY, set()) is ANSWERS["withdrawn"]


def test_the_answers_that_presuppose_an_act_are_those_whose_reply_tells_of_it():
    assert {key: answer.presupposes for key, answer in ANSWERS.items() if answer.presupposes} == {
        "still-unclear": "correction",
        "correction-overdue": "correction",
        "fee-overdue": "fee",
        "excessive": "reasons",
    }
