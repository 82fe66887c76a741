"""The staff screens of items: who sees what, what is kept after an error, what a press does."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from wagtail.test.utils.form_data import rich_text

from conftest import NOW
from gongkai.apps.offices import actions as offices
from gongkai.apps.offices.models import Person, Role
from gongkai.apps.publishing import actions
from gongkai.apps.publishing.actions import Attached
from gongkai.apps.publishing.models import Item
from gongkai.apps.publishing.scan import findings
from gongkai.apps.records.actions import store_file
from gongkai.apps.records.queries import entries_of
from gongkai.law.publication_stages import Stage

LONG_TITLE = (
    "云川市人民政府办公室关于印发云川市进一步优化营商环境促进经济技术与高新技术产业融合发展若干措施及其责任分工方案（2026—2030年）"
    * 2
)
PDF = b"%PDF-1.4\n%%EOF\n"


def soup(answer, status=200):
    assert answer.status_code == status
    return BeautifulSoup(answer.content, "html.parser")


@pytest.fixture
def signed_in(client):
    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


def upload(name="附表.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def form_of(desk, **facts):
    plain = {
        "office": desk.office.pk,
        "title": "投资服务专员名单",
        "kind": "other",
        "subject": "organization",
        "formed_on": "2026-11-18",
        "body": rich_text("<p>第一段。</p>", features=["bold"]),
    }
    return plain | facts


def decision_on(client, item, **more):
    page = soup(client.get(reverse("item_page", args=[item.pk])))
    hidden = {
        field["name"]: field["value"] for field in page.select("#decision input[type=hidden]")
    }
    hidden.pop("csrfmiddlewaretoken", None)
    return hidden | more


# The list


def test_people_see_the_items_of_their_offices_alone(signed_in, desk, elsewhere):
    ours, theirs = desk.draft(title="本局的草稿"), elsewhere.draft(title="别局的草稿")
    page = soup(signed_in(desk.clerk).get("/staff/items/")).text
    assert "本局的草稿" in page
    assert "别局的草稿" not in page
    for name in ("item_page", "item_edit", "item_preview"):
        assert signed_in(desk.clerk).get(reverse(name, args=[theirs.pk])).status_code == 404
        assert signed_in(elsewhere.clerk).get(reverse(name, args=[ours.pk])).status_code == 404
    for name in ("item_submit", "item_decide", "item_recall", "item_withdraw"):
        answer = signed_in(desk.clerk).post(reverse(name, args=[theirs.pk]), {"stage": "draft"})
        assert answer.status_code == 404


def test_an_empty_list_teaches_what_comes_first(signed_in, desk):
    page = soup(signed_in(desk.clerk).get("/staff/items/"))
    assert "拟写第一条" in page.select_one(".empty-state").text
    page = soup(signed_in(desk.secrecy).get("/staff/items/"))
    assert not page.select("a[href='/staff/items/new/']")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"甲件", "乙件", "丙件"}),
        ("?state=draft", {"甲件"}),
        ("?state=review", {"乙件"}),
        ("?state=published", {"丙件"}),
        ("?state=withdrawn", set()),
        ("?subject=budgets", {"乙件"}),
        ("?q=丙", {"丙件"}),
        ("?q=2026-00001", {"乙件"}),
        ("?q=甲 件", {"甲件"}),
        ("?q=%00&state=nothing&subject=nothing", {"甲件", "乙件", "丙件"}),
    ],
)
def test_the_list_is_narrowed(signed_in, desk, query, found):
    desk.draft(title="甲件")
    desk.submit(desk.draft(title="乙件", subject="budgets"))
    desk.publish(title="丙件")
    page = soup(signed_in(desk.clerk).get(f"/staff/items/{query}"))
    assert {link.text for link in page.select(".list-rows .title a")} == found


def test_a_long_title_is_never_cut_and_comes_back_whole_with_how_long_it_is(signed_in, desk):
    client = signed_in(desk.clerk)
    opened = soup(client.get("/staff/items/new/"))
    assert opened.select("[name=title][maxlength], [name=topic][maxlength]") == []
    page = soup(client.post("/staff/items/new/", form_of(desk, title="名" * 230)))
    assert "请缩短到 200 个字以内，现在有 230 个字。" in page.select_one("#error-title").text
    assert page.select_one("[name=title]").text.strip() == "名" * 230
    assert not Item.objects.exists()


def test_the_list_shows_the_newest_title_and_pages(signed_in, desk):
    for number in range(21):
        desk.draft(title=f"第{number:02d}件")
    item = Item.objects.get(title="第20件")
    desk.publish(item)
    desk.amend(item, title="改过的名称")
    first = soup(signed_in(desk.clerk).get("/staff/items/"))
    assert "改过的名称" in first.text
    assert "公开着前一版" in first.text
    second = soup(signed_in(desk.clerk).get("/staff/items/?page=2"))
    assert len(second.select(".list-rows > li")) == 1


def test_the_list_asks_as_often_for_two_items_as_for_twenty(signed_in, desk):
    client = signed_in(desk.head)
    asked = []
    for count in (2, 18):
        for number in range(count):
            desk.submit(desk.draft(title=f"第{number}件"))
        with CaptureQueriesContext(connection) as queries:
            client.get("/staff/items/")
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 25


def test_the_due_day_is_shown_and_said_to_be_over(signed_in, desk):
    desk.draft(title="晚了", formed_on="2026-01-05")
    desk.draft(title="跨年", formed_on="2030-12-20")
    page = soup(signed_in(desk.clerk).get("/staff/items/")).text
    assert "已过期限" in page
    assert "（暂定）" in page


# Writing


def test_a_draft_is_written_with_its_attachments(signed_in, desk):
    client = signed_in(desk.clerk)
    answer = client.post("/staff/items/new/", form_of(desk, uploads=[upload(), upload("二.pdf")]))
    item = Item.objects.get()
    assert answer.url == reverse("item_page", args=[item.pk])
    assert [each.label for each in item.attached()] == ["附表", "二"]
    assert item.paragraphs() == ["第一段。"]
    assert (item.stage, item.live) == (Stage.DRAFT, False)


@pytest.mark.parametrize("action", ["action-publish", "action-submit", "publish"])
def test_a_posted_publish_action_publishes_nothing(signed_in, desk, action):
    client = signed_in(desk.clerk)
    client.post("/staff/items/new/", form_of(desk, **{action: "1", "live": "on"}))
    item = Item.objects.get()
    client.post(
        reverse("item_edit", args=[item.pk]),
        form_of(
            desk,
            seen=item.latest_revision_id,
            live="on",
            approved_hash=item.content_hash,
            go_live_at="2026-11-01 00:00",
            stage="published",
            **{action: "1"},
        ),
    )
    item.refresh_from_db()
    assert (item.live, item.stage, item.revisions.count()) == (False, Stage.DRAFT, 2)


def test_nothing_is_lost_on_an_error(signed_in, desk):
    client = signed_in(desk.clerk)
    page = soup(
        client.post("/staff/items/new/", form_of(desk, title="", uploads=[upload("算数的.pdf")]))
    )
    assert "名称" in page.select_one(".error-summary").text
    token = page.select_one("input[name=token]")["value"]
    assert page.select_one("input[name=label]")["value"] == "算数的"
    assert page.select_one("#id_formed_on")["value"] == "2026-11-18"
    assert "第一段。" in json.loads(page.select_one("[name=body]")["value"])["blocks"][0]["text"]
    client.post("/staff/items/new/", form_of(desk, token=[token], label=["改过的名称"]))
    assert [each.label for each in Item.objects.get().attached()] == ["改过的名称"]


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (upload("程序.exe", b"MZ"), "“程序.exe”没有收下"),
        (upload("空.pdf", b""), "“空.pdf”没有收下"),
        (upload("假的.pdf", b"plain text"), "内容不是 PDF 文件"),
    ],
)
def test_a_wrong_file_is_refused_in_a_sentence_and_the_rest_kept(signed_in, desk, file, sentence):
    file.seek(0)
    good = upload("好的.pdf")
    page = soup(
        signed_in(desk.clerk).post("/staff/items/new/", form_of(desk, uploads=[good, file]))
    )
    assert sentence in page.select_one(".error-summary").text
    assert page.select_one("input[name=label]")["value"] == "好的"
    assert not Item.objects.exists()


def test_a_forged_token_attaches_nothing(signed_in, desk):
    stored = store_file(upload("别人的.pdf"), at=NOW)
    signed_in(desk.clerk).post(
        "/staff/items/new/", form_of(desk, token=[str(stored.pk), "x:y"], label=["a", "b"])
    )
    assert Item.objects.get().attached() == []


def test_an_attachment_is_removed_and_another_kept(signed_in, desk):
    kept, gone = (Attached(store_file(upload(name), at=NOW), name) for name in ("留.pdf", "去.pdf"))
    item = desk.draft(attached=[kept, gone])
    client = signed_in(desk.clerk)
    page = soup(client.get(reverse("item_edit", args=[item.pk])))
    tokens = [field["value"] for field in page.select("input[name=token]")]
    facts = form_of(
        desk,
        seen=item.latest_revision_id,
        token=tokens,
        label=["留.pdf", "去.pdf"],
        removed=[tokens[1]],
    )
    client.post(reverse("item_edit", args=[item.pk]), facts)
    item.refresh_from_db()
    assert [each.label for each in item.newest_version().attached()] == ["留.pdf"]


def test_a_late_saver_is_told_and_then_meant(signed_in, desk):
    item = desk.draft()
    opened = item.latest_revision_id
    desk.amend(item, by=desk.other_clerk, title="先保存的名称")
    client = signed_in(desk.clerk)
    address = reverse("item_edit", args=[item.pk])
    page = soup(client.post(address, form_of(desk, seen=opened, title="后保存的名称")))
    assert "陆知夏已经修改并保存" in page.select_one(".error-summary").text
    assert page.select_one("[name=title]").text.strip() == "后保存的名称"
    again = page.select_one("[name=seen]")["value"]
    assert client.post(address, form_of(desk, seen=again, title="后保存的名称")).status_code == 302
    item.refresh_from_db()
    assert item.title == "后保存的名称"


def test_what_is_lacking_is_said_when_it_is_submitted(signed_in, desk):
    client = signed_in(desk.clerk)
    answer = client.post("/staff/items/new/", form_of(desk, formed_on="", submit="1"), follow=True)
    assert "没有提交：没有填写形成或者变更之日" in soup(answer).text
    assert Item.objects.get().stage == Stage.DRAFT


def test_a_draft_is_saved_and_submitted_in_one(signed_in, desk):
    signed_in(desk.clerk).post("/staff/items/new/", form_of(desk, submit="1"))
    assert Item.objects.get().stage == Stage.SECTION_REVIEW


def test_the_page_submits_what_it_shows(signed_in, desk):
    item = desk.draft()
    client = signed_in(desk.clerk)
    address = reverse("item_submit", args=[item.pk])
    page = soup(client.get(reverse("item_page", args=[item.pk])))
    post = {"seen_revision": page.select_one(f'[action="{address}"] [name=seen_revision]')["value"]}
    desk.amend(item, by=desk.other_clerk, body="<p>别人改的。</p>")
    for shown in (post, {}, {"seen_revision": "x"}):
        answer = client.post(address, shown, follow=True)
        assert "陆知夏已经修改并保存" in answer.content.decode()
        assert Item.objects.get().stage == Stage.DRAFT
    item.refresh_from_db()
    client.post(address, {"seen_revision": item.latest_revision_id})
    assert Item.objects.get().stage == Stage.SECTION_REVIEW


def test_an_item_under_review_is_not_opened_for_writing(signed_in, desk):
    item = desk.draft()
    desk.submit(item)
    answer = signed_in(desk.clerk).get(reverse("item_edit", args=[item.pk]))
    assert answer.url == reverse("item_page", args=[item.pk])


def test_a_section_of_another_office_is_not_offered(signed_in, desk, elsewhere):
    offices.open_section(elsewhere.office, name="别局的科室", by=None, at=NOW)
    page = soup(signed_in(desk.clerk).get("/staff/items/new/"))
    assert "别局的科室" not in page.text
    answer = signed_in(desk.clerk).post(
        "/staff/items/new/", form_of(desk, office=elsewhere.office.pk)
    )
    assert soup(answer).select_one(".error-summary")
    assert not Item.objects.exists()


def test_the_own_office_is_chosen_already(signed_in, desk):
    page = soup(signed_in(desk.clerk).get("/staff/items/new/"))
    assert page.select_one("#id_office option[selected]")["value"] == str(desk.office.pk)


# Reviewing


def test_the_reviewer_sees_two_buttons_and_others_none(signed_in, desk):
    item = desk.draft()
    desk.submit(item)
    address = reverse("item_page", args=[item.pk])
    buttons = soup(signed_in(desk.head).get(address)).select("#decision button")
    assert [button["value"] for button in buttons] == ["return", "approve"]
    for other in (desk.clerk, desk.secrecy, desk.leader, desk.disclosure):
        assert not soup(signed_in(other).get(address)).select("#decision")


def test_a_head_of_a_section_is_named_and_asked_for_an_item_of_none(signed_in, desk, person):
    law = offices.open_section(desk.office, name="法规科", by=None, at=NOW)
    head = person("h1", office=desk.office, display_name="方知行")
    offices.appoint(head, Role.SECTION_HEAD, office=desk.office, section=law, by=None, at=NOW)
    item = desk.draft()
    desk.submit(item)
    page = soup(signed_in(head).get(reverse("item_page", args=[item.pk])))
    assert page.select("#decision")
    assert "方知行" in page.select_one(".chain").text


def test_who_may_not_review_reads_why(signed_in, desk, person):
    person("kezhang2", Role.SECTION_HEAD, office=desk.office)
    item = desk.draft(by=desk.head)
    desk.submit(item)
    page = soup(signed_in(desk.head).get(reverse("item_page", args=[item.pk])))
    assert "您写过这一稿" in page.text
    assert not page.select("#decision")


def test_why_the_last_reviewer_of_a_stage_cannot_submit_is_shown_before(signed_in, desk):
    item = desk.draft()
    address = reverse("item_page", args=[item.pk])
    assert "就没有人办理" in soup(signed_in(desk.head).get(address)).text
    assert "就没有人办理" not in soup(signed_in(desk.clerk).get(address)).text


def test_a_returned_item_says_why_where_it_is_amended(signed_in, desk):
    item = desk.draft()
    desk.submit(item)
    post = decision_on(signed_in(desk.head), item, decision="return", comment="附件缺一张表")
    signed_in(desk.head).post(reverse("item_decide", args=[item.pk]), post)
    page = soup(signed_in(desk.clerk).get(reverse("item_edit", args=[item.pk])))
    assert "周明澈在科室负责人环节退回" in page.text
    assert "附件缺一张表" in page.text


def test_three_reviewers_press_and_the_public_sees_it(signed_in, desk):
    item = desk.draft()
    desk.submit(item)
    for reviewer in desk.reviewers():
        client = signed_in(reviewer)
        post = decision_on(client, item, decision="approve")
        assert client.post(reverse("item_decide", args=[item.pk]), post).status_code == 302
    assert Item.objects.get().live
    assert client.get(item.get_absolute_url()).status_code == 200


def test_a_tab_opened_before_an_edit_approves_nothing(signed_in, desk):
    item = desk.draft()
    desk.submit(item)
    client = signed_in(desk.head)
    post = decision_on(client, item, decision="approve", comment="看过了")
    actions.recall_item(item, by=desk.clerk, at=NOW)
    desk.amend(item, body="<p>第一段。</p><p>第二段改成这样。</p>")
    desk.submit(item)
    page = soup(client.post(reverse("item_decide", args=[item.pk]), post), 409)
    said = page.select_one(".error-summary").text
    assert "又有改动" in said
    assert "与您打开时的那一稿相比：改 1 段" in said
    assert page.select_one("#comment").text == "看过了"
    assert Item.objects.get().stage == Stage.SECTION_REVIEW


def test_a_press_after_another_reviewer_is_told(signed_in, desk, person):
    second = person("kezhang2", Role.SECTION_HEAD, office=desk.office)
    item = desk.draft()
    desk.submit(item)
    client = signed_in(second)
    post = decision_on(client, item, decision="approve")
    desk.approve(item, desk.head)
    page = soup(client.post(reverse("item_decide", args=[item.pk]), post), 409)
    assert "周明澈已经办理" in page.select_one(".error-summary").text


def test_a_return_keeps_the_reason_and_reaches_the_author(signed_in, desk):
    item = desk.draft()
    desk.submit(item)
    client = signed_in(desk.head)
    address = reverse("item_decide", args=[item.pk])
    page = soup(client.post(address, decision_on(client, item, decision="return")), 409)
    assert "写明理由" in page.text
    client.post(address, decision_on(client, item, decision="return", comment="附件缺盖章页。"))
    page = soup(signed_in(desk.clerk).get(reverse("item_page", args=[item.pk])))
    assert "附件缺盖章页。" in page.select_one(".notice-amber").text


def test_a_finding_is_answered_on_the_page(signed_in, desk):
    item = desk.draft(body="<p>联系周老师13900000000。</p>")
    desk.submit(item)
    client = signed_in(desk.head)
    address = reverse("item_decide", args=[item.pk])
    page = soup(client.post(address, decision_on(client, item, decision="approve")), 409)
    assert "疑似个人手机号" in page.select_one(".error-summary").text
    (found,) = findings(item)
    post = decision_on(client, item, decision="approve", **{f"answer-{found.key}": "值班手机"})
    assert client.post(address, post).status_code == 302
    assert "值班手机" in soup(client.get(reverse("item_page", args=[item.pk]))).text


def test_a_finding_that_was_explained_says_by_whom_and_carries_the_reason_over(signed_in, desk):
    item = desk.draft(body="<p>联系周老师13900000000。</p>")
    desk.submit(item)
    (found,) = findings(item)
    key = f"answer-{found.key}"
    told = soup(signed_in(desk.head).get(reverse("item_page", args=[item.pk])))
    assert "1 处必须处理" in told.select_one("#scan").text
    assert "1 处扫描结果没有写明理由" in told.select_one("#open-findings").text
    for reviewer, reason in zip(
        desk.reviewers(), ("值班手机", "值班手机", "值班手机，已经核对"), strict=True
    ):
        post = decision_on(signed_in(reviewer), item, decision="approve", **{key: reason})
        address = reverse("item_decide", args=[item.pk])
        if reviewer is not desk.head:
            told = soup(signed_in(reviewer).get(reverse("item_page", args=[item.pk])))
            assert told.select_one(f"#{key}")["value"] == "值班手机"
            assert "已说明：值班手机（周明澈）" in told.select_one("#scan .finding").text
            assert not told.select_one("#open-findings").text.strip()
            blank = soup(signed_in(reviewer).post(address, post | {key: ""}), 409)
            assert blank.select_one(f"#{key}")["value"] == ""
        assert signed_in(reviewer).post(address, post).status_code == 302
    item.refresh_from_db()
    assert item.stage == Stage.PUBLISHED
    scan = soup(signed_in(desk.clerk).get(reverse("item_page", args=[item.pk]))).select_one("#scan")
    assert "已说明：值班手机，已经核对（顾言）" in scan.text
    assert "必须处理" not in scan.text
    assert not scan.select(".finding-red")


def test_a_reason_that_was_written_before_a_recall_explains_nothing(signed_in, desk):
    item = desk.draft(body="<p>联系周老师13900000000。</p>")
    desk.submit(item)
    (found,) = findings(item)
    desk.approve(item, desk.head, answers={found.key: "值班手机"})
    actions.recall_item(item, by=desk.clerk, at=NOW)
    for _ in range(2):
        scan = soup(signed_in(desk.head).get(reverse("item_page", args=[item.pk])))
        assert "1 处必须处理" in scan.select_one("#scan").text
        if item.stage == Stage.DRAFT:
            desk.submit(item)


@pytest.mark.parametrize("post", [{}, {"stage": "x"}, {"stage": "section-review"}])
def test_a_strange_decision_is_no_decision(signed_in, desk, post):
    item = desk.draft()
    desk.submit(item)
    answer = signed_in(desk.head).post(reverse("item_decide", args=[item.pk]), post)
    assert answer.status_code == 404
    assert Item.objects.get().stage == Stage.SECTION_REVIEW


def test_the_comparison_with_the_public_version_is_shown(signed_in, desk):
    item = desk.publish()
    desk.amend(item, body="<p>第一段。</p><p>第二段改了。</p>")
    page = soup(signed_in(desk.head).get(reverse("item_page", args=[item.pk])))
    assert page.select_one(".diff ins").text == "改了"
    assert "第 1 段没有变化" in page.select_one(".diff .fold").text


def test_an_item_is_taken_back_and_withdrawn_on_the_page(signed_in, desk):
    item = desk.draft()
    desk.submit(item)
    answer = signed_in(desk.clerk).post(reverse("item_recall", args=[item.pk]))
    assert answer.url == reverse("item_edit", args=[item.pk])
    desk.publish(item)
    client = signed_in(desk.disclosure)
    address = reverse("item_withdraw", args=[item.pk])
    assert "写明理由" in soup(client.post(address, {"reason": ""}), 409).text
    client.post(address, {"reason": "数据有误。"})
    assert not Item.objects.get().live
    assert (
        "没有取回"
        in soup(signed_in(desk.clerk).post(reverse("item_recall", args=[item.pk])), 409).text
    )


@pytest.mark.parametrize("reason", ["长" * 400, "附表\x00有误"])
def test_a_reason_that_cannot_be_kept_is_refused_and_stays_on_the_page(signed_in, desk, reason):
    item = desk.publish()
    client = signed_in(desk.disclosure)
    answer = client.post(reverse("item_withdraw", args=[item.pk]), {"reason": reason})
    page = soup(answer, 422)
    assert "没有撤回" in page.select_one(".error-summary").text
    assert page.select_one("#reason")["value"].replace("\ufffd", "\x00") == reason
    assert Item.objects.get().live


@pytest.mark.parametrize("field", ["comment", "answer"])
@pytest.mark.parametrize("decision", ["approve", "return"])
@pytest.mark.parametrize("text", ["长" * 2001, "附表\x00有误"])
def test_a_comment_that_cannot_be_kept_is_refused_and_stays_on_the_page(
    signed_in, desk, field, decision, text
):
    item = desk.draft(body="<p>联系周老师13900000000。</p>")
    desk.submit(item)
    (found,) = findings(item)
    name = "comment" if field == "comment" else f"answer-{found.key}"
    client = signed_in(desk.head)
    post = decision_on(client, item, decision=decision, comment="理由") | {name: text}
    page = soup(client.post(reverse("item_decide", args=[item.pk]), post), 422)
    assert "没有办理" in page.select_one(".error-summary").text
    kept = page.select_one(f'[name="{name}"]')
    assert (kept.get("value") or kept.text).replace("\ufffd", "\x00") == text
    assert Item.objects.get().stage == Stage.SECTION_REVIEW


def test_the_preview_shows_the_draft_in_the_face_of_the_portal(signed_in, desk):
    item = desk.publish()
    desk.amend(item, title="还没有公开的名称")
    page = soup(signed_in(desk.clerk).get(reverse("item_preview", args=[item.pk])))
    assert page.h1.text == "还没有公开的名称"
    assert page.select_one(".site-header")
    assert "这是预览" in page.text


def test_attachments_of_drafts_are_for_the_office_alone(signed_in, client, desk, elsewhere):
    item = desk.draft(attached=[Attached(store_file(upload(), at=NOW), "表")])
    key = item.attached()[0].file.key
    address = reverse("item_staff_file", args=[item.pk, key])
    assert b"".join(signed_in(desk.clerk).get(address).streaming_content) == PDF
    assert signed_in(elsewhere.clerk).get(address).status_code == 404
    other = str(store_file(upload("别的.pdf"), at=NOW).key)
    assert signed_in(desk.clerk).get(address.replace(str(key), other)).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302
    assert client.get(reverse("item_file", args=[item.pk, key])).status_code == 404


def test_a_superuser_sees_no_button_and_no_item(signed_in, desk):
    boss = Person.objects.create_superuser("root", password="x", display_name="超级用户")
    item = desk.draft()
    assert signed_in(boss).get(reverse("item_page", args=[item.pk])).status_code == 404
    assert signed_in(boss).get("/staff/items/new/").url == "/staff/"


def test_screens_stand_with_the_longest_title(signed_in, desk):
    item = desk.draft(title=LONG_TITLE[:190])
    client = signed_in(desk.clerk)
    for address in (
        "/staff/items/",
        *(reverse(n, args=[item.pk]) for n in ("item_page", "item_edit", "item_preview")),
    ):
        assert LONG_TITLE[:190] in soup(client.get(address)).text


def test_every_press_wants_a_post(signed_in, desk):
    item = desk.draft()
    for name in ("item_submit", "item_decide", "item_recall", "item_withdraw"):
        assert signed_in(desk.clerk).get(reverse(name, args=[item.pk])).status_code == 405


# What Wagtail would offer


def wagtail_addresses(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from wagtail_addresses(pattern.url_patterns, route)
        else:
            yield route


def test_no_address_of_wagtail_leads_to_an_item(signed_in, desk):
    """Of all staff addresses those that know items are ours; the rest are shut or know other things."""
    boss = Person.objects.create_superuser("root", password="x", display_name="超级用户")
    client = signed_in(boss)
    item = desk.publish()
    addresses = set(wagtail_addresses(get_resolver().url_patterns))
    ours = {route for route in addresses if route.startswith("staff/items/")}
    assert len(ours) == 11
    tried = 0
    for route in addresses - ours:
        if not route.startswith("staff/"):
            continue
        address = "/" + re.sub(r"<(\w+:)?\w+>|\(\?P<\w+>[^)]*\)", str(item.pk), route).strip("^$")
        if "bulk" in route:
            address = "/staff/bulk/publishing/item/delete/?id=" + str(item.pk)
        if any(part in route for part in ("logout", "offices", "users", "account", "log/")):
            continue
        client.post(address, {"action-publish": "1", "id": item.pk})
        tried += 1
    assert tried > 100
    assert not {route for route in addresses - ours if "publishing" in route}
    stored = Item.objects.get()
    assert (stored.live, stored.stage, stored.title) == (True, Stage.PUBLISHED, item.title)


@pytest.mark.parametrize(
    "address",
    [
        "/staff/bulk/publishing/item/delete/",
        "/staff/bulk/publishing/item/publish/",
        "/staff/bulk/publishing/item/unpublish/",
        "/staff/snippets/publishing/item/",
        "/staff/snippets/publishing/item/unpublish/{}/",
        "/staff/snippets/publishing/item/copy/{}/",
        "/staff/snippets/publishing/item/delete/{}/",
        "/staff/workflows/list/",
        "/staff/workflows/tasks/index/",
        "/staff/reports/locked/",
        "/staff/reports/workflow/",
    ],
)
def test_wagtails_screens_for_items_are_shut(signed_in, desk, address):
    item = desk.draft()
    boss = Person.objects.create_superuser("root", password="x", display_name="超级用户")
    address = address.format(item.pk) + f"?id={item.pk}"
    for method in ("get", "post"):
        assert getattr(signed_in(boss), method)(address).status_code == 404


# The form: what is asked of whom


def field(page, name):
    return page.select_one(f"[name={name}]").find_parent(class_="field")


def test_the_only_office_is_chosen_and_of_several_the_persons_own(signed_in, desk, elsewhere):
    def chosen():
        page = soup(signed_in(desk.clerk).get("/staff/items/new/"))
        return [each["value"] for each in page.select("[name=office] option[selected]")]

    assert chosen() == [str(desk.office.pk)]
    offices.appoint(desk.clerk, Role.CLERK, office=elsewhere.office, by=None, at=NOW)
    desk.clerk.office = elsewhere.office
    desk.clerk.save()
    assert chosen() == [str(elsewhere.office.pk)]
    desk.clerk.office = None
    desk.clerk.save()
    assert chosen() == [""]


def test_the_form_says_what_must_be_there_before_review(signed_in, desk):
    page = soup(signed_in(desk.clerk).get("/staff/items/new/"))
    for name in ("formed_on", "interprets"):
        assert "提交审核前必填" in field(page, name).text
    for name in ("document_number", "written_on"):
        assert "规章、行政规范性文件提交审核前必填" in field(page, name).text
    assert "正文、附件至少有一项" in page.select_one("#body-label").text
    assert "选填" in field(page, "topic").text
    assert "-----" not in page.text


@pytest.mark.parametrize("kind", ["regulation", "normative", "explanation", "other"])
def test_the_form_says_it_of_whatever_a_review_would_refuse(signed_in, desk, kind):
    lacking = "".join(desk.draft(kind=kind, formed_on=None, body="").lacks())
    page = soup(signed_in(desk.clerk).get("/staff/items/new/"))
    said = "".join(each.text for each in page.select("label") if "必填" in each.text)
    for name in ("formed_on", "document_number", "written_on", "interprets", "topic", "ended_on"):
        label = str(Item._meta.get_field(name).verbose_name)
        assert label not in lacking or label in said


def test_what_is_left_out_is_named_in_the_house_words(signed_in, desk):
    answer = signed_in(desk.clerk).post("/staff/items/new/", form_of(desk, title="", subject=""))
    said = soup(answer).select_one(".error-summary").text
    assert "请填写名称。" in said
    assert "请选择公开事项。" in said
    assert "：请" not in said
    assert "必填。" not in soup(answer).text


@pytest.mark.parametrize(
    ("kind", "validity", "explained"),
    [("normative", True, False), ("explanation", False, True), ("other", False, False)],
)
def test_what_has_no_meaning_for_the_kind_is_not_kept(signed_in, desk, kind, validity, explained):
    target = desk.draft(title="办法", kind="normative")
    more = {
        "kind": kind,
        "title": "这一条",
        "effective_on": "2026-11-01",
        "expires_on": "2027-11-01",
        "ending": "abolished",
        "ended_on": "2026-11-20",
        "interprets": target.pk,
    }
    signed_in(desk.clerk).post("/staff/items/new/", form_of(desk, **more))
    kept = Item.objects.get(title="这一条")
    days = (kept.effective_on, kept.expires_on, kept.ended_on)
    assert all(days) == any(days) == bool(kept.ending) == validity
    assert (kept.interprets == target) == explained


# The review


def test_the_button_of_each_review_names_it_once(signed_in, desk):
    item = desk.draft()
    desk.submit(item)
    said = []
    for reviewer in desk.reviewers():
        page = soup(signed_in(reviewer).get(reverse("item_page", args=[item.pk])))
        said.append(page.select_one("button[value=approve]").text)
        assert page.select_one(".jump-bar a")["href"] == "#decision"
        assert page.select_one("#decision")
        desk.approve(item, reviewer)
    assert said == ["科室负责人审核通过", "保密审查通过", "分管领导审签通过"]
    log = [entry.text for entry in entries_of(item) if entry.act == "approve_item"]
    assert "的保密审查。" in log[1]
    page = soup(signed_in(desk.clerk).get(reverse("item_page", args=[item.pk])))
    assert not page.select(".jump-bar")


def test_on_a_telephone_the_way_to_the_decision_goes_by_the_findings(signed_in, desk):
    item = desk.draft(body="<p>联系周老师13900000000。</p>")
    desk.submit(item)
    page = soup(signed_in(desk.head).get(reverse("item_page", args=[item.pk])))
    link = page.select_one(".jump-bar a")
    assert (link["href"], "1 处" in link.text) == ("#scan", True)
    assert page.select_one("#scan")


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("联系周老师，13900000000。", "联系周老师，13900000000"),
        (
            "请在上班时间以内拨打。联系周老师，13900000000，或者来访。",
            "…打。联系周老师，13900000000，或者来访",
        ),
        ("13900000000，上班时间以内有人接听，其他时间请留言。", "13900000000，上班时间以内有…"),
    ],
)
def test_an_excerpt_of_the_scan_ends_without_a_stop_of_its_own(desk, text, excerpt):
    [found] = findings(desk.draft(body=f"<p>{text}</p>"))
    assert found.excerpt == excerpt
