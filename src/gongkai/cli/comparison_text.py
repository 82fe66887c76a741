"""What `gongkai report compare` prints: sentences, then a table a part, without what is zero throughout."""

from collections.abc import Iterator
from typing import Any

from gongkai.annual_report.comparing import Change, Comparison, Kind, Line
from gongkai.annual_report.comparing.sentences import shown
from gongkai.annual_report.exchange import json_number
from gongkai.annual_report.report import Number
from gongkai.cli.report_text import aligned

_TABLES = {
    "rate": "比率",
    "proactive": "第二部分 主动公开政府信息情况",
    "applications": "第三部分 收到和处理政府信息公开申请情况",
    "remedies": "第四部分 行政复议、行政诉讼情况",
    "statistics": "政府信息公开情况统计表",
}


def comparison_text(comparison: Comparison) -> str:
    """Return a comparison as text; of part three the totals alone, unless a kind of applicant is all."""
    parts = ["\n".join(comparison.sentences)] if comparison.sentences else []
    parts += list(_tables(comparison))
    if comparison.notes:
        parts.append("说明\n" + "\n".join(f"  {note}" for note in comparison.notes))
    return "\n\n".join(parts)


def _tables(comparison: Comparison) -> Iterator[str]:
    of_years = comparison.kind is Kind.YEARS
    heads = [column.name for column in comparison.columns]
    for table, title in _TABLES.items():
        lines = [
            line
            for line in comparison.of_table(table)
            if not line.is_empty and (table != "applications" or line.name.endswith(".total"))
        ]
        if lines:
            rows = [["", *heads, *(["变化"] if of_years else [])]]
            rows += [_row(line, of_years=of_years) for line in lines]
            yield f"{title}\n{aligned(rows)}"


def _row(line: Line, *, of_years: bool) -> list[str]:
    label = line.label.removesuffix("·总计") if line.table == "applications" else line.label
    cells = ["·" if value is None else shown(value) for value in line.values]
    return [label, *cells, *([_changed(line.changes[-1], line.unit)] if of_years else [])]


def _changed(change: Change | None, unit: str | None) -> str:
    """Return the last change as `+3（+33.3%）`; of a rate in points."""
    if change is None:
        return "·"
    absolute = _signed(change.absolute)
    if unit == "%":
        return f"{absolute}个百分点"
    return absolute if not change.percent else f"{absolute}（{change.percent:+.1f}%）"


def _signed(number: Number) -> str:
    return f"+{shown(number)}" if number > 0 else shown(number)


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as values JSON knows."""
    return {
        "kind": comparison.kind.value,
        "columns": [
            {
                "name": each.name,
                "office": each.office,
                "year": each.year,
                "form": each.form,
                "title": each.title,
            }
            for each in comparison.columns
        ],
        "lines": [
            {
                "name": line.name,
                "label": line.label,
                "unit": line.unit,
                "values": [json_number(value) for value in line.values],
                "changes": [
                    None
                    if each is None
                    else {"absolute": json_number(each.absolute), "percent": each.percent}
                    for each in line.changes
                ],
            }
            for line in comparison.lines
        ],
        "sentences": list(comparison.sentences),
        "notes": list(comparison.notes),
    }
