"""Invented reports: exact when read back, without a finding, the same from the same seed."""

import json

import pytest

from gongkai.annual_report.checking import check
from gongkai.annual_report.exchange import data_of
from gongkai.annual_report.reading import read_bytes
from gongkai.corpus import synthesize
from gongkai.corpus.synthesis import FORMATS, YEARS, invented, office_name, synthetic

READ = ("title", "office", "year", "form", "preamble", "sections")
TABLES = ("proactive", "applications", "remedies", "statistics")


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_year_is_read_back_exactly(suffix):
    for each in synthetic(len(YEARS), formats=[suffix], seed=7):
        report = read_bytes(each.content, each.name)
        found, truth = data_of(report), data_of(each.report)
        stated = {(fact.key, fact.value) for fact in report.facts}
        assert {(fact.key, fact.value) for fact in each.report.facts} <= stated
        assert {name: found[name] for name in (*READ, *TABLES)} == {
            name: truth[name] for name in (*READ, *TABLES)
        }


def test_nothing_is_wrong_with_them():
    for office in range(12):
        reports = [invented(office, year, seed=3) for year in YEARS]
        for before, report in zip([None, *reports[:-1]], reports, strict=True):
            assert check(report, before).is_clean


def test_a_seed_gives_the_same_files(tmp_path):
    for folder in ("a", "b"):
        synthesize(tmp_path / folder, 6, seed=5)
    files = [
        {each.name: each.read_bytes() for each in (tmp_path / folder / "files").iterdir()}
        for folder in ("a", "b")
    ]
    assert files[0] == files[1]
    assert len(files[0]) == 6


def test_the_answers_lie_beside_the_files(tmp_path):
    answers = synthesize(tmp_path, 4)
    lines = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    assert [line["file"] for line in lines] == sorted(
        each.name for each in (tmp_path / "files").iterdir()
    )
    assert lines[0]["report"]["schema"] == "gongkai/annual-report/1"


def test_each_office_has_its_own_name():
    names = {office_name(number) for number in range(500)}
    assert len(names) == 500
