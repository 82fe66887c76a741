"""A suit after reconsideration needs a reconsideration: this year's or last year's."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import (
    fails,
    needed,
    shown,
    undetermined,
)
from gongkai.annual_report.relations import number
from gongkai.annual_report.report import Finding, Severity

NAME = "litigation-without-reconsideration"
TITLE = "第四部分：没有行政复议的，不应有复议后起诉"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号，第四部分表格"


def check(dossier: Dossier) -> Iterator[Finding]:
    needed(dossier.report.remedies, "第四部分表格")
    names = ["remedies.reconsideration.total", "remedies.litigation_after_reconsideration.total"]
    reviewed, sued = (dossier.number(name) for name in names)
    if reviewed is None or sued is None:
        yield undetermined(NAME, "行政复议或者复议后起诉的总计没有填数字，无法判断。", names)
    elif sued > 0 and reviewed == 0:
        last = dossier.last_year
        before = None if last is None else number(last, names[0])
        if not before:
            known = "上年报告的行政复议也是0" if before == 0 else "只有复议在以前年度的才有可能"
            yield fails(
                NAME,
                f"第四部分行政复议总计为0，而复议后起诉总计为{shown(sued)}，{known}。",
                names,
                Severity.WARNING,
                remedy="请核对起诉以前是否经过复议；没有经过的，应填在“未经复议直接起诉”。",
            )
