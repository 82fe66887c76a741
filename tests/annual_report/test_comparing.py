"""Comparing: years of one office, offices of one year, and what cannot stand side by side."""

from dataclasses import replace

import pytest

from annual_report.invented import facts_of, invented
from gongkai.annual_report.comparing import Change, Incomparable, Kind, compare
from gongkai.annual_report.exchange import report_of


def of_year(year, new, form="2021", office="云川市水务局", **more):
    data = facts_of(form, year=year, office=office)
    data["applications"]["new"]["total"] = new
    for path, value in more.items():
        table, row, column = path.split("__")
        data[table][row][column] = value
    return report_of(data)


def test_years_stand_in_order_with_absolute_and_percent():
    found = compare([of_year(2023, 12), of_year(2022, 9)])
    assert found.kind is Kind.YEARS
    assert [column.name for column in found.columns] == ["2022年", "2023年"]
    line = found.line("applications.new.total")
    assert line.values == (9, 12)
    assert line.changes == (None, Change(3, 33.3))
    assert "2023年新收申请12件，比上年增加3件，增长33.3%。" in found.sentences


def test_what_falls_stays_or_begins_is_said_so():
    found = compare([of_year(2021, 8), of_year(2022, 6), of_year(2023, 6)])
    assert "2022年新收申请6件，比上年减少2件，下降25.0%。" in found.sentences
    assert "2023年新收申请6件，与上年持平。" in found.sentences
    begun = compare([of_year(2022, 0), of_year(2023, 6)])
    assert "2023年新收申请6件，比上年增加6件。" in begun.sentences


def test_a_blank_is_no_zero_and_has_no_change():
    found = compare([of_year(2022, None), of_year(2023, 6)])
    assert found.line("applications.new.total").changes == (None, None)
    assert any("1格没有数字" in note for note in found.notes)


def test_a_year_left_out_is_said():
    found = compare([of_year(2020, 3, form="2019"), of_year(2023, 6)])
    assert any("缺少2021年、2022年" in note for note in found.notes)
    assert any("格式不同" in note for note in found.notes)
    assert "2023年新收申请6件，比2020年增加3件，增长100.0%。" in found.sentences


def test_offices_of_one_year_have_sums_and_no_changes():
    found = compare([of_year(2023, 30), of_year(2023, 10, office="云川市教育局")])
    assert found.kind is Kind.OFFICES
    assert [column.name for column in found.columns] == ["云川市水务局", "云川市教育局"]
    assert found.line("applications.new.total").changes == (None, None)
    [sentence] = [each for each in found.sentences if each.startswith("新收申请")]
    assert sentence == (
        "新收申请合计40件，2个机关平均20.0件，最多的是云川市水务局（30件，占75.0%）。"
    )


def test_money_of_a_fee_keeps_its_unit_and_decimals():
    found = compare([of_year(2022, 1, proactive__fees__amount_10k_yuan=100.5), of_year(2023, 1)])
    assert "2023年行政事业性收费160.5964万元，比上年增加60.0964万元，增长59.8%。" in found.sentences


def test_a_rate_changes_by_points():
    whole = {"applications__handled_total__total": 10, "applications__granted_in_part__total": 0}
    found = compare([
        of_year(2022, 1, applications__granted__total=5, **whole),
        of_year(2023, 1, applications__granted__total=8, **whole),
    ])  # fmt: skip
    line = found.line("rate.granted")
    assert [float(value) for value in line.values] == [50.0, 80.0]
    assert (float(line.changes[1].absolute), line.changes[1].percent) == (30.0, None)


@pytest.mark.parametrize("form", ["2008", "2019", "2021"])
def test_every_cell_is_a_line_in_every_form(form):
    report = invented(form)
    found = compare([report, replace(report, year=report.year - 1)])
    cells = {f"{name}.{row}.{column}" for name, t in report.tables() for row, column, _ in t.each()}
    assert cells == {line.name for line in found.lines if line.table != "rate"}
    assert all(line.label and "_" not in line.label for line in found.lines)
    own = list(found.of_table("applications"))
    assert [line.name.split(".")[0] for line in own] == ["applications"] * len(own)


@pytest.mark.parametrize(
    ("reports", "words"),
    [
        ([of_year(2023, 1)], "至少要有两份"),
        ([of_year(2023, 1), of_year(2023, 2)], "两份2023年"),
        ([of_year(2023, 1), of_year(2022, 2, office="云川市教育局")], "--renamed"),
        ([of_year(2023, 1), of_year(2023, 2, office="云川市教育局"),
          of_year(2023, 3, office="云川市教育局")], "给了两份"),
        ([replace(of_year(2023, 1), year=None), of_year(2023, 2)], "没有年度"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_refused_with_a_sentence(reports, words):
    with pytest.raises(Incomparable) as refused:
        compare(reports)
    assert words in refused.value.sentence


def test_a_renamed_office_is_compared_when_told():
    found = compare([of_year(2022, 1), of_year(2023, 2, office="云川市水利局")], renamed=True)
    assert found.kind is Kind.YEARS
