"""The forms of the staff side: each knows its act, and keeps what was filled in beside a refusal."""

from datetime import date, datetime
from typing import Any, ClassVar, Self, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from gongkai.apps.applications import actions
from gongkai.apps.applications.act_form import (
    ActForm,
    choice_field,
    day_field,
    offer,
    paper_field,
    papers_in,
    words_field,
)
from gongkai.apps.applications.actions import (
    Confirmation,
    ConfirmedBy,
    ConfirmedWith,
    Paper,
    VoidReason,
)
from gongkai.apps.applications.clock import confirm_by, deadline_of
from gongkai.apps.applications.forms_beside import FORMS_BESIDE
from gongkai.apps.applications.forms_public import ApplicationForm, PublicForm
from gongkai.apps.applications.models import Application, Reply, ReplyFile, SupplyWay
from gongkai.apps.applications.permissions import HANDLERS
from gongkai.apps.applications.reply_text import contents_of, missing_contents
from gongkai.apps.offices.models import Office, Person, Section
from gongkai.apps.records.moments import written
from gongkai.apps.records.refusals import Refused
from gongkai.law.application_stages import Act
from gongkai.law.receipt import Channel

CHANNEL_RULES = {
    Channel.COUNTER: "以提交之日为收到申请之日。",
    Channel.ORAL: "书面确有困难的，由您代为填写；以提出之日为收到申请之日。",
    Channel.POST_SIGNED: "以签收之日为收到申请之日。",
    Channel.POST_ORDINARY: "应当在收到当日与申请人确认，以确认之日为收到申请之日。",
    Channel.INTERNET: "例如电子邮件。以双方确认之日为收到申请之日。",
    Channel.FAX: "以双方确认之日为收到申请之日。",
}
"""What art. 31 makes of each channel, told while one chooses."""


HOW_IT_IS_SHOWN = "例如“10:05通话，对方号码后四位0133”；留在案卷里，申请人看不到。"
WHEN_IT_IS_LATE = "晚于到达后第一个工作日（平常信函：晚于收到当日）的必须写明。"


class RegisterForm(ActForm):
    act, done = Act.REGISTER, "已经登记，请与申请人确认收到。"

    def carry_out(self, *, by: Person, at: datetime) -> None:
        actions.register(self.application, by=by, at=at, **self.given())


