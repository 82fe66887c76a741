"""Office with the disclosure guide of art. 12, its names over time and its sections."""

from datetime import date
from typing import ClassVar, NamedTuple, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

from gongkai.law.citations import Citation, cite

ADDRESS_CODE = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
    "网址代号只能用小写英文字母、数字和连字符，连字符不在开头和末尾，例如 fgw、jkq-2。",
)
CREDIT_CODE = RegexValidator(
    r"^[0-9A-HJ-NPQRTUWXY]{18}$", "统一社会信用代码是 18 位数字或者大写字母（不含 I、O、S、V、Z）。"
)


class GuideElement(NamedTuple):
    """One thing the guide must say."""

    field: str
    name: str
    citation: Citation


_ARTICLE_12 = cite("regulation-2019", "第十二条第二款")
_CHANNELS = cite("channels-notice", "第二条")
GUIDE_ELEMENTS = (
    GuideElement("classification", "政府信息的分类", _ARTICLE_12),
    GuideElement("arrangement", "编排体系", _ARTICLE_12),
    GuideElement("access_methods", "获取方式", _ARTICLE_12),
    GuideElement("unit_name", "政府信息公开工作机构的名称", _ARTICLE_12),
    GuideElement("address", "办公地址", _ARTICLE_12),
    GuideElement("hours", "办公时间", _ARTICLE_12),
    GuideElement("telephone", "联系电话", _ARTICLE_12),
    GuideElement("fax", "传真号码", _ARTICLE_12),
    GuideElement("online", "互联网联系方式", _ARTICLE_12),
    GuideElement("application_channels", "申请的接收渠道", _CHANNELS),
)
"""The contents of the guide, in the order of art. 12 §2, then what the notice on channels adds."""
GUIDE_FIELDS = tuple(element.field for element in GUIDE_ELEMENTS)
GUIDE_CITATIONS = tuple(dict.fromkeys(element.citation for element in GUIDE_ELEMENTS))
"""What together says all that a guide must hold."""


class Gap(NamedTuple):
    """What a guide leaves out of the contents that one citation asks for."""

    citation: Citation
    elements: list[GuideElement]


def by_citation(elements: list[GuideElement]) -> list[Gap]:
    """Return the elements, those of one citation together."""
    return [
        Gap(citation, those)
        for citation in GUIDE_CITATIONS
        if (those := [element for element in elements if element.citation == citation])
    ]


class OfficeQuerySet(models.QuerySet["Office"]):
    def in_order(self) -> Self:
        """Return the offices in the order in which a government lists them."""
        return self.order_by("position", "pk")

    def with_guide(self) -> Self:
        """Return the offices whose guide has been written at least once."""
        return self.filter(guide_updated_on__isnull=False)

    def lacking_guide_elements(self) -> Self:
        """Return the offices whose guide leaves out something that GUIDE_ELEMENTS asks for."""
        missing = models.Q()
        for field in GUIDE_FIELDS:
            missing |= models.Q(**{field: ""})
        return self.filter(missing)

    def of_and_below(self, office: "Office") -> Self:
        """Return the office and those it supervises, at any depth; a ring is walked once."""
        found = {office.pk}
        below = found
        while below:
            rows = Office.objects.filter(supervisor__in=below)
            below = set(rows.values_list("pk", flat=True)) - found
            found |= below
        return self.filter(pk__in=found)

    def saying(self, words: list[str]) -> Self:
        """Return the offices whose name or guide contains every word."""
        found = self
        for word in words:
            anywhere = models.Q()
            for field in ("name", "short_name", *GUIDE_FIELDS):
                anywhere |= models.Q(**{f"{field}__icontains": word})
            found = found.filter(anywhere)
        return found


