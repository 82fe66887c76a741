"""政府信息公开制度: which instruments of the state the portal lists, and what each is about."""

from datetime import date
from typing import NamedTuple

from gongkai.law.citations import Instrument, instruments

_ABOUT = {
    "regulation-2019": "公开什么、谁来公开、怎样申请、多久答复、怎样监督。",
    "regulation-2007": "2019年修订以前的条文，处理修订以前的申请时仍要查阅。",
    "fee-measure": "申请的数量、频次明显超过合理范围时，信息处理费怎样收取。",
    "platform-notice": "政府信息公开专栏的统一名称、统一格式。",
    "report-form-2021": "年度报告的六个部分和统计表。",
    "website-guide": "政府网站的分级分类、集约共享、页面规范和安全防护。",
    "website-inspection": "政府网站和政务新媒体怎样检查、怎样考核。",
    "disclosure-interpretation": "对政府信息公开行为不服，提起行政诉讼时法院怎样审理。",
    "reconsideration-law": "对政府信息公开行为不服，怎样申请行政复议。",
    "secrecy-law": "公开以前的保密审查。",
}


class Rule(NamedTuple):
    """One instrument and what it is about, in a sentence for the public."""

    instrument: Instrument
    about: str

    @property
    def days(self) -> list[str]:
        """Return the days the page states: only where the text was read, its first day in force."""
        rule = self.instrument
        days = []
        if rule.certainty == "read" and rule.in_force_on:
            days.append(f"{_day(rule.in_force_on)}起施行")
        elif rule.issued_on:
            days.append(f"{_day(rule.issued_on)}印发")
        if rule.replaced_on:
            days.append(f"{_day(rule.replaced_on)}起由新的规定代替")
        return days


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


RULES = tuple(Rule(instruments()[key], about) for key, about in _ABOUT.items())
