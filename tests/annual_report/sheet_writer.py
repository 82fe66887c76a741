"""Reports as sheets: our tables with a title and prose above them, as xlsx and in the format of 1997."""

import io
import struct

import openpyxl

from annual_report.doc_writer import compound
from gongkai.annual_report.rendering.layout import laid_out, statutory_number

PLACES = {
    "proactive_disclosure": "proactive",
    "applications": "applications",
    "remedies": "remedies",
    "notes_and_attachments": "statistics",
}
WIDE = 15


def laid(report):
    """Return the cells of a sheet as (row, column, value), and the merged as (row, column, rows, columns)."""
    cells, merged = [], []
    row = 0

    def line(text):
        nonlocal row
        cells.append((row, 0, text))
        merged.append((row, 0, 1, WIDE))
        row += 1

    line(report.title)
    line(report.preamble)
    for section in report.sections:
        line(f"{statutory_number(section.number)}、{section.heading}")
        for text in section.text.splitlines():
            line(text)
        name = PLACES.get(section.key)
        table = laid_out(report, name) if name else None
        held = set()
        for each in table.rows if table else ():
            column = 0
            for cell in each:
                while (row, column) in held:
                    column += 1
                cells.append((row, column, number(cell.text)))
                if cell.width > 1 or cell.height > 1:
                    merged.append((row, column, cell.height, cell.width))
                    held |= {
                        (row + down, column + right)
                        for down in range(cell.height)
                        for right in range(cell.width)
                    }
                column += cell.width
            row += 1
    return cells, merged


def number(text):
    try:
        return float(text)
    except ValueError:
        return text


def xlsx(report):
    cells, merged = laid(report)
    book = openpyxl.Workbook()
    sheet = book.active
    for row, column, value in cells:
        sheet.cell(row + 1, column + 1, value)
    for row, column, rows, columns in merged:
        sheet.merge_cells(
            start_row=row + 1,
            end_row=row + rows,
            start_column=column + 1,
            end_column=column + columns,
        )
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xls(report):
    return workbook(*laid(report))


def record(code, content=b""):
    return struct.pack("<HH", code, len(content)) + content


def workbook(cells, merged=(), *, encrypted=False):
    """The records of a workbook of one sheet ([MS-XLS] 2.4)."""
    texts = list(dict.fromkeys(value for _, _, value in cells if isinstance(value, str)))
    shared = struct.pack("<II", len(texts), len(texts))
    strings = b"".join(
        struct.pack("<HB", len(text), 1) + text.encode("utf-16-le") for text in texts
    )
    begins = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6))
    if encrypted:
        begins += record(0x2F, bytes(54))
    begins += record(0x42, struct.pack("<H", 1200))
    pieces = [
        shared + strings[:8000],
        *(strings[at : at + 8000] for at in range(8000, len(strings), 8000)),
    ]
    assert len(pieces) == 1, "a longer table of strings is cut between characters"
    name = "年报".encode("utf-16-le")
    sheet_at = len(begins) + 4 + 8 + len(name) + 4 + len(pieces[0]) + 4
    begins += record(0x85, struct.pack("<IBBBB", sheet_at, 0, 0, 2, 1) + name)
    begins += record(0xFC, pieces[0]) + record(0x0A)
    assert len(begins) == sheet_at
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    last_row = max((row for row, _, _ in cells), default=0) + 1
    last_column = max((column for _, column, _ in cells), default=0) + 1
    sheet += record(0x200, struct.pack("<IIHHH", 0, last_row, 0, last_column, 0))
    for row, column, value in cells:
        if isinstance(value, str):
            sheet += record(0xFD, struct.pack("<HHHI", row, column, 0, texts.index(value)))
        else:
            sheet += record(0x203, struct.pack("<HHHd", row, column, 0, value))
    ranges = [struct.pack("<HHHH", r, r + rs - 1, c, c + cs - 1) for r, c, rs, cs in merged]
    for at in range(0, len(ranges), 1000):
        part = ranges[at : at + 1000]
        sheet += record(0xE5, struct.pack("<H", len(part)) + b"".join(part))
    return compound({"Workbook": begins + sheet + record(0x0A)})
