"""How an application comes in and gets its day of receipt: filed, taken in, registered, confirmed, void."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from gongkai.apps.applications.actions.recording import (
    FILED,
    Paper,
    begin_act,
    finish_act,
    happened,
    move,
    refuse_blank,
    refuse_future,
)
from gongkai.apps.applications.clock import confirm_by
from gongkai.apps.applications.lookups import application_of
from gongkai.apps.applications.models import Applicant, Application
from gongkai.apps.applications.permissions import may_take_in
from gongkai.apps.applications.query_code import hash_of, new_code
from gongkai.apps.offices.models import Office, Person
from gongkai.apps.records.actions import atomic_with_files, next_number
from gongkai.apps.records.moments import day_of, written
from gongkai.apps.records.refusals import Refused
from gongkai.law.answers import FIRST_DAY, answers_on
from gongkai.law.application_stages import Act, Stage
from gongkai.law.receipt import Channel, ImpossibleFacts, Receipt, receipt


class ConfirmedWith(models.TextChoices):
    """With whom receipt was confirmed; no name, for the case has it already."""

    APPLICANT = "applicant", "申请人本人"
    CONTACT = "contact", "申请人的联系人"
    AGENT = "agent", "代理人"


class ConfirmedBy(models.TextChoices):
    """How receipt was confirmed."""

    TELEPHONE = "telephone", "电话"
    EMAIL = "email", "电子邮件往来"
    MESSAGE = "message", "短信往来"
    IN_PERSON = "in-person", "当面"
    LETTER = "letter", "书面"


class VoidReason(models.TextChoices):
    """Why what came is no application to be answered: a closed list, for none is turned away (art. 33)."""

    DUPLICATE = "duplicate", "与另一件申请重复"
    MISTAKE = "mistake", "测试或者误操作，没有提出申请"
    REVOKED = "revoked", "申请人要求撤销"


@dataclass(frozen=True)
class Confirmation:
    """The day on which both sides confirmed that the application was received, and how (art. 31).

    `note` tells what shows it, where no paper does; `late_reason` why it was not done at once.
    """

    on: date
    with_whom: ConfirmedWith
    how: ConfirmedBy
    note: str = ""
    late_reason: str = ""


@atomic_with_files()
def file_application(
    application: Application,
    applicant: Applicant,
    *,
    office: Office,
    papers: Iterable[Paper] = (),
    at: datetime,
) -> str:
    """Return the query code of the application, filed through the portal; it is told only here."""
    application.channel = Channel.INTERNET
    application.received_on = day_of(at)
    application.stage = Stage.FILED
    return _begin(
        application,
        applicant,
        office=office,
        act=FILED,
        text="申请人在网上提交申请。",
        public_text="您在网上提交了申请",
        papers=papers,
        by=None,
        at=at,
    )


@atomic_with_files()
def take_in(
    application: Application,
    applicant: Applicant,
    *,
    office: Office,
    confirmation: Confirmation | None = None,
    papers: Iterable[Paper] = (),
    by: Person,
    at: datetime,
) -> str:
    """Return the query code of an application that reached the office on any of the six ways.

    It is registered at once; where the day of receipt is the day of confirmation it waits for that.
    """
    if not may_take_in(by, office):
        raise PermissionDenied
    refuse_future(application.received_on, at, "登记")
    _refuse_before_any_answer(application.received_on)
    if confirmation is not None:  # before anything is written
        _check_confirmation(application, confirmation, at, what="登记", has_paper=False)
    counted = _receipt(application, None, "登记")
    application.counted_on = counted.day
    application.stage = Stage.UNCONFIRMED if counted.day is None else Stage.HANDLING
    channel = Channel(application.channel).label
    code = _begin(
        application,
        applicant,
        office=office,
        act=Act.TAKE_IN,
        text=f"收到申请（{channel}），登记。",
        public_text="本机关收到并登记您的申请",
        papers=papers,
        by=by,
        at=at,
    )
    if confirmation is not None:
        confirm(application, confirmation, seen=application.edition, by=by, at=at)
    return code


@transaction.atomic
def register(application: Application, *, seen: int, by: Person, at: datetime) -> Application:
    """Return the application, registered; its term begins with the confirmation."""
    application = begin_act(Act.REGISTER, application, seen=seen, by=by)
    move(application, Stage.UNCONFIRMED)
    text = "登记申请，尚待与申请人确认收到。"
    public = "本机关登记了您的申请，将与您联系确认"
    finish_act(Act.REGISTER, application, text, public_text=public, by=by, at=at)
    return application


@transaction.atomic
def void(
    application: Application,
    *,
    reason: VoidReason,
    other: str = "",
    shown_by: str = "",
    seen: int,
    by: Person,
    at: datetime,
) -> Application:
    """Return the application, void for a reason of the list, which the applicant is told.

    `other` is the number of the one that it doubles, `shown_by` how any other reason was made sure of.
    One that had its day of receipt loses it, so that nothing counts it any more.
    """
    application = begin_act(Act.VOID, application, seen=seen, by=by)
    if reason not in reasons_to_void(application):
        raise Refused(
            "没有作废：收到申请之日已经确定。申请人撤回的，在“作出答复决定”里选“申请人撤回申请”。"
        )
    facts, told, shown_by = {"reason": reason.value}, reason.label, shown_by.strip()
    if reason is VoidReason.DUPLICATE:
        facts["other"] = _doubled_by(application, other).number
        told = f"与另一件申请（{facts['other']}）重复"
    else:
        shown_by = refuse_blank(Act.VOID, shown_by, "怎样核实的")
    counted = "" if application.counted_on is None else "不再计入收到的申请。"
    application.counted_on = None
    move(application, Stage.VOID)
    finish_act(
        Act.VOID, application, f"作废：{told}。{counted}",
        note=shown_by, public_text=f"本机关把这份申请作废：{told}", facts=facts, by=by, at=at,
    )  # fmt: skip
    return application


def reasons_to_void(application: Application) -> list[VoidReason]:
    """Return why it may be void as it stands: what was received is withdrawn by an answer."""
    is_received = application.counted_on is not None
    return [each for each in VoidReason if not (is_received and each is VoidReason.REVOKED)]


@atomic_with_files()
def confirm(
    application: Application,
    confirmation: Confirmation,
    *,
    papers: Iterable[Paper] = (),
    seen: int,
    by: Person,
    at: datetime,
) -> Application:
    """Return the application with its day of receipt: the day both sides confirmed it (art. 31)."""
    application = begin_act(Act.CONFIRM, application, seen=seen, by=by)
    papers = list(papers)
    what = Act.CONFIRM.label
    _check_confirmation(application, confirmation, at, what=what, has_paper=bool(papers))
    application.counted_on = _receipt(application, confirmation.on, what).day
    move(application, Stage.HANDLING)
    finish_act(
        Act.CONFIRM,
        application,
        f"与{confirmation.with_whom.label}确认收到申请（{confirmation.how.label}），以当日为收到申请之日。",
        on=confirmation.on,
        note="\n".join(filter(None, (confirmation.note.strip(), confirmation.late_reason.strip()))),
        public_text="本机关与您确认收到申请，答复期限从次日起算",
        facts={"with_whom": confirmation.with_whom.value, "how": confirmation.how.value},
        papers=papers,
        by=by,
        at=at,
    )
    return application


def _refuse_before_any_answer(received_on: date) -> None:
    """Raise Refused for a day on which no answer known here was given; mostly a mistyped year."""
    if not answers_on(received_on):
        raise Refused(
            f"没有登记：到达日期{written(received_on)}早于{written(FIRST_DAY)}，现行《条例》那一天起施行，"
            "以前收到的申请不能在这里办理。请核对年份。"
        )


def _doubled_by(application: Application, typed: str) -> Application:
    """Return the application that goes on in its place; raise Refused unless the same person filed it."""
    number = refuse_blank(Act.VOID, typed, "重复的另一件申请的受理编号")
    found = application_of(number)
    others = (
        Application.objects.select_for_update(of=("self",))
        .select_related("applicant")
        .filter(office=application.office)
        .exclude(pk=application.pk)
        .exclude(stage=Stage.VOID)
    )
    other = others.filter(pk=found.pk).first() if found else None
    if other is None:
        raise Refused(f"没有作废：本机关没有编号是“{number}”的另一件申请，或者它已经作废。")
    mine, theirs = application.applicant, other.applicant
    if mine.name != theirs.name and mine.identity_number != theirs.identity_number:
        raise Refused(
            f"没有作废：{other.number}不是同一申请人提出的。这一件不是重复提交，应当登记、答复。"
        )
    return other


def _check_confirmation(
    application: Application,
    confirmation: Confirmation,
    at: datetime,
    *,
    what: str,
    has_paper: bool,
) -> None:
    """Raise Refused for a day that cannot be, for no evidence, and for a late one without reason.

    The term runs from that day, and only one side enters it. `what` names what was not done.
    """
    received_on = application.received_on
    refuse_future(confirmation.on, at, what)
    _receipt(application, confirmation.on, what)
    if not (has_paper or confirmation.note.strip()):
        raise Refused(
            f"没有{what}：请写明确认的凭据（例如通话时间、对方号码后四位），或者上传凭证。"
        )
    last = confirm_by(application)
    if confirmation.on > last.day and not confirmation.late_reason.strip():
        raise Refused(
            f"没有{what}：申请{written(received_on)}到达，{written(confirmation.on)}才确认，"
            f"晚于{last.text}{written(last.day)}，请写明晚确认的原因。"
        )


def _receipt(application: Application, confirmed_on: date | None, what: str) -> Receipt:
    received_on, channel = application.received_on, Channel(application.channel)
    if confirmed_on and channel.needs_confirmation and confirmed_on < received_on:
        told = f"确认之日{written(confirmed_on)}早于收到申请的{written(received_on)}"
        raise Refused(f"没有{what}：{told}。")
    try:
        return receipt(channel, received_on, confirmed_on)
    except ImpossibleFacts as impossible:
        raise Refused(f"没有{what}：{impossible}") from impossible


def _begin(
    application: Application,
    applicant: Applicant,
    *,
    office: Office,
    act: str,
    text: str,
    public_text: str,
    papers: Iterable[Paper],
    by: Person | None,
    at: datetime,
) -> str:
    """Return the query code of the application, numbered and saved with its first event."""
    code = new_code()
    application.office, application.filed_at = office, at
    application.year = day_of(at).year
    application.serial = next_number("application", office=office.pk, year=application.year)
    application.number = f"{office.mark}申〔{application.year}〕{application.serial}号"
    application.query_code_hash = hash_of(code, application.number)
    application.full_clean()
    application.save(force_insert=True)
    applicant.application = application
    applicant.full_clean()
    applicant.save(force_insert=True)
    happened(
        application, act, text, on=application.received_on,
        public_text=public_text, papers=papers, by=by, at=at,
    )  # fmt: skip
    return code
