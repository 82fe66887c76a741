"""Item, a piece of government information, with its attachments; live only as it was approved."""

import hashlib
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)

from gongkai.apps.offices.models import Office, Section
from gongkai.apps.publishing.body import FEATURES, cleaned, paragraphs
from gongkai.apps.publishing.models.review import (
    HASH_LENGTH,
    NOT_APPROVED,
    Publication,
    publish_reviewed,
)
from gongkai.apps.records.models import StoredFile
from gongkai.apps.records.refusals import Refused
from gongkai.law.publication_stages import CHAIN, REVIEWS, Stage
from gongkai.law.subjects import ARTICLE_20, ARTICLE_21_CITY_AND_COUNTY, ARTICLE_21_TOWNSHIP

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

SUBJECTS = {
    subject.key: subject
    for subject in (*ARTICLE_20, ARTICLE_21_CITY_AND_COUNTY, ARTICLE_21_TOWNSHIP)
}
BY_REVIEW_ALONE = "公开的内容只能经过审核改变，不能直接修改数据。"
NOT_DELETED = "信息不能删除：没有公开过的可以不再拟写，公开了的可以撤回，都要说明理由。"


class Kind(models.TextChoices):
    """What table two of the annual report counts apart, and what explains it."""

    REGULATION = "regulation", "规章"
    NORMATIVE = "normative", "行政规范性文件"
    EXPLANATION = "explanation", "政策解读"
    OTHER = "other", "其他信息"


DOCUMENTS = (Kind.REGULATION, Kind.NORMATIVE)
"""Kinds that are in force or not."""


class Validity(models.TextChoices):
    FUTURE = "future", "尚未施行"
    IN_FORCE = "in-force", "现行有效"
    ABOLISHED = "abolished", "废止"
    LAPSED = "lapsed", "失效"


class Ending(models.TextChoices):
    ABOLISHED = "abolished", "废止"
    LAPSED = "lapsed", "宣布失效"


CONTENT_FIELDS = (
    "office_id",
    "subject",
    "kind",
    "title",
    "document_number",
    "index_number",
    "issuing_office",
    "written_on",
    "formed_on",
    "topic",
    "effective_on",
    "expires_on",
    "ending",
    "ended_on",
    "body",
    "interprets_id",
)
"""What the public reads, and so what the hash of a review binds; attachments besides."""
OF_THE_WHOLE = (
    "stage",
    "round",
    "section_id",
    "index_number",
    "content_hash",
    "approved_hash",
    "last_published_at",
    "live_revision",
    "withdrawn_at",
    "withdrawal_reason",
)
"""What belongs to the item and not to one version of it; Wagtail keeps a few more."""
GUARDED = frozenset(
    {
        *CONTENT_FIELDS,
        "office",
        "interprets",
        "live",
        "content_hash",
        "approved_hash",
        "first_published_at",
        "last_published_at",
        "live_revision",
        "withdrawn_at",
        "withdrawal_reason",
        "plain_text",
        "go_live_at",
        "expire_at",
    }
)
"""Fields that are saved together and checked, or not at all."""


_ON_CONFLICT = ("ignore_conflicts", "update_conflicts")


