"""A scan is recognised number by number, twice; what is in doubt is blank, and all of it is said."""

from functools import cache

import pytest
from PIL import Image, ImageDraw

from annual_report.invented import facts_of, invented
from annual_report.scanner import bound, scanned
from gongkai.annual_report.exchange import report_of
from gongkai.annual_report.reading import Unreadable, pdf, read_bytes
from gongkai.annual_report.reading.explanation import explain
from gongkai.annual_report.reading.pdf import bitmap, document, lattice, scan
from gongkai.annual_report.reading.pdf import scanned as scans
from gongkai.annual_report.reading.pdf.page import ILLEGIBLE, Glyph, Page, Rule
from gongkai.annual_report.rendering import pdf as rendering

needs_engine = pytest.mark.skipif(
    not scans.is_installed(), reason="the extra `ocr` is not installed"
)
PARTS = ("proactive", "applications", "remedies")


@cache
def printed(form="2021"):
    return rendering.render(invented(form))


@cache
def tables_scanned(form):
    """The pages with the tables; 2019 worse than 2021."""
    worse = form == "2019"
    return scanned(
        printed(form), askew=1.1 if worse else 0.4, noise=12 if worse else 6, pages=(1, 2, 3)
    )


@cache
def recognised(form):
    return read_bytes(tables_scanned(form), "x.pdf")


def compared(form):
    """Return the cells that were read as printed, those left open, and those that are wrong."""
    exact, open_, wrong = [], [], []
    truth = facts_of(form)
    tables = dict(recognised(form).tables())
    for part in PARTS:
        for row, columns in truth[part].items():
            for column, number in columns.items():
                cell = tables[part].cell(row, column) if part in tables else None
                value = None if cell is None else cell.value
                kind = open_ if value is None else exact if float(value) == number else wrong
                kind.append(f"{part}.{row}.{column}")
    return exact, open_, wrong


# ---- with the engine


@needs_engine
@pytest.mark.parametrize("form", ["2019", "2021"])
def test_no_number_of_a_scan_is_wrong_and_nearly_all_are_read(form):
    exact, open_, wrong = compared(form)
    assert wrong == []
    assert len(open_) <= 0.02 * len(exact)


@needs_engine
def test_the_report_says_which_pages_and_tables_were_recognised():
    notes = [note for note in recognised("2021").notes if note.code.endswith("-scanned")]
    assert notes[0].message.startswith("第1、2、3页是扫描件")
    assert [note.message.partition("的数字是从图像识别的")[0] for note in notes[1:]] == [
        "第二部分表格", "第三部分表格", "第四部分表格",
    ]  # fmt: skip


@needs_engine
def test_the_explanation_of_a_number_says_that_it_was_recognised(tmp_path):
    path = tmp_path / "x.pdf"
    path.write_bytes(scanned(printed(), pages=(3,)))
    found = explain(path, "remedies.reconsideration.total")
    assert any("第四部分表格的数字是从图像识别的" in note for note in found.notes)


@needs_engine
def test_a_picture_without_text_is_refused_as_a_scan():
    with pytest.raises(Unreadable, match="扫描件，图像中没有辨认出文字"):
        read_bytes(bound([Image.new("L", (600, 800), 250)]))


@needs_engine
def test_a_picture_of_something_else_is_refused_as_a_scan():
    found = facts_of("2021") | dict.fromkeys(PARTS)
    found |= {"title": "会议通知", "preamble": "定于下周开会。", "sections": []}
    content = scanned(rendering.render(report_of(found)), pages=(0,))
    with pytest.raises(Unreadable, match="扫描件，识别出的文字里找不到"):
        read_bytes(content)


# ---- without


def test_without_the_extra_one_sentence_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(scans, "is_installed", lambda: False)
    with pytest.raises(Unreadable) as refused:
        read_bytes(bound([Image.new("L", (60, 80), 250)]))
    assert "扫描件" in refused.value.sentence
    assert "pip install 'gongkai[ocr]'" in refused.value.sentence
    assert refused.value.sentence.count("。") == 1


# ---- the numbers that stand


def line(text, trust=0.99, top=0.0):
    return scan._Line(text, (0.0, top, 10.0, top + 8.0), trust)


