"""The column of annual reports: what is published can be found, read, checked and saved; nothing else."""

import json
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from apps.applications.steps import Steps
from apps.reports.conftest import Desk, at, bureau, desk  # noqa: F401 - fixtures
from conftest import make_office
from gongkai.annual_report.reading import read_bytes
from gongkai.apps.offices import actions as offices
from gongkai.apps.offices.models import Office, Role
from gongkai.apps.reports import actions
from gongkai.apps.reports.compilation import as_signed
from gongkai.law.report_stages import Stage

BROUGHT = {
    Stage.CHECKING: "filled",
    Stage.REVIEWING: "submitted",
    Stage.SIGNING: "passed",
    Stage.SIGNED: "signed",
}


def soup(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def text(node):
    return " ".join(node.get_text(" ", strip=True).split())


@pytest.mark.parametrize("stage", BROUGHT)
def test_what_is_not_published_is_not_there(client, desk, stage):  # noqa: F811
    getattr(desk, BROUGHT[stage])()
    for path in ("", "report.docx", "report.html", "report.json"):
        assert client.get(f"/reports/tcj/2025/{path}").status_code == 404
    assert "本平台还没有公布年度报告" in text(soup(client, "/reports/"))
    assert not soup(client, "/search/?q=年度报告").select("a[href^='/reports/tcj']")


def test_a_published_report_is_a_page_of_what_was_signed(client, desk):  # noqa: F811
    report = desk.published()
    page = soup(client, "/reports/tcj/2025/")
    whole = as_signed(report)
    assert page.title.string.startswith(whole.title)
    assert text(page.h1).replace(" ", "") == "2025年政府信息公开工作年度报告"
    assert page.select_one("meta[name=ArticleTitle]")["content"] == whole.title
    assert page.select_one("meta[name=PubDate]")["content"] == "2026-01-20 09:00"
    assert page.select_one("meta[name=ContentSource]")["content"] == "云川市投资促进局"
    assert page.select_one("meta[name=ColumnName]")["content"] == "政府信息公开年报"
    for section in whole.sections:
        assert section.text in text(page)
        assert page.select_one(f"#{section.key}")
        assert page.select_one(f".side-nav a[href='#{section.key}']")
    printed = [text(cell) for cell in page.select(".statutory-table td")]
    cells = [cell.raw for _, table in whole.tables() for _, _, cell in table.each()]
    assert printed == cells
    assert not page.select(".statutory-table td a")


def test_the_page_says_which_rules_ran(client, desk):  # noqa: F811
    desk.published()
    notice = soup(client, "/reports/tcj/2025/").select_one(".notice")
    assert "核验：没有发现问题" in text(notice)
    count = len(notice.select("ul")[0].select("li"))
    assert f"{count} 项核验规则" in text(notice)
    assert "第三部分跨年：上年结转，等于上年报告的结转下年（没有提供上一年度的报告。）" in text(
        notice
    )


def test_the_page_says_what_the_rules_found(client, desk):  # noqa: F811
    name = "applications.new.natural_person"
    report = desk.filled()
    desk.act(actions.override_number, report, name, Decimal(1), "补登记中")
    desk.act(actions.submit_report, report, reason="补登记中")
    desk.act(actions.pass_report, report, by=desk.head)
    desk.act(actions.sign_report, report, by=desk.principal)
    desk.act(actions.publish_report, report)
    notice = soup(client, "/reports/tcj/2025/").select_one(".notice")
    assert "核验：有需要留意的地方" in text(notice)
    assert "第三部分“自然人”一列：本年新收1加上年结转0等于1" in text(notice)


def test_what_the_ledgers_learn_later_is_no_matter_of_the_page(client, desk):  # noqa: F811
    desk.published()
    before = client.get("/reports/tcj/2025/").content
    Steps(desk.office, desk.clerk, desk.deputy).replied("2025-06-03")
    assert client.get("/reports/tcj/2025/").content == before


def test_the_files_are_those_of_the_signed_report(client, desk):  # noqa: F811
    report = desk.published()
    answer = client.get("/reports/tcj/2025/report.docx")
    content = b"".join(answer.streaming_content)
    with report.document.content.open("rb") as stream:
        assert content == stream.read()
    assert read_bytes(content).title == as_signed(report).title
    assert read_bytes(client.get("/reports/tcj/2025/report.html").content).year == 2025
    data = client.get("/reports/tcj/2025/report.json")
    assert json.loads(data.content) == json.loads(report.frozen)
    assert data.headers["Content-Disposition"].startswith("attachment")
    assert client.get("/reports/tcj/2025/report.exe").status_code == 404


class TestSeveralYears:
    @pytest.fixture
    def published(self, desk, person):  # noqa: F811
        desk.published(2024, on="2025-01-20")
        desk.published(2025)
        other = make_office("jyj", name="云川市教育局", position=9)
        theirs = Desk(
            office=other,
            clerk=person("b-clerk", Role.CLERK, office=other),
            head=person("b-head", Role.SECTION_HEAD, office=other),
            principal=person("b-principal", Role.PRINCIPAL, office=other),
        )
        theirs.published(2025)

    def listed(self, client, query=""):
        return [
            text(each) for each in soup(client, f"/reports/{query}").select(".section .title a")
        ]

    def test_are_listed_by_year_and_office(self, client, published):
        names = ["云川市投资促进局2025年", "云川市教育局2025年", "云川市投资促进局2024年"]
        assert [each.partition("政府")[0] for each in self.listed(client)] == names

    @pytest.mark.parametrize(
        ("query", "count"),
        [("?office=jyj", 1), ("?year=2025", 2), ("?office=tcj&year=2024", 1), ("?year=x", 0)],
    )
    def test_are_found_by_office_and_year(self, client, published, query, count):
        assert len(self.listed(client, query)) == count
        empty = "没有找到这样的报告" in text(soup(client, f"/reports/{query}"))
        assert empty == (count == 0)

    def test_stand_side_by_side_with_links(self, client, published):
        page = soup(client, "/reports/tcj/2025/")
        rows = [text(row) for row in page.select(".section .table tbody tr")]
        assert rows == ["2025年 0 0 0 0", "2024年 0 0 0 0"]
        assert page.select_one("aside a[href='/reports/tcj/2024/']")

    def test_are_counted_on_the_home_page(self, client, published):
        strip = soup(client, "/").select_one(".entry-strip a[href='/reports/']")
        assert "3 份" in text(strip)

    def test_are_found_by_name_and_year(self, client, published):
        found = soup(client, "/search/?q=教育局 2025").select("a[href='/reports/jyj/2025/']")
        assert text(found[0]) == "云川市教育局2025年政府信息公开工作年度报告"

    def test_stand_in_the_site_map(self, client, published):
        assert soup(client, "/sitemap/").select_one("a[href='/reports/jyj/2025/']")


def test_the_name_is_that_of_the_year(client, desk):  # noqa: F811
    desk.published()
    office = Office.objects.get(pk=desk.office.pk)
    offices.rename_office(
        office, name="云川市招商局", short_name="市招商局", from_on=at("2026-03-01").date(),
        seen=office.edition, by=None, at=at("2026-11-20"),
    )  # fmt: skip
    page = soup(client, "/reports/")
    assert "云川市投资促进局2025年政府信息公开工作年度报告" in text(page)
    assert "云川市投资促进局" in text(soup(client, "/reports/tcj/2025/"))
