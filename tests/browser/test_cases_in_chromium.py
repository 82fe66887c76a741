"""The screens of applications in a real browser: width, axe, console; and a case answered without JavaScript."""

import pytest

pytestmark = pytest.mark.browser

LIST = "/staff/applications/"
CASES = {
    "招商引资合同范本及附件": ["登记", "作废", "换发查询码"],
    "外资项目情况": ["确认收到"],
    "云水产业园二期规划设计条件": ["指定经办人"],
    "招商专班出国（境）经费": ["拟写答复书", "送签"],
    "2025年招商引资奖励资金兑现名单": ["送达"],
}
"""A case of the demonstration by its stage, and the acts whose forms are opened."""


def assert_good(page):
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - absent without a browser

    page.wait_for_load_state()
    inner, outer = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert inner <= outer, page.url
    found = Axe().run(page, context=".staff-main").response["violations"]
    assert not [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found], (
        page.url
    )
    assert page.troubles == [], page.url


def open_case(page, site, wanted, query=""):
    page.goto(f"{site}{LIST}{query}")
    page.get_by_role("link", name=wanted, exact=True).click()


def offer(page, act):
    return page.locator("li.act", has=page.locator("b", has_text=act)).get_by_role("link")


@pytest.mark.parametrize("width", [1366, 390])
def test_every_screen_of_a_clerk_fits_and_is_accessible(sign_in, site, width):
    page = sign_in("jingban", LIST, width)
    assert_good(page)
    for query in ("?standing=ended", "?words=没有这样的"):
        page.goto(f"{site}{LIST}{query}")
        assert_good(page)
    page.goto(f"{site}{LIST}new/")
    assert_good(page)
    page.get_by_role("button", name="登记").click()
    assert_good(page)
    for wanted, acts in CASES.items():
        for act in acts:
            open_case(page, site, wanted)
            assert_good(page)
            offer(page, act).first.click()
            assert_good(page)
    open_case(page, site, "2025年外资项目台账", "?standing=ended")
    assert_good(page)
    page.get_by_role("link", name="看答复书").click()
    assert_good(page)


def test_what_a_leader_signs_fits_and_is_accessible(sign_in, site):
    page = sign_in("fenguan", LIST, 390)
    open_case(page, site, "2024年以来招商引资项目签约和落地情况")
    assert_good(page)
    offer(page, "签发").click()
    assert_good(page)
    page.get_by_role("link", name="退回修改").click()
    page.get_by_role("button", name="退回修改").click()
    assert_good(page)


@pytest.mark.parametrize("width", [1366, 390])
def test_what_cannot_be_done_now_is_folded_and_each_says_why(sign_in, site, width):
    page = sign_in("jingban", LIST, width)
    open_case(page, site, "园区项目土地出让协议")
    closed = page.locator(".act.is-closed")
    assert closed.first.is_hidden()
    page.get_by_text("现在不能办理的").click()
    assert closed.first.is_visible()
    assert all(closed.locator("p").all_inner_texts())
    assert_good(page)


def test_an_identity_is_opened_where_it_stands(sign_in, site):
    page = sign_in("jingban", LIST)
    open_case(page, site, "外资项目情况")
    assert "0000）555" not in page.locator("#identity").inner_text()
    page.get_by_role("button", name="查看身份和联系方式").click()
    assert "0000）555" in page.locator("#identity").inner_text()
    assert_good(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_whom_to_call_is_opened_beside_the_form_and_nothing_is_lost(open_page, site, scripts):
    page = open_page("/staff/login/", 390 if scripts else 1366, java_script_enabled=scripts)
    page.locator("[name=username]").fill("jingban")
    page.locator("[name=password]").fill("yunchuan-demo")
    page.get_by_role("button", name="登录").click()
    open_case(page, site, "外资项目情况")
    offer(page, "确认收到").click()
    page.get_by_label("确认的凭据").fill("10:05通话")
    page.get_by_label("电话", exact=True).check()
    page.get_by_role("button", name="查看身份和联系方式").click()
    assert "0000）555" in page.locator("#identity").inner_text()
    assert page.get_by_label("确认的凭据").input_value() == "10:05通话"
    assert page.get_by_label("电话", exact=True).is_checked()
    assert page.locator(".error-summary").count() == 0
    if scripts:
        assert_good(page)


def test_the_longest_words_fit_a_telephone(sign_in, site):
    page = sign_in("jingban", LIST, 390)
    open_case(page, site, "招商专班出国（境）经费")
    for path in (page.url, f"{page.url}draft-reply/", f"{page.url}submit-reply/", site + LIST):
        page.goto(path)
        page.evaluate(
            """() => document.querySelectorAll(".staff-main :is(h1, h3, dd, p, b, td, th, li, option)")
            .forEach(each => { if (!each.children.length) each.textContent = "云川市投资促进局".repeat(12); })"""
        )
        inner, outer = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert inner <= outer, path


def test_a_case_is_answered_from_desk_to_archive_without_javascript(open_page, site):
    def sign_in_without(username):
        page = open_page("/staff/login/", java_script_enabled=False)
        page.locator("[name=username]").fill(username)
        page.locator("[name=password]").fill("yunchuan-demo")
        page.get_by_role("button", name="登录").click()
        return page

    wanted = "园区项目土地出让协议"
    page = sign_in_without("jingban")
    open_case(page, site, wanted)
    for choice in ("以上都不是", "以上都不是", "经检索，是否没有所申请的信息？"):
        page.locator("label.choice", has_text=choice).click()
        page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="用这个结论拟答复书").click()
    page.get_by_label("检索的范围和经过").fill("检索了公文系统和档案目录。")
    page.get_by_label("该政府信息不存在").fill("没有检索到。")
    page.get_by_role("button", name="保存，去送签").click()
    page.get_by_role("button", name="送签").click()
    leader = sign_in_without("fenguan")
    open_case(leader, site, wanted)
    offer(leader, "签发").click()
    assert "没有检索到。" in leader.locator(".reply").inner_text()
    leader.get_by_role("button", name="签发").click()
    open_case(page, site, wanted)
    today = page.locator(".timeline time").first.get_attribute("datetime")  # just signed
    offer(page, "送达").click()
    assert page.get_by_label("送达日期").input_value() == today
    page.get_by_label("本网站").check()
    page.get_by_label("送达日期").fill("")
    page.get_by_role("button", name="送达").click()
    assert "请填写送达日期" in page.locator(".error-summary").inner_text()
    assert page.get_by_label("本网站").is_checked()
    page.get_by_label("送达日期").fill(today)
    page.get_by_role("button", name="送达").click()
    offer(page, "归档").click()
    page.get_by_role("button", name="归档").click()
    assert "已归档" in page.locator(".page-head").inner_text()
    assert page.troubles == []
