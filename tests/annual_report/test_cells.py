"""Numbers as offices print them: signs, units, letters for figures, figures cut in two."""

import re

import pytest

from annual_report.invented import facts_of, invented
from gongkai.annual_report.exchange import data_of, report_of
from gongkai.annual_report.quantities import read_cell
from gongkai.annual_report.reading import read_bytes
from gongkai.annual_report.rendering import html
from gongkai.annual_report.report import State


def codes(report):
    return [note.code for note in report.notes]


def page(changes=(), form="2021", **more):
    """Our page with the cells of these names printed otherwise."""
    report = report_of(facts_of(form) | more)
    tables = data_of(report)
    text = html.render(report).decode()
    for name, printed in dict(changes).items():
        table, row, column = name.split(".")
        text = put(text, tables, table, row, column, printed)
    return text


def put(text, tables, table, row, column, printed):
    """Replace one number, found by a value of its own."""
    facts = facts_of(tables["form"])
    facts[table][row][column] = 987654
    marked = html.render(report_of(facts)).decode()
    at = marked.index("987654")
    assert text[:at] == marked[:at]
    end = text.index("<", at)
    return text[:at] + printed + text[end:]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("+3", 3), ("--253", -253), ("－3", -3), ("减少3", -3), ("↓1", -1), ("增加12", 12),
        ("↑4", 4), ("下降2", -2), ("减3件", -3), ("▼5", -5), ("新增7", 7),
    ],
)  # fmt: skip
def test_signed_changes(printed, value):
    found = read_bytes(page({"proactive.licensing.items_change": printed}, "2019").encode())
    assert found.proactive.cell("licensing", "items_change").value == value
    assert "number-signed" in codes(found) or printed == "－3"


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [("26.8万元", 268000, "万元"), ("251000元", 251000, "元"), ("人民币3万元", 30000, "万元")],
)
def test_units_in_cells_are_taken_off_and_noted(printed, value, unit):
    found = read_bytes(page({"proactive.procurement.amount_yuan": printed}, "2019").encode())
    cell = found.proactive.cell("procurement", "amount_yuan")
    assert (cell.value, cell.unit) == (value, unit)
    assert codes(found) == ["number-unit"]


@pytest.mark.parametrize(
    ("printed", "code"), [("１２３", "digits-wide"), ("1,234", "digits-grouped")]
)
def test_ways_of_writing_figures_are_noted(printed, code):
    found = read_bytes(page({"proactive.penalties.decisions": printed}).encode())
    assert codes(found) == [code]


def cell_with_zero(table):
    return next(
        (row, column)
        for row, columns in table.items()
        for column, value in columns.items()
        if value == 10
    )


def test_letters_for_figures_are_read_where_the_relations_hold():
    truth = data_of(invented())
    row, column = cell_with_zero(truth["applications"])
    found = read_bytes(page({f"applications.{row}.{column}": "lO"}).encode())
    assert data_of(found)["applications"] == truth["applications"]
    assert codes(found) == ["letters-for-digits"]
    assert found.applications.cell(row, column).raw == "lO"


def test_letters_for_figures_are_not_read_where_the_relations_break():
    row, column = cell_with_zero(data_of(invented())["applications"])
    found = read_bytes(page({f"applications.{row}.{column}": "lI"}).encode())
    assert found.applications.cell(row, column).state is State.UNREADABLE
    assert "letters-for-digits" not in codes(found)


def test_letters_are_not_read_where_there_are_no_relations():
    found = read_bytes(page({"proactive.penalties.decisions": "lO"}).encode())
    assert found.proactive.cell("penalties", "decisions").state is State.UNREADABLE


@pytest.mark.parametrize("cut", ["1 0", "1<br>0"])
def test_figures_cut_in_two_are_joined_where_the_relations_hold(cut):
    truth = data_of(invented())
    row, column = cell_with_zero(truth["applications"])
    found = read_bytes(page({f"applications.{row}.{column}": cut}).encode())
    assert data_of(found)["applications"] == truth["applications"]
    assert codes(found) == ["digits-joined"]


def test_figures_cut_in_two_are_no_number_where_the_relations_break():
    row, column = cell_with_zero(data_of(invented())["applications"])
    found = read_bytes(page({f"applications.{row}.{column}": "1 1"}).encode())
    cell = found.applications.cell(row, column)
    assert (cell.state, cell.value, cell.raw) == (State.UNREADABLE, None, "1 1")
    assert codes(found) == ["digits-broken"]


def test_figures_cut_in_two_without_relations_are_joined_and_doubted():
    found = read_bytes(page({"proactive.penalties.decisions": "6 0"}).encode())
    assert found.proactive.cell("penalties", "decisions").value == 60
    assert "没有勾稽关系可以核对" in found.notes[0].message


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", State.BLANK),
        ("/", State.SLASH),
        ("—", State.SLASH),
        ("无", State.SLASH),
        ("0", State.ZERO),
    ],
)
def test_a_cell_without_a_number_says_which(text, state):
    assert read_cell(text).state is state


def test_one_row_six_under_the_form_of_2021():
    facts = facts_of("2021")
    old = facts_of("2019")
    report = report_of(facts | {"applications": old["applications"]})
    found = read_bytes(html.render(report))
    assert data_of(found)["applications"] == old["applications"]
    assert found.form == "2021"


def test_part_two_without_its_headings():
    text = page()
    without = re.sub(r"<tr><t[hd][^>]*>(?:<span>)?信息内容.*?</tr>", "", text, flags=re.DOTALL)
    assert without != text
    assert data_of(read_bytes(without.encode()))["proactive"] == data_of(invented())["proactive"]


def test_prose_between_heading_and_table():
    text = page().replace("<table", "<p>现将有关情况报告如下：</p><table")
    found = data_of(read_bytes(text.encode()))
    truth = data_of(invented())
    assert {key: found[key] for key in ("proactive", "applications", "remedies")} == {
        key: truth[key] for key in ("proactive", "applications", "remedies")
    }


def test_traditional_labels_and_bookmark_remnants():
    text = page().replace("结果维持", "結果維持").replace("行政许可", "行政許可[bookmark: _GoBack]")
    found = data_of(read_bytes(text.encode()))
    truth = data_of(invented())
    assert (found["proactive"], found["remedies"]) == (truth["proactive"], truth["remedies"])
