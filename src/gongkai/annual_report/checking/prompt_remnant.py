"""No prompt of the blank form and no placeholder is left in the text."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import fails
from gongkai.annual_report.report import Finding, Passage, Severity

NAME = "prompt-remnant"
TITLE = "模板残留：不应留有提示语和占位符"
SOURCE = "报告文字应当严谨"
_MEND = "删去提示语，补上实际内容。"

_PROMPT = re.compile(
    r"[（(]文字描述[^（）()]*[）)]|(?<![A-Za-z])[XxＸ×╳]{2,}(?:年|月|日|件|条|次|局|市|区|县|镇|单位)|[_＿]{3,}"
    r"|总数及[^。；\n]{0,24}总数[：:]\s*无"
)
_WORDS = ("文字描述", "总数及", "XX", "xx", "Xx", "xX", "Ｘ", "×", "╳", "__", "＿")


def check(dossier: Dossier) -> Iterator[Finding]:
    whole, title = dossier.text, dossier.report.title
    if not any(word in whole or word in title for word in _WORDS):
        return
    for number, text in (*dossier.prose, (-1, title)):
        prompts = list(dict.fromkeys(found.group() for found in _PROMPT.finditer(text)))
        if prompts:
            where = {0: "导语", -1: "标题"}.get(number, f"第{number}部分")
            which = "、".join(f"“{prompt}”" for prompt in prompts)
            yield fails(
                NAME,
                f"{where}留有模板的提示或占位符{which}。",
                severity=Severity.WARNING,
                remedy=_MEND,
                passages=[Passage(number, prompt) for prompt in prompts] if number >= 0 else (),
            )
