"""Real reports outside the repository: GONGKAI_SAMPLES names a folder with an expected.json."""

import json
import os
from pathlib import Path

import pytest

from gongkai.annual_report.checking import check
from gongkai.annual_report.exchange import data_of, json_number
from gongkai.annual_report.reading import read
from gongkai.annual_report.report import Severity

pytestmark = pytest.mark.samples

FOLDER = os.environ.get("GONGKAI_SAMPLES")
NOT_COMPARED = {"facts", "findings", "note"}


def expected():
    if not FOLDER:
        return {}
    listed = json.loads((Path(FOLDER) / "expected.json").read_text(encoding="utf-8"))
    return {name: value for name, value in listed.items() if isinstance(value, dict)}


def names():
    missing = pytest.param("", marks=pytest.mark.skip(reason="GONGKAI_SAMPLES is not set"))
    return list(expected()) or [missing]


@pytest.mark.parametrize("name", names())
def test_read_as_expected(name):
    truth = expected()[name]
    found = data_of(read(Path(FOLDER) / name))
    found["sections"] = [
        {"number": each["number"], "heading": each["heading"]} for each in found["sections"]
    ]
    compared = {key for key in truth if key not in NOT_COMPARED}
    assert {key: found[key] for key in compared} == {key: truth[key] for key in compared}


@pytest.mark.parametrize("name", names())
def test_facts_as_expected(name):
    """Every fact listed is found, by key and value; a reader may find more."""
    found = [(fact.key, json_number(fact.value)) for fact in read(Path(FOLDER) / name).facts]
    for fact in expected()[name].get("facts", []):
        assert (fact["key"], fact["value"]) in found
        found.remove((fact["key"], fact["value"]))


@pytest.mark.parametrize("name", names())
def test_checked_as_expected(name):
    report = read(Path(FOLDER) / name)
    findings = check(report).findings
    due = set(expected()[name]["findings"])
    if "title-repeated" in due and is_printed_once(Path(FOLDER) / name, report.title):
        due.discard("title-repeated")  # expected of a file that holds its title once: not findable
    assert due <= {finding.check for finding in findings}
    errors = {finding.check for finding in findings if finding.severity is Severity.ERROR}
    assert errors <= due


def is_printed_once(path, title):
    text = "".join(path.read_text(encoding="utf-8").split()) if path.suffix == ".txt" else ""
    return text.count(title) == 1
