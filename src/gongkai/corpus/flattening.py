"""A report as text: its tables flattened as Word flattens them when they are pasted."""

from collections.abc import Iterator

from gongkai.annual_report.rendering.layout import CHAPTERS, LaidTable, laid_out, statutory_number
from gongkai.annual_report.report import Report

_PLACES = {**CHAPTERS, "notes_and_attachments": "statistics"}


def flattened(report: Report) -> str:
    """Return a report as text: a TAB starts a cell, an empty line ends a row."""
    lines = [report.title, "", report.preamble, ""]
    for section in report.sections:
        lines += [f"{statutory_number(section.number)}、{section.heading}", ""]
        lines += section.text.splitlines()
        name = _PLACES.get(section.key or "")
        table = laid_out(report, name) if name else None
        if table is not None:
            for row in _rows(table):
                lines += [*(f"\t{cell}" for cell in row), ""]
        lines.append("")
    return "\n".join(lines)


def _rows(table: LaidTable) -> Iterator[list[str]]:
    """Yield the rows of a table; a cell merged over rows goes on as an empty one."""
    held: dict[int, tuple[int, int]] = {}  # column → rows still covered from above, width
    for row in table.rows:
        cells: list[str] = []
        below: dict[int, tuple[int, int]] = {}
        waiting = iter(row)
        column = 0
        while column < len(table.widths):
            if column in held:
                left, width = held[column]
                cells.append("")
            else:
                cell = next(waiting)
                left, width = cell.height, cell.width
                cells.append(cell.text)
            if left > 1:
                below[column] = (left - 1, width)
            column += width
        held = below
        yield cells
