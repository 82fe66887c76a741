"""The report says how many items were published."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, fails
from gongkai.annual_report.report import (
    Finding,
    Severity,
)

NAME = "no-published-count"
TITLE = "正文：应写明主动公开政府信息的数量"
SOURCE = "《条例》第五十条第一项"
_COUNT = re.compile(
    r"(?:公开|发布|公布|推送|更新)[^。；]{0,40}?\d[\d,.]*[万余多]*(?:条|件|篇|个|次|期|篇次|条次)"
    r"|(?:公开|发布)[^。；]{0,12}若干"
)


def check(dossier: Dossier) -> Iterator[Finding]:
    if not dossier.report.sections:
        raise NotApplicable("报告没有分章节。")
    if "statistics" in dict(dossier.report.tables()):
        return
    if any(key.startswith("items.published") for key in dossier.facts):
        return
    if not _COUNT.search(dossier.text):
        yield fails(
            NAME,
            "报告没有写明主动公开政府信息的数量。",
            severity=Severity.NOTICE,
            remedy="写明全年主动公开政府信息的条数。",
        )
