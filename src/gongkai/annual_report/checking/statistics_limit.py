"""A part named 其中 in the 统计表 of 2014 is no more than the whole it is part of."""

from collections.abc import Iterator

from gongkai.annual_report.checking.rule import fails, needed, shown, undetermined
from gongkai.annual_report.relations import STATISTICS_LIMITS, label_of, number
from gongkai.annual_report.report import Finding, Report

NAME = "statistics-limit"
TITLE = "统计表：“其中”项不应大于所属项"
SOURCE = "国办发〔2014〕32号，统计表结构"


def check(report: Report, last_year: Report | None) -> Iterator[Finding]:  # noqa: ARG001
    needed(report.statistics, "《政府信息公开情况统计表》")
    still_open = []
    for relation in STATISTICS_LIMITS:
        part, whole = relation.split("<=")
        names = [f"statistics.{part}.number", f"statistics.{whole}.number"]
        smaller, larger = (number(report, name) for name in names)
        if smaller is None or larger is None:
            still_open += names
        elif smaller > larger:
            yield fails(
                NAME,
                f"统计表“{label_of(part)}”填{shown(smaller)}，大于“{label_of(whole)}”的"
                f"{shown(larger)}。",
                names,
            )
    if still_open:
        yield undetermined(NAME, "统计表的“其中”项或所属项没有填数字，无法判断。", still_open)
