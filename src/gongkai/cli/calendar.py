"""`gongkai calendar`: the year's working days, and what a new holiday notice moves."""

import json
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from gongkai.cli.days import DAY, INTERVAL, calendar_with, practice_of_the_office, written
from gongkai.cli.program import Command, Group, Refusal
from gongkai.law.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    Calendar,
    OutsideTheCalendar,
    standard_calendar,
)
from gongkai.law.clocks import CLOCKS, term_of
from gongkai.law.deadlines import Facts, reply_deadline
from gongkai.law.parameters import BeforeTheRegulation, NoRuleInForce
from gongkai.law.practice import Practice
from gongkai.law.receipt import Channel, ImpossibleFacts
from gongkai.law.recomputation import Ends, moved

NOTICE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(cls=Group)
def calendar() -> None:
    """工作日历：某年的放假和调休安排，以及新的节假日通知使哪些期限变动。"""


@calendar.command(cls=Command, short_help="列出一年的放假和调休上班日")
@click.argument("year", type=click.IntRange(FIRST_YEAR, LAST_YEAR), metavar="年份")
@click.option("--calendar", "notice", type=NOTICE, help="新公布的节假日安排（JSON 文件）")
def show(year: int, notice: Path | None) -> None:
    """列出一年的放假和调休上班日。"""
    days = calendar_with(notice)
    click.echo(f"{year}年　{days.citation(year)}")
    if not days.is_announced(year):
        click.echo("暂定：当年的节假日安排尚未公布，只计法定节日，没有调休。")
    first, last = date(year, 1, 1), date(year, 12, 31)
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if days.is_make_up_day(day):
            click.echo(f"  {written(day)}　调休上班")
        elif (why := days.why_off(day)) not in (None, "周末"):
            click.echo(f"  {written(day)}　{why}")
    before = date(year - 1, 12, 31) if year > FIRST_YEAR else first
    click.echo(f"全年工作日 {days.working_days_between(before, last)} 天")


@calendar.command("moved", cls=Command, short_help="载入新的节假日通知，列出所有变动的期限")
@click.argument("notice", type=NOTICE, metavar="NOTICE.json")
@click.argument("cases", type=NOTICE, metavar="CASES.jsonl")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def moved_command(notice: Path, cases: Path, as_json: bool) -> None:
    """载入新的节假日通知，重新计算文件中的每一个期限，列出变动的。

    \b
    CASES.jsonl 每行一个期限，字段与 gongkai deadline、gongkai clock 的选项同名：
      {"id": "2026-118", "received": "2026-12-20", "channel": "counter"}
      {"id": "市财政局预算", "clock": "publication", "from": "2026-12-20"}
    """  # noqa: D301
    practice = practice_of_the_office()
    terms = _terms(cases, practice)
    after = calendar_with(notice)
    try:
        changes = moved(terms, standard_calendar(), after)
    except (ImpossibleFacts, BeforeTheRegulation, NoRuleInForce, OutsideTheCalendar) as error:
        raise Refusal(str(error)) from error
    if as_json:
        rows = [
            {
                "id": change.name,
                "before": _iso(change.before),
                "after": _iso(change.after),
                "problem": change.problem or None,
            }
            for change in changes
        ]
        click.echo(
            json.dumps({"schema": "gongkai/moved/1", "moved": rows}, ensure_ascii=False, indent=2)
        )
        return
    click.echo(f"共 {len(terms)} 个期限，变动 {len(changes)} 个。")
    for change in changes:
        after_words = change.problem or _words(change.after)
        click.echo(f"  {change.name}　{_words(change.before)} → {after_words}")


def _terms(path: Path, practice: Practice) -> dict[str, Ends]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(f"文件 {path.name} 不能读取，应为 UTF-8 编码。") from error
    terms: dict[str, Ends] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            name, ends = _term(json.loads(line), practice)
            ends(standard_calendar())  # what cannot be true without the notice is this line's fault
        except (ValueError, LookupError, TypeError, AttributeError, click.BadParameter) as error:
            detail = error.message if isinstance(error, click.BadParameter) else _detail(error)
            raise Refusal(f"{path.name} 第{number}行不能使用：{detail}") from error
        if name in terms:
            raise Refusal(f"{path.name} 第{number}行的 id {name} 已经出现过。")
        terms[name] = ends
    return terms


def _detail(error: Exception) -> str:
    if isinstance(
        error, ImpossibleFacts | OutsideTheCalendar | NoRuleInForce | BeforeTheRegulation
    ):
        return str(error)
    if isinstance(error, KeyError):
        return f"缺少 {error.args[0]}，或者它的值不在可选范围内。"
    return "应为一个 JSON 对象，含 id，以及 received 和 channel，或者 clock 和 from。"


def _term(row: Mapping[str, Any], practice: Practice) -> tuple[str, Ends]:
    name = str(row["id"])
    if "clock" in row:
        CLOCKS[row["clock"]]  # an unknown clock is refused with its line, not at the reckoning
        start = DAY.convert(row["from"], None, None)
        return name, partial(_end_of_clock, row["clock"], start)
    facts = Facts(
        Channel(row["channel"]),
        DAY.convert(row["received"], None, None),
        DAY.convert(row["confirmed"], None, None) if row.get("confirmed") else None,
        INTERVAL.convert(row["correction"], None, None) if row.get("correction") else None,
        INTERVAL.convert(row["fee"], None, None) if row.get("fee") else None,
        tuple(INTERVAL.convert(wait, None, None) for wait in row.get("consult", ())),
        extension=_whole(row.get("extend", 0)),
        delayed_to=DAY.convert(row["delayed_to"], None, None) if row.get("delayed_to") else None,
    )
    return name, partial(_end_of_reply, facts, practice)


def _whole(value: object) -> int:
    if type(value) is not int:
        raise click.BadParameter(f"extend 应为整数，不能是 {value}。")
    return value


def _end_of_clock(clock: str, start: date, days: Calendar) -> date:
    return term_of(clock, start, days).due_on


def _end_of_reply(facts: Facts, practice: Practice, days: Calendar) -> date | None:
    return reply_deadline(facts, days, practice).due_on


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _words(day: date | None) -> str:
    return "没有期限" if day is None else written(day)
