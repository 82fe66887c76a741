"""Filing on the portal: what is asked of whom, what is refused and how, and what happens to a form sent twice."""

import html
import json
import re
import sys
import threading
import unicodedata
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.signals import got_request_exception
from django.db import connection
from django.test import Client
from django.views.debug import ExceptionReporter

from apps.applications.citizen import (
    FILLED,
    FORM,
    PNG,
    RECEIPT,
    RESIDENT,
    Citizen,
    at,
    parse,
    proof,
    soup,
    text,
)
from conftest import NOW, clock
from gongkai.apps.applications import filings
from gongkai.apps.applications.code_to_show import COOKIE
from gongkai.apps.applications.forms_public import ApplicationForm
from gongkai.apps.applications.identity_numbers import what_is_wrong
from gongkai.apps.applications.models import (
    Applicant,
    ApplicantKind,
    Application,
    EventFile,
    RecentFiling,
)
from gongkai.apps.applications.query_code import ALPHABET
from gongkai.apps.records.actions import LARGEST_FILE
from gongkai.apps.records.models import Entry, StoredFile

COMPANY = {
    "applicant_kind": "commercial_enterprise",
    "name": "云川青禾农业科技有限公司",
    "identity_kind": "credit-code",
    "identity_number": "91000000MA00000000",
    "contact_name": "林可为",
}


@pytest.fixture
def citizen(client, bureau):
    return Citizen(client, NOW)


def errors_of(page):
    """What the page says of each field, by the field's name."""
    return {
        field["data-field"]: field.select_one(".field-error").text.strip()
        for field in soup(page).select(".has-error")
    }


def test_what_was_filled_in_becomes_an_application_with_its_proof(citizen, bureau):
    application = citizen.file(material=proof("报道.png"), document_number="云川投促〔2025〕5号")
    applicant = application.applicant
    assert application.office == bureau
    assert application.number == "云川投促申〔2026〕1号"
    assert application.received_on == NOW.date()
    assert (applicant.name, applicant.identity_number) == (FILLED["name"], RESIDENT)
    papers = EventFile.objects.filter(event__application=application)
    assert [(each.label, each.is_identity, each.for_applicant) for each in papers] == [
        ("身份证明", True, False),
        ("能帮助查找的材料", False, False),
    ]


def test_the_use_of_the_information_is_not_asked(citizen):
    page = soup(citizen.open_form())
    assert not {"purpose", "use", "usage"} & {each.get("name") for each in page.select("input")}
    assert "不用写用途" in page.text


@pytest.mark.parametrize(
    "name",
    [*FILLED, "identity_proof"],
)
def test_every_required_field_is_missed_in_one_sentence(citizen, name):
    citizen.open_form()
    page = citizen.send(**{name: None})
    sentence = ApplicationForm.base_fields[name].error_messages["required"]
    assert page.status_code == 422
    assert errors_of(page) == {name: sentence}
    link = soup(page).select_one(".error-summary a")
    assert link.text == sentence
    assert soup(page).select_one(link["href"])["name"] == name
    assert not Application.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"supply_way": "email"}, "email", "请填写电子邮箱"),
        ({"supply_way": "post"}, "address", "请填写通信地址"),
        ({"supply_way": "email", "email": "谁"}, "email", "请核对"),
        (COMPANY | {"contact_name": ""}, "contact_name", "请填写联系人"),
        ({"supply_form": "paper"}, "supply_way", "只能邮寄或者自行领取"),
        ({"supply_form": "paper", "supply_way": "email", "email": "a@b.cn"}, "supply_way", "只能"),
        ({"identity_kind": "credit-code"}, "identity_kind", "个人没有统一社会信用代码"),
        (COMPANY | {"identity_kind": "passport"}, "identity_kind", "组织请用统一社会信用代码"),
        (COMPANY | {"identity_number": "91000000MA0000000I"}, "identity_number", "18 位"),
        ({"identity_number": "110105194912310021"}, "identity_number", "最后一位"),
        ({"telephone": "555"}, "telephone", "至少有 7 个数字"),
        ({"applicant_kind": "政府"}, "applicant_kind", "请从列出的里面选一项"),
        ({"wanted": "云" * 201}, "wanted", "请缩短到 200 个字以内，现在有 201 个字。"),
        ({"description": "云" * 3001}, "description", "请缩短到 3000 个字以内"),
    ],
)  # fmt: skip
def test_what_depends_on_something_else_is_said_clearly(citizen, changed, field, sentence):
    citizen.open_form()
    errors = errors_of(citizen.send(**changed))
    assert set(errors) == {field}
    assert sentence in errors[field]


