"""Flattened text as offices really publish it: each irregularity done to an invented report."""

import re

import pytest

from annual_report.invented import facts_of, flattened, invented
from gongkai.annual_report.checking import check
from gongkai.annual_report.exchange import data_of, report_of
from gongkai.annual_report.form import form_of
from gongkai.annual_report.reading import read_bytes
from gongkai.annual_report.report import Severity, State
from gongkai.annual_report.wording import chinese_number

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
RADICALS = str.maketrans("一工行民门页", "⼀⼯⾏⺠⻔⻚")
TABLES = ("proactive", "applications", "remedies")


def text_of(form="2021", **changes):
    return flattened(invented(form, **changes))


def numbers(text, pattern=r"(?m)^\t([\d.-]+)$"):
    return re.findall(pattern, text)


def in_cells(text, change):
    """Change every number cell."""
    return re.sub(r"(?m)^\t([\d.-]+)$", lambda found: "\t" + change(found[1]), text)


def one_row_a_line(text, *, bars=False):
    """As copied from a sheet: the cells of a row on one line."""
    lines, row = [], []
    for line in text.split("\n"):
        if line.startswith("\t"):
            row.append(line[1:])
            continue
        if row:
            lines.append("| " + " | ".join(row) + " |" if bars else "\t".join(row))
            row = []
            continue
        lines.append(line)
    return "\n".join(lines)


# what is done → how
SURVIVED = {
    "full-width digits": lambda text: in_cells(text, lambda n: n.translate(FULL_WIDTH)),
    "labels 1、": lambda text: re.sub(r"\t(\d)．", r"\t\1、", text),
    "labels 1.": lambda text: re.sub(r"\t(\d)．", r"\t\1.", text),
    "labels (1)": lambda text: re.sub(r"\t(\d)．", r"\t(\1)", text),
    "labels without numbers": lambda text: re.sub(r"\t\d．", "\t", text),
    "ASCII quotes": lambda text: text.replace("“", '"').replace("”", '"'),
    "no quotes": lambda text: text.replace("“", "").replace("”", ""),
    "其它 for 其他": lambda text: text.replace("3．其他", "3．其它"),
    "inner spaces": lambda text: text.replace("重新出具", "重 新出具").replace(
        "结果维持", "结 果维持"
    ),
    "a label with characters lost": lambda text: text.replace("行政法规禁止公开", "行政止公开"),
    "radicals": lambda text: text.translate(RADICALS),
    "no-break spaces": lambda text: in_cells(text, lambda n: f"\u00a0{n}\u00a0"),
    "ideographic indent": lambda text: re.sub(r"(?m)^([一二三四五六]、)", "\u3000\u3000\\1", text),
    "trailing spaces after headings": lambda text: re.sub(
        r"(?m)^([一二三四五六]、.*)$", "\\1 \u00a0 ", text
    ),
    "headings with a colon": lambda text: re.sub(r"(?m)^([一二三四五六]、.*)$", "\\1：", text),
    "headings with a stop for a comma": lambda text: re.sub(
        r"(?m)^([一二三四五六])、", "\\1．", text
    ),
    "windows line ends": lambda text: text.replace("\n", "\r\n"),
    "a label wrapped": lambda text: text.replace("\t属于", "\t属于").replace(
        "结果维持", "结果\n维持"
    ),
    "a label wrapped over an empty line": lambda text: text.replace(
        "\t结果纠正\n", "\t结果\n\n纠正\n", 1
    ),
    "vertical text": lambda text: text.replace(
        "\t三、本年度办理结果", "\t三\n、\n本\n年\n度\n办理结果"
    ),
    "the heading row of an item missing": lambda text: text.replace("\t第二十条第（五）项\n\n", ""),
    "short row names": lambda text: re.sub(
        r"\t(\d)．申请人(?:无正当理由逾期不补正|逾期未按收费通知要求缴纳费用).*",
        lambda found: f"\t{found[1]}．" + ("逾期不补正" if found[1] == "1" else "逾期不缴费"),
        text,
    ),
    "a label of other words": lambda text: text.replace("2．重复申请", "某某某某").replace(
        "（一）予以公开", "□□□□"
    ),
    "page numbers in words within a table": lambda text: text.replace(
        "\t\n\t（四）无法提供", "第 3 页 共 8 页\n\n\t\n\t（四）无法提供"
    ),
    "page numbers within a table": lambda text: text.replace(
        "\t\n\t（四）无法提供", "- 3 -\n\n\t\n\t（四）无法提供"
    ),
    "one row a line": one_row_a_line,
    "a table of bars": lambda text: one_row_a_line(text, bars=True),
    "prose between heading and table": lambda text: text.replace(
        "\t第二十条第（一）项", "以下为本年度情况。\n\t第二十条第（一）项"
    ),
}


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("name", SURVIVED)
def test_every_cell_survives(name, form):
    truth = data_of(invented(form))
    damaged = SURVIVED[name](text_of(form))
    found = data_of(read_bytes(damaged.encode(), "x.txt"))
    assert {each: found[each] for each in TABLES} == {each: truth[each] for each in TABLES}
    assert [each["key"] for each in found["sections"]] == [
        each["key"] for each in truth["sections"]
    ]
    assert (found["office"], found["year"], found["form"]) == ("云川市水务局", truth["year"], form)


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_text_that_lost_its_tabs_is_read_by_labels_in_order(form):
    truth = data_of(invented(form))
    bare = text_of(form).replace("\t", "")
    found = data_of(read_bytes(bare.encode(), "x.txt"))
    assert {each: found[each] for each in TABLES} == {each: truth[each] for each in TABLES}
    assert "勾稽" not in found["sections"][2]["text"]


