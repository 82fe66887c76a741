"""What was newly disclosed is part of all that is disclosed (form of 2019)."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import (
    judged,
    shown,
)
from gongkai.annual_report.relations import Balance, label_of
from gongkai.annual_report.report import Finding, Severity

NAME = "disclosed-over-total"
TITLE = "第二部分：本年新公开数量，不应大于对外公开总数量"
SOURCE = "国办公开办函〔2019〕60号，第二部分表格"


def check(dossier: Dossier) -> Iterator[Finding]:
    yield from judged(dossier, NAME, _message, "新公开与对外公开总数", Severity.WARNING)


def _message(balance: Balance) -> str:
    return (
        f"第二部分“{label_of(balance.of, '2019')}”：本年新公开{shown(balance.left_sum)}，大于对外公开总数量"
        f"{shown(balance.right_sum)}。"
    )
