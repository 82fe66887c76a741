"""Very many files: rate on one and two workers and on a Dask cluster, and memory from few to many.

`python bench/corpus.py [FILES] [--large]` (default 600). The floor reads the same files one after
another in this process, without check, store or pool.

Memory is the greatest that the kernel saw (VmHWM) of the main process, which hands out the work and
writes, and of the largest of its two workers. The files of that part are hard links to 240 reports as
text, as many names as files: each is opened, read, checked and stored as if it were the only one, up
to 5,000, with --large up to 100,000. As reading so many takes its time, the main process is measured
by itself too: it lists 100,000 files, and is given the rows of the first sixteen for each sixteen.
"""

import argparse
import os
import pickle
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from distributed import LocalCluster

from gongkai.annual_report.reading import read
from gongkai.corpus import ingest, synthesize
from gongkai.corpus.pools import Tables, read_files

DISTINCT = 240
FEW, MANY = (1_000, 5_000), (20_000, 100_000)
ALONE = (1_000, 10_000, 100_000)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("files", nargs="?", type=int, default=600)
    asked.add_argument("--large", action="store_true")
    asked.add_argument("--only", choices=("rates", "memory", "alone"))
    asked.add_argument("--ingest", nargs=3, help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.ingest:
        how, *folders = options.ingest
        if how == "alone":
            sys.modules[ingest.__module__].Processes = Recorded
        ingest(*map(Path, folders), workers=2)
        return
    with tempfile.TemporaryDirectory() as name:
        if options.only in {None, "rates"}:
            print_rates(Path(name) / "rates", options.files)
        if options.only in {None, "memory"}:
            print_memory(Path(name), "read", (*FEW, *MANY) if options.large else FEW)
        if options.only in {None, "alone"}:
            print_memory(Path(name), "alone", ALONE)


class Recorded:
    """A pool that gives the rows of its first files for all others, as workers send them."""

    def __init__(self, _workers: int, seconds: float) -> None:
        self._seconds = seconds

    def read(self, chunks: Iterable[Sequence[str]]) -> Iterator[tuple[Sequence[str], Tables]]:
        sent = b""
        for chunk in chunks:
            sent = sent or pickle.dumps(read_files(chunk, self._seconds), protocol=5)
            yield chunk, pickle.loads(sent)

    def close(self) -> None:
        pass


def print_rates(folder: Path, count: int) -> None:
    synthesize(folder, count)
    files = folder / "files"
    print(f"{count} files of all years and formats")
    print(f"{'':36}{'files/s':>10}{'ratio':>8}")
    floor = rate(count, lambda: [read(path) for path in files.iterdir()])
    print(f"{'floor: read alone, one process':36}{floor:>10.0f}{1:>8.2f}", flush=True)
    for workers in (1, 2):
        out = folder / f"out-{workers}"
        shown = rate(count, lambda out=out, workers=workers: ingest(files, out, workers=workers))
        print(f"{f'ingest, workers: {workers}':36}{shown:>10.0f}{shown / floor:>8.2f}", flush=True)
    shown = on_cluster(files, folder / "out-cluster", count)
    print(f"{'ingest, Dask, two processes':36}{shown:>10.0f}{shown / floor:>8.2f}\n", flush=True)


def rate(count: int, work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return count / (time.perf_counter() - begun)


def on_cluster(files: Path, out: Path, count: int) -> float:
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        return rate(count, lambda: ingest(files, out, cluster=cluster.scheduler_address))


def print_memory(folder: Path, how: str, counts: tuple[int, ...]) -> None:
    folder /= how
    synthesize(folder, DISTINCT, formats=[".txt"])
    reports = sorted((folder / "files").iterdir())
    shown = "all files read" if how == "read" else "main process alone, sixteen files read"
    print(f"{shown}\n{'files':>10}{'files/s':>10}{'MiB, main process':>20}{'MiB, a worker':>16}")
    for count in counts:
        links = folder / f"links-{count}"
        links.mkdir()
        for number in range(count):
            os.link(reports[number % DISTINCT], links / f"{number:06d}.txt")
        begun = time.perf_counter()
        main_process, worker = peaks(how, links, folder / f"out-{count}")
        spent = time.perf_counter() - begun
        print(
            f"{count:>10}{count / spent:>10.0f}{main_process:>20.0f}{worker or '–':>16}", flush=True
        )
    print()


def peaks(how: str, files: Path, out: Path) -> tuple[float, int]:
    """Return the greatest memory of a process that ingests files, and of the largest it began."""
    run = subprocess.Popen(
        [sys.executable, __file__, "--ingest", how, files, out], start_new_session=True
    )
    most: dict[int, float] = {}
    while run.poll() is None:
        for process, mebibytes in of_session(run.pid):
            most[process] = max(mebibytes, most.get(process, 0))
        time.sleep(0.1)
    assert run.returncode == 0
    return most.pop(run.pid), round(max(most.values(), default=0))


def of_session(session: int) -> Iterator[tuple[int, float]]:
    """Yield each process of a session with the most memory it had so far, in MiB."""
    for each in Path("/proc").glob("[0-9]*"):
        try:
            process = int(each.name)
            is_ours = os.getsid(process) == session
            peak = re.search(r"VmHWM:\s+(\d+)", (each / "status").read_text()) if is_ours else None
        except OSError:
            continue  # it has ended
        if peak:
            yield process, int(peak[1]) / 1024


if __name__ == "__main__":
    main()
