"""Pdf as LibreOffice, Chromium and typst print it: every cell of every table, and the prose."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.annual_report.exchange import data_of
from gongkai.annual_report.reading import Reader, pdf, read, remedies
from gongkai.annual_report.reading.blocks import Grid, ragged_grid
from gongkai.annual_report.reading.pdf import document, lattice, tables
from gongkai.annual_report.reading.pdf.page import Glyph, Page, Rule

FIXTURES = Path(__file__).parent / "fixtures" / "pdf"
NAMES = sorted(path.stem for path in FIXTURES.glob("*.pdf"))
CUT = [
    ("writer_2021_cut", "形，不计其他情形）"),
    ("writer_2008_cut", "计1次）"),
    ("chromium_2021_cut", "理其政府信息公开申请"),
    ("chromium_2021_blank_cut", "信息公开申请"),
    ("typst_2019_cut", "公益组织"),
]


def content(name):
    return (FIXTURES / f"{name}.pdf").read_bytes()


def glyphs_of(name):
    return [glyph for page in document.pages_of(content(name)) for glyph in page.glyphs]


@pytest.mark.parametrize("name", NAMES)
def test_read_as_it_was_written(name):
    truth = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    found = data_of(read(FIXTURES / f"{name}.pdf"))
    assert {key: found[key] for key in truth} == truth


def test_every_producer_and_every_form_is_there():
    """Each of the three prints each generation, and each cuts a table by a page break."""
    for producer in ("writer", "chromium", "typst"):
        own = [name for name in NAMES if name.startswith(producer)]
        assert any(name.endswith("_cut") for name in own)
        for form in ("2008", "2019", "2021"):
            assert f"{producer}_{form}" in own


@pytest.mark.parametrize(("name", "rest"), CUT)
def test_the_files_hold_rows_that_a_page_break_cuts(name, rest, monkeypatch):
    """What stands below the break is the rest of a label, and it ends up in the cell above."""
    joined = []
    whole = tables._is_cut_row

    def is_cut_row(above, below):
        answer = whole(above, below)
        joined.extend(lower.text for lower in below.values() if answer)
        return answer

    monkeypatch.setattr(tables, "_is_cut_row", is_cut_row)
    cells = [
        cell.text
        for block in pdf.blocks_of(content(name))
        if isinstance(block, Grid)
        for cell in block.cells()
    ]
    assert rest in joined
    assert rest not in cells


def test_radicals_are_put_back():
    printed = {glyph.text for glyph in glyphs_of("chromium_2021_radicals")}
    assert len([each for each in printed if "\u2e80" <= each < "\u2fe0"]) > 10
    report = read(FIXTURES / "chromium_2021_radicals.pdf")
    told = "".join(text for _, text in report.prose())
    assert not [each for each in told if "\u2e80" <= each < "\u2fe0"]


def test_a_number_wrapped_by_a_narrow_cell_is_one_number_and_told():
    report = read(FIXTURES / "chromium_2019_narrow.pdf")
    wrapped = [cell for _, _, cell in report.applications.each() if " " in cell.raw]
    assert wrapped
    assert all(cell.value == int(cell.raw.replace(" ", "")) for cell in wrapped)
    assert "digits-joined" in [note.code for note in report.notes]


@pytest.mark.parametrize("name", ["chromium_2019", "chromium_2019_cut", "writer_2021_cut"])
def test_page_numbers_and_running_heads_are_no_text(name):
    report = read(FIXTURES / f"{name}.pdf")
    told = "\n".join(text for _, text in report.prose())
    assert "页" not in told
    assert "云川市政府信息公开\n" not in told
    assert "—" not in told


# ---- where a line is missing, the numbers say where it should be


def reader_of(pages):
    """A reader of these pages, as the reader of pdf is made."""
    return Reader(
        "PDF",
        frozenset(),
        lambda _: pdf.blocks_of_pages(pages),
        (lambda _: pdf.blocks_of_pages(pages, by_numbers=True),),
    )


def without(pages, kind, choose):
    """The pages without the lines of part three that are chosen."""
    changed = []
    for leaf in pages:
        kept = [rule for rule in lattice.merged(getattr(leaf, kind)) if not choose(rule)]
        changed.append(replace(leaf, **{kind: kept}))
    return changed


def line_between(pages, upper, lower):
    """Where the line lies between two labels that stand one below the other."""
    return next(
        rule.at
        for leaf in pages
        for rule in sorted(leaf.across)
        if top_of(leaf, upper) < rule.at < top_of(leaf, lower)
    )


def top_of(leaf, label):
    text = "".join(glyph.text for glyph in leaf.glyphs)
    return leaf.glyphs[text.index(label)].top if label in text else 0


UPPER, LOWER = "4．保护第三方合法权益", "5．属于三类内部事务信息"


@pytest.mark.parametrize("name", ["writer_2021", "typst_2021", "chromium_2021"])
def test_rows_with_no_line_between_them_are_read_by_their_numbers(name):
    truth = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    pages = document.pages_of(content(name))
    at = line_between(pages, UPPER, LOWER)
    _, report = reader_of(without(pages, "across", lambda rule: abs(rule.at - at) < 2)).reading(b"")
    assert data_of(report)["applications"] == truth["applications"]
    assert [note.code for note in report.notes if note.code == "read-by-numbers"]


def test_columns_with_no_line_between_them_are_read_by_their_numbers():
    truth = json.loads((FIXTURES / "typst_2021.json").read_text(encoding="utf-8"))
    pages = document.pages_of(content("typst_2021"))
    leaf = next(leaf for leaf in pages if top_of(leaf, UPPER))
    down = sorted({rule.at for rule in lattice.merged(leaf.down)})
    _, report = reader_of(
        without(
            pages, "down", lambda rule: abs(rule.at - down[-2]) < 2 and rule.end - rule.start > 100
        )
    ).reading(b"")
    assert data_of(report)["applications"] == truth["applications"]


def test_a_fault_of_the_office_is_read_as_it_is_printed():
    """No other reading mends a wrong number; then nothing is said of other readings."""
    pages = document.pages_of(content("writer_2021"))
    leaf = next(leaf for leaf in pages if top_of(leaf, UPPER))
    row = top_of(leaf, UPPER)
    at = max(
        number
        for number, glyph in enumerate(leaf.glyphs)
        if glyph.text.isdigit() and abs(glyph.top - row) < 8
    )
    wrong = "7" if leaf.glyphs[at].text != "7" else "3"
    glyphs = list(leaf.glyphs)
    glyphs[at] = glyphs[at]._replace(text=wrong)
    changed = [replace(each, glyphs=glyphs) if each is leaf else each for each in pages]
    _, report = reader_of(changed).reading(b"")
    assert str(report.applications.cell("refused_third_party", "total").value).endswith(wrong)
    assert "read-by-numbers" not in [note.code for note in report.notes]


# ---- pages drawn by hand, in points


def words(text, left, top, size=10.0):
    return [
        Glyph(each, left + at * size, top, left + (at + 1) * size, top + size)
        for at, each in enumerate(text)
    ]


def page(glyphs, across=(), down=()):
    return Page(600, 800, glyphs, [Rule(*each) for each in across], [Rule(*each) for each in down])


def frame(xs, ys):
    """The lines of a full lattice."""
    return (
        [(y, xs[0], xs[-1]) for y in ys],
        [(x, ys[0], ys[-1]) for x in xs],
    )


def grids(*pages):
    return [block for block in pdf.blocks_of_pages(pages) if isinstance(block, Grid)]


def texts(grid):
    return [[cell.text for cell in row] for row in grid.rows]


def test_lines_drawn_cell_by_cell_are_the_same_table():
    xs, ys = (100, 200, 300), (100, 130, 160)
    across = [(y + d, a, b) for y in ys for a, b in ((100, 200), (200, 300)) for d in (0, 0.7)]
    down = [(x + d, a, b) for x in xs for a, b in ((100, 130), (130, 160)) for d in (0, 0.7)]
    glyphs = [*words("甲", 140, 110), *words("乙", 240, 110), *words("丙", 140, 140)]
    assert texts(grids(page(glyphs, across, down))[0]) == [["甲", "乙"], ["丙", ""]]


def test_cells_with_no_line_between_them_are_one():
    across = [(100, 100, 300), (130, 200, 300), (160, 100, 300)]
    down = [(100, 100, 160), (200, 100, 160), (300, 100, 160)]
    glyphs = [*words("总计", 120, 125), *words("1", 240, 110), *words("2", 240, 140)]
    grid = grids(page(glyphs, across, down))[0]
    assert texts(grid) == [["总计", "1"], ["2"]]
    assert [cell.column for row in grid.rows for cell in row] == [0, 1, 1]


def test_a_table_without_lines_at_its_sides_has_its_outer_columns():
    across = [(100, 50, 350), (130, 50, 350), (160, 50, 350)]
    down = [(150, 100, 160), (250, 100, 160)]
    glyphs = [*words("甲", 90, 110), *words("乙", 190, 110), *words("丙", 290, 110)]
    assert texts(grids(page(glyphs, across, down))[0])[0] == ["甲", "乙", "丙"]


def test_a_border_around_the_page_is_no_table():
    xs, ys = (100, 200, 300), (100, 130, 160)
    across, down = frame(xs, ys)
    around = frame((20, 580), (20, 780))
    glyphs = [*words("甲", 140, 110), *words("正文", 100, 300)]
    blocks = pdf.blocks_of_pages([page(glyphs, [*across, *around[0]], [*down, *around[1]])])
    assert [type(block).__name__ for block in blocks] == ["Grid", "Paragraph"]


def test_a_number_wider_than_its_cell_belongs_to_the_cell_of_its_middle():
    across, down = frame((100, 130, 160, 190), (100, 130))
    glyphs = words("1234567", 127, 110, 5)
    assert texts(grids(page(glyphs, across, down))[0]) == [["", "1234567", ""]]


def test_numbers_one_below_the_other_stay_apart():
    across, down = frame((100, 200, 300), (100, 140))
    glyphs = [*words("3", 150, 105), *words("5", 150, 122), *words("甲", 240, 110)]
    assert texts(grids(page(glyphs, across, down))[0]) == [["3\n5", "甲"]]


def test_upright_columns_are_read_from_the_right():
    across, down = frame((100, 130, 200), (100, 190))
    glyphs = [
        Glyph(text, left, 105 + 12 * at, left + 10, 115 + 12 * at)
        for left, column in ((115, "三本年度办"), (102, "理结果"))
        for at, text in enumerate(column)
    ]
    assert texts(grids(page(glyphs, across, down))[0])[0][0] == "三本年度办理结果"


def test_a_small_figure_above_the_line_is_no_figure_of_the_number():
    across, down = frame((100, 200, 300), (100, 130))
    mark = Glyph("1", 170, 108, 174, 114)
    grid = grids(page([*words("32", 150, 110), mark, *words("甲", 240, 110)], across, down))[0]
    assert texts(grid) == [["32¹", "甲"]]


def test_what_is_printed_twice_to_look_bold_is_read_once():
    across, down = frame((100, 200, 300), (100, 130))
    glyphs = [*words("32", 150, 110), *words("32", 150.4, 110), *words("甲", 240, 110)]
    assert texts(grids(page(glyphs, across, down))[0]) == [["32", "甲"]]


def test_a_number_over_two_pages_is_not_one_row():
    """A row of headings above a break and a row of numbers below it stay two rows."""
    across, down = frame((100, 200, 300), (700, 730))
    above = page([*words("结果维持", 110, 710), *words("结果纠正", 210, 710)], across, down)
    across, down = frame((100, 200, 300), (60, 90))
    below = page([*words("3", 150, 70), *words("4", 250, 70)], across, down)
    assert texts(grids(above, below)[0]) == [["结果维持", "结果纠正"], ["3", "4"]]


def test_a_cut_row_without_numbers_is_joined_by_the_wording_of_the_form():
    above = page(words("2．没有现成信息需要", 110, 710), *frame((100, 300, 400), (700, 730)))
    below = page(words("另行制作", 110, 70), *frame((100, 300, 400), (60, 90)))
    assert texts(grids(above, below)[0]) == [["2．没有现成信息需要另行制作", ""]]


def test_a_head_printed_again_on_the_next_page_is_dropped():
    def leaf(label, number):
        across, down = frame((100, 200, 300), (60, 90, 120))
        glyphs = [*words("信息内容", 110, 70), *words("现行有效件数", 210, 70)]
        return page([*glyphs, *words(label, 110, 100), *words(number, 250, 100)], across, down)

    grid = grids(leaf("规章", "3"), leaf("行政规范性文件", "4"))[0]
    assert texts(grid) == [["信息内容", "现行有效件数"], ["规章", "3"], ["行政规范性文件", "4"]]


def test_a_page_shifted_to_the_side_goes_on_with_the_same_columns():
    def leaf(shift, label):
        across, down = frame((100 + shift, 200 + shift, 300 + shift), (60, 90))
        return page([*words(label, 110 + shift, 70), *words("3", 250 + shift, 70)], across, down)

    grid = grids(leaf(0, "规章"), leaf(7, "行政许可"))[0]
    assert [cell.column for row in grid.rows for cell in row] == [0, 1, 0, 1]


def test_tables_far_apart_on_a_page_are_two():
    near = frame((100, 200, 300), (60, 90))
    far = frame((100, 200, 300), (150, 180))
    glyphs = [*words("规章", 110, 70), *words("行政许可", 110, 160)]
    assert len(grids(page(glyphs, [*near[0], *far[0]], [*near[1], *far[1]]))) == 2


def paragraphs(*pages):
    return [block.text for block in pdf.blocks_of_pages(pages)]


FULL = "全年共发布各类政府信息若干条回应群众关切若干次办理"


def test_wrapped_lines_are_one_paragraph_and_an_indent_begins_another():
    glyphs = [
        *words(FULL, 120, 100),
        *words(FULL + "各项", 100, 120),
        *words("事务。", 100, 140),
        *words("下一段。", 120, 160),
    ]
    assert paragraphs(page(glyphs)) == [f"{FULL}{FULL}各项事务。", "下一段。"]


def test_a_line_mostly_of_figures_of_a_taller_font_goes_on_with_its_paragraph():
    tall = [Glyph(each, 130 + 6 * at, 117, 136 + 6 * at, 131) for at, each in enumerate("12345678")]
    glyphs = [*words(FULL, 100, 100), *words("电话：", 100, 120), *tall, *words("。", 180, 120)]
    assert paragraphs(page(glyphs)) == [f"{FULL}电话：12345678。"]


def test_a_paragraph_goes_on_over_a_page_with_its_number_between():
    one = page(
        [
            *words(FULL, 100, 700),
            *words("-", 290, 770),
            *words("3", 300, 770),
            *words("-", 310, 770),
        ]
    )
    assert paragraphs(one, page(words("各项事务。", 100, 60))) == [f"{FULL}各项事务。"]


def test_lines_that_touch_no_other_make_no_table():
    assert lattice.regions([Rule(100, 50, 500), Rule(120, 50, 500)], [Rule(30, 300, 400)]) == []


def test_part_four_with_no_heading_left_but_totals_is_doubtful_and_no_crash():
    grid = ragged_grid([["行政复议", "总计", "总计"], ["1"] * 15])
    table = remedies.read([(0, grid)], [])
    assert all(cell.value is None or cell.value == 1 for _, _, cell in table.each())