class Office(models.Model):
    """An organ of government with its own duty to disclose (art. 10)."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", "人民政府"
        DEPARTMENT = "department", "政府部门"
        AGENCY = "agency", "派出机构"
        TOWNSHIP = "township", "乡镇、街道"
        AUTHORIZED = "authorized", "法律、法规授权的组织"

    name = models.CharField("名称", max_length=100, unique=True, help_text="法定全称。")
    short_name = models.CharField("简称", max_length=40, help_text="名单和导航里使用。")
    slug = models.CharField(
        "网址代号",
        unique=True,
        max_length=60,
        validators=[ADDRESS_CODE],
        help_text="公开指南网址的最后一段，用小写英文字母、数字和连字符，启用后不宜再改。",
    )
    kind = models.CharField("性质", max_length=20, choices=Kind.choices)
    supervisor = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="主管部门",
        related_name="subordinates",
        null=True,
        blank=True,
        help_text="推进、指导、协调、监督本机关政府信息公开工作的机关。本级人民政府不填。",
    )
    credit_code = models.CharField(
        "统一社会信用代码", max_length=18, blank=True, validators=[CREDIT_CODE]
    )
    position = models.PositiveSmallIntegerField("次序", default=0, help_text="小的排在前面。")
    document_mark = models.CharField(
        "机关代字",
        max_length=20,
        blank=True,
        help_text="受理编号和文号的开头，例如“云川投促”，各机关不能相同。不填时用简称。",
    )
    reviewer = models.CharField(
        "行政复议机关",
        max_length=100,
        blank=True,
        help_text="答复书末尾告知向谁申请行政复议，写全称，例如“云川市人民政府”。",
    )
    court = models.CharField(
        "管辖法院", max_length=100, blank=True, help_text="答复书末尾告知向哪个法院起诉，写全称。"
    )

    unit_name = models.CharField("政府信息公开工作机构的名称", max_length=100, blank=True)
    address = models.CharField("办公地址", max_length=200, blank=True)
    hours = models.CharField("办公时间", max_length=200, blank=True)
    telephone = models.CharField("联系电话", max_length=60, blank=True)
    fax = models.CharField("传真号码", max_length=60, blank=True)
    online = models.CharField(
        "互联网联系方式", max_length=200, blank=True, help_text="电子邮箱或者网址。"
    )
    classification = models.TextField("政府信息的分类", blank=True)
    arrangement = models.TextField("编排体系", blank=True)
    access_methods = models.TextField("获取方式", blank=True)
    application_channels = models.TextField(
        "申请的接收渠道",
        blank=True,
        help_text="当面提交、邮政寄送必须接收；开通传真、网络、电子邮箱的，写明地址和用法。",
    )
    guide_updated_on = models.DateField("指南更新日期", null=True, blank=True, editable=False)
    # Counts saves, so that whoever saves over someone else's change is asked first.
    edition = models.PositiveIntegerField("版次", default=1, editable=False)

    objects: ClassVar[models.Manager["Office"]] = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "机关"
        verbose_name_plural = "机关"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="office_does_not_supervise_itself",
                condition=models.Q(supervisor__isnull=True) | ~models.Q(supervisor=models.F("id")),
                violation_error_message="机关不能是自己的主管部门。",
            ),
            models.UniqueConstraint(
                name="credit_code_belongs_to_one_office",
                fields=["credit_code"],
                condition=~models.Q(credit_code=""),
                violation_error_message="这个统一社会信用代码已经属于另一个机关。",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("guide", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if self.pk is not None and any(above.pk == self.pk for above in self.supervisors()):
            raise ValidationError(
                {"supervisor": "主管部门不能是本机关，也不能是本机关主管的机关。"}
            )
        taken = NumberPrefix.objects.filter(text__in=self.number_prefixes())
        if prefix := taken.exclude(office=self.pk).select_related("office").first():
            text = (
                f"“{prefix}”已经属于另一个机关：{prefix.office}的编号以它开头，或者曾经以它开头。"
                "请换一个，编号才不会重复。"
            )
            raise ValidationError({prefix.field_of(self): text})

    def supervisors(self) -> list["Office"]:
        """Return the offices above this one, nearest first; a ring is walked once."""
        above: list[Office] = []
        office = self.supervisor
        while office is not None and office not in above:
            above.append(office)
            office = office.supervisor
        return above

    @property
    def mark(self) -> str:
        """Return what its numbers of documents begin with."""
        return self.document_mark or self.short_name

    def number_prefixes(self) -> set[str]:
        """Return what its numbers of applications, replies and items begin with."""
        return {self.mark, self.credit_code} - {""}

    def name_on(self, day: date) -> str:
        """Return the name it bore on that day."""
        later = self.former_names.filter(until_on__gt=day).order_by("until_on").first()
        return later.name if later else self.name

    def missing_guide_elements(self) -> list[GuideElement]:
        """Return what the guide must say and does not."""
        return [element for element in GUIDE_ELEMENTS if not getattr(self, element.field)]


class NumberPrefix(models.Model):
    """What numbers of one office begin with, or began with once: no other office may use it."""

    text = models.CharField("编号的开头", max_length=40, unique=True)
    office = models.ForeignKey(Office, models.CASCADE, related_name="prefixes")

    class Meta:
        verbose_name = "编号的开头"
        verbose_name_plural = "编号的开头"
        default_permissions = ()

    def __str__(self) -> str:
        return self.text

    def field_of(self, office: Office) -> str:
        """Return in which field that other office has it; a short name gives way to a mark."""
        return "credit_code" if self.text == office.credit_code else "document_mark"


class OfficeName(models.Model):
    """A name an office bore until it was renamed: what it signed then stays signed so."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="former_names")
    name = models.CharField("名称", max_length=100)
    short_name = models.CharField("简称", max_length=40)
    until_on = models.DateField("停用日期", help_text="从这一天起用新的名称。")

    class Meta:
        verbose_name = "曾用名称"
        verbose_name_plural = "曾用名称"
        ordering = ["until_on", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["office", "until_on"], name="one_name_a_day")
        ]

    def __str__(self) -> str:
        return self.name


class Section(models.Model):
    """A section (科室) of an office, in which people handle items and applications."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="sections")
    name = models.CharField("名称", max_length=60)
    position = models.PositiveSmallIntegerField("次序", default=0, help_text="小的排在前面。")
    closed_on = models.DateField("撤销日期", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "科室"
        verbose_name_plural = "科室"
        ordering = ["position", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"],
                condition=models.Q(closed_on__isnull=True),
                name="one_open_section_of_a_name",
                violation_error_message="这个机关已经有同名的科室。",
            )
        ]

    def __str__(self) -> str:
        return self.name
