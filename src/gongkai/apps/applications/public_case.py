"""A case as its applicant sees it: one sentence, one day, why that day, the story, the papers."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.utils.safestring import SafeString

from gongkai.apps.applications.actions import ASKED_TO_WITHDRAW, FILED
from gongkai.apps.applications.clock import (
    Pause,
    calendar,
    confirm_by,
    deadline_of,
    facts_of,
    pause_of,
    working_days_left,
)
from gongkai.apps.applications.models import Application, Event, EventFile
from gongkai.apps.applications.procedures import Procedures
from gongkai.apps.applications.reply_text import signed_remedy
from gongkai.apps.records.models import StoredFile
from gongkai.law.application_stages import Act, Stage, why_not
from gongkai.law.citations import Citation
from gongkai.law.deadlines import Deadline
from gongkai.law.procedures import Progress, why_not_beside
from gongkai.law.receipt import Channel, ConfirmBy, receipt
from gongkai.law.reckoning import Day, day_by_day
from gongkai.law.remedies import Remedy, Way, remedy_of_silence

DELIVERED = (Stage.REPLIED, Stage.CLOSED)
NOTICES = (
    Act.NOTIFY_CORRECTION, Act.TELL_EXTENSION, Act.ASK_REASONS, Act.DELAY, Act.CHARGE,
)  # fmt: skip
"""The acts by which the applicant is told something in writing before the reply."""


class Download(NamedTuple):
    """A paper the applicant may take."""

    label: str
    stored: StoredFile


class Due(NamedTuple):
    """The one day of the page, and what it is."""

    label: str
    day: date
    note: str = ""
    is_late: bool = False
    provisional: bool = False


@dataclass(frozen=True)
class PublicCase:
    """What the status page says of one application on a day."""

    application: Application
    today: date

    @cached_property
    def stage(self) -> Stage:
        return Stage(self.application.stage)

    @cached_property
    def deadline(self) -> Deadline:
        return deadline_of(self.application)

    @cached_property
    def confirm_by(self) -> ConfirmBy:
        """Return the day by which receipt is to be confirmed, and how that day is named."""
        return confirm_by(self.application)

    @property
    def channel(self) -> Channel:
        return Channel(self.application.channel)

    @property
    def receipt_citation(self) -> Citation:
        """Return the article that says which day counts as received on this way."""
        return receipt(self.channel, self.application.received_on, None).citation

    @property
    def is_void(self) -> bool:
        return self.stage is Stage.VOID

    @property
    def is_delivered(self) -> bool:
        return self.stage in DELIVERED

    @property
    def is_unconfirmed(self) -> bool:
        return self.stage in (Stage.FILED, Stage.UNCONFIRMED)

    @property
    def is_late(self) -> bool:
        due_on = self.deadline.due_on
        return bool(self.is_counting and due_on and self.today > due_on)

    @property
    def is_counting(self) -> bool:
        """Return whether the office's term is running."""
        return not (self.is_void or self.is_delivered or self.is_unconfirmed)

    @cached_property
    def beside(self) -> Procedures:
        return Procedures.of(self.application.events.all())

    @cached_property
    def pause(self) -> Pause | None:
        """Return for whom the clock stands still."""
        return pause_of(self.application, self.deadline) if self.is_counting else None

    @property
    def asks_correction(self) -> bool:
        """Return whether the applicant can hand in a correction here."""
        act = Act.RECEIVE_CORRECTION
        return not (why_not(act, self.stage) or why_not_beside(act, self.beside.standing))

    @property
    def to_correct(self) -> str:
        """Return what is to be corrected, as the notice says it."""
        asked = self.beside.last(Act.NOTIFY_CORRECTION)
        return asked.facts.get("what", "") if asked else ""

    @property
    def asked_to_withdraw(self) -> bool:
        return any(event.act == ASKED_TO_WITHDRAW for event in self.application.events.all())

    @property
    def may_withdraw(self) -> bool:
        """Return whether the applicant can still take the application back here."""
        over = self.is_void or self.is_delivered or self.stage is Stage.SIGNED
        return not over and not self.asked_to_withdraw

    @property
    def sentence(self) -> str:
        """Return what is happening and whether the applicant must do anything."""
        return self._what_is_waited_for or self._where_it_stands

    @property
    def _what_is_waited_for(self) -> str:
        if self.asked_to_withdraw and self.is_counting:
            return "您已经撤回申请，机关办理以后告知您。"
        if self.beside.standing.correction is Progress.LAPSED and self.is_counting:
            return "您没有在期限内补正，视为放弃申请。有正当理由的，请马上与机关联系。"
        if self.asks_correction:
            return "请您补正申请，补正通知书可以在下面下载。交来以前不计算答复期限。"
        if self.pause:
            return f"正在等待{self.pause.whom}，这段时间不计入答复期限。您不用做什么。"
        return ""

    @property
    def _where_it_stands(self) -> str:
        match self.stage:
            case Stage.VOID:
                return "这份申请已经作废，不再办理。"
            case Stage.REPLIED | Stage.CLOSED:
                return "已经答复您。" + ("答复书可以在下面下载。" if self.downloads else "")
            case Stage.FILED | Stage.UNCONFIRMED if self.today > self.confirm_by.day:
                return "还没有与您确认收到。请看看有没有漏接电话，也可以主动打给机关。"
            case Stage.FILED | Stage.UNCONFIRMED:
                return f"申请已经{self._came}，机关会打电话与您确认收到。请留意电话。"
            case Stage.SIGNED:
                return "答复书已经签发，正在送给您。您不用做什么。"
            case Stage.HANDLING:
                return "正在办理。您不用做什么。"
            case Stage.DRAFTING | Stage.SIGNING:
                return "正在拟定答复。您不用做什么。"

    @cached_property
    def due(self) -> Due | None:
        """Return the one day that matters now."""
        application, deadline = self.application, self.deadline
        if self.is_void:
            return Due("作废", self.events[-1].on)
        if self.is_delivered and application.handled_on:
            return Due("答复日期", application.handled_on)
        if self.is_unconfirmed:
            if self.today > self.confirm_by.day:
                return Due(self._came, application.received_on, "确认以后开始计算答复期限")
            return self._expected
        if self.asks_correction and self.pause:
            until = self.pause.until
            note = "期限已经过了，请尽快与机关联系" if self.pause.is_over(self.today) else ""
            return Due("请在这一天以前补正", until, note, bool(note)) if until else None
        if deadline.due_on is None:
            return None
        note = "今天到期"
        if left := working_days_left(deadline.due_on, self.today):
            note = f"还有 {left} 个工作日" if left > 0 else f"已经过了 {-left} 个工作日"
        return Due(
            "最迟答复", deadline.due_on, note, self.today > deadline.due_on, deadline.provisional
        )

    @property
    def _came(self) -> str:
        """Return how it came here, in a word: filed here by the applicant, or taken in by a clerk."""
        return "提交" if self.events[0].act == FILED else "到达"

    @property
    def _expected(self) -> Due:
        """Return by when the office confirms: a rule for plain letters, a reckoning for the others."""
        if self.channel is Channel.POST_ORDINARY:
            return Due(
                "应当确认",
                self.confirm_by.day,
                f"{self.confirm_by.text}（{self.receipt_citation}）",
            )
        note = f"条例没有规定哪一天确认，按{self.confirm_by.text}推算"
        return Due("预计确认", self.confirm_by.day, note)

    @cached_property
    def events(self) -> list[Event]:
        """Return what the applicant is told of, in the order in which it happened."""
        return [event for event in self.application.events.all() if event.public_text]

    @property
    def void_reason(self) -> str:
        """Return why it is void, in the words the office chose for the applicant."""
        acts = [event for event in self.events if event.act == Act.VOID]
        return acts[-1].public_text if acts else ""

    @cached_property
    def downloads(self) -> list[Download]:
        """Return the notices for the applicant, and the reply with its papers once it was delivered."""
        papers = EventFile.objects.filter(event__application=self.application, for_applicant=True)
        if not self.is_delivered:
            papers = papers.filter(event__act__in=NOTICES)
        return [Download(each.label, each.file) for each in papers.select_related("file")]

    @property
    def days(self) -> tuple[Day, ...]:
        """Return the term day by day, for the derivation."""
        return day_by_day(
            facts_of(self.application, self.application.events.all()), calendar(), settings.PRACTICE
        )

    @property
    def remedy(self) -> SafeString | None:
        """Return what may be done against the reply, as it was signed; nothing before its delivery."""
        return signed_remedy(self.application.reply) if self.is_delivered else None

    @property
    def silence(self) -> Remedy:
        """Return what may be done when no reply comes in time."""
        return remedy_of_silence(self.deadline.due_on or self.today, settings.PRACTICE)

    @property
    def silence_goes_first_to_reconsideration(self) -> bool:
        return self.silence.way is Way.RECONSIDERATION_FIRST
