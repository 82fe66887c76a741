"""The report as a Word document: A4, 仿宋 body, 黑体 headings, the statutory tables with their merges."""

import io
import re
import zipfile
from collections.abc import Iterable

from lxml import etree

from gongkai.annual_report.rendering.layout import (
    CHAPTERS,
    LaidCell,
    LaidTable,
    Role,
    laid_out,
    statutory_number,
    title_lines,
)
from gongkai.annual_report.report import Report

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same report gives the same bytes
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

# Sizes in half-points and spacing in twips after GB/T 9704: 二号 title, 三号 text, 28 pt lines.
_STYLES = f"""<w:styles xmlns:w="{_W}">
<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋" w:cs="Times New Roman"/>
<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>
</w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="paragraph" w:styleId="ReportTitle"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>
<w:pPr><w:keepNext/><w:spacing w:line="640" w:lineRule="exact"/><w:jc w:val="center"/></w:pPr>
<w:rPr><w:rFonts w:eastAsia="方正小标宋简体"/><w:sz w:val="44"/><w:szCs w:val="44"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
<w:pPr><w:keepNext/><w:spacing w:before="160" w:after="80" w:line="560" w:lineRule="exact"/>
<w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="0"/></w:pPr>
<w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="BodyText"><w:name w:val="Body Text"/><w:basedOn w:val="Normal"/>
<w:pPr><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/>
<w:jc w:val="left"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="TableText"><w:name w:val="Table Text"/><w:basedOn w:val="Normal"/>
<w:pPr><w:spacing w:before="20" w:after="20" w:line="260" w:lineRule="exact"/></w:pPr>
<w:rPr><w:rFonts w:eastAsia="宋体"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/>
<w:pPr><w:jc w:val="center"/></w:pPr>
<w:rPr><w:rFonts w:eastAsia="宋体"/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr></w:style>
</w:styles>"""

_FOOTER = f"""<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>
<w:r><w:t xml:space="preserve">— </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>
<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>"""

_FIXED_PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>
<Override PartName="/word/footer1.xml" ContentType="{_TYPE}.footer+xml"/>
</Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>
</Relationships>""",
    "word/_rels/document.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_R}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{_R}/footer" Target="footer1.xml"/>
</Relationships>""",
    "word/styles.xml": _STYLES,
    "word/footer1.xml": _FOOTER,
}


def render(report: Report) -> bytes:
    """Return the report as the bytes of a docx."""
    root = etree.Element(_w("document"), nsmap={"w": _W, "r": _R})
    body = _under(root, "body")
    for line in title_lines(report.title):
        _paragraph(body, line, "ReportTitle")
    _paragraph(body, "", "BodyText")
    _prose(body, report.preamble)
    drawn: set[str] = set()
    for section in report.sections:
        _paragraph(body, f"{statutory_number(section.number)}、{section.heading}", "Heading1")
        _prose(body, section.text)
        name = CHAPTERS.get(section.key or "")
        if name is not None and name not in drawn:
            drawn.add(name)
            _table(body, laid_out(report, name))
    for name in ("proactive", "applications", "remedies", "statistics"):
        if name not in drawn:
            _table(body, laid_out(report, name))
    _page(body)
    document = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return _package({**_FIXED_PARTS, "word/document.xml": document})


def _package(parts: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, declaration + content if isinstance(content, str) else content)
    return stream.getvalue()


def _w(name: str) -> str:
    return f"{{{_W}}}{name}"


def _under(parent: etree._Element, name: str, **attributes: str | int) -> etree._Element:
    return etree.SubElement(
        parent, _w(name), {_w(key): str(value) for key, value in attributes.items()}
    )


def _paragraph(
    parent: etree._Element, text: str, style: str, align: str | None = None, *, keep: bool = False
) -> None:
    paragraph = _under(parent, "p")
    properties = _under(paragraph, "pPr")
    _under(properties, "pStyle", val=style)
    if keep:
        _under(properties, "keepNext")
    if align is not None:
        _under(properties, "jc", val=align)
    if text:
        run = _under(_under(paragraph, "r"), "t")
        run.text = _NOT_XML.sub("", text)
        run.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _prose(body: etree._Element, text: str) -> None:
    for line in text.splitlines():
        if line.strip():
            _paragraph(body, line.strip(), "BodyText")