@pytest.mark.parametrize(
    "changed",
    [
        COMPANY,
        *({**COMPANY, "applicant_kind": kind} for kind in list(ApplicantKind)[2:]),
        COMPANY | {"identity_kind": "other-card", "identity_number": "云农合字第5号"},
        {"identity_kind": "passport", "identity_number": "E00000000"},
        {"identity_number": "11010519491231002x"},
        {"identity_number": "１１０１０５ 19491231 002X"},
        {"supply_way": "email", "email": "lin@yunchuan.example"},
        {"supply_way": "post", "address": "云川市云水路1号"},
        {"supply_form": "paper", "supply_way": "counter"},
        {"telephone": "+86 138 0000 0000"},
        {"telephone": "0000-5550133 转 8"},
    ],
)
def test_what_is_right_is_taken(citizen, changed):
    assert citizen.file(**changed).applicant_kind == {**FILLED, **changed}["applicant_kind"]


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        (RESIDENT, ""),
        ("110105194912310021", "最后一位"),
        ("11010519491231002", "18 位"),
        ("11010519491331002X", "出生日期"),
        ("01010519491231002X", "18 位"),
        ("", ""),
    ],
)
def test_a_resident_number_is_checked_by_its_own_rule(number, wrong):
    sentence = what_is_wrong(Applicant.IdentityKind.RESIDENT_CARD, number)
    assert wrong in sentence
    assert bool(wrong) == bool(sentence)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("身份证.exe", b"MZ", "只能上传"),
        ("身份证.png", b"<html>", "内容不是 PNG 文件"),
        ("身份证.png", b"", "文件是空的"),
        ("没有扩展名", PNG, "只能上传"),
        ("身份证.png", PNG + b"\x00" * LARGEST_FILE, "不能超过 20 MB"),
    ],
)
@pytest.mark.parametrize("field", ["identity_proof", "material"])
def test_a_file_that_is_not_taken_is_refused_at_its_field_and_not_kept(
    citizen, name, content, sentence, field
):
    citizen.open_form()
    page = citizen.send(**{field: proof(name, content)})
    assert sentence in errors_of(page)[field]
    assert not StoredFile.objects.exists()


def test_after_an_error_everything_is_kept_but_the_files_and_the_page_says_so(citizen):
    citizen.open_form()
    page = citizen.send(supply_way="email", description="二〇二五年\n第三季度")
    found = soup(page)
    assert "请重新选择文件" in found.select_one(".error-summary").text
    assert found.select_one("[name=name]")["value"] == FILLED["name"]
    assert found.select_one("textarea[name=description]").text.split() == ["二〇二五年", "第三季度"]
    assert found.select_one("[name=supply_way][value=email]").has_attr("checked")
    again = citizen.send(after=timedelta(minutes=2), supply_way="email", email="a@b.cn")
    assert again.status_code == 302


def test_without_files_nothing_is_said_of_files(citizen):
    citizen.open_form()
    page = citizen.send(identity_proof=None)
    assert "请重新选择文件" not in soup(page).select_one(".error-summary").text


# Who sends, how fast, how often


