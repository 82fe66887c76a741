"""The one stream all readers produce: paragraphs and grids in the order of the document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.annual_report.reading.limits import CELLS, CHARACTERS, PARAGRAPHS
from gongkai.annual_report.reading.unreadable import Unreadable
from gongkai.annual_report.report import Note

TOO_MUCH = "文件内容过多，远超一份年度报告的篇幅，未予读取。"
_PAGE_NUMBER = re.compile(
    r"^\s*(?:[-—–－]+\s*\d{1,3}\s*[-—–－]+|第\s*\d{1,3}\s*页\s*[,，/、]?\s*(?:[（(]?共\s*\d{1,3}\s*页[)）]?)?)\s*$"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph outside any table."""

    text: str
    line: int | None = None


class GridCell(NamedTuple):
    """A cell where it begins: its text, its row and column, and how many columns it spans."""

    text: str
    row: int
    column: int
    width: int = 1
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as rows of the cells that begin there; merged cells stand once.

    A ragged grid comes from flattened text: the column of a cell is its place in the row only.
    """

    rows: tuple[tuple[GridCell, ...], ...]
    ragged: bool = False
    lines: tuple[str, ...] = ()  # the text a ragged grid was made of
    caption: str = ""  # the line above it, where that is no block of its own

    def cells(self) -> Iterator[GridCell]:
        for row in self.rows:
            yield from row


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reader saw of the file itself, to be told beside the report."""

    note: Note


def ragged_grid(
    rows: Sequence[Sequence[str]], first_line: int | None = None, lines: Sequence[str] = ()
) -> Grid:
    """Return the grid of rows of which only the order of the cells is known."""
    return Grid(
        tuple(
            tuple(
                GridCell(text, number, column, line=first_line) for column, text in enumerate(row)
            )
            for number, row in enumerate(rows)
        ),
        ragged=True,
        lines=tuple(lines),
    )


def is_page_number(line: str) -> bool:
    """Return whether a line is what a page prints at its end: - 3 -, 第 3 页."""
    return _PAGE_NUMBER.match(line) is not None


def unframed(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with every grid of one column taken as the frame around text that it is."""
    stream: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid) and all(len(row) <= 1 for row in block.rows):
            stream += [
                Paragraph(line, cell.line)
                for cell in block.cells()
                for line in cell.text.splitlines()
                if line.strip()
            ]
        else:
            stream.append(block)
    return stream


def bounded(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks; raise Unreadable when there are more of them than any report has."""
    cells = characters = 0
    for block in blocks:
        if isinstance(block, Grid):
            cells += sum(len(row) for row in block.rows)
            characters += sum(len(cell.text) for cell in block.cells())
        else:
            characters += len(block.text)
    if len(blocks) > PARAGRAPHS or cells > CELLS or characters > CHARACTERS:
        raise Unreadable(TOO_MUCH)
    return blocks
