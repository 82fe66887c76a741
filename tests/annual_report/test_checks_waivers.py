"""Waivers: a finding let stand with a reason, shown apart; one that matches nothing is said."""

from datetime import date

import pytest

from annual_report.invented import invented
from annual_report.seeded import put
from gongkai.annual_report.checking import check
from gongkai.annual_report.checking.waivers import (
    BadWaivers,
    applied,
    data_of,
    waiver_of,
    waivers_of,
)

DAY = date(2024, 1, 8)
TOTAL = "remedies.reconsideration.total"


def waiver(named, reason="上级要求如此填报"):
    return waiver_of(named, reason=reason, by="程知远", on=DAY)


def broken():
    report = put(invented(), TOTAL, 999)
    return check(put(report, "remedies.litigation_direct.total", 999))


def test_a_waiver_of_a_cell_takes_that_finding_alone():
    outcome = applied(broken(), [waiver(f"remedies-total:{TOTAL}")])
    assert [finding.check for finding in outcome.findings] == ["remedies-total"]
    [(finding, why)] = outcome.waived
    assert TOTAL in finding.cells
    assert (why.reason, why.by, why.on) == ("上级要求如此填报", "程知远", DAY)
    assert not outcome.is_clean


def test_a_waiver_of_a_check_takes_all_its_findings_and_counts_no_more():
    outcome = applied(broken(), [waiver("remedies-total")])
    assert (outcome.findings, len(outcome.waived), outcome.stale) == ((), 2, ())
    assert outcome.is_clean
    assert [each.verdict for each in outcome.results] == [e.verdict for e in broken().results]


def test_a_waiver_that_matches_nothing_is_said():
    gone = waiver("no-period")
    other_cell = waiver("remedies-total:remedies.litigation_after_reconsideration.total")
    outcome = applied(broken(), [gone, other_cell])
    assert outcome.stale == (gone, other_cell)
    assert len(outcome.findings) == 2


def test_waivers_are_kept_as_they_were_given():
    given = (waiver(f"remedies-total:{TOTAL}"), waiver("no-period", "  导语另发  "))
    assert given[1].reason == "导语另发"
    assert waivers_of(data_of(given)) == given


@pytest.mark.parametrize(
    ("named", "reason", "words"),
    [("no-such-check", "理由", "no-such-check"), ("no-period", " ", "理由")],
)
def test_what_waives_no_check_or_has_no_reason_is_refused(named, reason, words):
    with pytest.raises(BadWaivers) as refused:
        waiver(named, reason)
    assert words in refused.value.sentence


GOOD = {"check": "no-period", "cells": [], "reason": "理由", "by": "程知远", "on": "2024-01-08"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "数组"),
        (["x"], "第1条"),
        ([GOOD, GOOD | {"on": "去年"}], "第2条"),
        ([GOOD | {"reason": " "}], "理由"),
        ([{key: GOOD[key] for key in GOOD if key != "by"}], "by"),
        ([GOOD | {"cells": "x"}], "cells"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_its_place(data, words):
    with pytest.raises(BadWaivers) as refused:
        waivers_of(data)
    assert words in refused.value.sentence