@pytest.mark.parametrize("number", ["- 4 -", "第 4 页", "第4页 共9页", "第 4 页（共 9 页）"])
@pytest.mark.parametrize("place", range(1, 8))
def test_a_page_number_among_cells_one_a_line_is_no_cell(number, place):
    bare = text_of().replace("\t", "").replace("\n\n", "\n")
    row = re.search(r"2．重复申请\n(?:\d+\n){7}", bare).group()
    lines = row.split("\n")
    lines.insert(place, number)
    found = read_bytes(bare.replace(row, "\n".join(lines)).encode())
    assert data_of(found)["applications"] == data_of(invented())["applications"]


def test_a_bare_number_too_many_among_seven_places_nothing():
    bare = text_of().replace("\t", "").replace("\n\n", "\n")
    row = re.search(r"2．重复申请\n(?:\d+\n){7}", bare).group()
    lines = row.split("\n")
    lines.insert(3, "40")
    found = read_bytes(bare.replace(row, "\n".join(lines)).encode())
    states = {cell.state for cell in found.applications.cells["not_processed_repeat"].values()}
    assert states == {State.UNREADABLE}
    assert Severity.ERROR not in {each.severity for each in check(found).findings}


def test_numbers_shifted_out_of_their_cells_are_read_by_labels():
    text = text_of()
    row = re.search(r"\t（一）予以公开\n(?:\t\d+\n){7}", text).group()
    shifted = row.replace("\n\t", " ", 2)  # two numbers slipped into the label's cell
    found = read_bytes(text.replace(row, shifted).encode())
    assert data_of(found)["applications"] == data_of(invented())["applications"]
    assert "read-by-labels" in {note.code for note in found.notes}


@pytest.mark.parametrize(
    ("title", "office", "year"),
    [
        ("云川市水务局2023年政府信息公开工作年度报告", "云川市水务局", 2023),
        ("云川市水务局\n2023年政府信息公开工作年度报告", "云川市水务局", 2023),
        ("云川市水务局2023年\n政府信息公开工作年度报告", "云川市水务局", 2023),
        ("云川市水务局\n2023年度\n政府信息公开\n工作年度报告", "云川市水务局", 2023),
        ("云川市水务局2023年政府信息公开工作\n年 度 报 告", "云川市水务局", 2023),
        ("2023年度云川市水务局信息公开年报", "云川市水务局", 2023),
        ("云川市水务局2023年政务信息公开年度报告", "云川市水务局", 2023),
        ("云川市水务局2023年度政府信息公开年度报告", "云川市水务局", 2023),
        ("云川市水务局政府信息公开工作年度报告（2023年）", "云川市水务局", 2023),
        ("云川市水务局二〇二三年政府信息公开工作年度报告", "云川市水务局", 2023),
        ("云川市人民政府政府信息公开工作年度报告", "云川市人民政府", None),
        ("2023年政府信息公开工作年度报告", None, 2023),
        ("云川市水务局关于2023年度政府信息公开工作情况的报告", "云川市水务局", 2023),
        (
            "云川市水务局（市河长办）2023年政府信息公开工作年度报告",
            "云川市水务局（市河长办）",
            2023,
        ),
        ("中国（云川）港区管理委员会2023年政府信息公开年报", "中国（云川）港区管理委员会", 2023),
        ("云川市水务局（2023年）政府信息公开工作年度报告", "云川市水务局", 2023),
        ("云川市水务局二Ｏ二三年政府信息公开工作年度报告", "云川市水务局", 2023),
        ("云川市水务局2023年政府信息与政务公开年度报告", "云川市水务局", 2023),
        ("云川市水务局2023年政府信息公开工作年度报告（公开版）", "云川市水务局", 2023),
        ("云川市水务局2023年政府信息公开工作年度报告全文", "云川市水务局", 2023),
        ("云川市水务局2023年政府信息公开工作年度报告公布", "云川市水务局", 2023),
        ("《云川市水务局2023年政府信息公开工作年度报告》", "云川市水务局", 2023),
    ],
)
def test_titles(title, office, year):
    text = text_of().split("\n\n", 2)[2]
    found = read_bytes(f"{title}\n\n{text}".encode())
    assert found.title == "".join(title.split())
    assert (found.office, found.year) == (office, year)


