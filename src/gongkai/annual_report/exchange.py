"""The report as JSON: schema gongkai/annual-report/1, out and in again."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gongkai.annual_report.report import Fact, Number, Report, Table

SCHEMA = "gongkai/annual-report/1"


def data_of(report: Report) -> dict[str, Any]:
    """Return the report as values JSON knows; a blank cell is null."""
    return {
        "schema": SCHEMA,
        "title": report.title,
        "office": report.office,
        "year": report.year,
        "form": report.form,
        "preamble": report.preamble,
        "sections": [
            {
                "key": section.key,
                "number": section.number,
                "heading": section.heading,
                "text": section.text,
            }
            for section in report.sections
        ],
        "proactive": _table(report.proactive),
        "applications": _table(report.applications),
        "remedies": _table(report.remedies),
        "statistics": _statistics(report.statistics),
        "facts": [_fact(fact) for fact in report.facts],
        "notes": [{"code": note.code, "message": note.message} for note in report.notes],
    }


def json_number(value: Number | None) -> int | float | None:
    """Return a number as JSON writes it: whole numbers without a point."""
    return float(value) if isinstance(value, Decimal) else value


def _table(table: Table | None) -> Mapping[str, Mapping[str, int | float | None]] | None:
    if table is None:
        return None
    return {
        row: {column: json_number(cell.value) for column, cell in columns.items()}
        for row, columns in table.cells.items()
    }


def _statistics(table: Table | None) -> Mapping[str, int | float | None] | None:
    if table is None:
        return None
    return {row: json_number(columns["number"].value) for row, columns in table.cells.items()}


def _fact(fact: Fact) -> dict[str, Any]:
    flags = {"approximate": fact.approximate, "zero": fact.zero, "derived": fact.derived}
    return {
        "key": fact.key,
        "value": json_number(fact.value),
        "unit": fact.unit,
        **{name: True for name, is_set in flags.items() if is_set},
        "text": fact.text,
        "section": fact.section,
    }
