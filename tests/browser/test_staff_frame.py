"""Our frame within Wagtail's admin: neither style sheet changes what belongs to the other."""

import pytest

pytestmark = pytest.mark.browser

FRAMED = "/staff/nothing-here/"
"""A screen in our frame that needs no record."""

PARTS = """
<div class="page-head"><h1>标题</h1><p class="row small muted"><span class="badge badge-main">办理中</span></p></div>
<div class="error-summary"><h2>还有 1 处要改</h2><ul><li><a href="#a">没有填写</a></li></ul></div>
<form><div class="field has-error"><label for="a">姓名</label><p class="hint">与证件一致。</p>
<p class="field-error">请填写。</p><input class="input is-wrong" id="a" type="text"></div>
<div class="field"><label for="b">日期</label><input class="input input-short" id="b" type="date"></div>
<div class="field"><label for="c">渠道</label><select class="input" id="c"><option>信函</option></select></div>
<fieldset class="field"><legend>类型</legend><label class="choice"><input type="radio" name="x"><span>公民</span></label>
<label class="choice"><input type="checkbox"><span>减免</span></label></fieldset>
<div class="form-foot"><button class="button">保存</button><button class="button button-second">另存</button>
<a class="button button-plain" href="#a">不保存</a></div></form>
<section class="panel"><h2>期限</h2><div class="clock"><div class="line"><b>答复</b><b>11月24日</b></div>
<progress max="20" value="18"></progress><p>还有 2 日</p></div><ul><li class="act"><b>答复</b>
<a class="button button-second" href="#a">拟稿</a><p>说明</p></li></ul></section>
<div class="finding"><strong>提示</strong><p>说明 <a href="#a">定位</a></p></div>
<ol class="chain"><li class="is-done">拟稿<small>今天</small></li></ol>
<ul class="list-rows"><li><p class="title"><a href="#a">标题</a></p><time>11月3日</time></li></ul>
<nav class="pagination" aria-label="分页"><a href="#a">上一页</a><span aria-current="page">2</span></nav>
<dl class="metadata-card"><div><dt>索引号</dt><dd><code class="mono">1</code></dd></div></dl>
<div class="scroll-x"><table class="table"><caption>表</caption><thead><tr><th scope="col">机关</th></tr></thead>
<tbody><tr><td>甲</td></tr></tbody></table></div>
<div class="empty-state"><strong>没有</strong>说明</div><h2 class="h">二</h2><h3 class="h">三</h3>
"""

SEEN = """([root, without]) => {
    const names = ["color", "background-color", "font-family", "font-size", "font-weight", "line-height",
        "text-decoration-line", "text-align", "display", "white-space", "opacity", "box-shadow",
        "list-style-type", "margin-top", "margin-right", "margin-bottom", "margin-left", "padding-top",
        "padding-right", "padding-bottom", "padding-left", "border-top-width", "border-right-width",
        "border-bottom-width", "border-left-width", "border-top-left-radius", "justify-content",
        "align-items", "text-transform", "letter-spacing", "overflow-x", "position", "float"];
    const look = () => [...document.querySelectorAll(root + ", " + root + " *")].flatMap(element =>
        ["", "::before", "::after"].map(part => {
            const style = getComputedStyle(element, part);
            if (part && style.content === "none") return null;
            return [element.tagName, element.className, part, ...names.map(n => n + " " + style.getPropertyValue(n))];
        }));
    const before = look();
    document.querySelectorAll(`link[href*="${without}"]`).forEach(link => link.remove());
    const after = look();
    return before.flatMap((row, n) => JSON.stringify(row) === JSON.stringify(after[n]) ? []
        : [[row && row.slice(0, 3), row && after[n] ? row.filter((text, m) => text !== after[n][m]) : row]]);
}"""


def framed(sign_in, width=1366):
    page = sign_in("jingban", FRAMED, width)
    page.evaluate("html => { document.querySelector('.staff-main').innerHTML += html; }", PARTS)
    return page


def test_wagtails_style_does_not_reach_into_our_frame(sign_in):
    assert framed(sign_in).evaluate(SEEN, [".staff-main", "wagtailadmin/css"]) == []


@pytest.mark.parametrize("path", ["/staff/offices/", "/staff/offices/new/", "/staff/users/"])
def test_the_portals_style_does_not_reach_wagtails_screens(sign_in, path):
    page = sign_in("guanli", path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(SEEN, ["body", "gongkai/base"]) == []


@pytest.mark.parametrize("width", [1366, 390])
def test_the_frame_fits_and_names_the_office(sign_in, width):
    page = framed(sign_in, width)
    inner, outer = page.evaluate("[document.querySelector('#main').scrollWidth, innerWidth]")
    assert inner <= outer
    assert page.locator(".gongkai-brand small").inner_text() == "市投资促进局"


def test_on_a_telephone_the_menus_button_covers_nothing(sign_in):
    page = framed(sign_in, 390)
    page.locator(".sidebar-nav-toggle").wait_for()
    button = page.locator(".sidebar-nav-toggle").bounding_box()
    first = page.locator(".breadcrumb a").bounding_box()
    assert button["y"] + button["height"] <= first["y"]
    page.locator(".sidebar-nav-toggle").click()
    assert page.locator(".sidebar").is_visible()
