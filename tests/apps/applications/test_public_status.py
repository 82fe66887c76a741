"""One's own case: opened with number and code, for a while, in one browser; what it says at each stage."""

import threading
from datetime import date, timedelta
from statistics import median
from time import perf_counter

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings

from apps.applications.citizen import PNG, STATUS, Citizen, at, soup, text
from apps.applications.steps import PDF, moment
from conftest import NOW
from gongkai.apps.applications import actions, lookups
from gongkai.apps.applications.models import EventFile, FailedLookup
from gongkai.apps.applications.public_case import PublicCase
from gongkai.apps.offices import actions as office_actions
from gongkai.apps.records.actions import store_file
from gongkai.apps.records.models import StoredFile
from gongkai.apps.records.refusals import Refused
from gongkai.law.application_stages import Stage
from gongkai.law.practice import Practice
from gongkai.law.receipt import Channel

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def citizen(client, bureau):
    return Citizen(client, NOW)


@pytest.fixture
def filed(citizen):
    return citizen.file()


def open_case(client, steps, case, on):
    """Open the case on a day with the code the steps kept, and return the page."""
    with at(moment(on, 12)):
        sent = client.post(STATUS, {"number": case.number, "code": steps.code})
        assert sent.status_code == 302, text(sent)
        return client.get(sent["Location"])


# Opening


@pytest.mark.parametrize(
    "number",
    [
        "云川投促申〔2026〕1号",
        "云川投促申[2026]1号",
        "云川投促申（２０２６）１号",
        " 云川投促 申 【2026】 1 号 ",
        "云川投促申2026-1",
        "云川投促申〔2026〕1",
    ],
)
def test_a_number_is_read_however_it_was_typed(citizen, filed, number):
    assert citizen.look_up(number, citizen.code).status_code == 302


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: f"  {code} ",
        lambda code: code.replace("-", "——"),
        lambda code: "".join(chr(ord(each) + 0xFEE0) for each in code),
    ],
)
def test_a_code_is_read_however_it_was_typed(citizen, filed, change):
    assert citizen.look_up(filed.number, change(citizen.code)).status_code == 302


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("云川投促申〔2026〕1号", "AAAA-AAAA-AAAA"),
        ("云川投促申〔2026〕2号", None),
        ("云川教申〔2026〕1号", None),
        ("随便写的", None),
        ("云川投促申〔2026〕1号", "——"),
        ("云川投促申〔2026〕99999999999999号", None),
    ],
)
def test_whatever_is_wrong_the_answer_is_the_same(citizen, filed, number, code):
    page = citizen.look_up(number, code or citizen.code)
    assert page.status_code == 422
    assert soup(page).select_one(".error-summary p").text == lookups.WRONG


def test_each_half_must_be_given(citizen, filed):
    page = soup(citizen.look_up("", ""))
    assert [each.text for each in page.select(".error-summary a")] == [
        "请填写回执上的受理编号。",
        "请填写回执上的查询码。",
    ]


def test_an_unknown_number_takes_as_long_as_a_wrong_code(citizen, filed, monkeypatch):
    monkeypatch.setattr(lookups, "MOST_FROM_ONE_ADDRESS", 1000)

    def taken(number):
        times = []
        for _ in range(15):
            begin = perf_counter()
            citizen.look_up(number, "AAAA-AAAA-AAAA")
            times.append(perf_counter() - begin)
        return median(times)

    known, unknown = taken(filed.number), taken("云川投促申〔2026〕77号")
    assert 0.7 < unknown / known < 1.4


def test_ten_wrong_tries_from_one_address_make_it_wait_a_quarter_of_an_hour(citizen, filed):
    for _ in range(lookups.MOST_FROM_ONE_ADDRESS):
        assert citizen.look_up("云川投促申〔2026〕5号", "AAAA").status_code == 422
    right = citizen.look_up(filed.number, citizen.code)
    assert right.status_code == 429
    assert "请 15 分钟以后再试" in text(right).replace("15", " 15 ")
    elsewhere = Citizen(Client(REMOTE_ADDR="10.0.0.9"), NOW)
    assert elsewhere.look_up(filed.number, citizen.code).status_code == 302
    assert citizen.look_up(filed.number, citizen.code, timedelta(minutes=18)).status_code == 302
    assert not FailedLookup.objects.exists()


