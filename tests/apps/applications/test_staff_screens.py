"""The staff screens: what each shows to whom, what is kept after an error, and the way from desk to archive."""

import logging
import re
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse
from openpyxl import load_workbook

from apps.applications.steps import NAME, NUMBER, PHONE, WANTED, moment, pdf
from gongkai.apps.applications import actions
from gongkai.apps.applications.code_to_show import COOKIE
from gongkai.apps.applications.models import Application
from gongkai.apps.applications.query_code import ALPHABET, is_right
from gongkai.apps.offices.models import Role
from gongkai.apps.records.queries import entries_of
from gongkai.law.application_stages import Act, Stage

DAY = "2026-11-02"


@pytest.fixture
def signed_in(client):
    """A way to sign in as somebody."""

    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """It is the morning of 2026-11-20 in the views; below them nobody reads a clock."""
    at = moment("2026-11-20", 9)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: at.date())


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query).content.decode()


def code_on(answer):
    """The query code that the page shows, or None."""
    part = f"[{ALPHABET}]{{4}}"
    return re.search(rf"\b{part}-{part}-{part}\b", answer.content.decode())


def act_address(case, act):
    return reverse("application_act", args=[case.pk, act])


def intake(client, changed=()):
    """What a clerk sends: the page as it was opened, filled in."""
    opened = BeautifulSoup(client.get(reverse("application_take_in")).content, "html.parser")
    return INTAKE | {"token": opened.select_one("[name=token]")["value"]} | dict(changed)


INTAKE = {
    "channel": "counter",
    "received_on": "2026-11-20",
    "applicant_kind": "natural_person",
    "name": NAME,
    "identity_kind": "other-card",
    "identity_number": NUMBER,
    "telephone": PHONE,
    "wanted": WANTED,
    "supply_form": "paper",
    "supply_way": "counter",
}


def test_the_list_is_in_the_order_of_the_due_day_and_says_what_is_late(steps, signed_in, clerk):
    steps.confirmed("2026-11-10", wanted="还早的")
    steps.confirmed("2026-10-15", wanted="逾期的那件")
    steps.registered("2026-11-19", wanted="没有确认的")
    steps.replied(DAY, wanted="答复过的")
    text = page(signed_in(clerk), "applications")
    places = [text.index(word) for word in ("没有确认的", "逾期的那件", "还早的")]
    assert places == sorted(places)
    assert "答复过的" not in text
    assert re.search(r"逾期 \d+ 个工作日", text)
    assert "还没有确认" in text
    for secret in (NAME, NUMBER, PHONE):
        assert secret not in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"standing": "late"}, {"逾期的那件"}),
        ({"standing": "unconfirmed"}, {"没有确认的"}),
        ({"standing": "ended"}, {"答复过的"}),
        ({"standing": "mine"}, {"没有确认的", "逾期的那件"}),
        ({"words": "签发"}, {"待签发的"}),
        ({"words": "〔2026〕1号"}, {"没有确认的"}),
        ({"words": "苏念安"}, set()),
        ({"handler": "clerk"}, {"待签发的"}),
        ({"standing": "nonsense"}, {"没有确认的", "逾期的那件", "待签发的"}),
    ],
)
def test_the_filters_are_in_the_address(steps, signed_in, clerk, query, found):
    steps.registered("2026-11-19", wanted="没有确认的")
    steps.confirmed("2026-10-15", wanted="逾期的那件")
    case = steps.submitted("2026-11-10", wanted="待签发的")
    steps.act(actions.assign, case, "2026-11-10", handler=clerk, section=None)
    steps.replied(DAY, wanted="答复过的")
    if query.get("handler"):
        query = {"handler": clerk.pk}
    text = page(signed_in(clerk), "applications", **query)
    for wanted in ("没有确认的", "逾期的那件", "待签发的", "答复过的"):
        assert (f">{wanted}</a>" in text) == (wanted in found), wanted
    assert found or "没有符合条件的申请" in text


@pytest.mark.parametrize("role", [Role.CLERK, Role.DISCLOSURE_HEAD])
def test_what_is_void_is_found_and_its_reason_is_of_a_list(
    steps, signed_in, clerk, bureau, person, role
):
    steps.filed(DAY, wanted="没有作废的")
    steps.replied(DAY, wanted="答复过的")
    case = steps.filed(DAY, wanted="作废的那件")
    client = signed_in(clerk)
    opened = BeautifulSoup(page(client, "application_act", case.pk, "void"), "html.parser")
    assert [each["value"] for each in opened.select("[name=reason]")] == [
        "duplicate", "mistake", "revoked",
    ]  # fmt: skip
    told = {"seen": case.edition, "reason": "不想办", "shown_by": "通话核实"}
    assert "请从列出的里面选一项" in client.post(act_address(case, "void"), told).content.decode()
    client.post(act_address(case, "void"), told | {"reason": "revoked"})
    client = signed_in(person("someone", role, office=bureau))
    listed = BeautifulSoup(page(client, "applications", standing="void"), "html.parser")
    assert [each.text for each in listed.select("tbody th a")] == ["作废的那件"]
    assert "作废：申请人要求撤销。" in page(client, "application", case.pk)


def test_an_empty_list_teaches_and_a_long_one_has_pages(steps, signed_in, clerk, monkeypatch):
    assert "现在没有等待答复的申请" in page(signed_in(clerk), "applications")
    monkeypatch.setattr("gongkai.apps.applications.views.staff.PER_PAGE", 1)
    steps.confirmed(DAY, wanted="先到期的")
    steps.confirmed("2026-11-03", wanted="后到期的")
    text = page(signed_in(clerk), "applications")
    assert "第 1 页，共 2 页" in text
    assert "先到期的" in text
    assert "后到期的" in page(signed_in(clerk), "applications", page=2)


