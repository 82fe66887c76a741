"""The plain kind of Word document, read without a tree: most reports hold nothing else.

The markup is cut at the ends of tables, rows, cells and paragraphs. Whatever needs an understanding
of what stands around it (tracked changes, text boxes, hidden runs, numbering, tables within tables)
is not for this: the tree is read instead.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape

from gongkai.annual_report.reading.blocks import Block, Grid, GridCell, Paragraph
from gongkai.annual_report.reading.limits import SPAN

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = 20_000  # characters within which the namespaces are declared
_HARD = (
    "<w:del",
    "<w:moveFrom",
    "<w:vanish",
    "<w:strike",
    "<w:dstrike",
    "<w:vertAlign",
    "<w:sym",
    "<w:cellDel",
    "<w:numPr",
    "<w:noBreakHyphen",
    "<w:ptab",
    "<w:hMerge",
    "<w:txbxContent",
    "<mc:",
    "<!",
)
_BREAKS = ("<w:tab/", "<w:br", "<w:cr")
_TABLE = "<w:tbl "  # with attributes
# What is to be known of the markup beforehand, found in one pass; the last kind is an empty paragraph.
_OF_WORD = "|".join([tag[3:] for tag in (*_HARD, *_BREAKS, _TABLE) if tag.startswith("<w:")])
_TELLING = re.compile(rf"<(?:w:(?:{_OF_WORD}|p(?: [^<>]*)?/>)|mc:|!)")
_TEXT_OR_BREAK = re.compile(
    r"<w:t(?: [^<>]*)?>([^<]*)</w:t>|<w:(?:(tab)|br|cr)(?:(?<!tab) [^<>]*)?/>"
)
_EMPTY = re.compile(r"<w:p(?: [^<>]*)?/>")
_SPANS = re.compile(r'<w:gridSpan\s+w:val="(\d{1,6})"')
_BEFORE = re.compile(r'<w:gridBefore\s+w:val="(\d{1,6})"')
_MERGE = re.compile(r'<w:vMerge(?:\s+w:val="(\w+)")?\s*/>')


def blocks_of(xml: bytes) -> list[Block] | None:
    """Return the block stream of a document part, None where it must be read as a tree."""
    try:
        text = xml.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if not _is_whole(text):
        return None
    told = set(_TELLING.findall(text))
    if "PrChange" in text or not told.isdisjoint(_HARD):
        return None
    text = text[text.index("<w:body>") : text.rindex("</w:body>")]
    if _TABLE in told:
        text = text.replace(_TABLE, "<w:tbl>")
    if not told.issubset((*_BREAKS, _TABLE)):
        text = _EMPTY.sub("<w:p></w:p>", text)
    line_of = _line if told.isdisjoint(_BREAKS) else _line_with_breaks
    blocks: list[Block] = []
    before, *tables = text.split("<w:tbl>")
    blocks += _paragraphs(before, line_of)
    for table in tables:
        rows, *after = table.split("</w:tbl>")
        if len(after) != 1:
            return None  # a table within a table
        blocks.append(_grid(rows, line_of))
        blocks += _paragraphs(after[0], line_of)
    return blocks


def _is_whole(text: str) -> bool:
    head = text[:_HEAD]
    return (
        f'xmlns:w="{_NAMESPACE}"' in head
        and text.count(_NAMESPACE) == 1
        and "<w:body>" in head
        and ("encoding=" not in head[:200] or "utf-8" in head[:200].lower())
        and "</w:body>" in text
        and text.rstrip().endswith("</w:document>")
    )


def _line(markup: str) -> str:
    """Return the text of a paragraph: what stands between the last <w:t …> and each </w:t>."""
    pieces = markup.split("</w:t>")
    if len(pieces) == 2:
        piece = pieces[0]
        text = piece[piece.find(">", piece.rfind("<w:t")) + 1 :]
    else:
        text = "".join([each[each.find(">", each.rfind("<w:t")) + 1 :] for each in pieces[:-1]])
    return unescape(text) if "&" in text else text


def _line_with_breaks(markup: str) -> str:
    text = "".join(
        [
            each[1] if each.lastindex == 1 else ("\t" if each[2] else "\n")
            for each in _TEXT_OR_BREAK.finditer(markup)
        ]
    )
    return unescape(text) if "&" in text else text


def _paragraphs(markup: str, line_of: Callable[[str], str]) -> Iterator[Paragraph]:
    for each in markup.split("</w:p>"):
        for line in line_of(each).split("\n"):
            if line.strip():
                yield Paragraph(line.strip())


def _grid(markup: str, line_of: Callable[[str], str]) -> Grid:
    rows: list[tuple[GridCell, ...]] = []
    above: set[int] = set()
    for number, row in enumerate(markup.split("</w:tr>")[:-1]):
        below: set[int] = set()
        cells: list[GridCell] = []
        chunks = row.split("</w:tc>")
        shift = _BEFORE.search(chunks[0]) if "gridBefore" in chunks[0] else None
        column = int(shift[1]) if shift else 0
        for chunk in chunks[:-1]:
            spans = _SPANS.search(chunk) if "gridSpan" in chunk else None
            width = max(1, min(SPAN, int(spans[1]))) if spans else 1
            merge = _MERGE.search(chunk) if "vMerge" in chunk else None
            if merge is not None:
                below.add(column)
            if merge is None or merge[1] == "restart" or column not in above:
                if chunk.count("</w:p>") == 1:
                    text = line_of(chunk)
                else:
                    text = "\n".join(map(line_of, chunk.split("</w:p>")[:-1]))
                cells.append(GridCell(text, number, column, width))
            column += width
        rows.append(tuple(cells))
        above = below
    return Grid(tuple(rows))
