"""上一年项目数量 plus 本年增/减 is never below zero (form of 2019, part two)."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, fails, needed, shown, undetermined
from gongkai.annual_report.relations import label_of
from gongkai.annual_report.report import Finding

NAME = "items-not-negative"
TITLE = "第二部分：上一年项目数量加本年增减，不应小于零"
SOURCE = "国办公开办函〔2019〕60号，第二部分表格"


def check(dossier: Dossier) -> Iterator[Finding]:
    report = dossier.report
    table = needed(report.proactive, "第二部分表格")
    rows = [row for row, columns in table.cells.items() if "items_change" in columns]
    if not rows:
        raise NotApplicable("第二部分没有“本年增/减”一栏。")
    for row in rows:
        last, change = (table.cells[row][key].value for key in ("items_last_year", "items_change"))
        cells = [f"proactive.{row}.items_last_year", f"proactive.{row}.items_change"]
        if last is None or change is None:
            message = f"第二部分“{label_of(row)}”的项目数量或增减没有填数字，无法判断。"
            yield undetermined(NAME, message, cells)
        elif last + change < 0:
            yield fails(
                NAME,
                f"第二部分“{label_of(row)}”：上一年项目数量{shown(last)}加本年增减{shown(change)}"
                f"等于{shown(last + change)}，不应小于零。",
                cells,
                remedy="请核对上一年项目数量，或者本年增减的正负。",
            )
