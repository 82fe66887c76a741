"""No more is closed than was received, this year or before (统计表 of 2014)."""

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

NAME = "statistics-closed"
TITLE = "统计表：办结数不应大于收到数加上年未办结数"
SOURCE = "国办发〔2014〕32号，统计表结构"
_RECEIVED, _CLOSED = "statistics.S17.number", "statistics.S22.number"


def check(dossier: Dossier) -> Iterator[Finding]:
    needed(dossier.report.statistics, "《政府信息公开情况统计表》")
    received, closed = dossier.number(_RECEIVED), dossier.number(_CLOSED)
    if received is None or closed is None:
        yield undetermined(
            NAME, "统计表的收到申请数或者办结数没有填数字，无法判断。", [_RECEIVED, _CLOSED]
        )
        return
    if closed <= received:
        return
    last = dossier.last_year
    before = [None if last is None else number(last, name) for name in (_RECEIVED, _CLOSED)]
    if before[0] is None or before[1] is None:
        message = (
            f"统计表办结{shown(closed)}件，多于收到的{shown(received)}件；多出的应是上年未办结的。"
        )
        yield fails(NAME, message, [_RECEIVED, _CLOSED], Severity.NOTICE)
        return
    left = before[0] - before[1]
    if closed > received + max(left, 0):
        yield fails(
            NAME,
            f"统计表办结{shown(closed)}件，多于收到的{shown(received)}件加上年未办结的{shown(max(left, 0))}件。",
            [_RECEIVED, _CLOSED],
            Severity.WARNING,
            remedy="请核对收到申请数和申请办结数。",
        )
