"""Working days: vectors, three sources held against each other, and what a new notice does."""

import json
import tomllib
from bisect import bisect_right
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.calendar import (
    Calendar,
    Holiday,
    Notice,
    OutsideTheCalendar,
    UnusableNotice,
    festivals,
    read_notice,
    standard_calendar,
)

FIRST, LAST = date(2008, 5, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
ANY_DAY = st.dates(FIRST, date(2090, 12, 31))

VECTORS = """
2025-09-26  7  2025-10-13
2025-09-26 20  2025-10-30
2026-01-03 20  2026-01-29
2026-01-04 20  2026-01-30
2026-01-30 20  2026-03-05
2026-01-30 40  2026-04-02
2026-02-10 15  2026-03-09
2026-02-12 20  2026-03-18
2026-04-30  7  2026-05-13
2026-09-18 20  2026-10-22
2026-09-25 20  2026-10-29
"""


@pytest.fixture(scope="module")
def calendar():
    return standard_calendar()


@pytest.mark.parametrize("row", VECTORS.split("\n")[1:-1])
def test_the_worked_examples_hold(calendar, row):
    start, count, result = row.split()
    assert calendar.working_day(date.fromisoformat(start), int(count)) == date.fromisoformat(result)


def by_chinesecalendar(day):
    return chinese_calendar.is_workday(day)


_CN = holidays.CN(years=range(2008, 2027))


def by_holidays(day):
    return (day.weekday() < 5 and day not in _CN) or day in _CN.weekend_workdays


def by_the_notices():
    rows = tomllib.loads(
        Path(__file__).with_name("state_council_notices.toml").read_text(encoding="utf-8")
    )["notice"]
    off, worked = set(), set()
    for row in rows:
        for span in row["off"]:
            first, _, last = span.partition("..")
            start, end = date.fromisoformat(first), date.fromisoformat(last or first)
            off |= {start + timedelta(n) for n in range((end - start).days + 1)}
        worked |= set(row["worked"])
    return lambda day: day in worked or (day.weekday() < 5 and day not in off)


@pytest.mark.parametrize(
    "is_working_day",
    [by_chinesecalendar, by_holidays, by_the_notices()],
    ids=["chinesecalendar", "holidays", "notices-transcribed"],
)
@pytest.mark.parametrize("count", [7, 15, 20])
def test_every_result_up_to_2026_equals_that_of_another_source(calendar, is_working_day, count):
    working = [day for day in DAYS if is_working_day(day)]
    disagreements = []
    for start in DAYS:
        position = bisect_right(working, start) + count - 1
        if position < len(working) and calendar.working_day(start, count) != working[position]:
            disagreements.append((start, working[position]))
    assert disagreements == []


def test_notices_carry_the_numbers_under_which_they_were_issued(calendar):
    rows = tomllib.loads(
        Path(__file__).with_name("state_council_notices.toml").read_text(encoding="utf-8")
    )["notice"]
    assert {row["year"]: "，".join(row["numbers"]) for row in rows} == {
        notice.year: notice.number for notice in calendar.notices
    }


def test_festivals_are_those_of_the_holidays_library():
    for year in range(2027, 2100):
        theirs = {
            day
            for day, name in holidays.CN(years=year, language="zh_CN").items()
            if "补假" not in name and day.year == year
        }
        assert set(festivals(year)) == theirs, year


@given(ANY_DAY, st.integers(1, 60))
def test_counting_and_finding_are_inverse(start, count):
    calendar = standard_calendar()
    end = calendar.working_day(start, count)
    assert calendar.is_working_day(end)
    assert calendar.working_days_between(start, end) == count


@given(ANY_DAY, st.integers(1, 40), ANY_DAY)
def test_another_day_off_never_brings_a_date_forward(start, count, day):
    calendar = standard_calendar()
    stopped = Calendar((*calendar.notices, Notice(2008, "test", None, (holiday("停工", day),), ())))
    assert stopped.working_day(start, count) >= calendar.working_day(start, count)


def holiday(name, day):
    return Holiday(name, day, day)


def known_until(calendar, year):
    return Calendar(tuple(notice for notice in calendar.notices if notice.year <= year))


SINGULAR = (date(2015, 9, 4), date(2015, 9, 5))
"""Sunday 6 September 2015 was worked for a holiday of that year alone (国发明电〔2015〕1号)."""


@pytest.mark.parametrize("count", [7, 15, 20, 40])
def test_no_notice_ever_brought_a_date_before_the_earliest(calendar, count):
    """Every year without its next notice, and every year as if it had none itself."""
    beaten = []
    for year in range(2008, 2026):
        starts = [day for day in DAYS if day.year == year]
        real = {day: calendar.working_day(day, count) for day in starts}
        for known in (known_until(calendar, year), known_until(calendar, year - 1)):
            earliest = known.earliest
            beaten += [day for day in starts if real[day] < earliest.working_day(day, count)]
    assert [day for day in beaten if day not in SINGULAR] == []


def test_the_likely_date_has_been_beaten_so_that_the_earliest_is_needed(calendar):
    start = date(2018, 12, 20)
    known = known_until(calendar, 2018)
    real = calendar.working_day(start, 7)
    assert known.earliest.working_day(start, 7) <= real < known.working_day(start, 7)


def test_in_a_year_without_a_notice_weekend_days_near_a_festival_may_be_worked(calendar):
    saturday_near_new_year = date(2028, 1, 8)
    saturday_far_from_any = date(2028, 3, 11)
    assert not calendar.is_working_day(saturday_near_new_year)
    assert calendar.earliest.is_working_day(saturday_near_new_year)
    assert not calendar.earliest.is_working_day(saturday_far_from_any)


def test_the_notice_to_come_may_reach_back_into_the_year_before(calendar):
    assert not calendar.is_working_day(date(2026, 12, 26))
    assert calendar.earliest.is_working_day(date(2026, 12, 26))
    assert not calendar.earliest.is_working_day(date(2026, 12, 20))


def test_a_year_with_a_notice_has_no_earliest_beside_it(calendar):
    assert not calendar.earliest.is_working_day(date(2026, 9, 26))
    assert not calendar.earliest.is_working_day(date(2026, 9, 19))
    assert calendar.is_announced(2026)
    assert not calendar.is_announced(2027)


def test_a_year_without_a_notice_keeps_its_festivals_and_moves_nothing(calendar):
    assert calendar.why_off(date(2027, 2, 5)) == "春节"  # 除夕
    assert calendar.why_off(date(2027, 2, 8)) == "春节"  # 初三
    assert calendar.is_working_day(date(2027, 2, 9))
    assert calendar.is_working_day(date(2027, 5, 3))  # a Saturday festival is not compensated
    assert calendar.why_off(date(2026, 9, 26)) == "中秋节"
    assert calendar.is_make_up_day(date(2026, 9, 20))
    assert calendar.why_off(date(2026, 11, 21)) == "周末"


def test_days_outside_the_table_are_refused(calendar):
    for day in (date(2007, 12, 31), date(2100, 1, 1)):
        with pytest.raises(OutsideTheCalendar, match="没有"):
            calendar.is_working_day(day)
    with pytest.raises(OutsideTheCalendar, match="超出"):
        calendar.working_day(date(2099, 12, 20), 20)


NOTICE_2027 = {
    "year": 2027,
    "number": "国办发明电〔2026〕0号（虚构）",
    "issued_on": "2026-11-25",
    "days_off": [
        {"name": "元旦", "days": "2027-01-01..2027-01-03"},
        {"name": "春节", "days": "2027-02-05..2027-02-11"},
        {"name": "清明节", "days": "2027-04-03..2027-04-05"},
        {"name": "劳动节", "days": "2027-05-01..2027-05-05"},
        {"name": "端午节", "days": "2027-06-09"},
        {"name": "中秋节", "days": "2027-09-15"},
        {"name": "国庆节", "days": "2027-10-01..2027-10-07"},
    ],
    "make_up_days": ["2027-02-20", "2027-02-14", "2027-05-08", "2027-09-26", "2027-10-09"],
}


def changed(**fields):
    return json.dumps({**NOTICE_2027, **fields}, ensure_ascii=False)


def test_a_notice_is_loaded_and_ends_the_provisional_year(calendar):
    loaded = calendar.with_notice(read_notice(json.dumps(NOTICE_2027)))
    assert loaded.is_announced(2027)
    assert loaded.is_make_up_day(date(2027, 2, 20))
    assert loaded.why_off(date(2027, 2, 11)) == "春节"
    assert calendar.is_working_day(date(2027, 2, 11))
    assert loaded.citation(2027) == "2027年节假日安排（国办发明电〔2026〕0号（虚构））"


def test_a_revised_notice_takes_the_place_of_its_year_s_earlier_one(calendar):
    new_year = Holiday("元旦", date(2026, 1, 1), date(2026, 1, 1))
    revised = calendar.with_notice(Notice(2026, "变更", None, (new_year,), ()))
    assert not calendar.is_working_day(date(2026, 1, 2))
    assert revised.is_working_day(date(2026, 1, 2))
    assert calendar.is_working_day(date(2026, 1, 4))
    assert not revised.is_working_day(date(2026, 1, 4))
    assert revised.citation(2026) == "2026年节假日安排（变更）"
    assert revised.is_make_up_day(date(2025, 10, 11))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "不是有效的 JSON"),
        ("[]", "应是一个 JSON 对象"),
        ("{}", "缺少 year"),
        (changed(year="2027"), "year 应是"),
        (changed(year=True), "year 应是"),
        (changed(days_off=[{"name": "元旦"}]), "列表"),
        (changed(days_off=[{"name": "", "days": "2027-01-01"}]), "名称"),
        (changed(days_off=[{"name": "元旦", "days": "2027-01-03..2027-01-01"}]), "先后颠倒"),
        (changed(make_up_days=["20270220"]), "YYYY-MM-DD"),
        (changed(make_up_days=["2027-02-30"]), "YYYY-MM-DD"),
        (changed(make_up_days=["2027-02-22"]), "本来就是工作日"),
        (changed(make_up_days=["2027-02-06"]), "既列为放假日"),
        (changed(make_up_days=["2031-02-22"]), "不相干"),
        (changed(days_off=NOTICE_2027["days_off"][1:]), "漏了法定节日：元旦"),
    ],
)
def test_a_notice_that_cannot_be_right_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(UnusableNotice, match=sentence):
        read_notice(text)
