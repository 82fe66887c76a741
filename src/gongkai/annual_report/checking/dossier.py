"""What a check looks at: the report, the reports beside it, the forms, and what many checks reckon."""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from gongkai.annual_report.form import Form, Relation, forms
from gongkai.annual_report.relations import (
    Balance,
    Suspect,
    balances,
    filled,
    label_of,
    labels_of,
    located,
    not_holding,
    number,
    suspects,
)
from gongkai.annual_report.report import Cell, Fact, Number, Report, Table
from gongkai.annual_report.wording import plain

_YEARS = re.compile(r"20\d\d")
_SENTENCE = re.compile(r"[^。；！？;\n]+[。；！？;]?")
_BRACKETED = re.compile("[（(].*?[)）]")


def bare(office: str) -> str:
    """Return an office's name without another name in brackets and without spaces."""
    return plain(_BRACKETED.sub("", office))


def _is_same(one: str | None, other: str | None) -> bool:
    """Return whether two offices have one name, or that of either is not known."""
    return one == other or not one or not other or bare(one) == bare(other)


@dataclass(frozen=True)
class Dossier:
    """One report with last year's and others beside it; what is reckoned from it is reckoned once."""

    report: Report
    last_year: Report | None = None
    others: tuple[Report, ...] = ()
    forms: Mapping[str, Form] = field(default_factory=forms)

    @cached_property
    def form(self) -> Form:
        return self.forms[self.report.form]

    def relations_of(self, name: str) -> tuple[Relation, ...]:
        """Return the relations of a table: as the report's form states them, else as one that does."""
        forms = (self.form, *self.forms.values())
        stated = (tuple([r for r in form.relations if r.table == name]) for form in forms)
        return next((found for found in stated if found), ())

    @cached_property
    def tables(self) -> tuple[tuple[str, Table], ...]:
        return tuple(self.report.tables())

    @cached_property
    def odd_cells(self) -> list[tuple[str, str, str, Cell]]:
        """Return the cells that hold anything but a whole number of 0 or more by itself."""
        return [
            (name, row, column, cell)
            for name, table in self.tables
            for row, columns in table.cells.items()
            for column, cell in columns.items()
            if type(value := cell.value) is not int or value < 0 or cell.unit is not None
        ]

    @cached_property
    def open_balances(self) -> dict[str, list[Balance]]:
        """Return per check that has relations in this report the balances that do not hold."""
        found: dict[str, list[Balance]] = {}
        for name, table in self.tables:
            for relation, stated in not_holding(table, self.relations_of(name)):
                found.setdefault(relation.check, []).extend(stated)
        return found

    @cached_property
    def suspects(self) -> dict[str, tuple[Suspect, ...]]:
        """Return per table the single cells that would each explain all that is broken in it."""
        return {
            name: suspects(self._balances(name))
            for name in {balance.terms[0].name.partition(".")[0] for balance in self._broken()}
        }

    @cached_property
    def located(self) -> dict[str, dict[str, Suspect]]:
        """Return per table with something broken the cells that crossing relations point at."""
        return {name: located(self._balances(name)) for name in self.suspects}

    @cached_property
    def filled(self) -> dict[str, Suspect]:
        """Return blank cell → the number that the relations determine for it."""
        return {
            found.name: found for name, _ in self.tables for found in filled(self._balances(name))
        }

    def _broken(self) -> list[Balance]:
        return [
            balance
            for stated in self.open_balances.values()
            for balance in stated
            if balance.holds is False
        ]

    def _balances(self, name: str) -> list[Balance]:
        table: Table = getattr(self.report, name)
        return [
            balance for relation in self.relations_of(name) for balance in balances(table, relation)
        ]

    def number(self, name: str) -> Number | None:
        """Return the number of a cell by its name, `applications.new.total`."""
        return number(self.report, name)

    def label(self, key: str) -> str:
        """Return the wording of a row or column in the report's form."""
        return labels_of(self.form).get(key) or label_of(key)

    def cell_label(self, name: str) -> str:
        """Return the wording of a cell, `三（七）总计·自然人`."""
        _, row, column = name.split(".")
        if column == "number":
            return self.label(row)
        return f"{self.label(row)}·{self.label(column)}"

    @cached_property
    def prose(self) -> tuple[tuple[int, str], ...]:
        """Return chapter number and text of everything that is prose; the preamble is chapter 0."""
        return tuple(self.report.prose())

    @cached_property
    def text(self) -> str:
        """Return all prose as one string: to ask quickly whether a word occurs at all."""
        return "\n".join([text for _, text in self.prose])

    def says_any(self, words: Iterable[str]) -> bool:
        """Return whether any of these words occurs in the prose."""
        return any(map(self.text.__contains__, words))

    def chapter_at(self, position: int) -> int:
        """Return the number of the chapter that a position of the text is in."""
        return self.prose[bisect_right(self._begins, position) - 1][0]

    @cached_property
    def _begins(self) -> list[int]:
        lengths = (len(text) + 1 for _, text in self.prose)
        return [0, *itertools.accumulate(lengths)][: len(self.prose)]

    @cached_property
    def sentences(self) -> tuple[tuple[int, str], ...]:
        """Return chapter number and sentence, without blanks around it, in order."""
        return tuple([
            (number, bare)
            for number, text in self.prose
            for sentence in _SENTENCE.findall(text)
            if (bare := sentence.strip())
        ])  # fmt: skip

    @cached_property
    def years(self) -> frozenset[int]:
        """Return the years that the prose names."""
        return frozenset(map(int, _YEARS.findall(self.text)))

    @cached_property
    def facts(self) -> dict[str, list[Fact]]:
        """Return the facts of the prose by key."""
        found: dict[str, list[Fact]] = {}
        for fact in self.report.facts:
            found.setdefault(fact.key, []).append(fact)
        return found

    @cached_property
    def previous(self) -> Report | str:
        """Return last year's report, or the sentence why there is none to compare with."""
        report, last_year = self.report, self.last_year
        if last_year is None:
            return "没有提供上一年度的报告。"
        if (
            report.year is not None
            and last_year.year is not None
            and last_year.year != report.year - 1
        ):
            return f"用来对照的是{last_year.year}年的报告，不是{report.year}年的上一年度报告。"
        if not _is_same(report.office, last_year.office):
            return (
                f"用来对照的是“{last_year.office}”的报告，不是“{report.office}”的；"
                "机关已更名的，请用 --renamed 说明。"
            )
        return last_year

    def sentence_of(self, fact: Fact) -> str:
        """Return the sentence that states a fact, or the fact's own words where it is not found."""
        return next(
            (s for number, s in self.sentences if number == fact.section and fact.text in s),
            fact.text,
        )
