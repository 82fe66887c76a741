"""No label and no number of a table is cut in two inside its cell."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, fails
from gongkai.annual_report.report import Finding, Severity

NAME = "broken-cell"
TITLE = "转换残留：单元格文字不应断开"
SOURCE = "报告文字应当严谨"
_MEND = "把单元格的文字接成一行。"


def check(dossier: Dossier) -> Iterator[Finding]:
    report = dossier.report
    if not list(report.tables()):
        raise NotApplicable("报告中没有表格。")
    if report.broken:
        texts = ["".join(heading.printed.split()) for heading in report.broken]
        which = "、".join(f"“{text}”" for text in dict.fromkeys(texts))
        message = f"表格中有{len(texts)}个单元格的文字断成几行：{which}。"
        yield fails(NAME, message, severity=Severity.NOTICE, remedy=_MEND)
