"""The staff screens of reports: what is shown, filled in, refused, and kept from others."""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.reports.conftest import WORDS, at
from conftest import make_office
from gongkai.annual_report.exchange import data_of
from gongkai.annual_report.form import form_of
from gongkai.annual_report.reading import read_bytes
from gongkai.apps.offices import actions as offices
from gongkai.apps.offices.models import Office, Role
from gongkai.apps.reports import actions
from gongkai.apps.reports.approval import digest_of
from gongkai.apps.reports.compilation import cell_names, compiled, contents_of
from gongkai.apps.reports.models import AnnualReport
from gongkai.apps.reports.views.screen import SHORT
from gongkai.law.report_stages import Stage

LIST = "/staff/annual-reports/"
NEW = "applications.new.natural_person"
GRANTED = "applications.granted.natural_person"
LICENCES = "proactive.licensing.decisions"


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def text(node):
    return " ".join(node.get_text(" ", strip=True).split())


def row_of(page, year):
    return next(text(row) for row in page.select("tbody tr") if f"{year}年" in text(row))


@pytest.fixture
def visit(client, desk):
    """A way to open an address as someone; the clerk, if nobody else is named."""

    def open_as(path, person=None):
        client.force_login(person or desk.clerk)
        answer = client.get(path)
        assert answer.status_code == 200, path
        return soup(answer)

    return open_as


@pytest.fixture
def send(client, desk):
    """A way to send a form of the screen as someone, on the copy that is newest."""

    def send_as(report, act, person=None, query="", **given):
        client.force_login(person or desk.clerk)
        now = AnnualReport.objects.get(pk=report.pk)
        given.setdefault("seen", now.edition)
        if act == "pass_report":
            given.setdefault("shown", digest_of(contents_of(now)))
        return client.post(f"{LIST}{report.pk}/{query}", {"act": act, **given})

    return send_as


def address(report, part="", cell=""):
    return (
        f"{LIST}{report.pk}/"
        + (f"?part={part}" if part else "")
        + (f"&cell={cell}" if cell else "")
    )


