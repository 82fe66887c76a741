"""The relations as a code that corrects: one wrong cell is named with its number, two each by itself."""

import random
from dataclasses import replace

import pytest

from annual_report.invented import invented
from annual_report.seeded import applications_set, clean, put, value
from gongkai.annual_report.checking import Dossier, check
from gongkai.annual_report.relations import all_of, suspects


def remedies(report):
    return [each.remedy for each in check(report).findings if each.severity == "error"]


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_any_single_wrong_cell_of_part_three_is_located(form):
    report = invented(form, seed=3)
    dice = random.Random(5)
    cells = [(row, kind) for row, kind, _ in report.applications.each()]
    for row, kind in cells:
        name = f"applications.{row}.{kind}"
        right = value(report, name)
        wrong = put(report, name, right + dice.randint(1, 60))
        [found] = suspects(all_of({"applications": wrong.applications}))
        assert (found.name, found.right) == (name, right)


def test_every_finding_of_the_table_names_the_same_cell_and_number():
    report = applications_set(clean("2021", 3).report, new=12, granted=12, handled_total=12)
    found = remedies(put(report, "applications.handled_total.natural_person", 21))
    assert len(found) == 3
    assert {(each.cell, each.value) for each in found} == {
        ("applications.handled_total.natural_person", 12)
    }
    assert found[0].sentence == "若“（七）总计·自然人”填12，第三部分全部勾稽关系成立。"


def test_two_wrong_cells_are_each_named_by_the_relations_that_cross_in_them():
    report = invented(seed=3)
    first, second = "applications.granted.natural_person", "applications.new.research_institution"
    rights = {name: value(report, name) for name in (first, second)}
    wrong = put(put(report, first, rights[first] + 30), second, rights[second] + 7)
    assert {(each.cell, each.value) for each in remedies(wrong)} == set(rights.items())


def test_where_the_relations_do_not_locate_it_the_sum_is_proposed_and_said_to_be_so():
    report = put(invented(seed=3), "remedies.reconsideration.upheld", 70)
    [remedy] = remedies(report)
    assert remedy.cell == "remedies.reconsideration.total"
    assert "也可能是其中某一项填错" in remedy.sentence


def test_nothing_is_suspected_where_all_holds_or_a_blank_hides_it():
    report = invented(seed=3)
    assert suspects(all_of({"applications": report.applications})) == ()
    blank = put(report, "applications.granted.natural_person", None)
    assert suspects(all_of({"applications": blank.applications})) == ()


def test_a_blank_that_the_relations_determine_is_given_its_number():
    report = invented(seed=3)
    name = "applications.granted.natural_person"
    findings = check(put(report, name, None)).findings
    known = {each.check: each.remedy for each in findings}
    assert (known["cells-blank"].cell, known["cells-blank"].value) == (name, value(report, name))
    assert known["applications-handled"].value == value(report, name)


def test_a_cell_below_zero_is_never_proposed():
    report = applications_set(clean("2021", 3).report, new=2, granted=9, handled_total=9)
    report = put(report, "applications.new.total", 9)
    report = put(report, "applications.new.natural_person", 9)
    wrong = put(report, "applications.carried_out.natural_person", 50)
    assert all(each.value is None or each.value >= 0 for each in remedies(wrong))


def test_a_table_of_another_shape_states_what_it_has_cells_for():
    report = clean("2021", 3).report
    cells = {row: dict(columns) for row, columns in report.applications.cells.items()}
    del cells["closed_fee_overdue"]
    hybrid = replace(report, applications=replace(report.applications, cells=cells))
    assert "applications-handled" in check(hybrid).ran


def test_no_suspect_is_below_zero():
    report = applications_set(clean("2021", 3).report)
    for name, number in {
        "new.natural_person": 5, "new.commercial_enterprise": 10, "new.total": 15,
        "granted.commercial_enterprise": 10, "granted.total": 5,
        "refused_third_party.natural_person": 10, "refused_third_party.total": 10,
        "handled_total.natural_person": 5, "handled_total.commercial_enterprise": 10,
        "handled_total.total": 15,
    }.items():  # fmt: skip
        report = put(report, f"applications.{name}", number)
    stated = list(all_of({"applications": report.applications}))
    assert sum(balance.holds is False for balance in stated) == 2
    assert suspects(stated) == ()


def test_a_cell_of_a_relation_that_holds_is_no_suspect():
    dossier = Dossier(put(clean("2008", 3).report, "statistics.S30.number", 7))
    names = {each.name for each in dossier.suspects["statistics"]}
    assert "statistics.S30.number" in names
    assert "statistics.S29.number" not in names


def test_a_total_above_parts_that_are_all_zero_fails():
    report = applications_set(clean("2021", 3).report)
    found = check(put(report, "applications.granted.total", 5)).findings
    assert {"applications-row-total", "applications-handled"} <= {each.check for each in found}


def test_each_check_comes_to_a_verdict():
    report = put(invented(seed=3), "applications.granted.natural_person", None)
    report = put(report, "remedies.reconsideration.total", 999)
    verdicts = {each.check: each.verdict for each in check(report).results}
    assert verdicts["applications-handled"] == "undetermined"
    assert verdicts["remedies-total"] == "fails"
    assert verdicts["applications-balance"] == "holds"
    assert verdicts["carried-over"] == "not_run"
