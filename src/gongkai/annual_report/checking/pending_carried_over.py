"""What was pending last year is concluded or still pending this year."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import (
    fails,
    needed,
    shown,
)
from gongkai.annual_report.checking.years import previous
from gongkai.annual_report.relations import number
from gongkai.annual_report.report import Finding, Severity

NAME = "pending-carried-over"
TITLE = "第四部分跨年：上年尚未审结的，应计入本年总计"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号，第四部分表格"


def check(dossier: Dossier) -> Iterator[Finding]:
    last_year = previous(dossier)
    table = needed(dossier.report.remedies, "第四部分表格")
    needed(last_year.remedies, "上一年度第四部分表格")
    for group in table.cells:
        name = f"remedies.{group}.total"
        total, pending = dossier.number(name), number(last_year, f"remedies.{group}.pending")
        if total is not None and pending is not None and pending > total:
            yield fails(
                NAME,
                f"第四部分“{dossier.label(group)}”：上年尚未审结{shown(pending)}件，而本年总计只有{shown(total)}件。",
                [name],
                Severity.WARNING,
                remedy="上年没有审结的案件，本年审结的计入结果，没有审结的仍计入尚未审结。",
            )
