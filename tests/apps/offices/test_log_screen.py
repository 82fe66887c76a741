"""操作记录: what an administrator reads there, how it is narrowed, and what verifying says."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import NOW, unprotect_the_log
from gongkai.apps.offices import actions
from gongkai.apps.offices.models import Role
from gongkai.apps.records.actions import record
from gongkai.apps.records.models import Entry


@pytest.fixture
def administrator(client, person):
    someone = person("guanli", Role.ADMINISTRATOR)
    client.force_login(someone)
    return someone


def page_of(client, address="/staff/log/", **asked):
    return BeautifulSoup(client.get(address, asked).content, "html.parser").select_one(
        ".staff-main"
    )


def rows(page):
    return [row.select("td")[4].text for row in page.select("tbody tr")]


def test_the_newest_stands_first_with_time_office_and_author(client, administrator, office):
    school = office("jyj")
    record("x", school, "最新的一件事。", at=NOW, by=administrator, office=school)
    first = page_of(client).select("tbody tr")[0]
    cells = [cell.text for cell in first.select("td")][1:]
    assert cells == ["2026年11月20日 10:00", "市jyj局", "程知远", "最新的一件事。"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "offices.section"}, ["科室的事。"]),
        ({"since": "2026-11-21"}, ["科室的事。"]),
        ({"since": "2026-11-21", "until": "2026-11-21", "kind": "offices.person"}, []),
    ],
)
def test_it_is_narrowed_by_kind_and_day(client, administrator, office, asked, found):
    section = actions.open_section(office("jyj"), name="法规科", by=None, at=NOW)
    unprotect_the_log()
    Entry.objects.filter(subject_kind="offices.section").update(
        at=NOW + timedelta(days=1), text="科室的事。"
    )
    assert section.pk
    page = page_of(client, **asked)
    assert rows(page) == found
    if not found:
        assert "没有符合条件的记录" in page.text


def test_it_is_narrowed_by_office_and_person(client, administrator, office):
    school, bureau = office("jyj"), office("czj")
    record("x", school, "甲。", at=NOW, by=administrator, office=school)
    record("x", bureau, "乙。", at=NOW, office=bureau)
    assert rows(page_of(client, office=bureau.pk)) == ["乙。", "登记云川市czj局。"]
    assert rows(page_of(client, person=administrator.pk)) == ["甲。"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"since": "昨天"}, "开始日期不是有效的日期。"),
        ({"since": "2026-11-20", "until": "2026-11-19"}, "结束日期早于开始日期"),
        ({"office": "999"}, "选择一个有效的选项"),
        ({"kind": "auth.user"}, "选择一个有效的选项"),
    ],
)
def test_what_cannot_be_asked_is_said_and_stays_in_the_form(
    client, administrator, office, asked, sentence
):
    page = page_of(client, **asked)
    assert sentence in page.text
    assert rows(page)
    if "since" in asked:
        assert page.select_one("#id_since")["value"] == asked["since"]


def test_many_entries_stand_on_pages_that_keep_what_was_asked(client, administrator, office):
    school = office("jyj")
    for number in range(60):
        record("x", school, f"第{number}件。", at=NOW, office=school)
    page = page_of(client, office=school.pk)
    assert len(rows(page)) == 50
    (onward,) = page.select(".pagination a")
    assert f"office={school.pk}" in onward["href"]
    second = page_of(client, "/staff/log/" + onward["href"])
    assert len(rows(second)) == 11
    assert rows(page_of(client, page="999", office=school.pk)) == rows(second)


def test_a_whole_log_is_called_whole(client, administrator, office):
    office("jyj")
    assert "完整" in page_of(client, "/staff/log/check/").text


def test_a_broken_log_says_where(client, administrator, office):
    office("jyj")
    unprotect_the_log()
    Entry.objects.filter(number=2).update(text="别的")
    page = page_of(client, "/staff/log/check/").text
    assert "操作记录不完整" in page
    assert "第 2 条的内容被改过。" in page


def test_text_of_the_log_is_never_markup(client, administrator, office):
    record("x", office("jyj"), "<script>alert(1)</script>", at=NOW)
    assert b"<script>alert" not in client.get("/staff/log/").content


def test_the_log_costs_the_same_for_many_entries(client, administrator, office):
    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get("/staff/log/")
        return len(found)

    record("x", office("first"), "事。", at=NOW, by=administrator)
    client.get("/staff/log/")  # what is asked once for all is asked here
    few = queries()
    for number in range(30):
        record("x", office(f"o{number}"), "事。", at=NOW, by=administrator)
    assert queries() == few
