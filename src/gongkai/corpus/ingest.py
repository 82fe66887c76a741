"""Reading a folder or list of files into a store: in parallel, resumable, past every bad file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from os import cpu_count
from pathlib import Path

import pyarrow as pa

from gongkai.corpus.pools import Cluster, Pool, Processes, Tables
from gongkai.corpus.rows import SCHEMAS
from gongkai.corpus.sources import Source, sources
from gongkai.corpus.store import Store

SECONDS = 20.0  # a report is read in hundredths of one
_CHUNK = 16  # files a worker takes at a time
_BATCH = 1_000  # files whose rows wait in memory, some 15 MB of Arrow


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: files in all, left from earlier runs, read now, and of these set aside."""

    total: int
    earlier: int
    read: int
    set_aside: int


def ingest(
    origin: Path,
    out: Path,
    *,
    workers: int | None = None,
    cluster: str | None = None,
    seconds: float = SECONDS,
    tell: Callable[[Progress], None] = lambda _: None,
) -> Progress:
    """Read all files of a folder or list that `out` does not hold yet; return how it ended.

    Raise OSError where the files cannot be listed, Unusable where `out` cannot be written. A run
    that was interrupted is gone on with by calling this again.
    """
    store = Store(out)
    with store.opened():
        total = sum(1 for _ in sources(origin))
        todo = (source for source in sources(origin) if not store.has(source))
        left = sum(1 for source in sources(origin) if not store.has(source))
        progress = Progress(total, total - left, 0, 0)
        tell(progress)
        if left == 0:
            return progress
        workers = min(workers or cpu_count() or 1, -(-left // _CHUNK))
        pool: Pool = Cluster(cluster, seconds) if cluster else Processes(workers, seconds)
        try:
            for tables, done in _batches(pool, todo, progress, tell):
                store.add(tables, done)
                progress = _advanced(progress, tables, done)
        finally:
            pool.close()
        return progress


def _batches(
    pool: Pool, todo: Iterable[Source], progress: Progress, tell: Callable[[Progress], None]
) -> Iterator[tuple[Tables, list[Source]]]:
    """Yield the tables of some thousand files at a time, with the files they came from."""
    known: dict[str, Source] = {}
    pieces: list[Tables] = []
    done: list[Source] = []
    for paths, tables in pool.read(_chunks(todo, known)):
        read = [known.pop(path) for path in paths]
        pieces.append(tables)
        done += read
        progress = _advanced(progress, tables, read)
        tell(progress)
        if len(done) >= _BATCH:
            yield _joined(pieces), done
            pieces, done = [], []
    if done:
        yield _joined(pieces), done


def _chunks(todo: Iterable[Source], known: dict[str, Source]) -> Iterator[list[str]]:
    waiting = iter(todo)
    while chunk := list(islice(waiting, _CHUNK)):
        known |= {source.path: source for source in chunk}
        yield [source.path for source in chunk]


def _joined(pieces: Sequence[Tables]) -> Tables:
    return {name: pa.concat_tables([piece[name] for piece in pieces]) for name in SCHEMAS}


def _advanced(progress: Progress, tables: Tables, done: Sequence[Source]) -> Progress:
    return Progress(
        progress.total,
        progress.earlier,
        progress.read + len(done),
        progress.set_aside + tables["set_aside"].num_rows,
    )
