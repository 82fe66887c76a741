"""Where nothing was received and nothing carried in, there is no outcome."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import (
    NotApplicable,
    fails,
    needed,
)
from gongkai.annual_report.report import (
    Finding,
    Severity,
)

NAME = "outcomes-without-applications"
TITLE = "第三部分：没有收到申请的，不应有办理结果"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号，第三部分表格结构"
_RECEIVED = ("new", "carried_in")


def check(dossier: Dossier) -> Iterator[Finding]:
    table = needed(dossier.report.applications, "第三部分表格")
    received = [table.cells.get(row, {}).get("total") for row in _RECEIVED]
    if any(cell is None or cell.value is None for cell in received):
        raise NotApplicable("新收或上年结转的总计没有填数字。")
    if any(cell is not None and cell.value for cell in received):
        return
    cells = [
        f"applications.{row}.{column}"
        for row, column, cell in table.each()
        if row not in _RECEIVED and cell.value
    ]
    if cells:
        which = "、".join(f"“{dossier.cell_label(name)}”" for name in cells[:4])
        yield fails(
            NAME,
            f"第三部分新收和上年结转的总计都是0，而{which}{'等' if len(cells) > 4 else ''}不是0。",
            cells,
            Severity.WARNING,
            remedy="没有收到申请的，各项办理结果和结转下年都应填0；收到过的，补填新收或者上年结转。",
        )
