"""Workbooks (xlsx, xls): every visible sheet as paragraphs and grids, merged cells where they begin.

The parser keeps a sheet as one block of cells from corner to corner; a cell far out would cost
gigabytes. So how far the cells reach is counted in the file before it is parsed.
"""

import datetime as dt
import io
import math
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import olefile
from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

from gongkai.annual_report.reading import compound, statistics
from gongkai.annual_report.reading.blocks import (
    TOO_MUCH,
    Block,
    Grid,
    GridCell,
    Paragraph,
    bounded,
    unframed,
)
from gongkai.annual_report.reading.docx import TOO_LARGE
from gongkai.annual_report.reading.limits import CELLS, SHEET_AREA, SHEETS, SPAN, XML_BYTES
from gongkai.annual_report.reading.sections import is_chapter
from gongkai.annual_report.reading.unreadable import Unreadable

DAMAGED = "文件已损坏或不完整，无法作为 Excel 工作簿打开。"
ENCRYPTED = "文件设有打开密码，请先取消密码再读取。"
BINARY = "这是二进制 Excel 工作簿（.xlsb），不能读取，请另存为 .xlsx 后再试。"

# A cell that holds something: its column and row, or a cell or row that leaves them to be counted.
_CELL = re.compile(
    rb"<(?:[\w.-]+:)?c(?=[\s>/])([^<>]*)>|<(?:[\w.-]+:)?row(?=[\s>/])([^<>]*)>", re.ASCII
)
_REFERENCE = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]*)\s*([0-9]*)""")
_SHEET = re.compile(r"\.(?:xml|bin)$", re.IGNORECASE)
_PROSE = re.compile("[。；！？]")
_BAND = re.compile(r"^第\s*二\s*十\s*条|统\s*计\s*表$")  # heads a table within it
_LONGEST_LABEL = 40
# Records of the old formats that hold a cell: row and column stand first ([MS-XLS] 2.4).
_CELL_RECORDS = frozenset(
    [0x02, 0x03, 0x04, 0x05, 0x06, 0xBD, 0xD6, 0xFD, 0x0203, 0x0204, 0x0205, 0x0206, 0x027E, 0x0406]
)
_RUN_RECORD = 0xBD  # several numbers in a row; the last column stands last
_ENCRYPTION = 0x2F
_Merged = tuple[tuple[int, int], tuple[int, int]]


def blocks_of(content: bytes) -> Sequence[Block]:
    """Return the block stream of a workbook, sheet after sheet."""
    if content.startswith(b"PK"):
        _refuse_wide_package(content)
    else:
        name, book = _book(content)
        _refuse_wide_workbook(book)
        content = compound.of_one_stream(name, book)
    sheets = _sheets(content)
    if len(sheets) > SHEETS:
        raise Unreadable(TOO_MUCH)
    return bounded(unframed([block for sheet in sheets for block in _blocks(sheet)]))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet as texts from its first filled cell on, and its merged cells in the same counting."""

    name: str
    rows: list[list[str]]
    merged: list[_Merged]


def _sheets(content: bytes) -> list[_Sheet]:
    """Return the visible sheets; whatever the parser throws means that the file is damaged."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = [
            each.name for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible
        ]
        return [_sheet(book.get_sheet_by_name(name)) for name in visible[: SHEETS + 1]]
    except (Unreadable, KeyboardInterrupt, SystemExit):
        raise
    except PasswordError as error:
        raise Unreadable(ENCRYPTED) from error
    except BaseException as error:  # a panic of the parser is no Exception
        raise Unreadable(DAMAGED) from error


def _sheet(source: CalamineSheet) -> _Sheet:
    top, left = source.start or (0, 0)
    if source.height * source.width > SHEET_AREA:
        raise Unreadable(TOO_MUCH)
    rows = [[printed(value) for value in row] for row in source.to_python()]
    merged = [
        ((first[0] - top, first[1] - left), (last[0] - top, last[1] - left))
        for first, last in (source.merged_cell_ranges or ())[:CELLS]
    ]
    return _Sheet(source.name, rows, merged)


def printed(value: object) -> str:
    """Return a cell's value as a sheet prints it: 5.0 is 5."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        # A sheet computes in binary and prints at most fifteen figures.
        return str(int(value)) if value.is_integer() else f"{Decimal(f'{value:.15g}'):f}"
    if isinstance(value, dt.datetime | dt.date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value).strip()


def _blocks(sheet: _Sheet) -> Iterator[Block]:
    """Yield lines that stand alone in their row as paragraphs, the rows between them as grids."""
    if "公开" in sheet.name:
        yield Paragraph(sheet.name)
    widths, covered = _merges(sheet)
    rows: list[tuple[GridCell, ...]] = []
    for number, texts in enumerate(sheet.rows):
        filled = [text for text in texts if text]
        if not filled:
            continue
        if len(filled) == 1 and _stands_alone(sheet.rows, number, filled[0], in_table=bool(rows)):
            yield from _grid(rows)
            rows = []
            for line in filled[0].splitlines():
                if line.strip():
                    yield Paragraph(line.strip())
        else:
            rows.append(
                tuple(
                    GridCell(text, number, column, widths.get((number, column), 1))
                    for column, text in enumerate(texts)
                    if (number, column) not in covered
                )
            )
    yield from _grid(rows)


