"""One report and what its checks found as rows of five tables, in columns that Arrow takes whole."""

from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from gongkai.annual_report.checking import Outcome, check
from gongkai.annual_report.reading import Unreadable, read_bytes
from gongkai.annual_report.reading.limits import FILE_BYTES
from gongkai.annual_report.reading.recognition import format_of
from gongkai.annual_report.report import Number, Report, Severity

_TEXT, _WHOLE, _REAL, _YES = pa.string(), pa.int64(), pa.float64(), pa.bool_()
_KEY = [("report", _TEXT), ("year", pa.int32())]  # `report`: the first 16 digits of the file's hash

SCHEMAS: Final[Mapping[str, pa.Schema]] = {
    "reports": pa.schema(
        [
            *_KEY,
            ("path", _TEXT),
            ("format", _TEXT),
            ("bytes", _WHOLE),
            ("sha256", _TEXT),
            ("title", _TEXT),
            ("office", _TEXT),
            ("form", _TEXT),
            ("chapters", pa.int32()),
            ("characters", pa.int32()),
            ("has_proactive", _YES),
            ("has_applications", _YES),
            ("has_remedies", _YES),
            ("has_statistics", _YES),
            ("errors", pa.int32()),
            ("warnings", pa.int32()),
            ("notices", pa.int32()),
            ("notes", pa.list_(_TEXT)),
            ("checks_not_run", pa.list_(_TEXT)),
        ]
    ),
    "cells": pa.schema(
        [
            *_KEY,
            ("part", _TEXT),
            ("row_key", _TEXT),
            ("column_key", _TEXT),
            ("state", _TEXT),
            ("value", _REAL),
            ("raw", _TEXT),
        ]
    ),
    "facts": pa.schema(
        [
            *_KEY,
            ("key", _TEXT),
            ("value", _REAL),
            ("unit", _TEXT),
            ("section", pa.int32()),
            ("approximate", _YES),
            ("zero", _YES),
            ("derived", _YES),
            ("text", _TEXT),
        ]
    ),
    "findings": pa.schema(
        [
            *_KEY,
            ("check_name", _TEXT),  # `check` is a reserved word of SQL, as `column` is
            ("severity", _TEXT),
            ("verdict", _TEXT),
            ("message", _TEXT),
            ("cells", pa.list_(_TEXT)),
        ]
    ),
    "set_aside": pa.schema([("path", _TEXT), ("kind", _TEXT), ("reason", _TEXT)]),
}
BY_YEAR: Final = ("reports", "cells", "facts", "findings")

Columns = dict[str, dict[str, list[Any]]]


def empty() -> Columns:
    """Return the columns of every table, without a row."""
    return {name: {field: [] for field in schema.names} for name, schema in SCHEMAS.items()}


def add_file(columns: Columns, path: str) -> None:
    """Read and check one file; its rows, or the reason why it is set aside, join the columns."""
    try:
        with Path(path).open("rb") as stream:
            content = stream.read(FILE_BYTES + 1)
    except (OSError, ValueError):
        set_aside(columns, path, "missing", "文件不存在，或者打不开。")
        return
    if len(content) > FILE_BYTES:
        set_aside(columns, path, "unreadable", "文件过大，远超一份年度报告的篇幅。")
        return
    try:
        report = read_bytes(content, Path(path).name)
        outcome = check(report)
    except Unreadable as fault:
        set_aside(columns, path, "unreadable", fault.sentence)
    except MemoryError:
        set_aside(columns, path, "memory", "读取时内存不足。")
    except Exception as fault:  # noqa: BLE001 - one file must not stop the others; it is named
        set_aside(columns, path, "crash", f"程序出错：{type(fault).__name__}。")
    else:
        _add(columns, path, content, report, outcome)


def set_aside(columns: Columns, path: str, kind: str, reason: str) -> None:
    """Add a file that gave no report: missing, unreadable, crash, memory, killed."""
    _append(columns["set_aside"], path=_named(path), kind=kind, reason=reason)


def tables(columns: Columns) -> dict[str, pa.Table]:
    """Return the columns as Arrow tables."""
    return {name: pa.table(columns[name], schema=schema) for name, schema in SCHEMAS.items()}


def _add(columns: Columns, path: str, content: bytes, report: Report, outcome: Outcome) -> None:
    digest = sha256(content).hexdigest()
    # Two copies of one file are two reports: what tells them apart is where they lie.
    name = _named(path)
    key = {"report": sha256(f"{digest} {name}".encode()).hexdigest()[:16], "year": report.year}
    weights = [finding.severity for finding in outcome.findings]
    _append(
        columns["reports"],
        **key,
        path=name,
        format=format_of(content),
        bytes=len(content),
        sha256=digest,
        title=report.title,
        office=report.office,
        form=report.form,
        chapters=len(report.sections),
        characters=sum(len(text) for _, text in report.prose()),
        has_proactive=report.proactive is not None,
        has_applications=report.applications is not None,
        has_remedies=report.remedies is not None,
        has_statistics=report.statistics is not None,
        errors=weights.count(Severity.ERROR),
        warnings=weights.count(Severity.WARNING),
        notices=weights.count(Severity.NOTICE),
        notes=[note.code for note in report.notes],
        checks_not_run=[name for name, _ in outcome.not_run],
    )
    for part, table in report.tables():
        for row, column, cell in table.each():
            _append(
                columns["cells"],
                **key,
                part=part,
                row_key=row,
                column_key=column,
                state=cell.state.value,
                value=_real(cell.value),
                raw=cell.raw,
            )
    for fact in report.facts:
        _append(
            columns["facts"],
            **key,
            key=fact.key,
            value=_real(fact.value),
            unit=fact.unit,
            section=fact.section,
            approximate=fact.approximate,
            zero=fact.zero,
            derived=fact.derived,
            text=fact.text,
        )
    for finding in outcome.findings:
        _append(
            columns["findings"],
            **key,
            check_name=finding.check,
            severity=finding.severity.value,
            verdict=finding.verdict.value,
            message=finding.message,
            cells=list(finding.cells),
        )


def _named(path: str) -> str:
    """Return a path as text; bytes that are none, of an old archive, as Python escapes them."""
    return path.encode(errors="backslashreplace").decode()


def _append(table: dict[str, list[Any]], **row: object) -> None:
    for name, values in table.items():
        values.append(row[name])


def _real(number: Number | None) -> float | None:
    return float(number) if isinstance(number, Decimal) else number
