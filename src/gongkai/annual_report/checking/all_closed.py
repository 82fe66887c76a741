"""均已办结 means that nothing is carried into next year."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.comparison import is_scoped
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import (
    NotApplicable,
    around,
    fails,
    found_in,
    needed,
    quoted,
    shown,
)
from gongkai.annual_report.report import (
    Finding,
    Passage,
    Severity,
)

NAME = "all-closed"
TITLE = "正文与表格：写“均已办结”的，第三部分结转下年应为零"
SOURCE = "国办公开办函〔2021〕30号；数据前后应当一致"
_ALL = re.compile(
    r"申请[^。；]{0,30}?(?:均|全部|都)(?:已|予以|依法|按[时期]|按照?规定|在(?:法定|规定)[^，。；]{0,4}内|严格){0,3}"
    r"(?:办结|答复|办理完毕|办复)(?!率)"
)
_NAME = "applications.carried_out.total"


def check(dossier: Dossier) -> Iterator[Finding]:
    needed(dossier.report.applications, "第三部分表格")
    rest = dossier.number(_NAME)
    passages = [
        Passage(number, around(text, match, 0))
        for number, text, match in found_in(dossier, _ALL, ("均", "全部", "都"))
        if not re.search("结转|顺延|延期|除", match.group())
    ]
    if not passages or rest is None:
        raise NotApplicable("正文没有说申请均已办结，或者结转下年没有填数字。")
    if rest:
        scoped = any(is_scoped(passage.text) or "年结转" in passage.text for passage in passages)
        yield fails(
            NAME,
            f"{quoted(passages)}，而第三部分结转下年度继续办理为{shown(rest)}件。",
            [_NAME],
            Severity.NOTICE if scoped else Severity.WARNING,
            remedy="有结转下年的，不应写全部办结。",
            passages=passages,
        )
