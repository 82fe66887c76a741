"""An annex that the text promises is there: the 统计表 as a table, others by their heading."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, around, chapter, fails, found_in
from gongkai.annual_report.report import (
    Finding,
    Passage,
    Severity,
)

NAME = "attachment-missing"
TITLE = "附件：正文说有附表、附件的，应当附上"
SOURCE = "国办发〔2014〕32号；报告应当完整"
_PROMISED = re.compile(
    r"(?:详见|见|附|附后的|附件[:：\d]*)\s*[《“]?(?:[^。，；《》]{0,14}?)(?P<what>政府信息公开(?:工作)?情况统计表|统计表)"
    r"|(?P<annex>(?:详见|见)附[件表]|附[件表][:：]\s*\S|后附|附后)"
)


def check(dossier: Dossier) -> Iterator[Finding]:
    found = list(found_in(dossier, _PROMISED, ("附", "统计表")))
    if not found:
        raise NotApplicable("正文没有提到附表、附件。")
    tables = {name for name, _ in dossier.report.tables()}
    for number, text, match in found:
        is_statistics = match["what"] is not None
        if "statistics" in tables or (not is_statistics and tables):
            continue
        yield fails(
            NAME,
            f"{chapter(number)}写“{around(text, match)}”，报告中没有{'统计表' if is_statistics else '附件'}。",
            severity=Severity.WARNING,
            remedy="附上所说的表格，或者删去这句话。",
            passages=[Passage(number, match.group())],
        )
        return
