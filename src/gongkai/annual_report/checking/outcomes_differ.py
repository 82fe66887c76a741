"""What the prose says of outcomes is the table's group: （一）to（六）."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.comparison import accepted, differs, group_sum
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, needed, shown
from gongkai.annual_report.report import (
    Finding,
)

NAME = "outcomes-differ"
TITLE = "正文与表格：各类办理结果的件数应与第三部分一致"
SOURCE = "国办公开办函〔2021〕30号；数据前后应当一致"
_GROUPS = {
    "applications.granted": ("（一）予以公开", "granted.", r"予以公开"),
    "applications.granted_in_part": ("（二）部分公开", "granted_in_part.", r"部分公开"),
    "applications.refused": ("（三）不予公开", "refused_", r"不予公开"),
    "applications.unavailable": ("（四）无法提供", "unavailable_", r"无法提供"),
    "applications.not_processed": ("（五）不予处理", "not_processed_", r"不予处理"),
    "applications.closed_other": ("（六）其他处理", "closed_", r"其[他它]处理"),
}


def check(dossier: Dossier) -> Iterator[Finding]:
    table = needed(dossier.report.applications, "第三部分表格")
    stated = [(key, fact) for key in _GROUPS for fact in dossier.facts.get(key, ())]
    if not stated:
        raise NotApplicable("正文没有写明各类办理结果的件数。")
    for key, fact in stated:
        label, prefix, words = _GROUPS[key]
        is_row = prefix.endswith(".")
        name = prefix.removesuffix(".")
        whole = (
            dossier.number(f"applications.{name}.total")
            if is_row
            else group_sum(dossier.report, prefix)
        )
        if whole is None or fact.value is None or accepted(fact, [whole]):
            continue
        is_whole = is_row or re.search(rf"{words}[^，。；、]{{0,4}}\d", fact.text) is not None
        if fact.value > whole or (is_whole and len(dossier.facts[key]) == 1):
            rows = [
                row for row in table.cells if row == name or (not is_row and row.startswith(prefix))
            ]
            yield differs(
                NAME,
                dossier,
                fact,
                f"而表格“{label}”共{shown(whole)}件",
                [f"applications.{row}.total" for row in rows],
            )
