"""Since 2024 most answers that withhold go to reconsideration first: a direct suit is rare."""

from collections.abc import Iterator

from gongkai.annual_report.checking.comparison import group_sum
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, fails, needed, shown
from gongkai.annual_report.report import (
    Finding,
    Severity,
)

NAME = "direct-litigation"
TITLE = "第四部分：2024年起不予公开应当先复议，直接起诉请核对"
SOURCE = "《行政复议法》（2023年修订）第二十三条"


def check(dossier: Dossier) -> Iterator[Finding]:
    needed(dossier.report.remedies, "第四部分表格")
    if dossier.report.year is None or dossier.report.year < 2024:
        raise NotApplicable("2024年以前不予公开不需要先行复议。")
    name = "remedies.litigation_direct.total"
    sued, withheld = dossier.number(name), group_sum(dossier.report, "refused_")
    if sued and withheld and sued > withheld:
        return
    if sued and withheld:
        yield fails(
            NAME,
            f"未经复议直接起诉总计为{shown(sued)}。2024年起对不予公开不服的应当先申请行政复议，请核对。",
            [name],
            Severity.NOTICE,
            remedy="经过复议的，应填在“复议后起诉”。",
        )
