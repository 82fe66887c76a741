"""`gongkai serve`, `demo` and `manage` as programs: refusals in one sentence, and a real start."""

import contextlib
import json
import os
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
import urllib.request
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

GONGKAI = Path(sys.executable).with_name("gongkai")
OWN = ("GONGKAI_", "DATABASE_URL", "DJANGO_")


def environment(home, **more):
    kept = {key: value for key, value in os.environ.items() if not key.startswith(OWN)}
    return kept | {"GONGKAI_HOME": str(home)} | more


def gongkai(home, *arguments, cwd=None, **more):
    return subprocess.run(
        [GONGKAI, *arguments],
        env=environment(home, **more),
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def assert_refused(answer, *words):
    assert answer.returncode == 2, answer.stderr
    assert answer.stderr.startswith("gongkai：")
    assert answer.stderr.count("\n") == 1
    for word in words:
        assert word in answer.stderr


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(home, *arguments, port, cwd=None, **more):
    process = subprocess.Popen(
        [GONGKAI, *arguments, "--port", str(port)],
        env=environment(home, **more),
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def health_of(port, process, seconds=180):
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer,
        ):
            return json.load(answer)
        time.sleep(0.1)
    return None


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home folder with a database brought up to date once for this file."""
    folder = tmp_path_factory.mktemp("home")
    done = gongkai(folder, "manage", "migrate", "-v0")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def postgresql():
    """The address of an empty database of this test's own."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        pytest.skip("DATABASE_URL names no PostgreSQL server")
    name = f"gongkai_test_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_wrong_variable_is_refused_by_name(tmp_path):
    for command in (["serve"], ["manage", "check"]):
        answer = gongkai(tmp_path, *command, GONGKAI_SITE_CODE="1")
        assert_refused(answer, "GONGKAI_SITE_CODE")


def test_a_dead_database_is_refused(tmp_path):
    url = "postgresql://nobody:secret@127.0.0.1:1/none"
    answer = gongkai(tmp_path, "serve", "--port", str(free_port()), DATABASE_URL=url)
    assert_refused(answer, "数据库没有回应")
    assert "secret" not in answer.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_home_that_cannot_be_written_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    assert_refused(gongkai(tmp_path / "home", "serve"), "不能写入")


def test_a_home_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "file").touch()
    answer = gongkai(tmp_path / "file" / "home", "serve", "--port", str(free_port()))
    assert_refused(answer, "不能写入", "GONGKAI_HOME")


