"""A report is signed with the day, in the year after the one it reports."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import (
    NotApplicable,
    fails,
)
from gongkai.annual_report.report import (
    Finding,
    Severity,
)

NAME = "signature-date"
TITLE = "落款：应写明年、月、日"
SOURCE = "GB/T 9704—2012第7.3.5条"
_SIGNED = re.compile(
    r"(?P<year>20\d\d)\s*年\s*(?P<month>\d{1,2})\s*月\s*(?:(?P<day>\d{1,2})\s*日)?\s*$"
)
_LONGEST = 40  # characters of a line that is a signature


def check(dossier: Dossier) -> Iterator[Finding]:
    found = signature(dossier)
    if found is None:
        raise NotApplicable("报告没有落款日期。")
    year = dossier.report.year
    if found["day"] is None:
        message = f"落款日期“{found.group().strip()}”没有写明日。"
        yield fails(NAME, message, severity=Severity.NOTICE, remedy="写明成文的年、月、日。")
    if year is not None and int(found["year"]) not in {year, year + 1, year + 2}:
        yield fails(
            NAME,
            f"报告是{year}年的，落款日期是“{found.group().strip()}”。",
            severity=Severity.WARNING,
            remedy=f"一般应在{year + 1}年。",
        )


def signature(dossier: Dossier) -> re.Match[str] | None:
    """Return the date that stands by itself at the end of the last chapter."""
    if not dossier.report.sections:
        return None
    text = dossier.report.sections[-1].text.rstrip()
    last = text.rpartition("\n")[2]
    return _SIGNED.search(last) if len(last) < _LONGEST and "。" not in last else None
