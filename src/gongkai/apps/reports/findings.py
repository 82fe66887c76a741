"""What is wrong with a report: the engine's checks, and where it parts from ledgers, words and term."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from gongkai.annual_report.checking import CHECKS
from gongkai.annual_report.checking.rule import cell_label, fails
from gongkai.annual_report.report import Finding, Severity
from gongkai.apps.offices.models import Office
from gongkai.apps.records.moments import day_of
from gongkai.apps.reports.causes import causes_of, effect
from gongkai.apps.reports.compilation import CARRIED_IN, CARRIED_OUT, Contents, Number
from gongkai.apps.reports.models import AnnualReport
from gongkai.apps.reports.prose import stated_otherwise
from gongkai.law.clocks import Term, annual_report_due


class Rule(NamedTuple):
    """What a finding is about, and where that is prescribed."""

    title: str
    source: str


OVERRIDDEN = "overridden"
LEDGER_MOVED = "ledger-moved"
CARRIED_DIFFERS = "carried-in-differs-from-ledger"
LEDGER_AFTER_SIGNING = "ledger-after-signing"
WORDS_DIFFER = "words-differ"
LATE = "late"
RULES: dict[str, Rule] = {each.name: Rule(each.title, each.source) for each in CHECKS} | {
    OVERRIDDEN: Rule("改写了台账计数", "改写的理由一直保留"),
    LEDGER_MOVED: Rule("改写以后台账又变了", "改写以台账当时的计数为准"),
    CARRIED_DIFFERS: Rule("上年结转和台账不一致", "国办公开办函〔2021〕30号，第三部分表格"),
    LEDGER_AFTER_SIGNING: Rule("签发以后台账有变化", "报告签发以后，数字不再变动"),
    WORDS_DIFFER: Rule("正文和表格不一致", "国办公开办函〔2021〕30号，第一、三部分"),
    LATE: Rule("超过公布期限", "《条例》第四十九条"),
}
"""Name of a check → its rule; ours beside the engine's."""


def findings_of(contents: Contents, *, on: date) -> list[Finding]:
    """Return the findings, the worst first; those of the engine before ours of the same weight."""
    differing = list(_words_differ(contents))
    said = {name for each in differing for name in each.cells}
    by_engine = contents.outcome.findings
    found = [
        *(_with_cause(contents, each) for each in by_engine if not _repeats(each, said)),
        *differing,
        *(_after_signing(contents) if contents.report.is_frozen else _before_signing(contents)),
        *_late(contents.report, on),
    ]
    return sorted(found, key=lambda finding: list(Severity).index(finding.severity))


def _repeats(finding: Finding, said: AbstractSet[str]) -> bool:
    """Return whether the engine found in the words only what we say of those cells ourselves."""
    return bool(finding.passages and finding.cells) and said >= set(finding.cells)


def _with_cause(contents: Contents, finding: Finding) -> Finding:
    """Return the finding; of a broken balance with what people entered that alone breaks it."""
    caused = causes_of(contents, finding)
    if not caused:
        return finding
    by = "、".join(
        f"“{label(contents, number.name)}”（台账计数{number.counted}，"
        f"{'改写为' if number.is_overridden else '按上年报告填'}{number.value}）"
        for number in caused
    )
    how = "改写" if all(number.is_overridden for number in caused) else "改写或者结转"
    off = abs(sum(effect(number) for number in caused))
    return replace(finding, message=f"{finding.message.rstrip('。')}，差{off}，由{how}{by}引起。")


def errors_of(contents: Contents) -> list[Finding]:
    """Return what must be put right, or answered for: it does not depend on the day."""
    return [each for each in contents.outcome.findings if each.severity is Severity.ERROR]


def due_term(office: Office, year: int) -> Term:
    """Return by when the report about the year is published (条例第四十九条).

    Of organs other than governments the article names departments alone; the others keep their day.
    """
    return annual_report_due(year, of_government=office.kind == Office.Kind.GOVERNMENT)


