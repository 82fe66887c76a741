"""Procurement has projects and an amount, or neither (form of 2019)."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import (
    NotApplicable,
    fails,
    shown,
)
from gongkai.annual_report.report import (
    Finding,
    Severity,
)

NAME = "procurement-amount"
TITLE = "第二部分：集中采购的项目数量与总金额，应当同为零或者同不为零"
SOURCE = "国办公开办函〔2019〕60号，第二部分表格"
_CELLS = ("proactive.procurement.projects", "proactive.procurement.amount_yuan")


def check(dossier: Dossier) -> Iterator[Finding]:
    projects, amount = (dossier.number(name) for name in _CELLS)
    if projects is None or amount is None:
        raise NotApplicable("没有政府集中采购一行，或者没有填数字。")
    if (projects == 0) != (amount == 0):
        yield fails(
            NAME,
            f"第二部分政府集中采购项目数量为{shown(projects)}，采购总金额为{shown(amount)}元，一个为零而另一个不为零。",
            _CELLS,
            Severity.WARNING,
            remedy="补填缺少的项目数量或者金额。",
        )
