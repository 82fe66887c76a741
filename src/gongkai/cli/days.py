"""What several commands take: days, intervals of days, holiday notices, and the office's settings."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import click

from gongkai.cli.program import Refusal
from gongkai.law.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    Calendar,
    UnusableNotice,
    day_written,
    read_notice,
    standard_calendar,
)
from gongkai.law.deadlines import Wait
from gongkai.law.practice import DEFAULT_PRACTICE, Practice, UnusablePractice, read_practice
from gongkai.law.receipt import ImpossibleFacts

WEEKDAYS = "一二三四五六日"


class Day(click.ParamType[date]):
    """A calendar day, written YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            day = day_written(value)
        except ValueError:
            self.fail(f"{value} 不是有效的日期，应写作 YYYY-MM-DD。", param, ctx)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail(f"{value} 不在{FIRST_YEAR}年至{LAST_YEAR}年之间。", param, ctx)
        return day


class Interval(click.ParamType[Wait]):
    """Two days written A..B, or A.. while the end has not come."""

    name = "A..B"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Wait:
        if isinstance(value, Wait):
            return value
        first, dots, last = value.partition("..")
        if not dots:
            self.fail(f"{value} 应写作 开始日..结束日，尚未结束的写作 开始日..。", param, ctx)
        start = DAY.convert(first, param, ctx)
        end = DAY.convert(last, param, ctx) if last else None
        try:
            return Wait(start, end, delivered_on=start)
        except ImpossibleFacts as error:
            self.fail(str(error), param, ctx)


DAY = Day()
INTERVAL = Interval()


def once(context: click.Context, parameter: click.Parameter, values: tuple[Any, ...]) -> Any:
    """Return the one value of an option declared `multiple`, None if absent; refuse a second."""
    if len(values) > 1:
        raise click.BadParameter("只能给一次。", context, parameter)
    if not values and parameter.required:
        raise click.MissingParameter(ctx=context, param=parameter)
    return values[0] if values else None


def calendar_with(notice: Path | None) -> Calendar:
    """Return the standard calendar, with the notice in that file if one is given."""
    if notice is None:
        return standard_calendar()
    try:
        return standard_calendar().with_notice(read_notice(notice.read_text(encoding="utf-8-sig")))
    except UnusableNotice as error:
        raise Refusal(str(error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(f"节假日通知文件 {notice.name} 不能读取，应为 UTF-8 编码的 JSON。") from error


def practice_of_the_office() -> Practice:
    """Return the settings that GONGKAI_PRACTICE names, or the defaults."""
    named = os.environ.get("GONGKAI_PRACTICE")
    if not named:
        return DEFAULT_PRACTICE
    try:
        return read_practice(Path(named))
    except UnusablePractice as error:
        raise Refusal(str(error)) from error


def written(day: date) -> str:
    """Return a day as people read it: 2026年10月29日（周四）."""
    return f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"
