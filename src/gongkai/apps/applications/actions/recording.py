"""What every act shares: the locked row, who may, what stands, and what it leaves behind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import File

from gongkai.apps.applications.clock import deadline_of
from gongkai.apps.applications.models import Application, Event, EventFile
from gongkai.apps.applications.permissions import may, why_not_now
from gongkai.apps.applications.queries import last_done, moment_written
from gongkai.apps.offices.models import Person
from gongkai.apps.records.actions import record, store_file
from gongkai.apps.records.models import StoredFile
from gongkai.apps.records.moments import day_of, written
from gongkai.apps.records.refusals import Refused
from gongkai.law.application_stages import NEXT, Act, Stage
from gongkai.law.receipt import ImpossibleFacts

FILED = "file_application"
ASKED_TO_WITHDRAW = "ask_to_withdraw"
OF_THE_APPLICANT = {FILED: "提交申请", ASKED_TO_WITHDRAW: "撤回申请"}
"""What the applicant does, so of no table of roles."""


def label_of(act: str) -> str:
    """Return what an act is called, whoever does it."""
    return OF_THE_APPLICANT.get(act) or Act(act).label


class ChangedMeanwhile(Refused):
    """Raise when someone acted between opening and acting; the sentence says who, what and when."""


@dataclass(frozen=True)
class Paper:
    """A file that comes with an act, and what it is."""

    upload: File[bytes]
    label: str
    is_identity: bool = False
    for_applicant: bool = False


@dataclass(frozen=True)
class Kept:
    """A file that is stored already and belongs to an act: what the applicant gets by it, as a rule."""

    file: StoredFile
    label: str
    for_applicant: bool = True


def begin_act(act: Act, application: Application, *, seen: int, by: Person) -> Application:
    """Return the application, locked, for an act that may be done and that stands in its stage.

    `seen` is the edition the person looked at. Raise PermissionDenied, ChangedMeanwhile, Refused.
    """
    locked = (
        Application.objects.select_for_update(of=("self",))
        .select_related("office")
        .get(pk=application.pk)
    )
    if not may(by, act, locked):
        raise PermissionDenied
    refusal = why_not_now(by, act, locked)
    if locked.edition != seen:
        raise ChangedMeanwhile(_changed_meanwhile(act, locked, refusal))
    if refusal:
        raise Refused(f"没有{act.label}：{refusal}{last_done(locked, act)}")
    return locked


def move(application: Application, stage: Stage) -> None:
    """Set the next stage; one that the table does not have is a fault of ours."""
    if stage not in NEXT[Stage(application.stage)]:
        raise AssertionError(f"{application.stage} → {stage}")
    application.stage = stage


def refuse_future(day: date, at: datetime, what: str) -> None:
    """Raise Refused for a day still to come; `what` names in a word what was not done."""
    if day > day_of(at):
        raise Refused(f"没有{what}：{written(day)}还没有到，日期不能晚于今天。")


def refuse_blank(act: Act, text: str, what: str) -> str:
    """Return the text without blanks around it; raise Refused where there is none."""
    plain = text.strip()
    if not plain:
        raise Refused(f"没有{act.label}：请写明{what}。")
    return plain


def refuse_impossible(act: Act, application: Application) -> None:
    """Raise Refused where the clock cannot be reckoned from what would now have happened."""
    try:
        deadline_of(application)
    except ImpossibleFacts as impossible:
        raise Refused(f"没有{act.label}：{impossible}") from impossible


def finish_act(
    act: str,
    application: Application,
    text: str,
    *,
    by: Person | None,
    at: datetime,
    on: date | None = None,
    note: str = "",
    public_text: str = "",
    facts: dict[str, Any] | None = None,
    papers: Iterable[Paper] = (),
    kept: Iterable[Kept] = (),
) -> Event:
    """Save the application in its next edition with the event of this act."""
    application.edition += 1
    application.save()
    return happened(
        application, act, text, on=on or day_of(at), note=note, public_text=public_text,
        facts=facts, papers=papers, kept=kept, by=by, at=at,
    )  # fmt: skip


def happened(
    application: Application,
    act: str,
    text: str,
    *,
    on: date,
    note: str = "",
    public_text: str = "",
    facts: dict[str, Any] | None = None,
    papers: Iterable[Paper] = (),
    kept: Iterable[Kept] = (),
    by: Person | None,
    at: datetime,
) -> Event:
    """Return the event, kept in the case and in the log.

    The log learns the number and `text`, which names nobody; `note` is in a person's own words and
    stays in the case. `kept` are files stored before.
    """
    event = Event.objects.create(
        application=application,
        act=act,
        on=on,
        at=at,
        by=by,
        text=text,
        note=note,
        public_text=public_text,
        facts=facts or {},
    )
    files = [
        EventFile(
            event=event,
            file=store_file(paper.upload, at=at),
            label=paper.label,
            is_identity=paper.is_identity,
            for_applicant=paper.for_applicant,
        )
        for paper in papers
    ]
    files += [
        EventFile(event=event, file=each.file, label=each.label, for_applicant=each.for_applicant)
        for each in kept
    ]
    EventFile.objects.bulk_create(files)
    record(
        act,
        application,
        f"{application.number}：{text}",
        at=at,
        by=by,
        office=application.office,
        details={
            "on": on.isoformat(),
            # By hash and size: the name of a file may be the name of a person.
            "papers": [{"size": each.file.size, "sha256": each.file.sha256} for each in files],
        },
    )
    return event


def _changed_meanwhile(act: Act, application: Application, refusal: str) -> str:
    """Return who did what and when; and what follows: look again, or nothing left to do."""
    last = application.events.select_related("by").order_by("pk").last()
    if last is None:  # every application begins with an event
        raise AssertionError(application.pk)
    what = label_of(last.act)
    who, when = last.by or "申请人", moment_written(last.at)
    stands = f"这件申请现在是“{Stage(application.stage).label}”。"
    follows = "" if last.act == act and refusal else refusal or "请核对以后再提交。"
    return f"没有{act.label}：在您打开这一页之后，{who}于 {when}办理了“{what}”，{stands}{follows}"
