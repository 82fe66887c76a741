"""三（七）总计 is the sum of the outcomes above it, in each column; the form's own structure."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import judged, shown, sum_shown
from gongkai.annual_report.relations import Balance, label_of
from gongkai.annual_report.report import Finding

NAME = "applications-handled"
TITLE = "第三部分：各项办理结果之和，等于（七）总计"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号，第三部分表格结构"


def check(dossier: Dossier) -> Iterator[Finding]:
    yield from judged(dossier, NAME, _message, "办理结果之和")


def _message(balance: Balance) -> str:
    return (
        f"第三部分“{label_of(balance.of)}”一列：各项办理结果之和为{shown(balance.left_sum)}"
        f"（{sum_shown(balance)}），而（七）总计填{shown(balance.right_sum)}，两者应当相等。"
    )