def settled(first, again):
    cell = scan._Cell((0.0, 0.0, 30.0, 20.0), first, again)
    return "".join(glyph.text for glyph in scan._settled(cell, (1.0, 1.0, 11.0, 9.0)))


@pytest.mark.parametrize(
    ("first", "again", "text"),
    [
        ([line("158")], [line("158")], "158"),
        ([line("１５８")], [line("158")], "１５８"),
        ([line("158")], [line("153")], ILLEGIBLE),
        ([line("158")], [], ILLEGIBLE),
        ([], [line("158")], ILLEGIBLE),
        ([], [], ILLEGIBLE),
        ([line("158", 0.7)], [line("158")], ILLEGIBLE),
        ([line("158")], [line("158", 0.7)], ILLEGIBLE),
        ([line("1")], [line("n")], ILLEGIBLE),
        ([line("12件")], [line("13件")], ILLEGIBLE),
        ([line("行政许可")], [], "行政许可"),
        ([line("1.属于国家秘密")], [], "1.属于国家秘密"),
        ([line("12"), line("3", top=10)], [line("12"), line("3", top=10)], "123"),
    ],
)
def test_a_number_stands_where_both_readings_agree(first, again, text):
    assert settled(first, again) == text


def test_a_line_over_several_cells_is_no_cells_and_puts_them_in_doubt():
    cells = [scan._Cell((at, 0.0, at + 20.0, 20.0)) for at in (0.0, 22.0, 44.0)]
    frame = scan._Cell((-5.0, -5.0, 100.0, 100.0))
    seen = [
        scan._Line("7", (5.0, 5.0, 10.0, 15.0), 0.99),
        scan._Line("2011", (5.0, 5.0, 38.0, 15.0), 0.99),
        scan._Line("12", (48.0, 5.0, 58.0, 15.0), 0.99),
        scan._Line("附注", (5.0, 60.0, 38.0, 70.0), 0.99),
        scan._Line("正文", (5.0, 160.0, 38.0, 170.0), 0.99),
    ]
    outside = scan._shared_out(iter(seen), [*cells, frame])
    assert [[each.text for each in cell.first] for cell in (*cells, frame)] == [
        [], [], ["12"], ["附注"],
    ]  # fmt: skip
    assert [each.text for each in outside] == ["正文"]


def test_dirt_that_is_read_as_nothing_is_an_empty_cell():
    cell = scan._Cell((0.0, 0.0, 30.0, 20.0))
    assert list(scan._settled(cell, (5.0, 5.0, 7.0, 7.0))) == []


def test_figures_of_the_prose_stand_only_where_both_readings_agree():
    box = (0.0, 0.0, 100.0, 20.0)
    cell = scan._Cell(box, [line("收到申请80件")], [line("收到申请80件")])
    assert scan._confirmed(cell).text == "收到申请80件"
    cell = scan._Cell(box, [line("收到申请80件")], [line("收到申请60件")])
    assert scan._confirmed(cell).text == f"收到申请{ILLEGIBLE}{ILLEGIBLE}件"


def test_a_mark_for_what_is_illegible_is_no_number_and_no_blank():
    page = document.pages_of(printed())[3]
    glyphs = [
        each._replace(text=ILLEGIBLE) if each.text.isdigit() and each.top > 150 else each
        for each in page.glyphs
    ]
    pages = [recognised_page(page, glyphs)]
    stream = pdf.blocks_of_pages(pages)
    found = scans.verdicts(pages, stream)
    assert "有15格辨认不准，以“□”表示，不作数字" in [each.note.message for each in found][1]


# ---- what the relations say


def recognised_page(page, glyphs=None):
    return Page(
        page.width,
        page.height,
        page.glyphs if glyphs is None else glyphs,
        page.across,
        page.down,
        is_picture=True,
        is_recognised=True,
    )


def words_of(changes):
    """Return what is said of tables as if recognised, with cells changed from what is right."""
    found = facts_of("2021")
    for name, value in changes.items():
        part, row, column = name.split(".")
        found[part][row][column] = value
    pages = [
        recognised_page(each) for each in document.pages_of(rendering.render(report_of(found)))
    ]
    remarks = scans.verdicts(pages, pdf.blocks_of_pages(pages))
    return [each.note.message for each in remarks if each.note.code == "table-scanned"]


