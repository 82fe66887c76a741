"""Of proposals, the parts and the published replies are no more than were taken on."""

from collections.abc import Iterator

from gongkai.annual_report.checking.comparison import differs
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, shown
from gongkai.annual_report.report import (
    Finding,
)

NAME = "proposals-differ"
TITLE = "正文：建议提案的各类件数不应多于承办总数"
SOURCE = "国办发〔2014〕46号；数据前后应当一致"
_KINDS = (
    ("led", "split", "joint"),
    ("grade_A", "grade_B", "grade_C", "grade_D"),
    ("replies_published",),
)


def check(dossier: Dossier) -> Iterator[Finding]:
    bases = [
        base for base in ("proposals", "proposals.npc", "proposals.cppcc") if base in dossier.facts
    ]
    if not bases:
        raise NotApplicable("正文没有写明承办建议提案的总数。")
    for base in bases:
        values = [fact.value for fact in dossier.facts[base] if fact.value is not None]
        if not values:
            continue
        whole = max(values)
        for kinds in _KINDS:
            facts = [
                dossier.facts[f"{base}.{kind}"][0]
                for kind in kinds
                if f"{base}.{kind}" in dossier.facts
            ]
            parts = [fact.value for fact in facts if fact.value is not None]
            if sum(parts) > whole:
                listed = "、".join(f"“{fact.text}”" for fact in facts)
                yield differs(
                    NAME,
                    dossier,
                    facts[0],
                    f"{listed}合计{shown(sum(parts))}件，多于承办的{shown(whole)}件",
                    remedy="请核对承办总数和各类件数。",
                )
