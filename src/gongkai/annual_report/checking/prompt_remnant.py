"""No prompt of the blank form and no placeholder is left in the text."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.rule import fails
from gongkai.annual_report.report import Finding, Report, Severity

NAME = "prompt-remnant"
TITLE = "模板残留：不应留有提示语和占位符"
SOURCE = "报告文字应当严谨"

_PROMPT = re.compile(
    r"[（(]文字描述[^（）()]*[）)]|(?<![A-Za-z])[XxＸ×╳]{2,}(?:年|月|日|件|条|次|局|市|区|县|镇|单位)|[_＿]{3,}"
)


def check(report: Report, last_year: Report | None) -> Iterator[Finding]:  # noqa: ARG001
    for number, text in (*report.prose(), (-1, report.title)):
        prompts = list(dict.fromkeys(found.group() for found in _PROMPT.finditer(text)))
        if prompts:
            where = {0: "导语", -1: "标题"}.get(number, f"第{number}部分")
            which = "、".join(f"“{prompt}”" for prompt in prompts)
            yield fails(NAME, f"{where}留有模板的提示或占位符{which}。", severity=Severity.WARNING)
