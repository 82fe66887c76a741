"""Who may open which address: every address of the site, as everyone who could ask for it.

The table is docs/reference/addresses.md; WRITE_ADDRESSES=1 writes it anew (`make docs`). It says what
comes of opening an address; sending a form without contents must go no further for anyone.
"""

import os
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from gongkai.web.doors import OPEN

TABLE = Path(__file__).parents[2] / "docs" / "reference" / "addresses.md"
HEAD = """# 谁能打开哪个地址

按演示城市逐个地址、逐个身份打开生成（`make docs`），测试逐格核对。身份都在云川市投资促进局任职，地址里的对象也属于该局；“外机关”是云川市发展和改革委员会的经办人。

开：能打开。转：转到别的页面：没有登录的转到登录，没有权限的转回工作台并说明。拒：没有权限。无：对这个人不存在。只收：只接受提交，不能打开。没有列出的工作平台地址，对任何人都不存在。
"""
ROLES = {
    "公众": None,
    "经办人": "jingban",
    "科室负责人": "kezhang",
    "保密审查员": "baomi",
    "分管领导": "fenguan",
    "主要负责人": "zhuyao",
    "公开机构负责人": "jigou",
    "主管部门": "zhuguan",
    "系统管理员": "guanli",
    "外机关": "fgw-jingban",
    "超级用户": "root",
}
WITHOUT_A_PART = ("公众", "保密审查员", "主管部门", "外机关", "超级用户")
"""Who has no part in the cases and reports of the office: they send every form there is, in vain."""
WORDS = {200: "开", 302: "转", 403: "拒", 404: "无", 405: "只收"}
ABOUT_THE_SESSION = {"staff/login/", "staff/logout/"}


def walk(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        whole = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield whole
        else:
            yield from walk(pattern, whole)


def is_open(pattern):
    return not pattern.startswith("staff/") or pattern[6:].split("/")[0] in OPEN


EVERY = sorted(set(walk(get_resolver())) - {"staff/^.*/$"})
PATTERNS = [pattern for pattern in EVERY if is_open(pattern)]
SHUT = [pattern for pattern in EVERY if not is_open(pattern)]
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


def examples():
    """Return what stands for each argument, by the beginning of the address; the first that fits holds."""
    from gongkai.apps.applications.models import Application, EventFile, ReplyFile  # noqa: PLC0415
    from gongkai.apps.offices.models import Office, Person  # noqa: PLC0415
    from gongkai.apps.publishing.models import Attachment, Item  # noqa: PLC0415
    from gongkai.apps.reports.models import AnnualReport  # noqa: PLC0415

    office = Office.objects.get(slug="tcj")
    cases = Application.objects.filter(office=office)
    paper = EventFile.objects.filter(event__application__in=cases, is_identity=True).first()
    enclosure = ReplyFile.objects.filter(reply__application__in=cases).first()
    attachment = Attachment.objects.filter(item__office=office, item__live=True).first()
    report = AnnualReport.objects.get(office=office, year=2026)
    published = AnnualReport.objects.get(office=office, year=2025)
    handling = cases.filter(stage="handling").first()
    draft = Item.objects.filter(office=office, stage="draft", live=False).first()
    return {
        "guide/": {"slug": "tcj"},
        "apply/new/": {"slug": "tcj"},
        "apply/status/": {"key": handling.key, "file_key": paper.file.key},
        "content/": {"pk": attachment.item_id, "key": attachment.file.key},
        "reports/": {"slug": "tcj", "year": published.year, "kind": "docx"},
        "staff/offices/": {"pk": office.pk},
        "staff/users/": {"pk": Person.objects.get(username="jingban").pk},
        "staff/items/<int:pk>/files/": {"pk": attachment.item_id, "key": attachment.file.key},
        "staff/items/": {"pk": draft.pk},
        "staff/applications/<int:pk>/reply/files/": {
            "pk": enclosure.reply.application_id,
            "key": enclosure.file.key,
        },
        "staff/applications/<int:pk>/files/": {
            "pk": paper.event.application_id,
            "key": paper.file.key,
        },
        "staff/applications/": {"pk": handling.pk, "slug": "assign"},
        "staff/annual-reports/": {"pk": report.pk, "kind": "docx"},
    }


def filled(pattern, values):
    """Return the address with the demonstration's own objects in it."""
    known = next((known for prefix, known in values.items() if pattern.startswith(prefix)), {})
    return "/" + ARGUMENT.sub(lambda found: str(known[found.group(1)]), pattern)


@pytest.fixture
def clients(busy_city, person):
    """A browser for everyone who could ask."""
    from gongkai.apps.offices.models import Person  # noqa: PLC0415

    person("root", is_superuser=True)
    found = {}
    for role, username in ROLES.items():
        found[role] = Client(raise_request_exception=True)
        if username:
            found[role].force_login(Person.objects.get(username=username))
    return found


def status_of(ask, address):
    answer = ask(address)
    if answer.streaming:
        list(answer.streaming_content)  # a download closes its file at its end
    return answer.status_code


def matrix(clients, values):
    """Return address → role → status of opening it."""
    return {
        pattern: {
            role: status_of(client.get, filled(pattern, values))
            for role, client in clients.items()
            if pattern not in ABOUT_THE_SESSION
        }
        for pattern in PATTERNS
        if pattern not in ABOUT_THE_SESSION
    }


def printed(found):
    rows = [
        f"| `/{pattern}` | " + " | ".join(WORDS[status] for status in statuses.values()) + " |"
        for pattern, statuses in found.items()
    ]
    head = "| 地址 | " + " | ".join(ROLES) + " |"
    return "\n".join([HEAD, head, "|---" * (len(ROLES) + 1) + "|", *rows]) + "\n"


def test_every_address_opens_for_whom_the_table_says_and_no_empty_form_goes_further(clients):
    from gongkai.apps.records.models import Entry  # noqa: PLC0415

    values = examples()
    found = matrix(clients, values)
    if os.environ.get("WRITE_ADDRESSES"):
        TABLE.write_text(printed(found), encoding="utf-8")
    assert printed(found) == TABLE.read_text(encoding="utf-8")
    before = Entry.objects.count()
    for pattern, statuses in found.items():
        for role, opened in statuses.items():
            if opened in (403, 404) or (opened in (302, 405) and role in WITHOUT_A_PART):
                sent = status_of(clients[role].post, filled(pattern, values))
                assert sent in (302, 403, 404, 405), (pattern, role, sent)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("pattern", SHUT)
def test_what_is_not_listed_is_not_there_for_a_superuser_either(client, person, pattern):
    client.force_login(person("root", is_superuser=True))
    address = "/" + re.sub(r"\^|\$|\(.*?\)|\\", "", ARGUMENT.sub("1", pattern))
    assert client.get(address).status_code == 404
