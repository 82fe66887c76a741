"""The whole path, once: what a citizen files on the portal becomes a number in a checked annual report."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.annual_report import reading
from gongkai.annual_report.exchange import report_of

pytestmark = pytest.mark.browser

OFFICE = "fgw"
WANTED = "云川市新型研究机构名单和扶持政策"
CELL = "applications.granted.research_institution"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
A_PERSON_READS = 5200  # milliseconds: what comes back sooner was sent by a program
WORDS = {
    "overview": "主动公开方面，重大项目清单、价格政策都已公开。政府信息管理方面，公开以前逐件审查。"
    "平台建设方面，年报栏目开通。监督保障方面，组织培训一次。",
    "problems_and_improvements": "主要问题是政策解读的形式单一。改进情况：请起草科室一并撰写问答。",
    "other_matters": "无。",
}
"""Chapter of prose → what the clerk writes there after what stands there."""
GONGKAI = Path(sys.executable).with_name("gongkai")


def test_what_a_citizen_files_is_answered_and_counted(open_page, sign_in, site, tmp_path, picture):
    number, code = file_application(open_page(f"/apply/new/{OFFICE}/"), tmp_path)
    clerk = sign_in("fgw-jingban")
    assert number in clerk.locator(".staff-main").inner_text()  # it waits on the desk
    case = draft_reply(clerk)
    leader = sign_in("fgw-fenguan")
    assert open_from_desk(leader, f"签发答复书：{WANTED}") == case
    act(leader, case, "签发")
    act(clerk, case, "送达", 本网站=None, 送达日期=today_of(clerk))
    citizen = open_page("/apply/status/")
    reply = read_reply(citizen, number, code)
    picture(citizen, "status")
    assert "云川市人民政府" in reply  # where to apply for reconsideration
    report = compile_report(clerk, site)
    clerk.goto(f"{report}?cell={CELL}")
    opened = clerk.locator("#number")
    assert opened.locator("h2").inner_text().endswith("1")
    docx, whole = download(clerk, "DOCX 文档", tmp_path), download(clerk, "数据", tmp_path)
    opened.get_by_role("link").first.click()
    assert WANTED in clerk.locator("h1").inner_text()
    checked = subprocess.run(
        [GONGKAI, "report", "check", docx], check=False, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout
    printed = report_of(json.loads(whole.read_text(encoding="utf-8")))
    assert cells(reading.read(docx)) == cells(printed)
    assert cells(printed)[CELL] == 1
    assert clerk.troubles == leader.troubles == []


def file_application(page, folder):
    """Return number and query code of an application that a research institution filed."""
    proof = folder / "证书.png"
    proof.write_bytes(PNG)
    page.get_by_label("科研机构").check()
    page.get_by_label("姓名或者名称").fill("云川市应用材料研究所")
    page.get_by_label("统一社会信用代码", exact=True).check()
    page.get_by_label("证件号码").fill("12000000MB00000010")
    page.get_by_label("身份证明的照片或者扫描件").set_input_files(proof)
    page.get_by_label("联系人").fill("梅以衡")
    page.get_by_label("联系电话").fill("（0000）555-0177")
    page.locator("[data-step]:visible [data-next]").click()
    page.get_by_label("您要什么信息").fill(WANTED)
    page.locator("[data-step]:visible [data-next]").click()
    page.get_by_label("电子文档").check()
    page.get_by_label("本网站下载").check()
    page.locator("[data-step]:visible [data-next]").click()
    page.wait_for_url("**#step-4")
    page.wait_for_timeout(A_PERSON_READS)
    page.get_by_role("button", name="提交申请").click()
    page.wait_for_url("**/apply/receipt/")
    return page.locator(".answer").first.inner_text(), page.locator(".query-code").inner_text()


def draft_reply(page):
    """Return the address of the case, registered, confirmed, decided, drafted and sent to the leader."""
    case = open_from_desk(page, f"登记，与申请人确认收到：{WANTED}")
    act(page, case, "登记")
    confirmed = {"双方确认的日期": today_of(page), "申请人的联系人": None, "电话": None}
    act(page, case, "确认收到", **confirmed, **{"确认的凭据 选填": "10:05通话，号码后四位0133"})
    page.goto(case)
    page.locator(".decision").wait_for()
    for _ in range(questions_of(page)):
        page.locator("label.choice", has_text="以上都不是").click()
        page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="用这个结论拟答复书").click()
    page.get_by_label("所提供的政府信息，或者获取该信息的方式、途径和时间").fill("名单见附件。")
    page.get_by_role("button", name="保存，去送签").click()
    with page.expect_navigation():
        page.get_by_role("button", name="送签", exact=True).click()
    return case


def questions_of(page):
    """Return how many questions the decision asks at most."""
    return int(re.search(r"共 (\d+) 问", page.locator(".decision .article-note").inner_text())[1])


def act(page, case, name, **filled):
    """Do one act of the case: None is a choice, a text is written."""
    page.goto(case)
    row = page.locator("li.act", has=page.locator("b", has_text=name))
    row.get_by_role("link").first.click()
    page.wait_for_url(re.compile(re.escape(case) + r"\w"))
    for label, text in filled.items():
        field = page.get_by_label(label, exact=text is not None)
        field.first.check() if text is None else field.fill(text)
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def open_from_desk(page, title):
    """Return the address of the case that this row of the desk leads to."""
    page.get_by_role("link", name=title, exact=True).click()
    page.wait_for_url("**/staff/applications/*/")
    return page.url


def today_of(page):
    return page.evaluate(
        "new Intl.DateTimeFormat('sv-SE', {timeZone: 'Asia/Shanghai'}).format(new Date())"
    )


def read_reply(page, number, code):
    """Return what the applicant reads, after opening the case with number and code."""
    page.get_by_label("受理编号").fill(number)
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="查进度").click()
    page.wait_for_url("**/apply/status/*-*/")
    assert "答复" in page.locator(".next-step").inner_text()
    with page.expect_download() as download:
        page.locator("a[href*='/files/']").first.click()
    return Path(download.value.path()).read_text(encoding="utf-8")


def compile_report(page, site):
    """Return the address of this year's report, with every number filled and every chapter written."""
    page.goto(f"{site}/staff/annual-reports/")
    year = today_of(page)[:4]
    row = page.locator("tr", has_text=year)
    with page.expect_navigation():
        row.get_by_role("button", name="预填").click()
    report = page.url.split("?")[0]
    for part in ("proactive_disclosure", "remedies"):
        page.goto(f"{report}?part={part}")
        for field in page.locator(".number-grid input").all():
            field.fill("0")
        page.get_by_label("数字的来源").fill("法规科台账")
        with page.expect_navigation():
            page.get_by_role("button", name="保存这些数字").click()
    for part, words in WORDS.items():
        page.goto(f"{report}?part={part}")
        chapter = page.locator("textarea[name]").first
        chapter.fill(chapter.input_value() + words)
        with page.expect_navigation():
            page.get_by_role("button", name="保存文字").click()
    return report


def download(page, name, folder):
    with page.expect_download() as found:
        page.get_by_role("link", name=name, exact=True).click()
    kept = folder / found.value.suggested_filename
    found.value.save_as(kept)
    return kept


def cells(report):
    return {
        f"{table}.{row}.{column}": cell.value
        for table, whole in report.tables()
        for row, column, cell in whole.each()
    }
