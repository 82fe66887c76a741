"""总计 is the sum of the four results, in each of the three groups of part four."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import judged, shown, sum_shown
from gongkai.annual_report.relations import Balance, label_of
from gongkai.annual_report.report import Finding

NAME = "remedies-total"
TITLE = "第四部分：维持、纠正、其他、未结之和，等于总计"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号，第四部分表格结构"


def check(dossier: Dossier) -> Iterator[Finding]:
    yield from judged(dossier, NAME, _message, "各项结果之和")


def _message(balance: Balance) -> str:
    return (
        f"第四部分“{label_of(balance.of)}”：结果维持、结果纠正、其他结果、尚未审结之和为"
        f"{shown(balance.left_sum)}（{sum_shown(balance)}），而总计填{shown(balance.right_sum)}，"
        "两者应当相等。"
    )
