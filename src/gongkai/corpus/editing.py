"""A report with one thing changed: a cell, a sentence, a chapter, its year; all else as it was."""

import re
from dataclasses import replace
from decimal import Decimal

from gongkai.annual_report.quantities import simplest
from gongkai.annual_report.report import Cell, Fact, Number, Report, State

Stated = tuple[str, int, str]  # key of a fact, its number, the words that state it
_UNIT = re.compile(r"\d(\D{1,2})$")


def value(report: Report, name: str) -> Number | None:
    """Return the number of a cell, `applications.new.total`; None where there is none."""
    table, row, column = name.split(".")
    cell = getattr(report, table).cell(row, column)
    return None if cell is None else cell.value


def put(
    report: Report,
    name: str,
    number: float | Decimal | None,
    raw: str | None = None,
    unit: str | None = None,
) -> Report:
    """Return the report with one cell set; None empties it."""
    table_name, row, column = name.split(".")
    table = getattr(report, table_name)
    exact = simplest(Decimal(repr(number))) if isinstance(number, float) else number
    state = State.BLANK if exact is None else State.ZERO if exact == 0 else State.NUMBER
    printed = raw if raw is not None else "" if exact is None else str(exact)
    cells = {key: dict(columns) for key, columns in table.cells.items()}
    cells.setdefault(row, {})[column] = Cell(printed, state, exact, unit)
    return replace(report, **{table_name: replace(table, cells=cells)})


def add(report: Report, by: int, *names: str) -> Report:
    """Return the report with some cells larger by a number; a blank one counts from zero."""
    for name in names:
        report = put(report, name, (value(report, name) or 0) + by)
    return report


def add_applications(report: Report, by: int, *rows: str) -> Report:
    """Return the report with more applications of natural persons in some rows of part three."""
    kinds = ("natural_person", "total")
    return add(report, by, *(f"applications.{row}.{kind}" for row in rows for kind in kinds))


def say(report: Report, sentence: str, *stated: Stated, key: str = "overview") -> Report:
    """Return the report with a sentence more in a chapter, and the facts it states."""
    sections = tuple(
        replace(section, text=f"{section.text}\n{sentence}") if section.key == key else section
        for section in report.sections
    )
    number = next(section.number for section in report.sections if section.key == key)
    more = tuple(_fact(*each, number) for each in stated)
    return replace(report, sections=sections, facts=(*report.facts, *more))


def _fact(key: str, number: int, text: str, section: int) -> Fact:
    unit = _UNIT.search(text)
    return Fact(key, number, unit and unit[1], text, section, zero=number == 0 and "没有" in text)


def write(report: Report, key: str, text: str) -> Report:
    """Return the report with the prose of a chapter replaced; what facts it stated are gone."""
    number = next(section.number for section in report.sections if section.key == key)
    sections = tuple(
        replace(section, text=text) if section.key == key else section
        for section in report.sections
    )
    facts = tuple(fact for fact in report.facts if fact.section != number)
    return replace(report, sections=sections, facts=facts)


def open_with(report: Report, preamble: str) -> Report:
    """Return the report with another preamble."""
    return replace(report, preamble=preamble)


def dated(report: Report, year: int) -> Report:
    """Return the report as one of another year, wherever it names its own."""

    def moved(text: str) -> str:
        return text.replace(f"{report.year}年", f"{year}年")

    sections = tuple(replace(section, text=moved(section.text)) for section in report.sections)
    return replace(
        report,
        year=year,
        title=moved(report.title),
        preamble=moved(report.preamble),
        sections=sections,
    )