def test_wrong_tries_from_everywhere_do_not_keep_the_applicant_out(citizen, filed):
    for turn in range(30):
        guesser = Citizen(Client(REMOTE_ADDR=f"10.0.0.{turn}"), NOW)
        assert guesser.look_up(filed.number, "AAAA").status_code == 422
    assert citizen.look_up(filed.number, citizen.code).status_code == 302


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_tries_at_the_same_time_are_ten_too(steps):
    case = steps.filed()
    together, answers = threading.Barrier(24), []

    def guess():
        try:
            connection.ensure_connection()
            together.wait(timeout=30)
            lookups.open_case(case.number, "AAAA-AAAA-AAAA", address_hash="x", at=NOW)
        except Refused as refused:
            answers.append(type(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=guess) for _ in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(Refused) == lookups.MOST_FROM_ONE_ADDRESS
    assert answers.count(lookups.TooManyTries) == 14


def test_right_ones_are_not_counted(citizen, filed):
    for _ in range(lookups.MOST_FROM_ONE_ADDRESS + 1):
        assert citizen.look_up(filed.number, citizen.code).status_code == 302


def test_the_code_stands_nowhere_in_the_case(citizen, filed):
    citizen.look_up(filed.number, citizen.code)
    assert citizen.code not in citizen.see(filed).content.decode()
    assert citizen.code.replace("-", "") not in filed.query_code_hash


# Staying open


def test_a_case_is_open_in_one_browser_for_half_an_hour(citizen, filed):
    citizen.look_up(filed.number, citizen.code)
    assert citizen.see(filed).status_code == 200
    assert citizen.see(filed, timedelta(minutes=32)).status_code == 200
    late = citizen.see(filed, timedelta(minutes=32, seconds=1))
    assert late["Location"] == "/apply/status/?why=closed"
    assert "请再输入一次" in text(citizen.client.get(late["Location"]))


def test_another_browser_sees_nothing_and_cannot_tell_whether_there_is_a_case(citizen, filed):
    citizen.look_up(filed.number, citizen.code)
    stranger = Citizen(Client(), NOW)
    unknown = "00000000-0000-4000-8000-000000000000"
    for key in (filed.key, unknown):
        for path in (f"/apply/status/{key}/", f"/apply/status/{key}/files/{unknown}/"):
            assert stranger.client.get(path)["Location"] == "/apply/status/?why=closed"


def test_one_case_opened_opens_no_other(citizen, filed):
    mine, other = filed, Citizen(Client(), NOW).file(name="另一人")
    citizen.look_up(mine.number, citizen.code)
    assert citizen.see(other).status_code == 302


def test_leaving_closes_this_case_and_no_other(citizen, filed):
    first, first_code = filed, citizen.code
    second = citizen.file(wanted="另一件")
    citizen.look_up(first.number, first_code)
    citizen.look_up(second.number, citizen.code)
    left = citizen.client.post(f"/apply/status/{first.key}/close/")
    assert "已经退出" in text(citizen.client.get(left["Location"]))
    assert citizen.see(first).status_code == 302
    assert citizen.see(second).status_code == 200
    assert citizen.client.get(f"/apply/status/{second.key}/close/").status_code == 405


def test_a_renewed_code_closes_what_the_old_one_opened(citizen, filed, clerk):
    old = citizen.code
    citizen.look_up(filed.number, old)
    new = actions.renew_query_code(
        filed, verified="来人出示身份证核对", seen=filed.edition, by=clerk, at=NOW
    )
    assert citizen.see(filed).status_code == 302
    assert citizen.look_up(filed.number, old).status_code == 422
    assert citizen.look_up(filed.number, new).status_code == 302


def test_the_session_ends_with_the_browser(citizen, filed):
    citizen.look_up(filed.number, citizen.code)
    assert citizen.client.cookies["sessionid"]["max-age"] == ""


def test_opening_a_case_does_not_shorten_the_session_of_staff(citizen, filed, clerk):
    staff = Citizen(Client(), NOW)
    staff.client.force_login(clerk)
    staff.open_form()
    assert staff.look_up(filed.number, citizen.code).status_code == 302
    assert not staff.client.session.get_expire_at_browser_close()


# What the page says


@pytest.mark.parametrize(
    ("stage", "on", "sentence", "label", "day"),
    [
        ("filed", "2026-11-02", "会打电话与您确认收到", "预计确认", "11月3日 周二"),
        ("registered", "2026-11-02", "会打电话与您确认收到", "预计确认", "11月3日 周二"),
        ("confirmed", "2026-11-02", "正在办理。您不用做什么。", "最迟答复", "11月30日 周一"),
        ("drafted", "2026-11-02", "正在拟定答复。", "最迟答复", "11月30日 周一"),
        ("submitted", "2026-11-02", "正在拟定答复。", "最迟答复", "11月30日 周一"),
        ("signed", "2026-11-02", "答复书已经签发", "最迟答复", "11月30日 周一"),
        ("replied", "2026-11-02", "已经答复您。", "答复日期", "11月2日 周一"),
    ],
)
def test_one_sentence_and_one_day_at_every_stage(client, steps, stage, on, sentence, label, day):
    page = soup(open_case(client, steps, getattr(steps, stage)(on), on))
    said = page.select_one(".next-step").text
    assert sentence in said
    assert label in said
    assert page.select_one(".due-line strong").text == day
    shows_derivation = stage in {"confirmed", "drafted", "submitted", "signed"}
    assert bool(page.select(".derivation .day-grid")) is shows_derivation


def test_every_stage_has_its_sentence(client, steps):
    for stage in Stage:
        case = steps.filed("2026-11-20")
        case.stage = stage
        assert PublicCase(case, date(2026, 11, 20)).sentence


def test_nobody_called_is_said_and_what_to_do(client, steps):
    page = soup(open_case(client, steps, steps.filed("2026-11-02"), "2026-11-04"))
    assert "还没有与您确认收到" in page.select_one(".next-step").text
    assert page.select_one(".due-line strong").text == "11月2日 周一"


@pytest.mark.parametrize(
    ("channel", "label", "day", "note", "item"),
    [
        ("internet", "预计确认", "11月3日 周二", "按到达后第一个工作日推算", "第（三）项"),
        ("fax", "预计确认", "11月3日 周二", "按到达后第一个工作日推算", "第（三）项"),
        ("post-ordinary", "应当确认", "11月2日 周一", "收到当日", "第（二）项"),
    ],
)
def test_who_wrote_or_faxed_is_told_the_rule_of_that_way(
    client, steps, channel, label, day, note, item
):
    case = steps.taken_in("2026-11-02", channel)
    steps.code = actions.renew_query_code(
        case, verified="到场", seen=case.edition, by=steps.clerk, at=moment("2026-11-02")
    )
    page = soup(open_case(client, steps, case, "2026-11-02"))
    said, due = page.select_one(".next-step").text, page.select_one(".due-line").text
    assert "申请已经到达，机关会打电话" in said
    assert label in due
    assert note in due
    assert page.select_one(".due-line strong").text == day
    assert ("条例没有规定" in due) == (channel != "post-ordinary")
    later = page.select_one(".timeline .is-next").text
    assert f"以确认之日为收到申请之日（《政府信息公开条例》第三十一条{item}）" in later
    assert Channel(channel).label in later
    late = soup(open_case(client, steps, case, "2026-11-04"))
    assert "还没有与您确认收到" in late.select_one(".next-step").text
    assert "到达" in late.select_one(".due-line").text
    assert late.select_one(".due-line strong").text == "11月2日 周一"


def test_a_letter_is_late_on_the_day_after_it_came(client, steps):
    case = steps.taken_in("2026-11-02", "post-ordinary")
    case = PublicCase(case, date(2026, 11, 3))
    assert "还没有与您确认收到" in case.sentence


@pytest.mark.parametrize(
    ("on", "note", "late"),
    [
        ("2026-11-26", "还有 2 个工作日", False),
        ("2026-11-30", "今天到期", False),
        ("2026-12-02", "已经过了 2 个工作日", True),
    ],
)
def test_how_long_it_still_takes_or_how_late_it_is(client, steps, on, note, late):
    page = soup(open_case(client, steps, steps.confirmed("2026-11-02"), on))
    assert note in page.select_one(".due-line").text
    assert bool(page.select(".due-line .is-late")) is late


def test_a_day_in_a_year_without_a_notice_is_provisional(client, steps):
    page = soup(open_case(client, steps, steps.confirmed("2026-12-14"), "2026-12-14"))
    assert "暂定" in page.select_one(".due-line").text


def test_a_void_application_says_why(client, steps):
    first, second = steps.filed(), steps.filed()
    reason = actions.VoidReason.DUPLICATE
    case = steps.act(actions.void, second, "2026-11-03", reason=reason, other=first.number)
    page = soup(open_case(client, steps, case, "2026-11-04"))
    told = page.select_one(".next-step")
    said = (
        "已经作废，不再办理。", f"与另一件申请（{first.number}）重复。", "重新提交一份",
        "投诉、举报", "行政复议", "（《条例》第五十一条）",
    )  # fmt: skip
    for words in said:
        assert words in told.text
    assert told.select_one("a")["href"] == f"/apply/new/{case.office.slug}/"
    for words in ("没有受理", "过了期限没有答复"):
        assert words not in page.text


def test_the_story_runs_forward_and_says_only_what_is_for_the_applicant(client, steps):
    case = steps.signed("2026-11-02")
    page = soup(open_case(client, steps, case, "2026-11-03"))
    told = [each.text for each in page.select(".timeline > li:not(.is-next) strong")]
    events = list(case.events.exclude(public_text="").values_list("public_text", flat=True))
    assert told == events
    for event in case.events.filter(public_text=""):
        assert event.text not in page.text


def test_the_contact_and_the_remedies_stand_beside_it(client, steps):
    page = soup(open_case(client, steps, steps.confirmed(), "2026-11-03")).select_one("aside").text
    said = "".join(page.split())
    assert (
        "可以在60日内向云川市人民政府申请行政复议，或者6个月内向云川市中级人民法院提起行政诉讼"
        in said
    )
    assert "电话尚未登记" in said
    assert "第五十一条" in said


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("granted", "也可以自收到本答复之日起6个月内向云川市中级人民法院提起行政诉讼。"),
        ("third-party", "应当先自收到本答复之日起60日内向云川市人民政府申请行政复议；"),
    ],
)
def test_after_the_reply_the_remedies_against_it_stand_beside_it(client, steps, answer, words):
    case = steps.replied("2026-11-02", answer)
    page = soup(open_case(client, steps, case, "2026-11-03")).select_one("aside")
    box = next(each for each in page.select("section") if each.h2.text == "对答复不服")
    assert words in box.text
    assert box.a["href"] == "/apply/#remedy"
    assert "过了期限没有答复" not in page.text
    with case.reply.document.content.open("rb") as kept:
        assert str(box.p) in kept.read().decode()  # word for word as it was signed
    waiting = soup(open_case(client, steps, steps.signed("2026-11-02", answer), "2026-11-03"))
    assert "对答复不服" not in waiting.text


