"""The pdf keeps GB/T 9704, never parts a row from its head, and takes no text for markup."""

import io
import subprocess
import sys
from functools import cache

import pdfplumber
import pypdfium2
import pytest

from annual_report.invented import facts_of, invented
from gongkai.annual_report.exchange import report_of
from gongkai.annual_report.rendering import pdf
from gongkai.annual_report.rendering.layout import TABLES, laid_out

MM = 72 / 25.4
TOP, BOTTOM = 37 * MM, (297 - 35) * MM


@cache
def made(form="2021", filler=0, largest=None):
    return pdf.render(report_of(data(form, filler, largest)))


def data(form="2021", filler=0, largest=None):
    found = facts_of(form)
    found["sections"][0]["text"] = "\n".join(["办理情况良好。"] * filler)
    if largest is not None:
        for name in ("applications", "remedies"):
            found[name] = {row: dict.fromkeys(each, largest) for row, each in found[name].items()}
    return found


def pages(content):
    with pdfplumber.open(io.BytesIO(content)) as book:
        return [(page.chars, page.lines + page.rects, page.extract_text()) for page in book.pages]


CASES = [("2008", 0, None), ("2019", 9, None), ("2021", 30, None), ("2021", 0, 12_345_678)]


@pytest.mark.parametrize("case", CASES)
def test_text_stays_within_the_margins_and_the_page_number_below_them(case):
    content = made(*case)
    for number, (chars, _, _) in enumerate(pages(content), 1):
        left, right = (28, 26) if number % 2 else (26, 28)
        footer = [each for each in chars if each["top"] > BOTTOM]
        assert "".join(each["text"] for each in footer).replace(" ", "") == f"—{number}—"
        assert {round(each["size"]) for each in footer} == {14}
        for each in chars:
            assert each["x0"] >= left * MM - 1
            assert each["x1"] <= (210 - right) * MM + 1
            assert each["top"] >= TOP - 3
        # odd right, even left, one character in
        edge = max(each["x1"] for each in footer) if number % 2 else min(e["x0"] for e in footer)
        wanted = (210 - 26) * MM - 14 if number % 2 else 26 * MM + 14
        assert edge == pytest.approx(wanted, abs=1)


def test_a_page_has_22_lines_of_28_characters():
    found = data()
    found["sections"] = found["sections"][:1]
    found["sections"][0]["text"] = "公开" * 2000
    found |= dict.fromkeys(TABLES)
    chars = pages(pdf.render(report_of(found)))[1][0]
    body = [each for each in chars if each["top"] < BOTTOM]
    lines = sorted({round(each["top"]) for each in body})
    assert len(lines) == 22
    assert len(body) == 22 * 28
    assert {round(each["size"]) for each in body} == {16}
    assert lines[1] - lines[0] == pytest.approx(28.95, abs=1)


@pytest.mark.parametrize("case", CASES)
def test_no_glyph_touches_a_ruling_line(case):
    content = made(*case)
    book = pypdfium2.PdfDocument(content)
    for page, (_, ruled, _) in zip(book, pages(content), strict=True):
        height = page.get_height()
        # The lines are 0.5 pt wide; a fill behind a heading is no line.
        across = [each for each in ruled if each["bottom"] - each["top"] < 2]
        down = [each for each in ruled if each["x1"] - each["x0"] < 2]
        text = page.get_textpage()
        for at in range(text.count_chars()):
            left, low, right, high = text.get_charbox(at)
            if right - left < 0.1:
                continue
            top, bottom = height - high, height - low
            for each in across:
                meets = left < each["x1"] and right > each["x0"]
                assert not (meets and top - 0.3 < each["top"] < bottom + 0.3), text.get_text_range(
                    at, 1
                )
            for each in down:
                meets = top < each["bottom"] and bottom > each["top"]
                assert not (meets and left - 0.3 < each["x0"] < right + 0.3), text.get_text_range(
                    at, 1
                )


@pytest.mark.parametrize("filler", range(0, 24, 3))
def test_no_heading_is_left_at_the_foot_of_a_page_and_a_table_that_fits_is_not_parted(filler):
    texts = [text for _, _, text in pages(made("2021", filler))]
    heads = ("二、主动公开", "三、收到和处理", "四、政府信息公开行政复议")
    ends = ("行政事业性收费", "四、结转下年度", "尚未")
    for head, end in zip(heads, ends, strict=True):
        page = next(text for text in texts if head in text)
        assert end in page


