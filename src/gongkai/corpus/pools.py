"""Who does the work: processes of this machine, or workers of a Dask cluster; both outlive a file.

A file that kills its worker, or holds it longer than the limit, is found by reading what the lost
worker had in hand file by file; everything else goes on.
"""

import faulthandler
import os
import pickle
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from gongkai.corpus import rows

Tables = dict[str, pa.Table]
_CHUNKS_OF_A_WORKER = 400  # then a fresh process takes its place, with whatever memory it kept


class Pool(Protocol):
    """Reads files in parallel."""

    def read(self, chunks: Iterable[Sequence[str]]) -> Iterator[tuple[Sequence[str], Tables]]:
        """Yield each chunk of paths with its tables, in the order in which they are done."""

    def close(self) -> None:
        """Let the workers go."""


def read_files(paths: Sequence[str], seconds: float) -> Tables:
    """Return the rows of some files; runs in a worker, which ends itself when one takes too long.

    A watchdog thread ends the process even while C code holds it; an exception could not.
    """
    columns = rows.empty()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        for path in paths:
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            try:
                rows.add_file(columns, path)
            finally:
                faulthandler.cancel_dump_traceback_later()
    return rows.tables(columns)


def lost(path: str, seconds: float) -> Tables:
    """Return the row of a file that took its worker along."""
    columns = rows.empty()
    reason = f"读取这份文件的进程中途退出，或者超过{seconds:g}秒没有读完，已跳过。"
    rows.set_aside(columns, path, "killed", reason)
    return rows.tables(columns)


def read_files_pickled(paths: Sequence[str], seconds: float) -> bytes:
    """Return the rows of some files as one piece; Dask lays Arrow's own buffers out of line."""
    return pickle.dumps(read_files(paths, seconds), protocol=5)


class Processes:
    """Worker processes of this machine."""

    def __init__(self, workers: int, seconds: float) -> None:
        self._workers = workers
        self._seconds = seconds
        self._pool = self._fresh()

    def read(self, chunks: Iterable[Sequence[str]]) -> Iterator[tuple[Sequence[str], Tables]]:
        waiting = iter(chunks)
        running: dict[Future[Tables], Sequence[str]] = {}
        while True:
            suspects: list[Sequence[str]] = []
            for chunk in waiting:
                future = self._submit(chunk)
                if future is None:
                    suspects.append(chunk)
                    break
                running[future] = chunk
                if len(running) >= 2 * self._workers:
                    break
            if not running and not suspects:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done if running else ():
                chunk = running.pop(future)
                try:
                    yield chunk, future.result()
                except BrokenProcessPool:
                    suspects.append(chunk)
            if suspects:  # one of all that ran did it: each is tried while nothing else runs
                suspects += running.values()
                running.clear()
                self._renew()
                for chunk in suspects:
                    yield from self._alone(chunk)

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _submit(self, chunk: Sequence[str]) -> Future[Tables] | None:
        try:
            return self._pool.submit(read_files, chunk, self._seconds)
        except BrokenProcessPool:
            return None

    def _alone(self, chunk: Sequence[str]) -> Iterator[tuple[Sequence[str], Tables]]:
        try:
            yield chunk, self._pool.submit(read_files, chunk, self._seconds).result()
        except BrokenProcessPool:
            self._renew()
            if len(chunk) == 1:
                yield chunk, lost(chunk[0], self._seconds)
                return
            for path in chunk:
                yield from self._alone([path])

    def _renew(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._fresh()

    def _fresh(self) -> ProcessPoolExecutor:
        # A server with everything imported forks the workers, so that a lost one is soon replaced.
        context = get_context("forkserver")
        context.set_forkserver_preload([__name__])
        return ProcessPoolExecutor(
            self._workers, mp_context=context, max_tasks_per_child=_CHUNKS_OF_A_WORKER
        )


class Cluster:
    """Workers of a Dask cluster; they see the files under the same paths, one thread a worker."""

    def __init__(self, address: str, seconds: float) -> None:
        from distributed import Client  # noqa: PLC0415 - the optional extra `cluster`

        client: Any = Client  # untyped
        self._client = client(address, timeout="10s", set_as_default=False)
        self._seconds = seconds

    def read(self, chunks: Iterable[Sequence[str]]) -> Iterator[tuple[Sequence[str], Tables]]:
        from distributed import KilledWorker, as_completed  # noqa: PLC0415 - as above

        completed: Any = as_completed  # untyped

        waiting = iter(chunks)
        running: dict[str, Sequence[str]] = {}
        ready = completed([], loop=self._client.loop)

        def submit(chunk: Sequence[str]) -> None:
            future = self._client.submit(read_files_pickled, chunk, self._seconds, pure=False)
            running[future.key] = chunk
            ready.add(future)

        for _ in range(2 * max(1, sum(self._client.nthreads().values()))):
            if (chunk := next(waiting, None)) is not None:
                submit(chunk)
        for future in ready:
            chunk = running.pop(future.key)
            try:
                tables = pickle.loads(future.result())  # noqa: S301 - from our own workers
            except KilledWorker:
                if len(chunk) == 1:
                    yield chunk, lost(chunk[0], self._seconds)
                else:
                    for path in chunk:
                        submit([path])
            else:
                yield chunk, tables
            if (following := next(waiting, None)) is not None:
                submit(following)

    def close(self) -> None:
        self._client.close()
