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
    that was interrupted is gone on with by calling this again; on KeyboardInterrupt it ends its
    workers, keeps what they have read, and lets the interrupt through.
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
        batch = _Batch(store)
        known: dict[str, Source] = {}
        try:
            for paths, tables in pool.read(_chunks(todo, known)):
                done = [known.pop(path) for path in paths]
                batch.add(tables, done)
                progress = _advanced(progress, tables, done)
                tell(progress)
                if batch.count >= _BATCH:
                    batch.write()
        except KeyboardInterrupt:
            pool.close()
            batch.write()  # what was read need not be read again
            raise
        finally:
            pool.close()
        batch.write()
        return progress


class _Batch:
    """The rows of some thousand files, in memory until they are written together."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pieces: list[tuple[Tables, list[Source]]] = []

    @property
    def count(self) -> int:
        return sum(len(done) for _, done in self._pieces)

    def add(self, tables: Tables, done: list[Source]) -> None:
        self._pieces.append((tables, done))

    def write(self) -> None:
        if self._pieces:
            tables = _joined([tables for tables, _ in self._pieces])
            self._store.add(tables, [source for _, done in self._pieces for source in done])
            self._pieces.clear()


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
