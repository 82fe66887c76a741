"""Decisions are made on items of the list: none on the list, none decided (form of 2019)."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import (
    NotApplicable,
    fails,
    needed,
    shown,
)
from gongkai.annual_report.report import (
    Finding,
    Severity,
)

NAME = "decisions-without-items"
TITLE = "第二部分：没有项目的，不应有处理决定"
SOURCE = "国办公开办函〔2019〕60号，第二部分表格"


def check(dossier: Dossier) -> Iterator[Finding]:
    table = needed(dossier.report.proactive, "第二部分表格")
    rows = [
        row
        for row, columns in table.cells.items()
        if {"items_change", "decisions"} <= columns.keys()
    ]
    if not rows:
        raise NotApplicable("第二部分没有“上一年项目数量”和“处理决定数量”两栏。")
    for row in rows:
        keys = ("items_last_year", "items_change", "decisions")
        last, change, decided = (table.cells[row][key].value for key in keys)
        if last is not None and change is not None and decided and last + change == 0 and last == 0:
            yield fails(
                NAME,
                f"第二部分“{dossier.label(row)}”项目数量为0，而处理决定数量为{shown(decided)}。",
                [f"proactive.{row}.{key}" for key in keys],
                Severity.WARNING,
                remedy="请核对项目数量；清单上有项目的应当填写。",
            )
