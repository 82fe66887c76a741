"""What a report says: numbers counted by the ledgers, carried over from last year, entered by people."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from gongkai.annual_report.checking import Outcome, check
from gongkai.annual_report.exchange import data_of, report_of
from gongkai.annual_report.facts import with_facts
from gongkai.annual_report.form import NOT_OUTCOMES, Form, form_of, generation_of
from gongkai.annual_report.report import Cell, Report, Section, State, Table
from gongkai.apps.records.statistics import Figure
from gongkai.apps.reports.ledgers import figures_of
from gongkai.apps.reports.models import AnnualReport, EnteredNumber

TOTAL = "total"
HANDLED = "handled_total"
MONEY = frozenset({"amount_10k_yuan"})
CARRIED_IN, CARRIED_OUT = "applications.carried_in.", "applications.carried_out."


@dataclass(frozen=True)
class Number:
    """One cell of the report: what stands in it and where that comes from."""

    name: str
    """Table, row and column of the form: `applications.new.total`."""
    value: int | Decimal | None = None
    """What stands in the cell, or None while nobody has filled it."""
    figure: Figure | None = None
    """What the ledger counts now; None where no ledger counts."""
    carried: int | None = None
    """What last year's report carried out, which this year's carries in, whatever the ledger says."""
    entered: EnteredNumber | None = None
    is_sum: bool = False

    @property
    def column(self) -> str:
        return self.name.rpartition(".")[2]

    @property
    def table(self) -> str:
        return self.name.partition(".")[0]

    @property
    def counted(self) -> int | None:
        return self.figure.count if self.figure else None

    @property
    def records(self) -> QuerySet[Any] | None:
        return self.figure.records if self.figure else None

    @property
    def restored(self) -> int | None:
        """Return what stands here once nobody has entered anything."""
        return self.counted if self.carried is None else self.carried

    @property
    def is_filled_by_hand(self) -> bool:
        """Return whether no ledger counts the cell, and the form does not make it a sum."""
        return self.figure is None and not self.is_sum

    @property
    def is_overridden(self) -> bool:
        """Return whether a person's number stands in place of a ledger's."""
        return self.entered is not None and self.figure is not None


@dataclass(frozen=True)
class Contents:
    """A report's numbers with their sources, the report as printed, and last year's as signed."""

    report: AnnualReport
    numbers: Mapping[str, Number]
    whole: Report
    before: Report | None

    @property
    def blank(self) -> list[Number]:
        return [number for number in self.numbers.values() if number.value is None]

    @cached_property
    def outcome(self) -> Outcome:
        """Return what the engine says of the report, worked out once."""
        return outcome_of(self.whole, self.before)


def outcome_of(whole: Report, before: Report | None) -> Outcome:
    """Return what the engine says of a report beside last year's, of the numbers in its words too."""
    return check(with_facts(whole), before)


def contents_of(report: AnnualReport) -> Contents:
    """Return what the report says today: as it was signed, once it is; counted anew before."""
    before = frozen_before(report)
    figures = figures_of(report.office, report.year)
    entered = {str(each): each for each in report.entered.select_related("by")}
    frozen = as_signed(report) if report.is_frozen else None
    form = form_of(generation_of(report.year))
    carried = _carried(before)
    numbers = {
        name: _number(name, figures.get(name), carried.get(name), entered.get(name))
        for name in _names(form)
    }
    _sum_up(numbers, form)
    if frozen is not None:
        numbers = {
            name: replace(number, value=_standing(frozen, name)) for name, number in numbers.items()
        }
    return Contents(report, numbers, frozen or _whole(report, form, numbers), before)


def compiled(report: AnnualReport) -> Report:
    """Return the report as the engine checks, prints and sums it."""
    return as_signed(report) if report.is_frozen else contents_of(report).whole


def as_signed(report: AnnualReport) -> Report:
    """Return a frozen report."""
    return report_of(json.loads(report.frozen))


def to_freeze(contents: Contents) -> tuple[str, dict[str, list[int]]]:
    """Return the report as it is signed, and which records each cell counted."""
    records = {
        name: list(number.records.order_by("pk").values_list("pk", flat=True))
        for name, number in contents.numbers.items()
        if number.records is not None and not number.is_sum
    }
    return json.dumps(data_of(contents.whole), ensure_ascii=False), records


