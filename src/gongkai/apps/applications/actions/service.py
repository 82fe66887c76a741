"""How a paper reaches the applicant (送达): on which way, on which day, and what shows it."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.apps.applications.actions.recording import Paper, refuse_future
from gongkai.apps.applications.models import Reply
from gongkai.apps.records.moments import day_of, written
from gongkai.apps.records.refusals import Refused


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


def noted(what: str, evidence: str) -> str:
    """Return what was written to somebody, and below it what shows that it arrived."""
    shown_by = evidence.strip()
    return f"{what}\n凭证：{shown_by}" if shown_by else what
