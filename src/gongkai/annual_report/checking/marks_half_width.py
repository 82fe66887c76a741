"""Chinese text has the marks of Chinese: ，not ,."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import fails, passages_of, quoted
from gongkai.annual_report.report import (
    Finding,
    Severity,
)

NAME = "marks-half-width"
TITLE = "标点：中文应使用全角标点"
SOURCE = "GB/T 15834—2011《标点符号用法》"
_HALF = re.compile(
    r"(?<=[\u4e00-\u9fff])[,;:?!](?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\((?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\.(?=\s*(?:$|\n|[\u4e00-\u9fff]))"
)


def check(dossier: Dossier) -> Iterator[Finding]:
    passages = passages_of(dossier, _HALF, (",", ";", ":", "?", "!", "(", "."))
    if passages:
        yield fails(
            NAME,
            f"中文里用了半角标点：{quoted(passages)}。",
            severity=Severity.NOTICE,
            remedy="改为全角标点。",
            passages=passages,
        )
