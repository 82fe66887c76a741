"""A list of applications as a workbook: what the list on screen shows and no more, so nobody's identity."""

from collections.abc import Iterable
from datetime import date

from gongkai.annual_report.rendering.workbook import (
    Style,
    bytes_of,
    new_workbook,
    put,
    sheet_of,
    widths,
)
from gongkai.apps.applications.models import Application
from gongkai.apps.applications.queries import Due
from gongkai.apps.records.moments import written

NAME = "依申请公开"
COLUMNS = {
    "受理编号": 26,
    "所需信息": 44,
    "申请人类别": 14,
    "提出方式": 16,
    "到达日期": 16,
    "收到申请之日": 16,
    "答复期限": 16,
    "等待": 16,
    "阶段": 12,
    "科室": 14,
    "经办人": 12,
    "答复日期": 16,
    "办理结果": 26,
}
"""Heading → width of its column, in half-width characters."""


def workbook_of(rows: Iterable[Due | Application]) -> bytes:
    """Return the rows of a list, in its order, as the bytes of an xlsx."""
    book = new_workbook(NAME, "")
    sheet = sheet_of(book, NAME, NAME, landscape=True)
    widths(sheet, list(COLUMNS.values()))
    for at, heading in enumerate(COLUMNS, 1):
        put(sheet, 1, at, heading, Style.HEADING)
    sheet.freeze_panes = "B2"
    for number, row in enumerate(rows, 2):
        for at, words in enumerate(_cells(row), 1):
            put(sheet, number, at, words, Style.LABEL)
    return bytes_of(book)


def _cells(row: Due | Application) -> list[str]:
    case = row.application if isinstance(row, Due) else row
    due_on = row.deadline.due_on if isinstance(row, Due) else None
    return [
        case.number,
        case.wanted,
        case.get_applicant_kind_display(),
        case.get_channel_display(),
        written(case.received_on),
        _day(case.counted_on),
        _day(due_on) + ("（暂定）" if isinstance(row, Due) and row.deadline.provisional else ""),
        row.waiting if isinstance(row, Due) else "",
        case.get_stage_display(),
        str(case.section or ""),
        str(case.handler or ""),
        _day(case.handled_on),
        case.answer.title if case.answer and case.handled_on else "",
    ]


def _day(day: date | None) -> str:
    return written(day) if day else ""
