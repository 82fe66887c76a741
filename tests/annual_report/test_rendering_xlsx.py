"""The workbook holds numbers as numbers and text as text: nothing in it acts, blank stays blank."""

import io
import zipfile

import openpyxl
import pytest

from annual_report.invented import facts_of, invented
from gongkai.annual_report.exchange import report_of
from gongkai.annual_report.rendering import xlsx


def book_of(data):
    return openpyxl.load_workbook(io.BytesIO(xlsx.render(report_of(data))))


def cells(sheet):
    return [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize(
    ("form", "sheets"),
    [
        ("2008", ["正文", "统计表"]),
        ("2019", ["正文", "第二部分", "第三部分", "第四部分"]),
        ("2021", ["正文", "第二部分", "第三部分", "第四部分"]),
    ],
)
def test_each_table_has_its_sheet(form, sheets):
    assert book_of(facts_of(form)).sheetnames == sheets


def test_numbers_are_numbers_and_blank_is_blank():
    data = facts_of()
    data["applications"]["new"]["natural_person"] = None
    data["applications"]["new"]["commercial_enterprise"] = 0
    sheet = book_of(data)["第三部分"]
    assert sheet["D4"].value is None
    assert sheet["E4"].value == 0
    numbers = [cell for cell in cells(sheet) if isinstance(cell.value, int | float)]
    assert len(numbers) == 25 * 7 - 1
    assert {cell.number_format for cell in numbers} == {"0"}
    assert book_of(data)["第二部分"]["B14"].value == 160.5964


def test_merges_are_those_of_the_form():
    sheet = book_of(facts_of())["第三部分"]
    merged = {str(each) for each in sheet.merged_cells.ranges}
    assert {"A1:C3", "D1:J1", "E2:I2", "A6:A27", "B8:B15"} <= merged
    assert sheet["A6"].alignment.textRotation == 255


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", "＝", '=HYPERLINK("http://x","y")'])
def test_text_that_looks_like_a_formula_is_text(begin):
    data = facts_of()
    data["sections"][0]["text"] = f"{begin}1+1|cmd"
    data["title"] = f"{begin}云川市水务局2023年政府信息公开工作年度报告"
    content = xlsx.render(report_of(data))
    found = [cell for cell in cells(book_of(data)["正文"]) if "1+1" in str(cell.value)]
    assert [cell.data_type for cell in found] == ["s"]
    assert found[0].quotePrefix or begin.startswith("\t")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            assert b"<f>" not in package.read(name)


def test_a_paragraph_longer_than_a_cell_goes_on_in_the_next():
    data = facts_of()
    data["sections"][0]["text"] = "公" * 40_000
    found = [cell.value for cell in cells(book_of(data)["正文"]) if "公公" in str(cell.value)]
    assert [len(each) for each in found] == [32_767, 40_000 - 32_767]


def test_a_long_number_widens_its_column():
    data = facts_of()
    data["applications"]["new"]["total"] = 123_456_789
    widths = book_of(data)["第三部分"].column_dimensions
    assert widths["J"].width >= 11
    assert widths["D"].width < 8


def test_it_prints_on_a4_under_its_heading_with_page_numbers():
    sheet = book_of(facts_of())["第三部分"]
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$3"
    assert "&P" in sheet.oddFooter.center.text


def test_it_names_itself_and_the_same_report_gives_the_same_bytes():
    assert book_of(facts_of()).properties.title == invented().title
    assert xlsx.render(invented()) == xlsx.render(invented())


def test_characters_a_workbook_cannot_hold_are_left_out():
    data = facts_of()
    data["sections"][0]["text"] = "前\x01\x02\ufffe后"
    assert "前后" in [cell.value for cell in cells(book_of(data)["正文"])]
