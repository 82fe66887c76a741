"""Every number of the law, with the days on which it holds and the article that says so."""

import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.law.citations import Citation, cite

FIRST_DAY = date(2008, 5, 1)
"""The day on which the first Regulation came into force: from here on every parameter has a value."""


class NoRuleInForce(LookupError):
    """Raise when a number is asked for on a day on which the law had none."""


class BeforeTheRegulation(LookupError):
    """Raise for a day before 2008-05-01, when there was no Regulation."""


@dataclass(frozen=True)
class Value:
    """What held from a day on. `content` is None where the law had no rule: that is a value too."""

    from_on: date
    content: Any
    unit: str
    citation: Citation
    note: str = ""

    @property
    def is_rule(self) -> bool:
        return self.content is not None

    @property
    def number(self) -> int:
        """Return the number of units; raise NoRuleInForce where there is none."""
        if not isinstance(self.content, int):
            raise NoRuleInForce(f"{self.citation}：{self.note or '没有规定'}")
        return self.content


@dataclass(frozen=True)
class Parameter:
    """One number, choice or tariff of the law, and its values in time."""

    name: str
    title: str
    unit: str
    values: tuple[Value, ...]

    def on(self, day: date) -> Value:
        """Return the one value in force on `day`; raise BeforeTheRegulation before 2008-05-01."""
        position = bisect_right(self.values, day, key=lambda value: value.from_on) - 1
        if position < 0:
            raise BeforeTheRegulation(
                "《政府信息公开条例》自2008年5月1日起施行，此前没有可以适用的规定。"
            )
        return self.values[position]


@cache
def parameters() -> dict[str, Parameter]:
    """Return every parameter by name ("reply.term"), in the order of the files."""
    folder = files("gongkai.law.parameters")
    found: dict[str, Parameter] = {}
    for path in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")):
        matter = path.removesuffix(".toml")
        tables = tomllib.loads(folder.joinpath(path).read_text(encoding="utf-8"))
        for name, table in tables.items():
            found[f"{matter}.{name}"] = _parameter(f"{matter}.{name}", table)
    return found


def parameter(name: str) -> Parameter:
    """Return the parameter of that name; raise KeyError where there is none."""
    return parameters()[name]


def _parameter(name: str, table: dict[str, Any]) -> Parameter:
    values = [
        Value(
            from_on=row["from"],
            content=row.get("value"),
            unit=row.get("unit", table["unit"]),
            citation=cite(row["instrument"], row["article"], row.get("certainty", "read")),
            note=row.get("note", ""),
        )
        for row in table["values"]
    ]
    return Parameter(name, table["title"], table["unit"], tuple(values))