def test_only_the_own_office_is_shown(steps, signed_in, office, person):
    case = steps.confirmed(DAY)
    stranger = person("fgw1", Role.CLERK, office=office("fgw"))
    client = signed_in(stranger)
    assert WANTED not in page(client, "applications")
    for address in (reverse("application", args=[case.pk]), act_address(case, "assign")):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("role", [Role.SECRECY_REVIEWER, Role.SUPERVISOR, Role.ADMINISTRATOR])
def test_who_has_no_part_in_applications_sees_none(steps, signed_in, person, bureau, role):
    case = steps.confirmed(DAY)
    client = signed_in(person("someone", role, office=bureau))
    addresses = [
        reverse("applications"), reverse("application", args=[case.pk]),
        reverse("application_take_in"), act_address(case, "assign"),
    ]  # fmt: skip
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 403 or answer.url == reverse("wagtailadmin_home")
    assert "依申请公开" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_taking_in_shows_the_code_once(signed_in, clerk):
    client = signed_in(clerk)
    text = page(client, "application_take_in")
    for word in ("以提交之日为收到申请之日", "以双方确认之日为收到申请之日", "第三十一条"):
        assert word in text
    answer = client.post(reverse("application_take_in"), intake(client))
    case = Application.objects.get()
    assert (case.stage, case.counted_on.isoformat()) == (Stage.HANDLING, "2026-11-20")
    assert answer.url == reverse("application_code", args=[case.pk])
    assert code_on(client.get(answer.url))
    assert client.get(answer.url).status_code == 302


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "2026年11月20日到达，最迟2026年12月18日答复。"),
        ({"received_on": "2026-10-23"}, "2026年10月23日到达，最迟2026年11月20日答复。"),
        ({"received_on": "2026-10-22"}, "最迟2026年11月19日答复，已经逾期 1 个工作日。请核对"),
        ({"received_on": "2019-05-15"}, "2019年5月15日到达，最迟2019年6月13日答复，已经逾期"),
        ({"received_on": "2026-12-14"}, "最迟2027年1月12日答复（暂定）。"),
        ({"channel": "fax"}, "2026年11月20日到达，最迟2026年11月23日与申请人确认收到。"),
        (
            {"channel": "post-ordinary", "received_on": "2026-11-19"},
            "最迟2026年11月19日确认，已经过了。请核对到达日期",
        ),
    ],
)
def test_who_entered_it_is_told_by_when_to_confirm_or_answer(
    signed_in, clerk, told, words, monkeypatch
):
    if told.get("received_on") == "2026-12-14":
        at = moment("2026-12-14", 11)
        monkeypatch.setattr("django.utils.timezone.now", lambda: at)
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: at.date())
    client = signed_in(clerk)
    address = reverse("application_take_in")
    answer = client.post(address, intake(client, told), follow=True)
    said = BeautifulSoup(answer.content, "html.parser").select_one(".messages").text
    assert "已经登记。" in said
    assert words in said


def test_a_page_sent_twice_takes_one_application_in(signed_in, clerk, bureau):
    client = signed_in(clerk)
    told = intake(client)
    first, second = (client.post(reverse("application_take_in"), told) for _ in range(2))
    case = Application.objects.get()
    assert first.url == second.url == reverse("application_code", args=[case.pk])
    assert case.number in client.get(second.url).content.decode()
    assert (
        "这一次没有再登记"
        in client.post(reverse("application_take_in"), told, follow=True).content.decode()
    )  # the code was shown: the case itself
    assert Application.objects.count() == 1
    client.post(reverse("application_take_in"), intake(client))
    assert Application.objects.count() == 2  # another page is another application


def test_a_renewed_code_is_shown_once_and_kept_nowhere(steps, signed_in, clerk):
    case, other = steps.filed(DAY), steps.filed(DAY)
    client = signed_in(clerk)
    told = {"seen": case.edition, "verified": "本人持身份证到场"}
    answer = client.post(act_address(case, "renew-query-code"), told)
    assert answer.url == reverse("application_code", args=[case.pk])
    assert answer.cookies[COOKIE]["path"] == answer.url
    assert answer.cookies[COOKIE]["httponly"]
    assert not any("code" in key for key in client.session.keys())  # noqa: SIM118 - no dict
    assert client.get(reverse("application_code", args=[other.pk])).status_code == 302
    code = code_on(client.get(answer.url))[0]
    case.refresh_from_db()
    assert is_right(code, case.number, case.query_code_hash)
    assert client.get(answer.url).status_code == 302


@pytest.mark.parametrize("token", ["", "made-up"])
def test_a_page_that_is_not_ours_takes_nothing_in(signed_in, clerk, token):
    client = signed_in(clerk)
    text = client.post(reverse("application_take_in"), INTAKE | {"token": token}).content.decode()
    assert "没有登记。请核对以后再提交一次" in text
    assert f'value="{NAME}"' in text
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"telephone": ""}, "至少写一项"),
        ({"received_on": "2026-11-21"}, "还没有到"),
        ({"received_on": "1900-01-01"}, "没有登记：到达日期1900年1月1日早于2019年5月15日"),
        ({"received_on": "2019-05-14", "channel": "fax"}, "请核对年份"),
        ({"channel": "fax", "confirmed_on": "2026-11-20"}, "要么都填，要么都不填"),
        (
            {"confirmed_on": "2026-11-20", "confirmed_with": "agent", "confirmed_how": "email"},
            "没有",
        ),
        ({"supply_way": "post"}, "请填写通信地址"),
        ({"wanted": ""}, "请填写所需信息的名称"),
    ],
)
def test_what_was_typed_stays_after_a_refusal(signed_in, clerk, change, words):
    client = signed_in(clerk)
    text = client.post(reverse("application_take_in"), intake(client, change)).content.decode()
    assert words in text
    assert f'value="{NAME}"' in text
    assert not Application.objects.exists()


