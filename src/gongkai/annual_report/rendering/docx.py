"""The report as a Word document: A4, 仿宋 body, 黑体 headings, the statutory tables with their merges."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from gongkai.annual_report.rendering.layout import (
    TEXT_SIZE,
    LaidCell,
    LaidTable,
    Role,
    lines_of,
    paragraphs,
    parts_of,
    title_lines,
)
from gongkai.annual_report.report import Report

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same report gives the same bytes
_PAGE = 600  # pt that a table may take of the 638 of a page, under its heading
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

# Sizes in half-points and spacing in twips after GB/T 9704: 二号 title, 三号 text, lines of 28.95 pt: 22 to a page.
_STYLES = f"""<w:styles xmlns:w="{_W}">
<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋" w:cs="Times New Roman"/>
<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>
</w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="paragraph" w:styleId="ReportTitle"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>
<w:pPr><w:keepNext/><w:spacing w:line="720" w:lineRule="exact"/><w:jc w:val="center"/></w:pPr>
<w:rPr><w:rFonts w:eastAsia="方正小标宋简体"/><w:sz w:val="44"/><w:szCs w:val="44"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
<w:pPr><w:keepNext/><w:spacing w:line="579" w:lineRule="exact"/>
<w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="0"/></w:pPr>
<w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="BodyText"><w:name w:val="Body Text"/><w:basedOn w:val="Normal"/>
<w:pPr><w:spacing w:line="579" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/>
<w:jc w:val="left"/></w:pPr><w:rPr><w:spacing w:val="-5"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Lead"><w:name w:val="Lead"/><w:rPr><w:rFonts w:eastAsia="楷体"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="TableText"><w:name w:val="Table Text"/><w:basedOn w:val="Normal"/>
<w:pPr><w:spacing w:before="20" w:after="20" w:line="260" w:lineRule="exact"/></w:pPr>
<w:rPr><w:rFonts w:eastAsia="宋体"/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/>
<w:pPr><w:jc w:val="center"/></w:pPr>
<w:rPr><w:rFonts w:eastAsia="宋体"/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr></w:style>
</w:styles>"""


def _footer(side: str) -> str:
    """Return a footer with the number between two dashes, one character in from the outer edge."""
    return f"""<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind w:{side}="280"/>
<w:jc w:val="{side}"/></w:pPr>
<w:r><w:t xml:space="preserve">— </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>
<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>"""


_SETTINGS = f"""<w:settings xmlns:w="{_W}"><w:mirrorMargins/><w:evenAndOddHeaders/>
<w:characterSpacingControl w:val="compressPunctuation"/></w:settings>"""
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"

_FIXED_PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>
<Override PartName="/word/settings.xml" ContentType="{_TYPE}.settings+xml"/>
<Override PartName="/word/footer1.xml" ContentType="{_TYPE}.footer+xml"/>
<Override PartName="/word/footer2.xml" ContentType="{_TYPE}.footer+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>
</Relationships>""",
    "word/_rels/document.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_R}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{_R}/footer" Target="footer1.xml"/>
