"""Each statutory table is printed once: of two, the reader takes one, and a person must know which."""

from collections.abc import Iterator

from gongkai.annual_report.checking.rule import NotApplicable
from gongkai.annual_report.report import Finding, Report, Severity, Verdict

NAME = "second-table"
TITLE = "表格：同一张表或同一行印了两次的，只读取其中之一"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号，每部分一张表格"

_NOTES = frozenset({"second-table", "row-repeated", "columns-repeated"})


def check(report: Report, last_year: Report | None) -> Iterator[Finding]:  # noqa: ARG001
    if not any(True for _ in report.tables()):
        raise NotApplicable("报告中没有表格。")
    for note in report.notes:
        if note.code in _NOTES:
            yield Finding(NAME, Severity.WARNING, Verdict.UNDETERMINED, note.message)
