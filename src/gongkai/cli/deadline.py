"""`gongkai deadline`: the day by which an application must be answered, and why."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from gongkai.cli.days import (
    DAY,
    INTERVAL,
    calendar_with,
    once,
    practice_of_the_office,
    written,
)
from gongkai.cli.program import Command, Refusal
from gongkai.law.calendar import Calendar, OutsideTheCalendar, standard_calendar
from gongkai.law.deadlines import Deadline, Facts, Wait, reply_deadline
from gongkai.law.parameters import BeforeTheRegulation
from gongkai.law.receipt import Channel, ImpossibleFacts

SCHEMA = "gongkai/deadline/1"

WAITING = {
    "confirmation": "等待与申请人确认收到申请",
    "correction": "等待申请人补正",
    "payment": "等待申请人缴费",
    "opinion": "等待第三方或者其他机关的意见",
    "reasons": "等待申请人说明理由",
}
WARNINGS = {
    "correction-late": "补正告知超过了法定的7个工作日。",
    "fee-late": "收费通知在答复期限届满之后才送达。",
}


@click.command(cls=Command, short_help="计算一件申请的答复期限，并说明理由")
@click.option(
    "--received", type=DAY, multiple=True, required=True, callback=once, help="收到申请之日"
)
@click.option(
    "--channel",
    type=click.Choice([channel.value for channel in Channel]),
    multiple=True,
    required=True,
    callback=once,
    help="提交渠道：counter 当面，oral 口头，post-signed 需签收的邮寄，post-ordinary 平信，internet 互联网，fax 传真",
)
@click.option(
    "--confirmed",
    type=DAY,
    multiple=True,
    callback=once,
    help="双方确认之日（平信、互联网、传真必须给出）",
)
@click.option(
    "--correction", type=INTERVAL, multiple=True, callback=once, help="补正：告知日..收到补正日"
)
@click.option(
    "--fee", type=INTERVAL, multiple=True, callback=once, help="收费：申请人收到通知日..缴费日"
)
@click.option(
    "--consult", type=INTERVAL, multiple=True, help="征求意见：发出日..收到意见日，可以给多次"
)
@click.option("--extend", type=int, multiple=True, callback=once, help="延长答复的工作日数，1至20")
@click.option(
    "--delayed-to", type=DAY, multiple=True, callback=once, help="依照第三十五条延迟答复至此日"
)
@click.option(
    "--calendar",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    callback=once,
    help="新公布的节假日安排（JSON 文件）",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def deadline(
    received: date,
    channel: str,
    confirmed: date | None,
    correction: Wait | None,
    fee: Wait | None,
    consult: tuple[Wait, ...],
    extend: int | None,
    delayed_to: date | None,
    calendar: Path | None,
    as_json: bool,
) -> None:
    """计算一件政府信息公开申请应当在哪一天以前答复，逐条说明依据。

    \b
    例：
      gongkai deadline --received 2026-09-25 --channel counter
      gongkai deadline --received 2026-02-10 --channel internet --confirmed 2026-02-11
      gongkai deadline --received 2026-03-02 --channel fax --confirmed 2026-03-03 \\
          --correction 2026-03-05..2026-03-16 --consult 2026-03-18..2026-04-01 --extend 10
    """  # noqa: D301
    if extend is not None and extend < 1:
        raise Refusal(f"--extend 的值不能使用：应为1以上的整数，不能是 {extend}。")
    facts = Facts(
        Channel(channel),
        received,
        confirmed,
        correction,
        fee,
        consult,
        (),
        (),
        extend or 0,
        delayed_to,
    )
    days = calendar_with(calendar)
    result = _reckon(facts, days)
    if result.waiting_for == "confirmation":
        raise Refusal(
            f"缺少 --confirmed：{facts.channel.label}的申请以双方确认之日为收到申请之日。"
        )
    if as_json:
        click.echo(json.dumps(as_data(result), ensure_ascii=False, indent=2))
        return
    click.echo(as_text(result))
    if (
        calendar is not None
        and (before := _reckon(facts, standard_calendar())).due_on != result.due_on
    ):
        click.echo(f"\n载入通知以前算得的日期是 {_day_or_dash(before.due_on)}。")


def as_data(result: Deadline) -> dict[str, Any]:
    """Return a deadline in the JSON form `gongkai/deadline/1`."""
    return {
        "schema": SCHEMA,
        **{
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(result).items()
        },
    }


def as_text(result: Deadline) -> str:
    """Return a deadline as a person reads it: the answer, then the proof."""
    lines = [_headline(result), ""]
    if result.day_zero is not None:
        lines.append(f"起算　{written(result.day_zero)}，当日不计")
    lines += [f"注意　{WARNINGS[warning]}" for warning in result.warnings]
    lines += ["", "依据"]
    lines += [
        f"  {number}. {reason.citation}　{reason.text}"
        for number, reason in enumerate(result.because, 1)
    ]
    return "\n".join(lines)


def _reckon(facts: Facts, days: Calendar) -> Deadline:
    try:
        return reply_deadline(facts, days, practice_of_the_office())
    except (ImpossibleFacts, BeforeTheRegulation, OutsideTheCalendar) as error:
        raise Refusal(str(error)) from error


def _headline(result: Deadline) -> str:
    if result.lapsed:
        return "没有答复期限：逾期未缴费，视为放弃申请，不再处理。"
    if result.waiting_for is not None:
        return f"目前没有答复期限：{WAITING[result.waiting_for]}。"
    headline = f"答复期限　{_day_or_dash(result.due_on)}"
    if result.provisional:
        headline += "　暂定"
    if result.earliest_on != result.due_on:
        headline += f"，最早可能为 {_day_or_dash(result.earliest_on)}"
    return headline


def _day_or_dash(day: date | None) -> str:
    return "—" if day is None else written(day)