class ItemQuerySet(models.QuerySet["Item"]):
    def public(self) -> Self:
        """Return what the public sees."""
        return self.filter(live=True)

    def newest_first(self) -> Self:
        return self.order_by("-last_published_at", "-pk")

    def of_offices(self, offices: "Iterable[Office] | models.QuerySet[Office]") -> Self:
        return self.filter(office__in=offices)

    def not_dropped(self) -> Self:
        """Return what somebody still writes, or what is or was public."""
        return self.exclude(stage=Stage.DROPPED)

    def documents(self) -> Self:
        """Return 规章 and 行政规范性文件."""
        return self.filter(kind__in=DOCUMENTS)

    def in_force_on(self, day: date) -> Self:
        """Return the documents that were made, had come into force and had not ended on that day."""
        return self.documents().filter(
            Q(effective_on__isnull=True) | Q(effective_on__lte=day),
            Q(expires_on__isnull=True) | Q(expires_on__gte=day),
            Q(ended_on__isnull=True) | Q(ended_on__gt=day),
            written_on__lte=day,
        )

    def not_over_on(self, day: date) -> Self:
        """Return all but documents that had been abolished or had lapsed on that day."""
        is_over = Q(ended_on__lte=day) | Q(expires_on__lt=day)
        return self.exclude(Q(kind__in=DOCUMENTS) & is_over)

    def alike(self, pairs: "Collection[str]") -> Self:
        """Return the items whose title has at least a quarter of these pairs of characters, the likest first."""
        has = (Case(When(title__contains=pair, then=1), default=0) for pair in pairs)
        likeness = sum(has, start=Value(0))
        fewest = max(2, -(-len(pairs) // 4))
        found = self.annotate(likeness=likeness).filter(likeness__gte=fewest)
        return found.order_by("-likeness", "-last_published_at", "-pk")

    def saying(self, words: "Iterable[str]") -> Self:
        """Return the items that contain every word in title, numbers or text."""
        found = self
        for word in words:
            anywhere = Q()
            for field in ("title", "document_number", "index_number", "plain_text"):
                anywhere |= Q(**{f"{field}__icontains": word})
            found = found.filter(anywhere)
        return found

    def drafted_as(self, words: "Iterable[str]") -> Self:
        """Return the items whose newest title, or whose numbers, contain every word."""
        found = self
        for word in words:
            anywhere = Q(latest_revision__object_str__icontains=word)
            for field in ("title", "document_number", "index_number"):
                anywhere |= Q(**{f"{field}__icontains": word})
            found = found.filter(anywhere)
        return found

    def update(self, **fields: Any) -> int:
        if GUARDED & fields.keys():
            raise Refused(BY_REVIEW_ALONE)
        return super().update(**fields)

    def bulk_create(self, objs: "Iterable[Item]", *args: Any, **options: Any) -> "list[Item]":
        items = list(objs)
        # On a conflict the database would write over a row that was never asked.
        overwrites = any(args[1:]) or any(options.get(name) for name in _ON_CONFLICT)
        if overwrites or any(item.live or item.approved_hash for item in items):
            raise Refused(BY_REVIEW_ALONE)
        return super().bulk_create(items, *args, **options)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Refused(NOT_DELETED)


class Item(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
    models.Model,  # said again for the type checker, to which Wagtail's classes are unknown
):
    """One piece of government information of one office (arts. 20 and 21)."""

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="items", verbose_name="公开机关"
    )
    section = models.ForeignKey(
        Section,
        models.PROTECT,
        related_name="items",
        verbose_name="承办科室",
        null=True,
        blank=True,
        help_text="由这个科室的负责人审核；不选的，由本机关任何一位科室负责人审核。",
    )
    subject = models.CharField(
        "公开事项",
        max_length=30,
        choices=[(subject.key, subject.name) for subject in SUBJECTS.values()],
        help_text="《政府信息公开条例》第二十条、第二十一条列举的事项。",
    )
    kind = models.CharField("类别", max_length=20, choices=Kind.choices, default=Kind.OTHER)
    title = models.CharField("名称", max_length=200)
    document_number = models.CharField(
        "发文字号", max_length=60, blank=True, help_text="例如“云川投促规〔2026〕2号”，没有的不填。"
    )
    index_number = models.CharField("索引号", max_length=60, blank=True, editable=False)
    issuing_office = models.CharField(
        "发文机关", max_length=100, blank=True, help_text="不填的，是公开机关；联合发文写全。"
    )
    written_on = models.DateField("成文日期", null=True, blank=True)
    formed_on = models.DateField(
        "形成或者变更之日",
        null=True,
        blank=True,
        help_text="公开期限自这一天起算（《政府信息公开条例》第二十六条）。",
    )
    topic = models.CharField(
        "主题分类", max_length=60, blank=True, help_text="例如“商贸、海关、旅游”。"
    )
    effective_on = models.DateField("施行日期", null=True, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True)
    ending = models.CharField("废止或者失效", max_length=10, choices=Ending.choices, blank=True)
    ended_on = models.DateField("废止、失效日期", null=True, blank=True)
    body = RichTextField("正文", blank=True, features=FEATURES)
    interprets = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="interpretations",
        verbose_name="解读的文件",
        null=True,
        blank=True,
        help_text="政策解读填写，两个页面互相链接。",
    )

    # Where the newest version stands, and in which round of review it was or is.
    stage = models.CharField(
        "环节",
        max_length=20,
        choices=[(stage.value, stage.label) for stage in Stage],
        default=Stage.DRAFT,
        editable=False,
    )
    round = models.PositiveIntegerField("轮次", default=0, editable=False)
    content_hash = models.CharField("校验码", max_length=HASH_LENGTH, blank=True, editable=False)
    approved_hash = models.CharField(
        "审核通过的校验码", max_length=HASH_LENGTH, blank=True, editable=False
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True, editable=False)
    withdrawal_reason = models.CharField(
        "撤回理由", max_length=200, blank=True, editable=False, help_text="向公众说明。"
    )
    plain_text = models.TextField(blank=True, editable=False)  # for searching

    live = models.BooleanField("已公开", default=False, editable=False)

    objects: ClassVar[models.Manager["Item"]] = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "公开信息"
        verbose_name_plural = "公开信息"
        default_permissions = ()  # what a person may do comes from appointments alone
        base_manager_name = "objects"  # no manager goes round the gate
        indexes = [
            models.Index(fields=["live", "-last_published_at"], name="public_items"),
            models.Index(fields=["office", "stage"], name="items_of_an_office"),
        ]
        constraints = [
            models.CheckConstraint(
                name="live_only_as_approved",
                condition=Q(live=False)
                | (Q(approved_hash=F("content_hash")) & ~Q(approved_hash="")),
            ),
            models.CheckConstraint(
                name="gone_only_with_a_reason",
                condition=Q(live=True, withdrawal_reason="", withdrawn_at__isnull=True)
                | Q(live=False, first_published_at__isnull=True)
                | (Q(live=False, withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")),
            ),
            models.CheckConstraint(
                name="dropped_was_never_public",
                condition=~Q(stage=Stage.DROPPED) | Q(live=False, first_published_at__isnull=True),
            ),
            models.CheckConstraint(
                name="nothing_is_scheduled",
                condition=Q(go_live_at__isnull=True, expire_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="index_number_belongs_to_one_item",
                fields=["index_number"],
                condition=~Q(index_number=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **options: Any) -> None:
        """Save; raise Refused when this would show the public anything but what was approved.

        A save of a few fields that touches what the public sees becomes a save of all of them.
        """
        fields: Collection[str] | None = options.get("update_fields")
        if fields is not None and not GUARDED & set(fields):
            super().save(*args, **options)
            return
        options["update_fields"] = None
        self.plain_text = "\n".join(self.paragraphs())
        self.content_hash = self.reckoned_hash()
        self._let_through(
            Publication.objects.filter(item=self.pk, ended_at=None).first() if self.pk else None
        )
        self._saving = True
        try:
            super().save(*args, **options)
        finally:
            self._saving = False

    def get_absolute_url(self) -> str:
        return reverse("item", args=[self.pk])

    def get_full_url(self) -> str:
        return f"{settings.WAGTAILADMIN_BASE_URL}{self.get_absolute_url()}"

    full_url = property(get_full_url)

    def get_preview_template(self, request: Any, mode_name: str) -> str:  # noqa: ARG002
        return "publishing/preview.html"

    # What the law says of it

    @property
    def issuer(self) -> str:
        """Return who issued it, under the name of that day."""
        if self.issuing_office:
            return self.issuing_office
        return self.office.name_on(self.written_on) if self.written_on else self.office.name

    @property
    def subject_of_the_law(self) -> Any:
        return SUBJECTS.get(self.subject)

    def validity_on(self, day: date) -> Validity | None:
        """Return whether the document is in force on that day; None for what is no document."""
        if self.kind not in DOCUMENTS:
            return None
        if self.ended_on and self.ended_on <= day:
            return Validity.ABOLISHED if self.ending == Ending.ABOLISHED else Validity.LAPSED
        if self.expires_on and self.expires_on < day:
            return Validity.LAPSED
        if self.effective_on and self.effective_on > day:
            return Validity.FUTURE
        return Validity.IN_FORCE

    # Its text

    @property
    def article(self) -> SafeString:
        """Return the text for a page: whatever was stored, only what the editor can make is shown."""
        return mark_safe(cleaned(self.body))  # noqa: S308 - rebuilt from an allow-list

    def paragraphs(self) -> list[str]:
        return paragraphs(self.body)

    def attached(self) -> "list[Attachment]":
        """Return the attachments of this version with their files, in order."""
        children = list(self.attachments.all())
        files = StoredFile.objects.in_bulk([each.file_id for each in children]) if children else {}
        for each in children:
            each.file = files[each.file_id]
        return sorted(children, key=lambda each: each.position)

    def reckoned_hash(self) -> str:
        """Return the SHA-256 of everything the public would read, files included."""
        content: dict[str, Any] = {name: getattr(self, name) for name in CONTENT_FIELDS}
        content["attachments"] = [
            [each.label, each.file.name, each.file.sha256] for each in self.attached()
        ]
        plain = json.dumps(
            content, default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return hashlib.sha256(plain.encode()).hexdigest()

    # What it lacks

    def clean(self) -> None:
        super().clean()
        troubles: dict[str, str] = {}
        if self.section is not None and self.section.office_id != self.office_id:
            troubles["section"] = "这个科室不在公开机关里。"
        if self.interprets_id and self.interprets_id == self.pk:
            troubles["interprets"] = "不能解读自己。"
        if bool(self.ending) != bool(self.ended_on):
            troubles["ended_on"] = "废止、失效的方式和日期要一起填，或者都不填。"
        if self.effective_on and self.expires_on and self.expires_on < self.effective_on:
            troubles["expires_on"] = "有效期不能早于施行日期。"
        if self.written_on and self.ended_on and self.ended_on < self.written_on:
            troubles["ended_on"] = "废止、失效不能早于成文日期。"
        if troubles:
            raise ValidationError(troubles)

    def lacks(self) -> list[str]:
        """Return what must still be written before a review, each a sentence."""
        sentences = []
        if not self.formed_on:
            sentences.append("没有填写形成或者变更之日，公开期限自这一天起算。")
        if not self.paragraphs() and not self.attached():
            sentences.append("没有正文，也没有附件。")
        if self.kind in DOCUMENTS and not (self.document_number and self.written_on):
            sentences.append("规章、行政规范性文件要写明发文字号和成文日期。")
        if self.kind == Kind.EXPLANATION and self.interprets_id is None:
            sentences.append("政策解读要写明解读的文件。")
        return sentences

    def newest_version(self) -> "Item":
        """Return the item as it was last written, which need not be what the public sees."""
        return self.with_content_json(self.latest_revision.content)

    @property
    def is_under_review(self) -> bool:
        return self.stage in REVIEWS

    @property
    def status(self) -> str:
        """Return how the newest version stands, in the words of a badge."""
        return Stage(self.stage).status

    def falls_to(self, section: int | None) -> bool:
        """Return whether whoever is appointed to this section, or to none, reviews it."""
        return section is None or self.section_id is None or section == self.section_id

    # The gate

    @classmethod
    def from_serializable_data(
        cls,
        data: Any,
        check_fks: bool = True,  # noqa: ARG003 - Wagtail's name
        strict_fks: bool = False,
    ) -> "Item":
        """Return the version without asking whether what it points to exists: none of it is deleted."""
        version: Item = super().from_serializable_data(data, check_fks=False, strict_fks=strict_fks)
        return version

    def with_content_json(self, content: Any) -> "Item":
        """Return a version, with what belongs to the item as it is now and never with a schedule."""
        version: Item = super().with_content_json(content)
        for name in OF_THE_WHOLE:
            setattr(version, name, getattr(self, name))
        version.go_live_at = version.expire_at = None
        return version

    def publish(self, revision: Revision, user: Any = None, **options: Any) -> None:
        """Publish the revision if its chain of reviews is whole; raise Refused otherwise.

        No permission lets anyone past: `skip_permission_checks` skips nothing here.
        """
        with transaction.atomic():
            item = Item.objects.select_for_update(of=("self",)).get(pk=self.pk)
            # As it is stored, not as the caller holds it.
            revision = item.revisions.filter(pk=revision.pk).first()
            if revision is None:
                raise Refused(NOT_APPROVED)
            publish_reviewed(item, revision)
            options["skip_permission_checks"] = True  # the chain is the permission
            super().publish(revision, user=user, **options)

    def unpublish(self, *_: Any, **__: Any) -> None:
        raise Refused("没有撤回：撤回要写明向公众说明的理由，请用“撤回公开”。")

    def delete(self, *_: Any, **__: Any) -> tuple[int, dict[str, int]]:
        raise Refused(NOT_DELETED)

    _saving = False

    def _let_through(self, standing: Publication | None) -> None:
        """Take over what the publication that stands says, if this is the version it is about."""
        is_approved = standing is not None and standing.content_hash == self.content_hash
        self.approved_hash = self.content_hash if is_approved else ""
        if not self.live:
            return
        if standing is None or not is_approved:
            raise Refused(NOT_APPROVED)
        self.withdrawn_at, self.withdrawal_reason = None, ""
        self.last_published_at = standing.published_at
        self.first_published_at = self._first_published_at(standing)
        if standing.round == self.round and self.stage == REVIEWS[-1]:
            self.stage = CHAIN[-1]

    def _first_published_at(self, standing: Publication) -> datetime:
        first = Publication.objects.filter(item=self.pk).order_by("round").first()
        return first.published_at if first else standing.published_at


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def update(self, **_: Any) -> int:
        raise Refused(BY_REVIEW_ALONE)

    def bulk_create(self, *_: Any, **__: Any) -> "list[Attachment]":
        raise Refused(BY_REVIEW_ALONE)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Refused(BY_REVIEW_ALONE)


class Attachment(models.Model):
    """A file of an item; written to the database with its item and never apart."""

    item = ParentalKey(Item, on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    label = models.CharField("名称", max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[models.Manager["Attachment"]] = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        ordering = ["position", "pk"]
        default_permissions = ()
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **options: Any) -> None:
        self._only_with_its_item()
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        self._only_with_its_item()
        return super().delete(*args, **options)

    def _only_with_its_item(self) -> None:
        if not self.item._saving:  # noqa: SLF001 - its own item
            raise Refused(BY_REVIEW_ALONE)
