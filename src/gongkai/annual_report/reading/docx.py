"""Word documents: paragraphs and tables straight from document.xml, as the accepted text reads."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from lxml import etree

from gongkai.annual_report.reading import docx_numbering, docx_scan
from gongkai.annual_report.reading.blocks import (
    Block,
    Grid,
    GridCell,
    Paragraph,
    bounded,
    unframed,
)
from gongkai.annual_report.reading.docx_numbering import Numbering
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
_BREAKS |= {W + "ptab": "\t"}
_PARAGRAPH, _TABLE, _TEXT, _RUN = W + "p", W + "tbl", W + "t", W + "r"
_CELL_PROPERTIES, _GRID_SPAN, _VALUE = W + "tcPr", W + "gridSpan", W + "val"
_DOWN, _RIGHT = W + "vMerge", W + "hMerge"
_OFF = frozenset({"0", "false", "off"})
_HIDING = frozenset({W + "vanish", W + "strike", W + "dstrike"})
_RAISED, _RAISES = W + "vertAlign", frozenset({"superscript", "subscript"})
_ROW, _CELL, _SYMBOL = W + "tr", W + "tc", W + "sym"
_PARAGRAPH_PROPERTIES, _RUN_PROPERTIES = W + "pPr", W + "rPr"
_END_DELETED = f"{W}rPr/{W}del"
_ROW_DELETED, _CELL_DELETED = f"{W}trPr/{W}del", f"{W}tcPr/{W}cellDel"
_BEFORE = f"{W}trPr/{W}gridBefore"
_AROUND = frozenset({W + "sdt", W + "sdtContent", W + "ins", W + "customXml", W + "smartTag"})
_ALTERNATE, _BOX = _MC + "AlternateContent", W + "txbxContent"
_DOCUMENT, _NUMBERING, _STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"


def blocks_of(content: bytes) -> Sequence[Block]:
    """Return the block stream of a docx."""
    with _opened(content) as package:
        xml = _part(package, _DOCUMENT)
        if xml.count(b"<") > XML_TAGS:
            raise Unreadable(TOO_LARGE)
        lists = _lists(package, xml)
    blocks = None if lists is not None else docx_scan.blocks_of(xml)
    return bounded(unframed(_read_as_tree(xml, lists) if blocks is None else blocks))


def _read_as_tree(xml: bytes, lists: Numbering | None) -> list[Block]:
    if _STRICT[1:-1].encode() in xml[:20_000]:
        xml = xml.replace(_STRICT[1:-1].encode(), W[1:-1].encode())
    body = _parsed(xml).find(W + "body")
    if body is None:
        raise Unreadable(DAMAGED)
    return list(_Walk(lists).blocks(body))


def _parsed(xml: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(DAMAGED) from error


def _lists(package: zipfile.ZipFile, xml: bytes) -> Numbering | None:
    """Return the lists that number paragraphs of the document by themselves, None where none do."""
    parts = package.NameToInfo
    if _NUMBERING not in parts:
        return None
    styles = _part(package, _STYLES) if _STYLES in parts else None
    if b"numPr" not in xml and (styles is None or b"numPr" not in styles):
        return None
    try:
        return docx_numbering.read(_part(package, _NUMBERING), styles)
    except etree.XMLSyntaxError as error:
        raise Unreadable(DAMAGED) from error


@contextmanager
def _opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """Yield the package; raise Unreadable for whatever is wrong with it."""
    _refuse_large_directory(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            yield package
    except (
        zipfile.BadZipFile,
        KeyError,
        EOFError,
        zlib.error,
        ValueError,
        OSError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        raise Unreadable(DAMAGED) from error


def _part(package: zipfile.ZipFile, name: str) -> bytes:
    """Return one part of the package, never more of it than the limit, whatever sizes it declares."""
    entry = package.getinfo(name)
    if entry.flag_bits & 1:
        raise Unreadable(ENCRYPTED)
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Unreadable(DAMAGED)  # Office writes no other; others cannot be read in steps
    if entry.file_size > XML_BYTES:
        raise Unreadable(TOO_LARGE)
    with package.open(entry) as stream:
        text = stream.read(XML_BYTES + 1)
    if len(text) > XML_BYTES:
        raise Unreadable(TOO_LARGE)
    return text


def names(content: bytes) -> frozenset[str]:
    """Return the names of the parts of the package."""
    with _opened(content) as package:
        return frozenset(package.namelist())


def _refuse_large_directory(content: bytes) -> None:
    end = content.rfind(b"PK\x05\x06", -70_000)
    if end < 0 or end + 16 > len(content):
        raise Unreadable(DAMAGED)
    if struct.unpack_from("<I", content, end + 12)[0] > DIRECTORY_BYTES:
        raise Unreadable(TOO_LARGE)


class _Walk:
    """A walk over the tree, with the lists that count as it goes."""

    def __init__(self, lists: Numbering | None) -> None:
        self.lists = lists
        self.held = ""  # of a paragraph whose end is deleted: the next one goes on

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Yield what stands in a body, a cell, a text box or a control."""
        for element in parent:
            tag = element.tag
            if tag == _PARAGRAPH:
                boxes: list[etree._Element] = []
                for line in self.paragraph(element, boxes).split("\n"):
                    if line.strip():
                        yield Paragraph(line.strip())
                for box in boxes:
                    yield from self.blocks(box)
            elif tag == _TABLE:
                yield from self._table(element)
            elif tag == _ALTERNATE:
                chosen = _chosen(element)
                if chosen is not None:
                    yield from self.blocks(chosen)
            elif tag not in _GONE and isinstance(tag, str) and len(element):
                yield from self.blocks(element)  # content controls, insertions, smart tags

    def paragraph(self, element: etree._Element, boxes: list[etree._Element]) -> str:
        """Return the text of a paragraph as Word shows it; its text boxes go to `boxes`."""
        properties = (
            element[0] if len(element) and element[0].tag == _PARAGRAPH_PROPERTIES else None
        )
        text = "".join(_pieces(element, boxes))
        if self.lists is not None:
            text = self.lists.before(properties) + text
        if self.held:
            text, self.held = self.held + text, ""
        if properties is not None and properties.find(_END_DELETED) is not None:
            text, self.held = "", text
        return text

    def _table(self, table: etree._Element) -> Iterator[Block]:
        rows = list(_rows(table))
        if next(table.iterdescendants(_TABLE), None) is not None:
            # A table around tables is layout: its cells are read one after the other.
            for row in rows:
                for cell in _cells(row):
                    yield from self.blocks(cell)
            return
        grid: list[tuple[GridCell, ...]] = []
        above: set[int] = set()
        for number, row in enumerate(rows):
            below: set[int] = set()
            grid.append(tuple(self._row(row, number, above, below)))
            above = below
        yield Grid(tuple(grid))

    def _row(
        self, row: etree._Element, number: int, above: set[int], below: set[int]
    ) -> list[GridCell]:
        """Return the cells that begin in a row; a merge that nothing stands above begins here."""
        column = _number(row.find(_BEFORE))
        cells: list[GridCell] = []
        for cell in _cells(row):
            width, down, right = _span(cell)
            if down is not None:
                below.add(column)
            text = self._cell_text(cell)
            if right == "continue" and cells and cells[-1].column + cells[-1].width == column:
                cells[-1] = cells[-1]._replace(width=cells[-1].width + width)
            elif down != "continue" or column not in above:
                cells.append(GridCell(text, number, column, width))
            column += width
        return cells

    def _cell_text(self, cell: etree._Element) -> str:
        lines: list[str] = []
        self._lines(cell, lines)
        return "\n".join(lines)

    def _lines(self, parent: etree._Element, lines: list[str]) -> None:
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                boxes: list[etree._Element] = []
                lines.append(self.paragraph(child, boxes))
                for box in boxes:
                    self._lines(box, lines)
            elif tag == _ALTERNATE:
                chosen = _chosen(child)
                if chosen is not None:
                    self._lines(chosen, lines)
            elif (
                tag != _CELL_PROPERTIES and tag not in _GONE and isinstance(tag, str) and len(child)
            ):
                self._lines(child, lines)


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
        elif tag == _SYMBOL:
            yield _symbol(child)
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