def test_what_the_office_registers_later_changes_nothing_of_the_remedies_that_were_signed(
    client, steps, bureau
):
    bureau.court = "云川铁路运输法院<b>"
    office_actions.amend_office(bureau, seen=bureau.edition, by=None, at=NOW)
    case = steps.replied("2026-11-02", "granted-in-part")
    bureau.refresh_from_db()
    bureau.reviewer, bureau.court = "云川市行政复议局", "云川市第二中级人民法院"
    office_actions.amend_office(bureau, seen=bureau.edition, by=None, at=NOW)
    with override_settings(PRACTICE=Practice(partly_withheld_comes_first=False)):
        aside = soup(open_case(client, steps, case, "2026-11-03")).select_one("aside").text
    for signed in ("应当先自收到", "向云川市人民政府申请", "云川铁路运输法院<b>提起"):
        assert signed in aside
    for later in ("云川市行政复议局", "第二中级"):
        assert later not in aside


@pytest.mark.parametrize("field", ["name", "wanted", "document_number", "description", "contact_name", "address"])  # fmt: skip
def test_whatever_was_typed_is_shown_and_never_run(citizen, field):
    organization = {
        "applicant_kind": "other_organization", "identity_kind": "other-card", "contact_name": "林可为",
    }  # fmt: skip
    application = citizen.file(**(organization | {field: SCRIPT}))
    with at(NOW + timedelta(minutes=2)):
        receipt = citizen.client.get("/apply/receipt/")
    citizen.look_up(application.number, citizen.code)
    page = citizen.see(application)
    assert SCRIPT not in page.content.decode() + receipt.content.decode()
    assert SCRIPT in soup(page).select_one("main").text


