"""What each of the law's answers says as a reply, from its heading to the remedies."""

from datetime import date

import pytest
from django.test import override_settings

from apps.applications.steps import NAME, WANTED, pdf
from conftest import NOW
from gongkai.apps.applications import actions
from gongkai.apps.applications.reply_text import (
    NO_ARTICLE_READ,
    WORDINGS,
    contents_of,
    html_of,
    page_of,
    signed_html,
    text_of,
)
from gongkai.apps.offices import actions as office_actions
from gongkai.law.answers import ANSWERS, COMMON_CONTENTS
from gongkai.law.practice import Practice

DAY, ON = "2026-11-02", date(2026, 11, 2)
FIRST = "应当先自收到本答复之日起60日内向云川市人民政府申请行政复议"
OLD_ARTICLES = ("第二十一条", "第二十二条", "第二十四条", "第八条", "国务院令第492号", "2007")


def test_every_answer_has_its_template_and_no_template_is_without_answer():
    assert set(WORDINGS) == set(ANSWERS)


@pytest.fixture(params=ANSWERS)
def signed(request, steps):
    return steps.signed(DAY, request.param).reply


def test_a_reply_says_everything_a_reply_says(signed):
    answer, text = signed.answer, signed_html(signed)
    says = {
        "行政机关名称、文书标题和文号": [
            "云川市投资促进局", WORDINGS[answer.key].title, "云川投促复〔2026〕1号",
        ],
        "申请人姓名或者名称": [f"{NAME}："],
        "收到申请的日期和申请的内容": ["2026年11月2日收到您", WANTED],
        "答复决定及所依据的条、款、项": [
            *(str(c.article) for c in answer.citations if c.certainty == "read"),
        ],
        "申请行政复议、提起行政诉讼的途径和期限": [
            "60日内向云川市人民政府申请行政复议", "云川市中级人民法院", "提起行政诉讼",
        ],
        "落款日期和印章": ["（印章）", "2026年11月2日"],
    }  # fmt: skip
    assert tuple(says) == COMMON_CONTENTS
    for words in says.values():
        for word in words:
            assert word in text
    for heading in answer.must_contain:
        assert f"<h3>{heading}</h3>" in text
        assert f"关于{heading}的说明。" in text


def test_reconsideration_comes_first_exactly_where_the_law_says(signed):
    withheld = signed.answer.withholds != "nothing"
    assert (FIRST in signed_html(signed)) == withheld
    assert ("《行政复议法》第二十三条" in signed_html(signed)) == withheld


def test_no_article_of_the_regulation_of_2007_and_no_blank_left(signed):
    text = signed_html(signed)
    for old in OLD_ARTICLES:
        assert old not in text
    for blank in ("{", "}", "（还没有写）", "（文号", "（签发日期", "（行政复议机关）"):
        assert blank not in text


def test_where_no_article_was_read_the_clerk_names_one():
    unread = {key for key, answer in ANSWERS.items() if NO_ARTICLE_READ in contents_of(answer)}
    assert unread == {"confirmation", "withdrawn", "closed-otherwise"}
    for answer in ANSWERS.values():
        assert contents_of(answer)[-len(answer.must_contain) :] == answer.must_contain


@pytest.mark.parametrize(("on", "first"), [(date(2023, 12, 31), False), (date(2024, 1, 1), True)])
def test_the_day_decides_whether_reconsideration_comes_first(steps, on, first):
    reply = steps.drafted(DAY, "third-party").reply
    assert (FIRST in text_of(reply, on=on).remedy) == first


def test_the_practice_of_the_office_decides_on_the_withheld_part(steps):
    reply = steps.drafted(DAY, "granted-in-part").reply
    with override_settings(PRACTICE=Practice(partly_withheld_comes_first=False)):
        assert FIRST not in text_of(reply, on=ON).remedy


def test_a_unit_is_addressed_as_one_and_its_words_are_escaped(steps):
    case = steps.drafted(
        DAY, applicant_kind="commercial_enterprise", wanted="<b>名单</b>",
        document_number="云府〔2025〕3号", description="盖章的",
    )  # fmt: skip
    text = html_of(text_of(case.reply, on=ON))
    assert "收到你单位提交的" in text
    assert "&lt;b&gt;名单" in text
    assert "文号为云府〔2025〕3号，其他特征为“盖章的”" in text


def test_a_draft_shows_what_is_still_to_come(steps):
    text = html_of(text_of(steps.decided(DAY).reply, on=ON))
    for word in ("（还没有写）", "（文号在签发时编排）", "（签发日期）"):
        assert word in text


def test_what_is_kept_stands_alone_and_lists_what_goes_with_it(steps):
    case = steps.draft(steps.decided(DAY), DAY, files=[actions.Paper(pdf(), "兑现情况表")])
    page = page_of(text_of(case.reply, on=ON))
    assert page.startswith("<!DOCTYPE html>")
    assert "兑现情况表" in page
    for elsewhere in ("href=", "src=", "http"):
        assert elsewhere not in page


def test_nothing_is_shown_as_signed_before_it_is(steps):
    assert signed_html(steps.submitted(DAY).reply) is None


def test_an_office_signs_with_the_name_it_bore(steps, bureau):
    reply = steps.drafted(DAY).reply
    office_actions.rename_office(
        bureau, name="云川市招商局", short_name="市招商局", from_on=date(2026, 11, 10),
        seen=bureau.edition, by=None, at=NOW,
    )  # fmt: skip
    reply.application.office.refresh_from_db()
    assert text_of(reply, on=ON).office == "云川市投资促进局"
    assert text_of(reply, on=date(2026, 11, 10)).office == "云川市招商局"
