"""A row that the national form does not have is kept in words only (some provinces add rows)."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import (
    fails,
    needed,
)
from gongkai.annual_report.report import (
    Finding,
    Severity,
)

NAME = "extra-row"
TITLE = "第二部分：统一格式以外的行"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号"


def check(dossier: Dossier) -> Iterator[Finding]:
    needed(dossier.report.proactive, "第二部分表格")
    for note in dossier.report.notes:
        if note.code == "extra-row":
            yield fails(
                NAME,
                note.message,
                severity=Severity.NOTICE,
                remedy="全国统一格式没有这一行；本省要求的可以保留。",
            )
