"""Items of one rank are numbered in one way: not 1．then 2、."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import around, chapter, fails
from gongkai.annual_report.report import (
    Finding,
    Passage,
    Severity,
)

NAME = "numbering-mixed"
TITLE = "用语：同一层次的编号应当一致"
SOURCE = "GB/T 9704—2012第7.3.3条：一、（一）1.（1）"
_ITEM = re.compile(
    r"(?:^|[\n。；：:])\s*(?P<number>\d{1,2})(?P<mark>[、.．])(?=\s*[\u4e00-\u9fff“《])"
)

_FIRST = ("1、", "2、", "1.", "1．", "2.", "2．")


def check(dossier: Dossier) -> Iterator[Finding]:
    if not dossier.says_any(_FIRST):
        return
    for number, text in dossier.prose:
        if not any(item in text for item in _FIRST):
            continue
        marks: dict[str, re.Match[str]] = {}
        for match in _ITEM.finditer(text):
            marks.setdefault(match["mark"], match)
        if len(marks) > 1:
            items = "、".join(f"“{match['number']}{mark}”" for mark, match in marks.items())
            yield fails(
                NAME,
                f"{chapter(number)}的编号混用了{items}。",
                severity=Severity.NOTICE,
                remedy="同一层次用同一种编号，第三层为“1.”。",
                passages=[Passage(number, around(text, match)) for match in marks.values()],
            )