def test_a_number_in_the_address_is_shown_and_never_run(client, db):
    page = client.get(STATUS, {"number": f'"><{SCRIPT}', "why": SCRIPT})
    assert SCRIPT not in page.content.decode()


# Papers


@pytest.fixture
def replied(steps):
    case = steps.replied("2026-11-02")
    event = case.events.first()
    for label, is_identity in (("身份证明", True), ("内部材料", False)):
        stored = store_file(SimpleUploadedFile("x.png", PNG), at=NOW)
        EventFile.objects.create(event=event, file=stored, label=label, is_identity=is_identity)
    return case


def test_the_reply_is_handed_over_once_it_was_delivered_and_to_nobody_else(client, steps, replied):
    page = soup(open_case(client, steps, replied, "2026-11-03"))
    links = [each["href"] for each in page.select("#papers ~ *, .list-rows a") if each.get("href")]
    offered = EventFile.objects.filter(for_applicant=True)
    assert len(links) == offered.count() > 0
    with at(moment("2026-11-03", 12, 5)):
        for link in links:
            answer = client.get(link)
            assert answer.status_code == 200
            assert answer["Content-Disposition"].startswith("attachment")
            assert "no-store" in answer["Cache-Control"]
            answer.close()
            assert Client().get(link).status_code == 302