def test_a_confirmed_letter_is_taken_in_with_a_scan(signed_in, clerk):
    told = {
        "channel": "post-ordinary", "received_on": "2026-11-19", "confirmed_on": "2026-11-20",
        "confirmed_with": "applicant", "confirmed_how": "telephone", "confirmed_note": "9:10通话",
        "confirmed_late": "当日没有接通",
    }  # fmt: skip
    files = {"scan": pdf(), "identity_proof": pdf(), "material": pdf()}
    client = signed_in(clerk)
    client.post(reverse("application_take_in"), intake(client, told | files))
    case = Application.objects.get()
    assert case.counted_on.isoformat() == "2026-11-20"
    papers = case.events.get(act="take_in").files.all()
    assert [(each.label, each.is_identity) for each in papers] == [
        ("申请书", True), ("身份证明", True), ("能帮助查找的材料", False),
    ]  # fmt: skip


def test_the_whole_way_from_the_portal_to_the_archive(steps, signed_in, clerk, leader):
    case = steps.filed("2026-11-19")
    client = signed_in(clerk)

    def act(slug, **told):
        case.refresh_from_db()
        return client.post(act_address(case, slug), {"seen": case.edition} | told)

    act("register")
    act("confirm", on="2026-11-20", with_whom="applicant", how="telephone", evidence=pdf())
    act("assign", handler=clerk.pk)
    said = ["none", "none", "does-not-exist"]
    text = page(client, "application", case.pk, said=said)
    for word in (
        "结论",
        "不存在",
        "《政府信息公开条例》第三十六条第（四）项",
        "本机关不掌握相关政府信息",
    ):
        assert word in text
    case.refresh_from_db()
    client.post(reverse("application_decide", args=[case.pk]), {"seen": case.edition, "said": said})
    text = page(client, "application_act", case.pk, "draft-reply")
    assert "检索的范围和经过" in text
    act(
        "draft-reply",
        content_0="检索了公文系统。",
        content_1="没有检索到。",
    )
    assert "检索了公文系统。" in page(client, "application_reply", case.pk)
    act("submit-reply")
    client = signed_in(leader)
    text = page(client, "application_act", case.pk, "sign-reply")
    assert "检索了公文系统。" in text
    act("sign-reply")
    client = signed_in(clerk)
    act("deliver-reply", way="portal", on="2026-11-20")
    act("close")
    case.refresh_from_db()
    assert (case.stage, case.answer_key) == (Stage.CLOSED, "does-not-exist")
    text = page(client, "application", case.pk)
    for word in ("归档", "送达", "云川投促复〔2026〕1号", "确认收到"):
        assert word in text


def test_the_questions_are_asked_in_four_steps_with_article_row_and_way_back(
    steps, signed_in, clerk
):
    case = steps.confirmed(DAY)
    client = signed_in(clerk)
    first = page(client, "application", case.pk)
    for word in (
        "第 1 问",
        "申请本身有没有下列情形？",
        "第三十九条第一款",
        "1．信访举报投诉类申请",
        "以上都不是",
    ):
        assert word in first
    assert "改前面的回答" not in first
    last = page(client, "application", case.pk, said=["none", "none", "none"])
    for word in ("第 4 问", "须先申请行政复议", "以上都不是，予以公开", "改前面的回答"):
        assert word in last
    assert re.search(r'href="[^"]*\?said=none&amp;said=none&amp;#decision"', last)
    for odd in (["withdrawn-not"], ["none", "granted"], ["none"] * 9):
        assert client.get(reverse("application", args=[case.pk]), {"said": odd}).status_code == 200


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["withdrawn"], "《政府信息公开条例》第二十九条（未核对原文）"),
        (
            ["none", "confirmation"],
            "第二条（未核对原文）、《政府信息公开条例》第三十八条（未核对原文）",
        ),
        (["petition"], "第三十九条第一款。"),
    ],
)
def test_an_article_that_was_not_read_is_cited_with_that_word(
    steps, signed_in, clerk, leader, said, told
):
    case = steps.confirmed(DAY)
    client = signed_in(clerk)
    asked = page(client, "application", case.pk, said=said[:-1])
    assert told.removesuffix("。").split("、")[0] in asked
    assert told in page(client, "application", case.pk, said=said)
    case = steps.draft(steps.decide(case, DAY, said[-1]), DAY)
    steps.act(actions.submit_reply, case, DAY)
    signing = page(signed_in(leader), "application_act", case.pk, "sign-reply")
    assert told.removesuffix("。") in signing
    assert ("未核对原文" in signing) == ("未核对原文" in told)


def test_an_unfinished_decision_is_refused_and_says_so(steps, signed_in, clerk):
    case = steps.confirmed(DAY)
    client = signed_in(clerk)
    answer = client.post(
        reverse("application_decide", args=[case.pk]),
        {"seen": case.edition, "said": ["none"]},
        follow=True,
    )
    assert "还有问题没有回答" in answer.content.decode()
    case.refresh_from_db()
    assert case.stage == Stage.HANDLING
    odd = client.post(reverse("application_decide", args=[case.pk]), {"seen": "x"})
    assert odd.status_code == 404


