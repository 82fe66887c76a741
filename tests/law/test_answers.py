"""The closed list of answers: one row each, every row answered, reachable by its questions."""

from datetime import date

import pytest

from gongkai.annual_report.form import form_of
from gongkai.law.answers import (
    ANSWERS,
    QUESTIONS,
    Answer,
    Question,
    answers_on,
    decide,
    questions_to,
)


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
    if path[-1].answer == key:
        replies[path[-1].key] = True
    assert decide(replies) is answer


def test_what_no_rule_withholds_is_disclosed():
    assert decide({question.key: False for question in QUESTIONS}) is ANSWERS["granted"]


def test_an_unanswered_question_is_asked_next():
    asked = decide({})
    assert isinstance(asked, Question)
    assert asked is QUESTIONS[0]
    assert decide({asked.key: False}) is QUESTIONS[1]


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


def test_a_lapse_for_want_of_payment_exists_since_there_is_a_fee():
    fee_overdue = ANSWERS["fee-overdue"]
    assert fee_overdue not in answers_on(date(2020, 12, 31))
    assert fee_overdue in answers_on(date(2021, 1, 1))
    assert answers_on(date(2019, 5, 14)) == ()
    assert all(isinstance(answer, Answer) for answer in answers_on(date(2019, 5, 15)))
