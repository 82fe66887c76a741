"""现行有效 is last year's 现行有效 plus this year's 制发 minus 废止 (form of 2021, two years)."""

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

NAME = "in-force-carried-over"
TITLE = "第二部分跨年：现行有效，等于上年现行有效加制发减废止"
SOURCE = "国办公开办函〔2021〕30号，第二部分表格"


def check(dossier: Dossier) -> Iterator[Finding]:
    last_year = previous(dossier)
    judged_any = False
    for row in ("regulations", "normative_documents"):
        cells = [f"proactive.{row}.{key}" for key in ("in_force", "issued", "repealed")]
        now, issued, repealed = (dossier.number(name) for name in cells)
        before = number(last_year, cells[0])
        if now is None or issued is None or repealed is None or before is None:
            continue
        judged_any = True
        due = before + issued - repealed
        if now != due:
            yield fails(
                NAME,
                f"第二部分“{dossier.label(row)}”：上年现行有效{shown(before)}件，加本年制发{shown(issued)}件，"
                f"减本年废止{shown(repealed)}件，应为{shown(due)}件，而现行有效填{shown(now)}件。",
                cells,
                Severity.WARNING,
                remedy=Remedy(
                    f"若“{dossier.cell_label(cells[0])}”填{shown(due)}，与上年相符；有自动失效的，请说明。",
                    cells[0],
                    due,
                ),
            )
    if not judged_any:
        raise NotApplicable("两年的报告不都有现行有效件数。")
