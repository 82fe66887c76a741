"""The annual report as data: a report, its tables and cells, its facts, and what a check finds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

Number = int | Decimal


class State(StrEnum):
    """What stands in a cell; a blank is never a zero."""

    NUMBER = "number"
    ZERO = "zero"
    BLANK = "blank"
    SLASH = "slash"
    UNREADABLE = "unreadable"


class Place(NamedTuple):  # a tuple: a report holds hundreds, and they are made fastest
    """Where something was found: block of the document, row and column of its grid, or line."""

    block: int
    row: int | None = None
    column: int | None = None
    line: int | None = None


class Cell(NamedTuple):
    """One cell of a table: what is printed, and the number it means."""

    raw: str
    state: State
    value: Number | None = None
    unit: str | None = None  # printed inside the cell
    place: Place | None = None


UNPLACED = "？"  # before numbers of which the reader cannot say whose cell they stand in
BLANK_CELL = Cell("", State.BLANK)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column heading or row label as printed, with the key it was read as."""

    key: str
    printed: str
    of_form: str | None = None  # the generation whose wording it is; None: of no form, or of both
    rows: tuple[str, ...] = ()  # a column of part two belongs to these rows only
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of one statutory table by row and column key, and its printed wording."""

    cells: Mapping[str, Mapping[str, Cell]]
    headings: tuple[Heading, ...] = ()
    labels: tuple[Heading, ...] = ()

    def cell(self, row: str, column: str) -> Cell | None:
        return self.cells.get(row, {}).get(column)

    def each(self) -> Iterator[tuple[str, str, Cell]]:
        for row, columns in self.cells.items():
            for column, cell in columns.items():
                yield row, column, cell


@dataclass(frozen=True, slots=True)
class Section:
    """One chapter: key in the form (None: the form has no such one), number, heading, prose."""

    key: str | None
    number: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A quantity the prose states, with the words that state it."""

    key: str
    value: Number | None
    unit: str | None
    text: str
    section: int
    approximate: bool = False
    zero: bool = False
    derived: bool = False
    scope: str | None = None  # whose or of what, as printed: 全市, 本级, 备案, 收办
    position: int | None = None  # of the text in the prose of its chapter


@dataclass(frozen=True, slots=True)
class Unkeyed:
    """A quantity of the prose that fits no key, with the sentence it stands in."""

    value: Number
    unit: str | None
    text: str
    sentence: str
    section: int
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader saw and a person may want to know; never a fault by itself."""

    code: str
    message: str


NO_LABELS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Report:
    """One year's report of one office, as printed."""

    title: str
    office: str | None
    year: int | None
    form: str
    sections: tuple[Section, ...] = ()
    preamble: str = ""
    proactive: Table | None = None
    applications: Table | None = None
    remedies: Table | None = None
    statistics: Table | None = None
    facts: tuple[Fact, ...] = ()
    unkeyed: tuple[Unkeyed, ...] = ()
    notes: tuple[Note, ...] = ()
    repeated: tuple[str, ...] = field(default=())  # titles printed again before the first chapter
    broken: tuple[Heading, ...] = field(default=())  # table texts cut in two inside their cell

    def tables(self) -> Iterator[tuple[str, Table]]:
        for name in ("proactive", "applications", "remedies", "statistics"):
            table = getattr(self, name)
            if table is not None:
                yield name, table

    def section(self, key: str) -> Section | None:
        return next((section for section in self.sections if section.key == key), None)

    def prose(self) -> Iterator[tuple[int, str]]:
        """Yield chapter number and text of everything that is prose; the preamble is chapter 0."""
        yield 0, self.preamble
        for section in self.sections:
            yield section.number, section.text


class Severity(StrEnum):
    """How much a finding weighs: a wrong number, something to mend, something to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Verdict(StrEnum):
    """What a check came to: the rule is kept, broken, or cannot be judged; or nothing was judged."""

    HOLDS = "holds"
    FAILS = "fails"
    UNDETERMINED = "undetermined"
    NOT_RUN = "not_run"


@dataclass(frozen=True, slots=True)
class Remedy:
    """What would make it right: one sentence, and where the relations say so, the cell and number."""

    sentence: str
    cell: str | None = None
    value: Number | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The words a finding speaks of, in which chapter; `of` names the report when it is another."""

    section: int  # 0 is the preamble
    text: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: one sentence, its evidence, what would mend it, and the rule's source."""

    check: str
    severity: Severity
    verdict: Verdict
    message: str
    cells: tuple[str, ...] = ()
    remedy: Remedy | None = None
    passages: tuple[Passage, ...] = ()
    source: str = ""  # filled in by the engine from the check


@dataclass(frozen=True, slots=True)
class Waiver:
    """A person's word that a finding may stand; without cells, every finding of the check."""

    check: str
    cells: tuple[str, ...]
    reason: str
    by: str
    on: date

    def covers(self, finding: Finding) -> bool:
        return finding.check == self.check and set(self.cells) <= set(finding.cells)