def _symbol(element: etree._Element) -> str:
    """Return a symbol as a character; one of a font's own has no meaning in text."""
    code = int(element.get(W + "char", "0"), 16) if _is_hex(element.get(W + "char", "")) else 0
    return chr(code) if 0x20 <= code < 0xD800 else ""


def _is_hex(text: str) -> bool:
    return 0 < len(text) <= 4 and all(each in "0123456789abcdefABCDEF" for each in text)


def _run_pieces(run: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    properties = run[0] if len(run) and run[0].tag == _RUN_PROPERTIES else None
    if properties is None or len(properties) == 0:
        yield from _pieces(run, boxes)
        return
    is_raised = False
    for each in properties:
        if each.tag in _HIDING and each.get(_VALUE) not in _OFF:
            return
        is_raised = is_raised or (each.tag == _RAISED and each.get(_VALUE) in _RAISES)
    if is_raised:
        yield from map(raised, _pieces(run, boxes))
    else:
        yield from _pieces(run, boxes)


def _chosen(alternate: etree._Element) -> etree._Element | None:
    """Return the one branch of an AlternateContent that is read: the first that holds any text."""
    branches = [branch for branch in alternate if branch.tag in {_MC + "Choice", _MC + "Fallback"}]
    return next(
        (branch for branch in branches if any(True for _ in branch.iter(_TEXT))),
        branches[0] if branches else None,
    )


def _span(cell: etree._Element) -> tuple[int, str | None, str | None]:
    """Return how many columns a cell spans, and its merges downwards and to the right."""
    width = 1
    down = right = None
    for properties in cell:
        if properties.tag != _CELL_PROPERTIES:
            break  # they stand first
        for each in properties:
            if each.tag == _GRID_SPAN:
                width = max(1, min(SPAN, _number(each)))
            elif each.tag == _DOWN:
                down = each.get(_VALUE, "continue")
            elif each.tag == _RIGHT:
                right = each.get(_VALUE, "continue")
    return width, down, right


def _number(element: etree._Element | None) -> int:
    value = None if element is None else element.get(_VALUE)
    return int(value) if value is not None and value.isdecimal() and len(value) < 9 else 0


def _rows(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == _ROW:
            if child.find(_ROW_DELETED) is None:
                yield child
        elif child.tag in _AROUND:
            yield from _rows(child)


def _cells(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == _CELL:
            if child.find(_CELL_DELETED) is None:
                yield child
        elif child.tag in _AROUND:
            yield from _cells(child)
