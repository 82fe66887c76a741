"""The reply clock of a case: a pure function of its application and events, never a stored day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from gongkai.apps.applications.models import Application, Event
from gongkai.apps.applications.procedures import Procedures
from gongkai.law import receipt
from gongkai.law.application_stages import Act
from gongkai.law.calendar import Calendar, standard_calendar
from gongkai.law.deadlines import Deadline, Facts, WaitingFor, reply_deadline
from gongkai.law.receipt import Channel, ConfirmBy


def calendar() -> Calendar:
    """Return the calendar that every clock of this installation counts by."""
    return standard_calendar()


def facts_of(application: Application, events: Iterable[Event]) -> Facts:
    """Return what the law needs to know of what happened to the application."""
    beside = Procedures.of(events)
    confirmed = beside.last(Act.CONFIRM)
    return Facts(
        channel=Channel(application.channel),
        received_on=application.received_on,
        confirmed_on=confirmed.on if confirmed else None,
        correction=beside.correction,
        fee=beside.fee,
        consultations=beside.waits,
        reasons=(beside.reasons,) if beside.reasons else (),
        extension=beside.extension,
        delayed_to=beside.delayed_to,
    )


def deadline_of(application: Application) -> Deadline:
    """Return when the application must be answered, and why; `events` may be prefetched."""
    facts = facts_of(application, application.events.all())
    return reply_deadline(facts, calendar(), settings.PRACTICE)


@dataclass(frozen=True)
class Pause:
    """That the clock stands still, for somebody else has the word."""

    whom: str
    """For what, as in 等待申请人补正."""
    until: date | None
    """The day by which it should come; None where no day is set, or its start is not known."""

    comes: Act
    """What is done when it comes."""
    lapses: Act
    """What is done when its day has passed."""

    def is_over(self, today: date) -> bool:
        """Return whether that day has passed, so that the office can go on without it."""
        return self.until is not None and today > self.until

    def ended_by(self, today: date) -> Act:
        """Return the act that ends it as things stand today."""
        return self.lapses if self.is_over(today) else self.comes


_ENDS_OF: dict[WaitingFor, tuple[Act, Act]] = {
    "correction": (Act.RECEIVE_CORRECTION, Act.LAPSE_CORRECTION),
    "payment": (Act.RECEIVE_PAYMENT, Act.LAPSE_PAYMENT),
    "opinion": (Act.HEAR, Act.STOP_WAITING),
    "reasons": (Act.HEAR_REASONS, Act.HEAR_REASONS),
}
"""For what the clock stands still → the act when it comes, and when it does not."""


def pause_of(application: Application, deadline: Deadline) -> Pause | None:
    """Return for whom the clock stands still; None while it runs, and before receipt is confirmed."""
    if deadline.waiting_for is None or deadline.waiting_for not in _ENDS_OF:
        return None
    beside = Procedures.of(application.events.all())
    if not beside.standing.waits_for:
        return None
    ends = _ENDS_OF[deadline.waiting_for]
    return Pause(beside.standing.waits_for, beside.waiting_until(calendar()), *ends)


def working_days_left(due_on: date, today: date) -> int:
    """Return how many working days remain after today, or minus those since the due day."""
    if due_on >= today:
        return calendar().working_days_between(today, due_on)
    return -calendar().working_days_between(due_on, today)


def confirm_by(application: Application) -> ConfirmBy:
    """Return the day by which receipt is to be confirmed."""
    return receipt.confirm_by(Channel(application.channel), application.received_on, calendar())
