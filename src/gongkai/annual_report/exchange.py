"""The report as JSON: schema gongkai/annual-report/1, out and in again."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import isfinite
from typing import Any, TypeVar

from gongkai.annual_report.form import GENERATIONS, TableForm, form_of, statistics_form
from gongkai.annual_report.quantities import fault_of, simplest
from gongkai.annual_report.report import (
    BLANK_CELL,
    Cell,
    Fact,
    Note,
    Number,
    Report,
    Section,
    State,
    Table,
    Unkeyed,
)

SCHEMA = "gongkai/annual-report/1"


def data_of(report: Report) -> dict[str, Any]:
    """Return the report as values JSON knows; a blank cell is null."""
    return {
        "schema": SCHEMA,
        "title": report.title,
        "office": report.office,
        "year": report.year,
        "form": report.form,
        "preamble": report.preamble,
        "sections": [
            {
                "key": section.key,
                "number": section.number,
                "heading": section.heading,
                "text": section.text,
            }
            for section in report.sections
        ],
        "proactive": _table(report.proactive),
        "applications": _table(report.applications),
        "remedies": _table(report.remedies),
        "statistics": _statistics(report.statistics),
        "facts": [_fact(fact) for fact in report.facts],
        "unkeyed": [_unkeyed(quantity) for quantity in report.unkeyed],
        "notes": [{"code": note.code, "message": note.message} for note in report.notes],
    }


def json_number(value: Number | None) -> int | float | None:
    """Return a number as JSON writes it: whole numbers without a point."""
    return float(value) if isinstance(value, Decimal) else value


def refuse_impossible(report: Report) -> None:
    """Raise Malformed for the first number that the form has no room for: below zero, not whole."""
    for name, table in report.tables():
        for row, column, cell in table.each():
            is_indicator = name == "statistics"
            fault = fault_of(cell, row if is_indicator else column)
            if fault is not None:
                where = f"{name}.{row}" if is_indicator else f"{name}.{row}.{column}"
                raise Malformed(where, f"填的是{cell.raw}，{fault}")


def _table(table: Table | None) -> Mapping[str, Mapping[str, int | float | None]] | None:
    if table is None:
        return None
    return {
        row: {column: json_number(cell.value) for column, cell in columns.items()}
        for row, columns in table.cells.items()
    }


def _statistics(table: Table | None) -> Mapping[str, int | float | None] | None:
    if table is None:
        return None
    return {row: json_number(columns["number"].value) for row, columns in table.cells.items()}


def _fact(fact: Fact) -> dict[str, Any]:
    flags = {"approximate": fact.approximate, "zero": fact.zero, "derived": fact.derived}
    return {
        "key": fact.key,
        "value": json_number(fact.value),
        "unit": fact.unit,
        **{name: True for name, is_set in flags.items() if is_set},
        **({} if fact.scope is None else {"scope": fact.scope}),
        "text": fact.text,
        "section": fact.section,
        **({} if fact.position is None else {"position": fact.position}),
    }


def _unkeyed(quantity: Unkeyed) -> dict[str, Any]:
    return {
        "value": json_number(quantity.value),
        "unit": quantity.unit,
        "text": quantity.text,
        "sentence": quantity.sentence,
        "section": quantity.section,
        "position": quantity.position,
    }


class Malformed(Exception):
    """Raise with one Chinese sentence that names the field which does not fit the schema."""

    def __init__(self, field: str, reason: str) -> None:
        self.sentence = f"字段 {field} {reason}。"
        super().__init__(self.sentence)


Kind = TypeVar("Kind")
_WORDS: dict[type, str] = {str: "文字", int: "整数", list: "数组", dict: "对象", bool: "真或假"}


def report_of(data: object) -> Report:
    """Return the report that data of the schema describes; raise Malformed for what does not fit."""
    if not isinstance(data, dict):
        raise Malformed("（整个文件）", "应为一个 JSON 对象")
    if data.get("schema") != SCHEMA:
        raise Malformed("schema", f"应为“{SCHEMA}”")
    form = _need(data, "form", str)
    if form not in GENERATIONS:
        raise Malformed("form", "只能是 " + "、".join(GENERATIONS) + " 之一")
    sections = _need(data, "sections", list)
    return Report(
        title=_need(data, "title", str),
        office=_may(data, "office", str),
        year=_may(data, "year", int),
        form=form,
        preamble=_may(data, "preamble", str) or "",
        sections=tuple(_section(each, f"sections[{at}]") for at, each in enumerate(sections)),
        proactive=_proactive_of(_may(data, "proactive", dict)),
        applications=_applications_of(_may(data, "applications", dict), form),
        remedies=_grid_of("remedies", _may(data, "remedies", dict), form_of("2021").remedies),
        statistics=_statistics_of(_may(data, "statistics", dict)),
        facts=tuple(
            _fact_of(each, f"facts[{at}]")
            for at, each in enumerate(_may(data, "facts", list) or ())
        ),
        unkeyed=tuple(
            _unkeyed_of(each, f"unkeyed[{at}]")
            for at, each in enumerate(_may(data, "unkeyed", list) or ())
        ),
        notes=tuple(
            _note_of(each, f"notes[{at}]")
            for at, each in enumerate(_may(data, "notes", list) or ())
        ),
    )


def _may(data: Mapping[str, Any], name: str, kind: type[Kind], where: str = "") -> Kind | None:
    value = data.get(name)
    if value is None:
        return None
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise Malformed(f"{where}{name}", f"应为{_WORDS[kind]}")
    return value


def _need(data: Mapping[str, Any], name: str, kind: type[Kind], where: str = "") -> Kind:
    value = _may(data, name, kind, where)
    if value is None:
        raise Malformed(f"{where}{name}", "缺少")
    return value


def _object(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Malformed(where, "应为对象")
    return value


def _section(value: object, where: str) -> Section:
    entry = _object(value, where)
    number = _need(entry, "number", int, f"{where}.")
    if not 1 <= number <= 99:
        raise Malformed(f"{where}.number", "应在1到99之间")
    return Section(
        key=_may(entry, "key", str, f"{where}."),
        number=number,
        heading=_need(entry, "heading", str, f"{where}."),
        text=_may(entry, "text", str, f"{where}.") or "",
    )


def _cell(value: object, where: str) -> Cell:
    if value is None:
        return BLANK_CELL
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise Malformed(where, "应为数字或 null")
    number = simplest(Decimal(repr(value))) if isinstance(value, float) else value
    return Cell(
        f"{number:f}" if isinstance(number, Decimal) else str(number), _state(number), number
    )


def _state(number: Number) -> State:
    return State.ZERO if number == 0 else State.NUMBER


def _row(entry: object, known: Sequence[str], where: str, *, whole: bool = True) -> dict[str, Cell]:
    columns = _object(entry, where)
    for column in columns:
        if column not in known:
            raise Malformed(f"{where}.{column}", "不是这张表的栏")
    return {
        column: _cell(columns.get(column), f"{where}.{column}")
        for column in known
        if whole or column in columns
    }


def _proactive_of(data: Mapping[str, Any] | None) -> Table | None:
    if data is None:
        return None
    known: dict[str, list[str]] = {}
    for generation in ("2021", "2019"):
        for block in form_of(generation).proactive:
            for row in block.rows:
                known.setdefault(row.key, []).extend(column.key for column in block.columns)
    cells = {}
    for key, entry in data.items():
        if key not in known:
            raise Malformed(f"proactive.{key}", "不是这张表的行")
        cells[key] = _row(entry, known[key], f"proactive.{key}", whole=False)
    return Table(cells)


def _applications_of(data: Mapping[str, Any] | None, form: str) -> Table | None:
    if data is None:
        return None
    three = "closed_fee_overdue" in data or "closed_correction_overdue" in data
    one = "closed_other" in data or form != "2021"
    return _grid_of(
        "applications", data, form_of("2021" if three or not one else "2019").applications
    )


def _grid_of(name: str, data: Mapping[str, Any] | None, form: TableForm) -> Table | None:
    if data is None:
        return None
    for row in data:
        if row not in form.row_keys:
            raise Malformed(f"{name}.{row}", "不是这张表的行")
    return Table(
        {row: _row(data.get(row) or {}, form.column_keys, f"{name}.{row}") for row in form.row_keys}
    )


def _statistics_of(data: Mapping[str, Any] | None) -> Table | None:
    if data is None:
        return None
    keys = [row.key for row in statistics_form().rows]
    for key in data:
        if key not in keys:
            raise Malformed(f"statistics.{key}", "不是统计表的指标")
    return Table({key: {"number": _cell(data.get(key), f"statistics.{key}")} for key in keys})


def _fact_of(value: object, where: str) -> Fact:
    entry = _object(value, where)
    return Fact(
        key=_need(entry, "key", str, f"{where}."),
        value=_cell(entry.get("value"), f"{where}.value").value,
        unit=_may(entry, "unit", str, f"{where}."),
        text=_need(entry, "text", str, f"{where}."),
        section=_need(entry, "section", int, f"{where}."),
        approximate=bool(_may(entry, "approximate", bool, f"{where}.")),
        zero=bool(_may(entry, "zero", bool, f"{where}.")),
        derived=bool(_may(entry, "derived", bool, f"{where}.")),
        scope=_may(entry, "scope", str, f"{where}."),
        position=_may(entry, "position", int, f"{where}."),
    )


def _unkeyed_of(value: object, where: str) -> Unkeyed:
    entry = _object(value, where)
    number = _cell(entry.get("value"), f"{where}.value").value
    if number is None:
        raise Malformed(f"{where}.value", "缺少")
    return Unkeyed(
        value=number,
        unit=_may(entry, "unit", str, f"{where}."),
        text=_need(entry, "text", str, f"{where}."),
        sentence=_need(entry, "sentence", str, f"{where}."),
        section=_need(entry, "section", int, f"{where}."),
        position=_may(entry, "position", int, f"{where}."),
    )


def _note_of(value: object, where: str) -> Note:
    entry = _object(value, where)
    return Note(_need(entry, "code", str, f"{where}."), _need(entry, "message", str, f"{where}."))
