"""The parts of a list come to the total that the sentence states."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.comparison import is_scoped
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, around, chapter, fails
from gongkai.annual_report.report import (
    Finding,
    Passage,
    Severity,
)

NAME = "parts-differ"
TITLE = "正文：分项之和应与所写的总数相符"
SOURCE = "数据前后应当一致"
_WHOLE = re.compile(
    r"(?:共计?|合计|总计|累计|收到|办理|承办|发布|公开|收取)[^。；，,：:\d]{0,24}?(?<![\d.—～~\-])(?P<whole>\d[\d,]*(?:\.\d+)?)(?P<unit>件|条|次|篇|个|份|项|场|期|人次|人|万元|元)"
    r"(?P<between>[，,：:。；（(]\s*(?P<listed>其中|分别(?:为|是)|包括)[：:，,]?)"
)
_PART = re.compile(
    r"(?P<name>[^，。；、：:,\d]{1,16}?)(?P<part>\d[\d,]*(?:\.\d+)?)(?P<unit>件|条|次|篇|个|份|项|场|期|人次|人|万元|元)(?P<after>[，、,；和及）)。]|$)"
)
_OTHER = re.compile(
    r"已|未|按[时期]|办结|答复|办复|完成|回复|结转|同比|增|减|较|比|占|率|均|累计|共|另|其中|参加|培训|涉及|满意|点赞|阅读|转发|再"
)
_OPEN = re.compile(r"^[^。；]{0,3}等|等[，。；、]|主要|包含但")


def check(dossier: Dossier) -> Iterator[Finding]:
    if not dossier.says_any(("其中", "分别", "包括")):
        raise NotApplicable("正文没有列出分项的总数。")
    for number, text in dossier.prose:
        for match in _WHOLE.finditer(text):
            yield from _judged(number, text, match)


def _judged(number: int, text: str, match: re.Match[str]) -> Iterator[Finding]:
    rest = re.split("[。；;\n]", text[match.end() :], maxsplit=1)[0]
    parts: list[float] = []
    at = 0
    for part in _PART.finditer(rest):
        if part.start() != at or part["unit"] != match["unit"] or _OTHER.search(part["name"]):
            break
        parts.append(_number(part["part"]))
        at = part.end()
    whole = _number(match["whole"])
    if len(parts) < 2 or sum(parts) == whole or _OPEN.search(rest):
        return
    is_whole_list = at >= len(rest.rstrip()) or match["listed"].startswith("分别")
    if sum(parts) < whole and not is_whole_list:
        return
    listed = "+".join(f"{part:g}" for part in parts)
    scoped = is_scoped(match.group())
    sure = sum(parts) > whole and not scoped
    yield fails(
        NAME,
        f"{chapter(number)}写“{around(text, match, 0)}”，列出的分项之和为{sum(parts):g}（{listed}），与{whole:g}不符。",
        severity=Severity.WARNING if sure else Severity.NOTICE,
        remedy="请核对总数和各分项；没有列全的，写明“等”。",
        passages=[Passage(number, match.group() + rest)],
    )


def _number(text: str) -> float:
    return float(text.replace(",", ""))
