"""What the prose says was carried in or out is the table's 上年结转 or 结转下年度."""

from collections.abc import Iterator

from gongkai.annual_report.checking.comparison import compared, stated_in
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import needed
from gongkai.annual_report.report import (
    Finding,
)

NAME = "carried-differs"
TITLE = "正文与表格：结转的件数应与第三部分一致"
SOURCE = "国办公开办函〔2021〕30号；数据前后应当一致"
_KEYS = ("applications.carried_in", "applications.carried_out")


def check(dossier: Dossier) -> Iterator[Finding]:
    stated_in(dossier, _KEYS, "结转的件数")
    needed(dossier.report.applications, "第三部分表格")
    cells = {
        "applications.carried_in": ("上年结转", "applications.carried_in.total"),
        "applications.carried_out": ("结转下年度继续办理", "applications.carried_out.total"),
    }
    keys = {
        key: (label, {label: dossier.number(name)}, [name]) for key, (label, name) in cells.items()
    }
    yield from compared(NAME, dossier, keys, "结转的件数")
