"""What the page of a case shows: the story, the clocks, what can be done now and what cannot."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from django.conf import settings

from gongkai.apps.applications.actions import ASKED_TO_WITHDRAW, label_of
from gongkai.apps.applications.clock import (
    Pause,
    calendar,
    confirm_by,
    deadline_of,
    facts_of,
    pause_of,
    working_days_left,
)
from gongkai.apps.applications.decision import findings
from gongkai.apps.applications.identity import Identity, masked
from gongkai.apps.applications.models import Application, Event, EventFile, Reply
from gongkai.apps.applications.permissions import (
    may,
    may_read_identity,
    took_part_in_drafting,
    why_not_now,
)
from gongkai.apps.applications.procedures import Procedures
from gongkai.apps.applications.queries import NEXT_ACT
from gongkai.apps.applications.reply_text import missing_contents
from gongkai.apps.offices.models import Person, Role
from gongkai.apps.records.moments import written
from gongkai.law.application_stages import (
    BEGINNING,
    BESIDE,
    STRAIGHT,
    WHO_MAY,
    Act,
    Stage,
    why_not,
)
from gongkai.law.deadlines import Deadline
from gongkai.law.reckoning import Day, day_by_day

HINTS = {
    Act.REGISTER: "核对材料，编入台账；随后与申请人确认。",
    Act.CONFIRM: "双方确认之日为收到申请之日，期限从次日起算（《条例》第三十一条）。",
    Act.VOID: "只限与另一件重复、测试或者误操作、申请人要求撤销的，理由告知申请人；其他的应当登记、答复。收到之日已经确定的，只有录入的可以，由另一人办理。",
    Act.NOTIFY_CORRECTION: "内容不明确的，一次性告知要补正的事项和期限（《条例》第三十条）。",
    Act.RECEIVE_CORRECTION: "收到之日起重新计算答复期限（《条例》第三十条）。",
    Act.LAPSE_CORRECTION: "无正当理由逾期不补正的，视为放弃申请（《条例》第三十条）。",
    Act.SEARCH: "记下谁在哪里、用什么条件检索，找到什么。",
    Act.CONSULT: "第三方、共同制作机关、其他机关；所需时间不计入期限（《条例》第三十二条至第三十四条）。",
    Act.DELIVER_CONSULTATION: "对方收到之日，提出意见的期限从次日起算。",
    Act.HEAR: "收到之日的次日起，期限继续计算。",
    Act.STOP_WAITING: "期限过了没有意见的，按条例的规定处理。",
    Act.EXTEND: "由信息公开机构负责人同意，告知申请人以后才生效（《条例》第三十三条第二款）。",
    Act.TELL_EXTENSION: "应当在原来的期限届满以前告知（《条例》第三十三条第二款）。",
    Act.ASK_REASONS: "数量、频次明显超过合理范围的（《条例》第三十五条）。",
    Act.HEAR_REASONS: "记下申请人说明的理由，再判断是否合理。",
    Act.CHARGE: "数量、频次明显超过合理范围的，可以收取信息处理费（《条例》第四十二条）。",
    Act.RECEIVE_PAYMENT: "缴费完成的次日起重新计算答复期限（收费办法第六条）。",
    Act.LAPSE_PAYMENT: "逾期未缴纳的视为放弃申请（收费办法第六条）。",
    Act.DELAY: "理由合理但不能按期答复的，确定延迟的日期并告知（《条例》第三十五条）。",
    Act.DECIDE: "逐步判断，得出唯一的答复类型。",
    Act.DRAFT_REPLY: "填写应当写明的内容，上传提供的文件。",
    Act.SUBMIT_REPLY: "内容写全后送签；拟稿人不能签发。",
    Act.SIGN_REPLY: "按最终的样子通读后签发，编文号，固定文字。",
    Act.RETURN_REPLY: "写明理由，退给经办人修改。",
    Act.DELIVER_REPLY: "按送达方式确定答复日期（国办公开办函〔2016〕235号）。",
    Act.CLOSE: "材料齐全后归档，不再办理。",
    Act.ASSIGN: "交给科室和经办人。",
    Act.RENEW_QUERY_CODE: "申请人遗失查询码，核实身份后换发。",
}
"""What each act does, for whoever is about to do it."""
ORDER = tuple(HINTS)
ON_OCCASION = BEGINNING | {Act.EXTEND, Act.DELAY}
"""What only some applications need, beside the way that all of them go."""
ANSWERS_TO = BESIDE - ON_OCCASION
"""What ends or follows something begun before: no is told only where it is merely too soon, or another's."""
_OLD = "请核对到达日期：录错了的，作废以后重新录入；确是这一天到达的，请尽快办理，"