def test_a_port_in_use_is_refused(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert_refused(gongkai(tmp_path, "serve", "--port", port), port, "--port")


def test_without_migrating_an_old_database_is_refused(tmp_path):
    answer = gongkai(tmp_path, "serve", "--no-migrate", "--port", str(free_port()))
    assert_refused(answer, "gongkai manage migrate")


def test_debug_does_not_face_a_network(home):
    answer = gongkai(
        home, "serve", "--host", "0.0.0.0", "--port", str(free_port()), GONGKAI_DEBUG="true"
    )
    assert_refused(answer, "GONGKAI_DEBUG")


# What says that others reach the site although it listens on this machine alone.
FACING = [
    {"GONGKAI_ADDRESS": "https://gov.example"},
    {"GONGKAI_BEHIND_PROXY": "true"},
    {"GONGKAI_HOSTS": "gov.example"},
]


@pytest.mark.parametrize("facing", FACING, ids=str)
def test_debug_does_not_face_a_network_through_a_proxy(home, facing):
    answer = gongkai(home, "serve", "--port", str(free_port()), GONGKAI_DEBUG="true", **facing)
    assert_refused(answer, "GONGKAI_DEBUG", *facing)


def test_what_may_not_face_a_network_is_asked_before_migrating(tmp_path):
    port = str(free_port())
    answer = gongkai(tmp_path, "serve", "--port", port, GONGKAI_DEBUG="true", **FACING[0])
    assert_refused(answer, "GONGKAI_DEBUG")
    assert "正在准备数据库" not in answer.stdout
    with sqlite3.connect(tmp_path / "gongkai.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_demonstration_accounts_do_not_face_a_network(home):
    make = (
        "from gongkai.apps.offices.models import Person;"
        "Person.objects.create(username='demo', is_demonstration=True)"
    )
    assert gongkai(home, "manage", "shell", "-v0", "-c", make).returncode == 0
    try:
        answer = gongkai(home, "serve", "--host", "0.0.0.0", "--port", str(free_port()))
        assert_refused(answer, "演示账号")
        answer = gongkai(home, "serve", "--port", str(free_port()), **FACING[0])
        assert_refused(answer, "演示账号")
    finally:
        gone = make.split(";", maxsplit=1)[0] + ";Person.objects.all().delete()"
        gongkai(home, "manage", "shell", "-v0", "-c", gone)


def test_two_first_starts_at_once_both_serve(tmp_path):
    first, second = free_port(), free_port()
    with (
        running(tmp_path, "serve", port=first) as one,
        running(tmp_path, "serve", port=second) as two,
    ):
        assert health_of(first, one)
        assert health_of(second, two)


def test_two_first_starts_at_once_on_postgresql(tmp_path, postgresql):
    first, second = free_port(), free_port()
    with (
        running(tmp_path / "a", "serve", port=first, DATABASE_URL=postgresql) as one,
        running(tmp_path / "b", "serve", port=second, DATABASE_URL=postgresql) as two,
    ):
        assert health_of(first, one)
        assert health_of(second, two)


def test_a_database_that_may_not_be_changed_is_refused_without_english(tmp_path):
    path = tmp_path / "gongkai.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE offices_office (id integer)")
    answer = gongkai(tmp_path, "serve", "--port", str(free_port()))
    assert_refused(answer, "没有升级成功", "gongkai manage migrate")
    assert "already exists" not in answer.stderr


def test_two_servers_do_not_share_a_port(home, tmp_path):
    """The second is refused while the first still prepares, long before it listens."""
    port = free_port()
    with running(tmp_path, "serve", port=port) as first:
        assert "正在准备" in first.stdout.readline()
        second = gongkai(home, "serve", "--port", str(port))
        assert_refused(second, str(port), "--port")
        assert health_of(port, first)


def test_an_empty_key_is_refused(tmp_path):
    (tmp_path / "secret_key").touch()
    assert_refused(gongkai(tmp_path, "serve", "--port", str(free_port())), "secret_key", "太短")


@pytest.mark.parametrize("port", ["0", "65536"])
def test_a_port_out_of_bounds_is_told_the_bounds(tmp_path, port):
    assert_refused(gongkai(tmp_path, "serve", "--port", port), "应为 1 到 65535 的整数")


def test_files_are_private_even_in_an_open_home(tmp_path):
    tmp_path.chmod(0o755)
    assert gongkai(tmp_path, "manage", "migrate", "-v0").returncode == 0
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_serve_answers_with_hashed_files_and_stops(home):
    port = free_port()
    with running(home, "serve", port=port) as process:
        assert health_of(port, process) == {"status": "ok", "reason": "正常。"}
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
            page = answer.read().decode()
        style = page.split('href="/static/gongkai/base.')[1].split('"')[0]
        with urllib.request.urlopen(
            f"http://127.0.0.1:{port}/static/gongkai/base.{style}"
        ) as answer:
            assert "immutable" in answer.headers["Cache-Control"]
    assert process.returncode == 0


def test_the_demonstration_starts_keeps_its_data_and_is_alone(tmp_path):
    port = free_port()
    with running(tmp_path / "ignored", "demo", port=port, cwd=tmp_path) as process:
        assert health_of(port, process)
        second = gongkai(tmp_path, "demo", "--port", str(free_port()), cwd=tmp_path)
        assert_refused(second, "已经在运行")
    assert process.returncode == 0
    assert {"gongkai.sqlite3", "secret_key", "static"} <= {
        path.name for path in (tmp_path / ".demo").iterdir()
    }
    assert not (tmp_path / "ignored").exists()
    key = (tmp_path / ".demo" / "secret_key").read_text()
    with running(tmp_path, "demo", port=port, cwd=tmp_path) as process:
        assert health_of(port, process)
    assert (tmp_path / ".demo" / "secret_key").read_text() == key


def test_a_crash_of_the_demonstration_is_not_blamed_on_the_folder(tmp_path):
    (tmp_path / ".demo").mkdir()
    (tmp_path / ".demo" / "static").touch()  # collecting fails with an OSError
    answer = gongkai(tmp_path, "demo", "--port", str(free_port()), cwd=tmp_path)
    assert answer.returncode == 1
    assert "不能写入" not in answer.stderr


def test_a_folder_that_cannot_be_the_demonstrations_is_refused(tmp_path):
    (tmp_path / ".demo").touch()
    answer = gongkai(tmp_path, "demo", "--port", str(free_port()), cwd=tmp_path)
    assert_refused(answer, ".demo 不能写入")


def test_the_demonstration_never_uses_the_real_database(tmp_path):
    port = free_port()
    url = "postgresql://nobody:secret@127.0.0.1:1/none"
    with running(tmp_path, "demo", port=port, cwd=tmp_path, DATABASE_URL=url) as process:
        assert health_of(port, process)
