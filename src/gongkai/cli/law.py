"""`gongkai law`: what the program holds to be the law, on any day, with its citations."""

from collections.abc import Iterator
from datetime import date

import click

from gongkai.cli.days import DAY, practice_of_the_office
from gongkai.cli.program import Command, Group, Refusal
from gongkai.law.answers import (
    ANSWERS,
    COMMON_CONTENTS,
    QUESTIONS,
    Answer,
    answers_on,
    questions_to,
)
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
    in_force = answers_on(day)
    if not in_force or (key is not None and ANSWERS[key] not in in_force):
        raise Refusal(f"{day} 还没有{'这种' if in_force else '现行条例规定的各种'}答复。")
    for answer in in_force if key is None else (ANSWERS[key],):
        click.echo(f"{answer.key}　{answer.title}　{'、'.join(map(str, answer.citations))}")
    if key is not None:
        click.echo("\n".join(_particulars(ANSWERS[key], day)))


def _particulars(answer: Answer, day: date) -> Iterator[str]:
    """Yield, line by line, what must be asked, written and told, and where it is counted."""
    asked = questions_to(answer)
    if asked[-1].answer is answer:
        yield f"  判断：第{len(asked)}问“{asked[-1].text}”为“是”，此前各问为“否”"
    else:
        yield f"  判断：全部{len(asked)}问为“否”"
    for content in (*COMMON_CONTENTS, *answer.must_contain):
        yield f"  应当写明：{content}"
    yield f"  救济：{WAYS[remedy_of(answer, day, practice_of_the_office()).way]}"
    yield f"  年度报告表三：{answer.row}（2019年格式：{answer.row_2019}）"


@law.command(cls=Command, short_help="作出答复前依次判断的问题")
def questions() -> None:
    """列出作出答复前依次判断的问题：第一个“是”决定答复，全部为“否”则予以公开。"""
    for number, question in enumerate(QUESTIONS, 1):
        click.echo(f"{number:>3}. {question.text}　{question.citation}　→ {question.answer.title}")


def _plain(content: object) -> str:
    if isinstance(content, dict):
        return "超额累进"
    return "是" if content is True else str(content)
