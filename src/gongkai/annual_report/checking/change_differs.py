"""比上年减少几件、增长百分之几 follows from this year's and last year's 新收."""

from collections.abc import Iterator

from gongkai.annual_report.checking.comparison import differs
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, shown
from gongkai.annual_report.checking.years import previous
from gongkai.annual_report.relations import number
from gongkai.annual_report.report import Fact, Finding, Number

NAME = "change-differs"
TITLE = "正文跨年：与上年相比的增减，应与两年的新收相符"
SOURCE = "国办公开办函〔2021〕30号；数据前后应当一致"
_NAME = "applications.new.total"
_ITSELF = "，与此不符"


def check(dossier: Dossier) -> Iterator[Finding]:
    stated = [
        fact
        for key in ("change_from_last_year", "received.last_year", "growth_percent")
        for fact in dossier.facts.get(f"applications.{key}", ())
    ]
    if not stated:
        raise NotApplicable("正文没有写明申请与上年相比的增减。")
    last_year = previous(dossier)
    now, before = dossier.number(_NAME), number(last_year, _NAME)
    if now is None or before is None:
        raise NotApplicable("两年的新收总计不都有数字。")
    for fact in stated:
        due = _due(fact, now, before)
        if due:
            words = f"而本年新收{shown(now)}件，上年报告新收{shown(before)}件{due}"
            yield differs(NAME, dossier, fact, words, [_NAME])


def _due(fact: Fact, now: Number, before: Number) -> str:
    """Return what follows from both years, if a fact says otherwise; what it implies is not said."""
    if fact.value is None or fact.approximate or fact.derived:
        return ""
    more = now - before
    if fact.key.endswith("last_year") and not fact.key.endswith("change_from_last_year"):
        return "" if fact.value == before else _ITSELF
    if not more:
        return "" if fact.value == 0 else "，两年持平"
    way, by = ("增加", more) if more > 0 else ("减少", -more)
    if fact.key.endswith("change_from_last_year"):
        return "" if fact.value == more else f"，应为{way}{shown(by)}件"
    if not before:
        return ""
    rate = float(more) * 100 / float(before)
    return "" if abs(float(fact.value) - rate) <= 0.1 else f"，应为{way}{abs(rate):.1f}%"
