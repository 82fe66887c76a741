"""What runs beside the reply of one application, read from its events: nothing of it is stored twice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings

from gongkai.apps.applications.models import Event
from gongkai.apps.records.moments import written
from gongkai.law.application_stages import Act
from gongkai.law.calendar import Calendar
from gongkai.law.clocks import term_of
from gongkai.law.deadlines import Wait
from gongkai.law.procedures import Consulted, Progress, Standing


def day_in(event: Event, fact: str) -> date | None:
    """Return the day that an event keeps under this name among its facts."""
    written = event.facts.get(fact)
    return date.fromisoformat(written) if written else None


@dataclass(frozen=True)
class Consultation:
    """An opinion that was asked for: of whom, when it was sent, arrived and was answered."""

    sent: Event
    delivered: Event | None
    ended: Event | None

    @property
    def whom(self) -> Consulted:
        return Consulted(self.sent.facts["whom"])

    @property
    def name(self) -> str:
        """Return who was asked; it may be a person's name and stays in the case."""
        return self.sent.note.partition("\n")[0]

    @property
    def is_open(self) -> bool:
        return self.ended is None

    @property
    def delivered_on(self) -> date | None:
        return self.delivered.on if self.delivered else day_in(self.sent, "delivered_on")

    @property
    def wait(self) -> Wait:
        ended_on = self.ended.on if self.ended else None
        return Wait(self.sent.on, ended_on, self.delivered_on)

    def due_on(self, calendar: Calendar) -> date | None:
        """Return the last day for the opinion; None where no term is set or its start is not known."""
        if self.whom.clock is None or self.delivered_on is None:
            return None
        return term_of(self.whom.clock, self.delivered_on, calendar).due_on

    def why_not_over(self, today: date, calendar: Calendar) -> str:
        """Return the sentence why its opinion is still to be waited for, or nothing."""
        if self.whom.clock is None:
            return ""
        due_on = self.due_on(calendar)
        if due_on is None:
            return "征求意见书的送达日期还没有登记，期限没有起算。"
        return _not_over(f"{self.whom.label}的期限", due_on, today)


def _not_over(called: str, until: date | None, today: date) -> str:
    is_running = until is not None and today <= until
    return f"{called}到{written(until)}，还没有过。" if until and is_running else ""


@dataclass(frozen=True)
class Procedures:
    """All that ran beside the reply, from the events of one application in the order they were entered."""

    events: tuple[Event, ...]

    @classmethod
    def of(cls, events: Iterable[Event]) -> "Procedures":
        return cls(tuple(sorted(events, key=lambda event: event.pk)))

    def last(self, act: str) -> Event | None:
        """Return the event of this act that was entered last, or None."""
        return next((event for event in reversed(self.events) if event.act == act), None)

    @cached_property
    def consultations(self) -> tuple[Consultation, ...]:
        delivered = {e.facts["of"]: e for e in self.events if e.act == Act.DELIVER_CONSULTATION}
        ended = {e.facts["of"]: e for e in self.events if e.act in (Act.HEAR, Act.STOP_WAITING)}
        return tuple(
            Consultation(event, delivered.get(event.pk), ended.get(event.pk))
            for event in self.events
            if event.act == Act.CONSULT
        )

    @property
    def open_consultations(self) -> tuple[Consultation, ...]:
        return tuple(each for each in self.consultations if each.is_open)

    @cached_property
    def standing(self) -> Standing:
        return Standing(
            correction=self._once(
                Act.NOTIFY_CORRECTION, Act.RECEIVE_CORRECTION, Act.LAPSE_CORRECTION
            ),
            open_consultations=len(self.open_consultations),
            undelivered_consultations=sum(
                each.delivered_on is None for each in self.open_consultations
            ),
            extension=self._once(Act.EXTEND, Act.TELL_EXTENSION),
            reasons=self._once(Act.ASK_REASONS, Act.HEAR_REASONS),
            is_delayed=self.last(Act.DELAY) is not None,
            fee=self._once(Act.CHARGE, Act.RECEIVE_PAYMENT, Act.LAPSE_PAYMENT),
        )

    def _once(self, opens: Act, ends: Act, lapses: Act | None = None) -> Progress:
        if self.last(ends):
            return Progress.DONE
        if lapses and self.last(lapses):
            return Progress.LAPSED
        return Progress.OPEN if self.last(opens) else Progress.NONE

    @property
    def correction(self) -> Wait | None:
        return self._wait(Act.NOTIFY_CORRECTION, Act.RECEIVE_CORRECTION)

    @property
    def reasons(self) -> Wait | None:
        return self._wait(Act.ASK_REASONS, Act.HEAR_REASONS)

    @property
    def fee(self) -> Wait | None:
        """Return from when the applicant had the notice until the payment was complete."""
        return self._wait(Act.CHARGE, Act.RECEIVE_PAYMENT)

    def payment_due_on(self, calendar: Calendar) -> date | None:
        """Return the last day for the payment, where one was asked for."""
        asked = self.last(Act.CHARGE)
        return term_of("fee-payment", asked.on, calendar).due_on if asked else None

    def _wait(self, opens: Act, ends: Act) -> Wait | None:
        sent, received = self.last(opens), self.last(ends)
        return Wait(sent.on, received.on if received else None, sent.on) if sent else None

    @property
    def waits(self) -> tuple[Wait, ...]:
        """Return the times taken by consultations; one that begins on arrival needs to have arrived."""
        begins_on_arrival = settings.PRACTICE.excluded_time_begins == "receipt"
        return tuple(
            each.wait
            for each in self.consultations
            if each.delivered_on is not None or not begins_on_arrival
        )

    @property
    def extension(self) -> int:
        """Return the working days by which the term was extended, once the applicant was told."""
        agreed, told = self.last(Act.EXTEND), self.last(Act.TELL_EXTENSION)
        return agreed.facts["days"] if agreed and told else 0

    @property
    def delayed_to(self) -> date | None:
        delayed = self.last(Act.DELAY)
        return day_in(delayed, "delayed_to") if delayed else None

    def why_not_yet(self, act: Act, today: date, calendar: Calendar) -> str:
        """Return the sentence that the day has not passed after which this act is possible, or nothing."""
        match act:
            case Act.LAPSE_CORRECTION:
                asked = self.last(Act.NOTIFY_CORRECTION)
                until = day_in(asked, "until_on") if asked else None
                return _not_over("补正期限", until, today)
            case Act.LAPSE_PAYMENT:
                return _not_over("缴费期限", self.payment_due_on(calendar), today)
            case Act.STOP_WAITING:
                waits = [each.why_not_over(today, calendar) for each in self.open_consultations]
                return waits[0] if waits and all(waits) else ""
        return ""

    def waiting_until(self, calendar: Calendar) -> date | None:
        """Return the day until which somebody else has the word, or None where that has no day."""
        return max(self._ends_of_waits(calendar), default=None)

    def _ends_of_waits(self, calendar: Calendar) -> Iterator[date]:
        standing = self.standing
        for progress, opens in (
            (standing.correction, Act.NOTIFY_CORRECTION),
            (standing.reasons, Act.ASK_REASONS),
        ):
            asked = self.last(opens)
            if progress is Progress.OPEN and asked and (until := day_in(asked, "until_on")):
                yield until
        if standing.fee is Progress.OPEN and (until := self.payment_due_on(calendar)):
            yield until
        for each in self.open_consultations:
            if due_on := each.due_on(calendar):
                yield due_on
