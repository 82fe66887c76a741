"""No word is written twice: 的的, 开展开展, or 组织开展…开展… in one breath."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import around, fails, found_in, quoted
from gongkai.annual_report.report import Finding, Passage, Severity

NAME = "word-doubled"
TITLE = "用语：不应有重复的词"
SOURCE = "报告文字应当严谨"
_SMALL = "的了在和与及是为对将被把"
_WORDS = (
    "进行", "开展", "加强", "推进", "提高", "公开", "信息", "工作", "做好", "落实", "完善", "组织",
    "严格", "政府", "及时", "进一步", "有效", "主动",
)  # fmt: skip
_TWICE = tuple(word * 2 for word in (*_SMALL, *_WORDS))
_AGAIN = re.compile(r"开展[^，。；、\n]{2,20}(?<!工作)开展[^，。；]{2}")
_DOUBLED = re.compile("|".join(_TWICE) + "|" + _AGAIN.pattern)
_FINE = re.compile("的的(?:确|士)|和和[美睦]")


def check(dossier: Dossier) -> Iterator[Finding]:
    passages = [
        Passage(number, around(text, match, 2))
        for number, text, match in found_in(dossier, _DOUBLED)
        if not _FINE.match(text, match.start())
    ]
    if passages:
        yield fails(
            NAME,
            f"{quoted(passages)}有重复的词。",
            severity=Severity.NOTICE,
            remedy="删去重复的词。",
            passages=passages,
        )
