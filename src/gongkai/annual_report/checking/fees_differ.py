"""What is said of fees agrees with itself and with the 统计表: none is none."""

from collections.abc import Iterator

from gongkai.annual_report.checking.comparison import differs
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, chapter, shown
from gongkai.annual_report.report import (
    Finding,
)

NAME = "fees-differ"
TITLE = "正文：信息处理费的收取情况应前后一致"
SOURCE = "国办函〔2020〕109号；国办发〔2014〕32号"
_NAME = "statistics.S49.number"


def check(dossier: Dossier) -> Iterator[Finding]:
    charged = dossier.facts.get("fees.charged", [])
    if not charged:
        raise NotApplicable("正文没有写明信息处理费的收取情况。")
    none = [fact for fact in charged if fact.zero or fact.value == 0]
    some = [fact for fact in charged if fact.value]
    if none and some:
        yield differs(
            NAME,
            dossier,
            some[0],
            f"而{chapter(none[0].section)}写“{none[0].text}”",
            remedy="请核对是否收取，两处写成一致。",
        )
    told = dossier.number(_NAME)
    if told is None:
        return
    for fact in charged:
        if fact.value is None:
            continue
        worth = float(fact.value) / (1 if fact.unit == "万元" else 10_000)
        if abs(worth - float(told)) > 0.005:
            yield differs(NAME, dossier, fact, f"而统计表填{shown(told)}万元", [_NAME])
