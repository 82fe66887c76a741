"""Word documents of 1997–2003: paragraphs and tables straight from the binary file.

Character 7 ends a cell, and a row where its paragraph says so. What is hidden, deleted with changes
tracked, or only the code of a field is left out; notes, headers and text boxes are other stories.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongkai.annual_report.reading.blocks import Block, Grid, GridCell, Paragraph, bounded, unframed
from gongkai.annual_report.reading.doc_file import DocFile, whole_characters
from gongkai.annual_report.reading.doc_properties import ParagraphProperties, RowCell
from gongkai.annual_report.wording import raised

_CELL_END = "\x07"
_ENDS = re.compile("[\r\x07\x0c]")
_FIELD_MARKS = re.compile("[\x13\x14\x15]")
_CONTROLS = dict.fromkeys(range(32)) | {
    0x09: "\t",
    0x0A: "\n",
    0x0B: "\n",
    0x0E: "\n",
    0x1E: "-",
}
_NEAR = 60  # twips within which two edges are one
_LONGEST_CODE = 4_000  # characters; a field without its end hides no more


@dataclass(slots=True)
class _Row:
    """A row as read: the blocks of each cell, and the definition that came with its end."""

    cells: list[list[Block]] = field(default_factory=list)
    definition: tuple[RowCell, ...] = ()


@dataclass(slots=True)
class _OpenTable:
    """A table that is being read, at one depth."""

    rows: list[_Row] = field(default_factory=list)
    row: _Row = field(default_factory=_Row)
    lines: list[Block] = field(default_factory=list)


def blocks_of(content: bytes) -> Sequence[Block]:
    """Return the block stream of a binary Word document."""
    return bounded(unframed(_blocks(_paragraphs(DocFile(content)))))


def _paragraphs(document: DocFile) -> Iterator[tuple[str, str, ParagraphProperties]]:
    """Yield each paragraph as it is read: its text, the character that ends it, its properties."""
    text = document.text
    cuts = list(_cuts(document))
    begins = [cut.start for cut in cuts]
    start = 0
    held: list[str] = []
    for found in _ENDS.finditer(text):
        at = found.start()
        pieces, is_deleted = _kept(text, start, at, cuts, begins)
        held.append(pieces)
        start = at + 1
        mark = found[0]
        if is_deleted and mark == "\r":
            continue  # the end of the paragraph is deleted: the next one goes on
        properties = document.paragraph_at(at)
        if is_deleted and mark == _CELL_END and properties.ends_row:
            mark = ""  # a deleted row
        yield _clean("".join(held)), mark, properties
        held = []
    rest, _ = _kept(text, start, len(text), cuts, begins)
    if held or rest:
        yield _clean("".join((*held, rest))), "\r", ParagraphProperties()


@dataclass(frozen=True, slots=True)
class _Cut:
    """A stretch that is not read as it stands: what is read instead, None for itself, raised."""

    start: int
    end: int
    instead: str | None = ""
    is_deleted: bool = False


def _cuts(document: DocFile) -> Iterator[_Cut]:
    """Yield the stretches that are not read as they stand, in order; none lies over another."""
    cuts = [_Cut(start, end) for start, end in _field_codes(document.text)]
    for start, end, run in document.odd_runs():
        if run.is_gone:
            cuts.append(_Cut(start, end, "", run.is_deleted))
        else:
            cuts.append(
                _Cut(start, end, None if run.symbol is None else run.symbol * (end - start))
            )
    last = 0
    for cut in sorted(cuts, key=lambda cut: (cut.start, -cut.end)):
        if cut.end > last:
            yield replace(cut, start=max(cut.start, last))
            last = cut.end


def _field_codes(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches that hold codes of fields; what a field shows is text like any other."""
    opened: list[int | None] = []  # where the code began; None: its result is being shown
    for found in _FIELD_MARKS.finditer(text):
        at, mark = found.start(), found[0]
        if mark == "\x13":
            opened.append(at)
            continue
        if not opened:
            continue
        began = opened[-1]
        if mark == "\x15":
            opened.pop()
        else:
            opened[-1] = None
        if (
            began is not None
            and at - began < _LONGEST_CODE
            and not any(outer is not None for outer in opened[:-1])
        ):
            yield began, at + 1


