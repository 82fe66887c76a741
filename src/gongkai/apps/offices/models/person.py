"""Person, the account of everyone who signs in, and the roles people hold in offices."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from gongkai.apps.offices.models.office import Office, Section

HELD_ALREADY = "这个人已经有这个职务。"


class Role(models.TextChoices):
    """What a person is in an office; each role is also a group of Django's of the same name."""

    CLERK = "clerk", "经办人"
    SECTION_HEAD = "section-head", "科室负责人"
    SECRECY_REVIEWER = "secrecy-reviewer", "保密审查员"
    DEPUTY_LEADER = "deputy-leader", "分管领导"
    PRINCIPAL = "principal", "主要负责人"
    DISCLOSURE_HEAD = "disclosure-head", "信息公开机构负责人"
    SUPERVISOR = "supervisor", "主管部门"
    ADMINISTRATOR = "administrator", "系统管理员"


class Person(AbstractUser):
    """Someone who signs in."""

    last_name = None  # type: ignore[assignment] # a Chinese name is one field
    display_name = models.CharField("姓名", max_length=40)
    office = models.ForeignKey(
        Office,
        models.PROTECT,
        verbose_name="所在机关",
        related_name="people",
        null=True,
        blank=True,
    )
    # Set by the demonstration city alone: its passwords are printed, so it may not face a network.
    is_demonstration = models.BooleanField("演示账号", default=False, editable=False)
    edition = models.PositiveIntegerField("版次", default=1, editable=False)  # as of an office

    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta:
        verbose_name = "人员"
        verbose_name_plural = "人员"

    def __str__(self) -> str:
        return self.display_name or self.username

    @property
    def first_name(self) -> str:  # type: ignore[override]
        """Return the name by which Wagtail's menu greets a person."""
        return self.display_name

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def standing(self) -> "AppointmentQuerySet":
        """Return the appointments that have not ended."""
        return self.filter(until_on__isnull=True)


class Appointment(models.Model):
    """A role of a person in an office, from one day to another; the source of every permission."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="appointments", verbose_name="人员"
    )
    role = models.CharField("职务", max_length=20, choices=Role.choices)
    office = models.ForeignKey(
        Office,
        models.PROTECT,
        related_name="appointments",
        verbose_name="机关",
        null=True,
        blank=True,
        help_text="系统管理员管理全平台，不填。",
    )
    section = models.ForeignKey(
        Section,
        models.PROTECT,
        related_name="appointments",
        verbose_name="科室",
        null=True,
        blank=True,
        help_text="不填的，是全机关的。",
    )
    from_on = models.DateField("任职日期")
    until_on = models.DateField("离任日期", null=True, blank=True)

    objects: ClassVar[models.Manager["Appointment"]] = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "职务"
        verbose_name_plural = "职务"
        ordering = ["-from_on", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="only_an_administrator_is_of_no_office",
                condition=models.Q(office__isnull=True, role=Role.ADMINISTRATOR)
                | (models.Q(office__isnull=False) & ~models.Q(role=Role.ADMINISTRATOR)),
                violation_error_message="系统管理员不属于一个机关，其他职务要写明机关。",
            ),
            models.CheckConstraint(
                name="an_appointment_ends_after_it_began",
                condition=models.Q(until_on__isnull=True)
                | models.Q(until_on__gte=models.F("from_on")),
                violation_error_message="离任日期不能早于任职日期。",
            ),
            # A null is unlike any other null, so each of the three scopes has a constraint.
            models.UniqueConstraint(
                fields=["person", "role", "section"],
                condition=models.Q(until_on__isnull=True, section__isnull=False),
                name="a_role_in_a_section_is_held_once",
                violation_error_message=HELD_ALREADY,
            ),
            models.UniqueConstraint(
                fields=["person", "role", "office"],
                condition=models.Q(until_on__isnull=True, section__isnull=True),
                name="a_role_in_an_office_is_held_once",
                violation_error_message=HELD_ALREADY,
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=models.Q(until_on__isnull=True, office__isnull=True),
                name="a_role_over_all_is_held_once",
                violation_error_message=HELD_ALREADY,
            ),
        ]

    def __str__(self) -> str:
        where = f"{self.office or ''}{self.section or ''}"
        return where + self.get_role_display()
