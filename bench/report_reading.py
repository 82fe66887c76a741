"""Reading reports beside its peers, as ratios of one run: `python bench/report_reading.py`.

Forty invented reports of the forms of 2019 and 2021 in docx and in html. "exact" counts the files
of which every cell of parts three and four comes out right. The peers hand over rows of text; the
same interpreter as ours makes tables of them, so that only the reading differs. The floor does no
reading at all: it unpacks and parses.
"""

import io
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx as python_docx
from bs4 import BeautifulSoup
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from annual_report.invented import invented
from gongkai.annual_report.exchange import data_of
from gongkai.annual_report.reading import docx, html
from gongkai.annual_report.reading.blocks import Block, Paragraph, ragged_grid
from gongkai.annual_report.reading.interpretation import interpret
from gongkai.annual_report.rendering import RENDERERS

COUNT = 40
ROUNDS = 5
TABLES = ("applications", "remedies")


def main() -> None:
    reports = [invented(("2019", "2021")[seed % 2], seed=seed) for seed in range(COUNT)]
    truths = [{name: data_of(report)[name] for name in TABLES} for report in reports]
    for suffix, contenders in CONTENDERS.items():
        files = [RENDERERS[suffix](report) for report in reports]
        print(f"\n{suffix[1:]}, {COUNT} files of about {len(files[0]) // 1024} KiB")
        print(f"{'':44}{'exact':>8}{'docs/s':>10}{'ratio':>8}")
        ours = None
        for name, read in contenders.items():
            exact = sum(
                is_exact(read(file), truth) for file, truth in zip(files, truths, strict=True)
            )
            rate = best_rate(read, files)
            ours = ours or rate
            shown = "–" if exact == 0 and "floor" in name else f"{exact}/{COUNT}"
            print(f"{name:44}{shown:>8}{rate:>10.0f}{rate / ours:>8.3f}")


def best_rate(read: Callable[[bytes], object], files: list[bytes]) -> float:
    """Return documents a second: the best of some rounds, or of one where a round is long."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for file in files:
            read(file)
        best = min(best, time.perf_counter() - begun)
        if best > 1.0:
            break
    return len(files) / best


def is_exact(found: object, truth: dict) -> bool:
    if not isinstance(found, list):
        return False
    tables = data_of(interpret(found))
    return all(tables[name] == truth[name] for name in TABLES)


def our_docx(content: bytes) -> list[Block]:
    return list(docx.blocks_of(content))


def our_docx_with_interpretation(content: bytes) -> list[Block]:
    blocks = list(docx.blocks_of(content))
    interpret(blocks)
    return blocks


def by_python_docx(content: bytes) -> list[Block]:
    """Its rows repeat the text of merged cells, so each cell is taken once."""
    document = python_docx.Document(io.BytesIO(content))
    blocks: list[Block] = []
    for item in document.iter_inner_content():
        if hasattr(item, "rows"):
            blocks.append(ragged_grid([once(row.cells) for row in item.rows]))
        elif item.text.strip():
            blocks.append(Paragraph(item.text))
    return blocks


def once(cells: tuple) -> list[str]:
    texts, last = [], None
    for cell in cells:
        if cell._tc is not last:  # noqa: SLF001 - it offers no other way
            texts.append(cell.text)
        last = cell._tc  # noqa: SLF001
    return texts


def docx_floor(content: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def our_html(content: bytes) -> list[Block]:
    return list(html.blocks_of(content))


def our_html_with_interpretation(content: bytes) -> list[Block]:
    blocks = list(html.blocks_of(content))
    interpret(blocks, page=True)
    return blocks


def by_beautifulsoup(parser: str) -> Callable[[bytes], list[Block]]:
    def read(content: bytes) -> list[Block]:
        soup = BeautifulSoup(content, parser)
        blocks: list[Block] = []
        for item in soup.find_all(["h1", "h2", "p", "table"]):
            if item.name == "table":
                rows = [
                    [cell.get_text() for cell in row.find_all(["td", "th"])]
                    for row in item.find_all("tr")
                ]
                blocks.append(ragged_grid(rows))
            else:
                blocks.append(Paragraph(item.get_text()))
        return blocks

    return read


def html_floor(content: bytes) -> object:
    return LexborHTMLParser(content)


CONTENDERS: dict[str, dict[str, Callable[[bytes], object]]] = {
    ".docx": {
        "gongkai, blocks": our_docx,
        "gongkai, blocks and interpretation": our_docx_with_interpretation,
        "python-docx, row.cells": by_python_docx,
        "floor: unzip and lxml parse": docx_floor,
    },
    ".html": {
        "gongkai, blocks": our_html,
        "gongkai, blocks and interpretation": our_html_with_interpretation,
        "BeautifulSoup, lxml": by_beautifulsoup("lxml"),
        "BeautifulSoup, html.parser": by_beautifulsoup("html.parser"),
        "floor: lexbor parse": html_floor,
    },
}


if __name__ == "__main__":
    main()