def _kept(
    text: str, start: int, end: int, cuts: Sequence[_Cut], begins: Sequence[int]
) -> tuple[str, bool]:
    """Return what is read of a stretch, and whether the character behind it is deleted."""
    at = max(0, bisect_left(begins, start) - 1)
    pieces = []
    place = start
    is_deleted = False
    while at < len(cuts) and cuts[at].start <= end:
        cut = cuts[at]
        at += 1
        if cut.end <= start:
            continue
        first, stop = max(cut.start, start), min(cut.end, end)
        pieces.append(text[place:first])
        pieces.append(raised(text[first:stop]) if cut.instead is None else cut.instead)
        place = stop
        is_deleted = is_deleted or (cut.is_deleted and cut.end > end)
    pieces.append(text[place:end])
    return "".join(pieces), is_deleted


def _clean(text: str) -> str:
    return text if text.isprintable() else whole_characters(text.translate(_CONTROLS))


def _blocks(paragraphs: Iterable[tuple[str, str, ParagraphProperties]]) -> list[Block]:
    stream: list[Block] = []
    tables: list[_OpenTable] = []  # from the outermost inwards
    for text, mark, properties in paragraphs:
        depth = properties.depth
        if mark == _CELL_END and depth == 0:
            depth = 1  # a cell can end in a table only, whatever the properties lost
        while len(tables) > depth:
            inner = _closed(tables.pop())
            (tables[-1].lines if tables else stream).extend(inner)
        while len(tables) < depth:
            tables.append(_OpenTable())
        if not tables:
            stream += _lines(text)
            continue
        _add(tables[-1], text, mark, properties)
    while tables:
        inner = _closed(tables.pop())
        (tables[-1].lines if tables else stream).extend(inner)
    return stream


def _add(table: _OpenTable, text: str, mark: str, properties: ParagraphProperties) -> None:
    if properties.ends_row:
        if mark:
            table.row.definition = properties.cells
            table.rows.append(table.row)
        table.row, table.lines = _Row(), []
        return
    table.lines.append(Paragraph(text))
    if mark == _CELL_END or properties.inner_cell_end:
        table.row.cells.append(table.lines)
        table.lines = []


def _lines(text: str) -> Iterator[Paragraph]:
    for line in text.split("\n"):
        if line.strip():
            yield Paragraph(line.strip())


def _closed(table: _OpenTable) -> list[Block]:
    """Return the blocks of a table: its grid; of a table around tables, its cells one by one."""
    if table.lines:
        table.row.cells.append(table.lines)
    if table.row.cells:
        table.rows.append(table.row)
    cells = [cell for row in table.rows for cell in row.cells]
    if any(isinstance(block, Grid) for cell in cells for block in cell):
        return [each for cell in cells for block in cell for each in _inner(block)]
    edges = _edges(table.rows)
    return [Grid(tuple(tuple(_grid_row(row, at, edges)) for at, row in enumerate(table.rows)))]


def _inner(block: Block) -> Iterator[Block]:
    if isinstance(block, Paragraph):
        yield from _lines(block.text)
    else:
        yield block


def _edges(rows: Sequence[_Row]) -> dict[int, int]:
    """Return edge in twips → the column that begins there, edges that nearly agree as one."""
    found = sorted(
        {edge for row in rows for cell in row.definition for edge in (cell.left, cell.right)}
    )
    columns: dict[int, int] = {}
    column, first = -1, None
    for edge in found:
        if first is None or edge - first > _NEAR:
            column, first = column + 1, edge
        columns[edge] = column
    return columns


def _grid_row(row: _Row, number: int, edges: dict[int, int]) -> Iterator[GridCell]:
    cells = [_cell_text(cell) for cell in row.cells]
    if len(row.definition) < len(cells):
        for column, text in enumerate(cells):
            yield GridCell(text, number, column)
        return
    waiting: GridCell | None = None
    for text, place in zip(cells, row.definition, strict=False):
        column = edges[place.left]
        width = max(1, edges[place.right] - column)
        if place.merged_left and waiting is not None:
            waiting = GridCell(
                waiting.text, number, waiting.column, column + width - waiting.column
            )
            continue
        if waiting is not None:
            yield waiting
        waiting = None if place.merged_up else GridCell(text, number, column, width)
    if waiting is not None:
        yield waiting


def _cell_text(cell: Sequence[Block]) -> str:
    return "\n".join(block.text for block in cell if isinstance(block, Paragraph))
