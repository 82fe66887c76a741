"""Which text says so: every number and every answer of the law names its instrument and article."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

Certainty = Literal["read", "partly-read", "memory"]
"""How sure we are of a rule: its wording was read, read in part or at second hand, or remembered."""

CERTAINTY_WORDS: dict[Certainty, str] = {
    "read": "已核对原文",
    "partly-read": "部分核对或者转引",
    "memory": "未核对原文",
}


@dataclass(frozen=True)
class Instrument:
    """A law, regulation or notice: its key here, its names, its number, its days."""

    key: str
    title: str
    short: str
    number: str
    issued_on: date | None
    in_force_on: date | None
    """None for a notice that names no day: it holds from its issue, where that day is known."""
    replaced_on: date | None
    certainty: Certainty

    def in_force(self, day: date) -> bool:
        first = self.in_force_on or self.issued_on
        return (first is None or first <= day) and (
            self.replaced_on is None or day < self.replaced_on
        )


@dataclass(frozen=True)
class Citation:
    """An article of an instrument, as a reader would look it up."""

    instrument: Instrument
    article: str
    certainty: Certainty = "read"

    def __str__(self) -> str:
        return f"《{self.instrument.short}》{self.article}"


@cache
def instruments() -> dict[str, Instrument]:
    """Return every instrument the law package cites, by key, in the order of the file."""
    text = files("gongkai.law").joinpath("instruments.toml").read_text(encoding="utf-8")
    return {
        key: Instrument(
            key=key,
            title=row["title"],
            short=row.get("short", row["title"]),
            number=row["number"],
            issued_on=row.get("issued_on"),
            in_force_on=row.get("in_force_on"),
            replaced_on=row.get("replaced_on"),
            certainty=row.get("certainty", "read"),
        )
        for key, row in tomllib.loads(text).items()
    }


def cite(instrument: str, article: str, certainty: Certainty = "read") -> Citation:
    """Return the citation of an article; raise KeyError for an instrument nobody entered."""
    return Citation(instruments()[instrument], article, certainty)
