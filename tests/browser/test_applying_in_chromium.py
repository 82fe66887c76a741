"""Applying in a real browser: with and without JavaScript, by keyboard, on a phone, twice at once."""

import re
import threading
import urllib.error
import urllib.request
import uuid
from http.cookiejar import CookieJar

import pytest

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
FORM = "/apply/new/tcj/"
WIDTHS = (1366, 390)
NO_SUCH_DAY = (
    "110105194913310021"  # its last digit fits; only the server knows that there is no 13th month
)
A_PERSON_READS = 5200  # milliseconds: what comes back sooner was sent by a program

pytestmark = pytest.mark.browser


def assert_fits(page):
    inner, outer = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert inner <= outer


def assert_accessible(page):
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - absent without a browser

    found = Axe().run(page).response["violations"]
    assert not [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]


def assert_well(page):
    assert_fits(page)
    assert_accessible(page)


@pytest.fixture
def proof(tmp_path):
    path = tmp_path / "身份证.png"
    path.write_bytes(PNG)
    return path


def fill_person(page, proof):
    page.get_by_label("自然人").check()
    page.get_by_label("姓名或者名称").fill("林可为")
    page.get_by_label("居民身份证", exact=True).check()
    page.get_by_label("证件号码").fill("11010519491231002X")
    page.get_by_label("身份证明的照片或者扫描件").set_input_files(proof)
    page.get_by_label("联系电话").fill("（0000）555-0133")


def fill_wanted(page):
    page.get_by_label("您要什么信息").fill("2024年以来招商引资项目签约和落地情况")


def fill_supply(page):
    page.get_by_label("电子文档").check()
    page.get_by_label("电子邮件").check()
    page.get_by_label("电子邮箱").fill("lin@yunchuan.example")


def go_on(page):
    page.locator("[data-step]:visible [data-next]").click()


def walk(page, proof):
    """Fill in every step and stand before the last button."""
    fill_person(page, proof)
    go_on(page)
    fill_wanted(page)
    go_on(page)
    fill_supply(page)
    go_on(page)
    page.wait_for_url("**#step-4")


def send(page):
    page.wait_for_timeout(A_PERSON_READS)
    page.get_by_role("button", name="提交申请").click()


def number_and_code(page):
    page.wait_for_url("**/apply/receipt/")
    return page.locator(".answer").first.inner_text(), page.locator(".query-code").inner_text()


