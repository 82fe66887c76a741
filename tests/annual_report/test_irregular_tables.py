"""Tables written by hand: rows and columns in other orders, tables that stand twice, odd cells.

Nothing here is taken from the forms of the program: labels, headings and order are written out.
"""

import re

import pytest

from gongkai.annual_report.checking import check
from gongkai.annual_report.exchange import data_of
from gongkai.annual_report.reading import read_bytes, remedies
from gongkai.annual_report.reading.blocks import Grid, GridCell
from gongkai.annual_report.report import Severity, State, Verdict

HEAD = """云川市水务局2023年政府信息公开工作年度报告

本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。联系电话：0000-5550108。

一、总体情况
全年平稳。
二、主动公开政府信息情况
"""

KINDS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
KEYS = [
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_welfare_organization",
    "legal_service_institution",
    "other_organization",
    "total",
]

# label, key, the six kinds
ROWS = [
    ("一、本年新收政府信息公开申请数量", "new", (21, 5, 3, 2, 6, 1)),
    ("二、上年结转政府信息公开申请数量", "carried_in", (1, 2, 0, 0, 1, 0)),
    ("（一）予以公开", "granted", (9, 1, 0, 1, 2, 0)),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "granted_in_part", (2, 0, 1, 0, 0, 0)),
    ("1．属于国家秘密", "refused_state_secret", (0, 1, 0, 0, 0, 0)),
    ("2．其他法律行政法规禁止公开", "refused_prohibited_by_law", (1, 0, 0, 0, 1, 0)),
    ("3．危及“三安全一稳定”", "refused_security_stability", (0, 0, 0, 0, 0, 0)),
    ("4．保护第三方合法权益", "refused_third_party", (2, 1, 0, 0, 0, 0)),
    ("5．属于三类内部事务信息", "refused_internal_affairs", (1, 0, 0, 0, 0, 0)),
    ("6．属于四类过程性信息", "refused_process_information", (0, 0, 1, 0, 0, 0)),
    ("7．属于行政执法案卷", "refused_enforcement_file", (1, 0, 0, 0, 0, 1)),
    ("8．属于行政查询事项", "refused_administrative_inquiry", (0, 0, 0, 0, 1, 0)),
    ("1．本机关不掌握相关政府信息", "unavailable_not_held", (3, 2, 0, 0, 1, 0)),
    ("2．没有现成信息需要另行制作", "unavailable_needs_creation", (0, 0, 0, 1, 0, 0)),
    ("3．补正后申请内容仍不明确", "unavailable_still_unclear", (0, 0, 0, 0, 0, 0)),
    ("1．信访举报投诉类申请", "not_processed_petition", (1, 0, 0, 0, 0, 0)),
    ("2．重复申请", "not_processed_repeat", (0, 0, 0, 0, 1, 0)),
    ("3．要求提供公开出版物", "not_processed_publication", (0, 0, 0, 0, 0, 0)),
    ("4．无正当理由大量反复申请", "not_processed_excessive", (0, 1, 0, 0, 0, 0)),
    ("5．要求行政机关确认或重新出具已获取信息", "not_processed_confirmation", (0, 0, 0, 0, 0, 0)),
    ("1．申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "closed_correction_overdue", (1, 0, 0, 0, 0, 0)),
    ("2．申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "closed_fee_overdue", (0, 0, 0, 0, 0, 0)),
    ("3．其他", "closed_other", (0, 0, 0, 0, 0, 0)),
    ("（七）总计", "handled_total", (21, 6, 2, 2, 6, 1)),
    ("四、结转下年度继续办理", "carried_out", (1, 1, 1, 0, 1, 0)),
]  # fmt: skip
OFFICE = {key: dict(zip(KEYS, (*six, sum(six)), strict=True)) for _, key, six in ROWS}
FOUR = [[4, 1, 2, 3, 10], [1, 0, 2, 1, 4], [2, 2, 1, 0, 5]]
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
RESULT_KEYS = ["upheld", "corrected", "other", "pending", "total"]
GROUP_KEYS = ["reconsideration", "litigation_direct", "litigation_after_reconsideration"]
REMEDIES = {
    group: dict(zip(RESULT_KEYS, five, strict=True))
    for group, five in zip(GROUP_KEYS, FOUR, strict=True)
}


def html_table(rows):
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def cells(texts, tag="td"):
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


def part_three(rows=ROWS, order=range(7), times=1, cell=lambda key, at, number: number):
    """Part three as a web page prints it, columns in any order, all numbers times a factor."""
    lines = [cells(["项目", *(KINDS[at] for at in order)])]
    for label, key, six in rows:
        numbers = [each * times for each in (*six, sum(six))]
        lines.append(cells([label, *(cell(key, at, numbers[at]) for at in order)]))
    return html_table(lines)


def part_two(licences=321, heading="本年处理决定数量"):
    return html_table(
        cells(row)
        for row in [
            ["第二十条第（一）项"],
            ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
            ["规章", 0, 0, 0],
            ["行政规范性文件", 7, 2, 40],
            ["第二十条第（五）项"],
            ["信息内容", heading],
            ["行政许可", licences],
            ["第二十条第（六）项"],
            ["信息内容", heading],
            ["行政处罚", 55],
            ["行政强制", 4],
            ["第二十条第（八）项"],
            ["信息内容", "本年收费金额（单位：万元）"],
            ["行政事业性收费", "12.5"],
        ]
    )


def part_four(times=1, order=range(5), numbers=None):
    heads = "<td colspan=5>行政复议</td><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td>"
    fifteen = [five[at] * times for five in FOUR for at in order]
    return html_table([heads, cells([RESULTS[at] for at in order] * 3), cells(numbers or fifteen)])


def page(two=None, three=None, four=None, lead=HEAD):
    head = "".join(f"<p>{line}</p>" for line in lead.splitlines() if line)
    return (
        f"<html><body>{head}{two or part_two()}"
        f"<p>三、收到和处理政府信息公开申请情况</p>{three or part_three()}"
        f"<p>四、政府信息公开行政复议、行政诉讼情况</p>{four or part_four()}"
        "<p>五、存在的主要问题及改进情况</p><p>解读偏少。</p>"
        "<p>六、其他需要报告的事项</p><p>无。</p></body></html>"
    )


def read(text):
    return read_bytes(text.encode())


def codes(report):
    return [note.code for note in report.notes]


def findings(report, name):
    return [each for each in check(report).findings if each.check == name]


def test_the_table_written_by_hand_is_read_whole():
    found = read(page())
    assert data_of(found)["applications"] == OFFICE
    assert data_of(found)["remedies"] == REMEDIES
    assert found.notes == ()
    assert check(found).is_clean


@pytest.mark.parametrize(
    "order",
    [(6, 0, 1, 2, 3, 4, 5), (0, 2, 1, 3, 4, 5, 6), (5, 4, 3, 2, 1, 0, 6), (0, 6, 1, 2, 3, 4, 5)],
)
def test_columns_in_another_order_are_read_by_their_headings(order):
    found = read(page(three=part_three(order=order)))
    assert data_of(found)["applications"] == OFFICE
    assert codes(found) == ["columns-reordered"]


@pytest.mark.parametrize("separator", ["\t", "  ", "\n"])
@pytest.mark.parametrize("order", [(6, 0, 1, 2, 3, 4, 5), (0, 2, 1, 3, 4, 5, 6)])
def test_columns_of_text_in_another_order(separator, order):
    lines = [separator.join(["项目", *(KINDS[at] for at in order)])]
    for label, _, six in ROWS:
        numbers = (*six, sum(six))
        lines.append(separator.join([label, *(str(numbers[at]) for at in order)]))
    found = read(f"{HEAD}三、收到和处理政府信息公开申请情况\n" + "\n".join(lines))
    assert data_of(found)["applications"] == OFFICE


def test_columns_go_on_over_the_next_page_in_their_order():
    whole = part_three(order=(0, 2, 1, 3, 4, 5, 6))
    cut = whole.index("<tr><td>1．信访")
    found = read(page(three=f"{whole[:cut]}</table><p>- 3 -</p><table>{whole[cut:]}"))
    assert data_of(found)["applications"] == OFFICE


def test_headings_out_of_order_and_not_all_there_place_nothing():
    found = read(page(three=part_three(order=(0, 2, 1, 3, 4, 5, 6)).replace("法律服务机构", "")))
    assert {cell.state for _, _, cell in found.applications.each()} == {State.UNREADABLE}
    assert Severity.ERROR not in {each.severity for each in check(found).findings}


def test_two_sets_of_columns_side_by_side():
    def both(text):
        return re.sub(r"<tr><td>(.*?)</td>(.*?)</tr>", r"<tr><td>\1</td>\2\2</tr>", text)

    found = read(page(three=both(part_three())))
    assert data_of(found)["applications"] == OFFICE
    assert codes(found) == ["columns-repeated"]
    assert len(findings(found, "second-table")) == 1


ROWS_MOVED = {
    "two rows changed places": lambda rows: [*rows[:4], rows[9], *rows[5:9], rows[4], *rows[10:]],
    "the sum first": lambda rows: [rows[23], *rows[:23], rows[24]],
    "backwards": lambda rows: rows[::-1],
    "what is carried on before the sum": lambda rows: [*rows[:23], rows[24], rows[23]],
}


@pytest.mark.parametrize("name", ROWS_MOVED)
@pytest.mark.parametrize("prefix", ["", "第三部分"])
def test_rows_in_another_order_are_read_by_their_labels(name, prefix):
    moved = ROWS_MOVED[name](ROWS)
    found = read(page(three=part_three(moved)) if not prefix else text_of(moved))
    assert data_of(found)["applications"] == OFFICE
    if not prefix and name != "the sum first" and "carried" not in name:
        assert set(codes(found)) <= {"rows-reordered"}


def text_of(rows):
    lines = ["\t".join([label, *map(str, (*six, sum(six)))]) for label, _, six in rows]
    return f"{HEAD}三、收到和处理政府信息公开申请情况\n" + "\n".join(
        ["\t".join(["", *KINDS]), *lines]
    )


def test_a_group_line_with_a_sum_takes_no_row_s_place():
    """（三）不予公开 with its own sum above a table that lost one of its rows."""
    rows = [row for row in ROWS if row[1] != "refused_state_secret"]
    rows.insert(4, ("（三）不予公开", "", (5, 1, 1, 0, 2, 1)))
    found = read(page(three=part_three(rows)))
    assert set(data_of(found)["applications"]["refused_state_secret"].values()) == {None}


def test_a_group_line_is_like_no_row():
    """不予公开 is worded nearly like 予以公开: with both first outcomes lost it stays what it is."""
    rows = [row for row in ROWS if not row[1].startswith("granted")]
    rows.insert(2, ("（三）不予公开", "", (5, 1, 1, 0, 2, 1)))
    found = read(page(three=part_three(rows)))
    assert set(data_of(found)["applications"]["granted"].values()) == {None}


def test_words_beside_a_lost_label_and_a_column_of_remarks():
    three = (
        part_three()
        .replace("2．重复申请</td><td>0", "□□□□</td><td>约1")
        .replace("</tr>", "<td></td></tr>")
    )
    found = read(page(three=three))
    assert found.applications.cell("not_processed_repeat", "natural_person").raw == "约1"
    assert found.applications.cell("not_processed_repeat", "total").value == 1


def test_results_in_an_order_of_their_own_in_each_group():
    orders = (range(5), (4, 0, 1, 2, 3), (1, 0, 2, 3, 4))
    heads = [RESULTS[at] for order in orders for at in order]
    numbers = [five[at] for five, order in zip(FOUR, orders, strict=True) for at in order]
    four = re.sub(r"(?<=<tr>)<td>结果维持.*?(?=</tr>)", cells(heads), part_four(numbers=numbers))
    assert data_of(read(page(four=four)))["remedies"] == REMEDIES


@pytest.mark.parametrize(
    ("captions", "taken"),
    [
        (("", ""), 0),
        (("（一）全区情况", "（二）水务局本级情况"), 1),
        (("2022年", "2023年"), 1),
        (("2023年度", "2022年度"), 0),
        (("", "附：上一年度情况表"), 0),
        (("上年情况", "本年情况"), 1),
        (("（一）本级", "（二）2022年本级"), 0),
    ],
)
def test_of_two_tables_one_is_read_whole_by_the_same_rule_in_every_part(captions, taken):
    def both(make, *arguments):
        return "".join(
            f"<p>{caption}</p>{make(*values)}"
            for caption, values in zip(captions, arguments, strict=True)
        )

    pair = ((1,), (3,)) if taken == 0 else ((3,), (1,))
    found = read(
        page(
            both(part_two, *(((321,), (111,)) if taken == 0 else ((111,), (321,)))),
            both(lambda times: part_three(times=times), *pair),
            both(part_four, *pair),
        )
    )
    data = data_of(found)
    assert data["applications"] == OFFICE
    assert data["remedies"] == REMEDIES
    assert data["proactive"]["licensing"] == {"decisions": 321}
    assert codes(found) == ["second-table"] * 3
    warned = findings(found, "second-table")
    assert [(each.severity, each.verdict) for each in warned] == [
        (Severity.WARNING, Verdict.UNDETERMINED)
    ] * 3
    assert f"第{taken + 1}张" in warned[0].message


def test_two_tables_in_one_grid_are_told_apart():
    joined = part_three().removesuffix("</table>") + part_three(times=2).removeprefix("<table>")
    found = read(page(three=joined))
    assert data_of(found)["applications"] == OFFICE
    assert codes(found) == ["second-table"]


@pytest.mark.parametrize("separator", [" ", "\n"])
def test_two_tables_of_text_are_told_apart(separator):
    def copy(times):
        rows = [[label, *(each * times for each in (*six, sum(six)))] for label, _, six in ROWS]
        return "\n".join(separator.join(map(str, row)) for row in [["项目", *KINDS], *rows])

    three = f"上年情况\n{copy(2)}\n本年情况\n{copy(1)}"
    three = three.replace("2．重复申请", "2．□□□□", 1)  # a label lost must not reach into the other
    found = read(f"{HEAD}三、收到和处理政府信息公开申请情况\n{three}")
    assert codes(found) == ["second-table"]
    assert data_of(found)["applications"] == OFFICE
    first = read(
        f"{HEAD}三、收到和处理政府信息公开申请情况\n{three.replace('本年情况', '')}".replace(
            "上年情况", ""
        )
    )
    got = data_of(first)["applications"]
    assert set(codes(first)) == {"second-table", "row-missing"}
    twice = {row: {key: 2 * each for key, each in own.items()} for row, own in OFFICE.items()}
    assert {row for row in got if got[row] != twice[row]} == {"not_processed_repeat"}
    assert set(got["not_processed_repeat"].values()) == {None}


def test_two_rows_of_numbers_in_part_four():
    four = part_four().replace("</table>", f"<tr>{cells(range(15))}</tr></table>")
    found = read(page(four=four))
    assert data_of(found)["remedies"] == REMEDIES
    assert codes(found) == ["second-table"]


def test_the_same_table_printed_twice_leaves_no_doubt():
    found = read(page(three=part_three() * 2))
    assert data_of(found)["applications"] == OFFICE
    assert codes(found) == []


def test_a_row_printed_again_on_the_next_page_is_no_second_table():
    whole = part_three()
    cut = whole.index("<tr><td>1．信访")
    again = "<table>" + whole[whole.index("<tr><td>3．补正") :]
    found = read(page(three=f"{whole[:cut]}</table>{again}"))
    assert data_of(found)["applications"] == OFFICE
    assert codes(found) == []
    again = again.replace("<td>0</td>", "<td>8</td>", 1)
    found = read(page(three=f"{whole[:cut]}</table>{again}"))
    assert data_of(found)["applications"] == OFFICE
    assert codes(found) == ["row-repeated"]


def test_a_row_of_part_two_that_is_only_like_another_does_not_take_its_place():
    two = part_two().replace(
        "<tr><td>第二十条第（五）项",
        "<tr><td>其中：行政规范性文件</td><td>1</td><td>1</td><td>9</td></tr><tr><td>第二十条第（五）项",
    )
    found = read(page(two=two))
    assert found.proactive.cell("normative_documents", "in_force").value == 40
    assert codes(found) == ["row-repeated"]


@pytest.mark.parametrize(
    "printed", ["约91", "5（含撤回1件）", "5余", "OX", "五", "#REF!", "见附表"]
)
@pytest.mark.parametrize("at", [0, 1, 3])
@pytest.mark.parametrize("key", ["new", "granted", "carried_out"])
def test_words_in_a_number_cell_are_kept_and_swallow_no_row(printed, at, key):
    def odd(row, column, number):
        return printed if (row, column) == (key, at) else number

    found = read(page(three=part_three(cell=odd)))
    cell = found.applications.cell(key, KEYS[at])
    assert (cell.raw, cell.state) == (printed, State.UNREADABLE)
    truth = {row: dict(columns) for row, columns in OFFICE.items()}
    truth[key][KEYS[at]] = None
    assert data_of(found)["applications"] == truth
    assert not findings(found, "row-missing") + findings(found, "cells-blank")


@pytest.mark.parametrize("printed", ["约21", "五"])
def test_words_in_a_number_cell_of_a_table_without_columns(printed):
    text = text_of(ROWS).replace("申请数量\t21", f"申请数量\t{printed}")
    found = read(text)
    assert found.applications.cell("new", "natural_person").raw == printed
    assert found.applications.cell("new", "total").value == 38


@pytest.mark.parametrize("order", [(4, 0, 1, 2, 3), (1, 0, 2, 3, 4)])
def test_results_of_part_four_in_another_order(order):
    found = read(page(four=part_four(order=order)))
    assert data_of(found)["remedies"] == REMEDIES
    heads = " ".join([RESULTS[at] for at in order] * 3)
    numbers = " ".join(str(five[at]) for five in FOUR for at in order)
    text = f"行政复议 未经复议直接起诉 复议后起诉\n{heads}\n{numbers}"
    for separator in (" ", "\t", "\n"):
        found = read(
            text_of(ROWS)
            + f"\n四、政府信息公开行政复议、行政诉讼情况\n{text.replace(' ', separator)}"
        )
        assert data_of(found)["remedies"] == REMEDIES, separator


@pytest.mark.parametrize(
    "labels",
    [
        ("行政复议", "未经复议直接起诉", "复议后起诉"),
        ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）"),
        ("一、行政复议", "二、行政诉讼-未经复议直接起诉", "三、行政诉讼：复议后起诉"),
    ],
)
@pytest.mark.parametrize("order", [range(5), (4, 0, 1, 2, 3)])
def test_part_four_row_by_row(labels, order):
    rows = [["类别", *(RESULTS[at] for at in order)]]
    rows += [[label, *(five[at] for at in order)] for label, five in zip(labels, FOUR, strict=True)]
    found = read(page(four=html_table(cells(row) for row in rows)))
    assert data_of(found)["remedies"] == REMEDIES
    assert codes(found) == []


@pytest.mark.parametrize("numbers", [list(range(1, 15)), list(range(1, 18))])
def test_a_part_four_of_another_width_is_not_guessed(numbers):
    found = read(page(four=part_four(numbers=numbers).replace("结果维持", "维持", 1)))
    assert {cell.state for _, _, cell in found.remedies.each()} == {State.UNREADABLE}
    of_remedies = [each for each in check(found).findings if "remedies." in "".join(each.cells)]
    assert {each.verdict for each in of_remedies} == {Verdict.UNDETERMINED}


def test_a_blank_part_four_is_blank():
    found = read(page(four=part_four(numbers=[""] * 15)))
    assert {cell.state for _, _, cell in found.remedies.each()} == {State.BLANK}


@pytest.mark.parametrize(
    "printed", ["321①", "321²", "321⁽²⁾", "321 ⑫", "321[³]", "①321", "321⓫", "321<sup>2</sup>",
                "321<sup>[2]</sup>", "321<span style='vertical-align: super'>2</span>", "321<sub>2</sub>"]
)  # fmt: skip
def test_the_mark_of_a_footnote_is_no_digit(printed):
    found = read(page(two=part_two(printed)))
    cell = found.proactive.cell("licensing", "decisions")
    assert cell.value in {321, None}
    if cell.value is not None:
        assert codes(found) == ["footnote-mark"]
        assert len(cell.raw.strip()) > 3


@pytest.mark.parametrize("printed", ["①", "3①21", "<sup>321</sup>"])
def test_marks_alone_or_within_are_no_number(printed):
    cell = read(page(two=part_two(printed))).proactive.cell("licensing", "decisions")
    assert cell.state is State.UNREADABLE


@pytest.mark.parametrize(
    "noise",
    [
        "<span hidden>9</span>",
        "<s>9</s>",
        "<strike>9</strike>",
        "<del>9</del>",
        "<span style='text-decoration: line-through'>9</span>",
    ],
)
def test_what_is_hidden_or_struck_through_is_not_read(noise):
    found = read(page(three=part_three(cell=lambda _, __, number: f"{noise}{number}")))
    assert data_of(found)["applications"] == OFFICE


INDICATORS = [
    ("（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", 100, "S01"),
    ("其中：主动公开规范性文件数", "条", 4, "S02"),
    ("制发规范性文件总数", "件", 5, "S03"),
    ("1.政府公报公开政府信息数", "条", 0, "S04"),
    ("2.政府网站公开政府信息数", "条", 90, "S05"),
    ("3.政务微博公开政府信息数", "条", 20, "S06"),
    ("4.政务微信公开政府信息数", "条", 30, "S07"),
    ("5.其他方式公开政府信息数", "条", 5, "S08"),
    ("（一）收到申请数", "件", 10, "S17"),
    ("1.当面申请数", "件", 1, "S18"),
]
OLD = """云川市水务局2017年政府信息公开工作年度报告

一、概述
全年平稳。
二、主动公开政府信息以及公开平台建设情况
发布若干。
三、需要说明的事项与附表
无
"""


@pytest.mark.parametrize(
    ("columns", "order"),
    [
        (("指标", "代码", "单位", "数"), (0, 3, 1, 2)),
        (("代码", "指标", "单位", "数"), (3, 0, 1, 2)),
        (("指标", "数", "单位"), (0, 2, 1)),
        (("指标", "单位", "数"), (0, 1, 2)),
    ],
)
def test_statistics_with_a_code_or_the_unit_behind(columns, order):
    rows = [columns]
    for number, indicator in enumerate(INDICATORS, 1):
        whole = (*indicator[:3], f"{number:02d}")
        rows.append([whole[at] for at in order])
    head = "".join(f"<p>{line}</p>" for line in OLD.splitlines())
    found = read(f"<html><body>{head}{html_table(cells(row) for row in rows)}</body></html>")
    numbers = data_of(found)["statistics"]
    assert [numbers[key] for *_, key in INDICATORS] == [each for *_, each, _ in INDICATORS]


@pytest.mark.parametrize("separator", ["\n", " ", "\n\n"])
def test_statistics_that_lost_their_cells(separator):
    lines = [
        "政府信息公开情况统计表",
        "统计指标 单位 统计数".replace(" ", separator),
        f"一、主动公开情况{separator}——",
    ]
    for label, unit, number, key in INDICATORS:
        if key == "S17":
            lines += [f"三、依申请公开情况{separator}——"]
        lines.append(separator.join([label, unit, str(number)]))
    found = read(OLD + "\n".join(lines) + "\n说明：以上为本局数据。")
    numbers = data_of(found)["statistics"]
    assert [numbers[key] for *_, key in INDICATORS] == [each for *_, each, _ in INDICATORS]
    assert [each.number for each in found.sections] == [1, 2, 3]
    assert not findings(found, "cells-blank")
    blank = read(re.sub(r"条(\s+)90", r"条\1", OLD + "\n".join(lines)))
    assert data_of(blank)["statistics"]["S05"] is None
    assert data_of(blank)["statistics"]["S06"] == 20


@pytest.mark.parametrize("quoted", [False, True])
def test_cells_parted_by_commas(quoted):
    def joined(row):
        return ",".join(f'"{each}"' if quoted else str(each) for each in row)

    rows = [["项目", *KINDS], *([label, *six, sum(six)] for label, _, six in ROWS)]
    groups = ["行政复议", *[""] * 4, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4]
    four = [groups, RESULTS * 3, [each for five in FOUR for each in five]]
    text = HEAD.replace("情况\n", "情况,,,,,,,\n") + "三、收到和处理政府信息公开申请情况,,,,\n"
    text += "\n".join(map(joined, rows))
    text += "\n四、政府信息公开行政复议、行政诉讼情况,,,,\n" + "\n".join(map(joined, four))
    found = read(text)
    assert data_of(found)["applications"] == OFFICE
    assert data_of(found)["remedies"] == REMEDIES
    assert [each.number for each in found.sections] == [1, 2, 3, 4]


def test_numbers_of_part_four_without_any_heading_are_not_guessed():
    notes = []
    cells = tuple(GridCell(str(number), 0, number) for number in range(15))
    table = remedies.read([(0, Grid((cells,)))], notes)
    assert [note.code for note in notes] == ["remedies-width"]
    assert all(cell.value is None for _, _, cell in table.each())
