"""Offices are added to the level above; whatever keeps the sum from being whole is said, never filled in."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annual_report.invented import facts_of
from gongkai.annual_report.exchange import report_of
from gongkai.annual_report.form import form_of
from gongkai.annual_report.relations import number
from gongkai.annual_report.report import State
from gongkai.annual_report.summing import (
    BadList,
    Succession,
    Unsummable,
    list_of,
    sum_reports,
)

NAMES = ("云川市水务局", "云川市教育局", "云川市招商局")


def filed(office=NAMES[0], seed=1, form="2021", year=2023, **cells):
    """A report of an office; a change is written `applications__new__total=None`."""
    data = facts_of(form, year=year, seed=seed, office=office)
    for name, value in cells.items():
        table, row, column = name.split("__")
        data[table][row][column] = value
    return report_of(data)


def codes(total):
    return [note.code for note in total.notes]


def messages(total, code):
    return [note.message for note in total.notes if note.code == code]


THREE = [filed(name, seed) for seed, name in enumerate(NAMES)]


def test_every_cell_is_the_sum_of_the_offices():
    total = sum_reports(THREE, office="云川市")
    for name, table in total.report.tables():
        for row, column, cell in table.each():
            each = [number(report, f"{name}.{row}.{column}") for report in THREE]
            assert cell.value == sum(each), f"{name}.{row}.{column}"
    assert total.notes == ()
    assert total.is_whole
    assert total.report.title == "云川市2023年政府信息公开工作年度报告（汇总）"
    assert total.report.preamble == "本表由3份年度报告相加而成：已报3个。"


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 99), min_size=1, max_size=6, unique=True), st.randoms())
def test_the_order_of_the_offices_does_not_matter_and_the_relations_are_kept(seeds, dice):
    reports = [filed(f"云川市第{seed}局", seed) for seed in seeds]
    total = sum_reports(reports)
    random.Random(dice.random()).shuffle(reports)
    again = sum_reports(reports)
    assert total.report.applications == again.report.applications
    assert total.report.proactive == again.report.proactive
    assert "balance-sum" not in codes(total)


def test_a_blank_is_counted_and_not_added_as_zero():
    blank = filed(NAMES[0], 1, applications__granted__total=None)
    total = sum_reports([blank, THREE[1]])
    assert total.blank == {"applications.granted.total": (NAMES[0],)}
    assert number(total.report, "applications.granted.total") == number(
        THREE[1], "applications.granted.total"
    )
    assert messages(total, "blank") == [f"{NAMES[0]}的第三部分有1格未报，不当作0，汇总数不含。"]
    assert not total.is_whole


def test_a_cell_that_nobody_filled_stays_blank():
    reports = [filed(name, 1, applications__granted__total=None) for name in NAMES]
    total = sum_reports(reports)
    cell = total.report.applications.cell("granted", "total")
    assert (cell.state, cell.value) == (State.BLANK, None)
    assert total.blank["applications.granted.total"] == NAMES


def test_who_has_not_filed_is_named_and_who_is_on_no_list_too():
    total = sum_reports(THREE[:2], [NAMES[0], "云川市民政局"], office="云川市")
    assert total.missing == ("云川市民政局",)
    assert messages(total, "missing") == ["云川市民政局没有报告，汇总数不含该机关。"]
    assert messages(total, "not-listed") == [f"{NAMES[1]}不在机关名单中，其报告已计入。"]
    assert "应报2个机关，已报2个。未报：云川市民政局。" in total.report.preamble
    assert not total.is_whole


def test_a_renamed_office_is_not_missing():
    now = "云川市投资促进局"
    total = sum_reports([THREE[2]], [now], [Succession(now, (NAMES[2],))])
    assert total.missing == ()
    assert total.filed == (now,)
    assert messages(total, "succeeded") == [f"{NAMES[2]}的报告计入{now}。"]


def test_offices_merged_within_the_year_are_both_added():
    total = sum_reports(THREE[:2], [NAMES[0]], [Succession(NAMES[0], (NAMES[1],))])
    assert total.filed == (NAMES[0],)
    assert messages(total, "succeeded") == [
        f"{NAMES[1]}的报告计入{NAMES[0]}，本机关的报告也已计入。"
    ]
    assert number(total.report, "applications.new.total") == sum(
        number(each, "applications.new.total") for each in THREE[:2]
    )


def test_names_are_followed_through_several_changes_and_a_circle_is_refused():
    chain = [Succession("乙局", ("甲局",)), Succession("丙局", ("乙局",))]
    assert sum_reports([filed("甲局")], ["丙局"], chain).filed == ("丙局",)
    with pytest.raises(BadList, match="循环"):
        sum_reports([filed("甲局")], (), [*chain, Succession("甲局", ("丙局",))])


def test_another_name_in_brackets_is_the_same_office():
    total = sum_reports([filed("云川市城乡建设局（市人民防空办公室）")], ["云川市城乡建设局"])
    assert total.missing == ()
    assert "not-listed" not in codes(total)


def test_one_row_and_three_rows_of_the_sixth_outcome_are_added_as_one():
    one = filed(NAMES[0], 1, "2019", 2021)
    three = filed(NAMES[1], 2, "2021", 2021)
    total = sum_reports([one, three, filed(NAMES[2], 3, "2021", 2021)])
    rows = total.report.applications.cells
    assert "closed_fee_overdue" not in rows
    parts = ("closed_correction_overdue", "closed_fee_overdue", "closed_other")
    expected = number(one, "applications.closed_other.total") + sum(
        number(each, f"applications.{part}.total")
        for each in (three, filed(NAMES[2], 3, "2021", 2021))
        for part in parts
    )
    assert rows["closed_other"]["total"].value == expected
    assert "joined" in codes(total)
    assert "balance-sum" not in codes(total)


def test_a_blank_part_leaves_the_joined_row_blank():
    three = filed(NAMES[1], 2, "2021", 2021, applications__closed_fee_overdue__total=None)
    total = sum_reports([filed(NAMES[0], 1, "2019", 2021), three])
    assert total.blank["applications.closed_other.total"] == (NAMES[1],)


def test_part_two_of_another_form_is_added_apart_and_no_cell_is_lost():
    old, new = filed(NAMES[0], 1, "2019", 2021), filed(NAMES[1], 2, "2021", 2021)
    newer = filed(NAMES[2], 3, "2021", 2021)
    total = sum_reports([old, new, newer])
    assert total.report.form == "2021"
    assert [each.form for each in total.apart] == ["2019"]
    # 处理决定数量 is one thing in both forms
    decisions = [number(each, "proactive.licensing.decisions") for each in (old, new, newer)]
    assert number(total.report, "proactive.licensing.decisions") == sum(decisions)
    apart = total.apart[0].proactive
    assert apart.cell("normative_documents", "made").value == number(
        old, "proactive.normative_documents.made"
    )
    assert apart.cell("licensing", "decisions") is None
    assert NAMES[0] in messages(total, "apart")[0]
    for row, column, _ in old.proactive.each():
        assert total.report.proactive.cell(row, column) or apart.cell(row, column)


def test_a_hybrid_keeps_the_columns_it_prints():
    data = facts_of("2021", office=NAMES[0])
    data["proactive"] = facts_of("2019")["proactive"]
    total = sum_reports([report_of(data), THREE[1]])
    assert total.apart[0].proactive.cell("procurement", "amount_yuan").value == 268000


def test_a_broken_relation_is_named_for_the_office_and_for_the_sum():
    right = number(THREE[0], "applications.new.total")
    wrong = filed(NAMES[0], 0, applications__new__total=right + 1)
    total = sum_reports([wrong, THREE[1]])
    assert len(messages(total, "balance-office")) == 2
    assert all(NAMES[0] in each for each in messages(total, "balance-office"))
    assert len(messages(total, "balance-sum")) == 2


def test_two_errors_that_cancel_are_still_named_for_the_offices():
    rights = [number(each, "applications.new.total") for each in THREE]
    reports = [
        filed(NAMES[0], 0, applications__new__total=rights[0] + 1),
        filed(NAMES[1], 1, applications__new__total=rights[1] - 1),
    ]
    total = sum_reports(reports)
    assert len(messages(total, "balance-office")) == 4
    assert messages(total, "balance-sum") == []


def zero_carried(office, year, **values):
    data = facts_of(year=year, office=office)
    for row in ("carried_in", "carried_out"):
        data["applications"][row] = dict.fromkeys(data["applications"][row], 0)
    for row, value in values.items():
        data["applications"][row] |= {"natural_person": value, "total": value}
    return report_of(data)


def test_carried_in_is_held_against_what_the_same_offices_carried_out():
    last = [
        zero_carried(NAMES[0], 2022, carried_out=3),
        zero_carried(NAMES[1], 2022, carried_out=2),
    ]
    same = [zero_carried(NAMES[0], 2023, carried_in=3), zero_carried(NAMES[1], 2023, carried_in=2)]
    assert messages(sum_reports(same, last_year=last), "carried-in") == []
    other = [same[0], zero_carried(NAMES[1], 2023, carried_in=4)]
    found = messages(sum_reports(other, last_year=last), "carried-in")
    assert f"{NAMES[1]}“自然人”：上年结转4，上年报告的结转下年为2。" in found
    assert "汇总数“自然人”：上年结转合计7，上年报告的结转下年合计为5。" in found


def test_carried_in_of_a_merged_office_is_that_of_all_it_took_over():
    last = [
        zero_carried(NAMES[0], 2022, carried_out=3),
        zero_carried(NAMES[1], 2022, carried_out=2),
    ]
    now = [zero_carried(NAMES[0], 2023, carried_in=5)]
    total = sum_reports(now, (), [Succession(NAMES[0], (NAMES[1],))], last_year=last)
    assert messages(total, "carried-in") == []
    assert messages(total, "not-this-year") == []


def test_who_filed_in_one_of_the_years_only_is_said_and_not_compared():
    last = [zero_carried(NAMES[0], 2022, carried_out=3)]
    now = [zero_carried(NAMES[0], 2023, carried_in=3), zero_carried(NAMES[1], 2023, carried_in=9)]
    total = sum_reports(now, last_year=last)
    assert messages(total, "carried-in") == []
    assert messages(total, "no-last-year") == [f"{NAMES[1]}没有上年的报告，未比较其上年结转。"]


def test_statistics_of_2014_are_added():
    reports = [filed(name, 1, "2008", 2017) for name in NAMES]
    total = sum_reports(reports)
    assert number(total.report, "statistics.S01.number") == 630
    assert number(total.report, "statistics.S55.number") == pytest.approx(3.75)


def test_an_office_without_a_table_is_named():
    data = facts_of(office=NAMES[0]) | {"remedies": None}
    total = sum_reports([report_of(data), THREE[1]])
    assert messages(total, "no-table") == [f"{NAMES[0]}没有第四部分的表格，汇总数不含其数。"]


@pytest.mark.parametrize(
    ("reports", "sentence"),
    [
        ([], "没有报告"),
        ([filed(), filed(NAMES[1], year=2022)], "不是同一年度"),
        ([filed(), filed(seed=2)], "给了两份"),
        ([report_of(facts_of() | {"office": None})], "没有机关名称"),
    ],
)
def test_what_has_no_sum_is_refused_in_one_sentence(reports, sentence):
    with pytest.raises(Unsummable) as fault:
        sum_reports(reports)
    assert sentence in fault.value.sentence


def test_the_list_names_offices_and_whom_they_succeeded():
    offices, successions = list_of("\ufeff机关,曾用名或并入的机关\n甲局,\n乙局,丙局、丁办\n")
    assert offices == ("甲局", "乙局")
    assert successions == (Succession("乙局", ("丙局", "丁办")),)


@pytest.mark.parametrize("text", ["", "机关,曾用名\n", "甲局\n甲局\n", ",乙局\n"])
def test_a_list_that_cannot_be_used_is_refused(text):
    with pytest.raises(BadList):
        list_of(text)


def test_the_sum_has_the_rows_of_the_form_in_its_order():
    total = sum_reports(THREE)
    assert tuple(total.report.applications.cells) == form_of("2021").applications.row_keys
