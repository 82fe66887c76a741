"""Annual reports in a real browser: the screen that is filled in, the way on, the public page."""

import io
import zipfile

import pytest

pytestmark = pytest.mark.browser

WIDTHS = (1366, 390)
LIST = "/staff/annual-reports/"
NEW = "applications.new.commercial_enterprise"


def assert_fits(page):
    inner, outer = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert inner <= outer


def assert_accessible(page):
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - absent without a browser

    found = Axe().run(page).response["violations"]
    assert not [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]


def this_years(page):
    """Open the report that is under way, by its link in the list."""
    page.locator(".staff-main tbody tr", has_text="核对中").get_by_role("link").click()
    return page.url.partition("?")[0]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_part_fits_is_quiet_and_accessible(sign_in, width):
    page = sign_in("jingban", LIST, width)
    assert_fits(page)
    assert_accessible(page)
    report = this_years(page)
    parts = (
        "overview",
        "proactive_disclosure",
        "applications",
        "remedies",
        "other_matters",
        "whole",
    )
    for part in (*parts, f"applications&cell={NEW}"):
        page.goto(f"{report}?part={part}")
        assert_fits(page)
        assert_accessible(page)
    assert page.troubles == []


def test_a_number_opens_the_cases_behind_it(sign_in):
    page = sign_in("jingban", LIST)
    this_years(page)
    total = page.locator("tr.is-sum td").last.get_by_role("link")
    total.click()
    panel = page.locator("#number")
    assert panel.locator(".records li").count() >= 2
    panel.locator(".records a").first.click()
    assert "/staff/applications/" in page.url


def test_a_number_is_changed_and_put_back_without_javascript(open_page, site):
    page = open_page("/staff/login/", java_script_enabled=False)
    page.get_by_label("用户名").fill("jingban")
    page.get_by_label("密码").fill("yunchuan-demo")
    page.get_by_role("button", name="登录").click()
    page.goto(site + LIST)
    report = this_years(page)
    cell = "applications.new.other_organization"
    page.goto(f"{report}?part=applications&cell={cell}")
    page.get_by_text("改写这个数字").click()
    page.get_by_label("改写为").fill("7")
    page.get_by_role("button", name="改写", exact=True).click()
    page.get_by_role("heading", name="改写台账计数的数字没有完成").wait_for()
    assert page.get_by_label("改写为").input_value() == "7"
    page.get_by_label("理由").fill("另有纸质申请，补登记中。")
    page.get_by_role("button", name="改写", exact=True).click()
    page.locator("td.is-open.is-overridden").wait_for()
    page.locator("#number").get_by_role("button", name="恢复为").click()
    page.locator("td.is-open:not(.is-overridden)").wait_for()


def test_the_word_file_is_a_word_file(sign_in):
    page = sign_in("jingban", LIST)
    this_years(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="DOCX 文档").click()
    path = waiting.value.path()
    assert waiting.value.suggested_filename.endswith("年政府信息公开工作年度报告.docx")
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(path.read_bytes())).namelist()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_public_page_fits_is_quiet_and_accessible(open_page, width):
    page = open_page("/reports/", width)
    assert_accessible(page)
    page.get_by_role("link", name="云川市投资促进局").first.click()
    assert_fits(page)
    assert_accessible(page)
    assert page.locator(".statutory-table").count() == 3
    page.get_by_text("项核验规则").click()
    assert page.locator(".notice li").first.is_visible()
    assert page.troubles == []


def test_the_public_page_is_printed_whole(open_page):
    page = open_page("/reports/")
    page.get_by_role("link", name="云川市投资促进局").first.click()
    page.emulate_media(media="print")
    assert not page.locator(".side-nav").is_visible()
    assert not page.locator("#downloads").is_visible()
    for table in page.locator(".statutory-table").all():
        inner, outer = table.evaluate("t => [t.scrollWidth, t.closest('.scroll-x').clientWidth]")
        assert inner <= outer