def test_a_field_that_nobody_sees_is_filled_by_programs_alone(citizen):
    page = soup(citizen.open_form())
    assert page.select_one("[name=website]").find_parent(hidden=True)
    sent = citizen.send(website="https://example.com")
    assert "像是程序自动填写" in soup(sent).select_one(".error-summary").text
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        (timedelta(seconds=4), "提交得太快"),
        (timedelta(seconds=5), None),
        (timedelta(hours=24), None),
        (timedelta(hours=24, seconds=1), "打开已经超过一天"),
    ],
)
def test_a_form_comes_back_after_five_seconds_and_within_a_day(citizen, after, sentence):
    citizen.open_form()
    sent = citizen.send(after=after)
    if sentence is None:
        assert sent.status_code == 302
    else:
        assert sentence in soup(sent).select_one(".error-summary").text
        assert not Application.objects.exists()


def test_a_form_left_open_for_a_day_is_sent_with_its_second_showing(citizen):
    citizen.open_form()
    late = soup(citizen.send(after=timedelta(hours=25)))
    fresh = late.select_one("[name=token]")["value"]
    assert fresh != citizen.token
    citizen.token = fresh
    assert citizen.send(after=timedelta(hours=25, minutes=1)).status_code == 302


@pytest.mark.parametrize("token", [None, "", "made-up", "WyJhIl0:1abc:xyz"])
def test_a_token_that_is_not_ours_is_refused_and_replaced(citizen, token):
    citizen.open_form()
    sent = citizen.send(token=token)
    assert "不完整或者被改动过" in soup(sent).select_one(".error-summary").text
    citizen.token = soup(sent).select_one("[name=token]")["value"]
    assert citizen.send(after=timedelta(minutes=5)).status_code == 302


def test_one_address_files_ten_an_hour_and_is_told_how_long_to_wait(citizen, settings):
    limit = settings.ENVIRONMENT.applications_an_hour
    assert limit == 10
    for _ in range(limit):
        citizen.file()
    citizen.open_form()
    page = citizen.send(after=timedelta(minutes=11))
    said = soup(page).select_one(".error-summary").text
    assert "一小时内已经提交 10 份" in said
    assert "请 50 分钟以后再提交" in said
    assert soup(page).select_one("[name=name]")["value"] == FILLED["name"]
    assert Application.objects.count() == limit
    elsewhere = Citizen(Client(REMOTE_ADDR="10.0.0.9"), NOW)
    assert elsewhere.file().serial == limit + 1
    assert citizen.send(after=timedelta(minutes=61)).status_code == 302
    assert RecentFiling.objects.count() == 1  # what is older than an hour is gone


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("10.0.0.1", "10.0.0.2", False),
        ("::ffff:203.0.113.5", "::ffff:198.51.100.7", False),
        ("::ffff:203.0.113.5", "203.0.113.5", True),
    ],
)
def test_an_address_is_kept_as_a_hash_and_a_household_counts_as_one(rf, one, other, same):
    hashes = [filings.hashed_address(rf.get("/", REMOTE_ADDR=each)) for each in (one, other)]
    assert one not in hashes[0]
    assert (hashes[0] == hashes[1]) is same


# Once


def test_a_second_sending_of_one_form_leads_to_the_same_receipt(citizen):
    citizen.open_form()
    first, second = citizen.send(), citizen.send(after=timedelta(minutes=1, seconds=1))
    assert first["Location"] == second["Location"] == RECEIPT
    assert Application.objects.count() == 1


def test_a_form_that_was_filed_is_known_the_next_day_too(citizen):
    citizen.open_form()
    citizen.send()
    late = citizen.send(after=timedelta(hours=30))
    assert late.status_code == 409
    assert "云川投促申〔2026〕1号" in text(late)


