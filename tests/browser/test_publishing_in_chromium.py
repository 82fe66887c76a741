"""Publishing in a real browser: the item page, the list, writing and the review page; width, console, axe."""

import pytest

WIDTHS = (1366, 390)
CHANGED = "云川市投资促进局机关职能、机构设置和联系方式"
MEASURE = "云川市投资促进局关于印发《云川市招商引资项目落地全程服务办法（试行）》的通知"
LONG = (
    "关于印发云川市进一步优化营商环境促进经济技术与高新技术产业融合发展若干措施及其责任分工方案的通知"
    * 2
)

pytestmark = pytest.mark.browser


def assert_fits(page):
    inner, outer = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert inner <= outer


def assert_accessible(page, within=None):
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - absent without a browser

    found = Axe().run(page, context=within).response["violations"]
    assert not [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]


def lengthen(page):
    page.evaluate(
        "text => document.querySelectorAll('h1, .title a').forEach(e => { e.textContent = text; })",
        LONG,
    )
    assert_fits(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_item_page_and_the_list_fit_are_quiet_and_accessible(open_page, site, width):
    page = open_page("/content/", width)
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("link", name=MEASURE).click()
    assert page.locator(".validity strong").inner_text().strip() == "现行有效"
    assert page.get_by_role("button", name="打印").is_visible()
    assert_fits(page)
    assert_accessible(page)
    lengthen(page)
    page.goto(site + "/content/?subject=rules&office=tcj")
    lengthen(page)
    assert page.troubles == []


def test_an_attachment_comes_down_under_its_name(open_page):
    page = open_page("/content/?office=tcj&kind=normative")
    page.get_by_role("link", name=MEASURE).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="规范格式文本").click()
    assert download.value.suggested_filename == "规范格式文本.docx"


@pytest.mark.parametrize("width", WIDTHS)
def test_staff_screens_fit_are_quiet_and_accessible(sign_in, site, width):
    page = sign_in("baomi", "/staff/items/", width)
    assert_fits(page)
    assert_accessible(page, ".staff-main")
    page.locator(".panel").get_by_role("link", name=CHANGED).click()
    assert page.locator(".chain [aria-current]").inner_text().startswith("保密审查")
    assert page.locator(".finding").count() == 1
    assert_fits(page)
    assert_accessible(page, ".staff-main")
    lengthen(page)
    page.goto(site + "/staff/items/")
    lengthen(page)
    assert page.troubles == []


def test_passing_is_shut_until_every_finding_has_its_reason(sign_in, site):
    page = sign_in("baomi", "/staff/items/")
    page.locator(".panel").get_by_role("link", name=CHANGED).click()
    passing, reason = page.locator("[data-approve]"), page.locator("[data-answer]")
    assert "已说明：" in page.locator(".finding").inner_text()
    assert passing.get_attribute("aria-disabled") is None
    reason.fill("")
    assert passing.get_attribute("aria-disabled") == "true"
    assert "还有 1 处" in page.locator("#open-findings").inner_text()
    assert_accessible(page, ".staff-main")
    passing.click(force=True)
    assert reason.evaluate("field => field === document.activeElement")
    reason.fill("值班手机。")
    assert passing.get_attribute("aria-disabled") is None
    assert page.locator("#open-findings").inner_text() == ""
    assert page.troubles == []


def test_without_scripts_the_server_stops_the_reviewer_who_then_returns_with_a_reason(
    chromium, site
):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/staff/login/")
    page.get_by_label("用户名").fill("baomi")
    page.get_by_label("密码").fill("yunchuan-demo")
    page.get_by_role("button", name="登录").click()
    page.goto(site + "/staff/items/")
    page.locator(".panel").get_by_role("link", name=CHANGED).click()
    page.locator("[data-answer]").fill("")
    page.get_by_role("button", name="保密审查通过").click()
    assert "疑似个人手机号" in page.locator(".error-summary").inner_text()
    page.get_by_label("理由", exact=False).last.fill("请改为科室电话。")
    page.get_by_role("button", name="退回拟稿人").click()
    page.get_by_text("已经退回").wait_for()
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_clerk_writes_with_the_editor_and_submits(sign_in, width):
    page = sign_in("jingban", "/staff/items/new/", width)
    assert_fits(page)
    assert_accessible(page, ".staff-main")
    page.get_by_role("button", name="保存", exact=True).click()
    assert "名称" in page.locator(".error-summary").inner_text()
    assert_accessible(page, ".staff-main")
    page.get_by_label("名称", exact=True).fill(f"在 {width} 宽的屏幕上拟写的信息")
    page.get_by_label("公开事项").select_option("plans")
    page.get_by_label("形成或者变更之日").fill("2026-11-18")
    page.locator(".public-DraftEditor-content").click()
    page.keyboard.type("现将有关情况予以公布。")
    page.get_by_role("button", name="保存并提交审核").click()
    page.get_by_text("已经提交审核").wait_for()
    assert "现将有关情况予以公布。" in page.locator(".diff").inner_text()
    assert page.troubles == []


def test_what_was_typed_last_is_sent_by_whoever_presses_at_once_and_sent_once(sign_in):
    page = sign_in("jingban", "/staff/items/new/")
    page.get_by_label("名称", exact=True).fill("写完马上提交的信息")
    page.get_by_label("公开事项").select_option("plans")
    page.get_by_label("形成或者变更之日").fill("2026-11-18")
    page.locator(".public-DraftEditor-content").click()
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    # Within one turn of the page: the last words come from an input method, then the button twice.
    page.keyboard.insert_text("先写的。")
    page.evaluate(
        """() => {
            document.execCommand("insertText", false, "最后写的。");
            const button = document.querySelector("button[name=submit]");
            button.click();
            button.click();
        }"""
    )
    page.get_by_text("已经提交审核").wait_for()
    assert "先写的。最后写的。" in page.locator(".diff").inner_text()
    assert len(sent) == 1
    assert page.troubles == []
