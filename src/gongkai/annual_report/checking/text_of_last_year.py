"""Prose re-used from last year's report, shown side by side (内容雷同)."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.resemblance import shared_passages
from gongkai.annual_report.checking.rule import chapter, fails
from gongkai.annual_report.checking.years import previous
from gongkai.annual_report.report import Finding, Passage, Report, Severity

NAME = "text-of-last-year"
TITLE = "跨年：文字不应照搬上年报告"
SOURCE = "《条例》第四十七条、第五十条；年度报告应当反映本年工作"


def check(dossier: Dossier) -> Iterator[Finding]:
    last_year = previous(dossier)
    of = f"{last_year.year or '上'}年报告"
    yield from reused(NAME, dossier, last_year, of)


def reused(name: str, dossier: Dossier, other: Report, of: str) -> Iterator[Finding]:
    """Yield one finding on the passages shared with another report: the more, the heavier."""
    shared = shared_passages(dossier.report, other)
    if not shared.bare:
        return
    heavy = shared.share >= 0.7
    if shared.share < 0.15 and shared.longest < 120:
        return
    pairs = shared.pairs()
    passages = [
        each
        for here, there in pairs
        for each in (Passage(here[0], here[1]), Passage(there[0], there[1], of))
    ]
    yield fails(
        name,
        f"与{of}相同或者近似的文字有{len(pairs)}段，占正文的{shared.share:.0%}，"
        f"如{chapter(pairs[0][0][0])}“{_cut(pairs[0][0][1])}”。",
        severity=Severity.WARNING if heavy else Severity.NOTICE,
        remedy="请写本年度、本机关的实际情况。",
        passages=passages,
    )


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