def test_from_another_browser_a_form_that_was_filed_shows_the_number_and_no_code(citizen, client):
    citizen.open_form()
    citizen.send()
    stranger = Citizen(Client(), NOW)
    stranger.token = citizen.token
    page = stranger.send()
    assert page.status_code == 409
    assert "云川投促申〔2026〕1号" in text(page)
    assert not soup(page).select(".query-code")
    assert Application.objects.count() == 1


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="at once on SQLite: see the tests in the browser"
)
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("same_form", [True, False])
def test_two_sendings_at_once_are_two_applications_or_one_form_sent_twice(office, same_form):
    office("tcj", document_mark="云川投促")
    people = [Citizen(Client(), clock() - timedelta(minutes=1)) for _ in range(2)]
    for someone in people:
        someone.open_form()
    if same_form:
        people[1].token = people[0].token
    answers, together = [], threading.Barrier(2)

    def send(someone):
        try:
            together.wait(timeout=10)
            sent = someone.client.post(
                FORM, FILLED | {"token": someone.token, "identity_proof": proof()}
            )
            answers.append(sent.status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(someone,)) for someone in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = sorted(Application.objects.values_list("serial", flat=True))
    assert numbers == ([1] if same_form else [1, 2])
    assert sorted(answers) == ([302, 409] if same_form else [302, 302])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_limit_of_an_address_holds_for_forms_sent_at_once(office, settings):
    office("tcj", document_mark="云川投促")
    limit = settings.ENVIRONMENT.applications_an_hour
    people = [Citizen(Client(), clock() - timedelta(minutes=1)) for _ in range(limit + 4)]
    for someone in people:
        someone.open_form()
    answers, together = [], threading.Barrier(len(people))

    def send(someone):
        try:
            connection.ensure_connection()
            together.wait(timeout=30)
            given = FILLED | {"token": someone.token, "identity_proof": proof()}
            answers.append(someone.client.post(FORM, given).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(someone,)) for someone in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302] * limit + [422] * 4
    assert Application.objects.count() == limit


# When


@pytest.mark.parametrize(
    ("moment", "day", "year"),
    [
        ("2026-11-20T23:59:30", date(2026, 11, 20), 2026),
        ("2026-11-21T00:01:00", date(2026, 11, 21), 2026),
        ("2026-12-31T23:59:30", date(2026, 12, 31), 2026),
        ("2027-01-01T00:01:00", date(2027, 1, 1), 2027),
    ],
)
def test_the_day_of_filing_is_that_of_beijing(client, bureau, moment, day, year):
    citizen = Citizen(client, parse(moment) - timedelta(minutes=1))
    application = citizen.file()
    assert application.received_on == day
    assert application.number == f"云川投促申〔{year}〕1号"


def test_beside_the_form_stand_the_dates_of_the_law(citizen):
    """The example of design: filed on Friday 20 November 2026."""
    page = soup(citizen.open_form())
    times = [each.text.split() for each in page.select("aside .timeline time")]
    assert times == [
        ["11月20日", "周五"],
        ["预计", "11月23日", "周一"],
        ["最迟", "12月2日", "周三"],
        ["最迟", "12月21日", "周一"],
        ["最迟", "2027年1月19日", "周二", "暂定"],
    ]
    derivation = page.select_one("aside .derivation").text
    for article in ("第三十一条第（三）项", "第三十条", "第三十三条第二款"):
        assert article in derivation
    assert "除去周末和元旦假期" in derivation


def test_a_make_up_day_is_named_where_it_counts(client, bureau):
    page = soup(Citizen(client, parse("2026-09-18T10:00:00")).open_form())
    derivation = page.select_one("aside .derivation").text
    assert "9月20日 周日" in derivation  # worked, so the office can confirm on it
    assert "除去周末和中秋节、国庆节假期，计入调休上班的10月10日" in derivation


# What a person is told, and what nobody else learns


