"""No punctuation mark stands twice, and no comma before a full stop."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import fails, passages_of, quoted
from gongkai.annual_report.report import (
    Finding,
    Severity,
)

NAME = "marks-doubled"
TITLE = "标点：不应重复或者连用"
SOURCE = "GB/T 15834—2011《标点符号用法》"
_DOUBLED = re.compile(r"[，、；：。,](?:[ \u3000]*[，、；：。])+")


def check(dossier: Dossier) -> Iterator[Finding]:
    passages = passages_of(dossier, _DOUBLED)
    if passages:
        yield fails(
            NAME,
            f"标点重复或者连用：{quoted(passages)}。",
            severity=Severity.NOTICE,
            remedy="只留一个。",
            passages=passages,
        )
