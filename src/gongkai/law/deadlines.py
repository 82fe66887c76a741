"""When an application must be answered: a pure function of what happened to it.

Days are calendar days in Asia/Shanghai. "Day zero" is the day from which a term runs; it is never
counted itself. Nothing here reads a clock: what is not among the facts has not happened.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from gongkai.law.calendar import Calendar
from gongkai.law.citations import Citation, cite
from gongkai.law.parameters import parameter
from gongkai.law.practice import DEFAULT_PRACTICE, Practice
from gongkai.law.receipt import Channel, ImpossibleFacts, receipt

WaitingFor = Literal["confirmation", "correction", "payment", "opinion", "reasons"]
Warning_ = Literal["correction-late", "fee-late"]


@dataclass(frozen=True)
class Wait:
    """A time in which the office waited for somebody: when it asked, and when the answer came."""

    sent_on: date
    received_on: date | None = None
    delivered_on: date | None = None
    """When the request reached the other side; needed only where time is excluded from then on."""

    def __post_init__(self) -> None:
        if self.received_on is not None and self.received_on < self.sent_on:
            raise ImpossibleFacts(f"结束的 {self.received_on} 早于开始的 {self.sent_on}。")


@dataclass(frozen=True)
class Facts:
    """What happened to one application, as far as its reply term is concerned."""

    channel: Channel
    received_on: date
    confirmed_on: date | None = None
    correction: Wait | None = None
    fee: Wait | None = None
    """`sent_on`: the applicant received the notice; `received_on`: payment was complete."""
    consultations: tuple[Wait, ...] = ()
    reasons: tuple[Wait, ...] = ()
    """说明理由 (art. 35); excluded only where the office's practice says so."""
    secrecy_questions: tuple[Wait, ...] = ()
    """报请确定 (art. 17); excluded only where the office's practice says so."""
    extension: int = 0
    """Working days by which the last term was extended; 0 for none."""
    delayed_to: date | None = None


@dataclass(frozen=True)
class Reason:
    """One step of the derivation: the article and what it did."""

    citation: str
    text: str


@dataclass(frozen=True)
class Deadline:
    """The day by which the reply is due, or why there is none; and the derivation."""

    due_on: date | None
    earliest_on: date | None
    """The day reminders go by: the due day under the least favourable notice still to come."""
    provisional: bool
    day_zero: date | None
    lapsed: bool
    waiting_for: WaitingFor | None
    warnings: tuple[Warning_, ...]
    because: tuple[Reason, ...]


def reply_deadline(
    facts: Facts, calendar: Calendar, practice: Practice = DEFAULT_PRACTICE
) -> Deadline:
    """Return the reply deadline; raise ImpossibleFacts where the facts contradict the law or each other."""
    return _Reckoning(facts, calendar, practice).run()


def extension_was_in_time(
    facts: Facts, told_on: date, calendar: Calendar, practice: Practice = DEFAULT_PRACTICE
) -> bool:
    """Return whether the applicant was told of the extension before the unextended term ran out."""
    unextended = reply_deadline(replace(facts, extension=0, delayed_to=None), calendar, practice)
    return unextended.due_on is None or told_on <= unextended.due_on


def counted_days(
    facts: Facts, calendar: Calendar, practice: Practice = DEFAULT_PRACTICE
) -> tuple[date, ...]:
    """Return each day that counts toward the reply, in order, as far as no open wait hides it."""
    return _Reckoning(facts, calendar, practice).counted_days()


def excluded_time(
    facts: Facts, calendar: Calendar, practice: Practice = DEFAULT_PRACTICE
) -> list[tuple[date, date | None]]:
    """Return the half-open intervals (after, until] in which no day counts, as a union, in order."""
    return _Reckoning(facts, calendar, practice).excluded()


