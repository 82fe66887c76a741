"""What the prose says of reconsideration and litigation is part four, concluded or with pending."""

from collections.abc import Iterator, Sequence

from gongkai.annual_report.checking.comparison import compared, stated_in
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import needed
from gongkai.annual_report.report import (
    Finding,
    Number,
)

NAME = "remedies-differ"
TITLE = "正文与表格：行政复议、行政诉讼的件数应与第四部分一致"
SOURCE = "国办公开办函〔2021〕30号；数据前后应当一致"
_RESULTS = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other": "其他结果",
    "pending": "尚未审结",
}
_KEYS = tuple(
    f"{subject}.{kind}"
    for subject in ("reconsideration", "litigation")
    for kind in ("cases", *_RESULTS)
)
_SUITS = ("litigation_direct", "litigation_after_reconsideration")


def check(dossier: Dossier) -> Iterator[Finding]:
    stated_in(dossier, _KEYS, "行政复议、行政诉讼的件数")
    needed(dossier.report.remedies, "第四部分表格")
    keys = {}
    for subject, label, groups in (
        ("reconsideration", "行政复议", ("reconsideration",)),
        ("litigation", "行政诉讼", _SUITS),
    ):
        keys[f"{subject}.cases"] = (
            f"{label}总计",
            _cases(dossier, groups),
            [f"remedies.{group}.total" for group in groups],
        )
        for result, called in _RESULTS.items():
            keys[f"{subject}.{result}"] = (
                f"{label}{called}",
                _sums(dossier, groups, result),
                [f"remedies.{group}.{result}" for group in groups],
            )
    yield from compared(NAME, dossier, keys, "行政复议、行政诉讼的件数")


def _cases(dossier: Dossier, groups: Sequence[str]) -> dict[str, Number | None]:
    """Return all cases, those concluded, and those of each group: a sentence may mean any."""
    found = _sums(dossier, groups, "total")
    whole, pending = found["合计"], _sums(dossier, groups, "pending")["合计"]
    if whole is not None and pending is not None:
        found["审结"] = whole - pending
    return found


def _sums(dossier: Dossier, groups: Sequence[str], result: str) -> dict[str, Number | None]:
    values = {group: dossier.number(f"remedies.{group}.{result}") for group in groups}
    known = [value for value in values.values() if value is not None]
    whole: Number | None = sum(known) if len(known) == len(groups) else None
    return {"合计": whole} | values