def test_the_notice_of_personal_information_says_who_why_what_how_long_and_which_rights(citizen):
    notice = soup(citizen.open_form()).select_one("#personal-information").text
    for word in (
        "谁处理",
        "为什么",
        "处理什么",
        "保存多久",
        "您的权利",
        "第十七条",
        "敏感个人信息",
    ):
        assert word in notice
    assert "云川市投资促进局" in notice


def test_an_unknown_office_leads_to_the_list(client, bureau):
    for answer in (client.get("/apply/new/nope/"), client.post("/apply/new/nope/", FILLED)):
        assert answer.status_code == 404
        assert soup(answer).select_one(f"a[href='{FORM}']")
        assert "没有代号是“nope”的机关" in soup(answer).text
    assert client.get("/apply/new/").status_code == 200


def test_every_way_in_leads_to_the_form(client, bureau):
    assert soup(client.get("/guide/tcj/")).select_one(f"a[href='{FORM}']")
    assert soup(client.get("/apply/")).select_one(f"a[href='{FORM}']")
    assert soup(client.get("/apply/")).select_one("a[href='/apply/new/']")
    for page in ("/", "/sitemap/"):
        assert soup(client.get(page)).select_one("a[href='/apply/new/']")
        assert soup(client.get(page)).select_one("a[href='/apply/status/']")
    assert "不能在线提交" not in soup(client.get("/apply/")).text


def test_no_cache_keeps_a_page_of_applying(citizen):
    sent = [citizen.open_form(), citizen.send(wanted=None), citizen.send()]
    sent += [citizen.client.get(RECEIPT), citizen.client.get("/apply/status/")]
    for page in sent:
        assert "no-store" in page["Cache-Control"]


def test_robots_are_kept_from_forms_receipts_and_cases(client, db):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert {
        "Disallow: /apply/new/",
        "Disallow: /apply/receipt/",
        "Disallow: /apply/status/",
    } <= set(lines)


@pytest.mark.parametrize(
    "broken",
    [
        "gongkai.apps.applications.actions.intake.next_number",
        "gongkai.apps.applications.filings.remember",  # by then there is a query code too
    ],
)
def test_an_error_tells_nobody_who_applied(citizen, monkeypatch, caplog, capsys, broken):
    kept = []

    def report(sender, request, **_):
        page = ExceptionReporter(request, *sys.exc_info()).get_traceback_html()
        kept.append(html.unescape(page))

    monkeypatch.setattr(broken, lambda *_, **__: 1 / 0)
    got_request_exception.connect(report)
    citizen.client.raise_request_exception = False
    citizen.open_form()
    try:
        page = citizen.send()
    finally:
        got_request_exception.disconnect(report)
    assert page.status_code == 500
    said = page.content.decode() + caplog.text + "".join(capsys.readouterr()) + "".join(kept)
    assert "ZeroDivisionError" in "".join(kept)
    for secret in (FILLED["name"], RESIDENT, FILLED["telephone"]):
        assert secret not in said
    part = f"[{ALPHABET}]{{4}}"
    assert not re.search(rf"\b{part}-{part}-{part}\b", said)
    assert not Application.objects.exists()
    assert not StoredFile.objects.exists()
    assert not [each for each in settings.FILES_ROOT.rglob("*") if each.is_file()]


def test_the_log_learns_the_number_and_no_name(citizen):
    citizen.file()
    said = "".join(f"{each.text}{each.details}" for each in Entry.objects.all())
    assert "云川投促申〔2026〕1号" in said
    for secret in (FILLED["name"], RESIDENT, FILLED["telephone"]):
        assert secret not in said


# The receipt


def test_the_receipt_shows_the_code_once(citizen):
    application = citizen.file()
    with at(NOW + timedelta(minutes=2)):
        again = soup(citizen.client.get(RECEIPT))
    assert application.number in again.text
    assert not again.select(".query-code")
    assert again.select_one("a[href='/apply/lost-code/']")


