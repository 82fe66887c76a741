"""Workbooks: sheets to paragraphs and grids, and files that would fill the memory refused."""

import io
import re
import struct
import zipfile

import openpyxl
import pytest

from annual_report.doc_writer import Writer
from annual_report.invented import invented
from annual_report.sheet_writer import laid, workbook, xls, xlsx
from gongkai.annual_report.exchange import data_of
from gongkai.annual_report.reading import Unreadable, read_bytes
from gongkai.annual_report.reading.blocks import Grid
from gongkai.annual_report.reading.compound import of_one_stream
from gongkai.annual_report.reading.spreadsheet import blocks_of, printed


@pytest.mark.parametrize("form", ["2008", "2019", "2021"])
@pytest.mark.parametrize("write", [xlsx, xls])
def test_a_report_in_a_sheet_is_read_the_same(write, form):
    report = invented(form)
    assert data_of(read_bytes(write(report), "x.xlsx")) == data_of(report)


@pytest.mark.parametrize("name", ["x.et", "x.xls", "x.xlsx"])
def test_the_names_of_other_offices_are_known(name):
    assert read_bytes(xls(invented()), name).notes == ()


def test_a_sheet_for_each_table():
    report = invented()
    book = openpyxl.Workbook()
    cells, merged = laid(report)
    chapters = [
        f"{number}、{section.heading}"
        for number, section in zip("一二三四五六", report.sections, strict=True)
    ]
    starts = [row for row, _, text in cells if text in chapters[1:5]]
    for number, start in enumerate([0, *starts]):
        end = [*starts, 999][number]
        sheet = book.active if number == 0 else book.create_sheet()
        for row, column, value in cells:
            if start <= row < end:
                sheet.cell(row - start + 3, column + 2, value)
        for row, column, rows, columns in merged:
            if start <= row < end:
                sheet.merge_cells(
                    start_row=row - start + 3,
                    end_row=row - start + 2 + rows,
                    start_column=column + 2,
                    end_column=column + 1 + columns,
                )
    hidden = book.create_sheet("旧表")
    hidden.cell(1, 1, "一、总体情况")
    hidden.sheet_state = "hidden"
    assert data_of(read_bytes(saved(book))) == data_of(report)


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.0, "5"),
        (160.5964, "160.5964"),
        (0.1 + 0.2, "0.3"),
        (-3.0, "-3"),
        (1e15, "1000000000000000"),
        (float("nan"), ""),
        (True, "是"),
        (" 26.8万元 ", "26.8万元"),
    ],
)
def test_numbers_as_a_sheet_prints_them(value, text):
    assert printed(value) == text


def test_merged_cells_begin_where_they_stand():
    cells = [(0, 0, "甲"), (0, 2, "乙"), (1, 1, "丙"), (1, 2, 4.0), (2, 0, "丁"), (2, 3, 6.0)]
    [grid] = blocks_of(workbook(cells, [(0, 0, 2, 1), (0, 2, 1, 2)]))
    assert [[(c.text, c.column, c.width) for c in row] for row in grid.rows] == [
        [("甲", 0, 1), ("", 1, 1), ("乙", 2, 2)],
        [("丙", 1, 1), ("4", 2, 1), ("", 3, 1)],
        [("丁", 0, 1), ("", 1, 1), ("", 2, 1), ("6", 3, 1)],
    ]


def test_a_sentence_alone_in_its_row_ends_a_table():
    cells = [(0, 0, "甲"), (0, 1, 1.0), (1, 0, "注：以上数据均为本级。"), (2, 0, "乙"), (2, 1, 2.0)]
    blocks = blocks_of(workbook(cells))
    assert [isinstance(block, Grid) for block in blocks] == [True, False, True]


def changed(change):
    source = zipfile.ZipFile(io.BytesIO(xlsx(invented())))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                before = content
                content = change(content)
                assert content != before
            package.writestr(name, content)
    return target.getvalue()


FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
REFUSED = {
    "far": (lambda: changed(lambda xml: xml.replace(b"</sheetData>", FAR)), "内容过多"),
    "far_without_reference": (
        lambda: changed(
            lambda xml: xml.replace(
                b"</sheetData>", b'<row r="1048576"><c><v>1</v></c></row></sheetData>'
            )
        ),
        "内容过多",
    ),
    "beyond": (
        lambda: changed(lambda xml: xml.replace(b'r="A1"', b'r="ABCDE12345678"')),
        "已损坏",
    ),
    "entities": (
        lambda: changed(lambda xml: b'<!DOCTYPE a [<!ENTITY b "ccc">]>' + xml.split(b"?>", 1)[-1]),
        "已损坏",
    ),
    "large": (
        lambda: changed(
            lambda xml: xml.replace(b"</sheetData>", b" " * 40_000_000 + b"</sheetData>")
        ),
        "解压后过大",
    ),
    "far_old": (lambda: workbook([(0, 0, 1.0), (65535, 255, 1.0)]), "内容过多"),
    "password_old": (lambda: workbook([(0, 0, 1.0)], encrypted=True), "打开密码"),
    "cut_old": (lambda: xls(invented())[:-1000], "旧版 Office"),
    "broken_old": (
        lambda: xls(invented())[:512] + b"\xff" * 2000 + xls(invented())[2512:],
        "已损坏",
    ),
    "cut": (lambda: xlsx(invented())[:3000], "已损坏"),
    "patched": (lambda: flagged(xlsx(invented()), 0x20), "已损坏"),
}


def flagged(package, bit):
    """The package with this flag in every header of a part."""
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        package = re.sub(
            re.escape(mark) + b"." * (at - 4) + b"(.)",
            lambda found: found[0][:-1] + bytes([found[1][0] | bit]),
            package,
            flags=re.DOTALL,
        )
    return package


@pytest.mark.parametrize("name", REFUSED)
def test_odd_workbooks_are_refused_clearly(name):
    make, words = REFUSED[name]
    with pytest.raises(Unreadable, match=words) as refusal:
        read_bytes(make(), "x.xlsx")
    assert refusal.value.sentence.endswith("。")


def test_formatted_empty_cells_far_out_do_no_harm():
    styled = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    content = changed(lambda xml: xml.replace(b"</sheetData>", styled))
    assert data_of(read_bytes(content)) == data_of(invented())


def test_a_document_called_workbook_is_a_document():
    content = (
        Writer().paragraph(invented().title).paragraph("一、总体情况").paragraph("Workbook").saved()
    )
    assert read_bytes(content, "x.doc").title == invented().title


def test_a_workbook_that_ends_within_a_cell_is_refused():
    book = bytes(4092) + struct.pack("<HH", 0x0203, 14)
    with pytest.raises(Unreadable):
        read_bytes(of_one_stream("Workbook", book), "x.xls")
