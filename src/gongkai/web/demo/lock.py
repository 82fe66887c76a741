"""One demonstration in one folder at a time."""

import fcntl
from pathlib import Path
from types import TracebackType
from typing import IO, Self


class Taken(Exception):
    """Raise when another program holds this folder."""


class Lock:
    """Hold the folder for as long as the block runs; the system lets go when a program dies."""

    def __init__(self, home: Path) -> None:
        self.path = home / "lock"
        self.file: IO[str] | None = None

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.file = self.path.open("w")
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.file.close()
            raise Taken from None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.file is not None:
            self.file.close()
