"""Who is closed for not paying was sent a fee notice: part six reports the fees."""

import re
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

NAME = "fee-overdue-without-notice"
TITLE = "第三部分：有逾期不缴费的，第六部分应报告收费情况"
SOURCE = "国办函〔2020〕109号第六条；国办公开办函〔2021〕30号"
_FEES = re.compile("信息处理费|收费通知|收费|缴费")


def check(dossier: Dossier) -> Iterator[Finding]:
    name = "applications.closed_fee_overdue.total"
    needed(dossier.report.applications, "第三部分表格")
    closed = dossier.number(name)
    if closed is None:
        raise NotApplicable("没有“逾期未缴费”一行，或者没有填数字。")
    if closed and not _FEES.search(dossier.text):
        yield fails(
            NAME,
            f"第三部分有{shown(closed)}件因逾期未缴费不再处理，报告没有说明信息处理费的收取情况。",
            [name],
            Severity.WARNING,
            remedy="在第六部分写明发出收费通知的件数和总金额、实际收取的总金额。",
        )
