"""Every staff screen, as everyone who signs in: no English in what is read, shown or spoken."""

import re

import pytest

pytestmark = pytest.mark.browser

PEOPLE = ("guanli", "zhuguan", "jingban")
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
    },
    "zhuguan": {"/staff/", "/staff/account/"},
    "jingban": {"/staff/", "/staff/account/"},
}
"""What the walk must at least have met; N stands for a number."""

ALLOWED = {
    r"Wagtail v[\d.]+": "the line that names the software and its version",
    r"(Ctrl|Alt|Shift|Esc|Cmd|⌘)( ?\+ ?(Ctrl|Alt|Shift|[a-z.,]))*": "keys as they are printed on the keyboard",
    r"[\w.]+@[\w.]+": "e-mail addresses",
    r"\b(guanli|zhuguan|jingban)\b": "user names of the demonstration",
    r"\b(fgw|jkq-2)\b": "examples of an address code",
    r"\bA4\b": "a size of paper",
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
    """Return the staff screens this page leads to, with bulk actions on one row."""
    addresses = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)")
    for address in addresses:
        path = address.removeprefix(site).split("#")[0].split("?")[0]
        if path.startswith("/staff/") and "logout" not in path:
            yield path


@pytest.mark.parametrize("person", PEOPLE)
def test_no_english_is_left_on_any_screen(sign_in, site, person):
    page = sign_in(person)
    waiting, met = ["/staff/"], set()
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


@pytest.mark.parametrize("path", ["/staff/offices/new/", "/staff/users/new/"])
def test_no_english_is_left_on_a_form_that_was_refused(sign_in, path):
    page = sign_in("guanli", path)
    form = page.locator("main form[method=POST i]")
    form.evaluate("form => { form.noValidate = true; }")
    form.locator("button[type=submit]").first.click()
    page.wait_for_selector(".error-message")
    page.wait_for_load_state("networkidle")
    assert latin(page.evaluate(READ_ALOUD)) == set()
