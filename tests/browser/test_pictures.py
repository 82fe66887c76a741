"""The screens that the manual shows: they fit, axe finds nothing, and `make pictures` takes them."""

import pytest

pytestmark = pytest.mark.browser

CASE = "云水产业园二期规划设计条件"
REVIEWED = "云川市投资促进局机关职能、机构设置和联系方式"
ITEM = "云川市投资促进局关于印发《云川市招商引资项目落地全程服务办法（试行）》的通知"


def link_to(page, text):
    page.get_by_role("link", name=text).first.click()
    page.wait_for_load_state()


def home(open_page, _):
    return open_page("/")


def item(open_page, _):
    page = open_page("/search/?q=全程服务办法")
    link_to(page, ITEM)
    return page


def apply(open_page, _):
    return open_page("/apply/new/tcj/")


def report(open_page, _):
    return open_page("/reports/tcj/2025/")


def desk(_, sign_in):
    return sign_in("jingban")


def case(_, sign_in):
    page = sign_in("jingban", "/staff/applications/")
    link_to(page, CASE)
    return page


def review(_, sign_in):
    page = sign_in("baomi")
    link_to(page, f"保密审查：{REVIEWED}")
    return page


def report_edit(_, sign_in):
    page = sign_in("jingban", "/staff/annual-reports/")
    page.locator("tr", has_text="2026").get_by_role("link").first.click()
    page.wait_for_load_state()
    page.goto(page.url.split("?")[0] + "?part=applications&cell=applications.new.natural_person")
    return page


SCREENS = (home, item, apply, report, desk, case, review, report_edit)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_a_screen_of_the_manual_is_accessible_and_fits(open_page, sign_in, screen, picture):
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - absent without a browser

    page = screen(open_page, sign_in)
    page.wait_for_load_state("networkidle")
    inner, outer = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert inner <= outer
    staff = ".staff-main" if "/staff/" in page.url else None
    found = Axe().run(page, context=staff).response["violations"]
    assert not [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]
    assert page.troubles == []
    picture(page, screen.__name__.replace("_", "-"))
