"""A way to take an application through the office in a line or two, through the real actions."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.apps.applications import actions
from gongkai.apps.applications.models import Applicant, Application, Reply
from gongkai.apps.applications.reply_text import contents_of
from gongkai.law.answers import ANSWERS, questions_to
from gongkai.law.application_stages import Act
from gongkai.law.procedures import Consulted

CHINA = ZoneInfo("Asia/Shanghai")
NAME, NUMBER, PHONE = "苏念安", "000000190001010011", "（0000）555-0133"
WANTED = "2025年招商引资奖励资金兑现情况"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"


def moment(day, hour=10, minute=0):
    """The moment at that hour of a day written 2026-11-20, in China."""
    day = day if isinstance(day, date) else date.fromisoformat(day)
    return datetime.combine(day, time(hour, minute), CHINA)


def pdf(name="材料.pdf"):
    return SimpleUploadedFile(name, PDF, "application/pdf")


def application(**facts):
    plain = {
        "applicant_kind": "natural_person",
        "wanted": WANTED,
        "supply_form": "electronic",
        "supply_way": "portal",
    }
    return Application(**(plain | facts))


def applicant(**facts):
    plain = {
        "name": NAME,
        "identity_kind": "resident-card",
        "identity_number": NUMBER,
        "telephone": PHONE,
    }
    return Applicant(**(plain | facts))


def later(day, days):
    return date.fromisoformat(day) + timedelta(days)


def served(on, way=Reply.DeliveryWay.DIRECT, evidence="送达回证"):
    """A paper handed over on that day."""
    return actions.Service(way, date.fromisoformat(on), evidence)


def replies_to(answer):
    """What is said to each question on the way to the answer."""
    return {each.key: each.key == answer for each in questions_to(ANSWERS[answer])}


class Steps:
    """The office at work: each step acts on the newest edition and keeps the application fresh."""

    def __init__(self, office, clerk, leader):
        self.office, self.clerk, self.leader = office, clerk, leader

    def filed(self, on="2026-11-02", **facts):
        case = application(**facts)
        self.code = actions.file_application(
            case, applicant(), office=self.office, at=moment(on) if isinstance(on, str) else on
        )
        return case

    def taken_in(self, on="2026-11-02", channel="counter", *, entered=None, **facts):
        case = application(channel=channel, received_on=date.fromisoformat(on), **facts)
        actions.take_in(
            case, applicant(), office=self.office, by=self.clerk, at=moment(entered or on)
        )
        return case

    def registered(self, on="2026-11-02", **facts):
        case = self.filed(on, **facts)
        return self.act(actions.register, case, on)

    def confirmed(self, on="2026-11-02", filed="", **facts):
        case = self.registered(filed or on, **facts)
        return self.confirm(case, on)

    def confirm(self, case, on, **kwargs):
        confirmation = actions.Confirmation(
            date.fromisoformat(on),
            actions.ConfirmedWith.APPLICANT,
            actions.ConfirmedBy.TELEPHONE,
            kwargs.pop("note", "10:05通话，对方号码后四位0133"),
            kwargs.pop("late_reason", "多次拨打没有接通"),
        )
        return self.act(actions.confirm, case, kwargs.pop("at", on), confirmation, **kwargs)

    def decided(self, on="2026-11-02", answer="granted", **facts):
        case = self.confirmed(on, **facts)
        lead = {
            "correction-overdue": self.correction_lapsed,
            "still-unclear": self.corrected,
            "fee-overdue": self.fee_lapsed,
            "excessive": self.reasoned,
        }.get(answer)
        return self.decide(lead(case, on) if lead else case, on, answer)

    def asked_to_correct(self, case, on, until="", **kwargs):
        until_on = date.fromisoformat(until) if until else later(on, 10)
        return self.act(
            actions.notify_correction, case, kwargs.pop("at", on), what="请写明是哪一年的。",
            until_on=until_on, service=served(on), **kwargs,
        )  # fmt: skip

    def corrected(self, case, on, received=""):
        case = self.asked_to_correct(case, on)
        received = received or on
        return self.act(
            actions.receive_correction, case, received,
            on=date.fromisoformat(received), words="2025年的。",
        )  # fmt: skip

    def correction_lapsed(self, case, on):
        case = self.asked_to_correct(case, on)
        return self.act(
            actions.lapse_correction, case, moment(later(on, 11)), checked="两次电话联系"
        )

    def charged(self, case, on, quantity=20, **kwargs):
        return self.act(
            actions.charge, case, kwargs.pop("at", on), actions.Tally("items", quantity),
            why="三个月内申请二百件", how="云川市财政代收", service=served(on), **kwargs,
        )  # fmt: skip

    def fee_lapsed(self, case, on):
        case = self.charged(case, on)
        return self.act(actions.lapse_payment, case, moment(later(on, 60)), checked="财政系统查询")

    def reasoned(self, case, on):
        case = self.act(
            actions.ask_reasons, case, on, what="三个月内申请二百件",
            until_on=later(on, 10), service=served(on),
        )  # fmt: skip
        return self.act(
            actions.hear_reasons, case, on, on=date.fromisoformat(on), words="没有说明用途。"
        )

    def consulted(self, case, on, whom=Consulted.THIRD_PARTY, delivered="", **kwargs):
        return self.act(
            actions.consult, case, kwargs.pop("at", delivered or on), whom=whom, name="云川市某某有限公司",
            what=WANTED, delivered_on=date.fromisoformat(delivered) if delivered else None,
            service=served(on), **kwargs,
        )  # fmt: skip

    def heard(self, case, on, opinion=actions.Opinion.AGREES, **kwargs):
        asked = case.events.filter(act=Act.CONSULT).order_by("pk").last()
        return self.act(
            actions.hear, case, kwargs.pop("at", on), of=asked.pk, on=date.fromisoformat(on),
            opinion=opinion, words=kwargs.pop("words", "商业秘密"), **kwargs,
        )  # fmt: skip

    def decide(self, case, on, answer="granted"):
        return self.act(actions.decide, case, on, replies_to(answer))

    def drafted(self, on="2026-11-02", answer="granted", **facts):
        return self.draft(self.decided(on, answer, **facts), on)

    def draft(self, case, on, **kwargs):
        contents = {heading: f"关于{heading}的说明。" for heading in contents_of(case.reply.answer)}
        return self.act(actions.draft_reply, case, on, contents, **kwargs)

    def submitted(self, on="2026-11-02", answer="granted", **facts):
        return self.act(actions.submit_reply, self.drafted(on, answer, **facts), on)

    def signed(self, on="2026-11-02", answer="granted", **facts):
        case = self.submitted(on, answer, **facts)
        return self.act(actions.sign_reply, case, on, by=self.leader)

    def replied(self, on="2026-11-02", answer="granted", delivered="", **facts):
        return self.deliver(self.signed(on, answer, **facts), delivered or on)

    def deliver(self, case, on, way=Reply.DeliveryWay.DIRECT, **kwargs):
        plain = {"way": way, "on": date.fromisoformat(on), "evidence": "送达回证"}
        return self.act(actions.deliver_reply, case, kwargs.pop("at", on), **(plain | kwargs))

    def act(self, action, case, when, /, *args, by=None, **kwargs):
        case = Application.objects.get(pk=case.pk)
        at = moment(when) if isinstance(when, str) else when
        kwargs.setdefault("seen", case.edition)
        action(case, *args, by=by or self.clerk, at=at, **kwargs)
        return Application.objects.select_related("office", "reply").get(pk=case.pk)
