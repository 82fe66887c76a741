"""Every staff screen, as everyone who signs in: no English in what is read, shown or spoken."""

import re

import pytest

from gongkai.law.application_stages import Stage as CaseStage
from gongkai.law.publication_stages import Stage as ItemStage

pytestmark = pytest.mark.browser

OTHERS = (
    "zhuguan",
    "jingban",
    "kezhang",
    "baomi",
    "fenguan",
    "zhuyao",
    "jigou",
)
PEOPLE = ("guanli", *OTHERS)
SCREENS = {
    "guanli": {
        "/staff/",
        "/staff/account/",
        "/staff/offices/",
        "/staff/offices/new/",
        "/staff/offices/edit/N/",
        "/staff/offices/history/N/",
        "/staff/users/",
        "/staff/users/new/",
        "/staff/users/edit/N/",
        "/staff/users/history/N/",
        "/staff/users/roles/N/",
        "/staff/offices/people/N/",
        "/staff/offices/rename/N/",
        "/staff/log/",
        "/staff/log/check/",
    },
} | {someone: {"/staff/", "/staff/account/", "/staff/annual-reports/"} for someone in OTHERS}
"""What the walk must at least have met; N stands for a number."""
READING = {"/staff/items/", "/staff/items/N/", "/staff/items/N/preview/"}
CASES = {"/staff/applications/", "/staff/applications/N/", "/staff/annual-reports/N/"}
WRITING = {"/staff/items/new/", "/staff/items/N/edit/"}
SCREENS["baomi"] = READING | {"/staff/", "/staff/account/"}
for someone in ("fenguan", "zhuyao"):
    SCREENS[someone] |= READING | CASES
for someone in ("jingban", "kezhang", "jigou"):
    SCREENS[someone] |= READING | CASES | WRITING
for someone in ("jingban", "jigou"):
    SCREENS[someone] |= {"/staff/applications/new/"}

ITEM_STAGES = {each.status for each in ItemStage}
CASE_STAGES = {each.label for each in CaseStage}
LISTS = {
    "/staff/items/": (ITEM_STAGES, {"jingban", "kezhang", "baomi", "fenguan", "zhuyao", "jigou"}),
    "/staff/applications/": (CASE_STAGES, {"jingban", "kezhang", "fenguan", "zhuyao", "jigou"}),
}
"""List of staff screens → the stages of what it lists, and who finds one at every stage there."""

FILTER = """() => {
    const chosen = document.querySelector("main select[name=state], main select[name=standing]");
    return [chosen.name, [...chosen.options].map(option => option.value)];
}"""
NEXT_PAGE = """number => [...document.querySelectorAll("main nav a[href]")].some(
    link => new URL(link.href).searchParams.get("page") == number + 1) ? number + 1 : 0"""
OF_EACH_STAGE = """stages => {
    const found = {};
    for (const row of document.querySelectorAll("main li, main tr")) {
        const badges = [...row.querySelectorAll(".badge, .side")].map(each => each.textContent.trim());
        const stage = badges.find(each => stages.includes(each));
        const link = row.querySelector("a[href]");
        if (stage && link) found[stage] ??= new URL(link.href).pathname;
    }
    return found;
}"""

ALLOWED = {
    r"Wagtail v[\d.]+": "the line that names the software and its version",
    r"(Ctrl|Alt|Shift|Esc|Cmd|⌘)( ?\+ ?(Ctrl|Alt|Shift|[a-z.,]))*": "keys as they are printed on the keyboard",
    r"[\w.]+@[\w.]+": "e-mail addresses",
    r"\b(guanli|zhuguan|((fgw|fabu)-)?(jingban2?|nigao|kezhang|baomi|fenguan|zhuyao|jigou))\b": "user names of the demonstration",
    r"\b(fgw|jkq-2)\b": "examples of an address code",
    r"\bA4\b": "a size of paper",
    r"[0-9A-HJ-NPQRTUWXY]{18}/\d{4}-\d{5}": "index numbers, which begin with the credit code of the office",
    r"\b(DOCX|XLSX|PDF|HTML|[KM]?B)\b": "kinds and sizes of files",
    r"\b[0-9a-f]{8}\b|\b[0-9a-f]{4}…[0-9a-f]{4}\b": "the first and last characters of a hash",
    r"示例ICP备\d+号": "the registration of the site in the preview's footer: its prescribed form",
    r"^None$": "what an empty counter holds; it stays hidden until there is something to count",
    r"^Save Selected$": "a button of the calendar beside a day field; its style sheet never shows it",
}
"""What may stand in Latin letters, and why."""

