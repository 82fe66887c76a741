"""No bookmark, field code or entity of a conversion is left in the text."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import fails
from gongkai.annual_report.report import Finding, Passage, Severity

NAME = "bookmark-remnant"
TITLE = "转换残留：不应留有书签、域代码"
SOURCE = "报告文字应当严谨"
_MEND = "删去残留的字样。"

_REMNANT = re.compile(
    r"\[bookmark:[^\]]*\]|_GoBack|_Toc\d+|HYPERLINK\s+\"|PAGEREF|\\\*\s*MERGEFORMAT"
    r"|&(?:nbsp|lt|gt|amp|quot);|</?(?:span|p|br|td|tr|div)\b[^>]*>|错误！?[!]?未找到引用源|Error! "
)


def check(dossier: Dossier) -> Iterator[Finding]:
    if _REMNANT.search(dossier.text) is None:
        return
    for number, text in dossier.prose:
        remnants = list(dict.fromkeys(found.group() for found in _REMNANT.finditer(text)))
        if remnants:
            where = "导语" if number == 0 else f"第{number}部分"
            which = "、".join(f"“{remnant}”" for remnant in remnants)
            yield fails(
                NAME,
                f"{where}留有转换残留{which}。",
                severity=Severity.WARNING,
                remedy=_MEND,
                passages=[Passage(number, remnant) for remnant in remnants],
            )
