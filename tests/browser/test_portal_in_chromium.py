"""The public pages in a real browser: width, console, other hosts, axe, switches, keyboard."""

import pytest

from gongkai.law.subjects import ARTICLE_20

PATHS = {
    "home": "/",
    "guides": "/guide/",
    "guide": "/guide/tcj/",
    "guide-with-gaps": "/guide/sjuj/",
    "rules": "/rules/",
    "content": "/content/",
    "reports": "/reports/",
    "apply": "/apply/",
    "search": "/search/?q=教育",
    "search-nothing": "/search/?q=没有这样的东西",
    "ask": "/ask/",
    "contact": "/contact/",
    "accessibility": "/accessibility/",
    "sitemap": "/sitemap/",
    "login": "/staff/login/",
}
WIDTHS = (1366, 390)

pytestmark = pytest.mark.browser


def assert_fits(page):
    inner, outer = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert inner <= outer


def assert_accessible(page):
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - as above

    found = Axe().run(page).response["violations"]
    assert not [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_fits_is_quiet_and_accessible(open_page, width):
    for path in PATHS.values():
        page = open_page(path, width)
        assert_fits(page)
        assert_accessible(page)
        assert page.troubles == [], path


@pytest.mark.parametrize(
    "choice",
    [{"size": "large"}, {"theme": "contrast"}, {"size": "large", "theme": "contrast"}],
    ids=str,
)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_fits_as_the_reader_chose(open_page, site, choice, width):
    page = open_page("/", width)
    for key, value in choice.items():
        page.context.add_cookies([{"name": f"reader_{key}", "value": value, "url": site}])
    for path in PATHS.values():
        page.goto(site + path)
        assert_fits(page)
    page.goto(site + "/apply/")
    assert_accessible(page)


@pytest.mark.parametrize("path", ["/", "/guide/sjuj/", "/reports/"])
def test_dark_is_accessible(open_page, path):
    assert_accessible(open_page(path, color_scheme="dark"))


def test_the_longest_facts_fit_a_telephone(open_page, site):
    page = open_page("/", 390)
    for path in ("/", "/ask/", "/guide/tcj/", "/apply/"):
        page.goto(site + path)
        page.evaluate(
            """name => document.querySelectorAll('h1, .title a, .side, .about, .chunk, dd, small')
                 .forEach(element => { element.textContent = name; })""",
            "云川市" + "经济技术与高新技术产业融合发展示范" * 3 + "管理委员会",
        )
        assert_fits(page)


def test_find_apply_and_ask_stand_above_the_fold(open_page):
    page = open_page("/")
    for place in (".search-box", ".task-card:nth-child(1)", ".task-card:nth-child(2)"):
        box = page.locator(place).bounding_box()
        assert box["y"] + box["height"] <= 768


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("size", ["", "large"])
def test_no_label_of_the_statutory_items_is_broken_in_two(open_page, site, size, width):
    page = open_page("/", width)
    page.context.add_cookies([{"name": "reader_size", "value": size, "url": site}])
    page.goto(site + "/content/")
    labels = page.locator(".numbered > li > span:first-child")
    assert labels.count() == len(ARTICLE_20)
    for label in labels.all():
        lines = label.evaluate(
            """element => { const range = document.createRange(); range.selectNodeContents(element);
                 return new Set([...range.getClientRects()].map(r => Math.round(r.top))).size; }"""
        )
        assert lines == 1, label.inner_text()
        end, start = label.evaluate(
            """element => { const range = document.createRange(); range.selectNodeContents(element);
                 return [range.getBoundingClientRect().right,
                         element.nextElementSibling.getBoundingClientRect().left]; }"""
        )
        assert end < start, label.inner_text()


def test_switches_work_without_javascript(open_page):
    page = open_page("/rules/", java_script_enabled=False)
    page.get_by_role("button", name="长辈版").click()
    assert page.url.endswith("/rules/")
    assert page.locator("html").get_attribute("data-size") == "large"
    page.get_by_role("button", name="高对比").click()
    assert page.locator("html").get_attribute("data-theme") == "contrast"
    assert page.locator("html").get_attribute("data-size") == "large"
    page.get_by_role("button", name="长辈版").click()
    assert page.locator("html").get_attribute("data-size") is None


def test_switches_work_with_javascript_and_are_remembered(open_page, site):
    page = open_page("/rules/")
    page.get_by_role("button", name="高对比").click()
    assert page.url == site + "/rules/"
    assert page.locator("html").get_attribute("data-theme") == "contrast"
    page.goto(site + "/guide/")
    assert page.locator("html").get_attribute("data-theme") == "contrast"
    page.get_by_role("button", name="高对比").click()
    page.goto(site + "/guide/")
    assert page.locator("html").get_attribute("data-theme") is None


def test_the_first_tab_skips_to_the_text(open_page):
    page = open_page("/guide/")
    page.keyboard.press("Tab")
    link = page.locator(".skip-link")
    assert link.evaluate("element => element === document.activeElement")
    assert link.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_everything_on_the_home_page_is_reached_by_keyboard(open_page):
    page = open_page("/")
    reachable = page.locator("a[href], button, input:not([type=hidden])").count()
    seen = set()
    for _ in range(reachable + 2):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.outerHTML"))
    assert len(seen) >= reachable - 2


def test_search_finds_and_leads_to_a_guide(open_page):
    page = open_page("/")
    page.get_by_label("查找政府信息").fill("投资促进")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="云川市投资促进局政府信息公开指南").click()
    assert page.locator("h1").inner_text() == "云川市投资促进局政府信息公开指南"


def test_the_administrator_signs_in_amends_a_guide_and_signs_out(open_page, site):
    page = open_page("/staff/login/")
    page.get_by_label("用户名").fill("guanli")
    page.get_by_label("密码").fill("yunchuan-demo")
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="云川市林业局").click()
    page.get_by_role("tab", name="公开指南").click()
    page.get_by_label("传真号码").fill("（0000）555-0199")
    page.get_by_role("button", name="保存").first.click()
    page.wait_for_url("**/staff/offices/**")
    page.goto(site + "/guide/lyj/")
    assert "（0000）555-0199" in page.locator("main").inner_text()
    assert "还缺" not in page.locator("main").inner_text()
    assert page.troubles == []


@pytest.mark.parametrize("width", WIDTHS)
def test_home_lets_find_apply_and_ask_without_scrolling(open_page, width):
    page = open_page("/", width)
    fold = page.viewport_size["height"]
    assert page.get_by_role("searchbox").bounding_box()["y"] < fold
    for name in ("申请公开", "打电话询问"):
        heading = page.get_by_role("heading", name=name, exact=True).first
        assert heading.bounding_box()["y"] < fold, name