def test_a_long_table_goes_on_under_its_head_and_its_groups_keep_to_their_rows():
    for filler in (0, 16, 22):  # 16 and 22 would leave a group at the foot of a page
        texts = [text for _, _, text in pages(made("2008", filler)) if "统计指标" in text]
        assert len(texts) >= 2
        for text in texts:
            lines = [line for line in text.splitlines() if not line.startswith("—")]
            assert not lines[-1].endswith("情况"), "a group without its rows"


def test_every_number_stands_on_one_line():
    found = pages(made("2021", 0, 12_345_678))
    joined = "\n".join(text for _, _, text in found)
    assert joined.count("12345678") == 25 * 7 + 15


def test_what_an_office_wrote_is_text_and_never_markup():
    found = data()
    words = (
        '#let x = 1 $a$ *粗* _斜_ `c` \\u{1} <a> @b // 注 /* 释 */ #read("/etc/passwd") \n= 标题'
    )
    found["sections"][0]["text"] = words
    found["title"] = "#云川市*水务局*2023年政府信息公开工作年度报告"
    found["office"] = "#emph[局]"
    text = pages(pdf.render(report_of(found)))[0][2].replace(" ", "").replace("\n", "")
    assert words.replace(" ", "").replace("\n", "") in text
    assert "#云川市*水务局*" in text


def test_it_names_itself_and_carries_tags_bookmarks_and_its_fonts():
    content = made()
    book = pypdfium2.PdfDocument(content)
    assert book.get_metadata_value("Title") == invented().title
    assert book.get_metadata_value("Author") == "云川市水务局"
    assert b"pdfuaid" in content  # PDF/UA-1
    assert book.is_tagged()
    marks = [mark.get_title() for mark in book.get_toc()]
    assert marks[0] == "一、总体情况"
    assert len(marks) == 6
    with pdfplumber.open(io.BytesIO(content)) as opened:
        assert opened.doc.catalog["Lang"] == b"zh-CN"
        fonts = {each["fontname"] for page in opened.pages for each in page.chars}
    assert {name.partition("+")[2].split("-")[0] for name in fonts} == {
        "NotoSerifSC",
        "NotoSansSC",
    }
    assert content.count(b"/FontFile3") == len(fonts)


def test_the_same_report_gives_the_same_bytes_in_another_process():
    script = (
        "import sys, hashlib; sys.path.insert(0, 'tests')\n"
        "from annual_report.invented import invented\n"
        "from gongkai.annual_report.rendering import pdf\n"
        "print(hashlib.sha256(pdf.render(invented())).hexdigest())"
    )
    one, other = (
        subprocess.run([sys.executable, "-c", script], check=True, capture_output=True).stdout
        for _ in range(2)
    )
    assert one == other


def test_a_character_no_face_has_does_not_stop_the_report():
    found = data()
    found["sections"][0]["text"] = "人名用字𪚥，\x01\ue000。"
    content = pdf.render(report_of(found))
    assert content.startswith(b"%PDF")


def test_a_report_without_title_office_chapters_and_tables_is_written_too():
    found = data() | {"title": "", "office": None, "sections": [], "preamble": ""}
    assert pdf.render(report_of(found)).startswith(b"%PDF")
    assert pdf.render(report_of(found | dict.fromkeys(TABLES))).startswith(b"%PDF")


def test_official_faces_are_used_where_they_are(monkeypatch):
    class Fonts:
        def families(self):
            return ["FangSong_GB2312", "SimHei", "Noto Serif SC"]

    monkeypatch.setattr(pdf, "_fonts", Fonts)
    faces = pdf._faces.__wrapped__()
    assert faces["fonts"]["fang"][0] == "FangSong_GB2312"
    assert faces["fonts"]["hei"][0] == "SimHei"
    assert faces["fonts"]["title"] == ["Noto Serif SC", "Noto Sans SC"]
    assert faces["weights"]["title"] > 0


def test_the_height_of_a_table_is_reckoned_near_enough():
    report = invented()
    table = laid_out(report, "applications")
    _, ruled, _ = next(page for page in pages(made()) if "一、本年新收" in page[2])
    lines = [each["top"] for each in ruled if each["bottom"] - each["top"] < 2]
    assert max(lines) - min(lines) == pytest.approx(pdf._height(table, 3.5), rel=0.06)
