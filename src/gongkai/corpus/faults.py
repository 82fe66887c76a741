"""Faults of known classes, to be seeded in right reports: one for each check that needs no second report.

A class bears the name of the check that is to find it. Not here are those that show only beside
last year's report or another office's, and those that no writer of this house prints: rows that are
in no form, a table printed twice, headings of another form, texts cut in two.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from gongkai.annual_report.report import Report, Section
from gongkai.corpus.editing import (
    add,
    add_applications,
    dated,
    open_with,
    put,
    say,
    value,
    write,
)

EVERY: Final = ("2008", "2019", "2021")
TABLED: Final = ("2019", "2021")
_AREA_CODE = re.compile(r"0\d{2,3}-(?=\d{7})")
_PASSAGE = "围绕群众关心的事项逐月清点公开目录，缺什么补什么，补完以后由科室负责人和分管同志分别签字确认，年底统一存档备查。"


@dataclass(frozen=True, slots=True)
class Fault:
    """How a report is spoiled: in which generations of the form, and from which year on."""

    forms: tuple[str, ...]
    change: Callable[[Report], Report]
    first: int = 0
    needs: str = ""  # a cell that must hold a number above zero

    def fits(self, report: Report) -> bool:
        """Return whether this report can bear the fault."""
        if report.form not in self.forms or (report.year or 0) < self.first:
            return False
        return not self.needs or (value(report, self.needs) or 0) > 0


def changed_cells(before: Report, after: Report) -> tuple[str, ...]:
    """Return the names of the cells in which two reports differ, in the order of the tables."""
    old, new = _cells(before), _cells(after)
    return tuple(name for name in old | new if old.get(name) != new.get(name))


def _cells(report: Report) -> dict[str, object]:
    return {
        f"{name}.{row}.{column}": cell
        for name, table in report.tables()
        for row, column, cell in table.each()
    }


def _nothing_received(report: Report) -> Report:
    for row in ("new", "carried_in"):
        for kind in report.applications.cells[row] if report.applications else ():
            report = put(report, f"applications.{row}.{kind}", 0)
    return report


def _overdue_unexplained(report: Report) -> Report:
    report = add_applications(report, 2, "carried_in", "closed_fee_overdue", "handled_total")
    return write(report, "other_matters", "无。")


def _never_reconsidered(report: Report) -> Report:
    for result in report.remedies.cells["reconsideration"] if report.remedies else ():
        report = put(report, f"remedies.reconsideration.{result}", 0)
    return report


def _sued_directly(report: Report) -> Report:
    for result in report.remedies.cells["litigation_direct"] if report.remedies else ():
        number = int(result in {"upheld", "total"})
        report = put(report, f"remedies.litigation_direct.{result}", number)
    return add_applications(report, 1, "carried_in", "refused_third_party", "handled_total")


def _decided_on_nothing(report: Report) -> Report:
    for column, number in (("items_last_year", 0), ("items_change", 0), ("decisions", 7)):
        report = put(report, f"proactive.penalties.{column}", number)
    return report


def _bought_for_nothing(report: Report) -> Report:
    report = put(report, "proactive.procurement.projects", 12)
    return put(report, "proactive.procurement.amount_yuan", 0)


def _documents(report: Report, **numbers: int) -> Report:
    for column, number in numbers.items():
        report = put(report, f"proactive.normative_documents.{column}", number)
    return report


def _statistics(report: Report, by: int, *codes: str) -> Report:
    return add(report, by, *(f"statistics.{code}.number" for code in codes))


def _disclosed_over_issued(report: Report) -> Report:
    return put(put(report, "statistics.S02.number", 5), "statistics.S03.number", 1)


def _without_chapter(report: Report, key: str) -> Report:
    kept = tuple(section for section in report.sections if section.key != key)
    return replace(report, sections=kept)


def _preamble_more(report: Report, sentence: str) -> Report:
    return open_with(report, report.preamble + sentence)


def _year(report: Report, by: int) -> int:
    return (report.year or 0) + by


FAULTS: Final[Mapping[str, Fault]] = {
    "applications-balance": Fault(TABLED, lambda r: add_applications(r, 50, "carried_in")),
    "applications-handled": Fault(TABLED, lambda r: add_applications(r, 50, "granted")),
    "applications-row-total": Fault(TABLED, lambda r: add(r, 50, "applications.carried_in.total", "applications.carried_out.total")),
    "outcomes-without-applications": Fault(TABLED, _nothing_received, needs="applications.handled_total.total"),
    "fee-overdue-without-notice": Fault(("2021",), _overdue_unexplained),
    "remedies-total": Fault(TABLED, lambda r: add(r, 5, "remedies.reconsideration.upheld")),
    "litigation-without-reconsideration": Fault(TABLED, _never_reconsidered, needs="remedies.litigation_after_reconsideration.total"),
    "direct-litigation": Fault(("2021",), _sued_directly, first=2024),
    "items-not-negative": Fault(("2019",), lambda r: put(r, "proactive.coercion.items_change", -999)),
    "decisions-without-items": Fault(("2019",), _decided_on_nothing),
    "procurement-amount": Fault(("2019",), _bought_for_nothing),
    "disclosed-over-total": Fault(("2019",), lambda r: _documents(r, made=9999, newly_disclosed=9999)),
    "disclosed-over-made": Fault(("2019",), lambda r: add(r, 501, "proactive.normative_documents.newly_disclosed", "proactive.normative_documents.total_disclosed")),
    "issued-over-in-force": Fault(("2021",), lambda r: _documents(r, issued=600, in_force=0)),
    "regulations-without-power": Fault(("2021",), lambda r: put(r, "proactive.regulations.in_force", 3)),
    "amount-implausible": Fault(("2021",), lambda r: put(r, "proactive.fees.amount_10k_yuan", 1605964)),
    "statistics-sum": Fault(("2008",), lambda r: _statistics(r, 4, "S41")),
    "statistics-limit": Fault(("2008",), lambda r: put(r, "statistics.S11.number", 9)),
    "statistics-documents": Fault(("2008",), _disclosed_over_issued),
    "statistics-channels": Fault(("2008",), lambda r: _statistics(r, 9999, "S07")),
    "statistics-answered": Fault(("2008",), lambda r: _statistics(r, 1, "S25", "S27")),
    "statistics-closed": Fault(("2008",), lambda r: _statistics(r, 30, "S22", "S23", "S25", "S26")),
    "integer-cells": Fault(("2021",), lambda r: put(r, "proactive.licensing.decisions", -2)),
    "cells-blank": Fault(TABLED, lambda r: put(r, "applications.granted.total", None)),
    "unit-in-cell": Fault(("2019",), lambda r: put(r, "proactive.procurement.amount_yuan", 268000, "26.8万元", "万元")),
    "received-differs": Fault(TABLED, lambda r: say(r, "新收申请9999件。", ("applications.received", 9999, "新收申请9999件"))),
    "outcomes-differ": Fault(TABLED, lambda r: say(r, "答复政府信息公开申请，予以公开999件。", ("applications.granted", 999, "予以公开999件"))),
    "carried-differs": Fault(TABLED, lambda r: say(r, "结转下年度888件。", ("applications.carried_out", 888, "结转下年度888件"))),
    "applicants-differ": Fault(TABLED, lambda r: say(r, "自然人申请777件。", ("applications.by_person", 777, "自然人申请777件"))),
    "none-received": Fault(TABLED, lambda r: say(r, "本年没有收到政府信息公开申请。", ("applications.received", 0, "没有收到政府信息公开申请")), needs="applications.new.total"),
    "all-closed": Fault(TABLED, lambda r: say(add_applications(r, 4, "carried_in", "carried_out"), "收到的申请均已按期办结。")),
    "remedies-differ": Fault(TABLED, lambda r: say(r, "发生行政复议555件。", ("reconsideration.cases", 555, "行政复议555件"))),
    "all-upheld": Fault(TABLED, lambda r: say(add(r, 3, "remedies.reconsideration.corrected", "remedies.reconsideration.total"), "行政复议案件均获维持。")),
    "documents-differ": Fault(("2021",), lambda r: say(r, "制发规范性文件8888件。", ("documents.normative_issued", 8888, "制发规范性文件8888件"))),
    "fees-differ": Fault(TABLED, lambda r: say(r, "收取信息处理费30元。", ("fees.charged", 30, "收取信息处理费30元"))),
    "statistics-differ": Fault(("2008",), lambda r: say(r, "收到申请666件。", ("applications.received", 666, "收到申请666件"))),
    "percent-differs": Fault(EVERY, lambda r: say(r, "全年发放折页200份，其中图文类50份，占35%。")),
    "parts-differ": Fault(EVERY, lambda r: say(r, "共组织活动9场，其中展览6场，座谈5场。")),
    "said-twice": Fault(EVERY, lambda r: say(r, "承办提案3件。后来写承办政协提案5件。", ("proposals.cppcc", 3, "承办提案3件"), ("proposals.cppcc", 5, "承办政协提案5件"))),
    "channels-over-total": Fault(EVERY, lambda r: say(r, "网站公开99999条。", ("items.published_by_channel:website", 99999, "网站公开99999条"))),
    "proposals-differ": Fault(EVERY, lambda r: say(r, "承办提案3件，A类5件。", ("proposals.cppcc", 3, "承办提案3件"), ("proposals.cppcc.grade_A", 5, "A类5件"))),
    "form-of-another-year": Fault(("2019",), lambda r: dated(r, 2023)),
    "row-missing": Fault(TABLED, lambda r: replace(r, remedies=None)),
    "chapter-missing": Fault(TABLED, lambda r: _without_chapter(r, "problems_and_improvements")),
    "chapter-order": Fault(TABLED, lambda r: replace(r, sections=r.sections[::-1])),
    "chapter-empty": Fault(TABLED, lambda r: write(r, "problems_and_improvements", "无")),
    "heading-wording": Fault(TABLED, lambda r: replace(r, sections=(*r.sections, Section(None, 7, "附图", "")))),
    "contents-differ": Fault(TABLED, lambda r: _preamble_more(r, "本报告由总体情况、主动公开政府信息情况、存在的主要问题及改进情况三部分组成。")),
    "overview-topics": Fault(("2021",), lambda r: write(r, "overview", "本机关主动公开政府信息30条。")),
    "no-published-count": Fault(TABLED, lambda r: write(r, "overview", "做好主动公开、依申请公开、信息管理、平台建设和监督保障。")),
    "proposals-in-overview": Fault(TABLED, lambda r: say(r, "（六）建议提案办理情况。已经全部答复。")),
    "no-period": Fault(EVERY, lambda r: open_with(r, "如有疑问，请致电0000-5550108。")),
    "period-differs": Fault(EVERY, lambda r: open_with(r, r.preamble.replace(str(r.year), str(_year(r, -1))))),
    "year-differs": Fault(EVERY, lambda r: _preamble_more(r, f"现将{_year(r, -1)}年政府信息公开工作情况报告如下。")),
    "year-remnant": Fault(EVERY, lambda r: say(r, f"{_year(r, -1)}年，我局组织了两次讲课。")),
    "office-differs": Fault(EVERY, lambda r: open_with(r, "本报告由云川市林业局编制。" + r.preamble)),
    "no-contact": Fault(EVERY, lambda r: open_with(r, f"数据统计期限自{r.year}年1月1日起至12月31日止。")),
    "phone-without-area-code": Fault(EVERY, lambda r: open_with(r, _AREA_CODE.sub("", r.preamble))),
    "title-repeated": Fault(EVERY, lambda r: replace(r, repeated=(r.title,))),
    "title-differs": Fault(EVERY, lambda r: say(r, f"编制了《{r.office}{r.year}年政务公开年度报告》。")),
    "signature-date": Fault(TABLED, lambda r: say(r, f"{_year(r, 1)}年1月", key="other_matters")),
    "signed-late": Fault(TABLED, lambda r: say(r, f"{_year(r, 1)}年9月8日", key="other_matters")),
    "attachment-missing": Fault(("2008",), lambda r: say(replace(r, statistics=None), "详见附后的政府信息公开情况统计表。")),
    "passage-repeated": Fault(TABLED, lambda r: say(say(r, _PASSAGE), _PASSAGE, key="other_matters")),
    "bookmark-remnant": Fault(EVERY, lambda r: say(r, "[bookmark: _GoBack]另行公布。")),
    "prompt-remnant": Fault(EVERY, lambda r: say(r, "XX局另行公布。")),
    "stray-characters": Fault(EVERY, lambda r: say(r, "另行\ufffd\ufffd公布。")),
    "date-impossible": Fault(EVERY, lambda r: say(r, f"自{r.year}年11日起另行公布。")),
    "old-law-terms": Fault(EVERY, lambda r: say(r, "申请人应当说明自身生产、生活、科研等特殊需要。"), first=2020),
    "law-not-in-force": Fault(EVERY, lambda r: say(r, "依据国务院令第492号办理各项公开申请，按时给予答复。"), first=2020),
    "article-not-there": Fault(EVERY, lambda r: say(r, "依据《政府信息公开条例》第六十三条办理。")),
    "until-wording": Fault(EVERY, lambda r: say(r, f"截止{r.year}年12月31日，栏目正常。")),
    "other-wording": Fault(EVERY, lambda r: say(r, "其它事项另行公布。")),
    "unit-wording": Fault(EVERY, lambda r: say(r, "依申请公开数量1条。")),
    "word-missing": Fault(EVERY, lambda r: say(r, "政府信息力度需要加大。")),
    "word-doubled": Fault(EVERY, lambda r: say(r, "进行进行公布。")),
    "numbering-mixed": Fault(EVERY, lambda r: say(r, "1．清点栏目。\n2、补充目录。")),
    "marks-doubled": Fault(EVERY, lambda r: say(r, "栏目正常。。")),
    "marks-half-width": Fault(EVERY, lambda r: say(r, "栏目正常,更新及时。")),
}  # fmt: skip
