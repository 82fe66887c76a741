"""What the prose says of normative documents is part two."""

from collections.abc import Iterator

from gongkai.annual_report.checking.comparison import compared, stated_in
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import needed
from gongkai.annual_report.report import (
    Finding,
)

NAME = "documents-differ"
TITLE = "正文与表格：规范性文件的件数应与第二部分一致"
SOURCE = "国办公开办函〔2021〕30号；数据前后应当一致"
_CELLS = {
    "documents.normative_issued": ("issued", "made"),
    "documents.normative_published": ("issued", "newly_disclosed"),
    "documents.normative_repealed": ("repealed",),
    "documents.normative_in_force": ("in_force", "total_disclosed"),
}


def check(dossier: Dossier) -> Iterator[Finding]:
    stated_in(dossier, _CELLS, "规范性文件的件数")
    needed(dossier.report.proactive, "第二部分表格")
    keys = {}
    for key, columns in _CELLS.items():
        names = [f"proactive.normative_documents.{column}" for column in columns]
        known = [name for name in names if dossier.number(name) is not None]
        if known:
            label = dossier.cell_label(known[0])
            keys[key] = (f"“{label}”", {label: dossier.number(known[0])}, known[:1])
    yield from compared(NAME, dossier, keys, "规范性文件的件数")
