"""Two or more reports side by side, as a value: who stands in which column, every cell, what changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from gongkai.annual_report.report import Number


class Kind(StrEnum):
    """What differs from column to column."""

    YEARS = "years"  # one office, its years in order
    OFFICES = "offices"  # one year, its offices as given


@dataclass(frozen=True, slots=True)
class Column:
    """One report of the comparison; `name` is what heads its column: the year, or the office."""

    name: str
    office: str | None
    year: int | None
    form: str
    title: str


@dataclass(frozen=True, slots=True)
class Change:
    """From the column before to this one; no percent where there was nothing before, nor of a rate."""

    absolute: Number
    percent: float | None  # 33.3 for a third more


@dataclass(frozen=True, slots=True)
class Line:
    """One cell of the form through all columns.

    `name` is `applications.new.total`; of a rate that is worked out, `rate.granted`. `changes` is as
    long as `values`; None stands where either number is missing, first of all in the first column,
    and everywhere when offices are compared.
    """

    name: str
    label: str
    unit: str | None  # 件, 万元, 元, %; None where the form names none
    values: tuple[Number | None, ...]
    changes: tuple[Change | None, ...]

    @property
    def table(self) -> str:
        return self.name.partition(".")[0]

    @property
    def is_empty(self) -> bool:
        """Return whether no column has anything but zero or nothing here."""
        return not any(self.values)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole: columns, lines in the order of the form, plain sentences, what to keep in mind."""

    kind: Kind
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    sentences: tuple[str, ...]
    notes: tuple[str, ...]

    def line(self, name: str) -> Line | None:
        return next((line for line in self.lines if line.name == name), None)

    def of_table(self, table: str) -> Iterator[Line]:
        """Yield the lines of proactive, applications, remedies, statistics or rate."""
        return (line for line in self.lines if line.table == table)
