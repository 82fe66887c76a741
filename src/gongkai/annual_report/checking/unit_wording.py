"""Applications, reconsiderations and suits are counted in 件."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import around, fails, found_in, quoted
from gongkai.annual_report.report import (
    Finding,
    Passage,
    Severity,
)

NAME = "unit-wording"
TITLE = "用语：申请、复议、诉讼以“件”计数"
SOURCE = "国办发〔2014〕32号，统计表：申请以件为单位"
_WRONG = re.compile(
    r"(?:信息公开申请|依申请(?:公开)?(?:信息)?(?:公开)?(?:数量|申请)?|行政复议|行政诉讼)"
    r"[^，。；、\d]{0,6}\d+(?:条|个|次|份|例)"
)


def check(dossier: Dossier) -> Iterator[Finding]:
    passages = [
        Passage(number, around(text, match, 0))
        for number, text, match in found_in(dossier, _WRONG, ("申请", "复议", "诉讼"))
        if not re.search("培训|渠道|平台|会|公开(?:目录|指南)", match.group())
    ]
    if passages:
        yield fails(
            NAME,
            f"{quoted(passages)}应以“件”计数。",
            severity=Severity.NOTICE,
            remedy="单位改为“件”。",
            passages=passages,
        )
