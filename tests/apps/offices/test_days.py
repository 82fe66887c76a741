"""Days as people read them, and the derivation of a date as a page shows it."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from gongkai.apps.offices.templatetags.days import day, days_written, weeks
from gongkai.law.calendar import standard_calendar
from gongkai.law.deadlines import Facts, Wait, reply_deadline
from gongkai.law.receipt import Channel
from gongkai.law.reckoning import day_by_day

TODAY = date(2026, 11, 20)
CASE = Facts(
    Channel.INTERNET,
    date(2026, 9, 21),
    date(2026, 9, 22),
    correction=Wait(date(2026, 9, 24), date(2026, 9, 30)),
    consultations=(Wait(date(2026, 10, 16), date(2026, 11, 6)),),
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 11, 24), "11月24日 周二"),
        (date(2026, 1, 4), "1月4日 周日"),
        (date(2027, 1, 6), "2027年1月6日 周三"),
        (date(2025, 12, 31), "2025年12月31日 周三"),
        (None, ""),
    ],
)
def test_a_day_has_its_weekday_and_its_year_only_where_it_is_another(value, text):
    assert day(value, TODAY) == text


def test_days_within_a_sentence_are_written_out():
    text = "2026-10-16 发出征求意见书之后至 2027-01-06，不计算在期限内（2026-10-161）。"
    assert days_written(text, TODAY) == (
        "10月16日 发出征求意见书之后至 2027年1月6日，不计算在期限内（2026-10-161）。"
    )


def page_of(facts, today=TODAY):
    calendar = standard_calendar()
    html = render_to_string(
        "includes/derivation.html",
        {
            "deadline": reply_deadline(facts, calendar),
            "days": day_by_day(facts, calendar),
            "today": today,
        },
    )
    return BeautifulSoup(html, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


def test_the_derivation_opens_on_reasons_articles_and_days():
    page = page_of(CASE)
    assert words(page.summary) == "为什么是 11月24日 周二"
    reasons = [words(reason) for reason in page.select(".reckoning > li")]
    assert reasons[2] == "自次日起20个工作日内答复。 《政府信息公开条例》第三十三条第二款"
    assert reasons[-1] == "最迟答复日 11月24日 周二"
    assert words(page.caption) == "逐日计算：2026年9月28日至11月29日"
    cells = [words(cell) for cell in page.select(".day-grid td")]
    assert cells[:4] == ["9/28", "29", "30 收到", "10/1 国庆节"]
    assert cells[-7:-5] == ["23 第19", "24 到期"]
    assert [words(cell) for cell in page.select(".is-today")] == ["20 第18 今天"]


@pytest.mark.parametrize(
    ("facts", "today", "legend"),
    [
        (
            CASE,
            TODAY,
            "起算、到期 第N：计入的工作日 班N：调休上班，计入 扣除：不计算在期限内 休息日 今天",
        ),
        (Facts(Channel.COUNTER, date(2026, 3, 2)), TODAY, "起算、到期 第N：计入的工作日 休息日"),
        (
            Facts(Channel.COUNTER, date(2026, 3, 2), consultations=(Wait(date(2026, 3, 4)),)),
            date(2026, 3, 5),
            "起算 第N：计入的工作日 休息日 今天",
        ),
    ],
)
def test_the_legend_names_what_the_table_holds(facts, today, legend):
    assert words(page_of(facts, today).select_one(".legend")) == legend


def test_a_provisional_date_says_so():
    page = page_of(Facts(Channel.COUNTER, date(2026, 11, 10), extension=20))
    assert words(page.select(".reckoning > li")[-1]) == "最迟答复日 2027年1月6日 周三 暂定"
    assert words(page.caption) == "逐日计算：2026年11月9日至2027年1月10日"


@pytest.mark.parametrize(
    ("facts", "ending"),
    [
        (Facts(Channel.INTERNET, date(2026, 11, 20)), "现在没有答复期限"),
        (
            Facts(Channel.COUNTER, date(2026, 3, 2), fee=Wait(date(2026, 3, 10), date(2026, 4, 9))),
            "不再处理，没有答复期限",
        ),
    ],
)
def test_where_there_is_no_date_the_derivation_says_what_there_is(facts, ending):
    page = page_of(facts)
    assert words(page.summary) == "期限是怎么算的"
    assert words(page.select(".reckoning > li")[-1]) == ending


def test_weeks_left_out_are_named_in_their_place():
    days = day_by_day(
        Facts(Channel.COUNTER, date(2026, 1, 5), delayed_to=date(2027, 8, 1)), standard_calendar()
    )
    assert [week.left_out for week in weeks(days)] == [0, 0, 0, 0, 0, 76]
    page = page_of(Facts(Channel.COUNTER, date(2026, 1, 5), delayed_to=date(2027, 8, 1)))
    assert words(page.select_one(".gap")) == "中间 76 周没有计入的日子，略去"
    assert words(page.select_one(".gap + tr td")) == "7/26"
