"""A form is a value: an invented one goes through cells, relations and checks untouched by the engine."""

import pytest

from gongkai.annual_report.checking import CHECKS, Check, check
from gongkai.annual_report.form import Form, Label, Relation, Row, TableForm, forms
from gongkai.annual_report.quantities import read_cell
from gongkai.annual_report.report import Report, Section, Severity, Table, Verdict

FORM = Form(
    generation="云川接待表",
    instrument="云川市接待登记办法",
    first_year=2020,
    last_year=None,
    sections=(Label("visits", "接待情况"),),
    proactive=(),
    applications=TableForm(
        (Label("morning", "上午"), Label("afternoon", "下午"), Label("day", "全天")),
        (Row("asked", "来访"), Row("answered", "答复"), Row("open", "待答复")),
    ),
    remedies=TableForm((), ()),
    relations=(
        Relation("visits-day", "applications", "row", (), ("day",), but=("day",)),
        Relation("visits-balance", "applications", "column", ("answered", "open"), ("asked",)),
        Relation("visits-limit", "applications", "column", ("open",), ("answered",), sign="<="),
    ),
)
RULES = tuple(
    Check.of_relation(name, title, FORM.instrument)
    for name, title in (
        ("visits-day", "上午、下午之和"),
        ("visits-balance", "答复与待答复之和"),
        ("visits-limit", "待答复不多于答复"),
    )
)
KNOWN = {**forms(), FORM.generation: FORM}
CLEAN = "来访 8 ５ 13\n答复 6 5 11\n待答复 2 0 2"


def report_of(text):
    """The report whose table stands in lines of label and numbers, read cell by cell."""
    rows = {row.label: row.key for row in FORM.applications.rows}
    cells = {}
    for line in text.splitlines():
        label, *raw = line.split()
        keys = FORM.applications.column_keys
        cells[rows[label]] = {key: read_cell(each) for key, each in zip(keys, raw, strict=True)}
    return Report(
        title="云川市接待登记2023年报告",
        office="云川市接待站",
        year=2023,
        form=FORM.generation,
        sections=(Section("visits", 1, "接待情况", "全年接待。"),),
        applications=Table(cells),
    )


def findings(text):
    outcome = check(report_of(text), checks=RULES, known=KNOWN)
    assert outcome.not_run == ()
    return [each for each in outcome.findings if each.verdict is Verdict.FAILS]


def test_a_clean_table_holds():
    assert findings(CLEAN) == []


@pytest.mark.parametrize(
    ("text", "names", "cell", "right"),
    [
        (CLEAN.replace("8 ５ 13", "9 ５ 13"), {"visits-day", "visits-balance"}, "applications.asked.morning", 8),
        (CLEAN.replace("6 5 11", "6 5 17"), {"visits-day", "visits-balance"}, "applications.answered.day", 11),
    ],
)  # fmt: skip
def test_its_relations_find_the_wrong_cell(text, names, cell, right):
    found = findings(text)
    assert {each.check for each in found} == names
    assert {(each.remedy.cell, each.remedy.value) for each in found} == {(cell, right)}
    assert all(each.severity is Severity.ERROR and each.source == FORM.instrument for each in found)


def test_its_own_wording_stands_in_the_messages():
    found = findings(CLEAN.replace("8 ５ 13", "9 ５ 13"))
    assert "“来访·上午”9加“来访·下午”5等于14，而“来访·全天”13，两者应当相等" in found[0].message
    assert found[0].remedy.sentence.startswith("若“来访·上午”填8，")


def test_a_limit_is_no_equation():
    [first, *_] = findings("来访 8 5 13\n答复 2 5 7\n待答复 6 0 6")
    assert first.check == "visits-limit"
    assert "不应大于" in first.message


def test_a_blank_cell_is_open():
    outcome = check(report_of(CLEAN.replace("8 ５ 13", "/ ５ 13")), checks=RULES, known=KNOWN)
    assert {each.check for each in outcome.findings} == {"visits-day", "visits-balance"}
    assert {each.remedy.value for each in outcome.findings} == {8}


def test_the_national_checks_run_beside_it_without_a_crash():
    outcome = check(report_of(CLEAN), checks=(*CHECKS, *RULES), known=KNOWN)
    assert not [reason for _, reason in outcome.not_run if "出错" in reason]
    assert not [each for each in outcome.findings if each.severity is Severity.ERROR]


@pytest.mark.parametrize("generation", ["2008", "2019", "2021"])
def test_the_relations_of_the_national_forms_name_checks_and_cells_that_exist(generation):
    names = {each.name for each in CHECKS}
    form = forms()[generation]
    assert form.relations
    for relation in form.relations:
        assert relation.check in names
        assert relation.left or relation.but
