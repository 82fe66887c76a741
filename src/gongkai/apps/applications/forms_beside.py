"""The forms of what is done beside the reply: 补正, 检索, 征求意见, 延期, 说明理由, 延迟答复."""

from datetime import datetime
from typing import Any, ClassVar, cast

from django import forms

from gongkai.apps.applications import actions
from gongkai.apps.applications.act_form import (
    ActForm,
    choice_field,
    day_field,
    paper_field,
    papers_in,
    words_field,
)
from gongkai.apps.applications.actions import Opinion, Search, Service, Tally
from gongkai.apps.applications.clock import calendar
from gongkai.apps.applications.models import Reply
from gongkai.apps.applications.procedures import Procedures
from gongkai.apps.offices.models import Person
from gongkai.apps.records.moments import written
from gongkai.law.application_stages import Act
from gongkai.law.parameters import parameter
from gongkai.law.procedures import Consulted

_WAYS = [(way.value, f"{way.label}（以{actions.DATED_BY[way]}为准）") for way in Reply.DeliveryWay]
_NOT_TO_OTHERS = {Reply.DeliveryWay.PORTAL}
"""Ways on which only the applicant is reached."""


class NoticeForm(ActForm):
    """An act by which the applicant is told something in writing."""

    needs_identity = True
    way = choice_field("送达方式", _WAYS)
    on = day_field("送达日期", help_text="按送达方式括号里的日期填写。")
    evidence = words_field(
        "凭证", required=False, rows=2, help_text="邮件号码、送达回证编号等；在本网站送达的不用填。"
    )
    paper = paper_field("凭证的扫描件")
    OWN: ClassVar[tuple[str, ...]] = ()
    """The fields of the act itself, which stand before those of the notice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields((*self.OWN, "way", "on", "evidence", "paper"))
        self.initial.setdefault("way", Reply.DeliveryWay.PORTAL.value)
        self.initial.setdefault("on", self.today)

    def service(self) -> Service:
        given = self.cleaned_data
        return Service(
            Reply.DeliveryWay(given["way"]),
            given["on"],
            given["evidence"],
            tuple(papers_in(self, "paper", "送达凭证")),
        )


class NotifyCorrectionForm(NoticeForm):
    act, done = Act.NOTIFY_CORRECTION, "已经告知补正，收到补正以前不计算答复期限。"
    what = words_field(
        "要补正的事项", rows=5, help_text="一次写全，申请人会看到；补正只能告知一次。"
    )
    until_on = day_field("补正期限", help_text="由本机关合理确定，例如收到通知后十个工作日。")
    OWN = ("what", "until_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counted_on = self.application.counted_on
        if counted_on:
            term = parameter("correction.notice_term").on(counted_on)
            last = calendar().working_day(counted_on, term.number)
            self.fields[
                "on"
            ].help_text = f"应当在{written(last)}以前告知（收到申请之日起{term.number}个工作日，{term.citation}）。"

    def carry_out(self, *, by: Person, at: datetime) -> None:
        given = self.cleaned_data
        actions.notify_correction(
            self.application, what=given["what"], until_on=given["until_on"],
            service=self.service(), by=by, at=at, **self.given(),
        )  # fmt: skip


class ReceiveCorrectionForm(ActForm):
    act, done = Act.RECEIVE_CORRECTION, "已经登记，答复期限从次日起重新计算。"
    on = day_field("收到补正的日期", help_text="这一天起重新计算答复期限，当日不计入。")
    words = words_field("补正后的申请内容", rows=5, help_text="照申请人补正的写。")
    paper = paper_field("补正的材料")

    def carry_out(self, *, by: Person, at: datetime) -> None:
        actions.receive_correction(
            self.application, on=self.cleaned_data["on"], words=self.cleaned_data["words"],
            papers=papers_in(self, "paper", "补正的材料"), by=by, at=at, **self.given(),
        )  # fmt: skip


class LapseCorrectionForm(ActForm):
    act, done = Act.LAPSE_CORRECTION, "已经登记，请判断并告知申请人不再处理。"
    checked = words_field(
        "怎样核实没有正当理由", rows=2, help_text="例如“两次电话联系，本人表示不再补正”。"
    )

    def carry_out(self, *, by: Person, at: datetime) -> None:
        checked = self.cleaned_data["checked"]
        actions.lapse_correction(self.application, checked=checked, by=by, at=at, **self.given())


class SearchForm(ActForm):
    act, done = Act.SEARCH, "检索记录已经存入案卷。"
    searched_by = words_field("由谁检索", rows=1, help_text="科室和人员。")
    where = words_field("检索范围", help_text="哪些档案、系统，用了什么时间、文号、词语。")
    found = words_field("检索结果", help_text="找到的写明名称、文号；没有找到的写明没有。")
    on = day_field("检索日期")
    paper = paper_field("检索的截图、清单")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", self.today)

    def carry_out(self, *, by: Person, at: datetime) -> None:
        given = self.cleaned_data
        actions.search(
            self.application, Search(given["searched_by"], given["where"], given["found"]),
            on=given["on"], papers=papers_in(self, "paper", "检索的截图、清单"),
            by=by, at=at, **self.given(),
        )  # fmt: skip


class ConsultForm(NoticeForm):
    act, done = Act.CONSULT, "已经登记；从发出到收到意见的时间不计入答复期限。"
    needs_identity = False
    whom = choice_field(
        "征求谁的意见", [(each.value, f"{each.label}（{each.citation}）") for each in Consulted]
    )
    name = forms.CharField(
        label="对方的名称",
        max_length=100,
        help_text="写在征求意见书的抬头，留在案卷里，申请人看不到。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "请填写对方的名称。"},
    )
    what = words_field(
        "拟公开的内容", rows=5, help_text="对方会看到；不要写申请人是谁（《条例》第三十二条）。"
    )
    delivered_on = day_field(
        "对方收到的日期", required=False, help_text="提出意见的期限从次日起算；还不知道的以后登记。"
    )
    OWN = ("whom", "name", "what")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields((*self.OWN, "way", "on", "delivered_on", "evidence", "paper"))
        way = cast("forms.ChoiceField", self.fields["way"])
        way.label = "发出方式"
        way.choices = [
            (way.value, way.label) for way in Reply.DeliveryWay if way not in _NOT_TO_OTHERS
        ]
        self.fields["on"].label, self.fields["on"].help_text = "发出日期", ""
        self.initial["way"] = Reply.DeliveryWay.POST.value
        self.fields["evidence"].help_text = "邮件号码、签收记录等。"

    def carry_out(self, *, by: Person, at: datetime) -> None:
        given = self.cleaned_data
        actions.consult(
            self.application, whom=Consulted(given["whom"]), name=given["name"],
            what=given["what"], delivered_on=given["delivered_on"], service=self.service(),
            by=by, at=at, **self.given(),
        )  # fmt: skip


class OfConsultationForm(ActForm):
    """An act on one of the consultations that are open."""

    of = choice_field("哪一次征求意见", [])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Procedures.of(self.application.events.all()).open_consultations
        choices = [
            (str(each.sent.pk), f"{each.whom.label}：{each.name}（{written(each.sent.on)}发出）")
            for each in found
        ]
        cast("forms.ChoiceField", self.fields["of"]).choices = choices
        if len(choices) == 1:
            self.initial.setdefault("of", choices[0][0])

    def given(self) -> dict[str, Any]:
        return super().given() | {"of": int(self.cleaned_data["of"])}


class DeliverConsultationForm(OfConsultationForm):
    act, done = Act.DELIVER_CONSULTATION, "已经登记，提出意见的期限从次日起算。"
    on = day_field("对方收到的日期")
    evidence = words_field("凭证", required=False, rows=2, help_text="邮件签收记录等。")
    paper = paper_field("凭证的扫描件")

    def carry_out(self, *, by: Person, at: datetime) -> None:
        given = self.cleaned_data
        actions.deliver_consultation(
            self.application, on=given["on"], evidence=given["evidence"],
            papers=papers_in(self, "paper", "送达凭证"), by=by, at=at, **self.given(),
        )  # fmt: skip


class HearForm(OfConsultationForm):
    act, done = Act.HEAR, "已经登记，答复期限从次日起继续计算。"
    on = day_field("收到意见的日期")
    opinion = choice_field("意见", Opinion.choices)
    words = words_field(
        "意见的内容和理由",
        required=False,
        help_text="不同意的必须写理由，或者上传；理由是否合理由本机关判断（《条例》第三十二条）。",
    )
    paper = paper_field("意见的扫描件")

    def carry_out(self, *, by: Person, at: datetime) -> None:
        given = self.cleaned_data
        actions.hear(
            self.application, on=given["on"], opinion=Opinion(given["opinion"]),
            words=given["words"], papers=papers_in(self, "paper", "意见"),
            by=by, at=at, **self.given(),
        )  # fmt: skip


class StopWaitingForm(OfConsultationForm):
    act, done = Act.STOP_WAITING, "已经登记，答复期限继续计算。"
    reason = words_field(
        "为什么不再等待",
        required=False,
        rows=2,
        help_text="第三方、共同制作机关的期限过了才能登记，不用写；其他机关没有期限，必须写明。",
    )

    def carry_out(self, *, by: Person, at: datetime) -> None:
        reason = self.cleaned_data["reason"]
        actions.stop_waiting(self.application, reason=reason, by=by, at=at, **self.given())


class ExtendForm(ActForm):
    act, done = Act.EXTEND, "已经同意，请经办人在原来的期限届满以前告知申请人。"
    days = forms.IntegerField(
        label="延长的工作日",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "请填写延长的工作日。", "invalid": "请填写整数。"},
    )
    reason = words_field("延期的理由", rows=2, help_text="写在告知书里，申请人会看到。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.application.counted_on:
            limit = parameter("reply.extension_limit").on(self.application.counted_on)
            self.fields["days"].help_text = f"最多{limit.number}个工作日（{limit.citation}）。"

    def carry_out(self, *, by: Person, at: datetime) -> None:
        given = self.cleaned_data
        actions.extend(
            self.application, days=given["days"], reason=given["reason"],
            by=by, at=at, **self.given(),
        )  # fmt: skip


class TellExtensionForm(NoticeForm):
    act, done = Act.TELL_EXTENSION, "已经告知，答复期限延长。"

    def carry_out(self, *, by: Person, at: datetime) -> None:
        actions.tell_extension(self.application, self.service(), by=by, at=at, **self.given())


class AskReasonsForm(NoticeForm):
    act, done = Act.ASK_REASONS, "已经要求申请人说明理由。"
    what = words_field("数量、频次怎样明显超过合理范围", help_text="申请人会看到。")
    until_on = day_field("说明理由的期限")
    OWN = ("what", "until_on")

    def carry_out(self, *, by: Person, at: datetime) -> None:
        given = self.cleaned_data
        actions.ask_reasons(
            self.application, what=given["what"], until_on=given["until_on"],
            service=self.service(), by=by, at=at, **self.given(),
        )  # fmt: skip


class HearReasonsForm(ActForm):
    act, done = Act.HEAR_REASONS, "已经登记。"
    on = day_field("收到的日期")
    words = words_field("申请人说明的理由")
    paper = paper_field("申请人的书面说明")

    def carry_out(self, *, by: Person, at: datetime) -> None:
        actions.hear_reasons(
            self.application, on=self.cleaned_data["on"], words=self.cleaned_data["words"],
            papers=papers_in(self, "paper", "申请人说明的理由"), by=by, at=at, **self.given(),
        )  # fmt: skip


class DelayForm(NoticeForm):
    act, done = Act.DELAY, "已经告知延迟答复的日期。"
    delayed_to = day_field("延迟到哪一天答复", help_text="应当合理，并且晚于现在的答复期限。")
    reason = words_field("为什么不能在期限内答复", rows=2, help_text="申请人会看到。")
    OWN = ("delayed_to", "reason")

    def carry_out(self, *, by: Person, at: datetime) -> None:
        given = self.cleaned_data
        actions.delay(
            self.application, delayed_to=given["delayed_to"], reason=given["reason"],
            service=self.service(), by=by, at=at, **self.given(),
        )  # fmt: skip


class ChargeForm(NoticeForm):
    act, done = Act.CHARGE, "已经通知；缴费以前不计算答复期限。"
    tariff = choice_field(
        "收费标准",
        [("items", "按件计收"), ("pages", "按量计收（页）")],
        help_text="同一件申请只能选一种（收费办法第三条）。",
    )
    quantity = forms.IntegerField(
        label="件数或者页数",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "请填写件数或者页数。", "invalid": "请填写整数。"},
    )
    why = words_field("数量、频次怎样明显超过合理范围", rows=2, help_text="写在通知书里。")
    how = words_field("缴纳方式", rows=2, help_text="写在通知书里，例如代收银行和缴款码。")
    OWN = ("tariff", "quantity", "why", "how")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        before = actions.items_of_the_month(self.application)
        self.fields["quantity"].help_text = (
            f"按件的，同一申请人本月在这一件以前有{before}件，这一件可以按最小单位拆分计件；"
            "按量的，填这一件申请的页数，不与其他申请累加。"
        )
        way = cast("forms.ChoiceField", self.fields["way"])
        way.choices = [(each.value, each.label) for each in Reply.DeliveryWay]
        self.fields["on"].label = "申请人收到通知的日期"
        self.fields["on"].help_text = "缴费期限从次日起算；邮寄的以签收为准，签收以后再登记。"

    def carry_out(self, *, by: Person, at: datetime) -> None:
        given = self.cleaned_data
        actions.charge(
            self.application, Tally(given["tariff"], given["quantity"]), why=given["why"],
            how=given["how"], service=self.service(), by=by, at=at, **self.given(),
        )  # fmt: skip


class ReceivePaymentForm(ActForm):
    act, done = Act.RECEIVE_PAYMENT, "已经登记，答复期限从次日起重新计算。"
    on = day_field("缴费完成的日期")
    receipt = forms.CharField(
        label="财政票据的号码",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "请填写财政票据的号码。"},
    )
    paper = paper_field("票据或者到账凭证")

    def carry_out(self, *, by: Person, at: datetime) -> None:
        given = self.cleaned_data
        actions.receive_payment(
            self.application, on=given["on"], receipt=given["receipt"],
            papers=papers_in(self, "paper", "缴费凭证"), by=by, at=at, **self.given(),
        )  # fmt: skip


class LapsePaymentForm(ActForm):
    act, done = Act.LAPSE_PAYMENT, "已经登记，请判断并告知申请人不再处理。"
    checked = words_field("怎样核对没有到账", rows=2)

    def carry_out(self, *, by: Person, at: datetime) -> None:
        checked = self.cleaned_data["checked"]
        actions.lapse_payment(self.application, checked=checked, by=by, at=at, **self.given())


FORMS_BESIDE: tuple[type[ActForm], ...] = (
    NotifyCorrectionForm, ReceiveCorrectionForm, LapseCorrectionForm, SearchForm, ConsultForm,
    DeliverConsultationForm, HearForm, StopWaitingForm, ExtendForm, TellExtensionForm,
    AskReasonsForm, HearReasonsForm, DelayForm, ChargeForm, ReceivePaymentForm, LapsePaymentForm,
)  # fmt: skip