def _page(body: etree._Element) -> None:
    section = _under(body, "sectPr")
    reference = _under(section, "footerReference", type="default")
    reference.set(f"{{{_R}}}id", "rId2")
    _under(section, "pgSz", w=11906, h=16838)
    margins = {"top": 2098, "right": 1474, "bottom": 1984, "left": 1588}
    _under(section, "pgMar", **margins, header=851, footer=1400, gutter=0)


def _table(body: etree._Element, table: LaidTable | None) -> None:
    if table is None:
        return
    element = _under(body, "tbl")
    properties = _under(element, "tblPr")
    _under(properties, "tblW", w=sum(table.widths), type="dxa")
    _under(properties, "jc", val="center")
    borders = _under(properties, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _under(borders, side, val="single", sz=4, space=0, color="000000")
    _under(properties, "tblLayout", type="fixed")
    margins = _under(properties, "tblCellMar")
    for side in ("left", "right"):
        _under(margins, side, w=40, type="dxa")
    grid = _under(element, "tblGrid")
    for width in table.widths:
        _under(grid, "gridCol", w=width)
    held: dict[int, tuple[int, LaidCell]] = {}  # column → rows still merged, and the cell above
    last = len(table.rows) - 1
    for number, row in enumerate(table.rows):
        # Kept with the next row, a table that fits on a page is not parted by one.
        held = _row(
            element,
            table,
            row,
            held,
            is_heading=number < table.heading_rows,
            keep=number < last and table.heading_rows > 0,
        )
    _paragraph(body, "", "TableText")


def _row(
    table: etree._Element,
    laid: LaidTable,
    row: Iterable[LaidCell],
    held: dict[int, tuple[int, LaidCell]],
    *,
    is_heading: bool,
    keep: bool,
) -> dict[int, tuple[int, LaidCell]]:
    """Write one row with the continuations of cells merged from above; return what goes on below."""
    element = _under(table, "tr")
    properties = _under(element, "trPr")
    _under(properties, "cantSplit")
    _under(properties, "trHeight", val=320, hRule="atLeast")
    if is_heading:
        _under(properties, "tblHeader")
    below: dict[int, tuple[int, LaidCell]] = {}
    waiting = list(row)
    column = 0
    while column < len(laid.widths):
        if column in held:
            left, cell = held[column]
            _cell(
                element,
                cell,
                laid.widths[column : column + cell.width],
                merge="continue",
                keep=keep,
            )
        elif waiting:
            cell = waiting.pop(0)
            left = cell.height
            merge = "restart" if cell.height > 1 else None
            _cell(element, cell, laid.widths[column : column + cell.width], merge=merge, keep=keep)
        else:
            break
        if left > 1:
            below[column] = (left - 1, cell)
        column += cell.width
    return below


def _cell(
    row: etree._Element,
    cell: LaidCell,
    widths: tuple[int, ...],
    *,
    merge: str | None,
    keep: bool,
) -> None:
    element = _under(row, "tc")
    properties = _under(element, "tcPr")
    _under(properties, "tcW", w=sum(widths), type="dxa")
    if cell.width > 1:
        _under(properties, "gridSpan", val=cell.width)
    if merge is not None:
        _under(properties, "vMerge", val=merge)
    if cell.role is Role.BAND:
        _under(properties, "shd", val="clear", color="auto", fill="DCE6F1")
    if cell.upright:
        _under(properties, "textDirection", val="tbRlV")
    _under(properties, "vAlign", val="center")
    left = cell.role in {Role.LABEL, Role.BAND}
    text = "" if merge == "continue" else cell.text
    _paragraph(element, text, "TableText", "left" if left else "center", keep=keep)
