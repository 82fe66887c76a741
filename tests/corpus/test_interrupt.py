"""Ctrl-C on the real program: it ends at once whatever its workers hold, and goes on when asked again."""

import os
import signal
import subprocess
import sys
from time import monotonic, sleep

import pytest

from gongkai.corpus import ingest, query
from gongkai.corpus.synthesis import synthetic

COUNT = 60
_SOON = 15  # seconds in which the program begins, on a machine that is busy
_FEW = 8  # seconds in which it ends; what its workers hold would take them a hundred


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Some reports, and a pipe that holds whoever reads it."""
    folder = tmp_path_factory.mktemp("files")
    for each in synthetic(COUNT, formats=[".txt", ".html"]):
        (folder / each.name).write_bytes(each.content)
    os.mkfifo(folder / "永远读不完.docx")
    return folder


def listed(folder, *more):
    names = [*(str(path) for path in sorted(folder.glob("0*"))), *map(str, more)]
    (folder / "清单.txt").write_text("\n".join(names), encoding="utf-8")
    return folder / "清单.txt"


def command(names, out):
    program = [sys.executable, "-c", "from gongkai.cli import main; main()"]
    line = ["corpus", "ingest", names, "--out", out, "--workers", "2", "--seconds", "100"]
    return [*program, *map(str, line)]


@pytest.mark.parametrize(
    ("moment", "everybody"), [(0, True), (0.4, False), (0.8, True), (2, True), (2, False)]
)
def test_it_ends_at_once_and_can_be_gone_on_with(tmp_path, folder, moment, everybody):
    out = tmp_path / "out"
    names = listed(folder, folder / "永远读不完.docx")
    process = subprocess.Popen(
        command(names, out), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    begun = monotonic()
    while not (out / "journal.jsonl").exists():
        assert process.poll() is None
        assert monotonic() < begun + _SOON
        sleep(0.02)
    sleep(moment)
    # A terminal interrupts the workers too; `timeout -s INT` the program alone.
    (os.killpg if everybody else os.kill)(process.pid, signal.SIGINT)
    try:
        _, said = process.communicate(timeout=_FEW)
    finally:
        process.kill()
    assert process.returncode == 130
    assert said == "gongkai：已中止。再运行同一条命令，就接着读其余的。\n"
    done = subprocess.run(
        command(listed(folder), out), capture_output=True, text=True, check=True, timeout=100
    )
    assert done.stdout.startswith(f"共{COUNT}份文件")
    assert query(out, "SELECT count(*), count(DISTINCT path) FROM reports").rows == [(COUNT, COUNT)]


def test_what_was_read_when_it_was_interrupted_is_kept(tmp_path, folder):
    told = []

    def interrupt(progress):
        if progress.read >= 32:
            told.append(progress.read)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(listed(folder), tmp_path / "out", workers=2, tell=interrupt)
    done = ingest(listed(folder), tmp_path / "out", workers=2)
    assert (done.total, done.earlier) == (COUNT, told[0])
    assert done.read == COUNT - done.earlier
