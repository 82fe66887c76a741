"""No channel published more than all channels together."""

from collections.abc import Iterator

from gongkai.annual_report.checking.comparison import differs
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, shown
from gongkai.annual_report.report import (
    Finding,
)

NAME = "channels-over-total"
TITLE = "正文：单个渠道公开的条数不应多于主动公开总数"
SOURCE = "国办发〔2014〕32号：不同渠道公开相同信息计1条"


def check(dossier: Dossier) -> Iterator[Finding]:
    totals = [
        fact.value for fact in dossier.facts.get("items.published", ()) if fact.value is not None
    ]
    channels = [
        fact
        for key, facts in dossier.facts.items()
        if key.startswith("items.published_by_channel:")
        for fact in facts
    ]
    if not totals or not channels:
        raise NotApplicable("正文没有同时写明主动公开总数和各渠道的条数。")
    for fact in channels:
        if fact.value is not None and fact.value > max(totals):
            yield differs(
                NAME,
                dossier,
                fact,
                f"多于所写的主动公开总数{shown(max(totals))}",
                remedy="请核对主动公开总数。",
            )
