"""What runs beside the reply, from the screens: the clerk's forms, and the applicant's page."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from apps.applications.citizen import at, soup, text
from apps.applications.steps import WANTED, later, moment, pdf, served
from apps.applications.test_public_status import open_case
from gongkai.apps.applications import actions
from gongkai.apps.applications.clock import deadline_of
from gongkai.apps.applications.models import Application
from gongkai.apps.offices.models import Role
from gongkai.law.application_stages import Act, Stage
from gongkai.law.procedures import Consulted

DAY = "2026-03-02"
TODAY = moment("2026-03-10", 9)


@pytest.fixture
def head(person, bureau):
    return person("zerenren", Role.DISCLOSURE_HEAD, display_name="周敏", office=bureau)


@pytest.fixture
def case(steps):
    return steps.confirmed(DAY)


@pytest.fixture
def sent(client, head):
    """A way to send the form of an act, as the head of the disclosure office, on 2026-03-10."""
    client.force_login(head)

    def send(case, act, **fields):
        address = reverse("application_act", args=[case.pk, act.value.replace("_", "-")])
        with at(TODAY):
            opened = client.get(address)
            assert opened.status_code == 200
            form = BeautifulSoup(opened.content, "html.parser").select_one("#act-form")
            assert form, text(opened)
            seen = form.select_one("[name=seen]")["value"]
            return client.post(address, {"seen": seen} | fields)

    return send


SERVED = {"way": "direct", "on": "2026-03-10", "evidence": "送达回证3号"}
BEGUN = {
    Act.NOTIFY_CORRECTION: {"what": "哪一年的", "until_on": "2026-03-25"} | SERVED,
    Act.SEARCH: {"searched_by": "办公室", "where": "档案室", "found": "没有", "on": "2026-03-10"},
    Act.CONSULT: {"whom": "third-party", "name": "某某公司", "what": "合同"} | SERVED,
    Act.EXTEND: {"days": "10", "reason": "检索量大"},
    Act.ASK_REASONS: {"what": "二百件", "until_on": "2026-03-25"} | SERVED,
    Act.CHARGE: {"tariff": "items", "quantity": "20", "why": "二百件", "how": "代收"} | SERVED,
}


@pytest.mark.parametrize("act", BEGUN)
def test_what_is_begun_from_its_form_stands_in_the_case(sent, case, act):
    answer = sent(case, act, **BEGUN[act])
    assert answer.status_code == 302, text(answer)
    assert case.events.filter(act=act).count() == 1


ENDED = {
    Act.RECEIVE_CORRECTION: ("asked_to_correct", {"on": "2026-03-10", "words": "2025年的"}),
    Act.DELIVER_CONSULTATION: ("consulted", {"on": "2026-03-09", "evidence": "签收"}),
    Act.HEAR: ("consulted", {"on": "2026-03-10", "opinion": "objects", "words": "商业秘密"}),
    Act.RECEIVE_PAYMENT: ("charged", {"on": "2026-03-10", "receipt": "000123"}),
}


@pytest.mark.parametrize("act", ENDED)
def test_what_is_ended_from_its_form_stands_in_the_case(steps, sent, case, act):
    begin, fields = ENDED[act]
    case = getattr(steps, begin)(case, "2026-03-04")
    if begin == "consulted":
        fields = fields | {"of": case.events.get(act=Act.CONSULT).pk}
    answer = sent(case, act, **fields)
    assert answer.status_code == 302, text(answer)
    assert case.events.filter(act=act).count() == 1


def test_an_extension_is_told_from_its_form(steps, sent, case, head):
    case = steps.act(actions.extend, case, "2026-03-09", days=10, reason="检索量大", by=head)
    assert sent(case, Act.TELL_EXTENSION, **SERVED).status_code == 302
    assert str(deadline_of(case).due_on) == "2026-04-14"


def test_lapses_are_entered_once_their_day_has_passed(steps, sent, client, head, case):
    case = steps.asked_to_correct(case, "2026-03-04", until="2026-03-09")
    assert sent(case, Act.LAPSE_CORRECTION, checked="电话").status_code == 302
    client.force_login(head)
    other = steps.asked_to_correct(steps.confirmed(DAY), "2026-03-04", until="2026-03-10")
    with at(TODAY):
        shown = text(client.get(reverse("application", args=[other.pk])))
    assert "补正期限到2026年3月10日，还没有过。" in shown


def test_reasons_and_the_later_day_are_entered_from_their_forms(steps, sent, case):
    case = steps.act(
        actions.ask_reasons, case, "2026-03-04", what="二百件", until_on=later(DAY, 20),
        service=served("2026-03-04"),
    )  # fmt: skip
    assert sent(case, Act.HEAR_REASONS, on="2026-03-09", words="研究").status_code == 302
    fields = {"delayed_to": "2026-05-29", "reason": "二百件"} | SERVED
    assert sent(case, Act.DELAY, **fields).status_code == 302
    assert str(deadline_of(case).due_on) == "2026-05-29"


def test_waiting_for_an_organ_is_given_up_from_its_form(steps, sent, case):
    case = steps.consulted(case, "2026-03-04", Consulted.OTHER_ORGAN)
    of = case.events.get(act=Act.CONSULT).pk
    answer = sent(case, Act.STOP_WAITING, of=of, reason="")
    assert "为什么不再等待" in text(answer)
    assert sent(case, Act.STOP_WAITING, of=of, reason="对方表示不再回复").status_code == 302


def test_a_refusal_keeps_what_was_typed_and_says_so(sent, case):
    fields = BEGUN[Act.NOTIFY_CORRECTION] | {"until_on": "2026-03-01"}
    answer = sent(case, Act.NOTIFY_CORRECTION, **fields)
    shown = text(answer)
    assert "补正期限应当晚于告知的2026年3月10日" in shown
    assert "哪一年的" in shown
    assert "您填写的都还在" in shown
    assert not case.events.filter(act=Act.NOTIFY_CORRECTION).exists()


def test_a_fee_tells_how_many_there_were_before_in_the_month(steps, sent, client, head, case):
    steps.confirmed("2026-03-03")
    last = steps.confirmed("2026-03-04")
    client.force_login(head)
    with at(TODAY):
        shown = text(client.get(reverse("application_act", args=[last.pk, "charge"])))
    assert "本月在这一件以前有2件" in shown


def test_while_it_waits_the_case_shows_what_ends_it_and_asks_nothing(steps, client, clerk, case):
    case = steps.asked_to_correct(case, "2026-03-04", until="2026-03-18")
    client.force_login(clerk)
    with at(TODAY):
        shown = soup(client.get(reverse("application", args=[case.pk])))
        assert shown.select_one("#decision h2").text == "等待申请人补正"
        assert "至 3月18日" in re.sub(r"\s+", " ", shown.select_one(".clock").text)
        asked = soup(client.get(reverse("application", args=[case.pk]), {"decide": "1"}))
        assert "第 1 问" in asked.select_one("#decision").text
        row = soup(client.get(reverse("applications"), {"standing": "waiting"}))
        assert WANTED in row.text
        assert "等待申请人补正" in row.text
        assert "逾期" not in row.select_one("tbody").text
        late = soup(client.get(reverse("applications"), {"standing": "late"}))
        assert WANTED not in late.text
    with at(moment("2026-03-19", 9)):
        shown = soup(client.get(reverse("application", args=[case.pk])))
        assert shown.select_one("#decision h2").text == "登记逾期不补正"


def test_what_was_given_up_has_no_term_any_more(steps, client, clerk, case):
    case = steps.correction_lapsed(case, "2026-03-04")
    client.force_login(clerk)
    with at(moment("2026-03-20", 9)):
        assert "不再计算" in text(client.get(reverse("application", args=[case.pk])))
        assert "不再计算期限" in text(client.get(reverse("applications")))


def row_of(desk):
    """The row of the desk that is about the application."""
    return next(row for row in soup(desk).select(".desk-row") if WANTED in row.h3.text)


def test_the_desk_says_nothing_before_the_day_and_what_is_to_be_entered_after_it(
    steps, client, clerk, case
):
    case = steps.asked_to_correct(case, "2026-03-04", until="2026-03-18")
    client.force_login(clerk)
    with at(moment("2026-03-18", 9)):
        assert WANTED not in text(client.get("/staff/"))
    with at(moment("2026-03-19", 9)):
        row = row_of(client.get("/staff/"))
    assert row.h3.text == f"登记逾期不补正：{WANTED}"
    assert row.select_one(".badge").text == "等待申请人补正的期限已过"
    assert not row.select(".is-late")
    steps.act(actions.lapse_correction, case, "2026-03-19", checked="电话")
    with at(moment("2026-03-19", 10)):
        row = row_of(client.get("/staff/"))
    assert row.select_one(".badge").text == "不再计算期限"


# The applicant


def test_the_applicant_is_told_that_the_application_counts_as_given_up(client, steps, case):
    case = steps.correction_lapsed(case, "2026-03-04")
    page = soup(open_case(client, steps, case, "2026-03-20"))
    assert "视为放弃申请" in page.select_one(".answer").text


def test_the_applicant_hands_in_the_correction_and_the_term_begins_anew(client, steps, case):
    case = steps.asked_to_correct(case, "2026-03-04", until="2026-03-18")
    shown = open_case(client, steps, case, "2026-03-09")
    page = soup(shown)
    assert "请您补正申请" in page.select_one(".answer").text
    assert "3月18日" in page.select_one(".due-line").text
    assert "请写明是哪一年的。" in page.text
    with at(moment("2026-03-09", 12, 5)):
        address = f"/apply/status/{case.key}/correction/"
        empty = client.post(address, {"words": " "})
        assert empty.status_code == 422
        assert "请写明补正的内容" in text(empty)
        wrong = client.post(address, {"words": "2025年的", "paper": exe()})
        assert wrong.status_code == 422
        assert "2025年的" in text(wrong)
        done = client.post(address, {"words": "2025年的", "paper": pdf()})
        assert done.status_code == 302
        again = client.post(address, {"words": "再补"})
        assert again.status_code == 422
        assert "补正的申请已经收到" in text(again)
    case = Application.objects.get(pk=case.pk)
    event = case.events.get(act=Act.RECEIVE_CORRECTION)
    assert (event.by, event.note, event.files.count()) == (None, "2025年的", 1)
    assert str(deadline_of(case).due_on) == "2026-04-07"


def exe():
    return SimpleUploadedFile("x.pdf", b"MZ\x90\x00", "application/pdf")


def test_the_applicant_takes_the_notice_at_once_and_no_letter_to_others(client, steps, case):
    case = steps.asked_to_correct(case, "2026-03-04", until="2026-03-18")
    case = steps.consulted(case, "2026-03-05", delivered="2026-03-05")
    page = soup(open_case(client, steps, case, "2026-03-09"))
    papers = page.select("section[aria-labelledby=papers] a")
    assert [each.text for each in papers] == ["政府信息公开申请补正通知书"]
    with at(moment("2026-03-09", 12, 5)):
        notice = client.get(papers[0]["href"])
        assert "请写明是哪一年的。" in b"".join(notice.streaming_content).decode()
    letter = case.events.get(act=Act.CONSULT).files.get()
    with at(moment("2026-03-09", 12, 5)):
        address = f"/apply/status/{case.key}/files/{letter.file.key}/"
        assert client.get(address).status_code == 404


def test_the_applicant_takes_the_application_back(client, steps, clerk, case):
    open_case(client, steps, case, "2026-03-09")
    address = f"/apply/status/{case.key}/withdraw/"
    with at(moment("2026-03-09", 12, 5)):
        unsure = client.post(address, {})
        assert unsure.status_code == 422
        assert "请勾选" in text(unsure)
        assert client.post(address, {"is_sure": "on"}).status_code == 302
        shown = soup(client.get(f"/apply/status/{case.key}/"))
        assert "您已经撤回申请" in shown.select_one(".answer").text
        assert not shown.select(f"form[action='{address}']")
        client.force_login(clerk)
        told = text(client.get(reverse("application", args=[case.pk])))
    assert "申请人已经在网上撤回申请" in told
    assert Application.objects.get(pk=case.pk).stage == Stage.HANDLING


def test_nobody_hands_in_anything_without_having_opened_the_case(client, steps, case):
    case = steps.asked_to_correct(case, "2026-03-04")
    with at(moment("2026-03-09", 12, 5)):
        for what in ("correction", "withdraw"):
            answer = client.post(
                f"/apply/status/{case.key}/{what}/", {"words": "x", "is_sure": "on"}
            )
            assert answer["Location"].startswith("/apply/status/?why=closed")
    assert not case.events.filter(act=Act.RECEIVE_CORRECTION).exists()
