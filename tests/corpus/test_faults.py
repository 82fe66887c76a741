"""Seeded faults: every class is found where it was put, and nothing loud is found where none was."""

import json

import pytest

from gongkai.annual_report.checking import CHECKS, check
from gongkai.annual_report.reading import read_bytes
from gongkai.corpus import ingest, query, synthesize
from gongkai.corpus.faults import FAULTS, changed_cells
from gongkai.corpus.synthesis import FORMATS, YEARS, invented, synthetic

COUNT = 240  # so that the classes of a form of two years have their turn


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    """The answers of a corpus of which half the reports bear a fault, by file, and the corpus."""
    folder = tmp_path_factory.mktemp("seeded")
    answers = synthesize(folder, COUNT, seed=4, formats=[".txt"], faults=0.5)
    ingest(folder / "files", folder / "corpus", workers=2)
    lines = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    return {line["file"]: line for line in lines}, folder / "corpus"


def found_in(corpus):
    """What was found in each file: pairs of check and severity."""
    sql = "SELECT path, check_name, severity FROM reports LEFT JOIN findings USING (report, year)"
    found = {}
    for path, name, severity in query(corpus, sql).rows:
        found.setdefault(path.rpartition("/")[2], set()).add((name, severity))
    return found


def test_every_class_is_found_in_the_file_that_its_answer_names(seeded):
    answers, corpus = seeded
    found = found_in(corpus)
    assert found.keys() == answers.keys()
    named = [(file, fault["class"]) for file, line in answers.items() for fault in line["faults"]]
    assert {name for _, name in named} == set(FAULTS)
    assert [each for each in named if each[1] not in {name for name, _ in found[each[0]]}] == []


def test_a_report_without_a_fault_has_none_above_a_notice(seeded):
    answers, corpus = seeded
    whole = [file for file, line in answers.items() if not line["faults"]]
    assert COUNT / 3 < len(whole) < 2 * COUNT / 3
    loud = {"error", "warning"}
    found = found_in(corpus)
    assert [file for file in whole if {severity for _, severity in found[file]} & loud] == []


def test_the_cells_of_an_answer_are_those_that_differ(seeded):
    answers, _ = seeded
    for file, line in answers.items():
        office, year = divmod(int(file[:6]), len(YEARS))
        whole = invented(office, YEARS[year], seed=4)
        for fault in line["faults"]:
            spoiled = FAULTS[fault["class"]].change(whole)
            assert fault["cells"] == list(changed_cells(whole, spoiled))
    cells = {
        fault["class"]: fault["cells"] for line in answers.values() for fault in line["faults"]
    }
    assert cells["cells-blank"] == ["applications.granted.total"]
    assert cells["statistics-answered"] == ["statistics.S25.number", "statistics.S27.number"]
    assert len(cells["row-missing"]) == 15
    assert cells["marks-doubled"] == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_class_is_found_in_every_format(suffix):
    waiting = set(FAULTS)
    for each in synthetic(COUNT, formats=[suffix], seed=4, faults=1):
        [fault] = each.faults
        if fault.name in waiting:
            found = check(read_bytes(each.content, each.name)).findings
            assert fault.name in {finding.check for finding in found}
            waiting.remove(fault.name)
        if not waiting:
            return
    assert not waiting


def test_every_class_is_a_check():
    assert set(FAULTS) <= {each.name for each in CHECKS}


def test_classes_that_fit_a_report_are_used_alike():
    names = [
        fault.name for each in synthetic(400, formats=[".txt"], faults=1) for fault in each.faults
    ]
    assert len(names) == 400
    every = {name: names.count(name) for name, fault in FAULTS.items() if len(fault.forms) == 3}
    assert 0 < max(every.values()) <= min(every.values()) + 2


def test_without_the_share_there_are_no_faults():
    assert not any(each.faults for each in synthetic(40, formats=[".txt"]))