def look_up(page, site, number, code):
    page.goto(site + "/apply/status/")
    page.get_by_label("受理编号").fill(number)
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="查进度").click()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_citizen_files_step_by_step_and_follows_the_case(open_page, site, proof, width):
    page = open_page(FORM, width)
    assert page.locator("[data-step]:visible").count() == 1
    assert_well(page)
    walk(page, proof)
    assert_well(page)
    review = page.locator("[data-review]").inner_text()
    for shown in (
        "林可为",
        "11010519491231002X",
        "身份证.png",
        "招商引资项目",
        "lin@yunchuan.example",
    ):
        assert shown in review
    send(page)
    number, code = number_and_code(page)
    assert_well(page)
    assert page.get_by_role("button", name="打印回执").is_visible()
    look_up(page, site, number, code.lower().replace("-", " "))
    page.wait_for_url("**/apply/status/*-*/")
    assert "机关会打电话与您确认收到" in page.locator(".next-step").inner_text()
    assert_well(page)
    page.get_by_role("button", name="退出这份申请").click()
    assert "已经退出" in page.locator("main").inner_text()
    assert page.troubles == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_citizen_files_without_javascript(open_page, site, proof, width):
    page = open_page(FORM, width, java_script_enabled=False)
    assert page.locator("[data-step]:visible").count() == 4
    assert page.locator("[data-next]:visible, [data-print]:visible").count() == 0
    fill_person(page, proof)
    fill_wanted(page)
    fill_supply(page)
    send(page)
    number, code = number_and_code(page)
    look_up(page, site, number, code)
    page.wait_for_url("**/apply/status/*-*/")
    assert "林可为" in page.locator("aside").inner_text()


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_missing_is_said_before_the_step_is_left(open_page, width):
    page = open_page(FORM, width)
    go_on(page)
    assert page.locator("[data-step]:visible").get_attribute("id") == "step-1"
    assert page.locator(".field-error:visible").count() == 6
    assert page.evaluate("document.activeElement.name") == "applicant_kind"
    described = page.get_by_label("姓名或者名称").get_attribute("aria-describedby").split()
    said = [page.locator(f"[id='{each}']").inner_text() for each in described]
    assert said == ["与身份证明上的一致。", "请填写申请人的姓名或者名称。"]
    assert_well(page)
    page.get_by_label("姓名或者名称").fill("林")
    assert page.locator(".field-error:visible").count() == 5
    page.get_by_label("商业企业").check()
    go_on(page)
    assert "请填写联系人" in page.locator("[data-field=contact_name] .field-error").inner_text()


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_wrong_is_said_before_the_step_is_left(open_page, proof, width):
    page = open_page(FORM, width)

    def said():
        return [each.strip() for each in page.locator(".field-error:visible").all_inner_texts()]

    fill_person(page, proof)
    page.get_by_label("证件号码").fill("110105194912310021")
    page.get_by_label("联系电话").fill("555")
    go_on(page)
    assert ["最后一位与前面的数字对不上" in said()[0], "至少有 7 个数字" in said()[1]] == [
        True,
        True,
    ]
    assert page.evaluate("document.activeElement.name") == "identity_number"
    assert_well(page)
    page.get_by_label("证件号码").fill("１１０１０５19491231 002x")
    page.get_by_label("联系电话").fill("（0000）555-0133")
    page.get_by_label("统一社会信用代码").check()
    go_on(page)
    assert said()[0] == "个人没有统一社会信用代码，请选择个人的身份证明。"
    page.get_by_label("居民身份证", exact=True).check()
    go_on(page)
    fill_wanted(page)
    go_on(page)
    page.get_by_label("纸质").check()
    page.get_by_label("电子邮件").check()
    page.get_by_label("电子邮箱").fill("林可为")
    go_on(page)
    assert said() == [
        "纸质的只能邮寄或者自行领取，请改选一种。",
        "电子邮箱应当像 name@yunchuan.example 这样写，请核对。",
    ]
    fill_supply(page)
    go_on(page)
    page.wait_for_url("**#step-4")
    assert page.troubles == []


def test_a_text_that_is_too_long_is_pasted_whole_and_told_before_the_step_is_left(open_page, proof):
    page = open_page(FORM)
    fill_person(page, proof)
    go_on(page)
    wanted = page.get_by_label("您要什么信息")
    wanted.focus()
    page.keyboard.insert_text("信" * 230)  # as pasting does; a maxlength would cut it
    go_on(page)
    said = page.locator("[data-field=wanted] .field-error").inner_text()
    assert said.strip() == "请缩短到 200 个字以内，现在有 230 个字。"
    assert wanted.input_value() == "信" * 230
    wanted.fill("信" * 200)
    go_on(page)
    page.wait_for_url("**#step-3")


@pytest.mark.parametrize("scripts", [True, False])
def test_only_an_organization_is_asked_for_a_contact(open_page, scripts):
    page = open_page(FORM, 390, java_script_enabled=scripts)
    contact = page.get_by_label("联系人")
    assert contact.is_hidden()
    page.get_by_label("社会公益组织").check()
    assert contact.is_visible()
    page.get_by_label("自然人").check()
    assert contact.is_hidden()


@pytest.mark.parametrize("scripts", [True, False])
def test_every_step_has_its_name_on_a_phone_and_the_notice_is_folded(open_page, scripts):
    page = open_page(FORM, 390, java_script_enabled=scripts)
    names = page.locator(".steps span")
    assert names.all_inner_texts() == ["申请人", "所需信息", "提供方式", "核对提交"]
    assert all(names.nth(at).is_visible() for at in range(4))
    summary = page.locator("#personal-information summary")
    assert page.get_by_text("请求更正、补充").is_hidden()
    summary.click()
    assert page.get_by_text("请求更正、补充").is_visible()
    assert_fits(page)


def test_no_step_is_jumped_over_by_its_mark(open_page):
    page = open_page(FORM)
    page.get_by_role("link", name="4 核对提交").click()
    page.wait_for_selector(".field-error")
    assert page.locator("[data-step]:visible").get_attribute("id") == "step-1"
    assert page.locator(".field-error:visible").count() > 0


