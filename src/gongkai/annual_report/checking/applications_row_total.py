"""总计 is the sum of the six applicant kinds, in each row; the form's own structure."""

from collections.abc import Iterator

from gongkai.annual_report.checking.rule import judged, needed, shown, sum_shown
from gongkai.annual_report.relations import Balance, applications_row_total, label_of
from gongkai.annual_report.report import Finding, Report

NAME = "applications-row-total"
TITLE = "第三部分：各类申请人之和，等于该行总计"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号，第三部分表格结构"


def check(report: Report, last_year: Report | None) -> Iterator[Finding]:  # noqa: ARG001
    table = needed(report.applications, "第三部分表格")
    yield from judged(NAME, applications_row_total(table), _message, "各类申请人之和")


def _message(balance: Balance) -> str:
    return (
        f"第三部分“{label_of(balance.of)}”一行：各类申请人之和为{shown(balance.left_sum)}"
        f"（{sum_shown(balance)}），而总计填{shown(balance.right_sum)}，两者应当相等。"
    )
