"""Who does the work: processes of this machine, or workers of a Dask cluster; both outlive a file.

A file that kills its worker, or holds it longer than the limit, is found by reading what the lost
worker had in hand file by file; everything else goes on.
"""

import faulthandler
import os
import pickle
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from gongkai.corpus import rows

Tables = dict[str, pa.Table]
_CHUNKS_OF_A_WORKER = 400  # then a fresh process takes its place, with whatever memory it kept
_CHUNKS_IN_HAND = 2  # one is read, one waits, so that no worker waits for the program
_PATIENCE = 2.0  # seconds for a killed process to be gone


class Pool(Protocol):
    """Reads files in parallel."""

    def read(self, chunks: Iterable[Sequence[str]]) -> Iterator[tuple[Sequence[str], Tables]]:
        """Yield each chunk of paths with its tables, in the order in which they are done."""

    def close(self) -> None:
        """Let the workers go, whatever they have in hand."""


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
    """Worker processes of this machine, each behind a pipe of its own: one lost takes nobody along."""

    def __init__(self, workers: int, seconds: float) -> None:
        self._seconds = seconds
        self._workers: list[_Worker] = []
        for _ in range(workers):
            self._workers.append(_Worker(seconds))

    def read(self, chunks: Iterable[Sequence[str]]) -> Iterator[tuple[Sequence[str], Tables]]:
        waiting = iter(chunks)
        again: deque[Sequence[str]] = deque()  # what lost workers had in hand, file by file
        suspects: list[
            str
        ] = []  # files that took a worker along, or were at hand when one was lost
        while True:
            self._supply(again, waiting)
            busy = [worker.pipe for worker in self._workers if worker.in_hand]
            if not busy:
                break
            answered = wait(busy)
            for at, worker in enumerate(self._workers):
                if worker.pipe not in answered:
                    continue
                try:
                    tables = worker.taken()
                except (EOFError, OSError):
                    self._renew(at)
                    first, *others = worker.in_hand
                    if len(first) > 1:
                        again += ([path] for path in first)
                    else:
                        suspects += first
                    again += others
                else:
                    yield worker.in_hand.popleft(), tables
        for path in suspects:  # alone: memory runs out for a file whose neighbours took it
            yield [path], self._alone(path)

    def close(self) -> None:
        for worker in self._workers:
            worker.kill()
        self._workers.clear()

    def _supply(self, again: deque[Sequence[str]], waiting: Iterator[Sequence[str]]) -> None:
        """Give every worker what it can hold, a fresh one in the place of each that did its part."""
        for at, worker in enumerate(self._workers):
            if worker.is_spent() and not worker.in_hand:
                self._renew(at)
        for worker in self._workers:
            while worker.takes_more():
                chunk = again.popleft() if again else next(waiting, None)
                if chunk is None:
                    return
                worker.give(chunk)

    def _alone(self, path: str) -> Tables:
        worker = self._workers[0]
        worker.give([path])
        try:
            tables = worker.taken()
        except (EOFError, OSError):
            self._renew(0)
            return lost(path, self._seconds)
        worker.in_hand.clear()
        return tables

    def _renew(self, at: int) -> None:
        self._workers[at].kill()
        self._workers[at] = _Worker(self._seconds)


class _Worker:
    """One process that reads chunks in the order in which it was given them."""

    def __init__(self, seconds: float) -> None:
        # A server with everything imported forks the workers, so that a lost one is soon replaced.
        context = get_context("forkserver")
        context.set_forkserver_preload([__name__])
        self.in_hand: deque[Sequence[str]] = deque()
        self._given = 0
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, seconds), daemon=True)
        # Server and workers inherit what is blocked here: Ctrl-C is for the program alone, which
        # ends them. The tracker comes first, since it unblocks the signal when it starts.
        resource_tracker.ensure_running()
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        theirs.close()  # else the pipe would not end with the worker

    def takes_more(self) -> bool:
        """Return whether one chunk more may be given: none is held up by a pipe that is full."""
        return len(self.in_hand) < _CHUNKS_IN_HAND and not self.is_spent()

    def is_spent(self) -> bool:
        return self._given >= _CHUNKS_OF_A_WORKER

    def give(self, chunk: Sequence[str]) -> None:
        self.in_hand.append(chunk)
        self._given += 1
        with suppress(OSError):  # it has just died: what it had in hand is found when it is asked
            self.pipe.send(chunk)

    def taken(self) -> Tables:
        """Return the tables of the first chunk in hand; raise EOFError or OSError of a lost worker."""
        tables: Tables = self.pipe.recv()
        return tables

    def kill(self) -> None:
        """End the process, at once: what it had in hand is read again another time."""
        self._process.kill()
        self._process.join(_PATIENCE)
        self.pipe.close()


def _work(pipe: Connection, seconds: float) -> None:
    """Read what comes through the pipe until it ends; runs in a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # for a server that somebody else had started
    while True:
        try:
            chunk = pipe.recv()
        except (EOFError, OSError):  # the program is gone
            return
        tables = read_files(chunk, seconds)
        with suppress(OSError):
            pipe.send(tables)


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
