"""A report as text: its tables flattened as Word flattens them when they are pasted, or in Markdown."""

from collections.abc import Iterator, Sequence

from gongkai.annual_report.rendering.layout import CHAPTERS, LaidTable, laid_out, statutory_number
from gongkai.annual_report.report import Report

_PLACES = {**CHAPTERS, "notes_and_attachments": "statistics"}


def flattened(report: Report) -> str:
    """Return a report as text: a TAB starts a cell, an empty line ends a row."""
    lines = [report.title, "", report.preamble, ""]
    for heading, text, table in _chapters(report):
        lines += [heading, "", *text]
        for row in _rows(table) if table is not None else ():
            lines += [*(f"\t{cell}" for cell in row), ""]
        lines.append("")
    return "\n".join(lines)


def markdown(report: Report) -> str:
    """Return a report in Markdown: an empty line between paragraphs, cells in the order of their rows.

    The first row is as wide as the table: what stands beyond it would not be shown.
    """
    lines = [f"# {report.title}", "", *_apart(report.preamble.splitlines())]
    for heading, text, table in _chapters(report):
        lines += [f"## {heading}", "", *_apart(text)]
        if table is not None:
            head, *rows = _rows(table)
            head += [""] * (len(table.widths) - len(head))
            lines += [_piped(row) for row in (head, ["---"] * len(head), *rows)]
            lines.append("")
    return "\n".join(lines)


def _chapters(report: Report) -> Iterator[tuple[str, list[str], LaidTable | None]]:
    """Yield each chapter: its numbered heading, its paragraphs, its table."""
    for section in report.sections:
        name = _PLACES.get(section.key or "")
        table = laid_out(report, name) if name else None
        heading = f"{statutory_number(section.number)}、{section.heading}"
        yield heading, section.text.splitlines(), table


def _apart(paragraphs: Sequence[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield paragraph
        yield ""


def _piped(row: Sequence[str]) -> str:
    return f"| {' | '.join(row)} |"


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