def frozen_before(report: AnnualReport) -> Report | None:
    """Return last year's report as it was signed, under this year's name of the same office."""
    last = AnnualReport.objects.filter(office=report.office_id, year=report.year - 1).first()
    if last is None or not last.is_frozen:
        return None
    return replace(as_signed(last), office=report.name_of_office)


def plain(value: Decimal) -> int | Decimal:
    """Return a whole number as an int, any other without trailing zeros."""
    return int(value) if value == value.to_integral_value() else value.normalize()


def cell_names(report: Report) -> Iterator[tuple[str, Cell]]:
    """Yield the cells of a report with their names."""
    for table, cells in report.tables():
        for row, column, cell in cells.each():
            yield f"{table}.{row}.{column}", cell


def _names(form: Form) -> Iterator[str]:
    for block in form.proactive:
        for row in block.rows:
            yield from (f"proactive.{row.key}.{column.key}" for column in block.columns)
    for table, grid in (("applications", form.applications), ("remedies", form.remedies)):
        for key in grid.row_keys:
            yield from (f"{table}.{key}.{column}" for column in grid.column_keys)


def _carried(before: Report | None) -> dict[str, int]:
    if before is None:
        return {}
    return {
        name.replace(CARRIED_OUT, CARRIED_IN): int(cell.value)
        for name, cell in cell_names(before)
        if name.startswith(CARRIED_OUT) and cell.value is not None
    }


def _number(
    name: str, figure: Figure | None, carried: int | None, entered: EnteredNumber | None
) -> Number:
    number = Number(name, None, figure, carried, entered)
    return replace(number, value=number.restored if entered is None else plain(entered.value))


def _sum_up(numbers: dict[str, Number], form: Form) -> None:
    """Put into each sum of the form what the cells it sums say now, entered ones included."""
    grid = form.applications
    outcomes = [row for row in grid.row_keys if row not in NOT_OUTCOMES]
    for column in grid.column_keys:
        parts = (numbers[f"applications.{row}.{column}"] for row in outcomes)
        _put(numbers, f"applications.{HANDLED}.{column}", parts)
    for table, each in (("applications", grid), ("remedies", form.remedies)):
        kinds = [column for column in each.column_keys if column != TOTAL]
        for row in each.row_keys:
            parts = (numbers[f"{table}.{row}.{kind}"] for kind in kinds)
            _put(numbers, f"{table}.{row}.{TOTAL}", parts)


def _put(numbers: dict[str, Number], name: str, parts: Iterable[Number]) -> None:
    values = [part.value for part in parts]
    known = [value for value in values if value is not None]
    whole = int(sum(known)) if len(known) == len(values) else None
    numbers[name] = replace(numbers[name], value=whole, carried=None, entered=None, is_sum=True)


def _standing(frozen: Report, name: str) -> int | Decimal | None:
    table, row, column = name.split(".")
    cells: Table | None = getattr(frozen, table)
    cell = cells.cell(row, column) if cells else None
    return cell.value if cell else None


def _whole(report: AnnualReport, form: Form, numbers: Mapping[str, Number]) -> Report:
    return Report(
        title=report.title,
        office=report.name_of_office,
        year=report.year,
        form=form.generation,
        preamble=report.preamble,
        sections=tuple(
            Section(label.key, number, label.label, report.chapters.get(label.key, ""))
            for number, label in enumerate(form.sections, start=1)
        ),
        proactive=_table("proactive", numbers),
        applications=_table("applications", numbers),
        remedies=_table("remedies", numbers),
    )


def _table(name: str, numbers: Mapping[str, Number]) -> Table:
    cells: dict[str, dict[str, Cell]] = {}
    for number in numbers.values():
        table, row, column = number.name.split(".")
        if table == name:
            cells.setdefault(row, {})[column] = _cell(number.value)
    return Table(cells)


def _cell(value: int | Decimal | None) -> Cell:
    if value is None:
        return Cell("", State.BLANK)
    printed = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return Cell(printed, State.ZERO if value == 0 else State.NUMBER, value)
