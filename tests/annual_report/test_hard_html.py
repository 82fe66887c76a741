"""Pages as content systems break them: wrong encodings, tables in two, pinyin between the words."""

import re

import pytest

from annual_report.invented import facts_of, invented
from gongkai.annual_report.exchange import data_of, report_of
from gongkai.annual_report.reading import read_bytes
from gongkai.annual_report.rendering import html

TABLES = ("proactive", "applications", "remedies")


def page(form="2021"):
    return html.render(invented(form)).decode()


def tables(content):
    found = data_of(read_bytes(content if isinstance(content, bytes) else content.encode()))
    return {name: found[name] for name in TABLES}


def truth(form="2021"):
    whole = data_of(invented(form))
    return {name: whole[name] for name in TABLES}


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "big5", "x-unknown", "gb2312"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_the_encoding_is_told_by_what_the_page_says(encoding, declared):
    text = page().replace('charset="utf-8"', f'charset="{declared}"')
    assert data_of(read_bytes(text.encode(encoding))) == data_of(invented())


def test_headings_in_one_table_and_numbers_in_another():
    """Some systems keep the heading still while the numbers scroll."""
    text = page()
    at = text.index("一、本年新收")
    cut = text.rindex("<tr", 0, at)
    before, after = text[:cut], text[cut:]
    assert tables(f"{before}</tbody></table></div><div><table><tbody>{after}") == truth()


def test_headings_cut_by_breaks():
    text = page()
    for words in (
        "本年制发件数",
        "结果维持",
        "未经复议直接起诉",
        "法律服务机构",
        "一、本年新收政府信息公开申请数量",
    ):
        assert words in text
        text = text.replace(words, f"{words[:2]}<br/>{words[2:4]}<br>{words[4:]}")
    assert tables(text) == truth()


def test_spaces_of_every_kind():
    text = re.sub(r"(<t[dh][^>]*>)([^<]*)", "\\1\u3000&nbsp;\\2&#8203;&ensp;", page())
    text = text.replace("其他结果", "其&nbsp;他 结\u3000果")
    assert tables(text) == truth()


def test_styles_fonts_and_word_markup():
    text = re.sub(
        r"(<t[dh][^>]*>)([^<]*)(</t[dh]>)",
        r'\1<p class="MsoNormal" style="text-align:center"><b><span lang="EN-US" style="font-size:9pt">'
        r"<font face='仿宋'>\2</font></span></b><o:p></o:p></p>\3",
        page(),
    )
    assert tables(text) == truth()


@pytest.mark.parametrize(
    "style",
    ["display:none", "DISPLAY : NONE !important", "visibility:hidden", "mso-hide:all"],
)
def test_hidden_parts_are_not_read(style):
    hidden = (
        f'<div style="{style}"><table><tr><td>（一）予以公开</td><td>99</td></tr></table></div>'
    )
    text = page().replace("<td>", f'<td><span style="{style}">9</span>')
    text = re.sub(r"(?=<article[ >])", hidden, text)
    assert hidden in text
    assert tables(text) == truth()


def with_pinyin(text):
    said = {
        "年": "nian",
        "度": "du",
        "公": "gong",
        "开": "kai",
        "报": "bao",
        "告": "gao",
        "政": "zheng",
        "府": "fu",
    }
    return re.sub(
        "(>[^<]*)",
        lambda found: re.sub("[年度公开报告政府]", lambda f: f"{f[0]}({said[f[0]]})", found[0]),
        text,
    )


def test_a_mirror_with_pinyin_is_read_without_it():
    found = read_bytes(with_pinyin(page()).encode())
    assert data_of(found) | {"notes": []} == data_of(invented())
    assert [note.code for note in found.notes] == ["pinyin"]


def test_a_few_words_in_brackets_are_no_pinyin():
    text = page().replace("云川市水务局按要求", "云川市水务局(swj)按要求")
    found = read_bytes(text.encode())
    assert "(swj)" in found.sections[0].text
    assert found.notes == ()


def test_ruby_is_read_without_its_pinyin():
    text = page().replace("公开", "<ruby>公<rp>(</rp><rt>gong</rt><rp>)</rp></ruby>开")
    assert data_of(read_bytes(text.encode()))["sections"] == data_of(invented())["sections"]


def test_a_mirror_in_traditional_characters():
    text = page().translate(
        str.maketrans("开数结维审总计复议诉讼业构会关", "開數結維審總計復議訴訟業構會關")
    )
    assert tables(text) == truth()


def test_a_table_of_three_systems_within_each_other():
    text = page()
    for _ in range(4):
        text = text.replace("<body>", "<body><table width=100%><tr><td>", 1)
        text = text.replace("</body>", "</td></tr></table></body>", 1)
    assert tables(text) == truth()


def test_rowspans_that_reach_too_far_and_rows_left_open():
    text = page().replace('rowspan="3"', 'rowspan="3" ', 1).replace("</tr>", "")
    assert tables(text) == truth()


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_numbers_with_links_and_notes(form):
    text = re.sub(r"<td>(\d+)</td>", r'<td><a href="#f">\1</a><sup>①</sup></td>', page(form))
    assert tables(text) == truth(form)


def test_a_page_of_an_office_with_markup_characters():
    facts = facts_of()
    facts["sections"][0]["text"] = "甲<乙>与丙&丁。"
    assert read_bytes(html.render(report_of(facts))).sections[0].text == "甲<乙>与丙&丁。"
