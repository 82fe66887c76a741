"""What is done beside the reply: 补正, 检索, 征求意见, 延期, 说明理由, 延迟答复 (条例第三十条至第三十五条).

None of it moves the stage of the case; the reply clock is reckoned from the events it leaves.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.db import models

from gongkai.apps.applications import notices
from gongkai.apps.applications.actions.recording import (
    ASKED_TO_WITHDRAW,
    Paper,
    begin_act,
    finish_act,
    refuse_blank,
    refuse_future,
    refuse_impossible,
)
from gongkai.apps.applications.actions.service import Service, refuse_service, send
from gongkai.apps.applications.clock import calendar, deadline_of, facts_of
from gongkai.apps.applications.models import Application
from gongkai.apps.applications.procedures import Consultation, Procedures, day_in
from gongkai.apps.offices.models import Person
from gongkai.apps.records.actions import atomic_with_files
from gongkai.apps.records.moments import day_of, written
from gongkai.apps.records.refusals import Refused
from gongkai.law.application_stages import Act, Stage, why_not
from gongkai.law.deadlines import extension_was_in_time, reply_deadline
from gongkai.law.parameters import parameter
from gongkai.law.procedures import Consulted, why_not_beside


class Opinion(models.TextChoices):
    """What was answered to a request for an opinion."""

    AGREES = "agrees", "同意公开"
    PARTLY = "partly", "同意公开一部分"
    OBJECTS = "objects", "不同意公开"


@dataclass(frozen=True)
class Search:
    """Who looked where for what, and what was found (art. 36(四) rests on it)."""

    by: str
    where: str
    found: str


@atomic_with_files()
def notify_correction(
    application: Application,
    *,
    what: str,
    until_on: date,
    service: Service,
    seen: int,
    by: Person,
    at: datetime,
) -> Application:
    """Return the application, its applicant asked once to correct it by a day (art. 30)."""
    act = Act.NOTIFY_CORRECTION
    application = begin_act(act, application, seen=seen, by=by)
    what = refuse_blank(act, what, "要补正的事项")
    _refuse_service(act, application, service, at)
    _refuse_not_after(act, until_on, service.on, "补正期限")
    notice = notices.correction_notice(application, what, until_on, service.on)
    send(
        act,
        application,
        notice,
        service,
        f"告知申请人补正（{service.way.label}），补正期限至{written(until_on)}。",
        note=what,
        public_text=f"本机关请您补正申请，请在{written(until_on)}以前交来",
        facts={"until_on": str(until_on), "what": what},
        by=by,
        at=at,
    )
    return application


@atomic_with_files()
def receive_correction(
    application: Application,
    *,
    on: date,
    words: str,
    papers: Iterable[Paper] = (),
    seen: int,
    by: Person,
    at: datetime,
) -> Application:
    """Return the application, corrected: its term begins anew on that day (art. 30)."""
    act = Act.RECEIVE_CORRECTION
    application = begin_act(act, application, seen=seen, by=by)
    refuse_future(on, at, act.label)
    words = refuse_blank(act, words, "补正后的申请内容")
    _receive_correction(application, on, words, papers, by, at)
    return application


@atomic_with_files()
def hand_in_correction(
    application: Application, *, words: str, papers: Iterable[Paper] = (), at: datetime
) -> Application:
    """Return the application, corrected by its applicant through the portal, on this day."""
    act = Act.RECEIVE_CORRECTION
    application = _begin_for_applicant(application)
    refusal = why_not(act, Stage(application.stage)) or why_not_beside(
        act, Procedures.of(application.events.all()).standing
    )
    if refusal:
        raise Refused(f"没有提交：{refusal}")
    words = words.strip()
    if not words:
        raise Refused("没有提交：请写明补正的内容。")
    _receive_correction(application, day_of(at), words, papers, None, at)
    return application


@atomic_with_files()
def lapse_correction(
    application: Application, *, checked: str, seen: int, by: Person, at: datetime
) -> Application:
    """Return the application, not corrected in time and without good reason: given up (art. 30)."""
    act = Act.LAPSE_CORRECTION
    application = begin_act(act, application, seen=seen, by=by)
    beside = Procedures.of(application.events.all())
    asked = beside.last(Act.NOTIFY_CORRECTION)
    until_on = day_in(asked, "until_on") if asked else None
    if until_on is None:  # why_not_beside has refused
        raise AssertionError(application.pk)
    if refusal := beside.why_not_yet(act, day_of(at), calendar()):
        raise Refused(f"没有{act.label}：{refusal}")
    checked = refuse_blank(act, checked, "怎样核实没有正当理由")
    finish_act(
        act,
        application,
        f"申请人逾期没有补正（期限至{written(until_on)}），视为放弃申请。",
        note=checked,
        public_text="您没有在期限内补正，视为放弃申请",
        by=by,
        at=at,
    )
    return application


@atomic_with_files()
def search(
    application: Application,
    found: Search,
    *,
    on: date,
    papers: Iterable[Paper] = (),
    seen: int,
    by: Person,
    at: datetime,
) -> Application:
    """Return the application with the record of a search: who looked where, and what was found."""
    act = Act.SEARCH
    application = begin_act(act, application, seen=seen, by=by)
    refuse_future(on, at, act.label)
    told = {
        "检索人": refuse_blank(act, found.by, "由谁检索"),
        "检索范围": refuse_blank(act, found.where, "检索了哪些地方、用什么条件"),
        "检索结果": refuse_blank(act, found.found, "检索结果"),
    }
    note = "\n".join(f"{name}：{words}" for name, words in told.items())
    finish_act(
        act, application, "检索所申请的信息。", on=on, note=note, papers=papers, by=by, at=at
    )
    return application


@atomic_with_files()
def consult(
    application: Application,
    *,
    whom: Consulted,
    name: str,
    what: str,
    delivered_on: date | None,
    service: Service,
    seen: int,
    by: Person,
    at: datetime,
) -> Application:
    """Return the application, an opinion asked for; the time it takes is not counted (art. 33 §3)."""
    act = Act.CONSULT
    application = begin_act(act, application, seen=seen, by=by)
    name = refuse_blank(act, " ".join(name.split()), "征求谁的意见")
    what = refuse_blank(act, what, "拟公开的内容")
    _refuse_service(act, application, service, at)
    if delivered_on is not None:
        _refuse_before(act, delivered_on, service.on, "送达的日期", "发出", at)
    letter = notices.consultation_letter(application, whom, name, what, service.on)
    send(
        act,
        application,
        letter,
        service,
        f"征求{whom.label}意见（{service.way.label}）。",
        note=f"{name}\n{what}",
        public_text=f"本机关书面征求{whom.label}的意见，所需时间不计入答复期限",
        facts={
            "whom": whom.value,
            "delivered_on": str(delivered_on) if delivered_on else None,
        },
        for_applicant=False,
        by=by,
        at=at,
    )
    return application


@atomic_with_files()
def deliver_consultation(
    application: Application,
    *,
    of: int,
    on: date,
    evidence: str = "",
    papers: Iterable[Paper] = (),
    seen: int,
    by: Person,
    at: datetime,
) -> Application:
    """Return the application with the day on which a request for an opinion arrived: its term runs."""
    act = Act.DELIVER_CONSULTATION
    application = begin_act(act, application, seen=seen, by=by)
    asked = _consultation(act, application, of)
    if asked.delivered_on is not None:
        raise Refused(f"没有{act.label}：已经登记{written(asked.delivered_on)}送达。")
    _refuse_before(act, on, asked.sent.on, "送达的日期", "发出", at)
    papers = list(papers)
    if not papers:
        evidence = refuse_blank(act, evidence, "凭证（邮件号码、送达回证等），或者上传")
    finish_act(
        act, application, f"征求意见书送达{asked.whom.label}。",
        on=on, note=evidence.strip(), facts={"of": of}, papers=papers, by=by, at=at,
    )  # fmt: skip
    return application


@atomic_with_files()
def hear(
    application: Application,
    *,
    of: int,
    on: date,
    opinion: Opinion,
    words: str,
    papers: Iterable[Paper] = (),
    seen: int,
    by: Person,
    at: datetime,
) -> Application:
    """Return the application with an opinion that came; days count again after it."""
    act = Act.HEAR
    application = begin_act(act, application, seen=seen, by=by)
    asked = _consultation(act, application, of)
    _refuse_before(act, on, asked.delivered_on or asked.sent.on, "收到的日期", "征求", at)
    papers = list(papers)
    if opinion is not Opinion.AGREES and not papers:
        words = refuse_blank(act, words, "意见的内容和理由，或者上传")
    _end(act, application, asked, f"收到{asked.whom.label}意见：{opinion.label}。", on=on, words=words,
         facts={"opinion": opinion.value}, papers=papers, by=by, at=at)  # fmt: skip
    return application


@atomic_with_files()
def stop_waiting(
    application: Application, *, of: int, reason: str = "", seen: int, by: Person, at: datetime
) -> Application:
    """Return the application, no opinion having come: silence means what the article says of it."""
    act = Act.STOP_WAITING
    application = begin_act(act, application, seen=seen, by=by)
    asked = _consultation(act, application, of)
    if refusal := asked.why_not_over(day_of(at), calendar()):
        raise Refused(f"没有{act.label}：{refusal}")
    due_on = asked.due_on(calendar())
    if due_on is None:
        reason = refuse_blank(act, reason, "为什么不再等待")
    ended_on = due_on or day_of(at)  # a term is over with its last day, whenever it is entered
    _end(act, application, asked, f"{asked.whom.label}{asked.whom.silence}", on=ended_on, words=reason,
         facts={}, papers=(), by=by, at=at)  # fmt: skip
    return application


@atomic_with_files()
def extend(
    application: Application, *, days: int, reason: str, seen: int, by: Person, at: datetime
) -> Application:
    """Return the application, an extension agreed to; it counts once the applicant was told in time."""
    act = Act.EXTEND
    application = begin_act(act, application, seen=seen, by=by)
    reason = refuse_blank(act, reason, "延期的理由，申请人会看到")
    limit = parameter("reply.extension_limit").on(_counted_on(application))
    if not 1 <= days <= limit.number:
        raise Refused(f"没有{act.label}：最多延长{limit.number}个工作日（{limit.citation}）。")
    due_on = deadline_of(application).due_on
    if due_on is not None and day_of(at) > due_on:
        raise Refused(f"没有{act.label}：答复期限{written(due_on)}已经届满，不能再延长。")
    finish_act(
        act, application, f"同意延长答复期限{days}个工作日，待告知申请人。",
        note=reason, facts={"days": days}, by=by, at=at,
    )  # fmt: skip
    return application


@atomic_with_files()
def tell_extension(
    application: Application, service: Service, *, seen: int, by: Person, at: datetime
) -> Application:
    """Return the application, the applicant told of the extension before the first term ran out."""
    act = Act.TELL_EXTENSION
    application = begin_act(act, application, seen=seen, by=by)
    agreed = Procedures.of(application.events.all()).last(Act.EXTEND)
    if agreed is None:  # why_not_beside has refused
        raise AssertionError(application.pk)
    refuse_service(service, act.label, at, not_before=agreed.on, of="同意延期")
    facts = facts_of(application, application.events.all())
    if not extension_was_in_time(facts, service.on, calendar(), settings.PRACTICE):
        unextended = reply_deadline(replace(facts, extension=0), calendar(), settings.PRACTICE)
        raise Refused(
            f"没有{act.label}：答复期限{written(_day(unextended.due_on))}届满以后才告知，延期不能成立"
            "（《条例》第三十三条第二款）。请尽快答复，送达时写明逾期的原因。"
        )
    days = agreed.facts["days"]
    notice = notices.extension_notice(application, days, agreed.note, service.on)
    send(
        act,
        application,
        notice,
        service,
        f"告知申请人延长答复期限{days}个工作日（{service.way.label}）。",
        note="",
        public_text=f"本机关延长答复期限{days}个工作日",
        by=by,
        at=at,
    )
    return application


@atomic_with_files()
def ask_reasons(
    application: Application,
    *,
    what: str,
    until_on: date,
    service: Service,
    seen: int,
    by: Person,
    at: datetime,
) -> Application:
    """Return the application, its applicant asked why there are so many (art. 35)."""
    act = Act.ASK_REASONS
    application = begin_act(act, application, seen=seen, by=by)
    what = refuse_blank(act, what, "数量、频次怎样明显超过合理范围")
    _refuse_service(act, application, service, at)
    _refuse_not_after(act, until_on, service.on, "说明理由的期限")
    notice = notices.reasons_notice(application, what, until_on, service.on)
    send(
        act,
        application,
        notice,
        service,
        f"要求申请人说明理由（{service.way.label}），期限至{written(until_on)}。",
        note=what,
        public_text=f"本机关请您说明理由，请在{written(until_on)}以前交来",
        facts={"until_on": str(until_on)},
        by=by,
        at=at,
    )
    return application


@atomic_with_files()
def hear_reasons(
    application: Application,
    *,
    on: date,
    words: str,
    papers: Iterable[Paper] = (),
    seen: int,
    by: Person,
    at: datetime,
) -> Application:
    """Return the application with the reasons its applicant gave; whether they hold is decided later."""
    act = Act.HEAR_REASONS
    application = begin_act(act, application, seen=seen, by=by)
    asked = Procedures.of(application.events.all()).last(Act.ASK_REASONS)
    if asked is None:  # why_not_beside has refused
        raise AssertionError(application.pk)
    _refuse_before(act, on, asked.on, "收到的日期", "要求说明理由", at)
    words = refuse_blank(act, words, "申请人说明的理由")
    finish_act(
        act, application, "收到申请人说明的理由。",
        on=on, note=words, public_text="本机关收到您说明的理由", papers=papers, by=by, at=at,
    )  # fmt: skip
    return application


@atomic_with_files()
def delay(
    application: Application,
    *,
    delayed_to: date,
    reason: str,
    service: Service,
    seen: int,
    by: Person,
    at: datetime,
) -> Application:
    """Return the application, a later day set for its reply and told to the applicant (art. 35)."""
    act = Act.DELAY
    application = begin_act(act, application, seen=seen, by=by)
    reason = refuse_blank(act, reason, "为什么不能在期限内答复，申请人会看到")
    _refuse_service(act, application, service, at)
    notice = notices.delay_notice(application, delayed_to, reason, service.on)
    send(
        act,
        application,
        notice,
        service,
        f"告知申请人延迟至{written(delayed_to)}答复（{service.way.label}）。",
        note=reason,
        public_text=f"本机关确定延迟至{written(delayed_to)}答复您",
        facts={"delayed_to": str(delayed_to)},
        by=by,
        at=at,
    )
    return application


@atomic_with_files()
def ask_to_withdraw(application: Application, *, at: datetime) -> Application:
    """Return the application, whose applicant has asked through the portal to take it back.

    The office ends it by its answer, so that it is counted (表三（六）3).
    """
    application = _begin_for_applicant(application)
    stage = Stage(application.stage)
    if stage in (Stage.SIGNED, Stage.REPLIED, Stage.CLOSED):
        raise Refused("没有撤回：本机关已经作出答复。")
    if stage is Stage.VOID:
        raise Refused("没有撤回：这份申请已经作废。")
    if application.events.filter(act=ASKED_TO_WITHDRAW).exists():
        raise Refused("没有撤回：您已经撤回过，机关会办理。")
    finish_act(
        ASKED_TO_WITHDRAW,
        application,
        "申请人在网上撤回申请。",
        public_text="您撤回了申请",
        by=None,
        at=at,
    )
    return application


def _begin_for_applicant(application: Application) -> Application:
    """Return the application, locked, for what its applicant does; who may is the view's to know."""
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("office")
        .get(pk=application.pk)
    )


