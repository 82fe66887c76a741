"""Charts print every figure, say in words what they show, and leave a gap where a number is missing."""

import re
from decimal import Decimal

import pytest
from lxml import etree

from gongkai.annual_report.rendering.charts import (
    NARROW_STYLE,
    Chart,
    Series,
    bar_chart,
    figure,
    for_every_screen,
    line_chart,
)

YEARS = ("2023年", "2024年", "2025年")
SVG = "{http://www.w3.org/2000/svg}"


def chart(*values, labels=YEARS, **changes):
    series = tuple(Series(f"新收{at}", each) for at, each in enumerate(values))
    return Chart("c", "新收申请", labels, series, "件", **changes)


def texts(svg):
    return ["".join(each.itertext()) for each in etree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("draw", [line_chart, bar_chart])
def test_a_chart_is_an_image_with_title_and_description(draw):
    root = etree.fromstring(draw(chart((3, 5, 8))))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "c-title c-words"
    assert root.findtext(f"{SVG}title") == "新收申请"
    assert root.findtext(f"{SVG}desc") == "新收0：2023年为3件，2025年为8件。数据见表格。"


@pytest.mark.parametrize("draw", [line_chart, bar_chart])
def test_text_is_never_taken_for_markup_and_no_script_or_address_is_in_it(draw):
    svg = draw(Chart('a"<', "<script>&", ("<b>", "&"), (Series("<i>", (1, 2)),), "<u>"))
    assert "<script" not in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert "<b>" in texts(svg)


def test_a_line_is_interrupted_where_a_number_is_missing():
    whole = line_chart(chart((3, 5, 8)))
    broken = line_chart(chart((3, None, 8)))
    assert len(re.findall(r"M[\d. ]+L", whole)) == 2
    assert re.findall(r"M[\d. ]+L", broken) == []
    assert broken.count("<circle") == 2


def test_a_bar_that_is_missing_is_said_not_drawn_as_nothing():
    drawn = texts(bar_chart(chart((3, None, 0))))
    assert "无数据" in drawn
    assert "0 件" in drawn


def test_every_bar_has_its_figure_and_the_second_series_is_told_without_colour():
    svg = bar_chart(chart((3, 5, 1234), (1, 2, Decimal("0.5"))))
    assert {"3 件", "5 件", "1,234 件", "0.5 件"} <= set(texts(svg))
    fills = {each.get("fill") for each in etree.fromstring(svg).iter(f"{SVG}rect")}
    assert len(fills) == 2


def test_colours_are_the_house_properties_with_fallbacks():
    svg = line_chart(chart((3, 5, 8), (1, 2, 3)))
    assert "var(--chart-1, #1b4a7d)" in svg
    assert re.findall(r'(?:fill|stroke)="#', svg) == []


def test_nothing_is_drawn_outside_the_picture():
    long = "云川市高新技术产业开发区管理委员会行政审批服务局（市政务服务管理办公室）" * 2
    for width in (360, 900):
        big = Chart("c", "t", (long, "乙"), (Series(long, (10**9, -(10**8))),), "万元", width=width)
        for draw in (line_chart, bar_chart):
            root = etree.fromstring(draw(big))
            _, _, right, bottom = map(float, root.get("viewBox").split())
            for each in root.iter(f"{SVG}text"):
                wide = sum(13 if ord(one) > 0x2E7F else 7.6 for one in "".join(each.itertext()))
                shift = {"end": -wide, "middle": -wide / 2}.get(each.get("text-anchor"), 0)
                x = float(each.get("x")) + shift
                middle = each.get("text-anchor") == "middle"
                assert middle or -1 <= x <= x + wide <= right + 1, "".join(each.itertext())
                assert 0 <= float(each.get("y")) <= bottom + 1


def test_two_ends_that_meet_are_written_one_below_the_other():
    root = etree.fromstring(line_chart(chart((3, 5, 8), (1, 2, 8))))
    tops = [float(each.get("y")) for each in root.iter(f"{SVG}text") if "8 件" in each.itertext()]
    assert len(tops) == 2
    assert abs(tops[0] - tops[1]) > 30


def test_many_labels_are_thinned_and_the_last_stays():
    labels = tuple(f"{year}年" for year in range(2008, 2038))
    printed = [each for each in texts(line_chart(chart((1,) * 30, labels=labels))) if "年" in each]
    assert "2037年" in printed
    assert len(printed) < 30


@pytest.mark.parametrize("values", [(), ((1, 2, 3),) * 3, ((1, 2),)])
def test_a_chart_that_cannot_be_drawn_is_refused(values):
    with pytest.raises(ValueError, match="series"):
        chart(*values)


def test_figures_have_thousands_and_no_idle_zeros():
    assert [figure(each) for each in (1234567, Decimal("160.50"), 0.1, 100, Decimal("1E+3"))] == [
        "1,234,567",
        "160.5",
        "0.1",
        "100",
        "1,000",
    ]


def test_no_number_at_all_still_makes_a_picture():
    for draw in (line_chart, bar_chart):
        assert "没有数据" in draw(chart((None, None, None)))


@pytest.mark.parametrize("draw", [line_chart, bar_chart])
def test_a_page_holds_the_drawing_for_a_phone_beside_that_for_a_column(draw):
    both = for_every_screen(draw, chart((3, 5, 8)))
    assert re.findall(r'viewBox="0 0 (\d+)', both) == ["900", "350"]
    names = re.findall(r' id="([^"]+)"', both)
    assert len(names) == len(set(names)) == 4
    wide, narrow = re.findall(r'<div class="(\w+)"><svg', both)
    shown_first, shown_below = NARROW_STYLE.split("@media")
    assert f".{narrow} {{ display: none; }}" in shown_first
    assert f".{wide} {{ display: none; }} .{narrow} {{ display: block; }}" in shown_below


def test_no_line_of_a_label_begins_with_a_mark_that_closes():
    label = "正文与表格：写“均已办结”的，第三部分结转下年应为零"
    for width in range(120, 400, 4):
        drawn = Chart("c", "标题", (label,), (Series("份", (3,)),), width=width)
        lines = [text for text in texts(bar_chart(drawn)) if text in label]
        assert "".join(lines) == label
        assert not {line[0] for line in lines} & set("，：”")


def test_notes_that_would_touch_stand_on_both_sides_of_their_lines():
    labels = tuple(f"{year}年" for year in range(2015, 2026))
    marks = ((4, "2019年格式"), (6, "2021年格式"))
    both = [chart(range(11), labels=labels, marks=marks, width=width) for width in (350, 900)]
    narrow, wide = (
        [
            each
            for each in etree.fromstring(line_chart(one)).iter(f"{SVG}text")
            if "格式" in (each.text or "")
        ]
        for one in both
    )
    assert [each.get("text-anchor") for each in narrow] == ["end", None]
    assert [each.get("text-anchor") for each in wide] == [None, None]
    assert float(narrow[0].get("x")) < float(narrow[1].get("x"))
