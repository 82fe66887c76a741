"""The files to read: all of a folder, or those a list names."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Source(NamedTuple):
    """A file, and what tells whether it is still the one that was read: bytes, nanoseconds."""

    path: str
    size: int
    changed: int


def sources(origin: Path) -> Iterator[Source]:
    """Yield the files under a folder, or those a text file names one a line, each once, in order.

    Hidden files are passed over. A line of a list that names no file is yielded with size -1, so
    that it is set aside by name. Raise OSError where the folder or the list cannot be read.
    """
    yield from _under(origin) if origin.is_dir() else _listed(origin)


def _under(folder: Path) -> Iterator[Source]:
    """Yield what lies under a folder; of a hundred thousand names none is held longer than needed."""
    with os.scandir(folder) as found:
        names = [
            entry.name + "/" * entry.is_dir(follow_symlinks=False)
            for entry in found
            if not entry.name.startswith(".")
        ]
    names.sort(key=lambda name: name.removesuffix("/"), reverse=True)
    while names:
        name = names.pop()
        path = folder / name
        if name.endswith("/"):
            yield from _under(path)
        elif path.is_file():
            yield _source(path)


def _listed(names: Path) -> Iterator[Source]:
    """Yield what a list names, once; a relative name starts at the folder of the list."""
    seen: set[int] = set()  # hashes: shorter than names
    with names.open(encoding="utf-8-sig") as lines:
        for line in lines:
            name = line.strip()
            if name and hash(name) not in seen:
                seen.add(hash(name))
                yield _source(names.parent / name)


def _source(path: Path) -> Source:
    path = path.absolute()
    try:
        state = path.stat()
    except (OSError, ValueError):
        return Source(str(path), -1, 0)
    return Source(str(path), state.st_size, state.st_mtime_ns)