@pytest.mark.parametrize(("scripts", "width"), [(True, 1366), (True, 390), (False, 390)])
def test_an_error_of_the_server_is_shown_first_and_leads_to_its_field(
    open_page, proof, width, scripts
):
    page = open_page(FORM, width, java_script_enabled=scripts)
    if scripts:
        fill_person(page, proof)
        page.get_by_label("证件号码").fill(NO_SUCH_DAY)
        go_on(page)
        fill_wanted(page)
        go_on(page)
        fill_supply(page)
        go_on(page)
    else:
        fill_person(page, proof)
        page.get_by_label("证件号码").fill(NO_SUCH_DAY)
        fill_wanted(page)
        fill_supply(page)
    send(page)
    page.wait_for_selector(".error-summary")
    summary = page.locator(".error-summary")
    assert "请重新选择文件" in summary.inner_text()
    assert page.locator("title").inner_text().startswith("没有提交")
    assert_fits(page)
    if scripts:
        assert_accessible(page)
        assert page.evaluate("document.activeElement.id") == "errors"
        summary.get_by_role("link").click()
        assert page.evaluate("document.activeElement.name") == "identity_number"
        assert page.locator("[data-step]:visible").get_attribute("id") == "step-1"
        page.get_by_label("证件号码").fill("11010519491231002X")
        page.get_by_label("身份证明的照片或者扫描件").set_input_files(proof)
        for _ in range(3):
            go_on(page)
        page.get_by_role("button", name="提交申请").click()
        assert number_and_code(page)


def test_what_was_typed_comes_back_and_what_is_secret_does_not(open_page, proof):
    page = open_page(FORM)
    fill_person(page, proof)
    go_on(page)
    fill_wanted(page)
    kept = page.evaluate("localStorage.getItem('gongkai-application')")
    assert "林可为" in kept
    assert "11010519491231002X" not in kept
    assert "身份证.png" not in kept
    page.goto(page.url.split("#")[0].replace("tcj", "lyj"))  # another office, the same person
    restored = page.locator("[data-restored]")
    assert "证件号码和文件没有保存" in restored.inner_text()
    assert_well(page)
    assert page.get_by_label("姓名或者名称").input_value() == "林可为"
    assert page.get_by_label("自然人").is_checked()
    assert page.get_by_label("证件号码").input_value() == ""
    restored.get_by_role("button", name="清除这些内容").click()
    page.wait_for_function("!document.querySelector('[name=name]').value")
    assert page.evaluate("localStorage.getItem('gongkai-application')") is None
    assert page.locator("[data-restored]").is_hidden()


def test_nothing_is_kept_once_it_was_sent(open_page, proof):
    page = open_page(FORM)
    walk(page, proof)
    send(page)
    number_and_code(page)
    assert page.evaluate("localStorage.getItem('gongkai-application')") is None


OF_THE_PERSON = ("林可为", "11010519491231002X", "555-0133", "招商引资项目", "lin@", "身份证.png")


def everything_on(page):
    """All that the page shows and its fields hold."""
    return page.evaluate(
        """() => document.body.innerText + Array.from(document.querySelectorAll("input, textarea"))
        .map(each => each.type === "radio" ? (each.checked ? "已选 " + each.value : "") : each.value).join()"""
    )


def assert_nothing_left(page):
    assert [each for each in (*OF_THE_PERSON, "已选") if each in everything_on(page)] == []
    assert page.locator(".field-error").count() == 0


def assert_told_that_it_was_sent(page):
    assert_nothing_left(page)
    told = page.locator(".next-step")
    assert "这份申请已经提交" in told.inner_text()
    assert page.locator("[data-application], [data-steps], [data-forget]").count() == 0
    assert page.evaluate("localStorage.getItem('gongkai-application')") is None


