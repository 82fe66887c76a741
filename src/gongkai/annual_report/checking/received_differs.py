"""What the prose says was received is the table's 新收, or with 上年结转 where it says 收办."""

from collections.abc import Iterator

from gongkai.annual_report.checking.comparison import accepted, compared, group_sum, stated_in
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import chapter, fails, needed, shown
from gongkai.annual_report.report import (
    Finding,
    Number,
    Passage,
    Severity,
)

NAME = "received-differs"
TITLE = "正文与表格：收到、办理申请的件数应与第三部分一致"
SOURCE = "国办公开办函〔2021〕30号；数据前后应当一致"
_KEYS = ("applications.received", "applications.handled", "applications.closed_on_time")


def check(dossier: Dossier) -> Iterator[Finding]:
    stated_in(dossier, _KEYS, "收到或者办理申请的件数")
    needed(dossier.report.applications, "第三部分表格")
    new, carried, handled, rest = (
        dossier.number(f"applications.{row}.total")
        for row in ("new", "carried_in", "handled_total", "carried_out")
    )
    both = None if new is None or carried is None else new + carried
    withdrawn = group_sum(dossier.report, "closed_")
    received = {"新收": new, "新收加上年结转": both}
    done = {
        "办理总计": handled,
        "收办": both,
        "除其他处理外": None if handled is None or withdrawn is None else handled - withdrawn,
        "新收": new,
        "本年新收中办结的": None if new is None or rest is None else new - rest,
        "上年结转": carried,
    }
    yield from compared(
        NAME,
        dossier,
        {
            "applications.received": ("本年新收", received, ["applications.new.total"]),
            "applications.handled": ("办理总计", done, ["applications.handled_total.total"]),
            "applications.closed_on_time": (
                "办理总计",
                done | {"部分": _at_most(dossier, handled)},
                ["applications.handled_total.total"],
            ),
        },
        "收到或者办理申请的件数",
    )
    if carried:
        yield from _with_carried(dossier, new, carried)


def _with_carried(dossier: Dossier, new: Number | None, carried: Number) -> Iterator[Finding]:
    """Yield where 收到 counts what was carried in, and the sentence does not say so."""
    for fact in dossier.facts.get("applications.received", ()):
        if new is None or fact.value != new + carried or accepted(fact, [new]):
            continue
        yield fails(
            NAME,
            f"{chapter(fact.section)}写“{fact.text}”，是本年新收{shown(new)}件加上年结转{shown(carried)}件之和，"
            f"表格“本年新收”为{shown(new)}件。",
            ["applications.new.total", "applications.carried_in.total"],
            Severity.NOTICE,
            remedy=f"请写明口径，如“收办{shown(fact.value)}件（含上年结转{shown(carried)}件）”。",
            passages=[Passage(fact.section, dossier.sentence_of(fact))],
        )


def _at_most(dossier: Dossier, handled: Number | None) -> Number | None:
    """Return the stated number where fewer were closed in time than were closed: no contradiction."""
    stated = [fact.value for fact in dossier.facts.get("applications.closed_on_time", ())]
    values = [value for value in stated if value is not None]
    return max(values) if handled is not None and values and max(values) <= handled else None
