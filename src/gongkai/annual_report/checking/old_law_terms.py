"""From 2020 on the report speaks the words of the regulation of 2019, not of 2007."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, around, fails, found_in, quoted
from gongkai.annual_report.report import (
    Finding,
    Passage,
    Severity,
)

NAME = "old-law-terms"
TITLE = "法律：2020年以后不应沿用旧条例的用语"
SOURCE = "《条例》（2019年修订）删去旧条例第十三条的“三需要”；取消减免收费的旧规定"
_TERMS = re.compile(
    r"自身(?:的)?(?:生产、?生活、?科研|特殊需要)|生产、生活、科研等(?:自身)?特殊需要|三需要"
    r"|免予公开|收费(?:及|和)减免|减免(?:情况|费用|收费)|检索、复制、邮寄|同意(?:部分)?公开(?:答复)?\d|不同意公开"
    r"|不是《条例》所指|申请信息不存在数|具体行政行为"
)


def check(dossier: Dossier) -> Iterator[Finding]:
    year = dossier.report.year
    if year is None or year < 2019:
        raise NotApplicable("2018年以前适用旧条例，或者标题中没有年度。")
    passages = [
        Passage(number, around(text, match))
        for number, text, match in found_in(dossier, _TERMS)
        if not re.search(
            "取消|不再|删除|修订|原", text[max(0, match.start() - 12) : match.end() + 8]
        )
    ]
    if passages:
        yield fails(
            NAME,
            f"{quoted(passages)}是2007年条例的用语，现行条例没有。",
            severity=Severity.WARNING if year >= 2020 else Severity.NOTICE,
            remedy="改用现行条例和年度报告格式的用语。",
            passages=passages,
        )
