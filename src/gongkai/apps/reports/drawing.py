"""The statutory tables as a page draws them: the form's layout with what is to be marked and opened."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gongkai.annual_report.rendering.layout import LaidCell, Role, laid_out
from gongkai.annual_report.report import Report


class Mark(NamedTuple):
    """What a number of a table looks like beside its value, says to a screen reader, and opens."""

    style: str = ""
    note: str = ""
    address: str = ""


class DrawnCell(NamedTuple):
    """One cell with its mark."""

    cell: LaidCell
    mark: Mark

    @property
    def is_number(self) -> bool:
        return self.cell.role is Role.NUMBER

    @property
    def scope(self) -> str:
        if self.cell.role in {Role.HEADING, Role.BAND}:
            return "colgroup" if self.cell.width > 1 else "col"
        return "rowgroup" if self.cell.role is Role.GROUP else "row"

    @property
    def style(self) -> str:
        """Return the classes of the cell."""
        if self.is_number:
            zero = "is-zero" if self.cell.text == "0" else ""
            return " ".join(each for each in (zero, self.mark.style) if each)
        if self.cell.upright:
            return "top"
        styles = {Role.GROUP: "group", Role.BAND: "band", Role.HEADING: "heading"}
        return styles.get(self.cell.role, "")

    @property
    def pieces(self) -> Sequence[str]:
        """Return the parts between which a narrow heading may break: two characters, or after （三）."""
        text = self.cell.text
        if self.cell.role is Role.HEADING and len(text) <= 6:
            return [text[at : at + 2] for at in range(0, len(text), 2)]
        if self.cell.role is Role.GROUP and not self.cell.upright:
            head, bracket, rest = text.partition("）")
            return [head + bracket, rest]
        return [text]


class DrawnRow(NamedTuple):
    """One row, and whether it is the sum of those above."""

    cells: Sequence[DrawnCell]
    is_sum: bool
    is_heading: bool


class DrawnTable(NamedTuple):
    """One table."""

    name: str
    caption: str
    head: Sequence[DrawnRow]
    body: Sequence[DrawnRow]


_NO_MARKS: Mapping[str, Mark] = {}


def drawn(report: Report, name: str, marks: Mapping[str, Mark] = _NO_MARKS) -> DrawnTable | None:
    """Return a table of the report, each number with its mark by the cell's name."""
    table = laid_out(report, name) if name else None
    if table is None:
        return None
    rows = [
        DrawnRow(
            [DrawnCell(cell, marks.get(cell.name, Mark())) for cell in row],
            is_sum=".handled_total." in row[-1].name,
            is_heading=all(cell.role in {Role.HEADING, Role.BAND} for cell in row),
        )
        for row in table.rows
    ]
    at = table.heading_rows
    return DrawnTable(name, table.caption, rows[:at], rows[at:])
