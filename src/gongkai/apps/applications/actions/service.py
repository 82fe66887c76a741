"""How a paper reaches the applicant (送达): on which way, on which day, and what shows it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongkai.apps.applications.actions.recording import (
    Kept,
    Paper,
    finish_act,
    refuse_future,
    refuse_impossible,
)
from gongkai.apps.applications.models import Application, Reply
from gongkai.apps.applications.notices import Notice, page_of
from gongkai.apps.offices.models import Person
from gongkai.apps.records.actions import keep_page
from gongkai.apps.records.moments import day_of, written
from gongkai.apps.records.refusals import Refused
from gongkai.law.application_stages import Act


@dataclass(frozen=True)
class Service:
    """The way, the day that counts for it (DATED_BY), and the evidence."""

    way: Reply.DeliveryWay
    on: date
    evidence: str = ""
    papers: tuple[Paper, ...] = ()


def refuse_service(
    service: Service, what: str, at: datetime, *, not_before: date | None, of: str
) -> None:
    """Raise Refused for a day that cannot be and for a way without evidence.

    `what` names in a word what was not done; the paper cannot go out before `not_before`, which is `of`.
    """
    on = service.on
    refuse_future(on, at, what)
    if not_before is not None and on < not_before:
        raise Refused(f"没有{what}：{written(on)}早于{of}的{written(not_before)}。")
    if service.way is Reply.DeliveryWay.PORTAL:
        if on != day_of(at):
            raise Refused(f"没有{what}：在本网站送达的，以今天为准；此刻起申请人就能看到。")
    elif not (service.evidence.strip() or service.papers):
        raise Refused(f"没有{what}：请写明凭证（邮件号码、送达回证等），或者上传。")


def send(
    act: Act,
    application: Application,
    notice: Notice,
    service: Service,
    text: str,
    *,
    note: str,
    public_text: str,
    facts: dict[str, Any] | None = None,
    for_applicant: bool = True,
    by: Person,
    at: datetime,
) -> None:
    """Keep a notice as it was sent, with the event of sending it; `note` is what it was about.

    Raise Refused where the clock cannot be reckoned with it.
    """
    page = keep_page(page_of(notice), name=f"{notice.title}.html", at=at)
    shown_by = service.evidence.strip()
    finish_act(
        act,
        application,
        text,
        on=service.on,
        note="\n".join(filter(None, (note, shown_by and f"凭证：{shown_by}"))),
        public_text=public_text,
        facts={"way": service.way.value} | (facts or {}),
        papers=service.papers,
        kept=[Kept(page, notice.title, for_applicant=for_applicant)],
        by=by,
        at=at,
    )
    refuse_impossible(act, application)
