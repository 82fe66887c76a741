"""A part named 其中 in the 统计表 of 2014 is no more than the whole it is part of."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import judged, shown
from gongkai.annual_report.relations import Balance, label_of
from gongkai.annual_report.report import Finding

NAME = "statistics-limit"
TITLE = "统计表：“其中”项不应大于所属项"
SOURCE = "国办发〔2014〕32号，统计表结构"


def check(dossier: Dossier) -> Iterator[Finding]:
    yield from judged(dossier, NAME, _message, "“其中”项与所属项")


def _message(balance: Balance) -> str:
    part, whole = (term.name.split(".")[1] for term in balance.terms)
    return (
        f"统计表“{label_of(part)}”填{shown(balance.left_sum)}，大于“{label_of(whole)}”的"
        f"{shown(balance.right_sum)}。"
    )
