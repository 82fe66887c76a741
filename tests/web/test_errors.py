"""Pages for what went wrong: Chinese, ours, and independent of what is broken."""

import pytest
from django.http import HttpRequest
from django.test import Client

from gongkai.apps.offices.models import Role
from gongkai.web import errors


def test_404_in_our_look(client, db):
    page = client.get("/nothing-here/")
    text = page.content.decode()
    assert page.status_code == 404
    assert "没有这个页面" in text
    assert "base.css" in text


def test_403_says_whom_to_ask(rf, db):
    page = errors.forbidden(rf.get("/"), PermissionError())
    assert page.status_code == 403
    assert "系统管理员" in page.content.decode()


def test_at_work_the_404_keeps_the_menu_and_leads_back_to_the_desk(client, person):
    client.force_login(person("root", is_superuser=True))
    page = client.get("/staff/nothing-here/")
    text = page.content.decode()
    assert page.status_code == 404
    assert "没有这个页面" in text
    assert "data-wagtail-sidebar" in text
    assert text.count("回工作台") == 1
    assert "site-footer" not in text


def test_at_work_the_403_keeps_the_menu_and_says_whom_to_ask(rf, person):
    request = rf.get("/staff/offices/")
    request.user = person("root", is_superuser=True)
    text = errors.forbidden(request, PermissionError()).content.decode()
    assert "系统管理员" in text
    assert "data-wagtail-sidebar" in text
    assert text.count("回工作台") == 1


def test_at_work_the_403_says_what_one_is_appointed_to(rf, person, office):
    request = rf.get("/staff/log/")
    request.user = person("lin", Role.CLERK, office=office(short_name="市投资促进局"))
    assert (
        "您现任：市投资促进局经办人。"
        in errors.forbidden(request, PermissionError()).content.decode()
    )


def test_a_stranger_at_a_staff_address_sees_no_menu(client, db):
    page = client.get("/staff/nothing-here/")
    text = page.content.decode()
    assert page.status_code == 404
    assert "没有这个页面" in text
    assert "data-wagtail-sidebar" not in text
    assert "<footer" not in text  # the portal's would be empty here
    assert text.count("回工作台") == 1
    assert "回首页" not in text


@pytest.mark.parametrize("view", [errors.forbidden, errors.not_found])
def test_under_staff_no_page_needs_to_know_who_asks(rf, db, view):
    text = view(rf.get("/staff/nothing-here/"), PermissionError()).content.decode()
    assert "回工作台" in text


@pytest.mark.parametrize(("view", "status"), [(errors.server_error, 500)])
def test_500_needs_neither_database_nor_request(view, status):
    page = view(HttpRequest())
    assert page.status_code == status
    assert "这个页面暂时打不开" in page.content.decode()


def test_a_crash_shows_the_500_page(db, monkeypatch):
    def broken(*arguments, **named):
        raise RuntimeError

    monkeypatch.setattr("gongkai.apps.portal.views.site.render", broken)
    page = Client(raise_request_exception=False).get("/")
    assert page.status_code == 500
    assert "这个页面暂时打不开" in page.content.decode()


def test_a_strange_host_is_400_in_chinese(client, db):
    page = client.get("/", headers={"host": "evil.example"})
    assert page.status_code == 400
    assert "这个请求无法处理" in page.content.decode()


def test_a_forged_form_is_refused_in_chinese(db):
    page = Client(enforce_csrf_checks=True).post("/staff/login/", {"username": "x"})
    assert page.status_code == 403
    text = page.content.decode()
    assert "表单没有提交" in text
    assert "base.css" in text
    assert "<footer" not in text  # the portal's would be empty here
    assert text.count("回首页") == 1
