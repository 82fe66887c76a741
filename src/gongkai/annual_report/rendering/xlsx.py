"""The report as a workbook: the prose on one sheet, each table on its own, merged as on the form."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from math import ceil

from openpyxl.worksheet.worksheet import Worksheet

from gongkai.annual_report.rendering.layout import (
    TABLES,
    LaidCell,
    LaidTable,
    Role,
    laid_out,
    parts_of,
)
from gongkai.annual_report.rendering.workbook import (
    LONGEST,
    SIZES,
    Style,
    bytes_of,
    half_widths,
    new_workbook,
    put,
    sheet_of,
    widths,
)
from gongkai.annual_report.report import Number, Report

_SHEETS = {
    "proactive": "第二部分",
    "applications": "第三部分",
    "remedies": "第四部分",
    "statistics": "统计表",
}
_PROSE_WIDTH = 72  # of the column, in half-width characters of the sheet's own 11 points
_TWIPS = (
    118  # of one half-width character of a table: four characters of a heading stand two by two
)
_TALLEST = 400  # points: a row can have 409


def render(report: Report) -> bytes:
    """Return the report as the bytes of an xlsx."""
    book = new_workbook(report.title, report.office or "")
    _draw_prose(sheet_of(book, "正文", report.title), report)
    for name in TABLES:
        table = laid_out(report, name)
        if table is not None:
            header = f"{report.title}　{table.caption}"
            _draw(sheet_of(book, _SHEETS[name], header, landscape=name == "remedies"), table)
    return bytes_of(book)


def _draw_prose(sheet: Worksheet, report: Report) -> None:
    widths(sheet, [_PROSE_WIDTH])
    for row, (text, style) in enumerate(_prose(report), 1):
        put(sheet, row, 1, text, style)
        # A spreadsheet program does not find the height of a row by itself in a file that it opens.
        fit = _PROSE_WIDTH * 11 / SIZES[style]
        lines = max(1, ceil(half_widths(text) / fit))
        sheet.row_dimensions[row].height = min(_TALLEST, lines * SIZES[style] * 1.5 + 4)


def _prose(report: Report) -> Iterator[tuple[str, Style]]:
    """Yield the lines in order; one that is longer than a cell goes on in the next."""
    lines = [(report.title, Style.TITLE)]
    lines += [(line, Style.PROSE) for line in report.preamble.splitlines()]
    for part in parts_of(report):
        lines.append((part.heading, Style.CHAPTER))
        lines += [(line, Style.PROSE) for line in part.text.splitlines()]
    for line, style in lines:
        text = line.strip()
        for begin in range(0, len(text), LONGEST):
            yield text[begin : begin + LONGEST], style


def _draw(sheet: Worksheet, table: LaidTable) -> None:
    """Write a table as laid out from the first cell of a sheet on."""
    columns = [width / _TWIPS for width in table.widths]
    held = [0] * len(table.widths)
    for number, row in enumerate(table.rows, 1):
        column, lines = 0, 1
        for cell in row:
            while held[column]:
                column += 1
            held[column : column + cell.width] = [cell.height] * cell.width
            value, style = _value(cell)
            put(sheet, number, column + 1, value, style, width=cell.width, height=cell.height)
            if cell.height == 1:
                room = sum(table.widths[column : column + cell.width]) / _TWIPS - 1
                if cell.role is Role.NUMBER:  # one that does not fit would print as ####
                    need = (len(cell.text) + 2) / cell.width
                    for at in range(column, column + cell.width):
                        columns[at] = max(columns[at], need)
                lines = max(lines, ceil(half_widths(cell.text) / room))
            column += cell.width
        held = [max(0, each - 1) for each in held]
        sheet.row_dimensions[number].height = min(_TALLEST, 13.5 * lines + 4)
    widths(sheet, columns)
    if table.heading_rows:
        sheet.print_title_rows = f"1:{table.heading_rows}"
        sheet.freeze_panes = f"A{table.heading_rows + 1}"


def _value(cell: LaidCell) -> tuple[str | Number, Style]:
    if cell.role is Role.NUMBER:
        number = _number(cell.text)
        if number is not None:
            return number, Style.COUNT if isinstance(number, int) else Style.AMOUNT
    if cell.role is Role.BAND:
        return cell.text, Style.BAND
    if cell.role is Role.LABEL:
        return cell.text, Style.LABEL
    return cell.text, Style.UPRIGHT if cell.upright else Style.HEADING


def _number(text: str) -> Number | None:
    try:
        number = Decimal(text)
    except InvalidOperation:  # blank, a slash, or what could not be read
        return None
    if not number.is_finite():
        return None
    return int(number) if number == number.to_integral_value() else number
