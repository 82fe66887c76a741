"""The brake on guessing passwords: by name and address, for a time that is said."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest
from django.test import Client

from gongkai.apps.offices.models import Role
from gongkai.web import sign_in

RIGHT = "right-password-1"


@pytest.fixture
def behind_proxy(monkeypatch):
    behind = settings.ENVIRONMENT.model_copy(update={"behind_proxy": True})
    monkeypatch.setattr(settings, "ENVIRONMENT", behind)


@pytest.fixture
def clerk(person):
    return person("jingban", Role.CLERK)


def attempt(password="wrong", username="jingban", address="10.0.0.1", **headers):
    form = {"username": username, "password": password}
    return Client().post("/staff/login/", form, REMOTE_ADDR=address, headers=headers)


def fail(times, **facts):
    return [attempt(**facts).status_code for _ in range(times)]


def test_after_five_failures_even_the_right_password_waits(clerk, caplog):
    assert fail(5) == [200, 200, 200, 200, 429]
    answer = attempt(RIGHT)
    page = answer.content.decode()
    assert answer.status_code == 429
    assert "密码连续输错 5 次，请 15 分钟以后再试。" in page
    assert 'value="jingban"' in page
    assert "axes" not in page.lower()
    assert "locked" not in page.lower()
    assert any("10.0.0.1" in line and "jingban" in line for line in caplog.messages)
    assert "wrong" not in caplog.text


def test_a_failure_before_that_says_only_that_it_was_wrong(clerk):
    page = attempt().content.decode()
    assert "用户名或者密码不对" in page
    assert "分钟" not in page


def test_another_name_and_another_address_do_not_wait(clerk, person):
    fail(5)
    person("guanli", Role.CLERK)
    assert attempt(RIGHT, username="guanli").status_code == 302
    assert attempt(RIGHT, address="10.0.0.2").status_code == 302


def test_the_time_that_was_said_holds_and_ends(clerk):
    fail(5)
    AccessAttempt.objects.update(
        attempt_time=AccessAttempt.objects.get().attempt_time - timedelta(minutes=10)
    )
    assert "请 5 分钟以后再试" in attempt().content.decode()
    AccessAttempt.objects.update(
        attempt_time=AccessAttempt.objects.get().attempt_time - timedelta(minutes=6)
    )
    assert attempt(RIGHT).status_code == 302


def test_a_success_forgets_the_failures(clerk):
    fail(4)
    assert attempt(RIGHT).status_code == 302
    assert fail(4) == [200] * 4


def test_no_password_is_kept(clerk):
    attempt("a-secret-of-mine")
    (kept,) = AccessAttempt.objects.values()
    assert "a-secret-of-mine" not in str(kept)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("198.51.100.1, 203.0.113.7", "203.0.113.7"),  # the visitor wrote the first one himself
        ("2001:db8::7", "2001:db8::7"),
        ("nonsense", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_behind_our_proxy_the_address_is_the_one_it_wrote_last(rf, behind_proxy, written, address):
    request = rf.get("/", headers={"x-forwarded-for": written})
    assert sign_in.client_address(request) == address


def test_without_a_proxy_nobody_writes_the_own_address(rf):
    request = rf.get("/", headers={"x-forwarded-for": "203.0.113.7"})
    assert sign_in.client_address(request) == "127.0.0.1"
    assert sign_in.client_address(HttpRequest()) is None


def test_behind_our_proxy_two_visitors_are_two(clerk, behind_proxy):
    fail(5, **{"x-forwarded-for": "203.0.113.7"})
    assert attempt(RIGHT, **{"x-forwarded-for": "203.0.113.7"}).status_code == 429
    assert attempt(RIGHT, **{"x-forwarded-for": "203.0.113.8"}).status_code == 302


def test_a_test_may_sign_in_without_a_request(client, clerk):
    assert client.login(username="jingban", password=RIGHT)
    client.force_login(clerk)
    assert client.get("/staff/").status_code == 200
