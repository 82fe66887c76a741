"""The arithmetic every table must satisfy (勾稽关系), as sums that hold, fail or cannot be judged."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from gongkai.annual_report.form import NOT_OUTCOMES, Row, form_of, statistics_form
from gongkai.annual_report.report import Number, Report, Table

STATISTICS_SUMS = (
    "S17=S18+S19+S20+S21",
    "S22=S23+S24",
    "S25=S26+S27+S28+S29+S36+S37+S38+S39",
    "S29=S30+S31+S32+S33+S34+S35",
    "S40=S41+S42+S43",
    "S44=S45+S46+S47",
    "S52=S53+S54",
)
STATISTICS_LIMITS = ("S02<=S01", "S11<=S10", "S13<=S12")


@dataclass(frozen=True, slots=True)
class Term:
    """One cell of a relation: its name, and its number or None."""

    name: str
    value: Number | None


@dataclass(frozen=True, slots=True)
class Balance:
    """Two sums of cells that must be equal; no cell may be below zero."""

    of: str  # the row or column it is stated for
    left: tuple[Term, ...]
    right: tuple[Term, ...]

    @property
    def left_sum(self) -> Number:
        return sum(term.value for term in self.left if term.value is not None)

    @property
    def right_sum(self) -> Number:
        return sum(term.value for term in self.right if term.value is not None)

    @property
    def holds(self) -> bool | None:
        """Return None where blanks leave it open; known parts above a full sum already fail."""
        left_open = any(term.value is None for term in self.left)
        right_open = any(term.value is None for term in self.right)
        if not left_open and not right_open:
            return self.left_sum == self.right_sum
        if not right_open and self.left_sum > self.right_sum:
            return False
        if not left_open and self.right_sum > self.left_sum:
            return False
        return None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(term.name for term in (*self.left, *self.right))


def term(table_name: str, table: Table, row: str, column: str) -> Term:
    """Return a cell of a table as a term: `applications.new.total`."""
    cell = table.cell(row, column)
    return Term(f"{table_name}.{row}.{column}", None if cell is None else cell.value)


def applications_balance(table: Table) -> Iterator[Balance]:
    """Yield per column: 一 + 二 = 三（七）+ 四."""
    for column in _application_columns():
        yield Balance(
            column,
            _terms(table, ("new", "carried_in"), column),
            _terms(table, ("handled_total", "carried_out"), column),
        )


def applications_handled(table: Table) -> Iterator[Balance]:
    """Yield per column: the outcomes = 三（七）."""
    outcomes = [row for row in table.cells if row not in NOT_OUTCOMES]
    for column in _application_columns():
        yield Balance(
            column, _terms(table, outcomes, column), _terms(table, ("handled_total",), column)
        )


def applications_row_total(table: Table) -> Iterator[Balance]:
    """Yield per row: the six applicant kinds = 总计."""
    *kinds, total = _application_columns()
    for row in table.cells:
        yield Balance(
            row,
            tuple(term("applications", table, row, kind) for kind in kinds),
            (term("applications", table, row, total),),
        )


def remedies_total(table: Table) -> Iterator[Balance]:
    """Yield per group: the four results = 总计."""
    for group in table.cells:
        results = ("upheld", "corrected", "other", "pending")
        yield Balance(
            group,
            tuple(term("remedies", table, group, result) for result in results),
            (term("remedies", table, group, "total"),),
        )


def statistics_sums(table: Table) -> Iterator[Balance]:
    """Yield the sums of the 统计表."""
    for relation in STATISTICS_SUMS:
        whole, _, parts = relation.partition("=")
        yield Balance(
            whole,
            tuple(term("statistics", table, part, "number") for part in parts.split("+")),
            (term("statistics", table, whole, "number"),),
        )


def broken_count(report_tables: dict[str, Table | None]) -> int:
    """Return how many relations of the tables fail or cannot be judged: a checksum of a reading."""
    return sum(balance.holds is not True for balance in all_of(report_tables))


def all_of(tables: dict[str, Table | None]) -> Iterator[Balance]:
    """Yield every relation of parts three and four that are there."""
    applications, remedies = tables.get("applications"), tables.get("remedies")
    if applications is not None:
        yield from applications_balance(applications)
        yield from applications_handled(applications)
        yield from applications_row_total(applications)
    if remedies is not None:
        yield from remedies_total(remedies)


@cache
def labels(generation: str) -> dict[str, str]:
    """Return row and column keys → official wording, that of this generation where both have one."""
    found: dict[str, str] = {}
    for each in sorted(("2019", "2021"), key=lambda other: other == generation):
        form = form_of(each)
        for table in (form.applications, form.remedies):
            found |= {column.key: column.label for column in table.columns}
            found |= {row.key: _with_group(row) for row in table.rows}
        for block in form.proactive:
            found |= {column.key: column.label for column in block.columns}
            found |= {row.key: row.label for row in block.rows}
    found["other"] = "其他结果"
    found |= {row.key: re.sub("（不.*", "", row.label) for row in statistics_form().rows}
    return found


def label_of(key: str, generation: str = "2021") -> str:
    return labels(generation).get(key, key)


def _with_group(row: Row) -> str:
    label = re.sub("（区分.*", "", row.label)
    inner = row.groups[-1] if row.groups else ""
    if inner == "行政诉讼":
        return f"{inner}（{label}）"
    return f"{inner}{label}" if inner.startswith("（") else label


def _application_columns() -> tuple[str, ...]:
    form = form_of("2021").applications
    return form.column_keys


def _terms(table: Table, rows: Iterable[str], column: str) -> tuple[Term, ...]:
    return tuple(term("applications", table, row, column) for row in rows)


def number(report: Report, name: str) -> Number | None:
    """Return the number of a cell by its name, `applications.new.total`."""
    table_name, row, column = name.split(".")
    table: Table | None = getattr(report, table_name)
    cell = None if table is None else table.cell(row, column)
    return None if cell is None else cell.value
