"""The reply clock of a case: a pure function of its application and events, never a stored day."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings

from gongkai.apps.applications.models import Application, Event
from gongkai.law import receipt
from gongkai.law.application_stages import Act
from gongkai.law.calendar import Calendar, standard_calendar
from gongkai.law.deadlines import Deadline, Facts, reply_deadline
from gongkai.law.receipt import Channel, ConfirmBy


def calendar() -> Calendar:
    """Return the calendar that every clock of this installation counts by."""
    return standard_calendar()


def facts_of(application: Application, events: Iterable[Event]) -> Facts:
    """Return what the law needs to know of what happened to the application."""
    confirmed = [event.on for event in events if event.act == Act.CONFIRM]
    return Facts(
        channel=Channel(application.channel),
        received_on=application.received_on,
        confirmed_on=confirmed[0] if confirmed else None,
    )


def deadline_of(application: Application) -> Deadline:
    """Return when the application must be answered, and why; `events` may be prefetched."""
    facts = facts_of(application, application.events.all())
    return reply_deadline(facts, calendar(), settings.PRACTICE)


def working_days_left(due_on: date, today: date) -> int:
    """Return how many working days remain after today, or minus those since the due day."""
    if due_on >= today:
        return calendar().working_days_between(today, due_on)
    return -calendar().working_days_between(due_on, today)


def confirm_by(application: Application) -> ConfirmBy:
    """Return the day by which receipt is to be confirmed."""
    return receipt.confirm_by(Channel(application.channel), application.received_on, calendar())
