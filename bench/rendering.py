"""Writing reports beside its peers, as documents per second of one run: `python bench/rendering.py`.

Thirty invented reports of the forms of 2019 and 2021 in each format, every one different, so that no
engine answers from its memory. The peers: python-docx building the same tables with the same merges
cell by cell; typst called afresh for each document, as its `compile` function does. Seconds of
processor time, which a busy machine falsifies least.
"""

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import docx as python_docx
import pylopdf_fonts_zh_cn
import typst

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from annual_report.invented import invented
from gongkai.annual_report.rendering import RENDERERS, pdf
from gongkai.annual_report.rendering.layout import LaidTable, parts_of
from gongkai.annual_report.report import Report

COUNT = 30
PEERS = 3  # documents of a peer: they are slow


def main() -> None:
    reports = [invented(("2019", "2021")[seed % 2], seed=seed) for seed in range(COUNT)]
    pdf.render(invented("2008"))  # fonts are read once
    print(f"{'':34}{'docs/s':>10}{'KiB':>8}{'ratio':>8}")
    for suffix, contenders in CONTENDERS.items():
        ours = measured(RENDERERS[suffix], reports)
        told(f"{suffix[1:]}, ours", ours, ours)
        for name, render in contenders.items():
            told(f"{suffix[1:]}, {name}", measured(render, reports[:PEERS]), ours)


def measured(render: Callable[[Report], bytes], reports: list[Report]) -> tuple[float, int]:
    begun = time.process_time()
    sizes = [len(render(report)) for report in reports]
    return len(reports) / (time.process_time() - begun), sizes[0] // 1024


def told(name: str, rate: tuple[float, int], ours: tuple[float, int]) -> None:
    print(f"{name:34}{rate[0]:10.1f}{rate[1]:8}{ours[0] / rate[0]:8.1f}")


def by_python_docx(report: Report) -> bytes:
    document = python_docx.Document()
    document.add_heading(report.title, 0)
    for line in report.preamble.splitlines():
        document.add_paragraph(line)
    for part in parts_of(report):
        document.add_heading(part.heading, 1)
        for line in part.text.splitlines():
            document.add_paragraph(line)
        if part.table is not None:
            _fill(document.add_table(len(part.table.rows), len(part.table.widths)), part.table)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _fill(grid: "python_docx.table.Table", table: LaidTable) -> None:
    held = [0] * len(table.widths)
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while held[column]:
                column += 1
            held[column : column + cell.width] = [cell.height] * cell.width
            place = grid.cell(number, column)
            if cell.width > 1 or cell.height > 1:
                far = grid.cell(number + cell.height - 1, column + cell.width - 1)
                place = place.merge(far)
            place.text = cell.text
            column += cell.width
        held = [max(0, each - 1) for each in held]


def by_typst_afresh(report: Report) -> bytes:
    return typst.compile(
        pdf.TEMPLATE,
        font_paths=[str(Path(pylopdf_fonts_zh_cn.serif_path()).parent)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"report": pdf.source_of(report)},
        pdf_standards=["ua-1"],
    )


CONTENDERS: dict[str, dict[str, Callable[[Report], bytes]]] = {
    ".docx": {"python-docx": by_python_docx},
    ".pdf": {"typst, fresh compiler": by_typst_afresh},
    ".html": {},
    ".xlsx": {},
    ".json": {},
}

if __name__ == "__main__":
    main()
