"""What the public reads of items: list, page, attachments, search, home; and what it never sees."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import NOW
from gongkai.apps.publishing.actions import Attached
from gongkai.apps.publishing.models import Kind
from gongkai.apps.records.actions import store_file

PDF = b"%PDF-1.4\n%%EOF\n"


def soup(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return BeautifulSoup(answer.content, "html.parser")


def pdf(name="表.pdf"):
    return store_file(ContentFile(PDF, name=name), at=NOW)


def a_measure(desk, **facts):
    plain = {
        "title": "云川市招商引资项目服务办法",
        "kind": Kind.NORMATIVE,
        "subject": "rules",
        "document_number": "云川投促规〔2026〕2号",
        "written_on": "2026-11-16",
        "effective_on": "2026-11-19",
    }
    return desk.publish(**(plain | facts))


def test_the_page_says_what_the_card_of_the_law_says(client, desk):
    item = a_measure(desk)
    page = soup(client, item.get_absolute_url())
    assert page.h1.text == item.title
    card = page.select_one(".metadata-card").text
    for word in (
        item.index_number,
        "云川投促规〔2026〕2号",
        "2026年11月16日",
        "第二十条第（一）项",
    ):
        assert word in card
    assert "现行有效" in page.select_one(".validity").text
    for name, value in (
        ("ArticleTitle", item.title),
        ("PubDate", "2026-11-20 10:00"),
        ("ContentSource", desk.office.name),
        ("ColumnName", "法定主动公开内容"),
    ):
        assert page.find("meta", {"name": name})["content"] == value
    assert [link["href"] for link in page.select(".breadcrumb a")] == [
        "/",
        "/content/",
        "/content/?subject=rules",
    ]


def test_document_and_interpretation_lead_to_each_other(client, desk):
    item = a_measure(desk)
    explanation = desk.publish(title="一图读懂", kind=Kind.EXPLANATION, interprets=item)
    assert soup(client, item.get_absolute_url()).select_one(
        f".notice a[href='{explanation.get_absolute_url()}']"
    )
    assert soup(client, explanation.get_absolute_url()).select_one(
        f".notice a[href='{item.get_absolute_url()}']"
    )
    desk.withdraw(explanation)
    assert "这份文件有解读" not in soup(client, item.get_absolute_url()).text


def test_drafts_are_nowhere_in_public(client, desk):
    item = desk.draft(title="还没有公开的草稿")
    assert client.get(reverse("item", args=[item.pk])).status_code == 404
    for path in ("/", "/content/", "/search/?q=草稿", "/sitemap/"):
        assert "还没有公开的草稿" not in soup(client, path).select_one("main").text.replace(
            "没有找到“草稿”", ""
        )


def test_a_newer_draft_is_not_shown_on_the_page(client, desk):
    item = desk.publish()
    desk.amend(item, title="第二版的名称", body="<p>没有公开的话。</p>")
    desk.submit(item)
    page = soup(client, item.get_absolute_url()).text
    assert "第二版的名称" not in page
    assert "没有公开的话" not in page


def test_what_was_withdrawn_says_so_with_the_reason(client, desk):
    item = desk.publish(
        title="要撤回的", body="<p>不再公开的话。</p>", attached=[Attached(pdf(), "表")]
    )
    key = item.attached()[0].file.key
    desk.withdraw(item, reason="附表数据有误。")
    page = soup(client, item.get_absolute_url(), 410)
    assert "撤回了这条信息" in page.text
    assert "附表数据有误。" in page.text
    assert item.index_number in page.text
    assert "要撤回的" not in str(page)  # the title may be the reason
    assert "不再公开的话" not in page.text
    assert client.get(reverse("item_file", args=[item.pk, key])).status_code == 404
    for path in ("/", "/content/", "/search/?q=不再公开的话"):
        assert "要撤回的" not in soup(client, path).text


def test_attachments_of_public_items_are_handed_out_safely(client, desk):
    item = desk.publish(attached=[Attached(pdf("附表.pdf"), "项目表")])
    row = soup(client, item.get_absolute_url()).select_one(".attachment")
    assert "PDF" in row.text
    answer = client.get(row.a["href"])
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")


def test_an_attachment_is_handed_out_under_its_own_item_alone(client, desk):
    item = desk.publish(attached=[Attached(pdf(), "表")])
    other, draft = desk.publish(title="另一条"), desk.draft(attached=[Attached(pdf(), "草稿")])
    key, hidden = item.attached()[0].file.key, draft.attached()[0].file.key
    for pk, file in ((other.pk, key), (draft.pk, hidden), (item.pk, hidden)):
        assert client.get(reverse("item_file", args=[pk, file])).status_code == 404


def test_markup_in_a_text_stays_text(client, desk):
    item = desk.publish(
        title="<script>alert(1)</script>",
        body="<p>一</p><script>alert(2)</script><p onclick=x>二</p>",
    )
    answer = client.get(item.get_absolute_url()).content.decode()
    assert "<script>alert" not in answer
    assert "onclick" not in answer


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"预算", "办法", "别局"}),
        ("?subject=budgets", {"预算"}),
        ("?office=jyj", {"别局"}),
        ("?kind=normative", {"办法"}),
        ("?year=2026", {"预算", "办法", "别局"}),
        ("?year=1999&office=x&kind=y&subject=z&page=99", {"预算", "办法", "别局"}),
        ("?office=jyj&kind=normative", set()),
    ],
)
def test_the_list_is_narrowed(client, desk, elsewhere, query, found):
    desk.publish(title="预算", subject="budgets")
    a_measure(desk, title="办法")
    elsewhere.publish(title="别局")
    page = soup(client, f"/content/{query}")
    assert {link.text for link in page.select(".list-rows .title a")} == found
    assert page.select_one("#budgets a")["href"] == "/content/?subject=budgets"
    assert "1 条" in page.select_one("#budgets").text


def test_the_list_comes_in_pages(client, desk):
    for number in range(21):
        desk.publish(title=f"第{number:02d}件")
    assert len(soup(client, "/content/").select(".list-rows > li")) == 20
    page = soup(client, "/content/?subject=plans&page=2")
    assert len(page.select(".list-rows > li")) == 1
    assert page.select_one(".pagination a")["href"] == "?subject=plans&page=1"


@pytest.mark.parametrize("path", ["/", "/content/", "/search/?q=件"])
def test_pages_ask_as_often_for_two_items_as_for_six(client, desk, elsewhere, path):
    asked = []
    for count in (1, 2):
        for number in range(count):
            for each in (desk, elsewhere):
                each.publish(title=f"第{number}件", attached=[Attached(pdf(), "表")])
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 15


def test_the_page_asks_little(client, desk):
    item = a_measure(desk, attached=[Attached(pdf(), "一"), Attached(pdf("二.pdf"), "二")])
    with CaptureQueriesContext(connection) as queries:
        client.get(item.get_absolute_url())
    assert len(queries) <= 9


def test_search_finds_title_number_and_text(client, desk):
    item = a_measure(desk, body="<p>落地<b>服务</b>专员</p>")
    for words in ("招商引资", "投促规〔2026〕", "落地服务专员", item.index_number, "服务 2号"):
        page = soup(client, f"/search/?q={words}")
        assert page.select_one(f".title a[href='{item.get_absolute_url()}']"), words
    assert not soup(client, "/search/?q=strong").select(".title a[href^='/content/1']")


def test_home_shows_the_newest_and_counts(client, desk):
    assert not soup(client, "/").find("h2", string="最新公开")
    for number in range(7):
        desk.publish(title=f"第{number}件")
    page = soup(client, "/")
    section = page.find("h2", string="最新公开").find_parent("div", class_=None) or page
    assert len(section.select("a[href^='/content/']")) >= 6
    assert "7 条信息" in page.select_one(".lead").text
    assert "7 条" in page.select(".entry-strip a")[2].text
