"""A workbook written so that nothing in it can act: text is text, numbers are numbers, blank is blank.

A cell whose text begins with = + - @ would be a formula or a command to a spreadsheet program; here it
is stored as a string and marked as quoted, so that it stays one when the cell is edited.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.annual_report.report import Number

LONGEST = 32_767  # characters that a cell can hold
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same report gives the same bytes
_MADE = datetime(1980, 1, 1)  # noqa: DTZ001 - the format knows no time zone
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_ACTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NOT_TEXT = re.compile("[\ufffe\uffff\ud800-\udfff]")
_SIDE = Side(style="thin", color="000000")
_BOX = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)


class Style(StrEnum):
    """What a cell is; by this name its style stands in the workbook, to be changed in one place."""

    TITLE = "公开标题"
    CHAPTER = "公开章名"
    PROSE = "公开正文"
    BAND = "公开条款"
    HEADING = "公开栏名"
    UPRIGHT = "公开竖排"
    LABEL = "公开行名"
    COUNT = "公开整数"
    AMOUNT = "公开小数"


SIZES = {Style.TITLE: 20.0, Style.CHAPTER: 14.0, Style.PROSE: 14.0}
"""Style of prose → points of its type."""


def new_workbook(title: str, author: str) -> Workbook:
    """Return a workbook without sheets, with its title, author and styles."""
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    book.properties.title = clean(title)
    book.properties.creator = clean(author)
    book.properties.language = "zh-CN"
    book.properties.created = _MADE
    for style in Style:
        book.add_named_style(_named(style))
    return book


def _named(style: Style) -> NamedStyle:
    face = {Style.TITLE: "方正小标宋简体", Style.CHAPTER: "黑体", Style.PROSE: "仿宋"}
    level = "left" if style in {Style.CHAPTER, Style.PROSE, Style.BAND, Style.LABEL} else "center"
    named = NamedStyle(
        style.value,
        font=Font(name=face.get(style, "宋体"), size=SIZES.get(style, 10)),
        alignment=Alignment(
            horizontal=level,
            vertical="center",
            wrap_text=style is not Style.UPRIGHT,
            text_rotation=255 if style is Style.UPRIGHT else 0,
        ),
        number_format={Style.COUNT: "0", Style.AMOUNT: "0.0###"}.get(style, "General"),
    )
    if style not in SIZES:
        named.border = _BOX
    if style is Style.BAND:
        named.fill = PatternFill("solid", fgColor="DCE6F1")
    return named


def sheet_of(book: Workbook, name: str, header: str, *, landscape: bool = False) -> Worksheet:
    """Return a new sheet set up to print on A4: one page wide, its number below, its name above."""
    sheet: Worksheet = book.create_sheet(name)
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    above = clean(header).replace("&", "&&")[:250]
    for place, text in ((sheet.oddHeader, above), (sheet.oddFooter, "— &P —")):
        if place is not None:
            place.center.text = text
    return sheet


def put(
    sheet: Worksheet,
    row: int,
    column: int,
    value: str | Number | float | None,
    style: Style,
    *,
    width: int = 1,
    height: int = 1,
) -> None:
    """Write one cell over so many columns and rows: text as text whatever it begins with, None as blank."""
    for down in range(height):
        for right in range(width):
            sheet.cell(row + down, column + right).style = style.value
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        words = clean(value)[:LONGEST]
        if words:
            cell.value = words
            cell.data_type = "s"
            if words.startswith(_ACTS):
                cell.quotePrefix = True
    elif value is not None:
        cell.value = value
    if width > 1 or height > 1:
        sheet.merge_cells(None, row, column, row + height - 1, column + width - 1)


def clean(text: str) -> str:
    """Return the text without the characters a workbook cannot hold."""
    return _NOT_TEXT.sub("", ILLEGAL_CHARACTERS_RE.sub("", text))


def widths(sheet: Worksheet, characters: Sequence[float]) -> None:
    """Write the widths of the columns, in half-width characters."""
    for at, width in enumerate(characters, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width


def half_widths(text: str) -> int:
    """Return how many half-width characters wide a text is."""
    return sum(1 if each.isascii() else 2 for each in text)


def bytes_of(book: Workbook) -> bytes:
    """Return the workbook's bytes, the same for the same content: no clock is left in them."""
    made, stream = io.BytesIO(), io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(stream, "w") as package:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            fixed = zipfile.ZipInfo(entry.filename, _EPOCH)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(fixed, content)
    return stream.getvalue()
