"""The secret key: made once, kept, readable by its owner alone."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from gongkai.web.home import HomeRefusal, prepare_home
from gongkai.web.secret_key import NAME, KeyRefusal, secret_key


def test_the_key_is_made_once_and_kept(tmp_path):
    first = secret_key(tmp_path / "home")
    assert len(first) >= 50
    assert secret_key(tmp_path / "home") == first


def test_only_the_owner_reads_it(tmp_path):
    secret_key(tmp_path)
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


def test_two_starts_at_once_make_one_key(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: secret_key(tmp_path), range(64)))
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


@pytest.mark.parametrize("content", [b"", b"\n", b"short", b" " * 80])
def test_a_key_that_protects_nothing_is_refused_and_kept(tmp_path, content):
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(KeyRefusal, match="空的或者太短"):
        secret_key(tmp_path)
    with pytest.raises(HomeRefusal, match="请从备份恢复它"):
        prepare_home(tmp_path)
    assert (tmp_path / NAME).read_bytes() == content
