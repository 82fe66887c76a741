"""Application, Applicant, Event, Reply: the ledger of 依申请公开 (条例第二十七条至第四十五条)."""

import uuid
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from gongkai.apps.offices.models import Office, OfficeQuerySet, Person, Section
from gongkai.apps.records.models import StoredFile
from gongkai.law.answers import ANSWERS, Answer
from gongkai.law.application_stages import Stage
from gongkai.law.receipt import Channel

OPEN_STAGES = frozenset(Stage) - {Stage.REPLIED, Stage.CLOSED, Stage.VOID}
"""The stages in which an application still waits for its reply."""


class ApplicantKind(models.TextChoices):
    """Who applies, as table three counts them (its columns)."""

    NATURAL_PERSON = "natural_person", "自然人"
    COMMERCIAL_ENTERPRISE = "commercial_enterprise", "商业企业"
    RESEARCH_INSTITUTION = "research_institution", "科研机构"
    PUBLIC_WELFARE_ORGANIZATION = "public_welfare_organization", "社会公益组织"
    LEGAL_SERVICE_INSTITUTION = "legal_service_institution", "法律服务机构"
    OTHER_ORGANIZATION = "other_organization", "其他组织"


class SupplyForm(models.TextChoices):
    """In which form the information is wanted (art. 29 §2(三), art. 40)."""

    PAPER = "paper", "纸质"
    ELECTRONIC = "electronic", "电子文档"
    INSPECTION = "inspection", "查阅、抄录"


class SupplyWay(models.TextChoices):
    """On which way the reply is wanted."""

    PORTAL = "portal", "本网站下载"
    EMAIL = "email", "电子邮件"
    POST = "post", "邮寄"
    COUNTER = "counter", "自行领取"


class ApplicationQuerySet(models.QuerySet["Application"]):
    def of_offices(self, offices: OfficeQuerySet) -> "ApplicationQuerySet":
        """Return the applications to these offices."""
        return self.filter(office__in=offices)

    def waiting(self) -> "ApplicationQuerySet":
        """Return the applications that have not been replied to."""
        return self.filter(stage__in=OPEN_STAGES)


