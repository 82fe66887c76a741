"""What `gongkai report sum` prints: who filed, what keeps the sum from being whole, the tables."""

from typing import Any

from gongkai.annual_report.exchange import data_of
from gongkai.annual_report.summing import Total
from gongkai.cli.report_text import report_text


def total_text(total: Total) -> str:
    """Return a sum as text: the notes first, then the tables, then those of another form."""
    parts = [total.report.preamble]
    if total.notes:
        parts.append("说明\n" + "\n".join(f"  {note.message}" for note in total.notes))
    parts += [report_text(each) for each in (total.report, *total.apart)]
    return "\n\n".join(parts)


def total_data(total: Total) -> dict[str, Any]:
    """Return a sum as values JSON knows."""
    return {
        "report": data_of(total.report),
        "apart": [data_of(each) for each in total.apart],
        "filed": list(total.filed),
        "missing": list(total.missing),
        "blank": {cell: list(offices) for cell, offices in total.blank.items()},
        "is_whole": total.is_whole,
        "notes": [{"code": note.code, "message": note.message} for note in total.notes],
    }