@pytest.mark.parametrize("width", WIDTHS)
def test_who_comes_back_after_sending_finds_nothing_personal_and_the_ways_on(
    open_page, site, proof, width
):
    page = open_page(FORM, width)
    walk(page, proof)
    send(page)
    number_and_code(page)
    page.go_back()
    page.wait_for_selector("#already-sent")
    assert_told_that_it_was_sent(page)
    assert page.evaluate("document.activeElement.id") == "already-sent"
    assert_well(page)
    page.reload()
    assert_told_that_it_was_sent(page)
    page.go_back()  # to the steps before
    assert_told_that_it_was_sent(page)
    page.get_by_role("main").get_by_role("link", name="查办理进度").click()
    page.wait_for_url("**/apply/status/")
    page.go_back()
    page.get_by_role("link", name="另外填写一份").click()
    page.wait_for_url("**/apply/new/")
    page.goto(site + FORM)
    assert_nothing_left(page)
    assert page.locator("[data-restored]").is_hidden()
    walk(page, proof)  # another application of the same tab, its last step reached by the marks
    page.get_by_role("link", name="3 提供方式").click()
    page.wait_for_selector("#step-3:visible")
    page.get_by_role("link", name="4 核对提交").click()
    page.wait_for_selector("#step-4:visible")
    send(page)
    number_and_code(page)
    page.go_back()
    page.wait_for_selector("#already-sent")
    assert_told_that_it_was_sent(page)
    assert page.troubles == []


def test_a_page_that_the_browser_kept_alive_is_emptied_as_well(open_page, proof):
    page = open_page(FORM)
    walk(page, proof)
    page.route("**" + FORM, lambda route: route.fulfill(status=204))  # sent, and the page stays
    send(page)
    page.evaluate(
        """() => {
          sessionStorage.setItem("gongkai-sent", JSON.stringify([JSON.parse(sessionStorage.getItem("gongkai-sending"))]));
          localStorage.removeItem("gongkai-application");  // as the receipt does both
          dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
        }"""
    )
    assert_told_that_it_was_sent(page)


def test_without_javascript_who_comes_back_finds_an_empty_form(open_page, proof):
    page = open_page(FORM, java_script_enabled=False)
    fill_person(page, proof)
    fill_wanted(page)
    fill_supply(page)
    send(page)
    number_and_code(page)
    page.go_back()
    page.wait_for_url("**" + FORM)
    fields = page.locator("[data-application]").locator("input:not([type=hidden]), textarea")
    left = [fields.nth(at) for at in range(fields.count())]
    radios = [each.is_checked() for each in left if each.get_attribute("type") == "radio"]
    texts = [each.input_value() for each in left if each.get_attribute("type") != "radio"]
    assert (len(radios) > 10, any(radios)) == (True, False)
    assert (len(texts) > 10, "".join(texts)) == (True, "")


def test_who_comes_back_from_a_refusal_has_lost_nothing_and_can_send(open_page, proof):
    page = open_page(FORM)
    walk(page, proof)
    page.get_by_role("button", name="提交申请").click()  # sooner than a person reads
    page.wait_for_selector(".error-summary")
    assert all(each in everything_on(page) for each in OF_THE_PERSON[:5])
    page.go_back()
    page.wait_for_selector("[data-restored]:visible")
    assert page.locator("#already-sent").count() == 0
    assert page.locator(".field-error").count() == 0
    assert page.get_by_label("姓名或者名称").input_value() == "林可为"
    page.get_by_label("证件号码").fill("11010519491231002X")
    page.get_by_label("身份证明的照片或者扫描件").set_input_files(proof)
    for _ in range(3):
        go_on(page)
    send(page)
    assert number_and_code(page)


def test_sending_in_one_tab_leaves_what_another_holds(open_page, site, proof):
    page = open_page(FORM)
    other = page.context.new_page()
    other.goto(site + FORM)
    fill_person(other, proof)
    walk(page, proof)
    send(page)
    number_and_code(page)
    assert other.get_by_label("姓名或者名称").input_value() == "林可为"
    go_on(other)
    fill_wanted(other)
    go_on(other)
    fill_supply(other)
    go_on(other)
    assert other.locator("#already-sent").count() == 0
    send(other)
    assert number_and_code(other)
    page.go_back()
    page.wait_for_selector("#already-sent")
    assert_told_that_it_was_sent(page)


def test_a_receipt_that_is_looked_at_again_does_not_end_the_next_application(open_page, proof):
    page = open_page(FORM)
    walk(page, proof)
    send(page)
    number_and_code(page)
    page.goto(page.url.replace("/apply/receipt/", FORM))
    page.get_by_label("姓名或者名称").fill("林可为")
    page.go_back()
    page.wait_for_url("**/apply/receipt/")
    page.go_forward()
    page.wait_for_selector("[data-restored]:visible")
    assert page.get_by_label("姓名或者名称").input_value() == "林可为"