def test_a_year_in_full_width_figures():
    found = read_bytes(text_of().translate(FULL_WIDTH).encode())
    assert (found.office, found.year) == ("云川市水务局", 2023)


def test_title_and_preamble_printed_twice():
    head, _, text = text_of().partition("一、")
    found = read_bytes((head + head + "一、" + text).encode())
    assert found.title == invented().title
    assert found.preamble == invented().preamble
    assert "title-repeated" in names_of(found)
    assert "title-repeated" not in names_of(invented())


def names_of(report):
    return {finding.check for finding in check(report).findings}


def test_a_blank_is_no_zero_and_a_slash_is_kept_as_a_slash():
    text = text_of()
    text = re.sub(r"(\t规章\n)\t\d+\n\t\d+\n\t\d+", "\\1\t/\n\t—\n\t", text)
    found = read_bytes(text.encode())
    states = [cell.state for cell in found.proactive.cells["regulations"].values()]
    assert states == [State.SLASH, State.SLASH, State.BLANK]
    assert set(data_of(found)["proactive"]["regulations"].values()) == {None}
    assert "cells-slash" in {note.code for note in found.notes}


@pytest.mark.parametrize(
    ("printed", "meant", "unit"),
    [
        ("26.8万元", 268_000, "万元"),
        ("251000元", 251_000, "元"),
        ("59,237.24", 59_237.24, None),
        ("１２３", 123, None),
        ("0.00", 0, None),
    ],
)
def test_amounts_are_in_yuan_whatever_the_cell_says(printed, meant, unit):
    text = text_of("2019").replace("\t268000", f"\t{printed}")
    found = read_bytes(text.encode())
    assert data_of(found)["proactive"]["procurement"]["amount_yuan"] == meant
    assert found.proactive.cell("procurement", "amount_yuan").unit == unit
    assert ("unit-in-cell" in names_of(found)) == (unit is not None)


@pytest.mark.parametrize(
    ("heading", "printed", "meant"),
    [
        ("本年收费金额（单位：万元）", "160.5964万元", 160.5964),
        ("本年收费金额（单位：万元）", "1605964元", 160.5964),
        ("本年收费金额（单位：元）", "1605964", 160.5964),
        ("本年收费金额", "103.3879", 103.3879),
    ],
)
def test_amounts_are_in_the_unit_of_the_form_whatever_the_heading_says(heading, printed, meant):
    text = text_of().replace("本年收费金额（单位：万元）", heading).replace("160.5964", printed)
    assert data_of(read_bytes(text.encode()))["proactive"]["fees"] == {"amount_10k_yuan": meant}


@pytest.mark.parametrize(
    ("printed", "meant"), [("+3", 3), ("-8", -8), ("－8", -8), ("--253", -253)]
)
def test_changes_have_a_sign(printed, meant):
    text = re.sub(r"(\t行政处罚\n\t\d+\n)\t-?\d+", rf"\1\t{printed}", text_of("2019"))
    assert data_of(read_bytes(text.encode()))["proactive"]["penalties"]["items_change"] == meant


def test_a_number_broken_over_two_lines_is_joined_and_told():
    text = text_of("2019").replace("\t268000", "\t2680\n00")
    found = read_bytes(text.encode())
    assert found.proactive.cell("procurement", "amount_yuan").value == 268_000
    assert "broken-cell" in names_of(found)


def test_a_label_cut_by_an_empty_line_is_joined_and_told():
    found = read_bytes(text_of().replace("\t复议后起诉\n", "\t复议后\n\n起诉\n").encode())
    assert "broken-cell" not in names_of(found)  # the last cell of a row: nothing follows it
    found = read_bytes(text_of().replace("\t结果纠正\n", "\t结果\n\n纠正\n", 1).encode())
    assert "broken-cell" in names_of(found)
    assert data_of(found)["remedies"] == data_of(invented())["remedies"]


