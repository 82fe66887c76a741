"""Answered is what was closed (统计表 of 2014)."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import (
    judged,
    shown,
)
from gongkai.annual_report.relations import Balance
from gongkai.annual_report.report import Finding, Severity

NAME = "statistics-answered"
TITLE = "统计表：申请答复数与申请办结数一致"
SOURCE = "国办发〔2014〕32号，统计表结构"


def check(dossier: Dossier) -> Iterator[Finding]:
    yield from judged(dossier, NAME, _message, "答复数与办结数", Severity.WARNING)


def _message(balance: Balance) -> str:
    return (
        f"统计表申请答复数{shown(balance.left_sum)}件，申请办结数{shown(balance.right_sum)}件，"
        "一般应当相等。"
    )
