"""Normative documents disclosed are no more than those issued (统计表 of 2014; older ones may be)."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import (
    judged,
    shown,
)
from gongkai.annual_report.relations import Balance
from gongkai.annual_report.report import Finding, Severity

NAME = "statistics-documents"
TITLE = "统计表：主动公开规范性文件数，不应大于制发总数"
SOURCE = "国办发〔2014〕32号，统计表结构"


def check(dossier: Dossier) -> Iterator[Finding]:
    yield from judged(dossier, NAME, _message, "规范性文件数", Severity.WARNING)


def _message(balance: Balance) -> str:
    return (
        f"统计表主动公开规范性文件{shown(balance.left_sum)}条，大于制发规范性文件总数"
        f"{shown(balance.right_sum)}件；公开了以前年度制发的，应当说明。"
    )
