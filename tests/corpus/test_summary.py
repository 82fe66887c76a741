"""The page that sums a corpus up: every number one that the tables give."""

import re
from dataclasses import replace

import pytest

from gongkai.annual_report.checking import CHECKS
from gongkai.annual_report.exchange import data_of, report_of
from gongkai.annual_report.rendering import RENDERERS
from gongkai.corpus import Unusable, ingest, summary
from gongkai.corpus.synthesis import invented


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """Three years of two offices: one sum broken, one year not carried over, one file no report."""
    folder = tmp_path_factory.mktemp("files")
    for office in range(2):
        for year in (2021, 2022, 2023):
            report = invented(office, year)
            if (office, year) == (1, 2022):
                data = data_of(report)
                for row in ("carried_in", "handled_total"):
                    for column in ("natural_person", "total"):
                        data["applications"][row][column] += 3
                report = replace(report_of(data), facts=())
            content = RENDERERS[".docx"](report)
            (folder / f"{office}-{year}.docx").write_bytes(content)
    (folder / "<b>坏.docx").write_bytes(b"PK\x03\x04")
    ingest(folder, folder.parent / "corpus", workers=1)
    return summary(folder.parent / "corpus")


def text(page):
    return re.sub(r"<[^>]+>", " ", page)


def test_it_counts_what_there_is(page):
    assert "6份报告，2个机关，2021年至2023年" in page
    assert "跳过的文件1份" in page
    assert "5份报告（83.3%）没有错误和警告" in page


def test_a_class_of_fault_is_named_in_words(page):
    title = next(each.title for each in CHECKS if each.name == "applications-handled")
    assert title in text(page)
    assert "有问题的报告份数" in page


def test_a_chart_is_there_for_a_phone_too(page):
    assert re.findall(r'viewBox="0 0 (\d+)', page) == ["900", "350"] * 2
    assert "min-width: 36rem" not in page
    assert page.count(".narrow { display: none; }") == 1


def test_years_that_do_not_join_are_listed(page):
    assert "4份报告可以与同一机关上一年的报告对照，其中1份（25.0%）" in page


def test_a_name_of_a_file_is_no_markup(page):
    assert "&lt;b&gt;坏.docx" in page
    assert "<b>坏" not in page


def test_an_empty_corpus_says_so(tmp_path):
    (tmp_path / "files").mkdir()
    ingest(tmp_path / "files", tmp_path / "corpus")
    assert "还没有读出的报告" in summary(tmp_path / "corpus")


def test_no_corpus_no_page(tmp_path):
    with pytest.raises(Unusable):
        summary(tmp_path)
