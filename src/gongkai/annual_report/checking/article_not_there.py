"""An article cited of the regulation exists in the text of the year: 38 articles once, 56 since."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, around, chapter, fails, found_in
from gongkai.annual_report.report import (
    Finding,
    Passage,
    Severity,
)
from gongkai.annual_report.wording import chinese_number

NAME = "article-not-there"
TITLE = "法律：所引条例的条文应当存在"
SOURCE = "《政府信息公开条例》2007年共三十八条，2019年修订共五十六条"
_ARTICLE = re.compile(
    r"《(?:中华人民共和国)?(?:政府信息公开)?条例》(?:（[^（）]{2,10}）)?第(?P<article>[一二三四五六七八九十百]{1,5}|\d{1,3})条"
)
_LAST = {2007: 38, 2019: 56}


def check(dossier: Dossier) -> Iterator[Finding]:
    year = dossier.report.year
    if year is None:
        raise NotApplicable("标题中没有年度。")
    text_of = 2019 if year >= 2019 else 2007
    found = False
    for number, text, match in found_in(dossier, _ARTICLE, ("》",)):
        found = True
        told = match["article"]
        article = int(told) if told.isdecimal() else chinese_number(told)
        if article is None or article > _LAST[text_of]:
            yield fails(
                NAME,
                f"{chapter(number)}引用“{match.group()}”，{text_of}年的条例只有{_LAST[text_of]}条。",
                severity=Severity.WARNING,
                remedy="请核对条文序号。",
                passages=[Passage(number, around(text, match))],
            )
    if not found:
        raise NotApplicable("正文没有引用条例的条文。")
