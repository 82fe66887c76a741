"""All that is disclosed went by some channel: no channel has more, and together not less."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import (
    judged,
    shown,
)
from gongkai.annual_report.relations import Balance, label_of
from gongkai.annual_report.report import Finding, Severity

NAME = "statistics-channels"
TITLE = "统计表：各渠道公开数与主动公开总数相称"
SOURCE = "国办发〔2014〕32号，统计表：不同渠道公开相同信息计1条"


def check(dossier: Dossier) -> Iterator[Finding]:
    yield from judged(dossier, NAME, _message, "各渠道公开数", Severity.WARNING)


def _message(balance: Balance) -> str:
    if len(balance.right) > 1:
        return (
            f"统计表主动公开政府信息{shown(balance.left_sum)}条，多于各渠道之和"
            f"{shown(balance.right_sum)}条；每条信息至少经过一个渠道。"
        )
    channel = label_of(balance.left[0].name.split(".")[1])
    return (
        f"统计表“{channel}”为{shown(balance.left_sum)}条，多于主动公开政府信息总数"
        f"{shown(balance.right_sum)}条。"
    )