@dataclass(frozen=True)
class Offer:
    """An act on the page: a button, or the sentence why there is none."""

    act: Act
    hint: str
    refusal: str

    @property
    def slug(self) -> str:
        return self.act.value.replace("_", "-")


@dataclass(frozen=True)
class Impossible:
    """An act that cannot be done now, and the sentence why."""

    label: str
    why: str


@dataclass(frozen=True)
class Told:
    """One entry of the story; the same act by the same person on one day is told once."""

    event: Event
    times: int

    @property
    def title(self) -> str:
        return label_of(self.event.act)

    @property
    def says_more(self) -> bool:
        """Return whether the text adds anything to the title."""
        return self.event.text.removesuffix("。") != self.title


@dataclass(frozen=True)
class CasePage:
    """One application as this person sees it on this day."""

    application: Application
    person: Person
    today: date

    @cached_property
    def stage(self) -> Stage:
        return Stage(self.application.stage)

    @cached_property
    def deadline(self) -> Deadline:
        return deadline_of(self.application)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        facts = facts_of(self.application, self.application.events.all())
        return day_by_day(facts, calendar(), settings.PRACTICE)

    @property
    def has_reply(self) -> bool:
        return hasattr(self.application, "reply")

    @property
    def reply(self) -> Reply | None:
        return self.application.reply if self.has_reply else None

    @property
    def is_running(self) -> bool:
        """Return whether the term runs: a due day, no reply yet, and something to reply to."""
        return (
            self.deadline.due_on is not None
            and self.application.handled_on is None
            and self.stage is not Stage.VOID
        )

    @cached_property
    def beside(self) -> Procedures:
        return Procedures.of(self.application.events.all())

    @cached_property
    def pause(self) -> Pause | None:
        """Return for whom the clock stands still."""
        return None if self.stage is Stage.VOID else pause_of(self.application, self.deadline)

    @property
    def is_pause_over(self) -> bool:
        return self.pause is not None and self.pause.is_over(self.today)

    @property
    def confirm_by(self) -> date:
        """Return the day by which receipt is to be confirmed, while it is not."""
        return confirm_by(self.application).day

    @property
    def days_left(self) -> int:
        due_on = self.deadline.due_on
        return working_days_left(due_on, self.today) if due_on else 0

    @property
    def is_late(self) -> bool:
        return self.is_running and self.days_left < 0

    @property
    def days_late(self) -> int:
        return -self.days_left

    @property
    def is_confirmed_late(self) -> bool:
        """Return whether receipt is not confirmed though the day for it has passed."""
        return self.is_unconfirmed and self.today > self.confirm_by

    @property
    def is_unconfirmed(self) -> bool:
        return self.stage in (Stage.FILED, Stage.UNCONFIRMED)

    @property
    def term_told(self) -> str:
        """Return by when it is to be confirmed or answered, for whoever has just entered it."""
        arrived = f"{written(self.application.received_on)}到达，"
        if self.is_confirmed_late:
            return f"{arrived}最迟{written(self.confirm_by)}确认，已经过了。{_OLD}确认时写明晚确认的原因。"
        if self.is_unconfirmed:
            return f"{arrived}最迟{written(self.confirm_by)}与申请人确认收到。"
        due_on = self.deadline.due_on
        if due_on is None:  # its day of receipt stands
            raise AssertionError(self.application.pk)
        until = f"{arrived}最迟{written(due_on)}答复"
        if self.is_late:
            return f"{until}，已经逾期 {self.days_late} 个工作日。{_OLD}送达时写明逾期的原因。"
        return f"{until}{'（暂定）' if self.deadline.provisional else ''}。"

    @property
    def days_used(self) -> int:
        """Return how many days of the term have been counted."""
        return sum(1 for day in self.days if day.count is not None and day.day <= self.today)

    @property
    def term(self) -> int:
        return max((day.count or 0 for day in self.days), default=0)

    @property
    def was_late(self) -> bool:
        handled_on, due_on = self.application.handled_on, self.deadline.due_on
        return bool(handled_on and due_on and handled_on > due_on)

    @property
    def identity(self) -> Identity:
        return masked(self.application.applicant)

    @property
    def may_read_identity(self) -> bool:
        return may_read_identity(self.person, self.application)

    @cached_property
    def story(self) -> list[Told]:
        """Return what happened, newest first."""
        events = sorted(self.application.events.all(), key=lambda each: each.pk, reverse=True)
        told = []
        for _, run in groupby(events, key=lambda each: (each.act, each.by_id, each.on)):
            same = list(run)
            told += (
                [Told(same[0], len(same))]
                if same[0].act == Act.DRAFT_REPLY
                else [Told(each, 1) for each in same]
            )
        return told

    @property
    def papers(self) -> list[EventFile]:
        return [file for event in self.application.events.all() for file in event.files.all()]

    @property
    def possible(self) -> list[Offer]:
        """Return what this person can do now."""
        return [offer for offer in self.offers() if not offer.refusal]

    @property
    def in_line(self) -> list[Offer]:
        """Return of that what leads on from here."""
        return [offer for offer in self.possible if offer.act not in ON_OCCASION]

    @property
    def on_occasion(self) -> list[Offer]:
        """Return of that what only some applications need."""
        return [offer for offer in self.possible if offer.act in ON_OCCASION]

    @property
    def next(self) -> Offer | None:
        """Return the act that moves the application on, if this person can do it."""
        act = self._ending_the_pause or NEXT_ACT.get(self.stage)
        if act is Act.DRAFT_REPLY and self.reply and not self.reply.comment:
            act = act if missing_contents(self.reply) else Act.SUBMIT_REPLY
        return next((offer for offer in self.possible if offer.act is act), None)

    @property
    def _ending_the_pause(self) -> Act | None:
        """Return the act that is due when what the case waits for has come, or is not coming."""
        return self.pause.ended_by(self.today) if self.pause else None

    @property
    def was_taken_back(self) -> bool:
        """Return whether its applicant has taken it back, and the office has not ended it yet."""
        over = self.application.handled_on is not None or self.stage is Stage.VOID
        return not over and self.beside.last(ASKED_TO_WITHDRAW) is not None

    @property
    def waits_for(self) -> str:
        """Return what the application waits for, where it is not this person's turn."""
        act = NEXT_ACT.get(self.stage)
        if act is None or self.next:
            return ""
        return f"等待{_who(act)}{act.label}。"

    @property
    def impossible(self) -> list[Impossible]:
        """Return what cannot be done here now, each with the sentence why."""
        return [
            Impossible(offer.act.label, offer.refusal) for offer in self.offers() if offer.refusal
        ]

    @property
    def findings(self) -> list[str]:
        """Return what was found on the way to the answer, for whoever signs or judges it."""
        return list(findings(self.reply.replies_given)) if self.reply else []

    def offers(self) -> Iterator[Offer]:
        """Yield the acts of this stage and those still to come; those long done are the story's."""
        for act in ORDER:
            refusal = self._refusal(act)
            if not refusal or self._is_worth_saying(act):
                yield Offer(act, HINTS[act], refusal)

    def _refusal(self, act: Act) -> str:
        refusal = why_not_now(self.person, act, self.application)
        if refusal:
            return refusal
        if refusal := self.beside.why_not_yet(act, self.today, calendar()):
            return refusal
        if not may(self.person, act, self.application):
            return f"不是您的职务：由{_who(act)}办理。"
        if act is Act.SIGN_REPLY and took_part_in_drafting(self.person, self.application):
            return "您参与了这份答复书的判断或者起草，要由另一位领导签发。"
        return ""

    def _is_worth_saying(self, act: Act) -> bool:
        """A no is told for what a person may look for: the next steps, and taking a step back."""
        if self.stage is Stage.VOID:
            return act is Act.REGISTER
        if act in (Act.REGISTER, Act.ASSIGN, Act.RENEW_QUERY_CODE):
            return False
        if act in ANSWERS_TO:
            return not why_not_now(self.person, act, self.application)
        here = STRAIGHT.index(self.stage)
        if act in (Act.VOID, Act.DECIDE) and here < STRAIGHT.index(Stage.SIGNED):
            return True
        near = STRAIGHT[here : here + 3]
        return any(not why_not(act, stage) for stage in near)


def _who(act: Act) -> str:
    return "、".join(role.label for role in Role if role.value in WHO_MAY[act])
