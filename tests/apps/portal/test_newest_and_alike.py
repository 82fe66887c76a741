"""What the home page lists as new, how lists write a day, and what search offers for a whole sentence."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup

from apps.publishing.conftest import desk  # noqa: F401 - fixture
from conftest import NOW, clock
from gongkai.apps.portal.templatetags.items import day_of_list
from gongkai.apps.portal.views.search import pairs_of


def titles(page, section=""):
    return [each.text.split("\n")[0] for each in page.select(f"{section} .list-rows .title a")]


def soup(client, path):
    return BeautifulSoup(client.get(path).content, "html.parser")


DOCUMENT = {
    "kind": "normative",
    "document_number": "云川投促规〔2020〕1号",
    "written_on": date(2020, 1, 2),
}


def test_what_is_over_is_no_news_on_the_home_page_and_stays_in_the_lists(client, desk):  # noqa: F811
    desk.publish(title="现行办法", at=NOW - timedelta(days=3), **DOCUMENT)
    desk.publish(title="废止的办法", ending="abolished", ended_on=date(2025, 1, 1), **DOCUMENT)
    desk.publish(title="过期的办法", expires_on=date(2025, 1, 1), **DOCUMENT)
    desk.publish(title="一条信息", at=NOW - timedelta(days=4))
    home = titles(soup(client, "/"))
    assert [each for each in home if "办法" in each or "信息" in each][:2] == [
        "现行办法",
        "一条信息",
    ]
    assert not {"废止的办法", "过期的办法"} & set(home)
    found = soup(client, "/search/?q=办法")
    assert set(titles(found)) >= {"现行办法", "废止的办法", "过期的办法"}


@pytest.mark.parametrize(
    ("today", "written"),
    [(date(2026, 12, 31), "11月20日"), (date(2027, 1, 1), "2026年11月20日")],
)
def test_a_list_writes_the_year_only_where_it_is_another(today, written):
    assert day_of_list(NOW, today) == written
    assert day_of_list(None, today) == ""


def test_a_row_of_a_list_bears_the_short_day(client, desk):  # noqa: F811
    desk.publish(title="一条信息", at=clock())
    side = soup(client, "/search/?q=一条信息").select_one(".list-rows .side").text
    assert side == f"{clock().month}月{clock().day}日"


@pytest.mark.parametrize(
    ("sentence", "pairs"),
    [
        ("2025年招商引资奖励资金情况", ["招商", "商引", "引资", "资奖", "奖励", "励资", "资金"]),
        ("请提供有关信息", []),
        ("Excel 表", []),
    ],
)
def test_a_sentence_is_about_its_pairs_of_characters(sentence, pairs):
    assert pairs_of(sentence) == pairs


def test_a_whole_sentence_finds_what_is_called_alike_and_offers_to_apply(client, desk):  # noqa: F811
    desk.publish(title="云川市招商引资奖励办法")
    desk.publish(title="招商引资项目签约情况")
    desk.publish(title="食品安全抽检公告")
    page = soup(client, "/search/?q=2025年招商引资奖励资金兑现名单和情况")
    text = page.text
    assert "没有找到" in text
    assert page.select_one(".empty-state a[href='/apply/']")
    assert titles(page) == ["云川市招商引资奖励办法", "招商引资项目签约情况"]
    assert "最相近的在前" in text


def test_what_is_found_as_it_was_typed_is_all_that_is_shown(client, desk):  # noqa: F811
    desk.publish(title="招商引资奖励办法")
    desk.publish(title="招商引资奖励名单")
    assert titles(soup(client, "/search/?q=招商引资奖励办法")) == ["招商引资奖励办法"]


def test_nothing_alike_is_nothing(client, desk):  # noqa: F811
    desk.publish(title="食品安全抽检公告")
    page = soup(client, "/search/?q=招商引资奖励资金兑现名单")
    assert titles(page) == []
    assert "名称相近" not in page.text
