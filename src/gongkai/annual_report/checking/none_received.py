"""未收到申请 means that nothing new stands in the table."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.comparison import is_scoped
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import (
    NotApplicable,
    fails,
    needed,
    passages_of,
    quoted,
    shown,
)
from gongkai.annual_report.report import (
    Finding,
    Passage,
    Severity,
)

NAME = "none-received"
TITLE = "正文与表格：写“没有收到申请”的，第三部分新收应为零"
SOURCE = "国办公开办函〔2021〕30号；数据前后应当一致"
_NONE = re.compile(
    r"(?:未|没有|无)(?:收到|接到|受理|发生)(?:过|任何)?(?:公民|群众|社会|公众)?[^，。；]{0,8}"
    r"(?:政府信息公开申请|依申请公开|信息公开申请)(?!人|渠道|.{0,6}(?:投诉|举报|复议|诉讼))"
)
_NAME = "applications.new.total"


def check(dossier: Dossier) -> Iterator[Finding]:
    needed(dossier.report.applications, "第三部分表格")
    new = dossier.number(_NAME)
    said = [fact for fact in dossier.facts.get("applications.received", ()) if fact.zero]
    passages = [Passage(fact.section, fact.text) for fact in said] or passages_of(
        dossier, _NONE, ("未收到", "没有收到", "未接到", "没有接到", "未受理", "无受理")
    )
    if not passages or new is None:
        raise NotApplicable("正文没有说未收到申请，或者新收总计没有填数字。")
    if new:
        scoped = any(is_scoped(passage.text) for passage in passages)
        yield fails(
            NAME,
            f"{quoted(passages)}，而第三部分新收总计为{shown(new)}件。",
            [_NAME],
            Severity.NOTICE if scoped else Severity.WARNING,
            remedy="请核对正文和表格，改正写错的一处。",
            passages=passages,
        )
