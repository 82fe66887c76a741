"""No number of the law stands in a template: when the law changes, the pages change."""

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from gongkai.annual_report import form
from gongkai.apps.portal import report_forms, rules
from gongkai.apps.portal.views import site
from gongkai.law.citations import instruments
from gongkai.law.parameters import parameter, parameters
from gongkai.law.practice import Practice
from gongkai.law.subjects import ARTICLE_20


def text(client, path):
    page = BeautifulSoup(client.get(path).content, "html.parser").main.text
    return re.sub(r"\s+", "", page)


@pytest.fixture
def change(monkeypatch):
    """A way to let the law say something else, under another article."""

    def to(name, content):
        known = parameter(name)
        values = tuple(
            replace(
                value, content=content, citation=replace(value.citation, article="第九百九十九条")
            )
            for value in known.values
        )
        monkeypatch.setitem(parameters(), name, replace(known, values=values))

    return to


@pytest.mark.parametrize(
    ("name", "value", "path", "now", "then"),
    [
        (
            "reply.term",
            77,
            "/",
            "一般20个工作日内答复。《政府信息公开条例》第三十三条第二款",
            "一般77个工作日内",
        ),
        ("reply.term", 77, "/", "自收到申请之日起20个工作日内", "自收到申请之日起77个工作日内"),
        ("reply.term", 77, "/apply/", "自收到申请之日起20个工作日内", "自收到申请之日起77个工作日"),
        ("reply.extension_limit", 66, "/apply/", "再延长20个工作日", "再延长66个工作日"),
        ("correction.notice_term", 9, "/apply/", "自收到申请之日起7个工作日", "之日起9个工作日"),
        ("publication.term", 44, "/content/", "之日起20个工作日内公开", "之日起44个工作日内公开"),
        ("annual_report.department_due", "02-28", "/reports/", "每年1月31日前", "每年2月28日前"),
        ("annual_report.government_due", "04-30", "/reports/", "每年3月31日前", "每年4月30日前"),
        (
            "reconsideration.apply_within",
            88,
            "/apply/",
            "收到答复之日起60日内申请",
            "收到答复之日起88日内申请",
        ),
        ("litigation.after_reconsideration", 99, "/apply/", "15日内提起", "99日内提起"),
        (
            "litigation.direct",
            12,
            "/apply/",
            "收到答复之日起60日内申请行政复议，或者6个月",
            "或者12个月内直接",
        ),
        (
            "reconsideration.apply_within_after_silence",
            88,
            "/apply/",
            "自答复期限届满之日起60日内申请",
            "自答复期限届满之日起88日内申请",
        ),
    ],
)
def test_a_change_of_the_law_changes_the_page(client, db, change, name, value, path, now, then):
    assert now in text(client, path)
    assert "第九百九十九条" not in text(client, path)
    change(name, value)
    assert now not in text(client, path)
    assert then in text(client, path)
    assert "第九百九十九条" in text(client, path)


def test_an_application_is_free_as_a_rule_only(client, db):
    assert "一般不收费，" in text(client, "/")
    assert "《政府信息公开条例》第三十三条第二款、第四十二条" in text(client, "/")
    assert "一般不收取费用" in text(client, "/apply/")


def test_the_items_of_article_20_are_counted(client, db, monkeypatch):
    assert "第二十条，15项" in text(client, "/")
    monkeypatch.setattr(site, "ARTICLE_20", ARTICLE_20[:4])
    assert "第二十条，4项" in text(client, "/")


def test_a_refusal_goes_first_to_reconsideration(client, db, change):
    page = text(client, "/apply/")
    assert "应当先申请行政复议。自收到答复之日起60日内申请" in page
    assert (
        "《行政复议法》第二十三条第一款第（四）项、第二十条第一款，《行政诉讼法》第四十五条" in page
    )
    assert "依照条例第十四条、第十五条、第十六条" in page
    change("reconsideration.comes_first", None)
    assert "应当先申请行政复议" not in text(client, "/apply/")


def test_the_years_of_the_forms_come_from_the_forms(client, db, monkeypatch):
    page = text(client, "/reports/")
    for years in ("2008—2018年", "2019—2020年", "2021年起"):
        assert years in page
    assert "《政府信息公开工作年度报告格式（试行）》国办公开办函〔2019〕60号" in page
    monkeypatch.setattr(
        report_forms, "form_of", lambda name: replace(form.form_of(name), last_year=2033)
    )
    assert "2021—2033年" in text(client, "/reports/")
    assert report_forms.form_years()[0].years == "2008—2033年"


def rows_of_rules(client):
    rows = BeautifulSoup(client.get("/rules/").content, "html.parser").select(".list-rows > li")
    return {
        row.strong.text: " ".join(row.select_one(".side").get_text(" ").split()) for row in rows
    }


def test_a_replaced_regulation_says_since_when(client, db):
    assert rows_of_rules(client)["中华人民共和国政府信息公开条例（2007年公布）"] == (
        "2008年5月1日起施行 2019年5月15日起由新的规定代替"
    )


@pytest.mark.parametrize("key", ["fee-measure", "report-form-2021", "platform-notice"])
def test_a_text_not_wholly_read_states_its_issue_only(client, db, key):
    instrument = instruments()[key]
    side = rows_of_rules(client)[instrument.title]
    assert "施行" not in side
    assert ("印发" in side) == (instrument.issued_on is not None)


def test_every_text_listed_that_was_read_says_since_when():
    for rule in rules.RULES:
        if rule.instrument.certainty == "read":
            assert rule.days, rule.instrument.key


@pytest.mark.parametrize(
    ("practice", "silence", "in_part"),
    [
        (Practice(), "或者 6 个月内直接提起行政诉讼", True),
        (Practice(silence_comes_first=True), "对行政复议决定不服的再提起行政诉讼", True),
        (Practice(partly_withheld_comes_first=False), "或者 6 个月内直接提起行政诉讼", False),
    ],
)
def test_where_the_law_leaves_a_choice_the_page_says_what_the_office_chose(
    client, db, settings, practice, silence, in_part
):
    settings.PRACTICE = practice
    page = client.get("/apply/").content.decode()
    assert silence in page
    assert ("部分公开的，不予公开的部分也是" in page) is in_part
