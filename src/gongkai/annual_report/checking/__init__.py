"""Checking a report: every rule a module of its own, the list of them a value."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from gongkai.annual_report.checking import (
    all_closed,
    all_upheld,
    amount_implausible,
    applicants_differ,
    applications_balance,
    applications_handled,
    applications_row_total,
    article_not_there,
    attachment_missing,
    bookmark_remnant,
    broken_cell,
    carried_differs,
    carried_over,
    cells_blank,
    change_differs,
    channels_over_total,
    chapter_empty,
    chapter_missing,
    chapter_order,
    contents_differ,
    date_impossible,
    decisions_differ,
    decisions_without_items,
    direct_litigation,
    disclosed_carried_over,
    disclosed_over_made,
    disclosed_over_total,
    documents_differ,
    extra_row,
    fee_overdue_without_notice,
    fees_differ,
    form_of_another_year,
    heading_of_another_year,
    heading_wording,
    in_force_carried_over,
    integer_cells,
    issued_over_in_force,
    items_carried_over,
    items_not_negative,
    law_not_in_force,
    litigation_without_reconsideration,
    marks_doubled,
    marks_half_width,
    no_contact,
    no_period,
    no_published_count,
    none_received,
    numbering_mixed,
    numbers_jump,
    numbers_of_last_year,
    office_differs,
    old_law_terms,
    other_wording,
    outcomes_differ,
    outcomes_without_applications,
    overview_topics,
    parts_differ,
    passage_repeated,
    pending_carried_over,
    percent_differs,
    period_differs,
    phone_without_area_code,
    procurement_amount,
    prompt_remnant,
    proposals_differ,
    proposals_in_overview,
    received_differs,
    regulations_without_power,
    remedies_differ,
    remedies_total,
    row_missing,
    said_twice,
    second_table,
    signature_date,
    signed_late,
    statistics_answered,
    statistics_channels,
    statistics_closed,
    statistics_differ,
    statistics_documents,
    statistics_limit,
    statistics_sum,
    stray_characters,
    text_of_another_office,
    text_of_last_year,
    title_differs,
    title_repeated,
    unit_in_cell,
    unit_wording,
    until_wording,
    word_doubled,
    word_missing,
    year_differs,
    year_remnant,
)
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import Check, NotApplicable
from gongkai.annual_report.form import Form, forms
from gongkai.annual_report.report import Finding, Report, Severity, Verdict, Waiver

__all__ = ["CHECKS", "Check", "Dossier", "Outcome", "Result", "check"]

CHECKS: tuple[Check, ...] = tuple(
    Check.of(module)
    for module in (
        applications_balance,
        applications_handled,
        applications_row_total,
        outcomes_without_applications,
        fee_overdue_without_notice,
        carried_over,
        remedies_total,
        litigation_without_reconsideration,
        direct_litigation,
        pending_carried_over,
        items_not_negative,
        items_carried_over,
        decisions_without_items,
        procurement_amount,
        disclosed_over_total,
        disclosed_over_made,
        disclosed_carried_over,
        issued_over_in_force,
        in_force_carried_over,
        regulations_without_power,
        amount_implausible,
        extra_row,
        statistics_sum,
        statistics_limit,
        statistics_documents,
        statistics_channels,
        statistics_answered,
        statistics_closed,
        integer_cells,
        cells_blank,
        unit_in_cell,
        numbers_jump,
        numbers_of_last_year,
        received_differs,
        outcomes_differ,
        carried_differs,
        applicants_differ,
        none_received,
        all_closed,
        remedies_differ,
        all_upheld,
        change_differs,
        documents_differ,
        decisions_differ,
        fees_differ,
        statistics_differ,
        percent_differs,
        parts_differ,
        said_twice,
        channels_over_total,
        proposals_differ,
        form_of_another_year,
        heading_of_another_year,
        row_missing,
        second_table,
        chapter_missing,
        chapter_order,
        chapter_empty,
        heading_wording,
        contents_differ,
        overview_topics,
        no_published_count,
        proposals_in_overview,
        no_period,
        period_differs,
        year_differs,
        year_remnant,
        office_differs,
        no_contact,
        phone_without_area_code,
        title_repeated,
        title_differs,
        signature_date,
        signed_late,
        attachment_missing,
        text_of_last_year,
        text_of_another_office,
        passage_repeated,
        broken_cell,
        bookmark_remnant,
        prompt_remnant,
        stray_characters,
        date_impossible,
        old_law_terms,
        law_not_in_force,
        article_not_there,
        until_wording,
        other_wording,
        unit_wording,
        word_missing,
        word_doubled,
        numbering_mixed,
        marks_doubled,
        marks_half_width,
    )
)

_WEIGHTS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}


@dataclass(frozen=True, slots=True)
class Result:
    """What one check came to; the reason where it was not run."""

    check: str
    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True)
class Outcome:
    """What was found, the worst first, and what each check came to, in the order of the checks."""

    findings: tuple[Finding, ...]
    results: tuple[Result, ...]
    waived: tuple[tuple[Finding, Waiver], ...] = ()  # let stand by a person, each with the reason
    stale: tuple[Waiver, ...] = ()  # waivers that match nothing that was found

    @cached_property
    def ran(self) -> tuple[str, ...]:
        return tuple(r.check for r in self.results if r.verdict is not Verdict.NOT_RUN)

    @cached_property
    def not_run(self) -> tuple[tuple[str, str], ...]:
        """Return the checks that judged nothing, each with its reason."""
        return tuple((r.check, r.reason) for r in self.results if r.verdict is Verdict.NOT_RUN)

    @property
    def is_clean(self) -> bool:
        """Return whether nothing worse than a notice was found."""
        return all(finding.severity is Severity.NOTICE for finding in self.findings)


_result = lru_cache(maxsize=2048)(Result)  # most checks come to the same in most reports


def check(
    report: Report,
    last_year: Report | None = None,
    checks: Iterable[Check] = CHECKS,
    *,
    others: Sequence[Report] = (),
    known: Mapping[str, Form] | None = None,
) -> Outcome:
    """Return what the checks find in a report, the worst first.

    `others` are reports of other offices or years, to find re-used text; `known` are the forms by
    name, where they are not the national ones.
    """
    dossier = Dossier(report, last_year, tuple(others), forms() if known is None else known)
    findings: list[Finding] = []
    results: list[Result] = []
    for each in checks:
        try:
            found = list(each.run(dossier))
        except NotApplicable as reason:
            results.append(_result(each.name, Verdict.NOT_RUN, reason.reason))
        except Exception as error:  # noqa: BLE001 - a fault of ours is never a finding about the report
            reason_shown = f"检查程序出错（{type(error).__name__}），未能判断。"
            results.append(Result(each.name, Verdict.NOT_RUN, reason_shown))
        else:
            results.append(_result(each.name, _verdict(found) if found else Verdict.HOLDS))
            if found:
                findings += [replace(finding, source=each.source) for finding in found]
    findings.sort(key=lambda finding: _WEIGHTS[finding.severity])
    return Outcome(tuple(findings), tuple(results))


def _verdict(found: Sequence[Finding]) -> Verdict:
    """Return the verdict of a check by what it found: one failure outweighs what stays open."""
    fails = any(finding.verdict is Verdict.FAILS for finding in found)
    return Verdict.FAILS if fails else Verdict.UNDETERMINED
