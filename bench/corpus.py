"""Very many files: rate on one and two workers and on a Dask cluster, and memory from few to many.

`python bench/corpus.py [FILES]` (default 600). The floor reads the same files one after another in
this process, without check, store or pool. Memory is the greatest of the parent process, which holds
what waits to be written; workers are renewed after some hundred chunks.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from distributed import LocalCluster

from gongkai.annual_report.reading import read
from gongkai.corpus import ingest, synthesize


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        synthesize(folder, count)
        files = folder / "files"
        print(f"{count} files of all years and formats")
        print(f"{'':36}{'files/s':>10}{'ratio':>8}")
        floor = rate(count, lambda: [read(path) for path in files.iterdir()])
        print(f"{'floor: read alone, one process':36}{floor:>10.0f}{1:>8.2f}")
        for workers in (1, 2):
            out = folder / f"out-{workers}"
            shown = rate(
                count, lambda out=out, workers=workers: ingest(files, out, workers=workers)
            )
            print(f"{f'ingest, workers: {workers}':36}{shown:>10.0f}{shown / floor:>8.2f}")
        shown = on_cluster(files, folder / "out-cluster", count)
        print(f"{'ingest, Dask, two processes':36}{shown:>10.0f}{shown / floor:>8.2f}")
        print(f"\n{'files':>10}{'MiB of the parent at most':>30}")
        for part in (count // 10, count // 2, count):
            print(f"{part:>10}{peak(files, folder / f'memory-{part}', part):>30.0f}")


def rate(count: int, work: object) -> float:
    begun = time.perf_counter()
    work()
    return count / (time.perf_counter() - begun)


def on_cluster(files: Path, out: Path, count: int) -> float:
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        return rate(count, lambda: ingest(files, out, cluster=cluster.scheduler_address))


def peak(files: Path, out: Path, count: int) -> float:
    """Return the greatest memory of a process that ingests some of the files, in MiB."""
    names = out.with_suffix(".txt")
    names.write_text("\n".join(str(path) for path in sorted(files.iterdir())[:count]))
    asked = subprocess.run(
        [sys.executable, __file__, "--peak", str(names), str(out)],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(asked.stdout)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        ingest(Path(sys.argv[2]), Path(sys.argv[3]), workers=2)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    else:
        main()
