"""Web pages as content systems publish them: each irregularity done to our own page."""

import re

import pytest

from annual_report.invented import invented
from gongkai.annual_report.checking import check
from gongkai.annual_report.exchange import data_of
from gongkai.annual_report.reading import read_bytes
from gongkai.annual_report.reading.html import blocks_of
from gongkai.annual_report.rendering import html


def page(form="2021"):
    return html.render(invented(form)).decode()


def layout_tables(text):
    """The whole text in tables within tables, with a menu beside it."""
    menu = "<td><table><tr><td>首页</td><td>政务公开</td></tr><tr><td>政府信息公开年报</td></tr></table></td>"
    body = text.partition("<body>")[2].partition("</body>")[0]
    framed = f"<table><tr>{menu}<td><table><tr><td>{body}</td></tr></table></td></tr></table>"
    return text.replace(body, framed)


def breadcrumb_and_meta(text):
    head = (
        "<div class='nav'><a>首页</a> &gt; <a>政务公开</a> &gt; <a>政府信息公开年报</a></div>"
        "<div><span>发布时间：2024-01-12</span> <span>来源：云川市水务局</span></div>"
    )
    return re.sub(r"(?=<article[ >])", head, text)


def paragraphs_in_cells(text):
    return re.sub(
        r"<(td|th)([^>]*)>(.*?)</\1>",
        r'<\1\2><p class="MsoNormal"><span>\3<o:p></o:p></span></p></\1>',
        text,
    )


def spaces_and_breaks(text):
    text = re.sub(r"<td>(\d+)</td>", r"<td>&nbsp;\1&nbsp;<br></td>", text)
    return text.replace("结果维持", "结果<br>维持").replace(
        "社会公益组织", "社会<br/>公益<br/>组织"
    )


def cells_as_th_and_no_head(text):
    return (
        text.replace("<thead>", "")
        .replace("</thead>", "")
        .replace("<td", "<th")
        .replace("</td", "</th")
    )


def breaks_for_paragraphs(text):
    return text.replace("</p>\n<p>", "<br>\n")


def comments_scripts_and_hidden(text):
    noise = "<!-- 9 --><script>var x = '9';</script><span style='display:none'>9</span>"
    return text.replace("<td>", "<td>" + noise)


def upper_case(text):
    return re.sub(r"</?(?:table|tr|td|th|tbody|thead|p|h2)\b", lambda found: found[0].upper(), text)


def unclosed(text):
    return re.sub(r"</(?:td|tr|p)>", "", text)


CHANGES = [
    layout_tables,
    breadcrumb_and_meta,
    paragraphs_in_cells,
    spaces_and_breaks,
    cells_as_th_and_no_head,
    breaks_for_paragraphs,
    comments_scripts_and_hidden,
    upper_case,
    unclosed,
]


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_the_report_is_read_the_same(change, form):
    damaged = change(page(form))
    assert damaged != page(form)
    found = data_of(read_bytes(damaged.encode(), "x.html"))
    truth = data_of(invented(form))
    assert found | {"notes": [], "preamble": truth["preamble"]} == truth
    assert truth["preamble"] in found["preamble"]


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "utf-16"])
def test_encodings_declared_or_not(encoding):
    name = "gb18030" if encoding.startswith("gb") else encoding
    for text in (page(), page().replace('charset="utf-8"', f'charset="{encoding}"')):
        assert data_of(read_bytes(text.encode(name))) == data_of(invented())


def test_a_page_names_its_title_once_more_without_fault():
    again = f"<h1>{invented().title}</h1><p>浏览次数：12</p>"
    text = re.sub(r"(?=<article[ >])", again, page())
    assert "title-repeated" not in {f.check for f in check(read_bytes(text.encode())).findings}


def test_the_title_may_stand_in_the_head_alone():
    text = re.sub(r"<h1>.*?</h1>", "", page())
    text = text.replace("</title>", "_工作报告_云川市人民政府</title>")
    found = read_bytes(text.encode())
    assert (found.title, found.preamble) == (invented().title, invented().preamble)


def test_headings_merged_by_empty_cells():
    """Some pages fill up the heading rows with empty cells in place of rowspan."""
    text = page().replace(' rowspan="2">自然人', ">自然人").replace(' rowspan="2">总计', ">总计")
    text = text.replace('<tr><th scope="col">商业企业', '<tr><td></td><th scope="col">商业企业')
    text = text.replace('<th scope="col">其他</th></tr>', '<th scope="col">其他</th><td></td></tr>')
    assert data_of(read_bytes(text.encode())) == data_of(invented())


def test_rowspans_shift_the_cells_below_them():
    """A cell merged downwards takes its column from the rows below."""
    text = page().replace(
        '<th scope="row" colspan="2">（七）总计</th>', '<td rowspan="1" colspan="2">（七）总计</td>'
    )
    assert data_of(read_bytes(text.encode())) == data_of(invented())


def test_spans_beyond_reason_are_cut():
    text = (
        page()
        .replace('colspan="7"', 'colspan="99999999"')
        .replace('rowspan="3"', 'rowspan="4000000000"')
    )
    assert read_bytes(text.encode()).title == invented().title


def test_tables_of_divs_are_read_by_labels():
    text = re.sub(r"<(/?)(?:table|thead|tbody|tr|td|th)\b[^>]*>", r"<\1div>", page())
    found = data_of(read_bytes(text.encode()))
    truth = data_of(invented())
    assert (found["applications"], found["remedies"]) == (truth["applications"], truth["remedies"])


def test_cells_stand_in_their_true_columns():
    rows = "<tr><td rowspan=2>a<td colspan=2>b<td>c<tr><td>d<td rowspan=2>e<td>f<tr><td>g<td>h<td>i"
    [grid] = blocks_of(f"<table>{rows}</table>".encode())
    assert [[(cell.text, cell.column) for cell in row] for row in grid.rows] == [
        [("a", 0), ("b", 1), ("c", 3)],
        [("d", 1), ("e", 2), ("f", 3)],
        [("g", 0), ("h", 1), ("i", 3)],
    ]
