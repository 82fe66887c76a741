"""The reply from its one answer to its delivery (条例第三十三条、第三十六条至第四十条)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from gongkai.apps.applications.actions.recording import (
    Kept,
    Paper,
    begin_act,
    finish_act,
    move,
    refuse_blank,
)
from gongkai.apps.applications.actions.service import Service, refuse_service
from gongkai.apps.applications.clock import deadline_of
from gongkai.apps.applications.decision import acts_of
from gongkai.apps.applications.models import Application, Reply, ReplyFile
from gongkai.apps.applications.permissions import took_part_in_drafting
from gongkai.apps.applications.procedures import Procedures
from gongkai.apps.applications.reply_text import (
    contents_of,
    missing_contents,
    page_of,
    text_of,
)
from gongkai.apps.offices.models import Person
from gongkai.apps.records.actions import (
    atomic_with_files,
    keep_page,
    next_number,
    store_file,
)
from gongkai.apps.records.moments import day_of, written
from gongkai.apps.records.refusals import Refused
from gongkai.law import answers
from gongkai.law.answers import Answer, ImpossibleAnswerError, Question
from gongkai.law.application_stages import Act, Stage
from gongkai.law.procedures import Progress

DATED_BY = {
    Reply.DeliveryWay.DIRECT: "申请人（或者法定代理人）签收之日",
    Reply.DeliveryWay.ENTRUSTED: "申请人（或者法定代理人）签收之日",
    Reply.DeliveryWay.POST: "交邮之日",
    Reply.DeliveryWay.EMAIL: "发出之日",
    Reply.DeliveryWay.PORTAL: "发出之日，即今天",
}
"""Which day meets the limit, by way (国办公开办函〔2016〕235号; e-mail and portal: no text, our reading)."""

WITHDRAWN = "withdrawn"
"""The answer that ends a case whatever it waits for."""

NO_FILES = "答复是“{title}”，不向申请人提供文件（《条例》第三十六条、第三十七条）。"


@transaction.atomic
def decide(
    application: Application, replies: Mapping[str, bool], *, seen: int, by: Person, at: datetime
) -> Application:
    """Return the application with the one answer that the replies to the law's questions lead to.

    A new decision keeps what was written under the headings that both answers have, and of the files
    only what the new answer may hand over.
    """
    application = begin_act(Act.DECIDE, application, seen=seen, by=by)
    day = day_of(at)
    acts = acts_of(application)
    try:
        answer = answers.decide(replies, day, acts)
    except ImpossibleAnswerError as impossible:
        raise Refused(f"没有作出答复决定：{impossible}") from impossible
    if isinstance(answer, Question):
        raise Refused(f"没有作出答复决定：还有问题没有回答。下一问：{answer.text}")
    asked = [
        each for each in answers.questions_to(answer) if each in answers.questions_on(day, acts)
    ]
    reply, is_new = Reply.objects.select_for_update().get_or_create(
        application=application,
        defaults={"decided_by": by, "drafted_by": by, "answer_key": answer.key},
    )
    gone = _take_back(reply, answer)
    reply.answer_key, reply.decided_by = answer.key, by
    reply.replies_given = {question.key: replies[question.key] for question in asked}
    reply.save()
    if is_new:
        move(application, Stage.DRAFTING)
    text = f"判断答复类型：{answer.title}。"
    if gone:
        text += f"{len(gone)} 份文件不再提供。"
    finish_act(
        Act.DECIDE, application, text,
        note=f"不再提供：{'、'.join(f'“{label}”' for label in gone)}。" if gone else "",
        facts={"answer": answer.key}, by=by, at=at,
    )  # fmt: skip
    return application


@atomic_with_files()
def draft_reply(
    application: Application,
    contents: Mapping[str, str],
    *,
    files: Iterable[Paper] = (),
    removed: Iterable[ReplyFile] = (),
    seen: int,
    by: Person,
    at: datetime,
) -> Application:
    """Return the application with what the reply says so far; unfinished work is kept too."""
    application = begin_act(Act.DRAFT_REPLY, application, seen=seen, by=by)
    reply = _reply_of(application)
    papers, taken_back = list(files), [each.pk for each in removed]
    if papers:
        _refuse_files(Act.DRAFT_REPLY, reply)
    reply.contents |= {
        heading: contents[heading].strip()
        for heading in contents_of(reply.answer)
        if heading in contents
    }
    reply.drafted_by = by
    reply.save()
    reply.files.filter(pk__in=taken_back).delete()
    for paper in papers:
        ReplyFile.objects.create(
            reply=reply, file=store_file(paper.upload, at=at), label=paper.label
        )
    finish_act(Act.DRAFT_REPLY, application, "拟写答复书。", by=by, at=at)
    return application


@transaction.atomic
def submit_reply(application: Application, *, seen: int, by: Person, at: datetime) -> Application:
    """Return the application, put before those who sign; raise Refused naming what is missing."""
    application = begin_act(Act.SUBMIT_REPLY, application, seen=seen, by=by)
    reply = _reply_of(application)
    _refuse_incomplete(Act.SUBMIT_REPLY, reply)
    reply.comment = ""
    reply.save()
    move(application, Stage.SIGNING)
    finish_act(Act.SUBMIT_REPLY, application, "答复书送签。", by=by, at=at)
    return application


@transaction.atomic
def return_reply(
    application: Application, *, reason: str, seen: int, by: Person, at: datetime
) -> Application:
    """Return the application, given back to be drafted anew for a reason."""
    application = begin_act(Act.RETURN_REPLY, application, seen=seen, by=by)
    reply = _reply_of(application)
    reply.comment = refuse_blank(Act.RETURN_REPLY, reason, "退回的理由")
    reply.save()
    move(application, Stage.DRAFTING)
    text = "退回答复书，请修改后再送签。"
    finish_act(Act.RETURN_REPLY, application, text, note=reply.comment, by=by, at=at)
    return application


@atomic_with_files()
def sign_reply(application: Application, *, seen: int, by: Person, at: datetime) -> Application:
    """Return the application with its reply signed: numbered, dated and frozen as it is.

    Raise Refused for whoever decided or drafted it, in whatever role.
    """
    application = begin_act(Act.SIGN_REPLY, application, seen=seen, by=by)
    reply = _reply_of(application)
    if took_part_in_drafting(by, application):
        raise Refused("没有签发：您参与了这份答复书的判断或者起草，要由另一位领导签发。")
    _refuse_incomplete(Act.SIGN_REPLY, reply)
    day = day_of(at)
    office = application.office
    serial = next_number("reply", office=office.pk, year=day.year)
    reply.number = f"{office.mark}复〔{day.year}〕{serial}号"
    reply.signed_by, reply.signed_on = by, day
    page = page_of(text_of(reply, on=day, is_signed=True))
    reply.document = keep_page(page, name=f"{reply.number}.html", at=at)
    reply.save()
    move(application, Stage.SIGNED)
    text = f"签发{reply.number}。"
    finish_act(Act.SIGN_REPLY, application, text, by=by, at=at)
    return application


@atomic_with_files()
def deliver_reply(
    application: Application,
    *,
    way: Reply.DeliveryWay,
    on: date,
    evidence: str = "",
    papers: Iterable[Paper] = (),
    late_reason: str = "",
    seen: int,
    by: Person,
    at: datetime,
) -> Application:
    """Return the application, handled on the day that meets the limit for this way (DATED_BY).

    Raise Refused without evidence, and for a late reply without the reason why.
    """
    application = begin_act(Act.DELIVER_REPLY, application, seen=seen, by=by)
    reply = _reply_of(application)
    if reply.files.exists():
        _refuse_files(Act.DELIVER_REPLY, reply)
    papers = list(papers)
    service = Service(way, on, evidence, tuple(papers))
    refuse_service(service, Act.DELIVER_REPLY.label, at, not_before=reply.signed_on, of="签发")
    due_on = deadline_of(application).due_on
    facts, late = {"way": way.value}, ""
    if due_on is not None and on > due_on:
        late = f"晚于答复期限{written(due_on)}。"
        facts |= {
            "due_on": str(due_on),
            "late_reason": refuse_blank(
                Act.DELIVER_REPLY, late_reason, f"为什么晚于{written(due_on)}才答复"
            ),
        }
    reply.delivered_way = way
    reply.save()
    application.handled_on, application.answer_key = on, reply.answer_key
    move(application, Stage.REPLIED)
    finish_act(
        Act.DELIVER_REPLY,
        application,
        f"送达{reply.number}（{way.label}）。{late}",
        on=on,
        note="\n".join(filter(None, (evidence.strip(), late_reason.strip() if late else ""))),
        public_text="本机关答复了您的申请",
        facts=facts,
        papers=papers,
        kept=_handed_over(reply),
        by=by,
        at=at,
    )
    return application


def _reply_of(application: Application) -> Reply:
    return (
        Reply.objects.select_for_update(of=("self",))
        .select_related("application__office", "application__applicant", "document")
        .get(application=application)
    )


def _handed_over(reply: Reply) -> list[Kept]:
    """Return what the applicant gets: the reply as it was signed, and what goes with it."""
    signed = [Kept(reply.document, f"答复书 {reply.number}")] if reply.document else []
    return signed + [Kept(each.file, each.label) for each in reply.files.select_related("file")]


def _take_back(reply: Reply, answer: Answer) -> list[str]:
    """Return the names of the files that no longer go with the reply, for its answer becomes this one."""
    gone = reply.files_no_longer_supplied(answer)
    labels = [each.label for each in gone]
    gone.delete()
    return labels


def _refuse_files(act: Act, reply: Reply) -> None:
    """Raise Refused for a file with an answer that supplies no information."""
    if not reply.answer.supplies_information:
        raise Refused(f"没有{act.label}：{NO_FILES.format(title=reply.answer.title)}")


def _refuse_incomplete(act: Act, reply: Reply) -> None:
    """Raise Refused with everything that keeps the reply from being signed."""
    if reply.files.exists():
        _refuse_files(act, reply)
    office = reply.application.office
    missing = [f"“{heading}”还没有写" for heading in missing_contents(reply)]
    if not office.reviewer:
        missing.append("本机关的登记里没有行政复议机关")
    if not office.court:
        missing.append("本机关的登记里没有管辖法院")
    if missing:
        raise Refused(f"没有{act.label}：{'；'.join(missing)}。已经写的都保存着。")
    standing = Procedures.of(reply.application.events.all()).standing
    if standing.waits_for and reply.answer_key != WITHDRAWN:
        raise Refused(
            f"没有{act.label}：还在等待{standing.waits_for}，收到或者期限过后再{act.label}。已经写的都保存着。"
        )
    lapsed = {
        "correction-overdue": (standing.correction, Act.LAPSE_CORRECTION),
        "fee-overdue": (standing.fee, Act.LAPSE_PAYMENT),
    }.get(reply.answer_key)
    if lapsed and lapsed[0] is not Progress.LAPSED:
        raise Refused(f"没有{act.label}：还没有“{lapsed[1].label}”。")
