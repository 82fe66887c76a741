"""What the screen of one report shows: chain, parts with marks, table, the open number, findings, acts."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from gongkai.annual_report.form import form_of, generation_of
from gongkai.annual_report.rendering.layout import CHAPTERS, statutory_number
from gongkai.annual_report.report import Finding, Severity
from gongkai.apps.offices.permissions import AnyPerson
from gongkai.apps.records.moments import day_of
from gongkai.apps.reports.causes import causes_of
from gongkai.apps.reports.compilation import HANDLED, Contents, Number
from gongkai.apps.reports.drawing import DrawnTable, Mark, drawn
from gongkai.apps.reports.evidence import Listed, evidence_of
from gongkai.apps.reports.findings import RULES, WORDS_DIFFER, Rule, due_term, label
from gongkai.apps.reports.models import AnnualReport
from gongkai.apps.reports.obstacles import notice, obstacle
from gongkai.apps.reports.permissions import may_open_records
from gongkai.apps.reports.prose import CHAPTERS_TO_WRITE
from gongkai.apps.reports.queries import holders_of
from gongkai.law.clocks import Term
from gongkai.law.report_stages import LEADS_TO, POSSIBLE, WHOSE_TURN, Act, Stage

WHOLE = "whole"
"""The part that is no chapter: the report as it will be printed."""
SHORT = {
    "overview": "总体情况",
    "proactive_disclosure": "主动公开",
    "applications": "申请",
    "remedies": "复议诉讼",
    "problems_and_improvements": "问题改进",
    "other_matters": "其他",
}
"""Chapter of the form → its name in the navigation."""
_CHAPTER_OF = {table: chapter for chapter, table in CHAPTERS.items()}
_IN_THE_OVERVIEW = frozenset(
    {
        WORDS_DIFFER,
        "no-period",
        "no-contact",
        "period-differs",
        "overview-topics",
        "no-published-count",
    }
)
"""Checks whose findings are put right in the words of the first chapter and the opening."""


class Part(NamedTuple):
    """One entry of the navigation: a chapter with the weight of what is found in it."""

    key: str
    name: str
    weight: str
    said: str
    address: str


class Step(NamedTuple):
    """One step of the chain: who, when, whether it is done, now or to come."""

    name: str
    who: str
    day: date | None
    state: str


class Shown(NamedTuple):
    """A finding with its rule and the address of the cell it speaks of."""

    finding: Finding
    rule: Rule
    address: str
    leads_to: str
    is_restated: bool
    """Whether one act puts the words right: the first of such findings offers it."""

    @property
    def weight(self) -> str:
        return str(self.finding.severity)


class OpenNumber(NamedTuple):
    """The number that is open beside the table."""

    number: Number
    label: str
    listed: Listed
    may_list: bool
    obstacle: str


class Deed(NamedTuple):
    """An act that leads to another stage, what stands against it, and what to know before it."""

    act: Act
    obstacle: str
    notice: str


def address_of(part: str, cell: str = "") -> str:
    """Return the address of a part of this report, or of a number in it."""
    asked = {"part": part} | ({"cell": cell} if cell else {})
    return f"?{urlencode(asked)}" + ("#number" if cell else "#part")


def steps_of(report: AnnualReport) -> list[Step]:
    """Return the chain from 预填 to 公布: names and days of what was done, names of who is to act."""
    order = list(Stage)
    steps = [Step("预填", "", day_of(report.compiled_at), "is-done")]
    published_on = day_of(report.published_at) if report.published_at else None
    done = (
        (Stage.CHECKING, "核对", report.submitted_by, report.submitted_on),
        (Stage.REVIEWING, "科室负责人审核", report.passed_by, report.passed_on),
        (Stage.SIGNING, "主要负责人签发", report.signed_by, report.signed_on),
        (Stage.SIGNED, "公布并报送", "", published_on),
    )
    for stage, name, who, day in done:
        if order.index(stage) < order.index(Stage(report.stage)):
            steps.append(Step(name, str(who), day, "is-done"))
        else:
            waiting = "、".join(holders_of(report.office, WHOSE_TURN[stage])) or "还没有人任职"
            steps.append(Step(name, waiting, None, "is-now" if stage == report.stage else ""))
    return steps


def parts_of(contents: Contents, findings: Iterable[Finding]) -> list[Part]:
    """Return the navigation, each part with the worst of what is found in it."""
    report, worst = contents.report, _worst_of_parts(findings)
    parts = []
    for number, section in enumerate(form_of(generation_of(report.year)).sections, start=1):
        key = section.key
        table = CHAPTERS.get(key)
        is_open = key in CHAPTERS_TO_WRITE and not report.chapters.get(key)
        is_open |= any(each.table == table for each in contents.blank)
        weight = worst.get(key, "warning" if is_open else "")
        said = "还没有填完" if is_open else _SAID[weight]
        name = f"{statutory_number(number)} {SHORT[key]}"
        parts.append(Part(key, name, weight, said, address_of(key)))
    return [*parts, Part(WHOLE, "全文", "", "", address_of(WHOLE))]


_SAID = {"": "没有问题", "error": "有错误", "warning": "有警告"}


def _worst_of_parts(findings: Iterable[Finding]) -> dict[str, str]:
    worst: dict[str, str] = {}
    for finding in findings:  # the worst first
        if finding.severity is not Severity.NOTICE:
            for part in _parts_concerned(finding):
                worst.setdefault(part, str(finding.severity))
    return worst


def _parts_concerned(finding: Finding) -> list[str]:
    if words := _chapter_of_words(finding):
        return [words]
    return [_CHAPTER_OF[name.partition(".")[0]] for name in finding.cells]


def _chapter_of_words(finding: Finding) -> str:
    """Return the chapter in whose words it is to be put right, or nothing where in a number."""
    own = [each.section for each in finding.passages if not each.of]
    if finding.check in _IN_THE_OVERVIEW or own[:1] == [0]:
        return "overview"  # where the opening is written too
    return list(SHORT)[own[0] - 1] if own else ""


def shown(contents: Contents, findings: Iterable[Finding]) -> list[Shown]:
    """Return the findings with their rules, each with the address of the cell to look at.

    Of a broken balance that is what somebody entered, where that alone breaks it.
    """
    found: list[Shown] = []
    for finding in findings:
        cells, parts = _pointed_at(finding), _parts_concerned(finding)
        address, leads_to = "", ""
        if _chapter_of_words(finding):
            address, leads_to = address_of(parts[0]), "去改文字"
        elif caused := causes_of(contents, finding):
            address, leads_to = address_of(parts[0], caused[0].name), "去看引起的这一格"
        elif cells:
            address, leads_to = address_of(parts[0], cells[0]), "去看这一格"
        is_restated = finding.check == WORDS_DIFFER and not any(each.is_restated for each in found)
        found.append(Shown(finding, RULES[finding.check], address, leads_to, is_restated))
    return found


def _pointed_at(finding: Finding) -> list[str]:
    """Return the cells to mark: of a balance the sum alone, or a whole column would be red."""
    sums = [name for name in finding.cells if f".{HANDLED}." in name]
    return sums or list(finding.cells)


def table_of(
    contents: Contents, findings: Iterable[Finding], part: str, cell: str
) -> DrawnTable | None:
    """Return the part's table with every number a link, marked as it stands."""
    broken = {
        name
        for finding in findings
        if finding.severity is Severity.ERROR
        for name in _pointed_at(finding)
    }
    marks = {
        number.name: _mark(
            number, part, is_broken=number.name in broken, is_open=number.name == cell
        )
        for number in contents.numbers.values()
    }
    return drawn(contents.whole, CHAPTERS.get(part, ""), marks)