class Application(models.Model):
    """One application for disclosure, without who filed it: that is Applicant's."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="applications")
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="applications"
    )
    handler = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="applications"
    )
    number = models.CharField("受理编号", max_length=60, unique=True)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    query_code_hash = models.CharField(max_length=64)

    channel = models.CharField(
        "提出方式", max_length=20, choices=[(each.value, each.label) for each in Channel]
    )
    filed_at = models.DateTimeField("提交时间")
    received_on = models.DateField("到达日期")
    applicant_kind = models.CharField("申请人类别", max_length=40, choices=ApplicantKind.choices)

    wanted = models.CharField("所需信息的名称", max_length=200)
    document_number = models.CharField("文号", max_length=100, blank=True)
    description = models.TextField("其他特征性描述", blank=True)
    supply_form = models.CharField("提供形式", max_length=20, choices=SupplyForm.choices)
    supply_way = models.CharField("获取方式", max_length=20, choices=SupplyWay.choices)

    stage = models.CharField(
        "阶段",
        max_length=20,
        default=Stage.FILED,
        choices=[(each.value, each.label) for each in Stage],
    )
    # What table three counts by, set by the acts that fix them and reckoned anew by a test.
    counted_on = models.DateField(
        "收到日期", null=True, blank=True, help_text="首次确定的收到申请之日。"
    )
    handled_on = models.DateField("答复日期", null=True, blank=True)
    answer_key = models.CharField("办理结果", max_length=40, blank=True)
    # Counts acts, so that whoever acts on what has changed meanwhile is told.
    edition = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager["Application"]] = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = "政府信息公开申请"
        verbose_name_plural = "政府信息公开申请"
        ordering = ["-filed_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "serial"], name="one_application_a_number"
            ),
            models.CheckConstraint(
                name="a_handled_application_was_received_and_answered",
                condition=Q(handled_on__isnull=True)
                | (Q(handled_on__gte=models.F("counted_on")) & ~Q(answer_key="")),
            ),
            models.CheckConstraint(
                name="nothing_is_counted_before_its_day_of_receipt",
                condition=Q(
                    counted_on__isnull=True,
                    stage__in=[Stage.FILED.value, Stage.UNCONFIRMED.value, Stage.VOID.value],
                )
                | (
                    Q(counted_on__isnull=False)
                    & ~Q(stage__in=[Stage.FILED.value, Stage.UNCONFIRMED.value, Stage.VOID.value])
                ),
            ),
            models.CheckConstraint(
                name="handled_means_replied",
                condition=Q(
                    handled_on__isnull=False, stage__in=[Stage.REPLIED.value, Stage.CLOSED.value]
                )
                | (
                    Q(handled_on__isnull=True)
                    & ~Q(stage__in=[Stage.REPLIED.value, Stage.CLOSED.value])
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["office", "counted_on"], name="application_new"),
            models.Index(fields=["office", "handled_on"], name="application_handled"),
            models.Index(fields=["office", "stage"], name="application_stage"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def answer(self) -> Answer | None:
        """Return the answer that was decided on, or None before."""
        return ANSWERS[self.answer_key] if self.answer_key else None


class Applicant(models.Model):
    """Who applied (art. 29 §2(一)): read only by those whose role needs it, never in a list or log."""

    class IdentityKind(models.TextChoices):
        RESIDENT_CARD = "resident-card", "居民身份证"
        PASSPORT = "passport", "护照"
        OTHER_CARD = "other-card", "其他有效身份证件"
        CREDIT_CODE = "credit-code", "统一社会信用代码"

    application = models.OneToOneField(Application, models.CASCADE, related_name="applicant")
    name = models.CharField("姓名或者名称", max_length=100)
    identity_kind = models.CharField("身份证明", max_length=20, choices=IdentityKind.choices)
    identity_number = models.CharField("证件号码", max_length=40)
    contact_name = models.CharField("联系人", max_length=60, blank=True)
    telephone = models.CharField("联系电话", max_length=40, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    address = models.CharField("通信地址", max_length=200, blank=True)

    class Meta:
        verbose_name = "申请人"
        verbose_name_plural = "申请人"
        default_permissions = ()

    def __str__(self) -> str:
        return "申请人"  # a name in a log or an error page would be one too many

    def clean(self) -> None:
        super().clean()
        if not (self.telephone or self.email or self.address):
            raise ValidationError(
                "联系电话、电子邮箱、通信地址至少写一项（条例第二十九条第二款）。"
            )


class Event(models.Model):
    """Something that happened to an application, with its evidence; the clock is reckoned from these."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="events")
    act = models.CharField(max_length=40)
    on = models.DateField("日期")
    at = models.DateTimeField("登记时间")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    text = models.TextField("经过")
    # In the words of whoever did it; it may name people, so the log does not get it.
    note = models.TextField("说明", blank=True)
    public_text = models.TextField("向申请人显示", blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        verbose_name = "经过"
        verbose_name_plural = "经过"
        ordering = ["on", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.text


class EventFile(models.Model):
    """A paper that belongs to an event: identity proof, evidence, what is handed to the applicant."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="files")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    label = models.CharField("名称", max_length=100)
    for_applicant = models.BooleanField("申请人可以下载", default=False)
    # Whether it tells identity or contact: the proof of identity, and the form that was filled in.
    is_identity = models.BooleanField("身份证明", default=False)

    class Meta:
        verbose_name = "材料"
        verbose_name_plural = "材料"
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.label


class Reply(models.Model):
    """The reply (答复书) from decision to delivery; its text is frozen when it is signed."""

    class DeliveryWay(models.TextChoices):
        """How it reached the applicant (国办公开办函〔2016〕235号; law of the day that counts)."""

        DIRECT = "direct", "直接送达"
        ENTRUSTED = "entrusted", "委托其他行政机关代为送达"
        POST = "post", "邮寄（挂号、特快专递）"
        EMAIL = "email", "电子邮件"
        PORTAL = "portal", "本网站"

    application = models.OneToOneField(Application, models.CASCADE, related_name="reply")
    answer_key = models.CharField("答复", max_length=40)
    replies_given = models.JSONField("判断的回答", default=dict)
    # What the answer asks the reply to contain, in its order → what the clerk wrote.
    contents = models.JSONField(default=dict)
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    comment = models.TextField("退回理由", blank=True)
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField("签发日期", null=True)
    number = models.CharField("文号", max_length=60, blank=True)
    document = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+")
    delivered_way = models.CharField(
        "送达方式", max_length=20, blank=True, choices=DeliveryWay.choices
    )

    class Meta:
        verbose_name = "答复书"
        verbose_name_plural = "答复书"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="one_reply_a_number"
            ),
            models.CheckConstraint(
                name="nobody_signs_what_they_decided_or_drafted",
                condition=Q(signed_by__isnull=True)
                | (~Q(signed_by=models.F("drafted_by")) & ~Q(signed_by=models.F("decided_by"))),
            ),
            models.CheckConstraint(
                name="a_signed_reply_has_its_number_day_and_frozen_text",
                condition=Q(
                    signed_by__isnull=True, signed_on__isnull=True, number="", document__isnull=True
                )
                | (
                    Q(signed_by__isnull=False, signed_on__isnull=False, document__isnull=False)
                    & ~Q(number="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.number or "答复书（未签发）"

    @property
    def answer(self) -> Answer:
        return ANSWERS[self.answer_key]

    def files_no_longer_supplied(self, answer: Answer) -> models.QuerySet["ReplyFile"]:
        """Return the files that would not go with the reply if this became its answer.

        None goes with an answer that supplies no information; and what was chosen to be given whole
        may hold what a reply in part withholds (art. 37).
        """
        keeps = answer.supplies_information and (
            answer.withholds == "nothing" or answer.key == self.answer_key
        )
        return self.files.none() if keeps else self.files.all()


class ReplyFile(models.Model):
    """A file that is supplied with the reply; the applicant gets it when the reply is delivered."""

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="files")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    label = models.CharField("名称", max_length=100)

    class Meta:
        verbose_name = "所提供的文件"
        verbose_name_plural = "所提供的文件"
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.label


class FailedLookup(models.Model):
    """That someone typed a wrong pair from an address; kept for as long as it makes someone wait."""

    address_hash = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return "输错查询码"


class RecentFiling(models.Model):
    """That someone filed from an address of the network, without which application it was."""

    address_hash = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return "网上提交"
