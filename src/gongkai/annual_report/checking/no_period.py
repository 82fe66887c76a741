"""The report states the period its numbers cover (统计期限)."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import fails
from gongkai.annual_report.report import Finding, Severity

NAME = "no-period"
TITLE = "导语：应写明数据的统计期限"
SOURCE = "年度报告惯例；数据应有起止日期"
_MEND = "在导语写明“统计期限自1月1日起至12月31日止”。"

_PERIOD = re.compile(
    r"统计(?:期限|时限|周期|时间|截止|范围)|数据.{0,12}(?:截至|截止|期限)"
    r"|自?\s*(?:20\d\d)\s*年\s*1\s*月\s*1\s*日.{0,6}(?:至|到|—|-|－|~)"
)


def check(dossier: Dossier) -> Iterator[Finding]:
    if not any(_PERIOD.search(text) for _, text in dossier.prose):
        message = "报告没有写明所列数据的统计期限（一般为当年1月1日至12月31日）。"
        yield fails(NAME, message, severity=Severity.NOTICE, remedy=_MEND)
