"""The parts that the opening names are the parts the report has."""

import itertools
import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, fails
from gongkai.annual_report.report import Finding, Report, Section, Severity
from gongkai.annual_report.wording import chinese_number, likeness, title_words

NAME = "contents-differ"
TITLE = "导语：所列内容应与实际章节一致"
SOURCE = "报告前后应当一致"
_MEND = "使导语所列与实际章节一致。"

_LISTED = re.compile(
    r"(?:由|包括|包含|分为)(?P<list>[^。；]{6,600}?)"
    r"(?:等?[共]?(?P<count>[一二三四五六七八九十]{1,3}|\d{1,2})[个大]?(?:部分|方面|章))?"
    r"(?:内容)?(?:组成|构成|。|；|$)"
)
_ALIKE = 0.75
_FEWEST = 3  # chapters that a list must name before it is taken for the list of contents


def check(dossier: Dossier) -> Iterator[Finding]:
    report = dossier.report
    for found in _LISTED.finditer(report.preamble.replace("\n", "")):
        named = [section for section in report.sections if _is_named(section, found["list"])]
        if len(named) >= _FEWEST:
            yield from _compared(report, found, named)
            return
    raise NotApplicable("导语没有列出各部分内容。")


def _compared(report: Report, found: re.Match[str], named: list[Section]) -> Iterator[Finding]:
    missing = [section for section in report.sections if section not in named]
    if missing:
        which = "、".join(f"“{section.heading}”" for section in missing)
        yield fails(
            NAME,
            f"导语列出的内容没有提到{which}：报告实有{len(report.sections)}个部分，"
            f"列出的只有{len(named)}个。",
            severity=Severity.WARNING,
            remedy=_MEND,
        )
        return
    told = found["count"]
    count = None if told is None else int(told) if told.isdecimal() else chinese_number(told)
    if count is not None and count != len(report.sections):
        message = f"导语说报告共{count}个部分，实有{len(report.sections)}个。"
        yield fails(NAME, message, severity=Severity.WARNING, remedy=_MEND)


def _is_named(section: Section, listed: str) -> bool:
    title = title_words(section.heading)
    if title in title_words(listed):
        return True
    pieces = [title_words(piece) for piece in re.split("[、，,]", listed)]
    pairs = [one + other for one, other in itertools.pairwise(pieces)]
    return any(likeness(title, piece) >= _ALIKE for piece in (*pieces, *pairs))