def test_a_strange_chapter_is_kept_in_its_place_only():
    text = text_of().replace("六、其他需要报告的事项", "六、附图\n见网站。\n七、其他需要报告的事项")
    assert [(s.key, s.number) for s in read_bytes(text.encode()).sections][5:] == [
        (None, 6),
        ("other_matters", 7),
    ]
    text = (
        text_of().replace("全年没有收取", "六、宣传\n没有收取").replace("六、宣传", "七、宣传", 1)
    )
    assert read_bytes(text.encode()).sections[-1].number == 7
    text = text_of().replace("解读材料偏少。", "六、解读\n解读材料偏少。")
    assert [each.number for each in read_bytes(text.encode()).sections] == [1, 2, 3, 4, 5, 6]


def test_one_row_of_six_in_the_form_of_2021():
    """（六） as one row: its number stands under closed_other, and the report says so."""
    data = facts_of()
    table = data["applications"]
    for key in ("closed_correction_overdue", "closed_fee_overdue"):
        for kind, number in table.pop(key).items():
            table["closed_other"][kind] += number
    text = text_of()
    lines = "".join(f"\t{number}\n" for number in table["closed_other"].values())
    text = re.sub(
        r"\t（六）其他处理\n.*?(?=\n\t\n\t（七）)",
        f"\t（六）其他处理\n{lines}",
        text,
        flags=re.DOTALL,
    )
    found = read_bytes(text.encode())
    assert data_of(found)["applications"] == table
    assert found.form == "2021"
    assert names_of(found) == {"heading-of-another-year"}


def test_three_rows_of_six_in_the_form_of_2019():
    old, new = text_of("2019"), text_of("2021", year=2020)
    part = re.compile(r"三、收到和处理.*?(?=四、政府信息公开行政复议)", re.DOTALL)
    mixed = part.sub(lambda _: part.search(new).group(), old)
    found = read_bytes(mixed.encode())
    assert data_of(found)["applications"] == data_of(invented("2021"))["applications"]
    assert found.form == "2019"


def test_headings_of_two_years_mixed_keep_the_place_of_their_column():
    text = (
        text_of().replace("本年制发件数", "本年新制作数量").replace("行政规范性文件", "规范性文件")
    )
    found = read_bytes(text.encode())
    assert found.form == "2021"
    assert data_of(found)["proactive"] == data_of(invented())["proactive"]
    messages = [f.message for f in check(found).findings if f.check == "heading-of-another-year"]
    assert len(messages) == 2
    assert "本年新制作数量" in messages[0]


def test_headings_cut_to_their_beginnings_keep_their_place():
    text = text_of("2019").replace("本年新制作数量", "本年新").replace("本年新公开数量", "本年新")
    found = read_bytes(text.encode())
    assert data_of(found)["proactive"] == data_of(invented("2019"))["proactive"]


def test_a_row_of_the_province_is_a_note():
    text = text_of("2019").replace(
        "\t第二十条第（五）项", "\t其他主动公开文件\n\t7\n\t7\n\t9\n\n\t第二十条第（五）项"
    )
    found = read_bytes(text.encode())
    assert data_of(found)["proactive"] == data_of(invented("2019"))["proactive"]
    assert [note.code for note in found.notes] == ["extra-row"]


def test_a_lost_row_is_blank_and_told():
    text = re.sub(
        r"\t\n\t2．重复申请\n(?:\t\d+\n){7}\n",
        "",
        text_of().replace("\t\n\t\n\t2．重复", "\t\n\t2．重复"),
    )
    found = read_bytes(text.encode())
    assert set(data_of(found)["applications"]["not_processed_repeat"].values()) == {None}
    assert "row-missing" in names_of(found)
    others = data_of(invented())["applications"]
    del others["not_processed_repeat"]
    assert others.items() <= data_of(found)["applications"].items()


def test_a_report_of_2018_in_prose():
    report = invented("2008")
    text = flattened(report).partition("\t政府信息公开情况统计表")[0]
    found = read_bytes(text.encode())
    assert (found.form, found.statistics) == ("2008", None)
    assert [section.key for section in found.sections] == [
        label.key for label in form_of("2008").sections
    ]


