"""No character of a failed conversion stands in the prose."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import fails, passages_of, quoted
from gongkai.annual_report.report import (
    Finding,
    Severity,
)

NAME = "stray-characters"
TITLE = "转换残留：不应有乱码和不可见字符"
SOURCE = "报告文字应当严谨"
_BROKEN = re.compile("[\ufffd\ue000-\uf8ff□]+")
_ANY = re.compile("[\ufffd\ue000-\uf8ff□锟烫?\u00a0\t]")  # a class alone is searched fast
_GARBLED = re.compile(r"锟斤拷|烫烫烫|\?{2,}(?=[\u4e00-\u9fff])")
_SPACES = re.compile(r"(?<=[\u4e00-\u9fff，。；：、])[\u00a0\t]+(?=[\u4e00-\u9fff，。；：、])")


def check(dossier: Dossier) -> Iterator[Finding]:
    if _ANY.search(dossier.text) is None:
        return
    for pattern, severity, called, words in (
        (_BROKEN, Severity.WARNING, "乱码", ()),
        (_GARBLED, Severity.WARNING, "乱码", ("锟斤拷", "烫烫烫", "??")),
        (_SPACES, Severity.NOTICE, "不间断空格或者制表符", ("\u00a0", "\t")),
    ):
        passages = passages_of(dossier, pattern, words)
        if passages:
            message = f"正文有{called}：{quoted(passages)}。"
            yield fails(
                NAME, message, severity=severity, remedy="删去或者改正。", passages=passages
            )