def _receive_correction(
    application: Application,
    on: date,
    words: str,
    papers: Iterable[Paper],
    by: Person | None,
    at: datetime,
) -> None:
    asked = Procedures.of(application.events.all()).last(Act.NOTIFY_CORRECTION)
    if asked is None:  # why_not_beside has refused
        raise AssertionError(application.pk)
    if on < asked.on:
        raise Refused(
            f"没有{Act.RECEIVE_CORRECTION.label}：收到的{written(on)}早于告知补正的{written(asked.on)}。"
        )
    finish_act(
        Act.RECEIVE_CORRECTION,
        application,
        "收到补正的申请，答复期限重新计算。",
        on=on,
        note=words,
        public_text="本机关收到您补正的申请，答复期限从次日起重新计算",
        papers=papers,
        by=by,
        at=at,
    )
    refuse_impossible(Act.RECEIVE_CORRECTION, application)


def _end(
    act: Act,
    application: Application,
    asked: Consultation,
    text: str,
    *,
    on: date,
    words: str,
    facts: dict[str, str],
    papers: Iterable[Paper],
    by: Person,
    at: datetime,
) -> None:
    finish_act(
        act,
        application,
        text,
        on=on,
        note=words.strip(),
        public_text=f"征求{asked.whom.label}的意见结束，答复期限继续计算",
        facts=facts | {"of": asked.sent.pk},
        papers=papers,
        by=by,
        at=at,
    )
    refuse_impossible(act, application)


