"""Comparing: some years of one office, or one year of some offices, cell by cell and in sentences."""

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.annual_report.comparing.comparison import Change, Column, Comparison, Kind, Line
from gongkai.annual_report.comparing.sentences import sentences_of
from gongkai.annual_report.form import form_of, statistics_form
from gongkai.annual_report.relations import label_of, number
from gongkai.annual_report.report import Number, Report
from gongkai.annual_report.wording import plain

__all__ = ["Change", "Column", "Comparison", "Incomparable", "Kind", "Line", "compare"]

_TABLES = ("proactive", "applications", "remedies", "statistics")
_MONEY_UNITS = {"amount_10k_yuan": "万元", "amount_yuan": "元"}
_RATES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "rate.granted": (
        "予以公开和部分公开占办理总数",
        ("applications.granted.total", "applications.granted_in_part.total"),
        ("applications.handled_total.total",),
    ),
    "rate.carried_out": (
        "结转下年占收到和结转总数",
        ("applications.carried_out.total",),
        ("applications.new.total", "applications.carried_in.total"),
    ),
    "rate.natural_person": (
        "自然人申请占新收",
        ("applications.new.natural_person",),
        ("applications.new.total",),
    ),
    "rate.reconsideration_corrected": (
        "行政复议结果纠正占总计",
        ("remedies.reconsideration.corrected",),
        ("remedies.reconsideration.total",),
    ),
}
"""What is worked out beside the cells → label, numerator, denominator."""


class Incomparable(Exception):
    """Raise with one Chinese sentence that says why these reports cannot stand side by side."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


def compare(reports: Sequence[Report], *, renamed: bool = False) -> Comparison:
    """Return the comparison; `renamed` says that one office bears several names.

    Years are put in order, offices stay as given. Raise Incomparable for fewer than two reports,
    for two of the same office and year, and for several offices over several years.
    """
    kind = _kind(reports, renamed=renamed)
    ordered = (
        sorted(reports, key=lambda report: report.year or 0)
        if kind is Kind.YEARS
        else list(reports)
    )
    columns = tuple(_column(report, kind) for report in ordered)
    lines = tuple(_lines(ordered, kind))
    return Comparison(
        kind, columns, lines, tuple(sentences_of(kind, columns, lines)), tuple(_notes(ordered))
    )


def _kind(reports: Sequence[Report], *, renamed: bool) -> Kind:
    if len(reports) < 2:
        raise Incomparable("至少要有两份报告才能比较。")
    offices = {_bare(report.office or "") for report in reports}
    years = [report.year for report in reports]
    if len(offices) == 1 or renamed:
        if None in years:
            raise Incomparable("有的报告标题中没有年度，不能按年比较。")
        twice = next((year for year in years if years.count(year) > 1), None)
        if twice is not None:
            raise Incomparable(f"有两份{twice}年的报告，同一机关一年只能有一份。")
        return Kind.YEARS
    if len(set(years)) > 1:
        raise Incomparable(
            "报告既不是同一机关的，也不是同一年度的；机关更名的，请用 --renamed 说明。"
        )
    if len(offices) < len(reports):
        raise Incomparable("同一机关同一年度的报告给了两份。")
    return Kind.OFFICES


def _bare(office: str) -> str:
    return plain(re.sub("[（(].*?[)）]", "", office))


def _column(report: Report, kind: Kind) -> Column:
    name = f"{report.year}年" if kind is Kind.YEARS else report.office or "（标题中没有机关）"
    return Column(name, report.office, report.year, report.form, report.title)


def _lines(reports: Sequence[Report], kind: Kind) -> Iterator[Line]:
    for name in _names(reports):
        values = tuple(number(report, name) for report in reports)
        yield _line(name, _label(name, reports), _unit(name), values, kind)
    for name, (label, above, below) in _RATES.items():
        rates = tuple(_rate(report, above, below) for report in reports)
        if any(rate is not None for rate in rates):
            yield _line(name, label, "%", rates, kind)


def _line(
    name: str, label: str, unit: str | None, values: tuple[Number | None, ...], kind: Kind
) -> Line:
    changes: tuple[Change | None, ...] = (None,) * len(values)
    if kind is Kind.YEARS:
        pairs = itertools.pairwise(values)
        changes = (None, *(_change(before, now, unit) for before, now in pairs))
    return Line(name, label, unit, values, changes)


def _names(reports: Sequence[Report]) -> list[str]:
    """Return every cell that some report has, in the order of the newest form that has it."""
    newest = sorted(reports, key=lambda report: report.form, reverse=True)
    return list(
        dict.fromkeys(
            f"{table}.{row}.{column}"
            for table in _TABLES
            for report in newest
            if (own := getattr(report, table)) is not None
            for row, column, _ in own.each()
        )
    )


def _label(name: str, reports: Sequence[Report]) -> str:
    table, row, column = name.split(".")
    if table == "statistics":
        return label_of(row)
    having = (report.form for report in reports if number(report, name) is not None)
    form = next((form for form in having if form != "2008"), "2021")
    return f"{label_of(row, form)}·{label_of(column, form)}"


def _unit(name: str) -> str | None:
    table, row, column = name.split(".")
    if table == "statistics":
        return next((each.unit for each in statistics_form().rows if each.key == row), None)
    if table == "proactive":
        counted = {"issued", "repealed", "in_force", "made", "newly_disclosed", "total_disclosed"}
        return _MONEY_UNITS.get(column, "件" if column in counted else None)
    return "件"


def _rate(report: Report, above: Sequence[str], below: Sequence[str]) -> Decimal | None:
    values = [number(report, name) for name in (*above, *below)]
    known = [Decimal(value) for value in values if value is not None]
    if len(known) < len(values):
        return None
    part, whole = sum(known[: len(above)]), sum(known[len(above) :])
    return round(Decimal(part) * 100 / whole, 1) if whole else None


def _change(before: Number | None, now: Number | None, unit: str | None) -> Change | None:
    """Return the change; of a rate it is in points, and has no percent of its own."""
    if before is None or now is None:
        return None
    absolute = now - before
    if unit == "%" or not before:
        return Change(absolute, None)
    return Change(absolute, round(float(absolute) * 100 / float(before), 1))


def _notes(reports: Sequence[Report]) -> Iterator[str]:
    forms = {report.form for report in reports}
    if len(forms) > 1:
        instruments = "、".join(form_of(form).instrument for form in sorted(forms))
        yield f"各份报告的格式不同（{instruments}），只有几种格式都有的栏目可以逐年比较。"
    years = sorted(report.year for report in reports if report.year is not None)
    missing = sorted(set(range(years[0], years[-1] + 1)) - set(years)) if years else []
    if missing:
        which = "、".join(f"{year}年" for year in missing)
        yield f"缺少{which}的报告，其后一栏的变化是同前一份报告相比。"
    for report in reports:
        blank = sum(
            cell.value is None for _, table in report.tables() for _, _, cell in table.each()
        )
        if blank:
            yield f"{report.office or ''}{report.year or ''}年的报告有{blank}格没有数字，不当作0，不参加比较。"
