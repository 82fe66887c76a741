"""Each statutory table is printed once: of two, the reader takes one, and a person must know which."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable
from gongkai.annual_report.report import Finding, Remedy, Severity, Verdict

NAME = "second-table"
TITLE = "表格：同一张表或同一行印了两次的，只读取其中之一"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号，每部分一张表格"

_NOTES = frozenset({"second-table", "row-repeated", "columns-repeated"})


def check(dossier: Dossier) -> Iterator[Finding]:
    if not dossier.tables:
        raise NotApplicable("报告中没有表格。")
    for note in dossier.report.notes:
        if note.code in _NOTES:
            remedy = Remedy("请核对读取的是哪一张；只保留应当公布的一张。")
            yield Finding(NAME, Severity.WARNING, Verdict.UNDETERMINED, note.message, remedy=remedy)