def test_the_code_waits_for_the_receipt_in_the_browser_and_not_in_the_database(citizen):
    citizen.open_form()
    cookie = citizen.send().cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (RECEIPT, True, "Strict")
    assert cookie["max-age"] == 1800
    kept = [str(each.get_decoded()) for each in Session.objects.all()]
    part = f"[{ALPHABET}]{{4}}"
    assert re.search(rf"{part}-{part}-{part}", cookie.value)
    assert len(kept) == 1
    assert not re.search(rf"\b{part}-{part}-{part}\b", kept[0])
    with at(NOW + timedelta(minutes=2)):
        page = citizen.client.get(RECEIPT)
    assert soup(page).select_one(".query-code").text.strip() in cookie.value
    assert (page.cookies[COOKIE].value, page.cookies[COOKIE]["path"]) == ("", RECEIPT)


def test_a_code_that_was_changed_or_is_of_another_application_is_not_shown(citizen):
    citizen.open_form()
    other = citizen.send().cookies[COOKIE].value
    citizen.open_form()
    own = citizen.send().cookies[COOKIE].value
    for value in (other, own.replace("-", "-A", 1), own.rpartition(":")[0]):
        citizen.client.cookies[COOKIE] = value
        with at(NOW + timedelta(minutes=2)):
            assert not soup(citizen.client.get(RECEIPT)).select(".query-code")


def test_filing_and_opening_leave_no_session_that_was_known_before(citizen):
    citizen.open_form()
    known = {citizen.client.session.session_key}
    citizen.send()
    known.add(citizen.client.session.session_key)
    with at(NOW + timedelta(minutes=1)):
        code = soup(citizen.client.get(RECEIPT)).select_one(".query-code").text.strip()
    assert citizen.look_up(Application.objects.get().number, code).status_code == 302
    known.add(citizen.client.session.session_key)
    assert len(known) == 3
    assert Session.objects.count() == 1


def test_the_receipt_is_for_the_browser_that_filed_and_for_half_an_hour(citizen, bureau):
    citizen.open_form()
    citizen.send()
    assert Client().get(RECEIPT).status_code == 404
    with at(NOW + timedelta(minutes=32)):
        late = citizen.client.get(RECEIPT)
    assert late.status_code == 404
    assert not soup(late).select(".query-code")


def test_a_receipt_looked_at_after_midnight_counts_from_the_day_of_filing(client, bureau):
    citizen = Citizen(client, parse("2026-11-20T23:57:00"))
    citizen.open_form()
    citizen.send()
    with at(parse("2026-11-21T00:05:00")):
        page = soup(client.get(RECEIPT))
    assert page.select_one("aside .timeline time")["datetime"] == "2026-11-20"


def test_the_receipt_says_what_is_next_and_leads_on(citizen):
    citizen.file()
    with at(NOW + timedelta(minutes=2)):
        page = soup(citizen.client.get(RECEIPT))
    times = [each["datetime"] for each in page.select("aside .timeline time")]
    assert times == ["2026-11-20", "2026-11-23", "2026-12-02", "2026-12-21", "2027-01-19"]
    links = {each["href"] for each in page.select("main a")}
    assert any(each.startswith("/apply/status/?number=") for each in links)
    assert any(each.startswith("/search/?q=2025") for each in links)


# What a browser says before anything is sent


