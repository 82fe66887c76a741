"""What a comparison says in plain sentences: the totals first, each with its change and percent."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.annual_report.comparing.comparison import Change, Column, Kind, Line
from gongkai.annual_report.report import Number

_TOLD: dict[str, str] = {
    "applications.new.total": "新收申请",
    "applications.carried_in.total": "上年结转申请",
    "applications.handled_total.total": "办理申请",
    "applications.granted.total": "予以公开",
    "applications.granted_in_part.total": "部分公开",
    "applications.carried_out.total": "结转下年度申请",
    "remedies.reconsideration.total": "行政复议",
    "remedies.reconsideration.corrected": "行政复议被纠正",
    "remedies.litigation_direct.total": "未经复议直接起诉",
    "remedies.litigation_after_reconsideration.total": "复议后起诉",
    "proactive.normative_documents.issued": "制发规范性文件",
    "proactive.normative_documents.in_force": "现行有效规范性文件",
    "proactive.licensing.decisions": "行政许可处理决定",
    "proactive.penalties.decisions": "行政处罚处理决定",
    "proactive.coercion.decisions": "行政强制处理决定",
    "proactive.fees.amount_10k_yuan": "行政事业性收费",
    "statistics.S01": "主动公开政府信息",
    "statistics.S17": "收到申请",
    "statistics.S22": "办结申请",
}
"""Cell → how a sentence calls it."""


def sentences_of(kind: Kind, columns: Sequence[Column], lines: Sequence[Line]) -> Iterator[str]:
    """Yield one sentence a line worth telling; nothing for what is zero throughout."""
    for line in lines:
        called = _TOLD.get(line.name.removesuffix(".number"))
        if called is None or line.is_empty:
            continue
        if kind is Kind.YEARS:
            yield from _of_years(called, columns, line)
        else:
            yield from _of_offices(called, columns, line)


def _of_years(called: str, columns: Sequence[Column], line: Line) -> Iterator[str]:
    for at in range(1, len(columns)):
        value, change = line.values[at], line.changes[at]
        if value is None or change is None:
            continue
        years = (columns[at].year or 0) - (columns[at - 1].year or 0)
        than = "上年" if years == 1 else columns[at - 1].name
        unit = line.unit or "件"
        told = f"{called}{shown(value)}{unit}，{_changed(change, unit, than)}。"
        yield f"{columns[at].name}{told}"


def _changed(change: Change, unit: str, than: str) -> str:
    if change.absolute == 0:
        return f"与{than}持平"
    more = change.absolute > 0
    word, rate = ("增加", "增长") if more else ("减少", "下降")
    percent = "" if change.percent is None else f"，{rate}{abs(change.percent):.1f}%"
    return f"比{than}{word}{shown(change.absolute if more else -change.absolute)}{unit}{percent}"


def _of_offices(called: str, columns: Sequence[Column], line: Line) -> Iterator[str]:
    known: list[tuple[Number, Column]] = [(value, column) for value, column in zip(line.values, columns, strict=True)
             if value is not None]  # fmt: skip
    if len(known) < 2:
        return
    whole = sum((Decimal(value) for value, _ in known), Decimal(0))
    most = max(Decimal(value) for value, _ in known)
    first = [column.name for value, column in known if value == most]
    unit = line.unit or "件"
    which = "、".join(first[:3]) + (f"等{len(first)}个机关" if len(first) > 3 else "")
    share = f"，占{float(most) * 100 / float(whole):.1f}%" if len(first) == 1 else ""
    none = sum(value == 0 for value, _ in known)
    rest = f"；{none}个机关为0" if none else ""
    yield (
        f"{called}合计{shown(whole)}{unit}，{len(known)}个机关平均{float(whole) / len(known):.1f}{unit}，"
        f"最多的是{which}（{shown(most)}{unit}{share}）{rest}。"
    )


def shown(number: Number) -> str:
    """Return a number as a sentence prints it: no exponent, no zeros behind the point."""
    if isinstance(number, int):
        return str(number)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