def _stands_alone(rows: Sequence[list[str]], number: int, text: str, *, in_table: bool) -> bool:
    """Return whether the one text of a row is a line of prose, and no heading within a table."""
    if _BAND.search(text):
        return False
    following = rows[number + 1] if number + 1 < len(rows) else []
    if in_table and any(statistics.is_indicator(each) for each in (text, *following)):
        return False  # groups of the 统计表 are worded like chapters
    is_prose = len(text) > _LONGEST_LABEL or _PROSE.search(text) is not None or is_chapter(text)
    return not in_table or is_prose


def _grid(rows: Sequence[tuple[GridCell, ...]]) -> Iterator[Grid]:
    """Yield the grid of these rows, without the empty columns on its right."""
    filled = [cell.column + cell.width for row in rows for cell in row if cell.text]
    last = max(filled, default=0)
    if rows:
        yield Grid(
            tuple(
                tuple(cell._replace(row=at) for cell in row if cell.column < last)
                for at, row in enumerate(rows)
            )
        )


def _merges(sheet: _Sheet) -> tuple[dict[tuple[int, int], int], set[tuple[int, int]]]:
    """Return how wide merged cells are where they begin, and the places they cover."""
    widths: dict[tuple[int, int], int] = {}
    covered: set[tuple[int, int]] = set()
    tall = len(sheet.rows)
    wide = max(map(len, sheet.rows), default=0)
    for (top, left), (bottom, right) in sheet.merged:
        if not (0 <= top <= bottom and 0 <= left <= right) or top >= tall or left >= wide:
            continue
        widths[top, left] = min(SPAN, right - left + 1)
        covered |= {
            (row, column)
            for row in range(top, min(bottom + 1, tall))
            for column in range(left, min(right + 1, wide))
        } - {(top, left)}
        if len(covered) > SHEET_AREA:
            raise Unreadable(TOO_MUCH)
    return widths, covered


def _refuse_wide_package(content: bytes) -> None:
    """Raise Unreadable for a package that unpacks to too much or has cells too far out."""
    left = 4 * XML_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for entry in package.infolist():
                if entry.flag_bits & 1:
                    raise Unreadable(ENCRYPTED)
                if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                    raise Unreadable(DAMAGED)
                if not _SHEET.search(entry.filename) and "xl/" not in entry.filename:
                    continue
                left -= entry.file_size
                if left < 0:
                    raise Unreadable(TOO_LARGE)
                with package.open(entry) as stream:
                    part = stream.read(left + entry.file_size + 1)
                if b"\0" in part[:64] or b"<!DOCTYPE" in part[:1024]:
                    raise Unreadable(DAMAGED)
                _refuse_wide_part(part)
    except (
        zipfile.BadZipFile,
        KeyError,
        EOFError,
        zlib.error,
        ValueError,
        OSError,
        NotImplementedError,  # patched data
    ) as error:
        raise Unreadable(DAMAGED) from error


def _refuse_wide_part(part: bytes) -> None:
    rows = columns = row = column = 0
    for found in _CELL.finditer(part):
        is_cell = found[1] is not None
        attributes = found[1] if is_cell else found[2]
        named = _REFERENCE.search(attributes)
        letters, digits = (named[1], named[2]) if named else (b"", b"")
        if len(letters) > 3 or len(digits) > 7:
            raise Unreadable(DAMAGED)
        if is_cell:
            row = int(digits or row)
            column = _column(letters) or column + 1
            if not attributes.rstrip().endswith(b"/"):  # else formatted, and empty
                rows, columns = max(rows, row), max(columns, column)
        else:
            row, column = int(digits or row + 1), 0
    if rows * columns > SHEET_AREA:
        raise Unreadable(TOO_MUCH)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _book(content: bytes) -> tuple[str, bytes]:
    """Return the stream of an old workbook, and its name."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as package:
            name = next((each for each in ("Workbook", "Book") if package.exists(each)), None)
            if name is None:
                raise Unreadable(DAMAGED)
            book = compound.stream_of(package, name, compound.LONGEST + 1)
    except (OSError, ValueError, IndexError, struct.error, OverflowError) as error:
        raise Unreadable(DAMAGED) from error
    if len(book) > compound.LONGEST:
        raise Unreadable(TOO_MUCH)
    return name, book


def _refuse_wide_workbook(book: bytes) -> None:
    """Raise Unreadable for an old workbook that is encrypted or has cells too far out."""
    rows = columns = at = 0
    while at + 4 <= len(book):
        code, length = struct.unpack_from("<HH", book, at)
        if code == _ENCRYPTION:
            raise Unreadable(ENCRYPTED)
        if code in _CELL_RECORDS and length >= 4 and at + 8 <= len(book):
            row, column = struct.unpack_from("<HH", book, at + 4)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        if code == _RUN_RECORD and 4 <= length <= len(book) - at - 4:
            last = struct.unpack_from("<H", book, at + 2 + length)[0]
            columns = max(columns, last + 1)
        at += 4 + length
    if rows * columns > SHEET_AREA:
        raise Unreadable(TOO_MUCH)