def _mark(number: Number, part: str, *, is_broken: bool, is_open: bool) -> Mark:
    states = (
        (is_open, "is-open", "已点开"),
        (is_broken, "is-broken", "勾稽不成立"),
        (number.is_overridden, "is-overridden", "人工改写"),
        (number.value is None, "is-blank", "还没有填"),
    )
    return Mark(
        style=" ".join(style for holds, style, _ in states if holds),
        note="，".join(note for holds, _, note in states if holds),
        address=address_of(part, number.name),
    )


def open_number(contents: Contents, cell: str, person: AnyPerson, on: date) -> OpenNumber | None:
    """Return what stands beside the table of the number that was opened."""
    number = contents.numbers.get(cell)
    if number is None:
        return None
    report = contents.report
    return OpenNumber(
        number=number,
        label=label(contents, cell),
        listed=evidence_of(report, number),
        may_list=may_open_records(person, report.office),
        obstacle=obstacle(Act.OVERRIDE_NUMBER, contents, person, on=on),
    )


def deeds_of(contents: Contents, person: AnyPerson, on: date) -> list[Deed]:
    """Return what leads on from this stage, in the order of the table of acts."""
    return [
        Deed(act, obstacle(act, contents, person, on=on), notice(act, contents, on=on))
        for act in LEADS_TO
        if act in POSSIBLE[Stage(contents.report.stage)]
    ]


def cells_by_hand(contents: Contents, part: str) -> list[tuple[str, str]]:
    """Return the cells of the part's table that no ledger counts, with their wording."""
    return [
        (number.name, label(contents, number.name))
        for number in contents.numbers.values()
        if number.table == CHAPTERS.get(part) and number.is_filled_by_hand
    ]


def labels_of_words(report: AnnualReport, part: str) -> dict[str, str]:
    """Return the words that are written on this part: with the first chapter, the opening before it."""
    sections = form_of(generation_of(report.year)).sections
    found = {"preamble": "导语"} if part == "overview" else {}
    return found | {each.key: each.label for each in sections if each.key == part}


def words_of(report: AnnualReport) -> dict[str, str]:
    return {"preamble": report.preamble, **report.chapters}


def due_of(contents: Contents) -> Term:
    return due_term(contents.report.office, contents.report.year)


def cannot_write(contents: Contents, person: AnyPerson, on: date) -> str:
    return obstacle(Act.WRITE_CHAPTERS, contents, person, on=on)
