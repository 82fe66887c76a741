"""Word 97–2003 files beside LibreOffice, in one run: `python bench/doc_reading.py`.

Reports of the forms of 2008, 2019 and 2021 as LibreOffice wrote them. "exact" counts the files of
which every table comes out right. LibreOffice converts all of them to html in one start of the
program, which the reader of pages then reads; without it the line says absent.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from gongkai.annual_report.exchange import data_of
from gongkai.annual_report.reading import doc, html
from gongkai.annual_report.reading.interpretation import interpret

FOLDER = Path(__file__).parent.parent / "tests/annual_report/fixtures/doc"
TABLES = ("proactive", "applications", "remedies", "statistics")
COPIES = 12  # of each file: LibreOffice starts once for all
ROUNDS = 7


def main() -> None:
    files = sorted(FOLDER.glob("form_*.doc"))
    truths = [json.loads(file.with_suffix(".json").read_text(encoding="utf-8")) for file in files]
    contents = [file.read_bytes() for file in files]
    print(f"doc, {len(files)} files of about {len(contents[0]) // 1024} KiB, {COPIES} times each")
    print(f"{'':44}{'exact':>8}{'docs/s':>10}{'ratio':>8}")
    exact = sum(
        is_exact(interpret(doc.blocks_of(content)), truth)
        for content, truth in zip(contents, truths, strict=True)
    )
    ours = rate(doc.blocks_of, contents)
    line("gongkai, blocks", f"{exact}/{len(files)}", ours, ours)
    whole = rate(lambda content: interpret(doc.blocks_of(content)), contents)
    line("gongkai, blocks and interpretation", f"{exact}/{len(files)}", whole, ours)
    if shutil.which("soffice") is None:
        print(f"{'LibreOffice to html, one batch':44}{'absent':>8}")
        return
    seconds, pages = converted(files)
    exact = sum(
        is_exact(interpret(html.blocks_of(page), page=True), truth)
        for page, truth in zip(pages, truths, strict=True)
    )
    line(
        "LibreOffice to html, one batch",
        f"{exact}/{len(files)}",
        COPIES * len(files) / seconds,
        ours,
    )


def line(name: str, exact: str, docs: float, ours: float) -> None:
    print(f"{name:44}{exact:>8}{docs:>10.0f}{docs / ours:>8.3f}")


def rate(read: Callable[[bytes], object], contents: list[bytes]) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for content in contents * COPIES:
            read(content)
        best = min(best, time.perf_counter() - begun)
    return COPIES * len(contents) / best


def converted(files: list[Path]) -> tuple[float, list[bytes]]:
    with tempfile.TemporaryDirectory() as folder:
        copies = []
        for number in range(COPIES):
            for file in files:
                copies.append(Path(folder) / f"{file.stem}_{number}.doc")
                copies[-1].write_bytes(file.read_bytes())
        command = [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "html",
            "--outdir",
            folder,
        ]
        run = lambda names: subprocess.run([*command, *names], check=True, capture_output=True)  # noqa: E731
        run([str(copies[0])])  # the first start makes the profile
        begun = time.perf_counter()
        run([str(copy) for copy in copies])
        seconds = time.perf_counter() - begun
        pages = [(Path(folder) / f"{file.stem}_0.html").read_bytes() for file in files]
    return seconds, pages


def is_exact(found: object, truth: dict) -> bool:
    tables = data_of(found)
    return all(tables[name] == truth[name] for name in TABLES)


if __name__ == "__main__":
    main()
