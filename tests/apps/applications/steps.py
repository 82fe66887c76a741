"""A way to take an application through the office in a line or two, through the real actions."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.apps.applications import actions
from gongkai.apps.applications.models import Applicant, Application, Reply
from gongkai.apps.applications.reply_text import contents_of
from gongkai.law.answers import ANSWERS, questions_to

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
        if not ANSWERS[answer].presupposes:
            return self.decide(case, on, answer)
        # No act leads to it yet; laid down, so that its text and its row can be read all the same.
        case = self.decide(case, on)
        Reply.objects.filter(application=case).update(answer_key=answer)
        return Application.objects.select_related("office", "reply").get(pk=case.pk)

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
