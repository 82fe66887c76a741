"""What awaits whoever files through the portal on a day: the law's dates, each with its article."""

from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.law.calendar import Calendar
from gongkai.law.citations import Citation
from gongkai.law.clocks import term_of
from gongkai.law.deadlines import Facts, reply_deadline
from gongkai.law.parameters import parameter
from gongkai.law.practice import Practice
from gongkai.law.receipt import Channel, receipt


@dataclass(frozen=True)
class Milestone:
    """A day on the way to the reply, what happens by then, and how the day was counted."""

    day: date
    title: str
    text: str
    step: str
    citation: Citation
    counted: str
    """What lies between: which holidays were left out, which weekend days were counted."""
    provisional: bool = False


def milestones(filed_on: date, calendar: Calendar, practice: Practice) -> tuple[Milestone, ...]:
    """Return confirmation, correction, reply and extended reply of what is filed on that day.

    No article says by when an office confirms what comes through the internet; the next working
    day is the first on which it can, and what follows is counted from there.
    """
    confirmed = calendar.working_day(filed_on, 1)
    facts = Facts(Channel.INTERNET, filed_on, confirmed)
    limit = parameter("reply.extension_limit").on(confirmed)
    term = parameter("reply.term").on(confirmed)
    correction = term_of("correction-notice", confirmed, calendar)
    days = parameter("correction.notice_term").on(confirmed)
    reply = reply_deadline(facts, calendar, practice)
    extended = reply_deadline(
        Facts(Channel.INTERNET, filed_on, confirmed, extension=limit.number), calendar, practice
    )
    if reply.due_on is None or extended.due_on is None:  # both sides have confirmed
        raise AssertionError
    return (
        Milestone(
            confirmed,
            "我们与您确认收到",
            "从双方确认的那一天起算期限。请留意电话。",
            "双方确认，从这一天起算，当天不计入",
            receipt(Channel.INTERNET, filed_on, confirmed).citation,
            "哪一天确认，条例没有规定；这里按提交以后第一个工作日推算，确认早晚，后面的日期跟着变",
        ),
        Milestone(
            correction.due_on,
            "说不清楚的，一次告诉您",
            f"{days.number} 个{days.unit}内告诉您怎样补正；补正以后，期限重新计算。",
            f"加 {days.number} 个{days.unit}，告知补正",
            correction.citation,
            between(confirmed, correction.due_on, calendar),
            correction.provisional,
        ),
        Milestone(
            reply.due_on,
            "答复您",
            f"{term.number} 个{term.unit}内。征求第三方或者其他机关意见的时间另算。",
            f"加 {term.number} 个{term.unit}，答复",
            term.citation,
            between(confirmed, reply.due_on, calendar),
            reply.provisional,
        ),
        Milestone(
            extended.due_on,
            "经批准延长的，答复您",
            f"最多再延长 {limit.number} 个{limit.unit}，延长会告知您。",
            f"再加 {limit.number} 个{limit.unit}，经批准延长的",
            limit.citation,
            between(reply.due_on, extended.due_on, calendar),
            extended.provisional,
        ),
    )


def between(after: date, until: date, calendar: Calendar) -> str:
    """Return which holidays lie in (after, until] and which weekend days were worked."""
    days = [after + timedelta(n) for n in range(1, (until - after).days + 1)]
    reasons = dict.fromkeys(calendar.why_off(day) for day in days)
    holidays = [name for name in reasons if name and name != "周末"]
    worked = [f"{day.month}月{day.day}日" for day in days if calendar.is_make_up_day(day)]
    parts = []
    if holidays:
        parts.append(f"除去周末和{'、'.join(holidays)}假期")
    if worked:
        parts.append(f"计入调休上班的{'、'.join(worked)}")
    return "，".join(parts) or "除去周末"
