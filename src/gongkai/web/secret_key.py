"""The site's secret key: made once, on the first start, in the home folder."""

import contextlib
import os
import secrets
from pathlib import Path

NAME = "secret_key"


def secret_key(home: Path) -> str:
    """Return the key of this home folder, making it first when there is none.

    The key is written whole to a file of its own and then linked to its name, which succeeds for
    one of two programs that start at once; the other reads what the first one wrote.
    """
    path = home / NAME
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        home.mkdir(parents=True, exist_ok=True)
    draft = home / f".{NAME}.{os.getpid()}.{secrets.token_hex(4)}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        draft.unlink()
    return path.read_text().strip()
