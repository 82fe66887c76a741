"""The terms beside the reply term: each from one day to another, by one parameter of the law."""

import calendar as gregorian
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.law.calendar import Calendar
from gongkai.law.citations import Citation
from gongkai.law.parameters import Value, parameter

ROLLED = "期间的最后一日是法定休假日的，以其后第一个工作日为最后一日"


@dataclass(frozen=True)
class Clock:
    """A term of the law: what starts it, which parameter measures it, what its lapse means."""

    parameter: str
    title: str
    starts: str
    lapse: str = ""


CLOCKS: dict[str, Clock] = {
    "correction-notice": Clock("correction.notice_term", "告知补正", "收到申请之日"),
    "third-party": Clock("third_party.answer_term", "第三方提出意见", "第三方收到征求意见书之日", "由行政机关决定是否公开，不视为同意"),
    "co-author": Clock("third_party.co_author_answer_term", "共同制作机关提出意见", "该机关收到征求意见书之日", "视为同意公开"),
    "fee-payment": Clock("fee.payment_term", "缴纳信息处理费", "申请人收到收费通知之日", "视为放弃申请，不再处理"),
    "publication": Clock("publication.term", "主动公开", "信息形成或者变更之日"),
    "secrecy-report": Clock("secrecy.report_doubt_term", "不明确事项报请确定", "拟定之日"),
    "secrecy-decision": Clock("secrecy.decide_doubt_term", "不明确事项作出决定", "保密行政管理部门收到报告之日"),
    "reconsideration-application": Clock("reconsideration.apply_within", "申请行政复议", "知道该行为之日"),
    "reconsideration-answer": Clock("reconsideration.answer_term", "行政复议书面答复和证据", "收到申请书副本之日", "视为该行为没有证据、依据"),
    "reconsideration-answer-summary": Clock("reconsideration.answer_term_summary", "行政复议书面答复和证据（简易程序）", "收到申请书副本之日", "视为该行为没有证据、依据"),
    "reconsideration-feedback": Clock("reconsideration.opinion_feedback_term", "行政复议意见书：报告纠正情况", "收到行政复议意见书之日"),
    "defence": Clock("litigation.defence_term", "行政诉讼答辩状和证据", "收到起诉状副本之日", "视为没有相应证据"),
    "litigation-direct": Clock("litigation.direct", "直接提起行政诉讼", "知道该行为之日"),
    "litigation-after-reconsideration": Clock("litigation.after_reconsideration", "不服复议决定提起行政诉讼", "收到复议决定书之日"),
    "appeal": Clock("litigation.appeal_judgment", "对一审判决上诉", "判决书送达之日"),
    "appeal-ruling": Clock("litigation.appeal_ruling", "对一审裁定上诉", "裁定书送达之日"),
    "site-error-forward": Clock("dialogue.site_error_forward_term", "网站找错：转交主办单位", "收到留言之日"),
    "site-error-answer": Clock("dialogue.site_error_answer_term", "网站找错：答复网民", "收到留言之日"),
}  # fmt: skip


@dataclass(frozen=True)
class Term:
    """The last day of a term, and why. The start day is not counted."""

    due_on: date
    provisional: bool
    citation: Citation
    text: str


def term_of(clock: str, start: date, calendar: Calendar) -> Term:
    """Return the term of CLOCKS[clock] that starts on `start`; raise NoRuleInForce where the law had none."""
    return end_of(parameter(CLOCKS[clock].parameter).on(start), start, calendar)


def end_of(value: Value, start: date, calendar: Calendar) -> Term:
    """Return the end of a term of working days, days, months or years after `start`.

    A term in working days ends on one by construction; calendar time that ends on a day off moves
    to the next working day (民法典第二百零三条; 民事诉讼法第八十五条, to which 行政复议法第八十八条 refers).
    """
    count = value.number
    if value.unit == "工作日":
        due = calendar.working_day(start, count)
        return Term(
            due, _provisional(start, due, calendar), value.citation, f"自次日起{count}个工作日"
        )
    last = _last_day(value.unit, start, count)
    due = calendar.next_working_day(last)
    text = f"自次日起{count}{value.unit}" + (f"；{ROLLED}" if due != last else "")
    return Term(due, _provisional(last - timedelta(1), due, calendar), value.citation, text)


def annual_report_due(year: int, *, of_government: bool) -> Term:
    """Return the day by which the report about `year` is published: a calendar date, never moved."""
    value = parameter(
        "annual_report.government_due" if of_government else "annual_report.department_due"
    ).on(date(year + 1, 1, 1))
    month, day = (int(part) for part in str(value.content).split("-"))
    return Term(
        date(year + 1, month, day), False, value.citation, f"{year + 1}年{month}月{day}日前"
    )


def _last_day(unit: str, start: date, count: int) -> date:
    if unit == "日":
        return start + timedelta(count)
    months = {"个月": count, "年": count * 12}[unit]
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, gregorian.monthrange(year, month)[1]))


def _provisional(after: date, until: date, calendar: Calendar) -> bool:
    first = (after + timedelta(1)).year
    return not all(calendar.is_announced(year) for year in range(first, until.year + 1))
