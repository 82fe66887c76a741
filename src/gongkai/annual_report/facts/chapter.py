"""A chapter while it is read: what it has stated, and what its words go on from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from gongkai.annual_report.facts.numerals import Quantity
from gongkai.annual_report.facts.rules import subjects, subjects_in
from gongkai.annual_report.facts.sentences import Prose, Sentence
from gongkai.annual_report.report import Fact, Number, Unkeyed

_PASSING = frozenset(each.name for each in subjects() if each.passing)
_GOING_ON = frozenset(
    (
        "applications",
        "consultations",
        "fees",
        "items",
        "letters",
        "litigation",
        "open_days",
        "proposals",
        "reconsideration",
        "site_errors",
        "trainings",
    )
)
IN_LISTS = frozenset(("documents", "interpretations"))  # subjects that a list of items may name

_BOTH = re.compile(
    "建议(?:、|和|及|与|/)?提案|提案(?:、|和|及|与)?建议|两会"
    "|(?:人大|代表)[^，#]{0,20}(?:政协|提案)|政协[^，#]{0,16}(?:人大|代表建议)"
)
_CPPCC = re.compile("政协|委员|提案")
_NPC = re.compile("人大|代表|建议#|建议件?[^提#]{0,4}#")


@dataclass(slots=True)
class Said:
    """What was read of a report."""

    facts: list[Fact] = field(default_factory=list)
    unkeyed: list[Unkeyed] = field(default_factory=list)


@dataclass(slots=True)
class Chapter:
    """The state of the pass over one chapter."""

    prose: Prose
    year: int | None
    said: Said
    number: int = 0  # of the sentence being read
    heading: str = ""  # the sentence stands under
    under: tuple[str, ...] = ()  # subjects of that heading
    running: str | None = None  # subject that a clause without one goes on with
    kind: str = "proposals"  # whose proposals were spoken of last
    listed: str | None = None  # unit of the count of items that a list may go on from
    counted: list[tuple[int, Fact]] = field(default_factory=list)  # with the number of the sentence
    beside: set[tuple[str, int]] = field(default_factory=set)  # key and place of more of one kind

    def go_under(self, heading: str) -> None:
        """Take a heading as what the following speaks of."""
        self.heading = heading
        self.under = tuple(subjects_in(heading))
        self.running = next((each for each in self.under if each not in _PASSING), self.running)

    def remember(self, text: str) -> None:
        """Take the last subject that a clause names as what the next one may go on with."""
        named = [each for each in subjects_in(text) if each not in _PASSING]
        if named:
            self.running = named[-1]
            if "proposals" in named:
                self.kind = kind_of(text) or self.kind

    def turn_to(self, subject: str) -> None:
        """Go on with what was counted, though there is no key for it."""
        self.running = subject
        self.listed = None

    def took(self, key: str, unit: str, *, is_listed: bool) -> None:
        """Remember what was counted: what follows may go on from it, or from the list it stands in."""
        subject = key.partition(".")[0]
        if subject in _GOING_ON and not (is_listed and self.listed):
            self.running = subject
        if subject == "items" or (self.listed is not None and subject in IN_LISTS):
            self.listed = unit
        elif self.listed != unit and not is_listed:
            self.listed = None

    @property
    def counts_go_on(self) -> bool:
        """Whether this sentence can speak of what the one before it counted."""
        return bool(self.counted) and self.counted[-1][0] == self.number - 1

    def lately(self, sentences: int = 1) -> list[tuple[int, Fact]]:
        """Return what the last sentences have stated, this one the last, with their numbers."""
        at = len(self.counted)
        while at and self.counted[at - 1][0] > self.number - sentences:
            at -= 1
        return self.counted[at:]

    def of_each_kind(self, facts: Iterable[Fact]) -> list[Fact]:
        """Return what was counted of each key, the last; 省建议1件、市建议6件 are seven."""
        found: dict[str, Fact] = {}
        for fact in facts:
            other = found.get(fact.key)
            value = fact.value
            is_more = other is not None and (fact.key, fact.position or 0) in self.beside
            if is_more and other is not None and other.value is not None and value is not None:
                value += other.value
            found[fact.key] = replace(fact, value=value)
        return list(found.values())

    def received(self) -> Fact | None:
        """Return this year's applications, if this sentence has stated them."""
        here = [fact for _, fact in self.lately() if fact.key == "applications.received"]
        return here[-1] if here else None

    def add(
        self,
        sentence: Sentence,
        key: str,
        value: Number,
        unit: str | None,
        run: tuple[int, int],
        *,
        approximate: bool = False,
        derived: bool = False,
        scope: str | None = None,
    ) -> None:
        """Write a fact down; `run` is where in the sentence the words stand that state it."""
        first, last = sentence.place(*run)
        fact = Fact(
            key,
            value,
            unit,
            self.prose.source[first:last],
            self.prose.section,
            approximate=approximate,
            zero=value == 0 and not derived,
            derived=derived,
            scope=scope,
            position=first,
        )
        if not any(
            (other.key, other.value, other.position) == (key, value, first)
            for _, other in self.counted[-6:]
        ):
            self.counted.append((self.number, fact))
            self.said.facts.append(fact)

    def leave(self, sentence: Sentence, quantity: Quantity) -> None:
        """Write a quantity down that fits no key; 一个 alone is a word."""
        if quantity.in_words and quantity.value == 1:
            return
        first, last = sentence.place(quantity.start, quantity.end)
        begin, end = sentence.place(0, len(sentence.text))
        self.said.unkeyed.append(
            Unkeyed(
                quantity.value,
                quantity.unit or None,
                self.prose.source[first:last],
                self.prose.source[begin:end],
                self.prose.section,
                first,
            )
        )


def kind_of(text: str) -> str | None:
    """Return whether words speak of 建议 of the people's congress, 提案 of the CPPCC, or of both."""
    if _BOTH.search(text):
        return "proposals"
    if _CPPCC.search(text):
        return "proposals.cppcc"
    return "proposals.npc" if _NPC.search(text) else None
