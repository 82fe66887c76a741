"""More disclosed than made in the year needs a word on what is older (form of 2019)."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import (
    judged,
    shown,
)
from gongkai.annual_report.relations import Balance, label_of
from gongkai.annual_report.report import Finding, Severity

NAME = "disclosed-over-made"
TITLE = "第二部分：本年新公开多于本年新制作的，应当说明"
SOURCE = "国办公开办函〔2019〕60号，第二部分表格"
_EXPLAINED = re.compile(
    r"(?:规章|文件)[^。；\n]{0,40}(?:历史|补充公开|以前年度|往年|补录|集中公开)"
    r"|(?:历史|补充公开|以前年度|往年|补录|集中公开)[^。；\n]{0,40}(?:规章|文件)"
)


def check(dossier: Dossier) -> Iterator[Finding]:
    for finding in judged(dossier, NAME, _message, "新公开与新制作", Severity.WARNING):
        if finding.severity is not Severity.WARNING or not _EXPLAINED.search(dossier.text):
            yield finding


def _message(balance: Balance) -> str:
    return (
        f"第二部分“{label_of(balance.of, '2019')}”：本年新公开{shown(balance.left_sum)}，多于本年新制作"
        f"{shown(balance.right_sum)}，报告没有说明多出的是否以前年度制作。"
    )
