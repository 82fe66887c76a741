"""Checking a report: every rule a module of its own, the list of them a value."""

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.annual_report.checking import (
    applications_balance,
    applications_handled,
    applications_row_total,
    bookmark_remnant,
    broken_cell,
    carried_over,
    cells_blank,
    chapter_missing,
    chapter_order,
    contents_differ,
    form_of_another_year,
    heading_of_another_year,
    heading_wording,
    integer_cells,
    items_carried_over,
    items_not_negative,
    no_contact,
    no_period,
    period_differs,
    prompt_remnant,
    remedies_total,
    row_missing,
    second_table,
    statistics_limit,
    statistics_sum,
    title_repeated,
    unit_in_cell,
)
from gongkai.annual_report.checking.rule import Check, NotApplicable
from gongkai.annual_report.report import Finding, Report, Severity

__all__ = ["CHECKS", "Check", "Outcome", "check"]

CHECKS: tuple[Check, ...] = tuple(
    Check.of(module)
    for module in (
        applications_balance,
        applications_handled,
        applications_row_total,
        carried_over,
        remedies_total,
        items_not_negative,
        items_carried_over,
        statistics_sum,
        statistics_limit,
        integer_cells,
        cells_blank,
        unit_in_cell,
        form_of_another_year,
        heading_of_another_year,
        row_missing,
        second_table,
        chapter_missing,
        chapter_order,
        heading_wording,
        contents_differ,
        no_period,
        period_differs,
        no_contact,
        title_repeated,
        broken_cell,
        bookmark_remnant,
        prompt_remnant,
    )
)

_WEIGHTS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found, what was run, and what could not be run, with the reason."""

    findings: tuple[Finding, ...]
    ran: tuple[str, ...]
    not_run: tuple[tuple[str, str], ...]

    @property
    def is_clean(self) -> bool:
        """Return whether nothing worse than a notice was found."""
        return all(finding.severity is Severity.NOTICE for finding in self.findings)


def check(
    report: Report, last_year: Report | None = None, checks: Iterable[Check] = CHECKS
) -> Outcome:
    """Return what the checks find in a report, the worst first."""
    findings: list[Finding] = []
    ran: list[str] = []
    not_run: list[tuple[str, str]] = []
    for each in checks:
        try:
            found = list(each.run(report, last_year))
        except NotApplicable as reason:
            not_run.append((each.name, reason.reason))
        except Exception as error:  # noqa: BLE001 - a fault of ours is never a finding about the report
            not_run.append((each.name, f"检查程序出错（{type(error).__name__}），未能判断。"))
        else:
            ran.append(each.name)
            findings += found
    findings.sort(key=lambda finding: _WEIGHTS[finding.severity])
    return Outcome(tuple(findings), tuple(ran), tuple(not_run))
