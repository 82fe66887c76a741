"""对外公开总数量 is last year's plus what is newly disclosed, less what lapsed (form of 2019)."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import (
    NotApplicable,
    fails,
    shown,
)
from gongkai.annual_report.checking.years import previous
from gongkai.annual_report.relations import number
from gongkai.annual_report.report import Finding, Remedy, Severity

NAME = "disclosed-carried-over"
TITLE = "第二部分跨年：对外公开总数量，不应大于上年总数加本年新公开"
SOURCE = "国办公开办函〔2019〕60号，第二部分表格"


def check(dossier: Dossier) -> Iterator[Finding]:
    last_year = previous(dossier)
    judged_any = False
    for row in ("regulations", "normative_documents"):
        cells = [f"proactive.{row}.{key}" for key in ("total_disclosed", "newly_disclosed")]
        now, new = (dossier.number(name) for name in cells)
        before = number(last_year, cells[0])
        if now is None or new is None or before is None:
            continue
        judged_any = True
        due = before + new
        if now > due:
            yield fails(
                NAME,
                f"第二部分“{dossier.label(row)}”：对外公开总数量{shown(now)}，大于上年的{shown(before)}加本年新公开的"
                f"{shown(new)}。",
                cells,
                Severity.WARNING,
                remedy=Remedy(
                    f"若“{dossier.cell_label(cells[0])}”填{shown(due)}，与上年相符。", cells[0], due
                ),
            )
    if not judged_any:
        raise NotApplicable("两年的报告不都有对外公开总数量。")
