"""信息处理费: told with its reckoning, paid or not; payment begins the term anew (收费办法第三条至第六条)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.conf import settings

from gongkai.apps.applications import notices
from gongkai.apps.applications.actions.recording import (
    Paper,
    begin_act,
    finish_act,
    refuse_blank,
    refuse_future,
    refuse_impossible,
)
from gongkai.apps.applications.actions.service import Service, refuse_service, send
from gongkai.apps.applications.clock import calendar
from gongkai.apps.applications.models import Application
from gongkai.apps.applications.procedures import Procedures
from gongkai.apps.offices.models import Person
from gongkai.apps.records.actions import atomic_with_files
from gongkai.apps.records.moments import day_of, written
from gongkai.apps.records.refusals import Refused
from gongkai.law.application_stages import Act, Stage
from gongkai.law.clocks import term_of
from gongkai.law.fees import Fee, FiledItem, fee_by_items, fee_by_pages, items_before
from gongkai.law.parameters import NoRuleInForce

Tariff = Literal["items", "pages"]


@dataclass(frozen=True)
class Tally:
    """By which tariff an application is charged, and for how many items or pages (收费办法第三条)."""

    tariff: Tariff
    count: int


def items_of_the_month(application: Application) -> int:
    """Return how many applications of the same applicant count before this one in its month."""
    counted_on = application.counted_on
    if counted_on is None:
        return 0
    others = (
        Application.objects.filter(
            office=application.office,
            applicant__identity_number=application.applicant.identity_number,
            counted_on__isnull=False,
            filed_at__lt=application.filed_at,
        )
        .exclude(pk=application.pk)
        .exclude(stage=Stage.VOID)
    )
    items = [
        FiledItem(each.counted_on, day_of(each.filed_at), withdrawn=each.answer_key == "withdrawn")
        for each in others
        if each.counted_on is not None
    ]
    own = FiledItem(counted_on, day_of(application.filed_at))
    return items_before(own, items, settings.PRACTICE)


def fee_of(application: Application, tally: Tally, day: date) -> Fee:
    """Return what is due; raise Refused for a count that no application has."""
    try:
        if tally.tariff == "pages":
            return fee_by_pages(tally.count, day)
        before = items_of_the_month(application)
        return fee_by_items(before + 1, before + tally.count, day)
    except (ValueError, NoRuleInForce) as impossible:
        raise Refused(f"没有{Act.CHARGE.label}：{impossible}") from impossible


@atomic_with_files()
def charge(
    application: Application,
    tally: Tally,
    *,
    why: str,
    how: str,
    service: Service,
    seen: int,
    by: Person,
    at: datetime,
) -> Application:
    """Return the application, its applicant told of the fee; `service.on` is the day it was received."""
    act = Act.CHARGE
    application = begin_act(act, application, seen=seen, by=by)
    why = refuse_blank(act, why, "数量、频次怎样明显超过合理范围")
    how = refuse_blank(act, how, "缴纳方式")
    refuse_service(service, act.label, at, not_before=application.counted_on, of="收到申请")
    fee = fee_of(application, tally, service.on)
    if fee.yuan == 0:
        raise Refused(
            f"没有{act.label}：按这个标准没有超过不收费的数量（{fee.citation}），不用缴费。"
        )
    due_on = term_of("fee-payment", service.on, calendar()).due_on
    notice = notices.fee_notice(application, fee, why, how, due_on, service.on)
    send(
        act,
        application,
        notice,
        service,
        f"通知申请人缴纳信息处理费{fee.yuan:,}元，期限至{written(due_on)}。",
        note="\n".join([why, *notices.told_charges(fee)]),
        public_text=f"本机关通知您缴纳信息处理费{fee.yuan:,}元，请在{written(due_on)}以前缴纳",
        facts={"tariff": tally.tariff, "count": tally.count, "yuan": fee.yuan},
        by=by,
        at=at,
    )
    return application


@atomic_with_files()
def receive_payment(
    application: Application,
    *,
    on: date,
    receipt: str,
    papers: Iterable[Paper] = (),
    seen: int,
    by: Person,
    at: datetime,
) -> Application:
    """Return the application, paid for: its term begins anew on the day after (收费办法第六条)."""
    act = Act.RECEIVE_PAYMENT
    application = begin_act(act, application, seen=seen, by=by)
    refuse_future(on, at, act.label)
    receipt = refuse_blank(act, receipt, "财政票据的号码")
    beside = Procedures.of(application.events.all())
    asked, due_on = beside.last(Act.CHARGE), beside.payment_due_on(calendar())
    if asked is None or due_on is None:  # why_not_beside has refused
        raise AssertionError(application.pk)
    if on < asked.on:
        raise Refused(f"没有{act.label}：{written(on)}早于收到收费通知的{written(asked.on)}。")
    if on > due_on:
        raise Refused(
            f"没有{act.label}：缴费期限到{written(due_on)}，逾期的视为放弃申请（收费办法第六条）；"
            f"请办理“{Act.LAPSE_PAYMENT.label}”，款项按规定退付。"
        )
    finish_act(
        act,
        application,
        f"信息处理费{asked.facts['yuan']:,}元到账，答复期限从次日起重新计算。",
        on=on,
        note=f"财政票据：{receipt}",
        public_text="本机关收到您缴纳的信息处理费，答复期限从次日起重新计算",
        facts={"yuan": asked.facts["yuan"]},
        papers=papers,
        by=by,
        at=at,
    )
    refuse_impossible(act, application)
    return application


@atomic_with_files()
def lapse_payment(
    application: Application, *, checked: str, seen: int, by: Person, at: datetime
) -> Application:
    """Return the application, not paid for in time: given up, no longer handled (收费办法第六条)."""
    act = Act.LAPSE_PAYMENT
    application = begin_act(act, application, seen=seen, by=by)
    beside = Procedures.of(application.events.all())
    due_on = beside.payment_due_on(calendar())
    if due_on is None:  # why_not_beside has refused
        raise AssertionError(application.pk)
    if refusal := beside.why_not_yet(act, day_of(at), calendar()):
        raise Refused(f"没有{act.label}：{refusal}")
    checked = refuse_blank(act, checked, "怎样核对没有到账")
    finish_act(
        act,
        application,
        f"申请人逾期没有缴纳信息处理费（期限至{written(due_on)}），视为放弃申请。",
        note=checked,
        public_text="您没有在期限内缴纳信息处理费，视为放弃申请",
        by=by,
        at=at,
    )
    return application
