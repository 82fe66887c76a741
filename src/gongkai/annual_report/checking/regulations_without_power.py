"""规章 are made by those whom the law lets make them: not by a department, a county or a town."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.offices import may_make_regulations
from gongkai.annual_report.checking.rule import NotApplicable, fails, needed, shown
from gongkai.annual_report.report import (
    Finding,
    Severity,
)

NAME = "regulations-without-power"
TITLE = "第二部分：没有规章制定权的机关，规章应填零"
SOURCE = "《立法法》第九十一条、第九十三条；国办公开办函〔2021〕33号"


def check(dossier: Dossier) -> Iterator[Finding]:
    table = needed(dossier.report.proactive, "第二部分表格")
    office = dossier.report.office
    if not office or "regulations" not in table.cells:
        raise NotApplicable("标题中没有机关名称，或者第二部分没有规章一行。")
    if may_make_regulations(office):
        return
    filled = {key: cell.value for key, cell in table.cells["regulations"].items() if cell.value}
    if filled:
        listed = "、".join(f"{dossier.label(key)}{shown(value)}" for key, value in filled.items())
        yield fails(
            NAME,
            f"“{office}”没有规章制定权，第二部分“规章”却填有{listed}。",
            [f"proactive.regulations.{key}" for key in filled],
            Severity.WARNING,
            remedy="规章一行填0；行政规范性文件填在下一行。",
        )
