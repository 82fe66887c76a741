"""均获维持 means that no other result stands in part four."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.comparison import is_scoped
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import (
    NotApplicable,
    around,
    chapter,
    fails,
    found_in,
    needed,
    shown,
)
from gongkai.annual_report.report import (
    Finding,
    Passage,
    Severity,
)

NAME = "all-upheld"
TITLE = "正文与表格：写“均获维持”的，第四部分其他结果应为零"
SOURCE = "国办公开办函〔2021〕30号；数据前后应当一致"
_ALL = re.compile(
    r"(?P<about>复议|诉讼)[^。；]{0,24}?(?:均|全部|都)(?:获|被|予以|得到|为|判决|裁定|结果)*(?:维持|驳回|胜诉)"
)
_GROUPS = {
    "复议": ("reconsideration",),
    "诉讼": ("litigation_direct", "litigation_after_reconsideration"),
}


def check(dossier: Dossier) -> Iterator[Finding]:
    needed(dossier.report.remedies, "第四部分表格")
    found = list(found_in(dossier, _ALL, ("维持", "驳回", "胜诉")))
    if not found:
        raise NotApplicable("正文没有说复议、诉讼均获维持。")
    for number, text, match in found:
        cells = [f"remedies.{group}.corrected" for group in _GROUPS[match["about"]]]
        lost = [name for name in cells if dossier.number(name)]
        if lost:
            yield fails(
                NAME,
                f"{chapter(number)}写“{around(text, match, 0)}”，而“{dossier.cell_label(lost[0])}”为"
                f"{shown(dossier.number(lost[0]))}件。",
                lost,
                Severity.NOTICE if is_scoped(match.group()) else Severity.WARNING,
                remedy="请核对正文和第四部分表格。",
                passages=[Passage(number, match.group())],
            )
