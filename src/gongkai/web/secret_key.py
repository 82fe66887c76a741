"""The site's secret key: made once, on the first start, in the home folder."""

import contextlib
import os
import secrets
from pathlib import Path

NAME = "secret_key"
SHORTEST = 50  # what Django itself asks of a key


class KeyRefusal(Exception):
    """Raise with one sentence why the key that is there protects nothing."""


def secret_key(home: Path) -> str:
    """Return the key of this home folder, making it first when there is none.

    The key is written whole to a file of its own and then linked to its name, which succeeds for
    one of two programs that start at once; the other reads what the first one wrote.
    """
    path = home / NAME
    if not path.exists():
        _make(path)
    key = path.read_bytes().decode("ascii", errors="replace").strip()
    if len(key) < SHORTEST:
        raise KeyRefusal(
            f"密钥文件 {path} 是空的或者太短（少于 {SHORTEST} 个字符），"
            "请从备份恢复它，或者删去它，由程序重新生成。"
        )
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{NAME}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        draft.unlink()
