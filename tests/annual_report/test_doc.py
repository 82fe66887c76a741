"""Binary Word files: what an office suite wrote, and what only Word writes, made piece by piece."""

import json
from pathlib import Path

import pytest

from annual_report.doc_writer import (
    DELETED,
    HIDDEN,
    IN_TABLE,
    INNER_CELL,
    INNER_ROW,
    RAISED,
    ROW_END,
    STRUCK,
    Writer,
    definition,
    depth,
)
from annual_report.invented import invented
from gongkai.annual_report.exchange import data_of
from gongkai.annual_report.reading import Unreadable, read, read_bytes
from gongkai.annual_report.reading.blocks import Grid, Paragraph
from gongkai.annual_report.reading.doc import blocks_of
from gongkai.annual_report.rendering.layout import laid_out, statutory_number

FIXTURES = Path(__file__).parent / "fixtures" / "doc"
TABLES = ("proactive", "applications", "remedies", "statistics")
COMPARED = ("title", "office", "year", "form", "preamble", "sections", *TABLES)
PLACES = {
    "proactive_disclosure": "proactive",
    "applications": "applications",
    "remedies": "remedies",
    "notes_and_attachments": "statistics",
}


@pytest.mark.parametrize("name", ["form_2008", "form_2019", "form_2021", "hard_2021"])
def test_a_converted_report_is_read_the_same(name):
    """The hard one has hidden and deleted text, upright labels, and tables within tables."""
    truth = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    found = data_of(read(FIXTURES / f"{name}.doc"))
    assert {key: found[key] for key in COMPARED} == {key: truth[key] for key in COMPARED}


def written(report):
    """The report as Word keeps it: merged cells flagged, their edges in twips."""
    writer = Writer().paragraph(report.title).paragraph(report.preamble)
    for section in report.sections:
        writer.paragraph(f"{statutory_number(section.number)}、{section.heading}")
        for line in section.text.splitlines():
            writer.paragraph(line)
        name = PLACES.get(section.key)
        table = laid_out(report, name) if name else None
        if table is not None:
            rows(writer, table)
    return writer


def rows(writer, table):
    edges = [sum(table.widths[:at]) for at in range(len(table.widths) + 1)]
    held = {}
    for row in table.rows:
        texts, places, flags, below, waiting = [], [0], [], {}, list(row)
        column = 0
        while column < len(table.widths):
            if column in held:
                left, width = held[column]
                texts.append("")
                flags.append(1 << 5)
            else:
                cell = waiting.pop(0)
                left, width = cell.height, cell.width
                texts.append(cell.text)
                flags.append(3 << 5 if left > 1 else 0)
            if left > 1:
                below[column] = (left - 1, width)
            column += width
            places.append(edges[column])
        held = below
        writer.row(texts, places, flags)


SAVES = {
    "one piece": {},
    "pieces out of order": {"cuts": range(7, 4000, 97), "shuffled": True},
    "eight-bit pieces": {
        "cuts": range(1, 4000),
        "compressed": lambda text: text.isascii(),
    },
    "eight-bit pieces out of order": {
        "cuts": range(3, 4000, 2),
        "compressed": lambda text: text.isascii(),
        "shuffled": True,
    },
}


@pytest.mark.parametrize("save", SAVES)
@pytest.mark.parametrize("form", ["2008", "2019", "2021"])
def test_every_way_of_saving_is_read_the_same(form, save):
    report = invented(form)
    writer = written(report)
    ways = SAVES[save] | {
        "cuts": [at for at in SAVES[save].get("cuts", ()) if at < len(writer.text)]
    }
    assert data_of(read_bytes(writer.saved(**ways), "x.doc")) == data_of(report)


def texts(writer, **ways):
    return [
        block.text
        if isinstance(block, Paragraph)
        else [[(cell.text, cell.column, cell.width) for cell in row] for row in block.rows]
        for block in blocks_of(writer.saved(**ways))
    ]


def test_what_is_hidden_deleted_or_struck_is_left_out():
    writer = Writer().add("公").add("不", run=HIDDEN).add("无", run=DELETED).add("非", run=STRUCK)
    assert texts(writer.paragraph("开").row(["一", "二"], run=HIDDEN).row(["三", "四"])) == [
        "公开",
        [[("", 0, 1), ("", 1, 1)], [("三", 0, 1), ("四", 1, 1)]],
    ]


def test_a_deleted_row_and_a_deleted_end_of_paragraph():
    writer = Writer().add("公").add("\r", run=DELETED).paragraph("开")
    writer.row(["一", "二"]).row(["三", "四"], run=DELETED)
    assert texts(writer) == ["公开", [[("一", 0, 1), ("二", 1, 1)]]]


def test_raised_figures_are_marked():
    assert texts(Writer().add("321").add("1", run=RAISED).paragraph("件")) == ["321¹件"]


