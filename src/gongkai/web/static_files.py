"""Whether the collected static files are those of this installation."""

import hashlib
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders

SEAL = ".seal"


def fingerprint() -> str:
    """Return a mark that changes when any static file is added, removed or altered."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(None):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path}\t{stat.st_size}\t{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def sealed_with(root: Path) -> str:
    """Return the mark of the files collected there, or nothing."""
    seal = root / SEAL
    return seal.read_text() if seal.is_file() else ""


def seal_with(root: Path, mark: str) -> None:
    """Remember which files were collected there; written last, so a broken copy has no seal."""
    (root / SEAL).write_text(mark)