def test_two_clerks_and_the_second_is_told_with_all_they_typed(
    steps, signed_in, clerk, other_clerk
):
    case = steps.signed(DAY)
    told = {"seen": case.edition, "way": "direct", "on": DAY, "evidence": "回证第7号"}
    steps.act(actions.assign, case, "2026-11-20", handler=other_clerk, section=None, by=other_clerk)
    client = signed_in(clerk)
    text = client.post(act_address(case, "deliver-reply"), told).content.decode()
    for word in ("贺知秋", "指定经办人", "回证第7号"):
        assert word in text
    case.refresh_from_db()
    assert case.stage == Stage.SIGNED
    assert f'name="seen" value="{case.edition}"' in text
    client.post(act_address(case, "deliver-reply"), told | {"seen": case.edition})
    case.refresh_from_db()
    assert case.stage == Stage.REPLIED


@pytest.mark.parametrize(
    ("slug", "told", "words"),
    [
        ("deliver-reply", {"way": "direct", "on": "2026-12-30"}, "还没有到"),
        ("deliver-reply", {"way": "direct"}, "请填写送达日期"),
        (
            "deliver-reply",
            {"way": "direct", "on": DAY, "evidence": "", "late_reason": "写了"},
            "凭证",
        ),
        ("renew-query-code", {"verified": ""}, "请填写怎样核实"),
        ("assign", {"handler": "999999"}, "选择一个有效的选项"),
    ],
)
def test_a_form_says_what_is_wrong(steps, signed_in, clerk, slug, told, words):
    case = steps.signed(DAY)
    text = signed_in(clerk).post(act_address(case, slug), {"seen": case.edition} | told)
    assert text.status_code == 200
    assert words in text.content.decode()


def test_a_paper_of_a_kind_not_taken_is_refused_at_its_field(steps, signed_in, clerk):
    case = steps.registered(DAY)
    told = {
        "seen": case.edition, "on": DAY, "with_whom": "applicant", "how": "email",
        "evidence": SimpleUploadedFile("通话.exe", b"MZ"),
    }  # fmt: skip
    text = signed_in(clerk).post(act_address(case, "confirm"), told).content.decode()
    assert "只能上传" in text
    case.refresh_from_db()
    assert case.stage == Stage.UNCONFIRMED


def test_an_act_that_cannot_be_says_why_and_offers_no_form(steps, signed_in, clerk):
    case = steps.registered(DAY)
    client = signed_in(clerk)
    text = page(client, "application_act", case.pk, "draft-reply")
    assert "现在不能拟写答复书" in text
    assert "<textarea" not in text
    for act in ("take-in", "no-such-act"):
        assert client.get(act_address(case, act)).status_code == 404
    assert client.post(act_address(case, "draft-reply"), {"seen": 1}).status_code == 200


@pytest.mark.parametrize(
    ("stage", "can", "cannot"),
    [
        ("registered", ["确认收到", "作废"], ["作出答复决定"]),
        ("confirmed", ["作出答复决定"], ["作废", "拟写答复书"]),
        ("drafted", ["拟写答复书", "送签"], ["签发", "作废"]),
        ("signed", ["送达"], ["归档"]),
        ("replied", ["归档"], []),
    ],
)
def test_the_case_offers_what_is_possible_and_says_why_the_rest_is_not(
    steps, signed_in, clerk, stage, can, cannot
):
    case = getattr(steps, stage)(DAY)
    shown = BeautifulSoup(page(signed_in(clerk), "application", case.pk), "html.parser")
    assert set(can) <= {act.b.text for act in shown.select("li.act:not(.is-closed)")}
    closed = shown.select("details > ul > li.act.is-closed")
    assert set(cannot) <= {act.b.text for act in closed}
    assert all(act.p.text.strip() for act in closed)
    assert len(closed) == len(shown.select(".is-closed"))
    folded = [each.text for each in shown.select("summary") if "现在不能办理的" in each.text]
    assert folded == ([f"现在不能办理的（{len(closed)} 项）"] if closed else [])


def test_what_was_asked_for_stands_under_the_next_act_and_before_the_story(steps, signed_in, clerk):
    text = page(signed_in(clerk), "application", steps.confirmed(DAY).pk)
    places = [text.index(each) for each in ('id="decision"', "申请的内容</h2>", "经过</h2>")]
    assert places == sorted(places)


def test_a_day_of_another_year_is_told_with_its_year(steps, signed_in, clerk):
    received = steps.confirmed("2025-12-01")
    replied = steps.replied("2025-12-01")
    letter = steps.taken_in("2025-12-01", "post-ordinary")
    client = signed_in(clerk)
    heads = {
        case: BeautifulSoup(page(client, "application", case.pk), "html.parser")
        for case in (received, replied, letter)
    }
    assert "2025年12月1日 周一收到" in heads[received].select_one(".page-head").text
    assert "2025年12月1日 周一到达" in heads[letter].select_one(".page-head").text
    assert "2025年12月1日 周一 已答复" in heads[replied].select_one("#clock").text


def test_a_leader_signs_and_sees_who_drafted(steps, signed_in, leader):
    case = steps.submitted(DAY, "third-party")
    client = signed_in(leader)
    text = page(client, "application_act", case.pk, "sign-reply")
    for word in ("林晓禾", "应当先", "退回修改", NAME):
        assert word in text
    assert client.get(act_address(case, "draft-reply")).status_code in (302, 403)
    client.post(act_address(case, "return-reply"), {"seen": case.edition, "reason": "重写理由"})
    assert "重写理由" in page(client, "application", case.pk)