def test_a_recognised_table_says_whether_its_relations_hold():
    second, third, fourth = words_of({})
    assert "没有勾稽关系可以验证" in second
    assert "勾稽关系全部成立" in third
    assert "勾稽关系全部成立" in fourth
    assert "有1道勾稽关系不成立" in words_of({"remedies.reconsideration.total": 99})[2]
    assert "无法判断" in words_of({"remedies.reconsideration.total": None})[2]


def test_of_a_file_with_other_pages_no_table_is_said_for_certain_to_be_recognised():
    pages = list(document.pages_of(printed()))
    pages[3] = recognised_page(pages[3])
    remarks = [each.note.message for each in scans.verdicts(pages, pdf.blocks_of_pages(pages))]
    assert remarks[0].startswith("第4页是扫描件")
    assert remarks[1].startswith("第二部分表格的数字可能是从图像识别的")


# ---- lines and slope


def test_the_lines_of_a_page_askew_are_those_of_the_page():
    page = document.pages_of(printed())[2]
    straight = lattice.regions(page.across, page.down)[0]
    found = bitmap.bitmap_of(scanned(printed(), askew=1.5, noise=15, pages=(2,)), 0)
    (region,) = lattice.regions(found.across, found.down)
    assert len(lattice.lattice_of(region).spans) == len(lattice.lattice_of(straight).spans)
    assert region.right - region.left == pytest.approx(straight.right - straight.left, abs=3)


def test_strokes_of_characters_are_no_lines():
    found = bitmap.bitmap_of(scanned(printed(), pages=(0,)), 0)
    assert (found.across, found.down) == ([], [])


def test_lines_are_wiped_from_the_picture_and_numbers_are_not():
    picture = Image.new("L", (1241, 1754), 245)
    draw = ImageDraw.Draw(picture)
    for at in (200, 300):
        draw.line((200, at, 600, at), fill=20, width=2)
    for at in (200, 400, 600):
        draw.line((at, 200, at, 300), fill=20, width=2)
    draw.rectangle((290, 240, 300, 260), fill=20)
    found = bitmap.bitmap_of(bound([picture]), 0)
    assert [len(found.across), len(found.down)] == [2, 3]
    found.wipe(found.across, found.down)
    left, top, right, bottom = found.ink((0, 0, found.width, found.height))
    assert (right - left, bottom - top) == pytest.approx((5.3, 10.1), abs=1)


# ---- bounds


def test_many_scanned_pages_are_refused_before_any_is_drawn(monkeypatch):
    monkeypatch.setattr(scan, "page_of", lambda *_: pytest.fail("a page was recognised"))
    content = bound([Image.new("L", (60, 80), 250)] * (scans.MOST_PAGES + 1))
    with pytest.raises(Unreadable, match="扫描的页面超过30页"):
        read_bytes(content)


def test_a_monstrous_picture_is_refused(monkeypatch):
    monkeypatch.setattr(bitmap, "_MOST_PIXELS", 4_000)
    with pytest.raises(Unreadable, match="内容过多"):
        bitmap.bitmap_of(bound([Image.new("L", (60, 80), 250)]), 0)


def test_a_page_of_countless_cells_is_refused(monkeypatch):
    monkeypatch.setattr(scan, "_MOST_CELLS", 30)
    monkeypatch.setattr(scan, "_seen", lambda _: pytest.fail("the engine was asked"))
    with pytest.raises(Unreadable, match="内容过多"):
        scan.page_of(scanned(printed(), pages=(3,)), 0)


def test_pages_are_recognised_once_for_both_ways_of_reading(monkeypatch):
    asked = []

    def page_of(_, number):
        asked.append(number)
        glyphs = [
            Glyph(each, 70 + 10 * at, 90, 80 + 10 * at, 100)
            for at, each in enumerate("云川市水务局2023年政府信息公开工作年度报告")
        ]
        rules = [Rule(at, 50, 90) for at in (50, 90)]
        return Page(595, 842, glyphs, rules, rules, is_picture=True, is_recognised=True)

    monkeypatch.setattr(scan, "page_of", page_of)
    monkeypatch.setattr(scans, "is_installed", lambda: True)
    content = bound([Image.new("L", (60, 81), 250)])
    pages = scans.pages_of(content)
    assert scans.pages_of(content) is pages
    assert asked == [0]