def broken(rule, told):
    """Whether a browser finds the rule broken by these answers; apply.js does the same."""
    text = told.get(rule["field"], "")
    if not text or any(told.get(name) not in values for name, values in rule["when"].items()):
        return False
    if "longest" in rule:
        return len(text.strip()) > rule["longest"]
    if "not" in rule:
        return text in rule["not"]
    if rule["field"] == "identity_number":
        text = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if "pattern" in rule:
        return re.fullmatch(rule["pattern"], text) is None
    weighed = sum(weight * int(digit) for weight, digit in zip(rule["weights"], text, strict=False))
    return rule["checks"][weighed % 11] != text[-1]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        COMPANY,
        {"identity_kind": "passport", "identity_number": "E00000000"},
        {"identity_number": "１１０１０５ 19491231 002x"},
        {"supply_way": "email", "email": "lin@yunchuan.example"},
        {"supply_form": "paper", "supply_way": "post", "address": "云川市云水路1号"},
        {"telephone": "+86 138 0000 0000 转 8"},
        {"identity_number": "11010519491231002"},
        {"identity_number": "110105194912310021"},
        {"identity_kind": "passport", "identity_number": "E-1"},
        {"identity_kind": "credit-code"},
        COMPANY | {"identity_kind": "passport"},
        COMPANY | {"identity_number": "91000000MA0000000I"},
        {"telephone": "555"},
        {"email": "谁"},
        {"wanted": "信" * 200, "description": "一行\n" * 1000},
        {"wanted": "信" * 201},
        {"wanted": "信" * 1000, "document_number": "号" * 101, "description": "息" * 3001},
        {"email": "a" * 243 + "@yunchuan.example"},
        {"supply_form": "paper"},
        {"supply_form": "paper", "supply_way": "email", "email": "lin@yunchuan.example"},
    ],
)
def test_a_browser_says_of_a_step_what_the_server_would(citizen, changed):
    page = soup(citizen.open_form())
    rules = json.loads(page.select_one("#rules-ahead").string)
    told = FILLED | changed
    ahead = {}
    for rule in rules:
        if broken(rule, told):
            length = str(len(told[rule["field"]].strip()))
            ahead.setdefault(rule["field"], rule["says"].replace("{}", length))
    sent = citizen.send(**changed)
    if sent.status_code == 302:
        assert ahead == {}
    else:
        errors = errors_of(sent)
        # The server stops at the first of kind and number; a browser may name both.
        assert errors.items() <= ahead.items()
        assert set(ahead) - set(errors) <= {"identity_number"}


def test_a_long_text_is_never_cut_and_comes_back_whole_with_how_long_it_is(citizen):
    assert soup(citizen.open_form()).select("[data-application] [maxlength]") == []
    sent = citizen.send(wanted="信" * 230)
    assert errors_of(sent) == {"wanted": "请缩短到 200 个字以内，现在有 230 个字。"}
    assert soup(sent).select_one("[name=wanted]").text.strip() == "信" * 230


def test_a_line_break_counts_once_however_a_browser_sends_it(citizen):
    application = citizen.file(description="\r\n".join(["行"] * 1500))
    assert application.description.count("\n") == 1499
    assert "\r" not in application.description


def test_a_person_is_not_asked_for_a_contact_and_none_is_kept(citizen):
    page = soup(citizen.open_form())
    assert [each["data-field"] for each in page.select("[data-only-asked]")] == ["contact_name"]
    assert citizen.file(contact_name="林可为").applicant.contact_name == ""
    assert citizen.file(**COMPANY).applicant.contact_name == "林可为"


def test_the_notice_is_folded_and_stands_before_the_first_question(citizen):
    page = soup(citizen.open_form())
    notice = page.select_one("#personal-information")
    assert not notice.details.has_attr("open")
    assert "敏感个人信息" in notice.p.text  # unfolded: what is sensitive is told at once
    first = page.select_one("#step-1 [data-field]")
    assert notice in first.find_all_previous("section")


def test_the_receipt_says_whose_it_is_and_whose_telephone(citizen, bureau):
    bureau.telephone = "（0000）555-0101"
    bureau.save()
    citizen.file()
    with at(NOW + timedelta(minutes=2)):
        labels = {
            each.text: each.find_next("dd").text.strip()
            for each in soup(citizen.client.get(RECEIPT)).select("dt")
        }
    assert labels["申请人"] == FILLED["name"]
    assert labels["受理机关电话"] == "（0000）555-0101"
    assert "联系电话" not in labels
