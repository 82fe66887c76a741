"""A comparison as page and workbook: charts with their tables, numbers as numbers, nothing from elsewhere."""

import io

import openpyxl
import pytest
from lxml import html as lxml_html

from annual_report.invented import facts_of
from gongkai.annual_report.comparing import compare
from gongkai.annual_report.exchange import report_of
from gongkai.annual_report.rendering import comparison as rendering
from gongkai.annual_report.rendering.charts import figure


def years():
    forms = {year: "2019" if year < 2021 else "2021" for year in range(2019, 2025)}
    return compare(
        [report_of(facts_of(form, year=year, seed=year)) for year, form in forms.items()]
    )


def offices():
    names = ("云川市水务局", "云川市教育局", "<b>&局")
    return compare([report_of(facts_of(seed=at, office=name)) for at, name in enumerate(names)])


@pytest.mark.parametrize("made", [years, offices])
def test_every_chart_has_a_name_and_its_table_beneath(made):
    root = lxml_html.fromstring(rendering.html(made()).decode())
    figures = root.xpath("//figure")
    assert len(figures) >= 3
    for each in figures:
        assert each.xpath(".//svg[@role='img']//title")
        assert each.xpath(".//details//table//th[@scope='row']")
    names = root.xpath("//@id")
    assert len(names) == len(set(names))


@pytest.mark.parametrize("made", [years, offices])
def test_the_page_stands_alone_and_takes_no_name_for_markup(made):
    text = rendering.html(made()).decode()
    assert "<script" not in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "<b>&局" not in text


def test_the_page_prints_every_number_of_the_comparison():
    found = years()
    text = rendering.html(found).decode()
    for line in found.lines:
        if not line.is_empty:
            for value in line.values:
                assert value is None or f"<td>{figure(value)}</td>" in text


def test_a_change_of_form_is_marked_in_the_lines():
    assert "2021年格式" in rendering.html(years()).decode().partition("<h2>")[0]


def test_of_several_years_the_last_is_told_first_and_the_others_are_folded():
    root = lxml_html.fromstring(rendering.html(years()).decode())
    first = root.xpath("//main/ul[1]/li/text()")
    assert first
    assert all(each.startswith("2024年") for each in first)
    assert root.xpath("//main/details//li")


def test_the_workbook_has_a_sheet_a_part_with_numbers_and_blanks():
    found = years()
    book = openpyxl.load_workbook(io.BytesIO(rendering.xlsx(found)))
    assert book.sheetnames == ["说明", "比率", "第二部分", "第三部分", "第四部分"]
    sheet = book["第三部分"]
    assert [cell.value for cell in sheet[1]][:3] == ["项目", "单位", "2019年"]
    rows = {row[0].value: [cell.value for cell in row[2:]] for row in sheet.iter_rows(2)}
    line = found.line("applications.new.total")
    assert rows[line.label][:6] == list(line.values)
    assert rows[line.label][6] == line.changes[-1].absolute
    made = found.line("proactive.normative_documents.issued")
    part = {row[0].value: [cell.value for cell in row[2:]] for row in book["第二部分"].iter_rows(2)}
    assert part[made.label][0] is None


@pytest.mark.parametrize("made", [years, offices])
def test_the_same_comparison_gives_the_same_bytes(made):
    assert rendering.html(made()) == rendering.html(made())
    assert rendering.xlsx(made()) == rendering.xlsx(made())