def test_what_is_missing_is_named_before_it_can_be_submitted(steps, signed_in, clerk):
    case = steps.decided(DAY, "does-not-exist")
    text = page(signed_in(clerk), "application_act", case.pk, "submit-reply")
    assert "检索的范围和经过" in text
    assert "送签</button>" not in " ".join(text.split())


def test_the_case_says_whom_it_waits_for_and_what_comes_first(steps, signed_in, clerk, leader):
    case = steps.submitted(DAY)
    assert "等待分管领导、主要负责人签发。" in page(signed_in(clerk), "application", case.pk)
    assert "等待" not in page(signed_in(leader), "application", case.pk).split("经过")[0]
    steps.act(actions.return_reply, case, DAY, by=leader, reason="重写")
    first = page(signed_in(clerk), "application", case.pk).split("经过</h2>")[0]
    assert "<h2>拟写答复书</h2>" in first
    assert "重写" in first
    steps.act(actions.draft_reply, case, DAY, {})
    closed = steps.act(actions.close, steps.replied(DAY), DAY)
    assert "等待" not in page(signed_in(clerk), "application", closed.pk).split("经过</h2>")[0]


def test_the_clock_shows_why(steps, signed_in, clerk):
    text = page(signed_in(clerk), "application", steps.confirmed(DAY).pk)
    for word in (
        "为什么是 11月30日",
        "第三十三条第二款",
        "以双方确认之日为收到申请之日",
        "逐日计算",
    ):
        assert word in text


def test_the_identity_is_closed_until_it_is_opened_and_each_opening_is_logged(
    steps, signed_in, clerk, leader
):
    case = steps.confirmed(DAY)
    client = signed_in(clerk)
    text = page(client, "application", case.pk)
    assert NAME in text
    assert "000***********0011" in text
    for secret in (NUMBER, PHONE):
        assert secret not in text
    assert client.get(reverse("application_identity", args=[case.pk])).status_code == 405
    assert not entries_of(case).filter(act="read_identity").exists()
    answer = client.post(reverse("application_identity", args=[case.pk]))
    assert NUMBER in answer.content.decode()
    assert PHONE in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert entries_of(case).filter(act="read_identity").count() == 1
    client = signed_in(leader)
    assert "查看身份和联系方式" not in page(client, "application", case.pk)
    assert client.post(reverse("application_identity", args=[case.pk])).status_code in (302, 403)
    assert entries_of(case).filter(act="read_identity").count() == 1


def test_papers_are_handed_out_by_permission_and_identity_papers_are_logged(
    steps, signed_in, clerk, leader, office, person
):
    case = steps.filed(DAY)
    papers = [actions.Paper(pdf("苏念安.pdf"), "身份证明", is_identity=True)]
    case = steps.act(actions.register, case, DAY)
    case = steps.confirm(case, DAY, papers=papers)
    file = case.events.get(act="confirm").files.get()
    address = reverse("application_paper", args=[case.pk, file.file.key])
    client = signed_in(clerk)
    answer = client.get(address)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "attachment" in answer["Content-Disposition"]
    assert entries_of(case).filter(act="read_identity").count() == 1
    assert signed_in(leader).get(address).status_code in (302, 403)
    stranger = person("fgw1", Role.CLERK, office=office("fgw"))
    assert signed_in(stranger).get(address).status_code == 404
    other = steps.filed(DAY)
    swapped = reverse("application_paper", args=[other.pk, file.file.key])
    assert signed_in(clerk).get(swapped).status_code == 404


@pytest.mark.parametrize("role", Role)
def test_the_form_that_was_scanned_is_read_by_who_may_read_identities_and_each_reading_is_logged(
    signed_in, clerk, person, bureau, role
):
    client = signed_in(clerk)
    client.post(reverse("application_take_in"), intake(client, {"scan": pdf("苏念安的申请书.pdf")}))
    case = Application.objects.get()
    scan = case.events.get(act="take_in").files.get(label="申请书")
    address = reverse("application_paper", args=[case.pk, scan.file.key])
    reads = role in (Role.CLERK, Role.DISCLOSURE_HEAD)
    client = signed_in(person("someone", role, office=bureau))
    answer = client.get(address)
    assert (answer.status_code == 200) == reads
    assert entries_of(case).filter(act="read_identity").count() == reads
    if reads:
        assert b"".join(answer.streaming_content).startswith(b"%PDF")
    else:
        assert answer.status_code in (302, 403)
        assert address not in client.get(reverse("application", args=[case.pk])).content.decode()


def test_files_of_the_reply_are_read_within_the_office_only(
    steps, signed_in, leader, office, person
):
    case = steps.draft(steps.decided(DAY), DAY, files=[actions.Paper(pdf(), "兑现表")])
    file = case.reply.files.get()
    address = reverse("application_reply_file", args=[case.pk, file.file.key])
    assert b"".join(signed_in(leader).get(address).streaming_content).startswith(b"%PDF")
    other = steps.decided(DAY)
    swapped = reverse("application_reply_file", args=[other.pk, file.file.key])
    assert signed_in(leader).get(swapped).status_code == 404
    stranger = person("fgw1", Role.CLERK, office=office("fgw"))
    assert signed_in(stranger).get(address).status_code == 404