def days_late(report: AnnualReport, on: date) -> int:
    """Return by how many days the report was, or today is, published late; 0 in time."""
    last = day_of(report.published_at) if report.published_at else on
    return max(0, (last - due_term(report.office, report.year).due_on).days)


def label(contents: Contents, name: str) -> str:
    """Return the official wording of a cell's row and column."""
    return cell_label(contents.whole, *name.split("."))


def _words_differ(contents: Contents) -> Iterator[Finding]:
    section = contents.whole.section("overview")
    for name, stated in stated_otherwise(section.text if section else "", contents.numbers):
        yield fails(
            WORDS_DIFFER,
            f"“一、总体情况”写的是{stated}件，表格“{label(contents, name)}”为"
            f"{contents.numbers[name].value}件。",
            [name],
            Severity.WARNING,
        )


def _before_signing(contents: Contents) -> Iterator[Finding]:
    for number in contents.numbers.values():
        if number.is_sum or number.counted is None:
            continue
        where, counted = label(contents, number.name), number.counted
        if number.entered is not None:
            if number.entered.counted != counted:
                yield fails(
                    LEDGER_MOVED,
                    f"“{where}”改写为{number.value}时台账计数为{number.entered.counted}，"
                    f"现在是{counted}。请核对改写是否还需要。",
                    [number.name],
                    Severity.WARNING,
                )
            yield fails(
                OVERRIDDEN,
                f"“{where}”台账计数{counted}，改写为{number.value}。理由：{number.entered.reason}",
                [number.name],
                Severity.NOTICE,
            )
        elif number.value != counted:
            yield fails(
                CARRIED_DIFFERS,
                f"“{where}”按上年报告的结转下年填{number.value}，台账计数为{counted}。"
                f"{_cases_since_last_year(contents, number)}",
                [number.name],
                Severity.WARNING,
            )


def _after_signing(contents: Contents) -> Iterator[Finding]:
    kept = contents.report.frozen_records
    for number in contents.numbers.values():
        if number.is_sum or number.name not in kept:
            continue
        changes = _changes(number, kept[number.name])
        if changes:
            yield fails(
                LEDGER_AFTER_SIGNING,
                f"“{label(contents, number.name)}”报告为{number.value}，"
                f"台账现在为{number.counted}。{changes}报告不变。",
                [number.name],
                Severity.WARNING,
            )


def _cases_since_last_year(contents: Contents, number: Number) -> str:
    """Return which cases last year's report and the ledger do not share."""
    report = contents.report
    last = AnnualReport.objects.get(office=report.office_id, year=report.year - 1)
    kept = last.frozen_records.get(number.name.replace(CARRIED_IN, CARRIED_OUT), [])
    if changes := _changes(number, kept):
        return changes
    names = _named(number, {record.pk for record in number.records or ()})
    return f"上年报告改写过这个数，台账是{names}。" if names else "上年报告改写过这个数。"


def _changes(number: Number, kept: list[int]) -> str:
    """Return which records a ledger counts that it did not count then, and the other way round."""
    before = set(kept)
    now = {record.pk for record in number.records or ()}
    parts = ((now - before, "多了"), (before - now, "少了"))
    return "".join(f"{word}{_named(number, keys)}。" for keys, word in parts if keys)


def _named(number: Number, keys: set[int]) -> str:
    if number.records is None:
        return ""
    records: QuerySet[Any] = QuerySet(number.records.model).filter(pk__in=keys).order_by("pk")
    return "、".join(str(record) for record in records)


def _late(report: AnnualReport, on: date) -> Iterator[Finding]:
    late = days_late(report, on)
    if late:
        term = due_term(report.office, report.year)
        state = "公布晚了" if report.published_at else "还没有公布，已经晚了"
        yield fails(
            LATE,
            f"应当在{term.due_on.year}年{term.due_on.month}月{term.due_on.day}日以前公布"
            f"（{term.citation}），{state}{late}天。",
            severity=Severity.WARNING,
        )
