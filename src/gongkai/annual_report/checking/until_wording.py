"""截至 is up to a day; 截止 is the end of a term and takes no day behind it."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import fails, passages_of, quoted
from gongkai.annual_report.report import (
    Finding,
    Severity,
)

NAME = "until-wording"
TITLE = "用语：“截止”后面跟时间的，应为“截至”"
SOURCE = "国家通用语言文字规范"
_WRONG = re.compile(
    r"截止(?:到|至)?(?=\s*(?:(?:19|20)\d\d|\d{1,2}月|目前|今年|本年|去年|年底|年末|当前|上年|报告))"
)


def check(dossier: Dossier) -> Iterator[Finding]:
    passages = passages_of(dossier, _WRONG, ("截止",))
    if passages:
        yield fails(
            NAME,
            f"{quoted(passages)}中的“截止”应为“截至”。",
            severity=Severity.NOTICE,
            remedy="“截止”改为“截至”。",
            passages=passages,
        )
