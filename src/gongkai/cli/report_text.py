"""What `gongkai report` prints for a person: aligned columns, findings by weight, a last line."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gongkai.annual_report.checking import Outcome
from gongkai.annual_report.form import form_of
from gongkai.annual_report.relations import label_of
from gongkai.annual_report.report import (
    Cell,
    Fact,
    Finding,
    Report,
    Section,
    Severity,
    State,
    Table,
    Verdict,
)

_SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTICE: "提示"}
_TABLES = {
    "proactive": "第二部分 主动公开政府信息情况",
    "applications": "第三部分 收到和处理政府信息公开申请情况",
    "remedies": "第四部分 行政复议、行政诉讼情况",
    "statistics": "政府信息公开情况统计表",
}
_FORMS = {"2008": "2018年以前", "2019": "2019年格式", "2021": "2021年格式"}
_PAIRS = 3  # re-used passages shown side by side with what they repeat
_LONGEST = 40  # columns of a row label on the screen


def report_text(report: Report) -> str:
    """Return a report as text: head, chapters, tables, notes."""
    head = [
        f"标题　{report.title or '（没有找到）'}",
        f"机关　{report.office or '（标题中没有）'}",
        f"年度　{report.year or '（标题中没有）'}",
        f"格式　{_FORMS[report.form]}",
    ]
    parts = ["\n".join(head)]
    if report.sections:
        parts.append("章节\n" + "\n".join(_section_line(each) for each in report.sections))
    parts += [
        f"{_TABLES[name]}\n{_table_text(name, table, report.form)}"
        for name, table in report.tables()
    ]
    if report.facts:
        parts.append("文字中的数据\n" + "\n".join(_fact_line(fact) for fact in report.facts))
    if report.unkeyed:
        lines = [f"  {each.text}　{_cut(each.sentence)}" for each in report.unkeyed]
        parts.append("没有归类的数量\n" + "\n".join(lines))
    if report.notes:
        parts.append("说明\n" + "\n".join(f"  {note.message}" for note in report.notes))
    return "\n\n".join(parts)


def outcome_text(outcome: Outcome) -> str:
    """Return the findings grouped by weight; the last line sums up."""
    parts = []
    counts = []
    for severity, word in _SEVERITIES.items():
        found = [each for each in outcome.findings if each.severity is severity]
        if not found:
            continue
        counts.append(f"{word}{len(found)}个")
        parts.append(f"{word}\n" + "\n".join(_finding_lines(found)))
    if outcome.waived:
        lines = [
            f"  {finding.message}[{finding.check}]\n    豁免：{waiver.reason}（{waiver.by}，{waiver.on}）"
            for finding, waiver in outcome.waived
        ]
        parts.append("已豁免\n" + "\n".join(lines))
        counts.append(f"已豁免{len(outcome.waived)}个")
    if outcome.stale:
        lines = [f"  {each.check}（{each.reason}）" for each in outcome.stale]
        parts.append("不再对应任何问题的豁免，请核对后删去\n" + "\n".join(lines))
    if outcome.not_run:
        names: dict[str, list[str]] = {}
        for name, reason in outcome.not_run:
            names.setdefault(reason, []).append(name)
        lines = [f"  {reason}{'、'.join(those)}" for reason, those in names.items()]
        parts.append("未检查的项目\n" + "\n".join(lines))
    ran = f"检查了{len(outcome.ran)}项，未检查{len(outcome.not_run)}项"
    parts.append(f"{ran}：{'，'.join(counts) if counts else '没有发现问题'}。")
    return "\n\n".join(parts)


def missing_rows(data: Mapping[str, Any], report: Report) -> Iterator[str]:
    """Yield a sentence for each table of the exchange format that lacks rows of the report's form."""
    for name, table in report.tables():
        rows = [row.key for block in form_of(report.form).proactive for row in block.rows]
        printed = rows if name == "proactive" else list(table.cells)
        # A row of the 统计表 is one number, null where it is blank; of the others an object.
        given = {row for row, cells in data[name].items() if cells or name == "statistics"}
        missing = [row for row in printed if row not in given]
        if missing:
            named = "、".join(f"“{label_of(row, report.form)}”（{row}）" for row in missing)
            yield f"{_TABLES[name]}缺少{len(missing)}行，各格留空：{named}。"


def _finding_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield each finding, what would mend it once behind the last that it mends, texts side by side."""
    for at, finding in enumerate(findings):
        is_open = "（无法判断）" if _is_open(finding.verdict) else ""
        yield f"  {finding.message}{is_open}[{finding.check}]"
        following = findings[at + 1].remedy if at + 1 < len(findings) else None
        if finding.remedy is not None and finding.remedy != following:
            yield f"    → {finding.remedy.sentence}"
        for passage in finding.passages[: 2 * _PAIRS] if _is_paired(finding) else ():
            of = passage.of or "本报告"
            yield f"    {of}第{passage.section}部分：{' '.join(passage.text.split())}"


def _is_paired(finding: Finding) -> bool:
    return any(passage.of for passage in finding.passages)


def _is_open(verdict: Verdict) -> bool:
    return verdict is Verdict.UNDETERMINED


def _fact_line(fact: Fact) -> str:
    marks = ("约" if fact.approximate else "", "推算" if fact.derived else "", fact.scope or "")
    marked = "、".join(filter(None, marks))
    where = f"第{fact.section}章" if fact.section else "前言"
    words = "".join(fact.text.split())
    value = f"{'' if fact.value is None else fact.value}{fact.unit or ''}"
    return f"  {fact.key}　{value}{f'（{marked}）' if marked else ''}　{where}“{words}”"


def _section_line(section: Section) -> str:
    length = len("".join(section.text.split()))
    return f"  {section.number:>2}　{section.heading}（{length}字）"


def _table_text(name: str, table: Table, form: str) -> str:
    if name == "statistics":
        rows = [(label_of(row), columns["number"]) for row, columns in table.cells.items()]
        return aligned([[label, _shown(cell)] for label, cell in rows])
    lines: list[str] = []
    group: list[list[str]] = []
    last: tuple[str, ...] | None = None
    for row, columns in table.cells.items():
        keys = tuple(columns)
        if keys != last and group:
            lines.append(aligned(group))
            group = []
        if keys != last:
            group.append(["", *(label_of(key, form) for key in keys)])
            last = keys
        group.append([_cut(label_of(row, form)), *(_shown(cell) for cell in columns.values())])
    lines.append(aligned(group))
    return "\n".join(lines)


def _shown(cell: Cell) -> str:
    if cell.state is State.BLANK:
        return "·"
    if cell.value is None:
        return "".join(cell.raw.split())
    return f"{cell.value:f}" if not isinstance(cell.value, int) else str(cell.value)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as columns: the first to the left, numbers to the right, by width on the screen."""
    count = max(len(row) for row in rows)
    widths = [
        max((_width(row[at]) for row in rows if at < len(row)), default=0) for at in range(count)
    ]
    lines = []
    for row in rows:
        cells = [row[0] + " " * (widths[0] - _width(row[0]))]
        cells += [" " * (widths[at] - _width(row[at])) + row[at] for at in range(1, len(row))]
        lines.append("  " + "  ".join(cells).rstrip())
    return "\n".join(lines)


def _width(text: str) -> int:
    return sum(_columns(text))


def _columns(text: str) -> Iterable[int]:
    return (2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)


def _cut(text: str) -> str:
    taken = ""
    for each in text:
        if _width(taken) >= _LONGEST:
            return f"{taken}…"
        taken += each
    return taken
