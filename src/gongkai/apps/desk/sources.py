"""What each app beneath has for a person to do, as rows of the desk."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.urls import reverse

from gongkai.apps.applications.clock import calendar
from gongkai.apps.applications.queries import Due, due_list
from gongkai.apps.desk.rows import Row
from gongkai.apps.offices.models import Role
from gongkai.apps.offices.permissions import AnyPerson, offices_where
from gongkai.apps.publishing.queries import formed_on_of, items_due, items_waiting_for
from gongkai.apps.reports.queries import reports_to_begin, reports_waiting_for
from gongkai.law.application_stages import Stage
from gongkai.law.publication_stages import REVIEWS
from gongkai.law.report_stages import Act

NO_DAY_YET = (
    "没有填写形成或者变更之日，公开期限自这一天起算"
    "（《政府信息公开条例》第二十六条）。请补上日期；不打算公开的，不再拟写。"
)


def rows_of(person: AnyPerson, today: date) -> Iterator[Row]:
    """Yield everything that waits for this person today."""
    yield from _applications(person, today)
    yield from _items(person)
    yield from _reports(person, today)


def _applications(person: AnyPerson, today: date) -> Iterator[Row]:
    for due in due_list(person, today):
        if not due.is_mine:
            continue
        case = due.application
        yield Row(
            verb=due.todo.partition("，")[0],
            title=f"{due.todo}：{case.wanted}",
            why=_why(due),
            about=f"依申请公开　{case.number}",
            address=reverse("application", args=[case.pk]),
            due_on=due.deadline.due_on,
            badge=_badge(due),
            go_by=due.by if due.is_unconfirmed else due.deadline.earliest_on,
            provisional=due.deadline.provisional,
            because=f"{reverse('application', args=[case.pk])}#clock",
        )


def _badge(due: Due) -> str:
    """Return what stands in place of a due day, for what has none."""
    if due.is_unconfirmed:
        return "待确认收到"
    return f"{due.waiting}的期限已过" if due.pause else "不再计算期限"


def _why(due: Due) -> str:
    case = due.application
    if due.is_unconfirmed:
        day = case.received_on
        at_once = "当日" if due.by == day else "尽快"
        how = "登记以后" if due.stage is Stage.FILED else at_once
        return (
            f"{day.month}月{day.day}日到达，{how}与申请人确认；"
            "以双方确认之日为收到之日，期限从那天起算（《条例》第三十一条）。"
        )
    zero = due.deadline.day_zero
    received = f"{zero.month}月{zero.day}日收到，" if zero else ""
    return f"{received}{due.deadline.because[-1].text}（{due.deadline.because[-1].citation}）"


def _items(person: AnyPerson) -> Iterator[Row]:
    writing = set(offices_where(person, Role.CLERK).values_list("pk", flat=True))
    reviewed = set(items_waiting_for(person).values_list("pk", flat=True))
    for due in items_due(offices_where(person), calendar()):
        item, is_review = due.item, due.item.stage in REVIEWS
        is_own = item.latest_revision is not None and item.latest_revision.user_id == person.pk
        is_theirs = item.office_id in writing or is_own
        if item.pk not in reviewed if is_review else not is_theirs:
            continue
        address = reverse("item_page", args=[item.pk])
        row = Row(
            verb=due.what,
            title=f"{due.what}：{due.title}",
            why=NO_DAY_YET,
            about=f"信息发布　{item.office}",
            address=address,
            is_undated=True,
            badge="没有填写日期",
        )
        formed, term = formed_on_of(item), due.term
        if formed and term:
            row = replace(
                row,
                why=f"{formed.month}月{formed.day}日形成或者变更，{term.text}内公开（{term.citation}）。",
                due_on=term.due_on,
                provisional=term.provisional,
                badge="",
                is_undated=False,
                because=f"{address}#due",
            )
        yield row


def _reports(person: AnyPerson, today: date) -> Iterator[Row]:
    begin = Act.COMPILE_REPORT.label
    for each in reports_to_begin(person, today):
        yield Row(
            verb=begin,
            title=f"{begin}：{each.year}年政府信息公开工作年度报告",
            why=f"{each.term.text}公布（{each.term.citation}），还没有预填。",
            about=f"年度报告　{each.office}",
            address=reverse("annual_reports:index"),
            due_on=each.term.due_on,
        )
    for waiting in reports_waiting_for(person):
        report, term = waiting.report, waiting.term
        yield Row(
            verb=waiting.what,
            title=f"{waiting.what}：{report.year}年政府信息公开工作年度报告",
            why=f"{term.text}公布（{term.citation}）。",
            about=f"年度报告　{report.office}",
            address=reverse("annual_reports:report", args=[report.pk]),
            due_on=term.due_on,
            because=f"{reverse('annual_reports:report', args=[report.pk])}#due",
        )