def test_a_file_to_go_with_the_reply_needs_a_name_and_can_be_taken_back(steps, signed_in, clerk):
    case = steps.decided(DAY)
    client = signed_in(clerk)
    told = {"seen": case.edition, "content_0": "见附件", "file": pdf()}
    text = client.post(act_address(case, "draft-reply"), told).content.decode()
    assert "请填写文件名称" in text
    client.post(act_address(case, "draft-reply"), told | {"file": pdf(), "file_label": "兑现表"})
    case.refresh_from_db()
    file = case.reply.files.get()
    answer = client.post(
        act_address(case, "draft-reply"),
        {"seen": case.edition, "content_0": "没有附件", "removed": [file.pk], "then_submit": "1"},
    )
    assert answer.url == act_address(case, "submit-reply")
    assert not case.reply.files.exists()


@pytest.mark.parametrize("name", ["application_take_in", "confirm"])
def test_an_error_page_and_the_log_tell_nothing_of_the_applicant(
    steps, signed_in, clerk, caplog, monkeypatch, name
):
    def fails(*_args, **_kwargs):
        secret = f"{NAME} {NUMBER} {PHONE}"  # in the frame, as it would be in a real fault
        raise RuntimeError(len(secret))

    client = signed_in(clerk)
    client.raise_request_exception = False
    monkeypatch.setattr("gongkai.apps.applications.actions.take_in", fails)
    monkeypatch.setattr("gongkai.apps.applications.actions.confirm", fails)
    address = reverse("application_take_in")
    told = intake(client, {"scan": pdf("苏念安的申请.pdf")})
    if name == "confirm":
        case = steps.registered(DAY)
        address = act_address(case, "confirm")
        told = {"seen": case.edition, "on": DAY, "with_whom": "applicant", "how": "email"}
    with caplog.at_level(logging.DEBUG), override_settings(DEBUG=False):
        answer = client.post(address, told)
    assert answer.status_code == 500
    logged = "".join(f"{r.getMessage()}{r.exc_text or ''}" for r in caplog.records)
    assert "RuntimeError" in logged or caplog.records
    for secret in (NAME, NUMBER, PHONE):
        assert secret not in logged
        assert secret not in answer.content.decode()


def test_what_was_found_is_read_on_the_case_and_before_signing(steps, signed_in, clerk, leader):
    case = steps.decided(DAY, "does-not-exist")
    found = "本机关的检索：属于本机关负责公开；"
    assert found in page(signed_in(clerk), "application", case.pk)
    steps.act(actions.submit_reply, steps.draft(case, DAY), DAY)
    text = page(signed_in(leader), "application_act", case.pk, "sign-reply")
    assert found in text
    assert "经检索，是否没有所申请的信息？是。" in text


BESIDE = (Act.NOTIFY_CORRECTION, Act.EXTEND, Act.CONSULT, Act.CHARGE)


@pytest.mark.parametrize(
    ("stage", "open_to_head"),
    [("confirmed", BESIDE), ("drafted", BESIDE), ("submitted", (Act.EXTEND,)), ("signed", ())],
)
def test_what_runs_beside_the_reply_is_offered_while_an_answer_is_sought(
    steps, signed_in, person, bureau, stage, open_to_head
):
    case = getattr(steps, stage)(DAY)
    head = person("zerenren", Role.DISCLOSURE_HEAD, office=bureau)
    acts = BeautifulSoup(page(signed_in(head), "application", case.pk), "html.parser")
    offered = {each.parent.b.text for each in acts.select("li.act:not(.is-closed) a.button")}
    assert [act for act in BESIDE if act.label in offered] == list(open_to_head)


@pytest.mark.parametrize("slug", ["register", "confirm"])
def test_what_somebody_did_first_is_told_with_who_and_when_and_what_was_typed_is_kept(
    steps, signed_in, clerk, other_clerk, slug
):
    case = steps.filed(DAY) if slug == "register" else steps.registered(DAY)
    told = {
        "seen": case.edition, "on": DAY, "with_whom": "applicant", "how": "telephone",
        "note": "10:05通话", "late_reason": "出差",
    }  # fmt: skip
    first = moment("2026-11-19", 9, 5)
    if slug == "register":
        steps.act(actions.register, case, first, by=other_clerk)
    else:
        confirmation = actions.Confirmation(
            moment(DAY).date(), actions.ConfirmedWith.CONTACT, actions.ConfirmedBy.EMAIL, "邮件"
        )
        steps.act(actions.confirm, case, first, confirmation, by=other_clerk)
    label = {"register": "登记", "confirm": "确认收到"}[slug]
    who = f"贺知秋于 2026年11月19日 9时05分办理了“{label}”"
    client = signed_in(clerk)
    for _ in range(2):  # the second attempt goes by what stands now, and says the same
        answer = client.post(act_address(case, slug), told)
        case.refresh_from_db()
        told["seen"] = case.edition
        text = answer.content.decode()
        assert who in text
        assert f"没有{label}：" in text
        assert ("您填写的都还在" in text) == (slug == "confirm")
        assert ("10:05通话" in text) == ("出差" in text) == (slug == "confirm")
    assert who in page(client, "application_act", case.pk, slug)
    assert case.events.filter(act=slug).count() == 1


