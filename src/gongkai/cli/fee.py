"""`gongkai fee`: the 信息处理费 of an application by either tariff."""

from datetime import date

import click

from gongkai.cli.days import DAY
from gongkai.cli.program import Command, Refusal
from gongkai.law.fees import Fee, fee_by_items, fee_by_pages
from gongkai.law.parameters import BeforeTheRegulation, NoRuleInForce


@click.command(cls=Command, short_help="计算信息处理费")
@click.option("--items", metavar="N 或 A-B", help="按件：当月第1件至第N件，或者第A件至第B件")
@click.option("--pages", type=click.IntRange(min=1), help="按量：一件申请的页数")
@click.option("--on", "day", type=DAY, required=True, help="发出收费通知之日")
def fee(items: str | None, pages: int | None, day: date) -> None:
    """计算信息处理费，按件或者按量，不能同时使用（收费办法第三条）。

    \b
    例：
      gongkai fee --items 35 --on 2026-11-20       当月共35件
      gongkai fee --items 29-34 --on 2026-11-20    当月第29件至第34件
      gongkai fee --pages 68 --on 2026-11-20
    """  # noqa: D301
    if (items is None) == (pages is None):
        raise Refusal("--items 和 --pages 应当并且只能给出一个：同一申请不得同时按照两种标准计算。")
    try:
        result = (
            fee_by_pages(pages, day)
            if pages is not None
            else fee_by_items(*_range(items or ""), day)
        )
    except (ValueError, BeforeTheRegulation, NoRuleInForce) as error:
        raise Refusal(str(error)) from error
    click.echo(as_text(result))


def as_text(result: Fee) -> str:
    """Return a fee with its steps, one a line."""
    lines = [f"信息处理费 {result.yuan:,} 元　{result.citation}"]
    lines += [
        f"  第{charge.first}至{charge.last}{result.unit}　每{result.unit} {charge.price} 元　{charge.yuan:,} 元"
        for charge in result.charges
    ]
    return "\n".join(lines)


def _range(text: str) -> tuple[int, int]:
    first, dash, last = text.partition("-")
    if not first.isdecimal() or (dash and not last.isdecimal()):
        raise Refusal(f"--items 的值 {text} 不能使用，应为件数 N，或者范围 A-B。")
    return (int(first), int(last)) if dash else (1, int(first))
