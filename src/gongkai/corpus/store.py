"""The folder of Parquet files: batches added whole or not at all, a journal of what was read."""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from gongkai.corpus.rows import BY_YEAR, SCHEMAS
from gongkai.corpus.sources import Source

_PARTITIONING = ds.partitioning(pa.schema([("year", pa.int32())]), flavor="hive")
_JOURNAL = "journal.jsonl"
_MARK = {"schema": "gongkai/corpus/1"}


class Unusable(Exception):
    """Raise with one Chinese sentence for the person who named the folder."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Store:
    """One corpus on disk: `TABLE/year=YYYY/BATCH-0.parquet`, `set_aside/BATCH-0.parquet`, a journal.

    A batch stands once its line is in the journal; what an interrupted run left beside is removed
    when the next one begins. A file read again after it changed replaces its rows: the readers take
    the newest batch of each path.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[int, int] = {}  # of earlier runs: mark of a path → mark of what was read
        self._batches = 0

    @classmethod
    def existing(cls, folder: Path) -> "Store":
        """Return the corpus in a folder; raise Unusable where there is none."""
        store = cls(folder)
        try:
            for entry in store._entries():
                store._batches = entry["batch"]
        except OSError as fault:
            raise Unusable(f"“{folder}”里没有语料库，请先运行 gongkai corpus ingest。") from fault
        return store

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Make the folder, or go on with it, alone; raise Unusable for a folder of something else."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            others = {each.name for each in self.folder.iterdir()} - {_JOURNAL, *SCHEMAS}
            if others and not (self.folder / _JOURNAL).exists():
                raise Unusable(f"“{self.folder}”里有别的文件，请换一个空目录。")
            with (self.folder / _JOURNAL).open("a+", encoding="utf-8") as journal:
                try:
                    fcntl.flock(journal, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    raise Unusable(f"另一个程序正在写“{self.folder}”。") from None
                if not journal.tell():
                    _add_line(journal.fileno(), _MARK)
                for entry in self._entries():
                    self._batches = entry["batch"]
                    self._read |= (_marks(Source(*each)) for each in entry["files"])
                self._remove_unfinished()
                yield
        except OSError as fault:
            raise Unusable(f"“{self.folder}”不能写入。") from fault

    def has(self, source: Source) -> bool:
        """Return whether this file was read in an earlier run, and has not changed since."""
        path, state = _marks(source)
        return self._read.get(path) == state

    def add(self, tables: Mapping[str, pa.Table], done: Iterable[Source]) -> None:
        """Add one batch and only then its line in the journal."""
        number = self._batches + 1
        name = f"{number:06d}-{{i}}.parquet"
        for table, rows in tables.items():
            if rows.num_rows:
                ds.write_dataset(
                    rows.append_column("batch", pa.array([number] * len(rows), pa.int32())),
                    self.folder / table,
                    format="parquet",
                    partitioning=_PARTITIONING if table in BY_YEAR else None,
                    basename_template=name,
                    existing_data_behavior="overwrite_or_ignore",
                    max_partitions=4096,
                )
        with (self.folder / _JOURNAL).open("ab") as journal:
            line = {"batch": number, "files": [list(source) for source in done]}
            _add_line(journal.fileno(), line)
        self._batches = number

    def counts(self) -> dict[str, int]:
        """Return the rows of each table, of the batches that stand."""
        return {
            name: sum(pq.read_metadata(path).num_rows for path in self.files(name))
            for name in SCHEMAS
        }

    def files(self, table: str) -> list[Path]:
        """Return the Parquet files of a table, of the batches that stand."""
        return [
            path
            for path in sorted((self.folder / table).rglob("*.parquet"))
            if int(path.name.partition("-")[0]) <= self._batches
        ]

    def _entries(self) -> Iterator[Mapping[str, Any]]:
        """Yield the lines of the journal that stand, one a batch."""
        with (self.folder / _JOURNAL).open(encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                try:
                    entry = json.loads(line)
                except ValueError:
                    return  # the line a dying program was writing: its batch is done again
                if number:
                    yield entry
                elif entry != _MARK:
                    raise Unusable(f"“{self.folder}”不是这个版本的语料库。")

    def _remove_unfinished(self) -> None:
        standing = {path for table in SCHEMAS for path in self.files(table)}
        for table in SCHEMAS:
            for path in (self.folder / table).rglob("*.parquet"):
                if path not in standing:
                    path.unlink()
        _cut_broken_line(self.folder / _JOURNAL)


def _marks(source: Source) -> tuple[int, int]:
    """Return 64 bits each for a path and for what stood there: a million files are held in memory."""
    state = f"{source.size} {source.changed}"
    return _mark(source.path), _mark(state)


def _mark(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(errors="surrogateescape"), digest_size=8).digest())


def _add_line(descriptor: int, entry: Mapping[str, object]) -> None:
    line = json.dumps(entry, ensure_ascii=False) + "\n"
    # The bytes of a name that is no text are what JSON escapes: \udcb2.
    os.write(descriptor, line.encode(errors="backslashreplace"))
    os.fsync(descriptor)


def _cut_broken_line(journal: Path) -> None:
    """Cut what a dying program left of its last line, so that the next line begins on its own."""
    with journal.open("rb+") as stream:
        stream.seek(0, os.SEEK_END)
        end = stream.tell()
        whole = 0
        stream.seek(0)
        for line in stream:
            if line.endswith(b"\n"):
                whole += len(line)
        if whole < end:
            stream.truncate(whole)