def test_papers_that_are_not_for_the_applicant_are_not_there(client, steps, replied):
    page = open_case(client, steps, replied, "2026-11-03")
    with at(moment("2026-11-03", 12, 5)):
        for paper in EventFile.objects.filter(for_applicant=False):
            assert paper.label not in text(page)
            path = f"/apply/status/{replied.key}/files/{paper.file.key}/"
            assert client.get(path).status_code == 404


def test_before_delivery_there_is_nothing_to_take(client, steps):
    case = steps.signed("2026-11-02")
    stored = store_file(SimpleUploadedFile("x.pdf", PDF), at=NOW)
    EventFile.objects.create(
        event=case.events.last(), file=stored, label="答复书", for_applicant=True
    )
    page = open_case(client, steps, case, "2026-11-03")
    assert not soup(page).select("#papers")
    with at(moment("2026-11-03", 12, 5)):
        assert client.get(f"/apply/status/{case.key}/files/{stored.key}/").status_code == 404


def test_a_paper_of_another_case_is_not_handed_over(client, steps, replied):
    mine = steps.replied("2026-11-02")
    open_case(client, steps, mine, "2026-11-03")
    paper = EventFile.objects.filter(event__application=replied, for_applicant=True).first()
    with at(moment("2026-11-03", 12, 5)):
        assert client.get(f"/apply/status/{mine.key}/files/{paper.file.key}/").status_code == 404


def test_no_address_serves_what_was_uploaded(citizen, filed):
    stored = StoredFile.objects.get()
    where = stored.content.path
    assert not where.startswith(str(settings.MEDIA_ROOT))
    name = stored.content.name
    for path in (
        f"/media/{name}",
        f"/files/{name}",
        f"/static/{name}",
        f"/documents/{name}",
        f"/static/../files/{name}",
        f"/apply/status/{filed.key}/files/{stored.key}/",
    ):
        assert citizen.client.get(path).status_code in {302, 404}, path


# A lost code


def test_a_lost_code_is_explained_with_every_office_to_ask(client, bureau):
    page = client.get("/apply/lost-code/")
    assert "重新给您一个" in text(page)
    assert soup(page).select_one("a[href='/guide/tcj/']")
    assert soup(client.get(STATUS)).select_one("a[href='/apply/lost-code/']")
