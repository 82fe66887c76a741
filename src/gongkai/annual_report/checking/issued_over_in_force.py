"""What was issued this year is in force or was repealed (form of 2021; a file may also lapse)."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import (
    judged,
    shown,
)
from gongkai.annual_report.relations import Balance, label_of
from gongkai.annual_report.report import Finding, Severity

NAME = "issued-over-in-force"
TITLE = "第二部分：本年制发件数，不应大于现行有效加本年废止"
SOURCE = "国办公开办函〔2021〕30号，第二部分表格"


def check(dossier: Dossier) -> Iterator[Finding]:
    yield from judged(dossier, NAME, _message, "制发、废止、现行有效", Severity.WARNING)


def _message(balance: Balance) -> str:
    in_force, repealed = (shown(term.value) for term in balance.right)
    return (
        f"第二部分“{label_of(balance.of)}”：本年制发{shown(balance.left_sum)}件，而现行有效{in_force}件"
        f"加本年废止{repealed}件只有{shown(balance.right_sum)}件；除当年自动失效的以外，前者不应大于后者。"
    )