def test_a_decision_refused_keeps_what_was_chosen(steps, signed_in, clerk, other_clerk):
    case = steps.confirmed(DAY)
    told = {"seen": case.edition, "said": ["none", "none", "does-not-exist"]}
    steps.act(actions.assign, case, DAY, handler=other_clerk, section=None, by=other_clerk)
    answer = signed_in(clerk).post(reverse("application_decide", args=[case.pk]), told, follow=True)
    text = answer.content.decode()
    assert "没有作出答复决定：在您打开这一页之后，贺知秋于 2026年11月2日 10时00分" in text
    assert "用这个结论拟答复书" in text


ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@pytest.mark.parametrize(
    ("stage", "slug", "told", "words"),
    [
        ("registered", "confirm", {"on": "2026-10-30"}, "确认之日2026年10月30日早于"),
        ("registered", "confirm", {"on": "2026-12-01"}, "没有确认收到：2026年12月1日还没有到"),
        ("registered", "confirm", {"on": DAY, "note": ""}, "没有确认收到：请写明确认的凭据"),
        ("registered", "confirm", {"on": "2026-11-06"}, "晚于到达后第一个工作日2026年11月3日"),
        ("signed", "deliver-reply", {"on": "2026-11-01"}, "没有送达：2026年11月1日早于"),
        ("signed", "deliver-reply", {"on": "2026-12-30"}, "没有送达：2026年12月30日还没有到"),
    ],
)
def test_a_refusal_names_its_act_and_days_as_people_say_them(
    steps, signed_in, clerk, stage, slug, told, words
):
    case = getattr(steps, stage)(DAY)
    plain = {
        "seen": case.edition, "with_whom": "applicant", "how": "telephone", "note": "通话",
        "way": "direct", "evidence": "回证",
    }  # fmt: skip
    answer = signed_in(clerk).post(act_address(case, slug), plain | told)
    said = BeautifulSoup(answer.content, "html.parser").select_one("#errors").text
    assert words in said
    assert not ISO_DAY.search(said)


def test_a_file_that_goes_with_the_reply_is_listed_as_such(steps, signed_in, clerk):
    case = steps.draft(steps.decided(DAY), DAY, files=[actions.Paper(pdf(), "兑现表")])
    draft = BeautifulSoup(
        page(signed_in(clerk), "application_act", case.pk, "draft-reply"), "html.parser"
    )
    group = draft.select_one("fieldset:has([name=removed])")
    assert group.legend.text == "随答复提供的文件"
    assert group.a.text == "兑现表"
    assert "不再提供" in group.label.text
    assert not group.input.has_attr("checked")
    told = {"seen": "x", "removed": [group.input["value"]]}
    again = signed_in(clerk).post(act_address(case, "draft-reply"), told).content
    assert BeautifulSoup(again, "html.parser").select_one("[name=removed]").has_attr("checked")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["none", "none", "does-not-exist"], "不向申请人提供文件"),
        (["none", "none", "none", "granted-in-part"], "区分处理以后重新上传"),
        (["none", "none", "none", "none"], ""),
    ],
)
def test_who_changes_the_answer_is_told_before_and_after_which_files_go_no_more(
    steps, signed_in, clerk, said, told
):
    case = steps.draft(steps.decided(DAY), DAY, files=[actions.Paper(pdf(), "兑现表")])
    client = signed_in(clerk)
    asked = BeautifulSoup(page(client, "application", case.pk, decide=1, said=said), "html.parser")
    warned = "".join(each.text for each in asked.select("#decision .notice"))
    assert ("兑现表" in warned) == bool(told)
    assert told in warned
    sent = {"seen": case.edition, "said": said}
    answer = client.post(reverse("application_decide", args=[case.pk]), sent, follow=True)
    assert ("已经上传的 1 份文件不再提供" in answer.content.decode()) == bool(told)
    case.refresh_from_db()
    offers = BeautifulSoup(answer.content, "html.parser").select_one("[name=file]") is not None
    assert offers == case.reply.answer.supplies_information


@pytest.mark.parametrize(
    ("wanted", "way"),
    [("portal", "portal"), ("email", "email"), ("post", "post"), ("counter", "direct")],
)
def test_delivery_begins_with_the_way_that_was_asked_for_and_today(
    steps, signed_in, clerk, wanted, way
):
    case = steps.signed("2026-11-16", supply_way=wanted)
    opened = BeautifulSoup(
        page(signed_in(clerk), "application_act", case.pk, "deliver-reply"), "html.parser"
    )
    assert [each["value"] for each in opened.select("[name=way][checked]")] == [way]
    assert opened.select_one("[name=on]")["value"] == "2026-11-20"


@pytest.mark.parametrize(
    ("received", "asked"), [("2026-10-21", True), ("2026-10-23", False), ("2026-11-16", False)]
)
def test_the_reason_for_lateness_is_asked_only_when_it_is_late(
    steps, signed_in, clerk, received, asked
):
    case = steps.signed(received)
    client = signed_in(clerk)
    opened = page(client, "application_act", case.pk, "deliver-reply")
    assert ('name="late_reason"' in opened) == asked
    told = {"seen": case.edition, "way": "direct", "on": "2026-11-20", "evidence": "回证第7号"}
    answer = client.post(act_address(case, "deliver-reply"), told)
    assert (answer.status_code == 200) == asked
    if asked:
        assert "没有送达：请写明为什么晚于2026年11月" in answer.content.decode()
        client.post(act_address(case, "deliver-reply"), told | {"late_reason": "查档"})
    case.refresh_from_db()
    assert case.stage == Stage.REPLIED


@pytest.mark.parametrize("slug", ["confirm", "deliver-reply", "renew-query-code"])
def test_whom_to_call_is_opened_on_the_way_logged_and_without_losing_what_was_typed(
    steps, signed_in, clerk, slug
):
    case = steps.registered(DAY) if slug == "confirm" else steps.signed(DAY)
    client = signed_in(clerk)
    assert PHONE not in page(client, "application_act", case.pk, slug)
    told = {
        "seen": case.edition, "identity": "1", "on": DAY, "note": "10:05通话",
        "evidence": "回证第7号", "verified": "本人到场", "how": "telephone",
    }  # fmt: skip
    text = client.post(act_address(case, slug), told).content.decode()
    assert PHONE in text
    typed = {"confirm": "10:05通话", "deliver-reply": "回证第7号", "renew-query-code": "本人到场"}
    assert typed[slug] in text
    assert f'name="seen" value="{case.edition}"' in text
    assert 'id="errors"' not in text
    case.refresh_from_db()
    assert case.edition == told["seen"]
    assert entries_of(case).filter(act="read_identity").count() == 1