class TestTheList:
    def test_offers_to_fill_in_this_year_and_the_last(self, visit, desk):
        page = visit(LIST)
        rows = [text(row) for row in page.select("tbody tr")]
        assert len(rows) == 2
        assert all("预填" in row for row in rows)

    def test_a_button_begins_the_report_and_opens_it(self, visit, client, desk):
        visit(LIST)
        answer = client.post(f"{LIST}begin/", {"office": desk.office.pk, "year": "2025"})
        report = AnnualReport.objects.get()
        assert answer.headers["Location"] == f"{LIST}{report.pk}/"
        assert (report.office, report.year, report.stage) == (desk.office, 2025, Stage.CHECKING)
        assert "核对中" in row_of(visit(LIST), 2025)

    @pytest.mark.parametrize("year", ["2020", "2999", "", "x", "²", "9" * 30])
    def test_a_year_that_is_none_is_refused_in_words(self, visit, client, desk, year):
        visit(LIST)
        answer = client.post(f"{LIST}begin/", {"office": desk.office.pk, "year": year}, follow=True)
        assert "没有预填：年度应在2021年到今年之间" in answer.content.decode()

    def test_another_office_is_not_there(self, visit, client, desk):
        visit(LIST)
        other = make_office("jyj")
        answer = client.post(f"{LIST}begin/", {"office": other.pk, "year": "2025"})
        assert answer.status_code == 404
        assert not AnnualReport.objects.exists()

    def test_who_only_checks_is_offered_nothing_to_begin(self, visit, client, desk):
        page = visit(LIST, desk.head)
        assert "还没有预填" in text(page.select_one("tbody"))
        assert not page.select(f"form[action='{LIST}begin/']")
        client.force_login(desk.head)
        given = {"office": desk.office.pk, "year": "2025"}
        assert client.post(f"{LIST}begin/", given).headers["Location"] == "/staff/"
        assert not AnnualReport.objects.exists()

    def test_shows_stage_turn_due_day_and_findings(self, visit, desk):
        report = desk.filled()
        desk.act(actions.override_number, report, NEW, Decimal(1), "补登记中")
        row = row_of(visit(LIST), 2025)
        assert "核对中" in row
        assert "林晓禾" in row
        assert "1月31日" in row
        assert "已过期限" in row
        assert "2 处错误" in row

    def test_who_supervises_reads_those_below_and_changes_nothing(self, visit, send, desk, person):
        above = make_office("zfb", kind=Office.Kind.DEPARTMENT)
        Office.objects.filter(pk=desk.office.pk).update(supervisor=above)
        supervisor = person("zhuguan", Role.SUPERVISOR, office=above)
        report = desk.filled()
        page = visit(f"{LIST}?year=2025", supervisor)
        assert desk.office.name in text(page)
        page = visit(address(report, "applications", NEW), supervisor)
        assert "只看件数" in text(page)
        assert not page.select(".staff-main form[method=post]")
        assert send(report, "submit_report", supervisor).headers["Location"] == "/staff/"
        assert AnnualReport.objects.get().stage == Stage.CHECKING

    def test_the_list_of_those_below_compiles_no_report_and_asks_no_more_with_more_offices(
        self, desk, person, client
    ):
        above = make_office("zfb", kind=Office.Kind.DEPARTMENT)
        Office.objects.filter(pk=desk.office.pk).update(supervisor=above)
        supervisor = person("zhuguan", Role.SUPERVISOR, office=above)
        desk.compiled()
        client.force_login(supervisor)

        def queries():
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(f"{LIST}?year=2025")
            assert "applications_application" not in "".join(each["sql"] for each in asked)
            return len(asked), BeautifulSoup(answer.content, "html.parser")

        queries()
        few, page = queries()
        assert "林晓禾、陆清和" in text(page)
        for slug in ("a", "b", "c"):
            below = make_office(slug, supervisor=above)
            clerk = person(f"clerk-{slug}", Role.CLERK, office=below)
            actions.compile_report(below, 2025, by=clerk, at=at("2026-01-05"))
        many, page = queries()
        assert many == few
        assert len(page.select("tbody a[href*='/annual-reports/']")) == 4

    def test_without_a_role_it_is_empty_and_out_of_the_menu(self, visit, desk):
        page = visit(LIST, desk.secrecy)
        assert "这里没有您办理的年度报告" in text(page)
        assert "年度报告" not in str(page.select_one("[data-wagtail-sidebar], #wagtail-sidebar"))


def test_the_report_of_another_office_is_not_there(desk, client, person):
    report = desk.published()
    other = make_office("jyj")
    for role in (Role.CLERK, Role.PRINCIPAL, Role.SUPERVISOR, Role.SECRECY_REVIEWER):
        client.force_login(person(f"other-{role}", role, office=other))
        for path in ("", "?part=whole", "report.docx", "report.html", "report.json"):
            assert client.get(f"{LIST}{report.pk}/{path}").status_code == 404
        given = {"act": "submit_report", "seen": report.edition}
        assert client.post(f"{LIST}{report.pk}/", given).status_code == 404


