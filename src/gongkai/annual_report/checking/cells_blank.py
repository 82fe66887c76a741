"""Every cell of a table is filled: a blank is not a zero (应报尽报, 数据精确)."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, fails, shown, undetermined
from gongkai.annual_report.report import Finding, Remedy, Severity, State

NAME = "cells-blank"
TITLE = "表格：每格都应填数，没有的填零"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号；空白不等于零"

NAMES = {
    "proactive": "第二部分表格",
    "applications": "第三部分表格",
    "remedies": "第四部分表格",
    "statistics": "《政府信息公开情况统计表》",
}


def check(dossier: Dossier) -> Iterator[Finding]:
    if not dossier.tables:
        raise NotApplicable("报告中没有表格。")
    open_in = {name for name, _, _, cell in dossier.odd_cells if cell.state in _EMPTY}
    for name, table in dossier.tables:
        if name not in open_in:
            continue
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
        yield fails(NAME, message, names, Severity.WARNING, remedy=_remedy(dossier, names))


def _remedy(dossier: Dossier, names: list[str]) -> Remedy:
    known = [dossier.filled[name] for name in names if name in dossier.filled]
    if not known:
        return Remedy("没有发生的填0，发生的填实际的数。")
    listed = "、".join(
        f"“{dossier.cell_label(each.name)}”{shown(each.right)}" for each in known[:4]
    )
    more = f"等{len(known)}格" if len(known) > 4 else ""
    first = known[0] if len(names) == 1 else None
    return Remedy(
        f"按勾稽关系，{listed}{more}。",
        None if first is None else first.name,
        None if first is None else first.right,
    )


_EMPTY = (State.BLANK, State.SLASH)
