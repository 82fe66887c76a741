"""其他 is the form's word; 其它 is not used in official writing."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import fails, passages_of, quoted
from gongkai.annual_report.report import (
    Finding,
    Severity,
)

NAME = "other-wording"
TITLE = "用语：“其它”应为“其他”"
SOURCE = "国办公开办函〔2021〕30号：格式用“其他”"
_WRONG = re.compile("其它")


def check(dossier: Dossier) -> Iterator[Finding]:
    passages = passages_of(dossier, _WRONG, ("它",))
    labels = [
        (name, label)
        for name, table in dossier.report.tables()
        for label in table.labels
        if "其它" in label.printed
    ]
    if passages or labels:
        listed = [quoted(passages)] if passages else []
        listed += [f"表格的“{label.printed}”一行" for _, label in labels]
        yield fails(
            NAME,
            f"{'、'.join(listed)}用了“其它”。",
            [f"{name}.{label.key}" for name, label in labels],
            Severity.NOTICE,
            remedy="“其它”改为“其他”。",
            passages=passages,
        )
