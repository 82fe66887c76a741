"""A cell is explained from every format: where it was read, what stands around it, why it is that one."""

import pytest

from annual_report.invented import flattened, invented
from annual_report.sheet_writer import xls, xlsx
from annual_report.test_doc import written
from gongkai.annual_report.reading.explanation import UnknownCell, explain
from gongkai.annual_report.rendering import docx, exchange_file, html

WRITERS = {
    "docx": docx.render,
    "doc": lambda report: written(report).saved(),
    "html": html.render,
    "txt": lambda report: flattened(report).encode(),
    "xlsx": xlsx,
    "xls": xls,
}


def saved(folder, suffix, form="2021"):
    path = folder / f"x.{suffix}"
    path.write_bytes(WRITERS[suffix](invented(form)))
    return path


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_number_is_shown_with_its_row_and_neighbours(suffix, tmp_path):
    found = explain(saved(tmp_path, suffix), "applications.carried_in.total")
    assert (found.printed, found.read_as) == ("158", "158")
    assert found.label == "二、上年结转政府信息公开申请数量 · 总计"
    assert [each for each in found.row if each] == [
        "二、上年结转政府信息公开申请数量", "7", "53", "32", "8", "27", "31", "158",
    ]  # fmt: skip
    assert (found.above, found.below) == ((None, None) if suffix == "txt" else ("68", "9"))
    assert found.where.startswith("第")
    assert "行名" in found.how


def test_a_column_of_part_two_is_explained_by_its_heading(tmp_path):
    found = explain(saved(tmp_path, "html"), "proactive.regulations.in_force")
    assert found.how == "按行名对应行，按栏目名称“现行有效件数”对应列。"


def test_an_indicator_needs_no_column(tmp_path):
    assert explain(saved(tmp_path, "docx", "2008"), "statistics.S01").read_as == "210"


def test_text_without_cells_is_read_by_its_labels(tmp_path):
    path = tmp_path / "x.txt"
    text = flattened(invented()).replace("\t", " ")
    path.write_text(text, encoding="utf-8")
    found = explain(path, "applications.new.total")
    assert found.read_as == "68"
    assert "行名" in found.how


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("total", "不是单元格的名称"),
        ("a.b.c", "不是单元格的名称"),
        ("statistics.S01", "没有"),
        ("applications.x.total", "没有“x”这一行"),
        ("applications.new.x", "没有“x”这一栏"),
    ],
)
def test_unknown_cells_are_named(name, words, tmp_path):
    with pytest.raises(UnknownCell, match=words):
        explain(saved(tmp_path, "docx"), name)


def test_data_have_no_place_and_that_is_said(tmp_path):
    path = tmp_path / "x.json"
    path.write_bytes(exchange_file.render(invented()))
    with pytest.raises(UnknownCell, match="这是数据文件（JSON）"):
        explain(path, "applications.new.total")
