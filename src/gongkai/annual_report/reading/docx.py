"""Word documents: paragraphs and tables straight from document.xml, as the accepted text reads."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence

from lxml import etree

from gongkai.annual_report.reading.blocks import (
    Block,
    Grid,
    GridCell,
    Paragraph,
    bounded,
    unframed,
)
from gongkai.annual_report.reading.limits import DIRECTORY_BYTES, SPAN, XML_BYTES, XML_TAGS
from gongkai.annual_report.reading.unreadable import Unreadable
from gongkai.annual_report.wording import raised

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"

DAMAGED = "文件已损坏或不完整，无法作为 Word 文档打开。"
TOO_LARGE = "文件解压后过大，远超一份年度报告的篇幅，未予读取。"
ENCRYPTED = "文件设有打开密码，请先取消密码再读取。"

# Text that is struck out, moved away, or not for the reader.
_GONE = frozenset(
    {W + "del", W + "moveFrom", W + "instrText", W + "delText", W + "footnote", W + "comment"}
)
_BREAKS = {W + "br": "\n", W + "cr": "\n", W + "tab": "\t", W + "noBreakHyphen": "-"}
_PARAGRAPH, _TABLE, _TEXT, _RUN = W + "p", W + "tbl", W + "t", W + "r"
_CELL_PROPERTIES, _GRID_SPAN, _VALUE = W + "tcPr", W + "gridSpan", W + "val"
_OFF = frozenset({"0", "false", "off"})
_MERGES = frozenset({W + "vMerge", W + "hMerge"})
_ROW, _CELL = W + "tr", W + "tc"
_PARAGRAPH_PROPERTIES, _RUN_PROPERTIES = W + "pPr", W + "rPr"
_AROUND = frozenset({W + "sdt", W + "sdtContent", W + "ins", W + "customXml"})
_ALTERNATE, _BOX = _MC + "AlternateContent", W + "txbxContent"


def blocks_of(content: bytes) -> Sequence[Block]:
    """Return the block stream of a docx."""
    xml = part(content, "word/document.xml")
    if xml.count(b"<") > XML_TAGS:
        raise Unreadable(TOO_LARGE)
    if _STRICT[1:-1].encode() in xml[:20_000]:
        xml = xml.replace(_STRICT[1:-1].encode(), W[1:-1].encode())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(DAMAGED) from error
    body = root.find(W + "body")
    if body is None:
        raise Unreadable(DAMAGED)
    return bounded(unframed(list(_blocks(body))))


def part(content: bytes, name: str) -> bytes:
    """Return one part of the package, never more of it than the limit, whatever sizes it declares."""
    _refuse_large_directory(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entry = package.getinfo(name)
            if entry.flag_bits & 1:
                raise Unreadable(ENCRYPTED)
            if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise Unreadable(DAMAGED)  # Office writes no other; others cannot be read in steps
            if entry.file_size > XML_BYTES:
                raise Unreadable(TOO_LARGE)
            with package.open(entry) as stream:
                text = stream.read(XML_BYTES + 1)
    except (zipfile.BadZipFile, KeyError, EOFError, zlib.error, ValueError, OSError) as error:
        raise Unreadable(DAMAGED) from error
    if len(text) > XML_BYTES:
        raise Unreadable(TOO_LARGE)
    return text


def names(content: bytes) -> frozenset[str]:
    """Return the names of the parts of the package."""
    _refuse_large_directory(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return frozenset(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Unreadable(DAMAGED) from error


def _refuse_large_directory(content: bytes) -> None:
    end = content.rfind(b"PK\x05\x06", -70_000)
    if end < 0 or end + 16 > len(content):
        raise Unreadable(DAMAGED)
    if struct.unpack_from("<I", content, end + 12)[0] > DIRECTORY_BYTES:
        raise Unreadable(TOO_LARGE)


def _blocks(parent: etree._Element) -> Iterator[Block]:
    for element in parent:
        if element.tag == _PARAGRAPH:
            yield from _paragraph(element)
        elif element.tag == _TABLE:
            yield from _table(element)
        elif element.tag == _ALTERNATE:
            chosen = _chosen(element)
            if chosen is not None:
                yield from _blocks(chosen)
        elif element.tag not in _GONE and isinstance(element.tag, str) and len(element):
            yield from _blocks(element)  # content controls, insertions, smart tags


def _paragraph(element: etree._Element) -> Iterator[Block]:
    boxes: list[etree._Element] = []
    for line in "".join(_pieces(element, boxes)).split("\n"):
        if line.strip():
            yield Paragraph(line.strip())
    for box in boxes:
        yield from _blocks(box)


def _pieces(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    """Yield the visible text of a paragraph; what stands in text boxes goes to `boxes`."""
    for child in element:
        tag = child.tag
        if tag == _TEXT:
            yield child.text or ""
        elif tag == _RUN:
            yield from _run_pieces(child, boxes)
        elif tag in _BREAKS:
            yield _BREAKS[tag]
        elif tag == _ALTERNATE:
            chosen = _chosen(child)
            if chosen is not None:
                yield from _pieces(chosen, boxes)
        elif tag == _BOX:
            boxes.append(child)
        elif (
            tag not in _GONE
            and isinstance(tag, str)
            and len(child)
            and tag != _PARAGRAPH_PROPERTIES
        ):
            yield from _pieces(child, boxes)


def _run_pieces(run: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    if _is_raised(run):
        yield from map(raised, _pieces(run, boxes))
    elif not _is_hidden(run):
        yield from _pieces(run, boxes)


def _is_hidden(run: etree._Element) -> bool:
    """Return whether a run is hidden or struck through: no text of the report as it stands."""
    found = (_property(run, name) for name in ("vanish", "strike", "dstrike"))
    return any(each is not None and each.get(_VALUE) not in _OFF for each in found)


def _is_raised(run: etree._Element) -> bool:
    """Return whether a run stands above or below the line, as the marks of footnotes do."""
    found = None if _is_hidden(run) else _property(run, "vertAlign")
    return found is not None and found.get(_VALUE) in {"superscript", "subscript"}


def _property(run: etree._Element, name: str) -> etree._Element | None:
    if len(run) == 0 or run[0].tag != _RUN_PROPERTIES:
        return None
    return run[0].find(W + name)


def _chosen(alternate: etree._Element) -> etree._Element | None:
    """Return the one branch of an AlternateContent that is read: the first that holds any text."""
    branches = [branch for branch in alternate if branch.tag in {_MC + "Choice", _MC + "Fallback"}]
    return next(
        (branch for branch in branches if any(True for _ in branch.iter(_TEXT))),
        branches[0] if branches else None,
    )


def _table(table: etree._Element) -> Iterator[Block]:
    rows = list(_rows(table))
    if next(table.iterdescendants(_TABLE), None) is not None:
        # A table around tables is layout: its cells are read one after the other.
        for row in rows:
            for cell in _cells(row):
                yield from _blocks(cell)
        return
    yield Grid(tuple(tuple(_grid_row(row, number)) for number, row in enumerate(rows)))


def _grid_row(row: etree._Element, number: int) -> Iterator[GridCell]:
    column = _number(row.find(f"{W}trPr/{W}gridBefore"))
    for cell in _cells(row):
        width, continues = _span(cell)
        if not continues:
            yield GridCell(_cell_text(cell), number, column, width)
        column += width


def _span(cell: etree._Element) -> tuple[int, bool]:
    """Return how many columns a cell spans, and whether it only continues one above or before it."""
    width, continues = 1, False
    for properties in cell:
        if properties.tag != _CELL_PROPERTIES:
            break  # they stand first
        for each in properties:
            if each.tag == _GRID_SPAN:
                width = max(1, min(SPAN, _number(each)))
            elif each.tag in _MERGES and each.get(_VALUE) != "restart":
                continues = True
    return width, continues


def _number(element: etree._Element | None) -> int:
    value = None if element is None else element.get(W + "val")
    return int(value) if value is not None and value.isdecimal() else 0


def _cell_text(cell: etree._Element) -> str:
    lines: list[str] = []
    _paragraphs_of(cell, lines)
    return "\n".join(lines)


def _paragraphs_of(parent: etree._Element, lines: list[str]) -> None:
    for child in parent:
        if child.tag == _PARAGRAPH:
            boxes: list[etree._Element] = []
            lines.append("".join(_pieces(child, boxes)))
            for box in boxes:
                _paragraphs_of(box, lines)
        elif child.tag == _ALTERNATE:
            chosen = _chosen(child)
            if chosen is not None:
                _paragraphs_of(chosen, lines)
        elif child.tag not in _GONE and isinstance(child.tag, str) and len(child):
            _paragraphs_of(child, lines)


def _rows(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == _ROW:
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in _AROUND:
            yield from _rows(child)


def _cells(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == _CELL:
            if child.find(f"{W}tcPr/{W}cellDel") is None:
                yield child
        elif child.tag in _AROUND:
            yield from _cells(child)
