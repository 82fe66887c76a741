"""The official forms as data, one per generation: 2008, 2019, 2021, and the 统计表 of 2014."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

GENERATIONS = ("2008", "2019", "2021")

# 条例 has no outcome beside these: the two received rows, the sum and the rest are not outcomes.
NOT_OUTCOMES = ("new", "carried_in", "handled_total", "carried_out")


@dataclass(frozen=True, slots=True)
class Label:
    """A key of this project with the official wording and other wordings that offices print."""

    key: str
    label: str
    variants: tuple[str, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        return (self.label, *self.variants)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its groups from the outermost, its articles, its unit."""

    key: str
    label: str
    groups: tuple[str, ...] = ()
    articles: str | None = None
    unit: str | None = None
    variants: tuple[str, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        return (self.label, *self.variants)


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of part two under one item of article 20, with their own columns."""

    article: str
    columns: tuple[Label, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class TableForm:
    """A table whose rows all have the same columns: part three, part four."""

    columns: tuple[Label, ...]
    rows: tuple[Row, ...]
    note: str = ""

    @property
    def row_keys(self) -> tuple[str, ...]:
        return tuple(row.key for row in self.rows)

    @property
    def column_keys(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.columns)


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """Arithmetic that a table must keep: in each column a sum of rows, or in each row of columns.

    `but` stands for a left side of all rows (columns) except these.
    """

    check: str  # the name of the check that states it
    table: str
    each: Literal["column", "row"]
    left: tuple[str, ...]
    right: tuple[str, ...]
    but: tuple[str, ...] = ()
    sign: Literal["=", "<="] = "="


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One generation of the form; the one of 2008 has chapters only, its tables have no rows."""

    generation: str
    instrument: str
    first_year: int
    last_year: int | None
    sections: tuple[Label, ...]
    proactive: tuple[Block, ...]
    applications: TableForm
    remedies: TableForm
    relations: tuple[Relation, ...] = ()

    @property
    def outcome_rows(self) -> tuple[str, ...]:
        """Return the keys of the rows an answer may fall in, in the order of the form."""
        return tuple(key for key in self.applications.row_keys if key not in NOT_OUTCOMES)


@dataclass(frozen=True, slots=True)
class StatisticsForm:
    """The 统计表 of 2014: indicator, unit, number."""

    instrument: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    relations: tuple[Relation, ...] = ()


@cache
def form_of(generation: str) -> Form:
    """Return the form of a generation; raise KeyError for one that is not in GENERATIONS."""
    if generation not in GENERATIONS:
        raise KeyError(generation)
    source = _load(f"form_{generation}.toml")
    return Form(
        generation=source["generation"],
        instrument=source["instrument"],
        first_year=source["first_year"],
        last_year=source.get("last_year"),
        sections=tuple(
            Label(entry["key"], entry["label"], tuple(entry.get("variants", ())))
            for entry in source["sections"]
        ),
        proactive=tuple(
            Block(entry["article"], _labels(entry["columns"]), _plain_rows(entry["rows"]))
            for entry in source.get("proactive", ())
        ),
        applications=_table(source.get("applications")),
        remedies=_table(source.get("remedies")),
        relations=_relations(source.get("relations", ())),
    )


@cache
def statistics_form() -> StatisticsForm:
    """Return the 统计表 that the reports of 2014–2018 carry."""
    source = _load("statistics_2014.toml")
    return StatisticsForm(
        source["instrument"],
        tuple(source["columns"]),
        _rows(source["rows"]),
        _relations(source["relations"]),
    )


@cache
def forms() -> Mapping[str, Form]:
    """Return the forms of all generations by name; the 统计表's relations go with that of 2008."""
    found = {generation: form_of(generation) for generation in GENERATIONS}
    found["2008"] = replace(found["2008"], relations=statistics_form().relations)
    return found


def generation_of(year: int) -> str:
    """Return the generation of the form that a report on this year should follow."""
    begun = [each for each in GENERATIONS if form_of(each).first_year <= year]
    return begun[-1] if begun else GENERATIONS[0]


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(name).read_text(encoding="utf-8"))


def _table(source: Mapping[str, Any] | None) -> TableForm:
    if source is None:
        return TableForm((), ())
    return TableForm(_labels(source["columns"]), _rows(source["rows"]), source.get("note", ""))


def _relations(entries: Sequence[Mapping[str, Any]]) -> tuple[Relation, ...]:
    return tuple(
        Relation(
            check=entry["check"],
            table=entry["table"],
            each=entry["each"],
            left=tuple(entry.get("left", ())),
            right=tuple(entry["right"]),
            but=tuple(entry.get("but", ())),
            sign=entry.get("sign", "="),
        )
        for entry in entries
    )


def _labels(pairs: Sequence[Sequence[str]]) -> tuple[Label, ...]:
    return tuple(Label(key, label) for key, label in pairs)


def _plain_rows(pairs: Sequence[Sequence[str]]) -> tuple[Row, ...]:
    return tuple(Row(key, label) for key, label in pairs)


def _rows(entries: Sequence[Mapping[str, Any]]) -> tuple[Row, ...]:
    return tuple(
        Row(
            key=entry["key"],
            label=entry["label"],
            groups=tuple(entry.get("groups", ())),
            articles=entry.get("articles"),
            unit=entry.get("unit"),
            variants=tuple(entry.get("variants", ())),
        )
        for entry in entries
    )
