"""Environment variables: defaults, refusals that name the variable, the table of the manual."""

import pytest

from gongkai.law.practice import DEFAULT_PRACTICE
from gongkai.web.environment import (
    OTHER_VARIABLES,
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
        ("DATABASE_URL", "postgresql://u:p@h:5432", "缺少库名"),
        ("DATABASE_URL", "sqlite://", "完整路径"),
        ("DATABASE_URL", "sqlite:///", "完整路径"),
        ("DATABASE_URL", "sqlite:///gongkai.sqlite3", "完整路径"),
        ("DATABASE_URL", "sqlite:////tmp", "完整路径"),
        ("GONGKAI_ADDRESS", "https://gov.example:99999", "应为 https://"),
        ("GONGKAI_ADDRESS", "https://gov.example:0", "应为 https://"),
        ("GONGKAI_ADDRESS", "https://[bad", "应为 https://"),
        ("GONGKAI_ADDRESS", "https://gov_.example", "应为 https://"),
        ("GONGKAI_ADDRESS", "https://u:p@gov.example", "应为 https://"),
        ("GONGKAI_ADDRESS", "https://gov.example?x=1", "应为 https://"),
        ("GONGKAI_HOSTS", "*", "* 不是主机名；不能用星号"),
        ("GONGKAI_HOSTS", "a.example, *.b.example", "*.b.example 不是主机名"),
        ("GONGKAI_HOSTS", ".example", "不是主机名"),
        ("GONGKAI_HOSTS", "a.example:8000", "不写端口"),
        ("GONGKAI_HOSTS", "[::x]", "不是主机名"),
        ("GONGKAI_ADRESS", "https://gov.example", "是不是要写 GONGKAI_ADDRESS？"),
        ("GONGKAI_WEATHER_OF_TODAY", "rain", "没有这个变量"),
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


@pytest.mark.parametrize("name", sorted(OTHER_VARIABLES))
def test_variables_of_the_command_line_and_the_tests_are_known(monkeypatch, name):
    monkeypatch.setenv(name, "/somewhere")
    read_environment()


@pytest.mark.parametrize(
    ("name", "value", "host"),
    [
        ("GONGKAI_ADDRESS", "https://gov.example:8443", "gov.example"),
        ("GONGKAI_ADDRESS", "https://[2001:db8::7]:8443", "[2001:db8::7]"),
        ("GONGKAI_HOSTS", "[2001:db8::7]", "[2001:db8::7]"),
        ("GONGKAI_HOSTS", "xn--fiq228c.example,", "xn--fiq228c.example"),
    ],
)
def test_a_host_is_a_name_or_an_address(monkeypatch, name, value, host):
    monkeypatch.setenv(name, value)
    assert host in read_environment().allowed_hosts


def test_the_database_may_lie_anywhere(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/other.sqlite3")
    assert read_environment().database()["NAME"] == f"{tmp_path}/other.sqlite3"


@pytest.mark.parametrize(
    ("name", "value", "alone"),
    [
        ("GONGKAI_ADDRESS", "http://localhost:9000", True),
        ("GONGKAI_ADDRESS", "https://gov.example", False),
        ("GONGKAI_BEHIND_PROXY", "true", False),
        ("GONGKAI_HOSTS", "gov.example", False),
    ],
)
def test_whether_others_reach_the_site(monkeypatch, name, value, alone):
    monkeypatch.setenv(name, value)
    assert read_environment().for_this_machine_alone is alone


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


def test_the_practice_of_the_office_is_read(monkeypatch, tmp_path):
    assert read_environment().practice_of_the_office() == DEFAULT_PRACTICE
    file = tmp_path / "practice.toml"
    file.write_text("silence_comes_first = true\n", encoding="utf-8")
    monkeypatch.setenv("GONGKAI_PRACTICE", str(file))
    assert read_environment().practice_of_the_office().silence_comes_first


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "不能读取"),
        ("silence_comes_first = 1\n", "silence_comes_first 只能是 true、false 之一"),
        ("silence = true\n", "没有 silence 这一项"),
        ("silence", "不是有效的 TOML"),
    ],
)
def test_an_unusable_practice_is_one_sentence(monkeypatch, tmp_path, content, reason):
    file = tmp_path / "practice.toml"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    monkeypatch.setenv("GONGKAI_PRACTICE", str(file))
    with pytest.raises(EnvironmentRefusal) as refusal:
        read_environment()
    sentence = str(refusal.value)
    assert sentence.startswith("环境变量 GONGKAI_PRACTICE 不能使用：办理口径")
    assert reason in sentence
    assert "\n" not in sentence
