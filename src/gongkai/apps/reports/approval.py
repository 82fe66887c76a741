"""What a reviewer approved, kept with the approval, and where the report parts from it since.

Until a report is signed its numbers follow the ledgers, so the one who signs might be shown another
report than the one that was reviewed.
"""

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal

from gongkai.annual_report.exchange import data_of, report_of
from gongkai.annual_report.report import Cell, Report
from gongkai.apps.reports.compilation import Contents, cell_names
from gongkai.apps.reports.findings import label
from gongkai.law.report_stages import Stage

MOST = 10
"""How many changes a sentence lists."""


def as_text(contents: Contents) -> str:
    """Return tables and words of the report as they are kept with an approval."""
    return json.dumps(data_of(contents.whole), ensure_ascii=False)


def digest_of(contents: Contents) -> str:
    """Return the hash of tables and words of the report."""
    return hashlib.sha256(as_text(contents).encode()).hexdigest()


def changes_since_approval(contents: Contents) -> list[str]:
    """Return what differs now from what was approved, words before cells, each old→new.

    Nothing where no approval stands, and where the report is signed: it is signed as approved.
    """
    report = contents.report
    if report.stage != Stage.SIGNING:
        return []
    if not report.approved:
        return ["审核时的内容没有留存"]
    then = report_of(json.loads(report.approved))
    return [*_words(then, contents.whole), *_cells(then, contents)]


def told(changes: list[str]) -> str:
    """Return the changes as one sentence, or nothing."""
    if not changes:
        return ""
    more = f"等{len(changes)}处" if len(changes) > MOST else ""
    return f"审核以后有变化：{'，'.join(changes[:MOST])}{more}。"


def _words(then: Report, now: Report) -> Iterator[str]:
    if then.title != now.title:
        yield f"标题“{then.title}”→“{now.title}”"
    if then.preamble != now.preamble:
        yield "导语的文字"
    written = {section.key: section.text for section in then.sections}
    for section in now.sections:
        if written.get(section.key) != section.text:
            yield f"“{section.heading}”的文字"


def _cells(then: Report, contents: Contents) -> Iterator[str]:
    kept = dict(cell_names(then))
    for name, cell in cell_names(contents.whole):
        before = kept.get(name)
        if before is None or before.value != cell.value:
            yield f"“{label(contents, name)}”{_shown(before)}→{_shown(cell)}"


def _shown(cell: Cell | None) -> str:
    if cell is None or cell.value is None:
        return "未填"
    return f"{cell.value:f}" if isinstance(cell.value, Decimal) else str(cell.value)