def test_chapters_are_known_by_other_wordings():
    text = (
        flattened(invented("2008"))
        .replace("一、概述", "一、概  述：")
        .replace("六、政府信息公开申请的办理情况", "六、政府信息公开申请办理情况")
        .replace("、政府信息公开工作存在的主要问题和改进措施", "、存在的主要问题及改进情况")
    )
    found = read_bytes(text.encode())
    assert [each.key for each in found.sections] == [each.key for each in form_of("2008").sections]
    assert found.sections[0].heading == "概述"


def test_a_list_of_contents_is_no_chapter():
    text = text_of()
    listed = "\n".join(f"{line}" for line in re.findall(r"(?m)^[一二三四五六]、.*$", text))
    head, _, rest = text.partition("一、")
    found = read_bytes(f"{head}目  录\n{listed}\n一、{rest}".encode())
    assert [each.number for each in found.sections] == [1, 2, 3, 4, 5, 6]
    assert found.sections[0].text == invented().sections[0].text


@pytest.mark.parametrize(
    ("key", "lines"),
    [
        ("overview", "（一）主动公开情况\n发布若干。\n（二）依申请公开情况\n办理若干。"),
        ("overview", "1．主动公开政府信息情况\n2．依申请公开情况"),
        ("overview", "主动公开政府信息情况\n发布若干。\n依申请公开情况\n办理若干。"),
        ("problems_and_improvements", "（一）主动公开情况\n（二）依申请公开情况"),
        (
            "overview",
            "一、主动公开。\n二、依申请公开。收到申请若干。\n三、平台建设。\n四、监督保障。",
        ),
        ("problems_and_improvements", "二、主动公开工作情况的几点\n发布若干。"),
    ],
)
def test_headings_within_a_chapter_are_no_chapters(key, lines):
    data = facts_of()
    for section in data["sections"]:
        if section["key"] == key:
            section["text"] = lines
    found = data_of(read_bytes(flattened(report_of(data)).encode()))
    assert found["sections"] == data["sections"]


def test_numbers_nobody_can_place_are_no_fault_of_the_office():
    bare = text_of().replace("\t", "").replace("（一）予以公开\n", "（一）予以公开\n甲\n")
    first = re.search(r"（一）予以公开\n甲\n\d+\n", bare).group()
    found = read_bytes(bare.replace(first, "（一）予以公开\n甲\n").encode())
    states = {cell.state for cell in found.applications.cells["granted"].values()}
    assert states == {State.UNREADABLE}
    assert Severity.ERROR not in {each.severity for each in check(found).findings}


@pytest.mark.parametrize("style", ["（{}）", "({}) ", "{}.", "{}、 ", "第{}部分　", "{}. "])
def test_chapters_numbered_otherwise(style):
    def numbered(found):
        number = str("一二三四五六".index(found[1]) + 1) if style[0] == "{" else found[1]
        return style.format(number)

    text = re.sub(r"(?m)^([一二三四五六])、", numbered, text_of())
    assert data_of(read_bytes(text.encode()))["sections"] == facts_of()["sections"]


def test_a_chapter_without_its_number_between_numbered_ones():
    text = text_of().replace("四、政府信息公开行政复议", "政府信息公开行政复议")
    assert data_of(read_bytes(text.encode()))["sections"] == facts_of()["sections"]


@pytest.mark.parametrize(
    "sentence",
    [
        "没有其他需要报告的事项。",
        "无其他需要报告的事项",
        "本机关无其他需要报告的事项。",
        "其他需要报告的事项。",
    ],
)
def test_a_sentence_that_repeats_its_heading_makes_it_no_line_of_contents(sentence):
    facts = facts_of()
    facts["sections"][-1]["text"] = sentence
    sections = read_bytes(flattened(report_of(facts)).encode()).sections
    assert [section.key for section in sections][-1] == "other_matters"
    assert sections[-1].text == sentence


def test_numbered_paragraphs_are_no_chapters():
    text = text_of().replace("全年没有收取", "一、收费\n二、宣传\n没有收取")
    found = read_bytes(text.encode())
    assert [each.number for each in found.sections] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_encodings(encoding):
    assert data_of(read_bytes(text_of().encode(encoding))) == data_of(invented())


def test_text_cut_in_the_middle_of_a_character_is_still_utf_8():
    content = text_of().encode() + "，。".encode()[:4]
    assert read_bytes(content).office == "云川市水务局"


@pytest.mark.parametrize(
    ("numeral", "number"),
    [("一", 1), ("十", 10), ("十二", 12), ("三十", 30), ("九十九", 99), ("二〇", 20), ("五十三十", None), ("十五六", None), ("", None), ("甲", None)],
)  # fmt: skip
def test_the_number_of_a_chapter(numeral, number):
    assert chinese_number(numeral) == number
