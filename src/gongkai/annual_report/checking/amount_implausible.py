"""An amount is of the size its unit allows: 万元 where 万元 is asked, 元 where 元 is."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.offices import Level, level_of
from gongkai.annual_report.checking.rule import fails, needed, shown
from gongkai.annual_report.report import (
    Finding,
    Number,
    Remedy,
    Severity,
)

NAME = "amount-implausible"
TITLE = "第二部分：金额的大小应与单位相称"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号，第二部分表格"
_FEES = "proactive.fees.amount_10k_yuan"
_MOST = {Level.TOWN: 10_000, Level.DEPARTMENT: 100_000, Level.COUNTY: 100_000}
_CHEAP, _DEAR = 2_000, 100_000_000


def check(dossier: Dossier) -> Iterator[Finding]:
    needed(dossier.report.proactive, "第二部分表格")
    fees = dossier.number(_FEES)
    most = _MOST.get(level_of(dossier.report.office or ""))
    if fees is not None and most is not None and fees > most:
        yield fails(
            NAME,
            f"行政事业性收费填{shown(fees)}万元，对于“{dossier.report.office}”数额过大，可能是按元填写的。",
            [_FEES],
            Severity.WARNING,
            remedy=Remedy(f"若是按元填写的，应为{_in_ten_thousands(fees)}万元。"),
        )
    yield from _procurement(dossier)


def _procurement(dossier: Dossier) -> Iterator[Finding]:
    cells = ("proactive.procurement.projects", "proactive.procurement.amount_yuan")
    projects, amount = (dossier.number(name) for name in cells)
    if not projects or not amount or projects < 0:
        return
    each = float(amount) / float(projects)
    if not _CHEAP <= each <= _DEAR:
        size = "过小" if each < _CHEAP else "过大"
        yield fails(
            NAME,
            f"政府集中采购{shown(projects)}项、{shown(amount)}元，平均每项{each:.0f}元，数额{size}，请核对单位。",
            cells,
            Severity.NOTICE,
            remedy="请核对采购总金额的单位是元还是万元。",
        )


def _in_ten_thousands(yuan: Number) -> str:
    return f"{float(yuan) / 10_000:.4f}".rstrip("0").rstrip(".")
