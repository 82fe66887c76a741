"""Items of one rank are numbered in one way, under the rank above: not 1．then 2、, no 1、under 一、."""

import re
from collections.abc import Iterator, Sequence

from gongkai.annual_report.checking.cells_blank import NAMES
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
_LABEL = re.compile(r"\s*(?P<number>\d)(?P<mark>[、.．])")
_SECOND_RANK = re.compile(r"(?:^|\n)\s*[（(][一二三四五六七八九十]{1,3}[）)]")
_OPENS = re.compile(r"(?:^|\n)\s*1、")

_FIRST = ("1、", "2、", "1.", "1．", "2.", "2．")


def check(dossier: Dossier) -> Iterator[Finding]:
    yield from _of_tables(dossier)
    if not dossier.says_any(_FIRST):
        return
    for number, text in dossier.prose:
        if not any(item in text for item in _FIRST):
            continue
        marks: dict[str, re.Match[str]] = {}
        for match in _ITEM.finditer(text):
            marks.setdefault(match["mark"], match)
        if len(marks) > 1:
            yield _mixed(
                chapter(number),
                list(marks.values()),
                [Passage(number, around(text, match)) for match in marks.values()],
            )
    yield from _without_second_rank(dossier)


def _of_tables(dossier: Dossier) -> Iterator[Finding]:
    for name, table in dossier.tables:
        marks: dict[str, re.Match[str]] = {}
        for label in table.labels:
            match = _LABEL.match(label.printed)
            if match is not None:
                marks.setdefault(match["mark"], match)
        if len(marks) > 1:
            yield _mixed(NAMES[name], list(marks.values()), ())


def _mixed(where: str, marks: Sequence[re.Match[str]], passages: Sequence[Passage]) -> Finding:
    items = "、".join(f"“{match['number']}{match['mark']}”" for match in marks)
    return fails(
        NAME,
        f"{where}的编号混用了{items}。",
        severity=Severity.NOTICE,
        remedy="同一层次用同一种编号，第三层为“1.”。",
        passages=passages,
    )


def _without_second_rank(dossier: Dossier) -> Iterator[Finding]:
    """Yield one finding for all chapters whose first rank within is 1、."""
    passages = [
        Passage(number, around(text, match))
        for number, text in dossier.prose
        if number > 0 and (match := _OPENS.search(text)) and not _SECOND_RANK.search(text)
    ]
    if passages:
        where = "、".join(dict.fromkeys(chapter(passage.section) for passage in passages))
        yield fails(
            NAME,
            f"{where}在“一、”之下直接用“1、”编号，第二层应为“（一）”。",
            severity=Severity.NOTICE,
            remedy="改用“（一）”“（二）”；第三层才用“1.”“2.”。",
            passages=passages,
        )