<Relationship Id="rId3" Type="{_R}/footer" Target="footer2.xml"/>
<Relationship Id="rId4" Type="{_R}/settings" Target="settings.xml"/>
</Relationships>""",
    "word/styles.xml": _STYLES,
    "word/settings.xml": _SETTINGS,
    "word/footer1.xml": _footer("right"),
    "word/footer2.xml": _footer("left"),
}


_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLE_LOOK = (
    f'<w:jc w:val="center"/><w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar>'
)
_ROW_LOOK = '<w:cantSplit/><w:trHeight w:val="320" w:hRule="atLeast"/>'
_PAGE_SETUP = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/>'
    '<w:footerReference w:type="even" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" '
    'w:footer="1400" w:gutter="0"/></w:sectPr>'
)
_Held = dict[int, tuple[int, LaidCell]]
"""Column → rows still merged, and the cell above."""


def render(report: Report) -> bytes:
    """Return the report as the bytes of a docx."""
    parts = {**_FIXED_PARTS, "docProps/core.xml": _properties(report)}
    return _package({**parts, "word/document.xml": "".join(_document(report))})


def _document(report: Report) -> Iterator[str]:
    yield f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>'
    for line in title_lines(report.title):
        yield _paragraph(line, "ReportTitle")
    yield _paragraph("", "BodyText")
    yield from _prose(report.preamble)
    for part in parts_of(report):
        if part.heading:
            yield _paragraph(part.heading, "Heading1")
        yield from _prose(part.text)
        if part.table is not None:
            yield from _table(part.table)
    yield _PAGE_SETUP
    yield "</w:body></w:document>"


def _properties(report: Report) -> str:
    """Return title and author; no day is known here."""
    values = {"title": report.title, "creator": report.office or "", "language": "zh-CN"}
    told = "".join(f"<dc:{name}>{_text(value)}</dc:{name}>" for name, value in values.items())
    names = f'xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f"<cp:coreProperties {names}>{told}</cp:coreProperties>"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def _package(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, declaration + content)
    return stream.getvalue()


def _run(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{_text(text)}</w:t></w:r>' if text else ""


def _paragraph(text: str, style: str, lead: str = "") -> str:
    """Return one paragraph; `lead` is set before the text in 楷体."""
    runs = _run(lead, '<w:rStyle w:val="Lead"/>') + _run(text)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _prose(text: str) -> Iterator[str]:
    for lead, rest in paragraphs(text):
        yield _paragraph(rest, "BodyText", lead)


def _table(table: LaidTable) -> Iterator[str]:
    yield f'<w:tbl><w:tblPr><w:tblW w:w="{sum(table.widths)}" w:type="dxa"/>{_TABLE_LOOK}</w:tblPr>'
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in table.widths)
    yield f"<w:tblGrid>{columns}</w:tblGrid>"
    held: _Held = {}
    last = len(table.rows) - 1
    fits = sum(max(16, 13 * lines + 2) for lines in lines_of(table)) <= _PAGE
    for number, row in enumerate(table.rows):
        # Kept with the next row, a table that fits on a page is not parted by one; in a longer one
        # what heads rows is kept with the first of them.
        is_heading = number < table.heading_rows
        keep = number < last and (fits or is_heading or row[0].role is Role.BAND)
        cells, held = _row(table.widths, row, held, keep=keep)
        repeated = "<w:tblHeader/>" if is_heading else ""
        yield f"<w:tr><w:trPr>{_ROW_LOOK}{repeated}</w:trPr>{''.join(cells)}</w:tr>"
    yield "</w:tbl>"
    yield _paragraph("", "TableText")


def _row(
    widths: tuple[int, ...], row: Iterable[LaidCell], held: _Held, *, keep: bool
) -> tuple[list[str], _Held]:
    """Return one row with the continuations of cells merged from above, and what goes on below."""
    below: _Held = {}
    cells, waiting, column = [], list(row), 0
    while column < len(widths):
        if column in held:
            left, cell = held[column]
            merge = "continue"
        elif waiting:
            cell = waiting.pop(0)
            left = cell.height
            merge = "restart" if left > 1 else ""
        else:
            break
        wide = sum(widths[column : column + cell.width])
        cells.append(_cell(cell, wide, merge, keep=keep))
        if left > 1:
            below[column] = (left - 1, cell)
        column += cell.width
    return cells, below


def _cell(cell: LaidCell, wide: int, merge: str, *, keep: bool) -> str:
    look = [f'<w:tcW w:w="{wide}" w:type="dxa"/>']
    if cell.width > 1:
        look.append(f'<w:gridSpan w:val="{cell.width}"/>')
    if merge:
        look.append(f'<w:vMerge w:val="{merge}"/>')
    if cell.role is Role.BAND:
        look.append('<w:shd w:val="clear" w:color="auto" w:fill="DCE6F1"/>')
    if cell.upright:
        look.append('<w:textDirection w:val="tbRlV"/>')
    look.append('<w:vAlign w:val="center"/>')
    left = cell.role in {Role.LABEL, Role.BAND}
    place = '<w:ind w:left="40"/><w:jc w:val="left"/>' if left else '<w:jc w:val="center"/>'
    kept = "<w:keepNext/>" if keep else ""
    small = cell.size != TEXT_SIZE
    size = f'<w:sz w:val="{cell.size}"/><w:szCs w:val="{cell.size}"/>' if small else ""
    words = "" if merge == "continue" else _run(cell.text, size)
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{kept}{place}</w:pPr>{words}</w:p>'
    return f"<w:tc><w:tcPr>{''.join(look)}</w:tcPr>{paragraph}</w:tc>"