def test_a_double_click_files_once(open_page, site, proof):
    page = open_page(FORM)
    walk(page, proof)
    page.wait_for_timeout(A_PERSON_READS)
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    page.get_by_role("button", name="提交申请").dblclick()
    number, code = number_and_code(page)
    assert len(sent) == 1
    look_up(page, site, number, code)
    page.wait_for_url("**/apply/status/*-*/")


def test_the_form_is_filled_in_and_sent_by_keyboard_alone(open_page, proof):
    page = open_page(FORM)
    page.get_by_label("身份证明的照片或者扫描件").set_input_files(
        proof
    )  # its dialog is the system's
    page.locator("input[name=applicant_kind]").first.focus()

    def type_in(*keys):
        for key in keys:
            if key.startswith("="):
                page.keyboard.insert_text(key[1:])
            else:
                page.keyboard.press(key)

    type_in("Space", "Tab", "=林可为", "Tab", "Space", "Tab", "=11010519491231002X", "Tab")
    type_in("Tab", "=05555550133", "Enter")
    page.wait_for_url("**#step-2")
    assert page.evaluate("document.activeElement.id") == "step-2"
    type_in("Tab", "=招商引资项目签约情况", "Tab", "Enter")
    page.wait_for_url("**#step-3")
    type_in("Tab", "Space", "ArrowDown", "Tab", "Space", "Tab", "Enter")
    page.wait_for_url("**#step-4")
    page.wait_for_timeout(A_PERSON_READS)
    page.get_by_role("button", name="提交申请").focus()
    type_in("Enter")
    assert number_and_code(page)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("choice", [{"size": "large"}, {"theme": "contrast"}], ids=str)
def test_every_page_of_applying_fits_as_the_reader_chose(open_page, site, choice, width):
    page = open_page("/", width)
    for key, value in choice.items():
        page.context.add_cookies([{"name": f"reader_{key}", "value": value, "url": site}])
    for path in ("/apply/new/", FORM, "/apply/status/", "/apply/lost-code/", "/apply/receipt/"):
        page.goto(site + path)
        assert_well(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_wrong_code_is_said_first(open_page, site, width):
    page = open_page("/apply/status/", width)
    look_up(page, site, "云川投促申〔2026〕99999号", "AAAA-AAAA-AAAA")
    page.wait_for_selector(".error-summary")
    assert page.evaluate("document.activeElement.id") == "errors"
    assert_well(page)


def multipart(fields, proof):
    """Return the body of a form with one file, and its content type."""
    boundary = uuid.uuid4().hex
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="'
    parts = [f'{head}{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()]
    parts.append(
        f'{head}identity_proof"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'.encode()
        + proof
        + b"\r\n"
    )
    return b"".join([*parts, f"--{boundary}--\r\n".encode()]), boundary


class Sender:
    """A browser without a window, for sending at the same moment as another."""

    def __init__(self, site):
        self.site = site
        self.open = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar())
        ).open
        page = self.open(site + FORM).read().decode()
        self.fields = {
            name: re.search(f'name="{name}" value="([^"]+)"', page)[1]
            for name in ("token", "csrfmiddlewaretoken")
        } | {
            "applicant_kind": "natural_person",
            "name": "林可为",
            "identity_kind": "other-card",
            "identity_number": "云证字第1号",
            "telephone": "05555550133",
            "wanted": "同时提交",
            "supply_form": "electronic",
            "supply_way": "portal",
        }

    def send(self):
        body, boundary = multipart(self.fields, PNG)
        request = urllib.request.Request(
            self.site + FORM,
            body,
            {"Content-Type": f"multipart/form-data; boundary={boundary}", "Referer": self.site},
        )
        try:
            self.answer = self.open(request).read().decode()
        except urllib.error.HTTPError as error:
            self.answer = error.read().decode()


@pytest.mark.parametrize("same_form", [False, True])
def test_forms_sent_at_the_same_moment_get_different_numbers_or_are_one(open_page, site, same_form):
    senders = [Sender(site) for _ in range(3)]
    if same_form:
        for sender in senders[1:]:
            sender.fields["token"] = senders[0].fields["token"]
    open_page("/").wait_for_timeout(A_PERSON_READS)
    threads = [threading.Thread(target=sender.send) for sender in senders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = {re.search(r"云川投促申〔\d+〕\d+号", sender.answer)[0] for sender in senders}
    receipts = [sender for sender in senders if "query-code" in sender.answer]
    assert len(numbers) == len(receipts) == (1 if same_form else 3)
