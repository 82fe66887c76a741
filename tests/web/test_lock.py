"""Locks: one holder, no waiting unless asked, no link followed."""

import stat
import threading

import pytest
from django.db import connection

from gongkai.web.lock import Taken, held
from gongkai.web.turn import turn


def test_a_held_file_is_taken_and_then_free(tmp_path):
    with (
        held(tmp_path / "lock", wait=False),
        pytest.raises(Taken),
        held(tmp_path / "lock", wait=False),
    ):
        pass
    with held(tmp_path / "lock", wait=False):
        assert stat.S_IMODE((tmp_path / "lock").stat().st_mode) == 0o600


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"), held(tmp_path / "lock", wait=False):
        pass
    assert not (tmp_path / "elsewhere").exists()


def append(path, word, go):
    with held(path, wait=True):
        go.set()
        with path.open("a") as file:
            file.write(word)


def test_whoever_waits_comes_after(tmp_path):
    path, started = tmp_path / "lock", threading.Event()
    with held(path, wait=True):
        other = threading.Thread(target=append, args=(path, "second", started))
        other.start()
        assert not started.wait(0.3)
        path.write_text("first ")
    other.join(30)
    assert path.read_text() == "first second"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_turn_at_a_database_is_given_back():
    for _ in range(2):
        with turn(connection):
            pass