class TestTheTables:
    @pytest.mark.parametrize(
        ("part", "count"), [("proactive_disclosure", 10), ("applications", 175), ("remedies", 15)]
    )
    def test_every_number_is_a_link_that_opens_it(self, visit, desk, part, count):
        report = desk.compiled()
        links = visit(address(report, part)).select(".fill td > a")
        assert len(links) == count
        assert len({link["href"] for link in links}) == count
        for link in links[:: max(1, count // 5)]:
            page = visit(f"{LIST}{report.pk}/{link['href'].partition('#')[0]}")
            assert page.select_one("#number h2")
            assert len(page.select("td.is-open")) == 1

    def test_the_wording_is_that_of_the_form(self, visit, desk):
        page = visit(address(desk.compiled(), "applications"))
        form = form_of("2021").applications
        labels = [text(cell).replace(" ", "") for cell in page.select(".fill th")]
        for row in form.rows:
            assert row.label.replace(" ", "") in labels
            assert all(group in labels for group in row.groups)
        for column in form.columns:
            assert column.label in labels
        assert form.note in labels
        assert text(page.select_one(".fill th.top")) == "三、本年度办理结果"
        assert page.select_one(".fill th.top")["rowspan"] == "22"

    def test_every_heading_says_what_it_heads(self, visit, desk):
        report = desk.compiled()
        for part in ("proactive_disclosure", "applications", "remedies"):
            headings = visit(address(report, part)).select(".fill th")
            assert all(each.get("scope") for each in headings)

    def test_an_opened_number_lists_its_cases_and_no_applicant(self, visit, desk, steps):
        case = steps.replied("2025-03-03")
        page = visit(address(desk.compiled(), "applications", GRANTED))
        panel = page.select_one("#number")
        link = panel.select_one(".records a")
        assert link["href"] == f"/staff/applications/{case.pk}/"
        assert text(link) == f"{case.number} {case.wanted}"
        assert "2025年3月3日 周一答复" in text(panel)
        assert "苏念安" not in str(page)

    def test_each_case_is_listed_with_the_day_it_is_counted_by(self, visit, desk, steps):
        steps.replied("2025-03-03", delivered="2025-03-14")
        report = desk.compiled()
        received = visit(address(report, "applications", NEW)).select_one("#number")
        assert "2025年3月3日 周一收到" in text(received)
        replied = visit(address(report, "applications", GRANTED)).select_one("#number")
        assert "2025年3月14日 周五答复" in text(replied)

    def test_after_signing_it_lists_what_was_counted_then(self, visit, desk, steps):
        case = steps.replied("2025-03-03")
        report = desk.signed()
        late = steps.replied("2025-06-03")
        panel = visit(address(report, "applications", GRANTED)).select_one("#number")
        assert case.number in text(panel)
        assert late.number not in text(panel)
        assert "报告已经签发，内容不再变动" in text(panel)

    def test_numbers_are_marked_as_they_stand(self, visit, desk):
        report = desk.compiled()
        desk.act(actions.override_number, report, NEW, Decimal(8), "补登记中")
        page = visit(address(report, "applications"))
        (changed,) = page.select("td.is-overridden")
        assert text(changed) == "8 ，人工改写"
        broken = [text(each) for each in page.select("td.is-broken")]
        assert broken == ["0 ，勾稽不成立", "0 ，勾稽不成立"]
        blank = visit(address(report, "proactive_disclosure")).select("td.is-blank")
        assert [text(each) for each in blank] == ["未填 ，还没有填"] * 4

    def test_a_finding_names_its_source_and_leads_to_the_cell(self, visit, desk):
        report = desk.compiled()
        desk.act(actions.override_number, report, NEW, Decimal(8), "补登记中")
        finding = visit(address(report, "overview")).select_one(".finding-red")
        assert "国办公开办函〔2019〕60号、〔2021〕30号表头所印勾稽关系" in text(finding)
        href = finding.select_one("a")["href"]
        page = visit(f"{LIST}{report.pk}/{href.partition('#')[0]}")
        assert page.select_one("td.is-open.is-overridden")

    def test_after_signing_it_says_what_to_do_about_an_error(self, visit, desk):
        assert "更正说明" not in text(visit(address(desk.compiled(2024))))
        assert "公开一份更正说明" in text(visit(address(desk.signed())))

    def test_words_that_differ_lead_to_the_words(self, visit, desk, steps):
        report = desk.compiled()
        steps.replied("2025-03-03")
        finding = visit(address(report)).select_one(".finding:not(.finding-red)")
        while finding and "正文和表格不一致" not in text(finding):
            finding = finding.find_next_sibling(class_="finding")
        assert finding.select_one("a")["href"].startswith("?part=overview")

    def test_words_that_differ_are_put_right_by_one_button(self, visit, send, desk, steps):
        report = desk.compiled()
        assert not visit(address(report)).select("input[value=restate_overview]")
        steps.replied("2025-03-03")
        assert len(visit(address(report)).select("input[value=restate_overview]")) == 1
        assert not visit(address(report), desk.head).select("input[value=restate_overview]")
        send(report, "restate_overview", query="?part=overview")
        page = visit(address(report, "overview"))
        assert "新收政府信息公开申请1件" in text(page.select_one("textarea[name=overview]"))
        assert "正文和表格不一致" not in text(page)
        assert not page.select("input[value=restate_overview]")

    @pytest.mark.parametrize("query", ["?part=nothing", "?part="])
    def test_a_part_that_is_none_is_not_there(self, client, desk, query):
        report = desk.compiled()
        client.force_login(desk.clerk)
        assert client.get(f"{LIST}{report.pk}/{query}").status_code == 404

    def test_a_number_that_is_none_opens_nothing(self, visit, desk):
        assert not visit(address(desk.compiled(), "applications", "x.y.z")).select("#number")


class TestFillingIn:
    def test_an_override_and_its_withdrawal(self, visit, send, desk):
        report = desk.compiled()
        where = f"?part=applications&cell={NEW}"
        answer = send(report, "override_number", query=where, value="２", reason="传真2件")
        assert answer.headers["Location"] == f"{LIST}{report.pk}/{where}#number"
        panel = text(visit(address(report, "applications", NEW)).select_one("#number"))
        assert "台账计数 0 ，改写为 2" in panel
        assert "理由：传真2件" in panel
        assert "恢复为 0" in panel
        send(report, "restore_number", query=where)
        assert not report.entered.exists()

    @pytest.mark.parametrize(
        ("value", "reason", "sentence"),
        [
            ("", "传真1件", "没有填写数字"),
            ("八", "传真1件", "这里要填数字"),
            ("-1", "传真1件", "数字不能小于 0"),
            ("1e400", "传真1件", "数字太大了"),
            ("NaN", "传真1件", "这里要填数字"),
            ("1.5", "传真1件", "应当是整数"),
            ("8", "", "请写明理由"),
        ],
    )
    def test_a_refused_override_keeps_what_was_typed(self, send, desk, value, reason, sentence):
        report = desk.compiled()
        where = f"?part=applications&cell={NEW}"
        page = soup(send(report, "override_number", query=where, value=value, reason=reason))
        assert sentence in text(page.select_one(".error-summary"))
        assert page.select_one("#id_value")["value"] == value
        assert text(page.select_one("#id_reason")) == reason
        assert page.select_one("#number details").has_attr("open")
        assert not report.entered.exists()

    def test_a_whole_table_at_once_from_one_source(self, visit, send, desk):
        report = desk.compiled()
        where = "?part=proactive_disclosure"
        given = {
            LICENCES: "216",
            "proactive.penalties.decisions": "3",
            "proactive.coercion.decisions": "",
            "proactive.fees.amount_10k_yuan": "160.5964",
            "source": "办公室年度台账",
        }
        send(report, "enter_numbers", query=where, **given)
        numbers = contents_of(report).numbers
        assert numbers[LICENCES].value == 216
        assert numbers["proactive.fees.amount_10k_yuan"].value == Decimal("160.5964")
        assert numbers["proactive.coercion.decisions"].value is None
        panel = visit(address(report, "proactive_disclosure", LICENCES)).select_one("#number")
        assert "来源：办公室年度台账" in text(panel)

    def test_a_refused_table_keeps_what_was_typed(self, send, desk):
        report = desk.compiled()
        given = {LICENCES: "二百", "proactive.penalties.decisions": "3", "source": ""}
        answer = send(report, "enter_numbers", query="?part=proactive_disclosure", **given)
        page = soup(answer)
        assert "行政许可·本年处理决定数量：这里要填数字" in text(page.select_one(".error-summary"))
        assert page.select_one(f"input[name='{LICENCES}']")["value"] == "二百"
        assert page.select_one("input[name='proactive.penalties.decisions']")["value"] == "3"

    def test_nothing_happened_fills_part_four_with_zeros(self, send, desk):
        report = desk.compiled()
        send(report, "enter_numbers", query="?part=remedies", nothing="1")
        numbers = contents_of(report).numbers.values()
        assert {each.value for each in numbers if each.table == "remedies"} == {0}
        assert "没有因政府信息公开被申请行政复议" in report.entered.first().reason

    def test_the_words_of_a_chapter(self, visit, send, desk):
        report = desk.compiled()
        for part in SHORT:
            assert visit(address(report, part)).select("textarea")
        send(
            report, "write_chapters", query="?part=other_matters", other_matters="第一段\r\n第二段"
        )
        report.refresh_from_db()
        assert report.chapters["other_matters"] == "第一段\n第二段"
        given = {"preamble": "导语。", "overview": "总体。"}
        send(report, "write_chapters", query="?part=overview", **given)
        report.refresh_from_db()
        assert (report.preamble, report.chapters["overview"]) == ("导语。", "总体。")

    def test_words_written_on_an_older_copy_stay_on_the_screen(self, send, desk):
        report = desk.compiled()
        seen = report.edition
        desk.act(actions.write_chapters, report, {"other_matters": "甲"}, by=desk.disclosure)
        given = {"other_matters": "乙写了很久", "seen": seen}
        page = soup(send(report, "write_chapters", query="?part=other_matters", **given))
        assert "陆清和已经办理" in text(page.select_one(".error-summary"))
        assert text(page.select_one("textarea[name=other_matters]")) == "乙写了很久"
        newest = AnnualReport.objects.get().edition
        assert page.select_one("input[name=seen]")["value"] == str(newest)
        assert AnnualReport.objects.get().chapters["other_matters"] == "甲"

    @pytest.mark.parametrize("seen", ["", "x", "²"])
    def test_without_the_copy_it_was_made_from_nothing_is_done(self, send, desk, seen):
        report = desk.compiled()
        page = soup(send(report, "write_chapters", query="?part=overview", overview="", seen=seen))
        assert "在您打开以后" in text(page.select_one(".error-summary"))

    @pytest.mark.parametrize("act", ["", "compile_report", "delete"])
    def test_an_act_that_is_none_is_not_there(self, send, desk, act):
        assert send(desk.compiled(), act).status_code == 404


class TestFindingsInTheWords:
    def test_what_the_words_state_otherwise_is_said_with_a_remedy_and_led_to(self, visit, desk):
        report = desk.filled()
        words = {"overview": "全年因政府信息公开被申请行政复议9件。"}
        desk.act(actions.write_chapters, report, words)
        found = visit(address(report)).select(".finding")
        (told,) = [each for each in found if "复议9件" in each.text]
        assert "请核对正文和表格" in text(told)
        assert told.select_one("a")["href"] == "?part=overview#part"

    def test_one_number_is_told_once(self, visit, desk, steps):
        steps.replied("2025-03-03")
        report = desk.filled()
        words = {"overview": "2025年，本机关新收政府信息公开申请8件，上年结转0件。"}
        desk.act(actions.write_chapters, report, words)
        found = visit(address(report)).select(".finding")
        (told,) = [each for each in found if "8件" in each.text]
        assert "按今天的数字改写这一段" in text(told)

    def test_a_chapter_that_says_nothing_is_led_to(self, visit, desk):
        report = desk.filled()
        desk.act(actions.write_chapters, report, {"problems_and_improvements": "无。"})
        found = visit(address(report)).select(".finding")
        (told,) = [each for each in found if "没有内容" in each.text]
        assert told.select_one("a")["href"] == "?part=problems_and_improvements#part"


class TestTheWayOn:
    def test_from_the_clerk_to_the_public(self, visit, send, desk):
        report = desk.filled()
        assert send(report, "submit_report").headers["Location"] == f"{LIST}{report.pk}/"
        send(report, "pass_report", desk.head)
        send(report, "sign_report", desk.principal)
        send(report, "publish_report")
        report.refresh_from_db()
        assert report.stage == Stage.PUBLISHED
        chain = text(visit(address(report)).select_one(".chain"))
        for name in ("林晓禾", "周明澈", "何以宁"):
            assert name in chain

    def test_whoever_signs_sees_the_whole_report_first(self, visit, desk, steps):
        steps.replied("2025-03-03")
        report = desk.passed()
        printed = visit(address(report), desk.principal).select_one(".printed")
        shown = text(printed)
        assert contents_of(report).whole.title in shown.replace(" ", "")
        assert WORDS["other_matters"] in shown
        assert report.preamble in shown
        assert len(printed.select("table")) == 3
        assert len(printed.select("td")) == 10 + 175 + 15

    def test_what_is_not_possible_is_greyed_with_the_sentence(self, visit, desk):
        page = visit(address(desk.compiled()))
        assert page.select_one(".act.is-closed [aria-disabled=true]")
        assert "还没有写。" in text(page.select_one(".act.is-closed"))
        report = AnnualReport.objects.get()
        page = visit(address(report), desk.head)
        assert "由本机关经办人或者信息公开机构负责人办理。" in text(page.select_one(".act"))
        assert "由本机关经办人或者信息公开机构负责人办理。" in text(page.select_one("#part"))

    def test_who_submitted_is_told_that_another_must_pass(self, visit, desk):
        offices.appoint(desk.clerk, Role.SECTION_HEAD, desk.office, by=None, at=at("2026-01-01"))
        page = visit(address(desk.submitted()))
        assert "您提交、填写或者改写过这份报告，要由另一个人审核、签发。" in text(page)

    def test_errors_ask_for_a_reason_and_a_refused_one_stays(self, visit, send, desk):
        report = desk.filled()
        assert not visit(address(report)).select("#deed-submit_report textarea, textarea[form]")
        desk.act(actions.override_number, report, NEW, Decimal(1), "补登记中")
        assert visit(address(report)).select_one("textarea[form=deed-submit_report]")
        page = soup(send(report, "submit_report", **{"submit_report-reason": ""}))
        assert "还有2处错误" in text(page.select_one(".error-summary"))
        send(report, "submit_report", **{"submit_report-reason": "纸质申请待补登记"})
        page = visit(address(report), desk.head)
        assert "有错误仍提交的理由（林晓禾） 纸质申请待补登记" in text(page)

    def test_a_return_shows_its_reason_to_whoever_compiles(self, visit, send, desk):
        report = desk.submitted()
        page = soup(send(report, "return_report", desk.head, **{"return_report-reason": " "}))
        assert "请写明要改什么" in text(page.select_one(".error-summary"))
        send(report, "return_report", desk.head, **{"return_report-reason": "第五部分写实一些"})
        assert "退回的理由 第五部分写实一些" in text(visit(address(report)))

    def test_a_year_that_is_not_over_is_not_signed(self, visit, desk):
        today = timezone.localdate()  # noqa: TID251 - as the screen reads it
        year = today.year
        report = desk.passed(year, on=today.isoformat())
        page = visit(address(report), desk.principal)
        assert f"{year}年还没有结束，{year + 1}年1月1日起才能签发。" in text(page)

    def test_what_changed_since_the_review_is_told_and_closes_the_signing(self, visit, desk, steps):
        report = desk.passed()
        assert not visit(address(report), desk.principal).select("#changed")
        steps.replied("2025-06-03")
        page = visit(address(report), desk.principal)
        notice = text(page.select_one("#changed"))
        assert notice.startswith("和周明澈审核通过的不一致 审核以后有变化：“一、本年新收")
        closed = text(page.select_one(".act.is-closed"))
        assert closed.startswith("签发")
        assert "请退回，核对、提交以后重新审核" in closed
        assert page.select_one("#deed-return_report")

    def test_the_reviewer_passes_what_the_screen_showed(self, visit, send, desk, steps):
        report = desk.submitted()
        page = visit(address(report), desk.head)
        shown = page.select_one("#deed-pass_report input[name=shown]")["value"]
        steps.replied("2025-06-03")
        page = soup(send(report, "pass_report", desk.head, shown=shown))
        assert "台账有变动，报告的内容变了" in text(page.select_one(".error-summary"))
        assert AnnualReport.objects.get().stage == Stage.REVIEWING
        page = soup(send(report, "pass_report", desk.head, shown=""))
        assert "台账有变动" in text(page.select_one(".error-summary"))
        send(report, "pass_report", desk.head)
        assert AnnualReport.objects.get().stage == Stage.SIGNING

    def test_before_the_year_is_over_submitting_and_passing_say_so(self, visit, desk):
        today = timezone.localdate()  # noqa: TID251 - as the screen reads it
        told = f"{today.year}年还没有结束，现在的数字不是全年的"
        report = desk.filled(today.year, on=today.isoformat())
        assert told in text(visit(address(report)).select_one(".act"))
        report = desk.act(actions.submit_report, report, on=today.isoformat())
        assert told in text(visit(address(report), desk.head).select_one(".act"))
        assert "不是全年的" not in text(visit(address(desk.filled())))


class TestDownloads:
    @pytest.fixture
    def report(self, desk, steps):
        steps.replied("2025-03-03")
        steps.replied("2025-05-06", "does-not-exist", applicant_kind="commercial_enterprise")
        steps.confirmed("2025-12-30")
        report = desk.filled()
        money = {"proactive.fees.amount_10k_yuan": Decimal("160.5964"), LICENCES: Decimal(216)}
        return desk.act(actions.enter_numbers, report, money, "财务科")

    def download(self, client, desk, report, kind):
        client.force_login(desk.clerk)
        answer = client.get(f"{LIST}{report.pk}/report.{kind}")
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "no-store" in answer.headers["Cache-Control"]
        return b"".join(answer.streaming_content) if answer.streaming else answer.content

    @pytest.mark.parametrize("kind", ["docx", "html", "pdf", "xlsx"])
    @pytest.mark.parametrize("signed", [False, True], ids=["draft", "signed"])
    def test_read_back_is_the_report_cell_by_cell(self, client, desk, report, kind, signed):
        if signed:
            report = desk.act(actions.submit_report, report)
            report = desk.act(actions.pass_report, report, by=desk.head)
            report = desk.act(actions.sign_report, report, by=desk.principal)
        whole = compiled(report)
        read = read_bytes(self.download(client, desk, report, kind))
        ours, theirs = dict(cell_names(whole)), dict(cell_names(read))
        assert theirs.keys() == ours.keys()
        for name, cell in ours.items():
            assert (theirs[name].value, theirs[name].state) == (cell.value, cell.state), name
        assert (read.title, read.office, read.year, read.form) == (
            whole.title, whole.office, whole.year, whole.form,
        )  # fmt: skip
        assert [(each.key, each.text) for each in read.sections] == [
            (each.key, each.text) for each in whole.sections
        ]
        assert read.preamble == whole.preamble

    def test_the_command_line_finds_nothing(self, client, desk, report, tmp_path):
        path = tmp_path / "report.docx"
        path.write_bytes(self.download(client, desk, report, "docx"))
        command = [Path(sys.executable).with_name("gongkai"), "report", "check", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout

    def test_the_command_line_finds_what_the_screen_finds(self, client, desk, report, tmp_path):
        desk.act(actions.override_number, report, NEW, Decimal(9), "补登记中")
        path = tmp_path / "report.docx"
        path.write_bytes(self.download(client, desk, report, "docx"))
        command = [Path(sys.executable).with_name("gongkai"), "report", "check", str(path)]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 1

    def test_data_are_those_of_the_schema(self, client, desk, report):
        assert json.loads(self.download(client, desk, report, "json")) == data_of(compiled(report))

    def test_a_kind_that_is_not_made_is_not_there(self, client, desk, report):
        client.force_login(desk.clerk)
        assert client.get(f"{LIST}{report.pk}/report.exe").status_code == 404
