"""No passage stands twice in one report."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, chapter, fails
from gongkai.annual_report.report import (
    Finding,
    Passage,
    Severity,
)

NAME = "passage-repeated"
TITLE = "正文：同一段文字不应重复出现"
SOURCE = "报告文字应当严谨"
_SHORTEST, _LONG = 30, 80


def check(dossier: Dossier) -> Iterator[Finding]:
    if not dossier.sentences:
        raise NotApplicable("报告没有正文。")
    seen: dict[str, int] = {}
    for number, sentence in dossier.sentences:
        if len(sentence) < _SHORTEST:
            continue
        if sentence in seen:
            yield _finding(sentence, seen[sentence], number)
        seen[sentence] = number


def _finding(sentence: str, first: int, second: int) -> Finding:
    cut = sentence if len(sentence) <= 40 else f"{sentence[:40]}…"
    return fails(
        NAME,
        f"“{cut}”在{chapter(first)}和{chapter(second)}重复出现。",
        severity=Severity.WARNING if len(sentence) >= _LONG else Severity.NOTICE,
        remedy="只保留一处。",
        passages=[Passage(first, sentence), Passage(second, sentence)],
    )