class _Reckoning:
    """One run through the rules in their order; each step writes its reason."""

    def __init__(self, facts: Facts, calendar: Calendar, practice: Practice) -> None:
        self.facts, self.calendar, self.practice = facts, calendar, practice
        self.because: list[Reason] = []
        self.warnings: list[Warning_] = []

    def run(self) -> Deadline:
        facts = self.facts
        received = receipt(facts.channel, facts.received_on, facts.confirmed_on)
        self.regulation_day = received.day or facts.received_on  # the first day zero decides
        self.refuse_what_the_regulation_lacks()
        self.say(received.citation, f"{received.text}{_on(received.day)}。")
        if received.day is None:
            return self.waiting(None, "confirmation")

        day_zero = received.day
        if facts.correction is not None:
            corrected_on = self.correct(day_zero, facts.correction)
            if corrected_on is None:
                return self.waiting(day_zero, "correction")
            day_zero = corrected_on
        if facts.fee is not None:
            paid_on = self.charge(day_zero, facts.fee)
            if paid_on is None:
                return self.waiting(day_zero, "payment")
            if self.has_lapsed(facts.fee.sent_on, paid_on):
                return self.ended(day_zero, lapsed=True)
            day_zero = paid_on
        return self.count(day_zero)

    def refuse_what_the_regulation_lacks(self) -> None:
        facts, day = self.facts, self.regulation_day
        limit = parameter("reply.extension_limit").on(day)
        if not 0 <= facts.extension <= limit.number:
            raise ImpossibleFacts(
                f"延长答复的期限应为1至{limit.number}个工作日（{limit.citation}）。"
            )
        regulation = parameter("reply.term").on(day).citation.instrument
        if regulation.key != "regulation-2007":
            return
        for given, word in (
            (facts.correction, "补正"),
            (facts.fee, "信息处理费"),
            (facts.delayed_to, "延迟答复"),
        ):
            if given is not None:
                raise ImpossibleFacts(
                    f"{day} 适用《{regulation.short}》，没有关于{word}的期限规定。"
                )

    def correct(self, day_zero: date, correction: Wait) -> date | None:
        """Art. 30: the corrected request opens a new term."""
        if correction.sent_on < day_zero:
            raise ImpossibleFacts(f"补正通知 {correction.sent_on} 早于收到申请之日 {day_zero}。")
        term = parameter("correction.notice_term").on(self.regulation_day)
        if correction.sent_on > self.calendar.working_day(day_zero, term.number):
            self.warnings.append("correction-late")
            self.say(term.citation, f"补正告知晚于收到申请之日起的第{term.number}个工作日。")
        if correction.received_on is None:
            self.say(term.citation, f"{correction.sent_on} 告知补正，尚未收到补正的申请。")
            if self.facts.fee is not None:
                raise ImpossibleFacts("补正尚未收到，不能有收费通知。")
        else:
            text = f"收到补正的申请之日起重新计算{_on(correction.received_on)}。"
            self.say(parameter("correction.restarts_clock").on(self.regulation_day).citation, text)
        return correction.received_on

    def charge(self, day_zero: date, fee: Wait) -> date | None:
        """收费办法 art. 6: payment opens a new term, whose first day is the day after."""
        if fee.sent_on < day_zero:
            raise ImpossibleFacts(f"收费通知 {fee.sent_on} 早于收到申请（补正）之日 {day_zero}。")
        term = parameter("fee.payment_term").on(fee.sent_on)
        if not term.is_rule:
            raise ImpossibleFacts(
                "《政府信息公开信息处理费管理办法》自2021年1月1日起施行，此前不能收取信息处理费。"
            )
        ran_out = self.counted(day_zero, parameter("reply.term").on(self.regulation_day).number)
        if ran_out is not None and fee.sent_on > ran_out:
            self.warnings.append("fee-late")
            self.say(term.citation, f"收费通知应当在答复期限（{ran_out}）内送达。")
        if fee.received_on is None:
            self.say(
                term.citation,
                f"{fee.sent_on} 收到收费通知，应在 {self.payment_due(fee.sent_on)} 前缴费，尚未缴费。",
            )
        return fee.received_on

    def payment_due(self, notified_on: date) -> date:
        return self.calendar.working_day(
            notified_on, parameter("fee.payment_term").on(notified_on).number
        )

    def has_lapsed(self, notified_on: date, paid_on: date) -> bool:
        due, term = self.payment_due(notified_on), parameter("fee.payment_term").on(notified_on)
        if paid_on > due:
            self.say(
                term.citation,
                f"缴费 {paid_on} 晚于收到收费通知次日起的第{term.number}个工作日（{due}），视为放弃申请，不再处理。",
            )
            return True
        restart = parameter("fee.restarts_clock").on(notified_on)
        self.say(restart.citation, f"自缴费完成的次日起重新计算{_on(paid_on)}。")
        return False

    def count(self, day_zero: date) -> Deadline:
        """Count the term, and the extension behind it, on the days that count."""
        facts = self.facts
        term = parameter("reply.term").on(self.regulation_day)
        self.say(term.citation, f"自次日起{term.number}个工作日内答复。")
        if facts.extension:
            limit = parameter("reply.extension_limit").on(self.regulation_day)
            self.say(limit.citation, f"经同意并告知申请人，延长{facts.extension}个工作日。")
        due_on = self.counted(day_zero, self.length)
        if due_on is None:
            self.say(self.exclusion, "征求意见所需时间不计算在期限内，意见尚未收到。")
            return self.waiting(day_zero, self.open_wait())
        self.say_excluded(day_zero, due_on)
        if facts.delayed_to is not None:
            return self.delayed(day_zero, due_on, facts.delayed_to)
        provisional = self.is_provisional(day_zero, due_on)
        earliest_on = due_on
        if provisional:
            early = self.counted(day_zero, self.length, self.calendar.earliest)
            earliest_on = early or due_on
            self.say_provisional(due_on, earliest_on)
        return Deadline(
            due_on,
            earliest_on,
            provisional,
            day_zero,
            False,
            None,
            tuple(self.warnings),
            tuple(self.because),
        )

    def delayed(self, day_zero: date, computed: date, delayed_to: date) -> Deadline:
        """Art. 35: a reasonable later day, told to the applicant, takes the place of the computed one."""
        if delayed_to <= computed:
            raise ImpossibleFacts(f"延迟答复的 {delayed_to} 应当晚于算得的 {computed}。")
        citation = parameter("reply.delayed_reply").on(self.regulation_day).citation
        self.say(
            citation,
            f"申请数量、频次明显超过合理范围，算得 {computed}，延迟至 {delayed_to} 答复并告知申请人。",
        )
        provisional = self.is_provisional(day_zero, delayed_to)
        if provisional:
            self.say_provisional(delayed_to, delayed_to)
        return Deadline(
            delayed_to,
            delayed_to,
            provisional,
            day_zero,
            False,
            None,
            tuple(self.warnings),
            tuple(self.because),
        )

    @property
    def length(self) -> int:
        """How many days the term has, its extension included."""
        return parameter("reply.term").on(self.regulation_day).number + self.facts.extension

    @property
    def exclusion(self) -> Citation:
        return parameter("reply.excluded_time").on(self.regulation_day).citation

    def excluded(self) -> list[tuple[date, date | None]]:
        return _union([(self.begins(wait), wait.received_on) for wait in self.waits()])

    def waits(self) -> tuple[Wait, ...]:
        facts, practice = self.facts, self.practice
        reasons = facts.reasons if practice.reasons_stop_clock else ()
        secrecy = facts.secrecy_questions if practice.secrecy_question_stops_clock else ()
        return (*facts.consultations, *reasons, *secrecy)

    def begins(self, wait: Wait) -> date:
        if self.practice.excluded_time_begins == "sending":
            return wait.sent_on
        if wait.delivered_on is None:
            raise ImpossibleFacts(
                f"不计算的时间自对方收到之日起，{wait.sent_on} 发出的征求意见书缺少送达之日。"
            )
        return wait.delivered_on

    def counted(self, day_zero: date, count: int, calendar: Calendar | None = None) -> date | None:
        """Return the `count`-th counted day after `day_zero`, or None if it lies behind an open wait."""
        calendar = calendar or self.calendar
        cursor = day_zero
        for after, until in self.excluded():
            if until is not None and until <= cursor:
                continue
            available = calendar.working_days_between(cursor, after) if after > cursor else 0
            if available >= count:
                break
            if until is None:
                return None
            count, cursor = count - available, until
        return calendar.working_day(cursor, count)

    def counted_days(self) -> tuple[date, ...]:
        day_zero = self.run().day_zero
        if day_zero is None:
            return ()
        numbered = (self.counted(day_zero, count) for count in range(1, self.length + 1))
        return tuple(day for day in numbered if day is not None)

    def open_wait(self) -> WaitingFor:
        asked = (*self.facts.consultations, *self.facts.secrecy_questions)
        return "opinion" if any(wait.received_on is None for wait in asked) else "reasons"

    def is_provisional(self, day_zero: date, until: date) -> bool:
        first = date.fromordinal(day_zero.toordinal() + 1).year
        return not all(self.calendar.is_announced(year) for year in range(first, until.year + 1))

    def say(self, citation: Citation | str, text: str) -> None:
        self.because.append(Reason(str(citation), text))

    def say_excluded(self, day_zero: date, due_on: date) -> None:
        for after, until in self.excluded():
            if until is not None and until > day_zero and after < due_on:
                start = "发出" if self.practice.excluded_time_begins == "sending" else "送达"
                self.say(
                    self.exclusion, f"{after} {start}征求意见书之后至 {until}，不计算在期限内。"
                )

    def say_provisional(self, due_on: date, earliest_on: date) -> None:
        text = f"{due_on.year}年的节假日安排尚未公布，本日期为暂定"
        if earliest_on < due_on:
            text += f"；公布后最早可能提前到 {earliest_on}"
        self.say(cite("holiday-measure", "第二条"), f"{text}。")

    def waiting(self, day_zero: date | None, waiting_for: WaitingFor) -> Deadline:
        return self.ended(day_zero, waiting_for=waiting_for)

    def ended(
        self, day_zero: date | None, *, lapsed: bool = False, waiting_for: WaitingFor | None = None
    ) -> Deadline:
        return Deadline(
            None,
            None,
            False,
            day_zero,
            lapsed,
            waiting_for,
            tuple(self.warnings),
            tuple(self.because),
        )


def _union(waits: Sequence[tuple[date, date | None]]) -> list[tuple[date, date | None]]:
    union: list[tuple[date, date | None]] = []
    for after, until in sorted(waits, key=lambda wait: wait[0]):
        last = union[-1][1] if union else None
        if union and (last is None or after <= last):
            longest = None if last is None or until is None else max(last, until)
            union[-1] = (union[-1][0], longest)
        else:
            union.append((after, until))
    return union


def _on(day: date | None) -> str:
    return "" if day is None else f"（{day}）"