class VoidForm(ActForm):
    act, done = Act.VOID, "已经作废，理由申请人可以看到。"
    reason = choice_field(
        "作废的理由",
        VoidReason.choices,
        help_text="申请人会看到。没有这些情形的，是申请，应当登记、答复（《条例》第三十三条）。",
    )
    other = forms.CharField(
        label="另一件的受理编号",
        required=False,
        max_length=60,
        help_text="与另一件申请重复的必须写；那一件要是同一申请人的，继续办理。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    shown_by = words_field(
        "怎样核实的",
        required=False,
        rows=2,
        help_text="不是重复的必须写，例如“9:10与申请人通话核实”；留在案卷里，申请人看不到。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [(each.value, each.label) for each in actions.reasons_to_void(self.application)]
        cast("forms.ChoiceField", self.fields["reason"]).choices = reasons

    def carry_out(self, *, by: Person, at: datetime) -> None:
        actions.void(
            self.application,
            reason=VoidReason(self.cleaned_data["reason"]),
            other=self.cleaned_data["other"],
            shown_by=self.cleaned_data["shown_by"],
            by=by,
            at=at,
            **self.given(),
        )


class ConfirmForm(ActForm):
    act, done = Act.CONFIRM, "已经确认，答复期限从次日起算。"
    needs_identity = True
    on = day_field("双方确认的日期", help_text="这一天就是收到申请之日，当日不计入期限。")
    with_whom = choice_field("与谁确认", ConfirmedWith.choices)
    how = choice_field("怎样确认", ConfirmedBy.choices)
    note = words_field("确认的凭据", required=False, rows=2, help_text=HOW_IT_IS_SHOWN)
    evidence = paper_field("凭证", help_text="通话记录、往来邮件等；上传了的，凭据可以不写。")
    late_reason = words_field("晚确认的原因", required=False, rows=2, help_text=WHEN_IT_IS_LATE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = confirm_by(self.application)
        self.fields["late_reason"].help_text = f"晚于{last.text}{written(last.day)}的必须写明。"

    def carry_out(self, *, by: Person, at: datetime) -> None:
        given = self.cleaned_data
        actions.confirm(
            self.application,
            Confirmation(
                given["on"],
                ConfirmedWith(given["with_whom"]),
                ConfirmedBy(given["how"]),
                given["note"],
                given["late_reason"],
            ),
            papers=papers_in(self, "evidence", "确认收到的凭证"),
            by=by,
            at=at,
            **self.given(),
        )


class DraftReplyForm(ActForm):
    """One field for each heading of the reply, and a file to go with it."""

    act, done = Act.DRAFT_REPLY, "已经保存。"
    is_kept = False
    file = paper_field("提供给申请人的文件", help_text="一次一份，保存以后可以再加。")
    file_label = forms.CharField(
        label="文件名称",
        required=False,
        max_length=100,
        help_text="申请人看到的名称。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    removed = forms.ModelMultipleChoiceField(ReplyFile.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reply = self.application.reply
        self.headings = {
            f"content_{number}": heading
            for number, heading in enumerate(contents_of(self.reply.answer))
        }
        for name, heading in self.headings.items():
            self.fields[name] = words_field(heading, required=False, rows=6)
            self.initial.setdefault(name, self.reply.contents.get(heading, ""))
        offer(self, "removed", self.reply.files.all())

    @classmethod
    def unfinished(cls, application: Application, today: date) -> Self:
        """Return the form of what is kept, with an error at each heading that has nothing yet."""
        missing = missing_contents(application.reply)
        kept = cls(application=application, today=today)
        bound = cls(
            {kept.add_prefix(n): v for n, v in kept.initial.items()},
            application=application,
            today=today,
        )
        bound.is_valid()
        bound.is_kept = True
        for name, heading in bound.headings.items():
            if heading in missing:
                bound.add_error(name, f"还没有写“{heading}”，写全才能送签。")
        return bound

    @property
    def kept(self) -> str:
        return "已经写的和上传的文件都保存着。" if self.is_kept else super().kept

    @property
    def contents(self) -> list[Any]:
        return [self[name] for name in self.headings]

    @property
    def files_kept(self) -> list[tuple[ReplyFile, bool]]:
        """Return what goes with the reply so far, and whether it was ticked to go no more."""
        ticked = {str(each) for each in self["removed"].value() or ()}
        return [(each, str(each.pk) in ticked) for each in self.reply.files.select_related("file")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("file") and not cleaned.get("file_label"):
            self.add_error("file_label", "请填写文件名称，申请人会看到。")
        return cleaned

    def carry_out(self, *, by: Person, at: datetime) -> None:
        actions.draft_reply(
            self.application,
            {heading: self.cleaned_data[name] for name, heading in self.headings.items()},
            files=papers_in(self, "file", self.cleaned_data["file_label"]),
            removed=self.cleaned_data["removed"],
            by=by,
            at=at,
            **self.given(),
        )


class SubmitReplyForm(ActForm):
    act, done = Act.SUBMIT_REPLY, "已经送签。"

    def carry_out(self, *, by: Person, at: datetime) -> None:
        actions.submit_reply(self.application, by=by, at=at, **self.given())


class SignReplyForm(ActForm):
    act, done = Act.SIGN_REPLY, "已经签发，请经办人送达。"

    def carry_out(self, *, by: Person, at: datetime) -> None:
        actions.sign_reply(self.application, by=by, at=at, **self.given())


class ReturnReplyForm(ActForm):
    act, done = Act.RETURN_REPLY, "已经退回经办人。"
    reason = words_field("退回的理由")

    def carry_out(self, *, by: Person, at: datetime) -> None:
        reason = self.cleaned_data["reason"]
        actions.return_reply(self.application, reason=reason, by=by, at=at, **self.given())


class DeliverReplyForm(ActForm):
    act, done = Act.DELIVER_REPLY, "已经登记送达，申请已答复。"
    needs_identity = True
    way = choice_field(
        "送达方式",
        [(way.value, f"{way.label}（以{actions.DATED_BY[way]}为准）") for way in Reply.DeliveryWay],
    )
    on = day_field("送达日期", help_text="按送达方式括号里的日期填写，这一天就是答复日期。")
    evidence = words_field(
        "凭证", required=False, rows=2, help_text="邮件号码、送达回证编号等；在本网站送达的不用填。"
    )
    paper = paper_field("凭证的扫描件")
    late_reason = words_field("晚于期限的原因", required=False)

    WAY_CHOSEN: ClassVar[dict[str, Reply.DeliveryWay]] = {
        SupplyWay.PORTAL: Reply.DeliveryWay.PORTAL,
        SupplyWay.EMAIL: Reply.DeliveryWay.EMAIL,
        SupplyWay.POST: Reply.DeliveryWay.POST,
        SupplyWay.COUNTER: Reply.DeliveryWay.DIRECT,
    }
    """How the applicant wants it → how it is delivered then."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("way", self.WAY_CHOSEN[self.application.supply_way].value)
        self.initial.setdefault("on", self.today)
        chosen = self.application.get_supply_way_display()
        self.fields["way"].help_text = f"申请人选的是{chosen}。"
        due_on = deadline_of(self.application).due_on
        if due_on is not None and self.today > due_on:
            late = f"送达日期晚于答复期限{written(due_on)}的必须写明。"
            self.fields["late_reason"].help_text = late
        else:  # no day that can be entered is late
            del self.fields["late_reason"]

    def carry_out(self, *, by: Person, at: datetime) -> None:
        actions.deliver_reply(
            self.application,
            way=Reply.DeliveryWay(self.cleaned_data["way"]),
            on=self.cleaned_data["on"],
            evidence=self.cleaned_data["evidence"],
            papers=papers_in(self, "paper", "送达凭证"),
            late_reason=self.cleaned_data.get("late_reason", ""),
            by=by,
            at=at,
            **self.given(),
        )


class CloseForm(ActForm):
    act, done = Act.CLOSE, "已经归档。"

    def carry_out(self, *, by: Person, at: datetime) -> None:
        actions.close(self.application, by=by, at=at, **self.given())


class AssignForm(ActForm):
    act, done = Act.ASSIGN, "已经指定。"
    section = forms.ModelChoiceField(
        Section.objects.none(), label="科室", required=False, empty_label="不指定"
    )
    handler = forms.ModelChoiceField(
        Person.objects.none(), label="经办人", required=False, empty_label="不指定"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = self.application.office
        people = Person.objects.filter(
            is_active=True,
            appointments__office=office,
            appointments__role__in=HANDLERS,
            appointments__until_on__isnull=True,
        )
        offer(self, "section", office.sections.filter(closed_on__isnull=True))
        offer(self, "handler", people.distinct())
        self.initial.setdefault("section", self.application.section_id)
        self.initial.setdefault("handler", self.application.handler_id)

    def carry_out(self, *, by: Person, at: datetime) -> None:
        actions.assign(
            self.application,
            handler=self.cleaned_data["handler"],
            section=self.cleaned_data["section"],
            by=by,
            at=at,
            **self.given(),
        )


class RenewQueryCodeForm(ActForm):
    act, done = Act.RENEW_QUERY_CODE, "已经换发查询码。"
    needs_identity = True
    code = ""
    verified = words_field(
        "怎样核实了申请人的身份", help_text="例如“本人持身份证到场核对”。不要写证件号码。"
    )

    def carry_out(self, *, by: Person, at: datetime) -> None:
        verified = self.cleaned_data["verified"]
        self.code = actions.renew_query_code(
            self.application, verified=verified, by=by, at=at, **self.given()
        )


_ALL: tuple[type[ActForm], ...] = (
    RegisterForm, VoidForm, ConfirmForm, DraftReplyForm, SubmitReplyForm, SignReplyForm,
    ReturnReplyForm, DeliverReplyForm, CloseForm, AssignForm, RenewQueryCodeForm, *FORMS_BESIDE,
)  # fmt: skip
FORMS: dict[Act, type[ActForm]] = {form.act: form for form in _ALL}
"""Act → its form; taking in has IntakeForm, deciding is done question by question."""


class IntakeForm(ApplicationForm):
    """An application that came on paper, by post, by fax, by e-mail or by mouth, entered by a clerk."""

    office = forms.ModelChoiceField(Office.objects.none(), label="收到申请的机关", empty_label=None)
    channel = choice_field(
        "怎样到达本机关", [(each.value, f"{each.label}：{CHANNEL_RULES[each]}") for each in Channel]
    )
    received_on = day_field("到达日期", help_text="提交、签收、收到的那一天。")
    confirmed_on = day_field(
        "双方确认的日期",
        required=False,
        help_text="平常信函、互联网、传真的，已经确认的填写；还没有确认的留空，以后再登记。",
    )
    confirmed_with = choice_field("与谁确认", ConfirmedWith.choices, required=False)
    confirmed_how = choice_field("怎样确认", ConfirmedBy.choices, required=False)
    confirmed_note = words_field("确认的凭据", required=False, rows=2, help_text=HOW_IT_IS_SHOWN)
    confirmed_late = words_field("晚确认的原因", required=False, rows=2, help_text=WHEN_IT_IS_LATE)
    scan = paper_field(
        "申请书的扫描件",
        help_text="写有身份和联系方式，与身份证明一样只对经办人和信息公开机构负责人开放。",
    )

    ARRIVAL = (
        "office", "channel", "received_on", "confirmed_on", "confirmed_with", "confirmed_how",
        "confirmed_note", "confirmed_late", "scan",
    )  # fmt: skip
    NOT_FOR_OTHERS = ()  # an applicant may have named somebody on paper
    PART_TITLES = ("怎样收到", "申请人", "所需的政府信息", "提供方式")
    LABELS: ClassVar[dict[str, tuple[str, str]]] = {
        "applicant_kind": ("申请人类别", ""),
        "name": ("姓名或者名称", ""),
        "identity_proof": ("身份证明的扫描件", ""),
        "telephone": ("联系电话", "电话、邮箱、通信地址至少写一项。"),
        "wanted": ("所需信息的名称", "照申请书写；口头提出的代为填写。"),
        "document_number": ("文号", ""),
        "description": ("其他特征性描述", ""),
        "material": ("申请人附来的材料", ""),
        "supply_form": ("提供形式", ""),
        "supply_way": ("获取方式", ""),
        "email": ("电子邮箱", "选了电子邮件的必须填。"),
        "address": ("通信地址", "选了邮寄的必须填。"),
    }

    def __init__(self, *args: Any, offices: QuerySet[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "office", offices)
        for name in ("telephone", "identity_proof"):
            self.fields[name].required = False
        for name, (label, hint) in self.LABELS.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.error_messages["required"] = f"请填写{label}。"
        self.order_fields(self.ARRIVAL)
        self.only = offices.get() if offices.count() == 1 else None
        if self.only:
            del self.fields["office"]

    @property
    def titled_parts(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """Return the parts of the page, each with its title."""
        arrival = [self._described(name) for name in self.ARRIVAL if name in self.fields]
        return list(zip(self.PART_TITLES, [arrival, *self.parts], strict=True))

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not any(given.get(name) for name in ("telephone", "email", "address")):
            self.add_error("telephone", "联系电话、电子邮箱、通信地址至少写一项。")
        told = [given.get(name) for name in ("confirmed_on", "confirmed_with", "confirmed_how")]
        if any(told) and not all(told):
            self.add_error("confirmed_on", "确认的日期、与谁、怎样确认，要么都填，要么都不填。")
        return given

    def confirmation(self) -> Confirmation | None:
        given = self.cleaned_data
        if not given["confirmed_on"]:
            return None
        return Confirmation(
            given["confirmed_on"],
            ConfirmedWith(given["confirmed_with"]),
            ConfirmedBy(given["confirmed_how"]),
            given["confirmed_note"],
            given["confirmed_late"],
        )

    def application(self) -> Application:
        application = super().application()
        application.channel = self.cleaned_data["channel"]
        application.received_on = self.cleaned_data["received_on"]
        return application

    def papers(self) -> list[Paper]:
        return [
            # It bears the number of the card and the contact (art. 29 §2(一)).
            *papers_in(self, "scan", "申请书", is_identity=True),
            *papers_in(self, "identity_proof", "身份证明", is_identity=True),
            *papers_in(self, "material", "能帮助查找的材料"),
        ]

    def attempt(self, key: UUID, *, by: Person, at: datetime) -> tuple[Application, str] | None:
        """Return the application of that key and its query code, or nothing when the form bears the refusal."""
        if not self.is_valid():
            return None
        application = self.application()
        # A second sending of the same page is refused by it, at the latest in the database.
        application.key = key
        try:
            code = actions.take_in(
                application,
                self.applicant(),
                office=self.only or self.cleaned_data["office"],
                confirmation=self.confirmation(),
                papers=self.papers(),
                by=by,
                at=at,
            )
        except Refused as refusal:
            self.add_error(None, str(refusal))
            return None
        except ValidationError as error:
            for sentence in error.messages:
                self.add_error(None, sentence)
            return None
        return application, code


class ListForm(PublicForm):
    """What the list shows: in the address, so that it can be kept and sent on."""

    STANDINGS = (
        ("", "等待答复的"),
        ("mine", "等我办理的"),
        ("late", "逾期的"),
        ("unconfirmed", "没有确认收到的"),
        ("waiting", "等待申请人或者对方的"),
        ("ended", "已经答复、归档、作废的"),
        ("void", "作废的"),
    )
    standing = forms.ChoiceField(label="范围", choices=STANDINGS, required=False)
    section = forms.ModelChoiceField(
        Section.objects.none(), label="科室", required=False, empty_label="全部"
    )
    handler = forms.ModelChoiceField(
        Person.objects.none(), label="经办人", required=False, empty_label="全部"
    )
    words = forms.CharField(
        label="受理编号、所需信息",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self,
        *args: Any,
        sections: QuerySet[Section],
        handlers: QuerySet[Person],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "section", sections)
        offer(self, "handler", handlers)
