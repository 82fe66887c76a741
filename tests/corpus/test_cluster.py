"""The same on a Dask cluster of two processes: every report once, a file that kills named."""

import os
from contextlib import contextmanager

import pytest

from gongkai.corpus import ingest, query
from gongkai.corpus.synthesis import synthetic

dask = pytest.importorskip("dask", reason="the extra `cluster` is not installed")
distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
pytestmark = pytest.mark.filterwarnings("default")  # Dask's own


@contextmanager
def cluster():
    # As the manual advises: a file that took its worker along is not given to three others.
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as each,
    ):
        yield each.scheduler_address


def test_a_cluster_reads_what_processes_read(tmp_path, capfd):
    (tmp_path / "files").mkdir()
    for each in synthetic(40):
        (tmp_path / "files" / each.name).write_bytes(each.content)
    names = sorted(str(path) for path in (tmp_path / "files").iterdir())
    os.mkfifo(tmp_path / "永远读不完.docx")
    listed = [*names[:7], str(tmp_path / "永远读不完.docx"), *names[7:]]
    (tmp_path / "清单.txt").write_text("\n".join(listed), encoding="utf-8")
    with cluster() as address:
        done = ingest(tmp_path / "清单.txt", tmp_path / "a", cluster=address, seconds=8)
    assert (done.read, done.set_aside) == (41, 1)
    assert "poorly aligned" not in capfd.readouterr().err  # Arrow would say so of every column
    ingest(tmp_path / "files", tmp_path / "b", workers=2)
    everything = "SELECT path, title, errors, bytes FROM reports ORDER BY path"
    assert query(tmp_path / "a", everything).rows == query(tmp_path / "b", everything).rows
    cells = "SELECT report, part, row_key, column_key, value FROM cells ORDER BY ALL"
    assert query(tmp_path / "a", cells).rows == query(tmp_path / "b", cells).rows
    [(path, kind)] = query(tmp_path / "a", "SELECT path, kind FROM set_aside").rows
    assert (path, kind) == (str(tmp_path / "永远读不完.docx"), "killed")
