"""No word is left out of a set phrase: 政府信息力度 wants its 公开."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import around, fails, found_in, passages_of, quoted
from gongkai.annual_report.report import (
    Finding,
    Passage,
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
# 加强对…工作领导 wants its 的.
_OF_WORK = re.compile(r"对[^，。；：、的\n]{1,14}工作(?:领导|指导|监督|管理)(?=[，。；、])")
_STRONGER = ("加强对", "强化对", "加强了对", "强化了对")
_MISSING = re.compile("|".join(_LITERAL))


def check(dossier: Dossier) -> Iterator[Finding]:
    passages = passages_of(dossier, _MISSING)
    passages += [
        Passage(number, around(text, match))
        for number, text, match in found_in(dossier, _OF_WORK, _STRONGER)
        if text.endswith(_STRONGER, 0, match.start() + 1)
    ]
    if passages:
        yield fails(
            NAME,
            f"{quoted(passages)}疑缺字。",
            severity=Severity.NOTICE,
            remedy="补上缺少的字，如“政府信息公开力度”“对……工作的领导”。",
            passages=passages,
        )
