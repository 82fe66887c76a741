"""No word is left out of a set phrase: 政府信息力度 wants its 公开."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import fails, passages_of, quoted
from gongkai.annual_report.report import (
    Finding,
    Severity,
)

NAME = "word-missing"
TITLE = "用语：常用语不应缺字"
SOURCE = "报告文字应当严谨"
_SUBJECTS = ("政府信息", "政务")
_LITERAL = (
    *(s + tail for s in _SUBJECTS for tail in ("力度", "工作年度", "工作情况", "工作制度", "指南")),
    *(s + tail for s in _SUBJECTS for tail in ("申请表", "申请人", "申请办理")),
    *(
        verb + s + mark
        for verb in ("加强", "加大", "推进", "做好")
        for s in _SUBJECTS
        for mark in "，。；"
    ),
    "信息公工作",
    "政府公开信息工作",
    "信公开",
)
_MISSING = re.compile("|".join(_LITERAL))


def check(dossier: Dossier) -> Iterator[Finding]:
    passages = passages_of(dossier, _MISSING)
    if passages:
        yield fails(
            NAME,
            f"{quoted(passages)}疑缺字。",
            severity=Severity.NOTICE,
            remedy="补上缺少的字，如“政府信息公开力度”。",
            passages=passages,
        )
