"""What the desk, the list and the case page read of applications, always within a person's reach."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from gongkai.apps.applications.clock import (
    Pause,
    confirm_by,
    deadline_of,
    pause_of,
    working_days_left,
)
from gongkai.apps.applications.models import OPEN_STAGES, Application
from gongkai.apps.applications.permissions import applications_within_reach
from gongkai.apps.offices.models import Person, Section
from gongkai.apps.offices.permissions import AnyPerson, appointments_of
from gongkai.apps.records.moments import day_of, written
from gongkai.law.application_stages import WHOSE_TURN, Act, Stage
from gongkai.law.deadlines import Deadline

NEXT_ACT = {
    Stage.FILED: Act.REGISTER,
    Stage.UNCONFIRMED: Act.CONFIRM,
    Stage.HANDLING: Act.DECIDE,
    Stage.DRAFTING: Act.DRAFT_REPLY,
    Stage.SIGNING: Act.SIGN_REPLY,
    Stage.SIGNED: Act.DELIVER_REPLY,
    Stage.REPLIED: Act.CLOSE,
}
"""Stage → the act that moves the application on."""
TO_DO = {
    Stage.FILED: "登记，与申请人确认收到",
    Stage.UNCONFIRMED: "与申请人确认收到",
    Stage.HANDLING: "判断并答复",
    Stage.DRAFTING: "拟写答复书",
    Stage.SIGNING: "签发答复书",
    Stage.SIGNED: "送达答复书",
}
"""Stage → what is to be done, in a few words."""


DONE_ONCE = frozenset(
    {Act.REGISTER, Act.CONFIRM, Act.SUBMIT_REPLY, Act.SIGN_REPLY, Act.DELIVER_REPLY, Act.CLOSE}
)
"""Acts that are refused where somebody has done them; the others may be done again."""


@dataclass(frozen=True)
class Due:
    """An application that waits for its reply: what is to be done, by when, since when."""

    application: Application
    deadline: Deadline
    by: date
    """The due day; before receipt is confirmed, the day by which to confirm it."""
    since: date
    """The day on which it came to where it stands."""
    days_left: int
    is_mine: bool
    """Whether the person's role is to act next; else it waits for somebody else."""
    pause: Pause | None = None
    """For whom the clock stands still, so that there is no due day."""
    is_pause_over: bool = False
    """Whether the day for that has passed: then it is the office's turn again."""

    @property
    def stage(self) -> Stage:
        return Stage(self.application.stage)

    @property
    def is_unconfirmed(self) -> bool:
        return self.stage in (Stage.FILED, Stage.UNCONFIRMED)

    @property
    def is_late(self) -> bool:
        """Whether the due day has passed; an unconfirmed one has none (art. 31)."""
        return self.deadline.due_on is not None and self.days_left < 0

    @property
    def is_confirmed_late(self) -> bool:
        """Whether the day for confirming has passed: that is to be explained, and no due day yet."""
        return self.is_unconfirmed and self.days_left < 0

    @property
    def todo(self) -> str:
        if self.pause is None:
            return TO_DO[self.stage]
        return self.pause.lapses.label if self.is_pause_over else self.waiting

    @property
    def waiting(self) -> str:
        return f"等待{self.pause.whom}" if self.pause else ""

    @property
    def act(self) -> Act:
        return NEXT_ACT[self.stage]


def cases_of(person: AnyPerson) -> QuerySet[Application]:
    """Return the applications the person may read, with what a list shows of each."""
    return applications_within_reach(person).select_related("office", "section", "handler")


def case_of(person: AnyPerson, pk: int) -> Application | None:
    """Return the application with its story, or None where there is none within reach."""
    return (
        applications_within_reach(person)
        .select_related("office", "section", "handler", "applicant", "reply__document")
        .prefetch_related("events__by", "events__files__file")
        .filter(pk=pk)
        .first()
    )


def due_list(person: AnyPerson, today: date) -> list[Due]:
    """Return what waits for a reply, unconfirmed ones first, then by due day."""
    return due_rows(cases_of(person), person, today)


def due_rows(cases: QuerySet[Application], person: AnyPerson, today: date) -> list[Due]:
    """Return those of the applications that wait for a reply, in the order of the desk."""
    roles = _roles(person)
    waiting = cases.filter(stage__in=OPEN_STAGES).prefetch_related("events")
    rows = [_due(case, roles, today) for case in waiting]
    return sorted(rows, key=lambda row: (not row.is_unconfirmed, row.by, row.application.pk))


def found(cases: QuerySet[Application], words: str) -> QuerySet[Application]:
    """Return those whose number or wanted information has every word; never by applicant."""
    for word in words.split():
        cases = cases.filter(
            Q(number__icontains=word)
            | Q(wanted__icontains=word)
            | Q(document_number__icontains=word)
        )
    return cases


def sections_of(cases: QuerySet[Application]) -> QuerySet[Section]:
    """Return the sections that handle any of these."""
    return Section.objects.filter(pk__in=cases.order_by().values("section"))


def handlers_of(cases: QuerySet[Application]) -> QuerySet[Person]:
    """Return the people who handle any of these."""
    return Person.objects.filter(pk__in=cases.order_by().values("handler"))


def last_done(application: Application, act: Act) -> str:
    """Return the sentence who did this act already and when, or nothing where nobody did."""
    if act not in DONE_ONCE:
        return ""
    done = application.events.filter(act=act).select_related("by").order_by("pk").last()
    return f"{done.by}于 {moment_written(done.at)}办理了“{act.label}”。" if done else ""


def moment_written(at: datetime) -> str:
    """Return the moment as sentences name it, in China: 2026年11月21日 9时30分."""
    here = timezone.localtime(at)
    return f"{written(here.date())} {here.hour}时{here.minute:02}分"


def _due(case: Application, roles: set[tuple[int, str]], today: date) -> Due:
    deadline, stage = deadline_of(case), Stage(case.stage)
    events = sorted(case.events.all(), key=lambda event: event.pk)
    pause = pause_of(case, deadline)
    is_over = pause is not None and pause.is_over(today)
    by = deadline.due_on or _day_without_term(case, pause, today)
    return Due(
        application=case,
        deadline=deadline,
        by=by,
        since=day_of(events[-1].at),
        days_left=working_days_left(by, today),
        is_mine=(pause is None or is_over)
        and any((case.office_id, role) in roles for role in WHOSE_TURN[stage]),
        pause=pause,
        is_pause_over=is_over,
    )


def _day_without_term(case: Application, pause: Pause | None, today: date) -> date:
    """Return under which day an application stands that has no due day."""
    if case.counted_on is None:
        return confirm_by(case).day
    return max(pause.until, today) if pause and pause.until else today


def _roles(person: AnyPerson) -> set[tuple[int, str]]:
    return {
        (each.office_id, each.role)
        for each in appointments_of(person)
        if each.office_id is not None
    }
