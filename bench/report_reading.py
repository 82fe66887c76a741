"""Reading reports beside its peers, as ratios of one run: `python bench/report_reading.py`.

Forty invented reports of the forms of 2019 and 2021 in docx and in html. "exact" counts the files
of which every cell of parts three and four comes out right. The peers hand over rows of text; the
same interpreter as ours makes tables of them, so that only the reading differs. The floors do no
reading at all: they unpack, and run through the markup with a C parser or build its tree.
"""

import io
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

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
        rates: dict[str, float] = {}
        for name, read in contenders.items():
            exact = sum(
                is_exact(read(file), truth) for file, truth in zip(files, truths, strict=True)
            )
            rate = rates[name] = best_rate(read, files)
            ours = ours or rate
            shown = "–" if exact == 0 and "floor" in name else f"{exact}/{COUNT}"
            print(f"{name:44}{shown:>8}{rate:>10.0f}{rate / ours:>8.3f}")
        blocks, report = list(rates)[:2]
        for other, aims in AIMS[suffix].items():
            for name, aim in zip((blocks, report), aims, strict=True):
                aimed = f"aim {aim:g}" if aim else ""
                print(f"  {name} / {other}: {rates[name] / rates[other]:.2f} {aimed}")


def best_rate(read: Callable[[bytes], object], files: list[bytes]) -> float:
    """Return documents a second of the processor: the best of some rounds, of one where it is long."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        for file in files:
            read(file)
        best = min(best, time.process_time() - begun)
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
    interpret(blocks)  # which ends with the relations of every table
    return blocks


def our_docx_by_tree(content: bytes) -> list[Block]:
    """As a document is read that holds tracked changes, boxes or hidden runs."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return docx._read_as_tree(package.read("word/document.xml"), None)  # noqa: SLF001


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


def docx_tokens(content: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return expat.ParserCreate().Parse(package.read("word/document.xml"), True)


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
        "gongkai, report with all relations": our_docx_with_interpretation,
        "gongkai, blocks by tree": our_docx_by_tree,
        "python-docx, row.cells": by_python_docx,
        "floor: unzip and expat tokens": docx_tokens,
        "floor: unzip and lxml tree": docx_floor,
    },
    ".html": {
        "gongkai, blocks": our_html,
        "gongkai, report with all relations": our_html_with_interpretation,
        "BeautifulSoup, lxml": by_beautifulsoup("lxml"),
        "BeautifulSoup, html.parser": by_beautifulsoup("html.parser"),
        "floor: lexbor parse": html_floor,
    },
}

# What the blocks, and the report with all relations, should be of the others' documents a second.
AIMS: dict[str, dict[str, tuple[float, float]]] = {
    ".docx": {
        "python-docx, row.cells": (20, 12),
        "floor: unzip and expat tokens": (0, 0.25),
    },
    ".html": {"floor: lexbor parse": (0.25, 0)},
}


if __name__ == "__main__":
    main()
