"""A file that one program holds at a time; the system lets go when that program dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Taken(Exception):
    """Raise when another program holds the file."""


@contextmanager
def held(path: Path, *, wait: bool) -> Iterator[None]:
    """Hold this file as long as the block runs: wait for it, or raise Taken at once."""
    # Nobody's link is followed and nothing is emptied: the file may lie where others write too.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise Taken from None
        yield
    finally:
        os.close(descriptor)
