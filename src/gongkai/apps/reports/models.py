"""AnnualReport of one office about one year, and the numbers that people entered into it."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from gongkai.apps.offices.models import Office, OfficeQuerySet, Person
from gongkai.apps.records.models import StoredFile
from gongkai.law.report_stages import Stage

FROZEN_STAGES = (Stage.SIGNED.value, Stage.PUBLISHED.value)


class AnnualReportQuerySet(models.QuerySet["AnnualReport"]):
    def of_offices(self, offices: OfficeQuerySet) -> "AnnualReportQuerySet":
        return self.filter(office__in=offices)

    def published(self) -> "AnnualReportQuerySet":
        return self.filter(stage=Stage.PUBLISHED)


class AnnualReport(models.Model):
    """The report: its numbers are counted anew until it is signed, and frozen from then on."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="annual_reports")
    year = models.PositiveSmallIntegerField("年度")
    stage = models.CharField(
        "阶段",
        max_length=20,
        default=Stage.CHECKING,
        choices=[(each.value, each.label) for each in Stage],
    )
    preamble = models.TextField("导语", blank=True)
    chapters = models.JSONField("各部分文字", default=dict)  # key of the form's chapter → text
    compiled_at = models.DateTimeField("预填时间")
    submitted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    submitted_on = models.DateField("提交日期", null=True)
    # Why it was submitted with errors: it stays with the report, for who reviews and who signs.
    errors_reason = models.TextField("有错误仍提交的理由", blank=True)
    passed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    passed_on = models.DateField("审核日期", null=True)
    # As it was approved, tables and words: schema gongkai/annual-report/1. Only this is signed.
    approved = models.TextField(blank=True)
    return_reason = models.TextField("退回的理由", blank=True)
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField("签发日期", null=True)
    published_at = models.DateTimeField("公布时间", null=True)
    # As it was signed: schema gongkai/annual-report/1. Text, for a database that keeps JSON as
    # values would give the rows of part two back in another order.
    frozen = models.TextField(blank=True)
    # Cell → keys of the records its ledger counted when the report was signed.
    frozen_records = models.JSONField(default=dict)
    document = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+")
    edition = models.PositiveIntegerField(default=1)  # counts acts

    objects: ClassVar[models.Manager["AnnualReport"]] = AnnualReportQuerySet.as_manager()

    class Meta:
        verbose_name = "年度报告"
        verbose_name_plural = "年度报告"
        ordering = ["-year", "office__position", "office_id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year"],
                name="one_report_a_year",
                violation_error_message="这一年度的报告已经有了。",
            ),
            models.CheckConstraint(
                name="a_signed_report_is_frozen",
                condition=Q(
                    stage__in=FROZEN_STAGES, signed_by__isnull=False, document__isnull=False
                )
                & ~Q(frozen="")
                | Q(frozen="", signed_by__isnull=True) & ~Q(stage__in=FROZEN_STAGES),
            ),
            models.CheckConstraint(
                name="a_published_report_has_its_moment",
                condition=Q(stage=Stage.PUBLISHED.value, published_at__isnull=False)
                | Q(published_at__isnull=True) & ~Q(stage=Stage.PUBLISHED.value),
            ),
            models.CheckConstraint(
                name="nobody_passes_the_report_they_submitted",
                condition=Q(passed_by__isnull=True) | ~Q(passed_by=F("submitted_by")),
            ),
            models.CheckConstraint(
                name="nobody_signs_the_report_they_submitted",
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("submitted_by")),
            ),
            models.CheckConstraint(
                name="nobody_signs_the_report_they_passed",
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("passed_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office}{self.year}年年度报告"

    def get_absolute_url(self) -> str:
        return reverse("reports-report", args=[self.office.slug, self.year])

    @property
    def name_of_office(self) -> str:
        """Return the name the office bore at the end of the year: the report is about that year."""
        return self.office.name_on(date(self.year, 12, 31))

    @property
    def title(self) -> str:
        return f"{self.name_of_office}{self.year}年政府信息公开工作年度报告"

    @property
    def is_frozen(self) -> bool:
        return self.stage in FROZEN_STAGES


class EnteredNumber(models.Model):
    """A number of the report that a person put in place of the ledger's, or where no ledger counts."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="entered")
    table = models.CharField(max_length=20)
    row = models.CharField(max_length=60)
    column = models.CharField(max_length=60)
    counted = models.PositiveIntegerField("当时的台账计数", null=True)
    value = models.DecimalField("填写的数字", max_digits=18, decimal_places=6)
    reason = models.TextField("理由", help_text="改写的理由，或者数字的来源。")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "填写的数字"
        verbose_name_plural = "填写的数字"
        ordering = ["table", "row", "column"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["report", "table", "row", "column"], name="one_number_a_cell"
            ),
            models.CheckConstraint(name="a_number_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.table}.{self.row}.{self.column}"