READ_ALOUD = """() => {
    const found = [document.title];
    const silent = ["SCRIPT", "STYLE", "NOSCRIPT"];
    const attributes = ["title", "aria-label", "aria-description", "placeholder", "alt",
        "data-w-tooltip-content-value", "data-tippy-content"];
    const walk = node => {
        if (node.nodeType === Node.TEXT_NODE) { found.push(node.textContent); return; }
        if (silent.includes(node.tagName)) return;
        if (node.getAttribute) attributes.forEach(name => found.push(node.getAttribute(name) || ""));
        (node instanceof HTMLTemplateElement ? node.content : node).childNodes.forEach(walk);
    };
    walk(document.documentElement);
    return found.map(text => text.trim()).filter(Boolean);
}"""


def latin(texts):
    """Return what is left of Latin words of two letters or more."""
    left = set()
    for text in texts:
        rest = text
        for pattern in ALLOWED:
            rest = re.sub(pattern, " ", rest)
        if re.search(r"[A-Za-z]{2,}", rest):
            left.add(text)
    return left


def links_of(page, site):
    """Return the staff screens this page leads to, with bulk actions on one row; files are no screens."""
    addresses = page.evaluate(
        "[...document.querySelectorAll('a[href]:not([download])')].map(a => a.href)"
    )
    for address in addresses:
        path = address.removeprefix(site).split("#")[0].split("?")[0]
        if path.startswith("/staff/") and not re.search("logout|/files/", path):
            yield path


def forms_of_drafts(page, site):
    """Return the form of the first draft in the list, below what waits for review; none for who sees none."""
    page.goto(f"{site}/staff/items/?state=draft")
    drafts = page.locator("main .list-rows").last.locator("a[href]")
    links = drafts.evaluate_all("links => links.map(link => new URL(link.href).pathname)")
    return [f"{path}edit/" for path in links[:1] if path.startswith("/staff/items/")]


@pytest.mark.parametrize("person", PEOPLE)
def test_no_english_is_left_on_any_screen(sign_in, site, person):
    page = sign_in(person)
    waiting, met = [*forms_of_drafts(page, site), "/staff/"], set()
    while waiting:
        path = waiting.pop(0)
        kind = re.sub(r"\d+", "N", path)
        if kind in met:
            continue
        answer = page.goto(site + path)
        if answer.status == 200:
            met.add(kind)
            page.wait_for_load_state("networkidle")
            assert latin(page.evaluate(READ_ALOUD)) == set(), path
            waiting += links_of(page, site)
    assert met >= SCREENS[person]


def one_of_each_stage(page, site, list_, stages):
    """Return stage → the address of one such, on all pages of the list under all its filters."""
    page.goto(site + list_)
    name, values = page.evaluate(FILTER)
    found = {}
    for value in values:
        number = 1
        while number:
            page.goto(f"{site}{list_}?{name}={value}&page={number}")
            found = page.evaluate(OF_EACH_STAGE, sorted(stages)) | found
            number = page.evaluate(NEXT_PAGE, number)
    return found


@pytest.mark.parametrize(
    ("person", "list_"),
    [(person, list_) for list_, (_, people) in LISTS.items() for person in sorted(people)],
)
def test_no_english_is_left_on_a_case_or_an_item_of_any_stage(sign_in, site, person, list_):
    page = sign_in(person)
    stages, _ = LISTS[list_]
    found = one_of_each_stage(page, site, list_, stages)
    assert set(found) == stages
    left = {}
    for stage, path in found.items():
        assert page.goto(site + path).status == 200
        left[stage] = latin(page.evaluate(READ_ALOUD))
    assert left == {stage: set() for stage in stages}


@pytest.mark.parametrize("path", ["/staff/offices/new/", "/staff/users/new/"])
def test_no_english_is_left_on_a_form_that_was_refused(sign_in, path):
    page = sign_in("guanli", path)
    form = page.locator("main form[method=POST i]")
    form.evaluate("form => { form.noValidate = true; }")
    form.locator("button[type=submit]").first.click()
    page.wait_for_selector(".error-message")
    page.wait_for_load_state("networkidle")
    assert latin(page.evaluate(READ_ALOUD)) == set()