def test_one_that_came_on_a_friday_is_to_be_confirmed_by_monday_wherever_it_is_said(
    steps, signed_in, clerk, monkeypatch
):
    case = steps.registered("2026-11-20")
    client = signed_in(clerk)
    listed = page(client, "applications")
    assert "最迟 11月23日" in listed
    assert "逾期" not in BeautifulSoup(listed, "html.parser").select_one("tbody").text
    desk = BeautifulSoup(page(client, "wagtailadmin_home"), "html.parser")
    (by,) = [each.text for each in desk.select(".desk-row .by") if "待确认收到" in each.text]
    assert "11月23日" in by
    assert "还有 1 个工作日" in by
    assert "晚于到达后第一个工作日2026年11月23日的" in page(
        client, "application_act", case.pk, "confirm"
    )
    assert "最迟 11月23日" in page(client, "application", case.pk)
    tuesday = moment("2026-11-24", 9)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: tuesday.date())
    assert "逾期 1 个工作日" in page(client, "applications")


def test_an_unfinished_draft_is_kept_and_stays_on_its_page_with_an_error_at_each_field(
    steps, signed_in, clerk
):
    case = steps.decided(DAY, "granted-in-part")
    address = act_address(case, "draft-reply")
    answer = signed_in(clerk).post(address, {"seen": case.edition, "then_submit": "1"})
    assert answer.status_code == 200
    opened = BeautifulSoup(answer.content, "html.parser")
    missing = opened.select(".field-error")
    assert missing
    assert all("还没有写" in each.text for each in missing)
    assert "已经保存。" not in opened.text
    seen = opened.select_one("[name=seen]")["value"]
    told = {"seen": seen, "content_0": "查了档案", "file": pdf(), "file_label": "目录"}
    answer = signed_in(clerk).post(address, told | {"then_submit": "1"})
    case.refresh_from_db()
    if answer.status_code == 200:  # more than one heading
        opened = BeautifulSoup(answer.content, "html.parser")
        assert len(opened.select(".field-error")) == len(missing) - 1
        assert opened.select_one("[name=content_0]").text.strip() == "查了档案"
        assert "目录" in opened.text
    assert case.reply.files.count() == 1


def test_what_somebody_did_first_is_said_once_and_no_button_is_left(
    steps, signed_in, clerk, other_clerk
):
    case = steps.filed(DAY)
    seen = case.edition
    steps.act(actions.register, case, moment("2026-11-19", 9, 5), by=other_clerk)
    client = signed_in(clerk)
    answer = client.post(act_address(case, "register"), {"seen": seen})
    opened = BeautifulSoup(answer.content, "html.parser").select_one(".staff-main")
    assert opened.text.count("贺知秋于 2026年11月19日 9时05分办理了“登记”") == 1
    assert "已经登记。" not in opened.text
    assert not opened.select("#act-form button")
    assert opened.select_one("#act-form a")


def test_an_old_tab_does_not_decide_over_what_somebody_decided(
    steps, signed_in, clerk, other_clerk
):
    case = steps.confirmed(DAY)
    told = {"seen": case.edition, "said": ["none", "none", "does-not-exist"]}
    steps.decide(case, DAY)
    answer = signed_in(clerk).post(reverse("application_decide", args=[case.pk]), told, follow=True)
    text = answer.content.decode()
    assert "没有作出答复决定：在您打开这一页之后" in text
    assert "用这个结论拟答复书" not in text
    case.refresh_from_db()
    assert case.reply.answer_key == "granted"


def test_the_list_of_errors_counts_what_it_lists(signed_in, clerk):
    client = signed_in(clerk)
    told = intake(client, {"token": "forged", "name": "", "telephone": ""})
    opened = BeautifulSoup(
        client.post(reverse("application_take_in"), told).content, "html.parser"
    ).select_one("#errors")
    sentences = [each for each in opened.select("p") if "small" not in each.get("class", [])]
    assert f"有 {len(sentences)} 处需要修改" in opened.text
    assert len(sentences) > 2


def test_the_list_is_taken_as_a_workbook_with_what_it_shows_and_nobodys_identity(
    steps, signed_in, clerk
):
    steps.confirmed("2026-11-10", wanted="=1+1")
    steps.confirmed("2026-10-15", wanted="逾期的那件")
    steps.replied(DAY, wanted="答复过的")
    answer = signed_in(clerk).get(reverse("applications_export"), {"standing": "late"})
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[1] for row in rows] == ["所需信息", "逾期的那件"]
    assert rows[1][6] == "2026年11月12日"
    whole = signed_in(clerk).get(reverse("applications_export"))
    sheet = load_workbook(BytesIO(whole.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not {NAME, NUMBER, PHONE} & {cell.value for cell in cells}
    assert all(cell.data_type != "f" for cell in cells)
    ended = signed_in(clerk).get(reverse("applications_export"), {"standing": "ended"})
    rows = list(load_workbook(BytesIO(ended.content)).active.iter_rows(values_only=True))
    assert rows[1][12] == "予以公开"
    told = [entry.text for entry in entries_of(clerk)]
    assert "导出申请列表，1 件。" in told
