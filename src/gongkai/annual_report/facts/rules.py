"""The rules of the fact reader as data: subjects, counts, none of it, all of them."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.annual_report.facts.lettering import Words


@dataclass(frozen=True, slots=True)
class Subject:
    """What a clause can speak of; `none` are the keys that 无 under its heading sets to zero."""

    name: str
    words: str
    passing: bool = False
    none: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """One row of counts.toml: when a number with its unit has this key."""

    key: str
    units: frozenset[str]
    about: str | None
    said: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    before: re.Pattern[str] | None

    def fits(self, clause: str, sentence_before: str) -> re.Match[str] | bool:
        """Return the match in the clause, or whether the row fits without one."""
        if self.unless is not None and self.unless.search(clause):
            return False
        if self.before is not None and not self.before.search(sentence_before):
            return False
        return True if self.said is None else (self.said.search(clause) or False)


@dataclass(frozen=True, slots=True)
class Absence:
    """One row of none.toml: of what a negated clause says there was none."""

    keys: tuple[str, ...]
    said: re.Pattern[str]
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Totality:
    """One row of all.toml: what a clause says of all that were just counted."""

    keys: tuple[str, ...]
    of: tuple[str, ...]
    said: re.Pattern[str]
    unless: re.Pattern[str] | None
    each: bool
    single: bool = False  # said of the only one there was


@cache
def subjects() -> tuple[Subject, ...]:
    """Return the subjects in the order in which they are tried."""
    return tuple(
        Subject(**row | {"none": tuple(row.get("none", ()))})
        for row in _rows("subjects", "subject")
    )


@cache
def _subject_words() -> Words:
    return Words([(each.name, each.words) for each in subjects()])


def subjects_in(text: str) -> list[str]:
    """Return the subjects that words name, in their order."""
    return list(_subject_words().names_in(text))


@cache
def counts() -> dict[tuple[str | None, str], tuple[Count, ...]]:
    """Return the counting rows by subject and unit, in the order of the file."""
    data = _load("counts")
    kinds = {name: words.split() for name, words in data["units"].items()}
    found: dict[tuple[str | None, str], list[Count]] = {}
    for row in data["count"]:
        units = [unit for name in row["units"].split() for unit in kinds.get(name, [name])]
        count = Count(
            row["key"],
            frozenset(units),
            row.get("about"),
            _pattern(row["said"]),
            _pattern(row.get("unless", "")),
            _pattern(row.get("before", "")),
        )
        for unit in count.units:
            found.setdefault((count.about, unit), []).append(count)
    return {key: tuple(rows) for key, rows in found.items()}


@cache
def order_of_subjects() -> dict[str, int]:
    """Return at which place of counts.toml the rows of each subject begin."""
    order: dict[str, int] = {}
    for at, row in enumerate(_rows("counts", "count")):
        order.setdefault(row.get("about", ""), at)
    return order


@cache
def absences() -> tuple[Absence, ...]:
    """Return the rows of none.toml."""
    return tuple(
        Absence(tuple(row["keys"]), re.compile(row["said"]), _pattern(row.get("unless", "")))
        for row in _rows("none", "none")
    )


@cache
def totalities() -> tuple[Totality, ...]:
    """Return the rows of all.toml."""
    return tuple(
        Totality(
            tuple(row["keys"]),
            tuple(row["of"]),
            re.compile(row["said"]),
            _pattern(row.get("unless", "")),
            row["each"],
            row.get("single", False),
        )
        for row in _rows("all", "all")
    )


@cache
def vocabulary() -> dict[str, str]:
    """Return every key and what it counts."""
    found: dict[str, str] = _load("keys")["keys"]
    return found


def _pattern(words: str) -> re.Pattern[str] | None:
    return re.compile(words) if words else None


def _rows(name: str, kind: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = _load(name)[kind]
    return rows


@cache
def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
