"""The report says whom to ask about it (customary in the opening)."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import fails
from gongkai.annual_report.report import Finding, Severity

NAME = "no-contact"
TITLE = "导语：应写明联系方式"
SOURCE = "年度报告惯例"
_MEND = "在导语写明联系地址、电话、邮箱。"

_IN_OPENING = re.compile(r"联系(?:人|电话|方式|地址)?|电话|邮编|邮政编码|邮箱|致电|垂询")
_ANYWHERE = re.compile(
    r"(?:电话|传真|联系(?:人|方式)|邮编|咨询)[^。]{0,30}?(?:0\d{2,3}[-－—)）\s]*\d{7,8}|1[3-9]\d{9}|\d{7,8})"
    r"|[\w.-]+@[\w-]+\.[a-z]{2,}"
)


def check(dossier: Dossier) -> Iterator[Finding]:
    report = dossier.report
    if _IN_OPENING.search(report.preamble):
        return
    if not any(_ANYWHERE.search(text) for _, text in report.prose()):
        message = "报告没有写明联系方式（地址、电话、邮箱）。"
        yield fails(NAME, message, severity=Severity.NOTICE, remedy=_MEND)
