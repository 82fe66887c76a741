"""`/healthz`: 200 when the database answers with every migration, else 503 with the reason."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import ConnectionHandler

from gongkai.web import health


def test_a_whole_database_is_ok_in_one_query(client, db, django_assert_num_queries):
    health.newest_migrations()
    client.get("/healthz")
    with django_assert_num_queries(2):
        answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert "no-cache" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("newest", sorted(health.newest_migrations()))
def test_a_missing_migration_is_503(newest, client, db):
    MigrationRecorder(connection).record_unapplied(*newest)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["status"] == "migrations_pending"
    assert "gongkai manage migrate" in answer.json()["reason"]


@pytest.mark.parametrize(
    "database",
    [
        {"ENGINE": "django.db.backends.sqlite3", "NAME": "/nowhere/at/all.sqlite3"},
        {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "gongkai",
            "HOST": "127.0.0.1",
            "PORT": "1",
            "OPTIONS": {"connect_timeout": 1},
        },
    ],
)
def test_a_dead_database_is_unreachable(db, database):
    dead = ConnectionHandler({"default": database})["default"]
    state = health.health(dead)
    assert (state.status, state.code) == ("database_unreachable", 503)
    assert state.reason == "数据库没有回应。"


def test_a_watcher_on_this_machine_may_use_any_host(client, db):
    assert client.get("/healthz", headers={"host": "10.1.2.3"}).status_code == 200


def test_from_elsewhere_the_host_must_be_ours(client, db):
    answer = client.get("/healthz", headers={"host": "evil.example"}, REMOTE_ADDR="10.0.0.9")
    assert answer.status_code == 400
    assert client.get("/healthz", REMOTE_ADDR="10.0.0.9").status_code == 200
