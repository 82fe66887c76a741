"""`gongkai clock`: the terms beside the reply term."""

import json
from datetime import date
from pathlib import Path

import click

from gongkai.cli.days import DAY, calendar_with, once, written
from gongkai.cli.program import Command, Refusal
from gongkai.law.calendar import OutsideTheCalendar
from gongkai.law.clocks import CLOCKS, annual_report_due, term_of
from gongkai.law.parameters import BeforeTheRegulation, NoRuleInForce

REPORTS = {"annual-report-department": False, "annual-report-government": True}


@click.command(cls=Command, short_help="计算答复以外的各种期限")
@click.argument("name", required=False, metavar="[名称]")
@click.option(
    "--from", "start", type=DAY, multiple=True, callback=once, help="起算之日（当日不计）"
)
@click.option(
    "--year", type=click.IntRange(2008, 2098), multiple=True, callback=once, help="年度报告的年度"
)
@click.option(
    "--calendar",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="新公布的节假日安排",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def clock(
    name: str | None, start: date | None, year: int | None, calendar: Path | None, as_json: bool
) -> None:
    """计算答复以外的各种期限；不带名称时列出全部名称。

    \b
    例：
      gongkai clock publication --from 2026-11-20
      gongkai clock reconsideration-answer --from 2026-11-20
      gongkai clock annual-report-department --year 2026
    """  # noqa: D301
    if name is None:
        for key, entry in CLOCKS.items():
            click.echo(f"  {key:<34}{entry.title}（自{entry.starts}起）")
        click.echo(f"  {'annual-report-department':<34}政府部门年度报告（用 --year）")
        click.echo(f"  {'annual-report-government':<34}政府年度报告（用 --year）")
        return
    if name not in (*CLOCKS, *REPORTS):
        raise Refusal(f"没有 {name} 这个期限；不带名称运行可以列出全部。")
    try:
        if name in REPORTS:
            if year is None or start is not None:
                raise Refusal("年度报告的期限需要 --year，不用 --from。")
            term, lapse = annual_report_due(year, of_government=REPORTS[name]), ""
        else:
            if start is None or year is not None:
                raise Refusal(f"这个期限用 --from 起算（{CLOCKS[name].starts}），不用 --year。")
            term, lapse = term_of(name, start, calendar_with(calendar)), CLOCKS[name].lapse
    except (BeforeTheRegulation, NoRuleInForce, OutsideTheCalendar) as error:
        raise Refusal(str(error)) from error
    if as_json:
        row = {"due_on": term.due_on.isoformat(), "provisional": term.provisional}
        row |= {"citation": str(term.citation), "text": term.text, "lapse": lapse or None}
        click.echo(json.dumps(row, ensure_ascii=False, indent=2))
        return
    click.echo(f"{written(term.due_on)}{'　暂定' if term.provisional else ''}")
    click.echo(f"{term.citation}　{term.text}" + (f"；逾期{lapse}" if lapse else ""))
