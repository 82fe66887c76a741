"""The account and office screens that Wagtail draws speak as the rest of the house does."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import translation
from wagtail.admin.templatetags.wagtailadmin_tags import timesince_simple

from conftest import clock
from gongkai.apps.offices.models import Person, Role

NOT_OURS = re.compile("正在编辑|创建|你|必需|添加账号|添加机关|之前|编辑")


def words(answer):
    page = BeautifulSoup(answer.content, "html.parser")
    for each in page.select("script, style, template, .comments-panel, [data-side-panel]"):
        each.decompose()
    return " ".join(page.get_text(" ").split())


@pytest.fixture
def administrator(client, person):
    someone = person("guanli", Role.ADMINISTRATOR)
    client.force_login(someone)
    return someone


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/staff/users/", "账号"),
        ("/staff/users/new/", "新建账号"),
        ("/staff/users/edit/{person}/", "修改：程知远"),
        ("/staff/users/history/{person}/", "历史：程知远"),
        ("/staff/offices/", "机关"),
        ("/staff/offices/new/", "新建机关"),
        ("/staff/offices/edit/{office}/", "修改：市jyj局"),
        ("/staff/offices/history/{office}/", "历史：市jyj局"),
        ("/staff/account/", "我的账号"),
    ],
)
def test_a_screen_of_accounts_and_offices_uses_our_words(
    client, administrator, office, path, title
):
    at = path.format(person=administrator.pk, office=office("jyj").pk)
    answer = client.get(at)
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.title.text.strip().startswith(title)
    assert not NOT_OURS.findall(words(answer))


@pytest.mark.parametrize("path", ["/staff/users/new/", "/staff/offices/new/"])
def test_what_is_made_is_saved_and_what_is_lacking_is_named(client, administrator, path):
    answer = client.post(path, {})
    page = BeautifulSoup(answer.content, "html.parser")
    assert "保存" in page.select_one("main form button[type=submit]").text
    text = words(answer)
    assert "必填。" in text
    assert "没有保存，请看下面标出的几处。" in text
    assert not NOT_OURS.findall(text)


def test_a_bad_password_is_explained_politely(client, administrator):
    answer = client.post(
        "/staff/users/new/",
        {"username": "x", "display_name": "某人", "password1": "123", "password2": "123"},
    )
    text = words(answer)
    assert "您的密码至少要有" in text
    assert "您的密码不能全是数字。" in text
    assert not NOT_OURS.findall(text)
    assert not Person.objects.filter(username="x").exists()


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(minutes=6), "6分钟前"),
        (timedelta(hours=3), "3小时前"),
        (timedelta(days=2), "2天前"),
        (timedelta(days=7), "1周前"),
    ],
)
def test_how_long_ago_is_one_phrase(ago, said):
    with translation.override("zh-hans"):
        assert timesince_simple(clock() - ago).replace("\xa0", " ") == said
