"""Every cell of a table is filled: a blank is not a zero (应报尽报, 数据精确)."""

from collections.abc import Iterator

from gongkai.annual_report.checking.rule import NotApplicable, fails, undetermined
from gongkai.annual_report.report import Finding, Report, Severity, State

NAME = "cells-blank"
TITLE = "表格：每格都应填数，没有的填零"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号；空白不等于零"

NAMES = {
    "proactive": "第二部分表格",
    "applications": "第三部分表格",
    "remedies": "第四部分表格",
    "statistics": "《政府信息公开情况统计表》",
}


def check(report: Report, last_year: Report | None) -> Iterator[Finding]:  # noqa: ARG001
    tables = list(report.tables())
    if not tables:
        raise NotApplicable("报告中没有表格。")
    for name, table in tables:
        printed = {label.key for label in table.labels}
        # A row that is not printed has no blank cells: that it is missing is another check's matter.
        cells = [each for each in table.each() if not printed or each[0] in printed]
        empty = [(row, column, cell) for row, column, cell in cells if cell.state in _EMPTY]
        if not empty:
            continue
        names = [f"{name}.{row}.{column}" for row, column, _ in empty]
        if len(empty) == len(cells):
            message = f"{NAMES[name]}的{len(cells)}格全部空白，各项勾稽关系无法判断。"
            yield undetermined(NAME, message, names)
            continue
        slashes = sum(cell.state is State.SLASH for _, _, cell in empty)
        also = f"（其中{slashes}格填的是斜杠、横线或“无”）" if slashes else ""
        message = f"{NAMES[name]}有{len(empty)}格没有填数字{also}，没有发生的应填0。"
        yield fails(NAME, message, names, Severity.WARNING)


_EMPTY = (State.BLANK, State.SLASH)