def _consultation(act: Act, application: Application, of: int) -> Consultation:
    """Return the open consultation of that event; raise Refused where it is over meanwhile."""
    found = Procedures.of(application.events.all()).open_consultations
    asked = next((each for each in found if each.sent.pk == of), None)
    if asked is None:
        raise Refused(f"没有{act.label}：所选的征求意见已经结束，请重新选择。")
    return asked


def _refuse_service(act: Act, application: Application, service: Service, at: datetime) -> None:
    counted_on = _counted_on(application)
    refuse_service(service, act.label, at, not_before=counted_on, of="收到申请")


def _refuse_before(act: Act, day: date, first: date, called: str, of: str, at: datetime) -> None:
    refuse_future(day, at, act.label)
    if day < first:
        raise Refused(f"没有{act.label}：{called}{written(day)}早于{of}的{written(first)}。")


def _refuse_not_after(act: Act, until_on: date, told_on: date, called: str) -> None:
    if until_on <= told_on:
        raise Refused(f"没有{act.label}：{called}应当晚于告知的{written(told_on)}。")


def _counted_on(application: Application) -> date:
    return _day(application.counted_on)


def _day(day: date | None) -> date:
    if day is None:  # the stages in which these acts are possible have it
        raise AssertionError("no day of receipt")
    return day
