"""A number that is many times last year's, or a small part of it, wants a second look."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import (
    fails,
    shown,
)
from gongkai.annual_report.checking.years import previous
from gongkai.annual_report.quantities import MONEY
from gongkai.annual_report.report import Finding, Number, Severity, Table

NAME = "numbers-jump"
TITLE = "跨年：与上年相差悬殊的数，请核对"
SOURCE = "数据应当准确，波动大的应当核对"
_RATIO, _LEAST, _LEAST_MONEY = 5, 30, 500
_LISTED = 4
_WATCHED = {"applications": ("total",), "remedies": ("total",)}


def check(dossier: Dossier) -> Iterator[Finding]:
    last_year = previous(dossier)
    jumps = [
        (f"{name}.{row}.{column}", before, now)
        for name, table in dossier.tables
        if (table_before := getattr(last_year, name)) is not None
        for row, column, before, now in _pairs(name, table, table_before)
        if _is_jump(before, now, _LEAST_MONEY if column in MONEY else _LEAST)
    ]
    if jumps:
        listed = "；".join(
            f"“{dossier.cell_label(name)}”由{shown(before)}变为{shown(now)}"
            for name, before, now in jumps[:_LISTED]
        )
        more = f"等{len(jumps)}格" if len(jumps) > _LISTED else ""
        yield fails(
            NAME,
            f"与上年相差悬殊：{listed}{more}。",
            [name for name, _, _ in jumps],
            Severity.NOTICE,
            remedy="请核对；确有变化的，可以在正文说明原因。",
        )


def _pairs(name: str, table: Table, before: Table) -> Iterator[tuple[str, str, Number, Number]]:
    """Yield row, column, last year's number and this year's: totals, not the inside of one."""
    watched = _WATCHED.get(name)
    for row, columns in table.cells.items():
        others = before.cells.get(row, {})
        for column in watched or columns:
            if column in columns and column in others and column != "items_change":
                now, then = columns[column].value, others[column].value
                if now is not None and then is not None and now != then:
                    yield row, column, then, now


def _is_jump(before: Number, now: Number, least: int) -> bool:
    if -least < now - before < least:
        return False
    smaller, larger = sorted((before, now))
    return larger >= _RATIO * smaller and larger >= _RATIO