def test_fields_show_their_result():
    code = '\x13 TOC \\o \x13 HYPERLINK "x" \x14标\x15 \x14结\x13PAGE\x15果\x15。'
    assert texts(Writer().paragraph(f"见{code}")) == ["见结果。"]


def test_a_field_without_its_end_hides_nothing_more():
    assert texts(Writer().paragraph("甲\x13 PAGE 乙").paragraph("丙")) == ["甲 PAGE 乙", "丙"]


def test_special_characters():
    assert texts(Writer().paragraph("一\x1e二\x1f三\x01\x08四\x0b五")) == ["一-二三四", "五"]


def test_wide_characters_take_two_places():
    halves = "\ud842\udfb7"
    writer = Writer().paragraph(f"{halves}野{halves}").paragraph("后")
    assert texts(writer, cuts=[1], shuffled=True) == ["𠮷野𠮷", "后"]


def test_cells_stand_in_their_true_columns():
    writer = Writer().paragraph("前").row(["甲", "乙"], [-108, 1892, 5892])
    writer.row(["一", "二", "三"], [-100, 1900, 3000, 5890], [3 << 5, 1, 2])
    writer.row(["四", "五", "六"], [-100, 1900, 3000, 5890], [1 << 5, 0, 0])
    assert texts(writer) == [
        "前",
        [
            [("甲", 0, 1), ("乙", 1, 2)],
            [("一", 0, 1), ("二", 1, 2)],
            [("五", 1, 1), ("六", 2, 1)],
        ],
    ]


def test_merges_told_by_later_modifiers():
    down = b"\x2b\xd6\x02\x00\x01"
    writer = Writer().row(["一", "二"])
    writer.add("三\x07", IN_TABLE).add("四\x07", IN_TABLE)
    writer.add("\x07", ROW_END + definition([0, 1000, 2000]) + down)
    assert texts(writer) == [[[("一", 0, 1), ("二", 1, 1)], [("四", 1, 1)]]]


def test_a_table_around_a_table_is_layout():
    writer = Writer().add("外\r", depth(1))
    for text in ("甲", "乙"):
        writer.add(f"{text}\r", INNER_CELL)
    writer.add("\r", INNER_ROW + definition([0, 500, 900]))
    writer.add("里\x07", depth(1)).add("\x07", ROW_END + definition([0, 1000]))
    assert texts(writer.paragraph("后")) == ["外", [[("甲", 0, 1), ("乙", 1, 1)]], "里", "后"]


def test_cells_without_any_properties_are_one_row():
    writer = Writer().add("一\x07").add("二\x07").add("\x07").paragraph("后")
    assert texts(writer) == [[[("一", 0, 1), ("二", 1, 1), ("", 2, 1)]], "后"]


def test_properties_that_come_with_a_piece():
    """A fast save says of a whole piece that it is hidden, or of one in short that it is deleted."""
    writer = Writer().add("甲").add("乙").add("丙").paragraph("丁")
    long = {"cuts": [1, 2, 3], "lists": [HIDDEN], "prms": [0, 1]}
    short = {"cuts": [1, 2, 3], "prms": [0, 0, 0x5C << 1 | 1 << 8]}
    assert texts(writer, **long) == ["甲丙丁"]
    assert texts(writer, **short) == ["甲乙丁"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"flags": 0x0300}, "文件设有打开密码，请先取消密码再读取。"),
        (
            {"identity": 0xA5DC, "version": 0x65},
            "这是 Word 95 或更早版本的文档，不能读取，请另存为 .docx 后再试。",
        ),
        ({"identity": 0x1234}, "文件已损坏或不完整，无法作为 Word 文档打开。"),
    ],
)
def test_files_that_are_refused(changes, sentence):
    with pytest.raises(Unreadable) as refusal:
        blocks_of(Writer().paragraph("公开").saved(**changes))
    assert refusal.value.sentence == sentence


@pytest.mark.parametrize("end", range(0, 9000, 256))
def test_a_file_cut_off_is_damaged_or_read(end):
    content = written(invented()).saved()
    with pytest.raises(Unreadable, match=r"损坏|Word"):
        blocks_of(content[: len(content) * end // 9000])


def test_grids_of_one_column_are_frames():
    assert not any(isinstance(block, Grid) for block in blocks_of(Writer().row(["框"]).saved()))


def test_the_end_of_a_row_that_comes_with_its_piece():
    writer = Writer().add("一\x07", IN_TABLE).add("二\x07", IN_TABLE).add("\x07").paragraph("后")
    ways = {"cuts": [4, 5], "lists": [ROW_END + definition([0, 500, 2000])], "prms": [0, 1, 0]}
    assert texts(writer, **ways) == [[[("一", 0, 1), ("二", 1, 1)]], "后"]
