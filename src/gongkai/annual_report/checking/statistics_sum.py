"""The sums inside the 统计表 of 2014: received by way, closed by time, answered by kind, and so on."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import judged, shown, sum_shown
from gongkai.annual_report.relations import Balance, label_of
from gongkai.annual_report.report import Finding

NAME = "statistics-sum"
TITLE = "统计表：分项之和，等于合计"
SOURCE = "国办发〔2014〕32号，统计表结构"


def check(dossier: Dossier) -> Iterator[Finding]:
    yield from judged(dossier, NAME, _message, "分项之和")


def _message(balance: Balance) -> str:
    whole = label_of(balance.right[0].name.split(".")[1])
    return (
        f"统计表“{whole}”填{shown(balance.right_sum)}，而各分项之和为"
        f"{shown(balance.left_sum)}（{sum_shown(balance)}），两者应当相等。"
    )
