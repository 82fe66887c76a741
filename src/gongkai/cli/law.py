"""`gongkai law`: what the program holds to be the law, on any day, with its citations."""

from datetime import date

import click

from gongkai.cli.days import DAY
from gongkai.cli.program import Command, Group, Refusal
from gongkai.law.answers import ANSWERS, COMMON_CONTENTS, QUESTIONS
from gongkai.law.parameters import BeforeTheRegulation, parameters
from gongkai.law.remedies import Way, remedy_of

WAYS = {
    Way.EITHER: "可以申请行政复议，也可以提起行政诉讼",
    Way.RECONSIDERATION_FIRST: "应当先申请行政复议（复议前置）",
    Way.RECONSIDERATION_ONLY: "可以申请行政复议",
}


@click.group(cls=Group)
def law() -> None:
    """查看程序所依据的规定：各项参数、答复类型和判断顺序。"""


@law.command("parameters", cls=Command, short_help="某一天有效的各项参数及其依据")
@click.option("--on", "day", type=DAY, required=True, help="日期")
def parameters_command(day: date) -> None:
    """列出某一天有效的各项参数及其依据；没有规定的也列出。"""
    try:
        rows = [(name, parameter, parameter.on(day)) for name, parameter in parameters().items()]
    except BeforeTheRegulation as error:
        raise Refusal(str(error)) from error
    for name, parameter, value in rows:
        content = f"{_plain(value.content)} {value.unit}" if value.is_rule else "没有规定"
        click.echo(f"{name}　{parameter.title}：{content}　{value.citation}")


@law.command(cls=Command, short_help="答复类型及其依据、内容、救济和年报栏目")
@click.argument("key", required=False, metavar="[名称]")
@click.option("--on", "day", type=DAY, required=True, help="答复之日")
def answers(key: str | None, day: date) -> None:
    """列出答复类型；带名称时列出一种答复的依据、应当写明的内容和救济途径。"""
    if key is not None and key not in ANSWERS:
        raise Refusal(f"没有 {key} 这种答复；不带名称运行可以列出全部。")
    for answer in ANSWERS.values() if key is None else (ANSWERS[key],):
        click.echo(f"{answer.key}　{answer.title}　{'、'.join(map(str, answer.citations))}")
        if key is not None:
            for content in (*COMMON_CONTENTS, *answer.must_contain):
                click.echo(f"  应当写明：{content}")
            try:
                click.echo(f"  救济：{WAYS[remedy_of(answer, day).way]}")
            except BeforeTheRegulation as error:
                raise Refusal(str(error)) from error
            click.echo(f"  年度报告表三：{answer.row}")


@law.command(cls=Command, short_help="作出答复前依次判断的问题")
def questions() -> None:
    """列出作出答复前依次判断的问题：第一个“是”决定答复，全部为“否”则予以公开。"""
    for number, question in enumerate(QUESTIONS, 1):
        click.echo(f"{number:>3}. {question.text}　{question.citation}　→ {question.answer.title}")


def _plain(content: object) -> str:
    if isinstance(content, dict):
        return "超额累进"
    return "是" if content is True else str(content)
