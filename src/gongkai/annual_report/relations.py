"""The arithmetic every table must satisfy (勾稽关系), as sums that hold, fail or cannot be judged."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter

from gongkai.annual_report.form import Form, Relation, Row, form_of, forms, statistics_form
from gongkai.annual_report.report import Number, Report, Table


@dataclass(frozen=True, slots=True)
class Term:
    """One cell of a relation: its name, and its number or None."""

    name: str
    value: Number | None


@dataclass(frozen=True, slots=True)
class Balance:
    """Two sums of cells that must be equal, or the left no more; no cell may be below zero."""

    of: str  # the row or column it is stated for
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    is_limit: bool = False

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
        if not right_open and self.left_sum > self.right_sum:
            return False
        if left_open or right_open:
            short = not self.is_limit and not left_open and self.right_sum > self.left_sum
            return False if short else None
        return self.is_limit or self.left_sum == self.right_sum

    @property
    def terms(self) -> tuple[Term, ...]:
        return (*self.left, *self.right)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(term.name for term in self.terms)


@dataclass(frozen=True, slots=True)
class Suspect:
    """One cell whose change alone would make every relation of its table hold."""

    name: str
    value: Number | None  # as printed; None where it is blank
    right: Number


Plan = tuple[str, tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]
"""What one relation says of one row or column: of which, the cells left and right."""


def balances(table: Table, relation: Relation) -> Iterator[Balance]:
    """Yield what a relation says of each row or column of a table that has its cells."""
    for plan in _plans(relation, _shape(table)):
        yield _balance(relation, table, plan)


def not_holding(
    table: Table, relations: tuple[Relation, ...]
) -> Iterator[tuple[Relation, list[Balance]]]:
    """Yield each relation the table has cells for, with its balances that fail or are open."""
    numbers = [cell.value for columns in table.cells.values() for cell in columns.values()]
    for relation, plans in _all_plans(relations, _shape(table)):
        is_limit = relation.sign == "<="
        found = []
        for plan, left_of, right_of in plans:
            try:
                left, right = sum(left_of(numbers)), sum(right_of(numbers))
            except TypeError:  # a blank
                found.append(_balance(relation, table, plan))
            else:
                if left != right and not (is_limit and left < right):
                    found.append(_balance(relation, table, plan))
        yield relation, [each for each in found if each.holds is not True]


Getter = Callable[[Sequence[Number | None]], tuple[Number, ...]]
Compiled = tuple[Plan, Getter, Getter]


@lru_cache(maxsize=256)
def _all_plans(
    relations: tuple[Relation, ...], shape: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[tuple[Relation, tuple[Compiled, ...]], ...]:
    """Return each relation with its plans, and for each side what takes its numbers from a list."""
    cells = [(row, column) for row, columns in shape for column in columns]
    places = {cell: at for at, cell in enumerate(cells)}

    def getter(side: tuple[tuple[str, str], ...]) -> Getter:
        # A getter of one place would give the number itself, a slice gives a list of one.
        at = [places[cell] for cell in side]
        return itemgetter(*at) if len(at) > 1 else itemgetter(slice(at[0], at[0] + 1))

    stated = ((relation, _plans(relation, shape)) for relation in relations)
    return tuple(
        (relation, tuple((plan, getter(plan[1]), getter(plan[2])) for plan in plans))
        for relation, plans in stated
        if plans
    )


def _shape(table: Table) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple([(row, tuple(columns)) for row, columns in table.cells.items()])


@lru_cache(maxsize=512)
def _plans(relation: Relation, shape: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[Plan, ...]:
    """Return the cells of each statement; a row or column that lacks one of them has none."""
    has = {row: frozenset(columns) for row, columns in shape}
    columns = tuple(dict.fromkeys(column for _, those in shape for column in those))
    plans: list[Plan] = []
    for of in columns if relation.each == "column" else tuple(has):
        keys = (
            tuple(has) if relation.each == "column" else tuple(c for c in columns if c in has[of])
        )
        left = relation.left or tuple(key for key in keys if key not in relation.but)
        pairs = [
            tuple((key, of) if relation.each == "column" else (of, key) for key in side)
            for side in (left, relation.right)
        ]
        if all(column in has.get(row, ()) for side in pairs for row, column in side):
            of_one = of if len(columns) > 1 or relation.each == "row" else relation.right[0]
            plans.append((of_one, pairs[0], pairs[1]))
    return tuple(plans)


def _balance(relation: Relation, table: Table, plan: Plan) -> Balance:
    of, left, right = plan
    return Balance(
        of,
        tuple(term(relation.table, table, *key) for key in left),
        tuple(term(relation.table, table, *key) for key in right),
        is_limit=relation.sign == "<=",
    )


def term(table_name: str, table: Table, row: str, column: str) -> Term:
    """Return a cell of a table as a term: `applications.new.total`."""
    cell = table.cell(row, column)
    return Term(f"{table_name}.{row}.{column}", None if cell is None else cell.value)


def broken_count(report_tables: Mapping[str, Table | None]) -> int:
    """Return how many relations of the tables fail or cannot be judged: a checksum of a reading."""
    return sum(balance.holds is not True for balance in all_of(report_tables))


def all_of(tables: Mapping[str, Table | None]) -> Iterator[Balance]:
    """Yield every sum of parts three and four that are there."""
    for relation in form_of("2021").relations:
        table = tables.get(relation.table)
        if table is not None and relation.sign == "=":
            yield from balances(table, relation)


def suspects(stated: Iterable[Balance]) -> tuple[Suspect, ...]:
    """Return each single cell whose change makes all these hold: one, where the relations locate it.

    Nothing where nothing is broken, or where no single cell explains all that is.
    """
    stated = [balance for balance in stated if not balance.is_limit]
    broken = [balance for balance in stated if balance.holds is False]
    if not broken:
        return ()
    innocent = {term.name for each in stated if each.holds for term in each.terms}
    shared = set.intersection(*({term.name for term in each.terms} for each in broken))
    found = []
    for each in broken[0].terms:
        if each.name in shared - innocent and each.value is not None:
            needed = {_needed(balance, each) for balance in broken}
            right = needed.pop() if len(needed) == 1 else None
            if right is not None and right >= 0:
                found.append(Suspect(each.name, each.value, right))
    return tuple(found)


def located(stated: Iterable[Balance]) -> dict[str, Suspect]:
    """Return each cell that two or more broken relations agree on and none that holds denies.

    So are several wrong cells found of one table, each by the relations that cross in it.
    """
    stated = [balance for balance in stated if not balance.is_limit]
    broken = [balance for balance in stated if balance.holds is False]
    innocent = {term.name for each in stated if each.holds for term in each.terms}
    crossing: dict[str, list[tuple[Balance, Term]]] = {}
    for balance in broken:
        for each in balance.terms:
            if each.value is not None and each.name not in innocent:
                crossing.setdefault(each.name, []).append((balance, each))
    found = {}
    for name, those in crossing.items():
        needed = {_needed(balance, each) for balance, each in those}
        right = needed.pop() if len(needed) == 1 and len(those) > 1 else None
        if right is not None and right >= 0:
            found[name] = Suspect(name, those[0][1].value, right)
    return found


def filled(stated: Iterable[Balance]) -> tuple[Suspect, ...]:
    """Return what belongs in each blank that some relation determines and none contradicts."""
    wanted: dict[str, set[Number]] = {}
    for balance in stated:
        blank = [term for term in balance.terms if term.value is None]
        if len(blank) == 1 and balance.holds is None and not balance.is_limit:
            wanted.setdefault(blank[0].name, set()).add(_needed(balance, blank[0]) or 0)
    return tuple(
        Suspect(name, None, values.pop()) for name, values in wanted.items() if len(values) == 1
    )


def _needed(balance: Balance, cell: Term) -> Number | None:
    """Return the number with which this cell makes the balance hold; None where others are blank."""
    if any(term.value is None and term.name != cell.name for term in balance.terms):
        return None
    short = balance.right_sum - balance.left_sum
    return (cell.value or 0) + (short if cell in balance.left else -short)


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


@cache
def labels_of(form: Form) -> dict[str, str]:
    """Return row and column keys → wording of one form; keys it has not are the national forms'."""
    if forms().get(form.generation) is form:
        return labels(form.generation)
    own = {
        row.key: _with_group(row)
        for table in (form.applications, form.remedies)
        for row in table.rows
    }
    own |= {
        column.key: column.label
        for table in (form.applications, form.remedies)
        for column in table.columns
    }
    for block in form.proactive:
        own |= {column.key: column.label for column in block.columns}
        own |= {row.key: row.label for row in block.rows}
    return labels("2021") | own


def _with_group(row: Row) -> str:
    label = re.sub("（区分.*", "", row.label)
    inner = row.groups[-1] if row.groups else ""
    if inner == "行政诉讼":
        return f"{inner}（{label}）"
    return f"{inner}{label}" if inner.startswith("（") else label


def number(report: Report, name: str) -> Number | None:
    """Return the number of a cell by its name, `applications.new.total`."""
    table_name, row, column = name.split(".")
    table: Table | None = getattr(report, table_name)
    if table is None or row not in table.cells or column not in table.cells[row]:
        return None
    return table.cells[row][column].value
