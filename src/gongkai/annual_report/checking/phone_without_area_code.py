"""A telephone of fixed line is printed with its area code."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, around, chapter, fails, found_in
from gongkai.annual_report.report import (
    Finding,
    Passage,
    Severity,
)

NAME = "phone-without-area-code"
TITLE = "导语：固定电话应写区号"
SOURCE = "《条例》第十二条：公开指南应有联系电话；年度报告惯例"
_PHONE = re.compile(
    r"(?:电话|传真|致电)(?:号码)?(?:为|是)?[:：]?\s*(?P<number>[\d\-－—()（） ]{7,18})"
)
_CODED = re.compile(
    r"^[(（]?0\d{2,3}[)）\-－— ]|^0\d{9,11}$|^1[3-9]\d{9}$|^(?:400|800)|^12345|^\+?86"
)


def check(dossier: Dossier) -> Iterator[Finding]:
    if "电话" not in dossier.text and "传真" not in dossier.text:
        raise NotApplicable("报告没有写电话。")
    for number, text, match in found_in(dossier, _PHONE):
        printed = match["number"].strip(" -－—（()）")
        digits = re.sub(r"\D", "", printed)
        if 7 <= len(digits) <= 8 and not _CODED.search(match["number"].strip()):
            yield fails(
                NAME,
                f"{chapter(number)}的电话“{printed}”没有区号。",
                severity=Severity.NOTICE,
                remedy="在电话前写明区号。",
                passages=[Passage(number, around(text, match))],
            )
