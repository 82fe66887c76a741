"""Reading pdf beside its peers, as ratios of one run: `python bench/pdf_reading.py [FOLDER …]`.

The files kept for the tests, as LibreOffice, Chromium and typst print them, of the forms of 2008,
2019 and 2021, rows cut by page breaks among them; FOLDER holds others, each with its truth as JSON
beside it (tests/annual_report/fixtures/make_pdf.py writes them). "exact" counts the files of which
every cell of every table comes out right; "cut" counts those among them that are cut by pages. The
peers hand over rows of text, and the same interpreter as ours makes tables of them. The floor does
no reading at all: it takes the text of each page from pdfium, in one piece.
"""

import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

from gongkai.annual_report.exchange import data_of
from gongkai.annual_report.reading import pdf
from gongkai.annual_report.reading.blocks import Block, Paragraph, Remark, ragged_grid
from gongkai.annual_report.reading.interpretation import interpret
from gongkai.annual_report.reading.unreadable import Unreadable

FIXTURES = Path(__file__).parent.parent / "tests" / "annual_report" / "fixtures" / "pdf"
PRODUCERS = ("writer", "chromium", "typst")
TABLES = ("proactive", "applications", "remedies", "statistics")
ROUNDS = 5


def main() -> None:
    folders = [Path(name) for name in sys.argv[1:]] or [FIXTURES]
    paths = sorted(path for folder in folders for path in folder.glob("*.pdf"))
    groups = {name: [path for path in paths if path.stem.startswith(name)] for name in PRODUCERS}
    rest = [path for path in paths if not path.stem.startswith(PRODUCERS)]
    for name, own in (groups | {"other": rest, "all": paths}).items():
        if own:
            compare(name, own)


def compare(name: str, paths: list[Path]) -> None:
    files = [path.read_bytes() for path in paths]
    truths = [json.loads(path.with_suffix(".json").read_text(encoding="utf-8")) for path in paths]
    cut = [path.stem.endswith("_cut") for path in paths]
    size = sum(map(len, files)) // len(files) // 1024
    print(f"\n{name}, {len(files)} files of about {size} KiB, {sum(cut)} cut by pages")
    print(f"{'':44}{'exact':>8}{'cut':>8}{'docs/s':>10}{'ratio':>8}")
    ours = None
    for called, read in CONTENDERS.items():
        right = [is_exact(read(file), truth) for file, truth in zip(files, truths, strict=True)]
        rate = best_rate(read, files)
        ours = ours or rate
        exact = f"{sum(right)}/{len(files)}"
        both = f"{sum(a and b for a, b in zip(right, cut, strict=True))}/{sum(cut)}"
        if "floor" in called:
            exact = both = "–"
        print(f"{called:44}{exact:>8}{both:>8}{rate:>10.1f}{rate / ours:>8.3f}")


def best_rate(read: Callable[[bytes], object], files: list[bytes]) -> float:
    """Return documents a second of processor time: the best of some rounds, or of one long one."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        for file in files:
            read(file)
        best = min(best, time.process_time() - begun)
        if best > 5.0:
            break
    return len(files) / best


def is_exact(found: object, truth: dict) -> bool:
    if not isinstance(found, list):
        return False
    try:
        tables = data_of(interpret(found))
    except (StopIteration, Unreadable):
        return False
    return all(tables[name] == truth[name] for name in TABLES)


def ours(content: bytes) -> list[Block | Remark]:
    return list(pdf.blocks_of(content))


def ours_with_interpretation(content: bytes) -> list[Block | Remark]:
    blocks = list(pdf.blocks_of(content))
    interpret(blocks)
    return blocks


def by_pdfplumber(content: bytes) -> list[Block]:
    """Its tables, and its text outside them; a page after the other, as it offers them."""
    blocks: list[Block] = []
    with pdfplumber.open(io.BytesIO(content)) as document:
        for page in document.pages:
            tables = page.find_tables()
            outside = page
            for table in tables:
                outside = outside.outside_bbox(table.bbox)
            blocks += [Paragraph(line) for line in outside.extract_text().splitlines()]
            for table in tables:
                rows = [
                    [cell for cell in row if cell is not None]  # None goes on with its neighbour
                    for row in table.extract()
                ]
                blocks.append(ragged_grid(rows))
    return blocks


def floor(content: bytes) -> object:
    document = pypdfium2.PdfDocument(content)
    texts = []
    for page in document:
        text = page.get_textpage()
        texts.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return tuple(texts)


CONTENDERS: dict[str, Callable[[bytes], object]] = {
    "gongkai, blocks": ours,
    "gongkai, blocks and interpretation": ours_with_interpretation,
    "pdfplumber, tables and text": by_pdfplumber,
    "floor: pdfium text": floor,
}


if __name__ == "__main__":
    main()
