"""Every check finds the fault that is seeded for it, and a clean report has none above a notice."""

import pytest

from annual_report.seeded import SEEDS, clean
from gongkai.annual_report.checking import CHECKS, check
from gongkai.annual_report.form import GENERATIONS
from gongkai.annual_report.report import Severity, Verdict

SEEDED_IN = (1, 2, 3, 4, 5, 6)


def outcome_of(case):
    return check(case.report, case.last_year, others=case.others)


def test_every_check_has_its_seed():
    assert set(SEEDS) == {each.name for each in CHECKS}


@pytest.mark.parametrize("name", SEEDS)
def test_a_seeded_fault_is_found(name):
    form, seeded = SEEDS[name]
    for seed in SEEDED_IN:
        case = clean(form, seed)
        told = {each.message for each in outcome_of(case).findings}
        findings = outcome_of(seeded(case)).findings
        found = [each for each in findings if each.check == name and each.message not in told]
        assert found, seed
        assert all(each.message.endswith("。") and each.source for each in found)
        assert all(each.remedy.sentence.endswith("。") for each in found)


@pytest.mark.parametrize("form", GENERATIONS)
def test_clean_reports_have_nothing_above_a_notice(form):
    for seed in range(300):
        outcome = outcome_of(clean(form, seed))
        loud = [each for each in outcome.findings if each.severity is not Severity.NOTICE]
        assert loud == [], seed
        assert not [reason for _, reason in outcome.not_run if "出错" in reason]


@pytest.mark.parametrize("form", GENERATIONS)
def test_every_check_is_run_or_says_why_not(form):
    results = outcome_of(clean(form)).results
    assert [each.check for each in results] == [each.name for each in CHECKS]
    assert all(bool(each.reason) == (each.verdict is Verdict.NOT_RUN) for each in results)
