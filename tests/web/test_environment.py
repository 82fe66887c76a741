"""Environment variables: defaults, refusals that name the variable, the table of the manual."""

import pytest

from gongkai.web.environment import (
    Environment,
    EnvironmentRefusal,
    read_environment,
    settings_table,
)


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch):
    for row in settings_table():
        monkeypatch.delenv(row.name, raising=False)


def test_nothing_set_is_a_site_on_this_machine():
    environment = read_environment()
    assert not environment.debug
    assert not environment.secure
    assert environment.allowed_hosts == ["127.0.0.1", "localhost", "[::1]"]
    assert environment.database()["ENGINE"].endswith("sqlite3")
    assert environment.database()["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_the_public_address_gives_host_and_secure_cookies(monkeypatch):
    monkeypatch.setenv("GONGKAI_ADDRESS", "https://www.yunchuan.example/")
    monkeypatch.setenv("GONGKAI_HOSTS", "old.yunchuan.example, 10.0.0.5")
    environment = read_environment()
    assert environment.address == "https://www.yunchuan.example"
    assert environment.secure
    assert {"www.yunchuan.example", "old.yunchuan.example", "10.0.0.5"} <= set(
        environment.allowed_hosts
    )


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("GONGKAI_ADDRESS", "www.yunchuan.example", "应为"),
        ("GONGKAI_ADDRESS", "http://www.yunchuan.example", "GONGKAI_PLAIN_HTTP"),
        ("GONGKAI_DEBUG", "perhaps", "true 或者 false"),
        ("GONGKAI_SITE_CODE", "12", "十位"),
        ("DATABASE_URL", "mysql://u:p@h/d", "postgresql://"),
        ("DATABASE_URL", "postgresql://u:p@h:port/d", "不是能读懂"),
    ],
)
def test_a_wrong_variable_is_one_sentence_that_names_it(monkeypatch, name, value, reason):
    monkeypatch.setenv(name, value)
    with pytest.raises(EnvironmentRefusal) as refusal:
        read_environment()
    sentence = str(refusal.value)
    assert sentence.startswith(f"环境变量 {name} 不能使用：")
    assert reason in sentence
    assert "\n" not in sentence
    assert "pydantic" not in sentence


def test_a_password_in_a_wrong_database_address_is_not_repeated(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://u:hunter2@h/d")
    with pytest.raises(EnvironmentRefusal) as refusal:
        read_environment()
    assert "hunter2" not in str(refusal.value)


def test_plain_http_on_a_network_is_a_decision(monkeypatch):
    monkeypatch.setenv("GONGKAI_ADDRESS", "http://10.0.0.5:8000")
    monkeypatch.setenv("GONGKAI_PLAIN_HTTP", "true")
    assert not read_environment().secure


def test_postgresql_is_asked_with_a_short_patience(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p@h:5432/d")
    assert read_environment().database()["OPTIONS"]["connect_timeout"] == 5


def test_the_table_has_every_variable_with_a_meaning():
    rows = settings_table()
    assert len(rows) == len(Environment.model_fields)
    assert all(row.meaning for row in rows)
    assert {"GONGKAI_HOME", "DATABASE_URL", "GONGKAI_ADDRESS"} <= {row.name for row in rows}
