"""The reviews an item passed, and its publications: a publication is made from a whole chain alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from wagtail.models import Revision, Task, TaskState

from gongkai.apps.offices.models import Person
from gongkai.apps.records.refusals import Refused
from gongkai.law.publication_stages import REVIEWS, Stage

if TYPE_CHECKING:
    from gongkai.apps.publishing.models.item import Item

NOT_APPROVED = (
    "没有公开：这一版没有按顺序经过科室负责人、保密审查和分管领导审核，或者审核以后又有改动。"
    "原来公开的内容不变，请重新提交审核。"
)
HASH_LENGTH = 64


class ReviewTask(Task):
    """A stage of review as Wagtail's workflow knows it; what is decided comes through our actions."""

    stage = models.CharField(
        "环节",
        max_length=20,
        unique=True,
        choices=[(stage.value, stage.label) for stage in REVIEWS],
    )

    class Meta:
        verbose_name = "公开审核环节"
        verbose_name_plural = "公开审核环节"
        default_permissions = ()

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:  # noqa: ARG002
        raise Refused("没有办理：请在“信息发布”里打开这条信息，看过以后再通过或者退回。")


class Decision(models.TextChoices):
    SUBMITTED = "submitted", "提交"
    APPROVED = "approved", "通过"
    RETURNED = "returned", "退回"
    RECALLED = "recalled", "取回"


class Review(models.Model):
    """What one person decided about one version of an item, bound to every word of it by hash."""

    item = models.ForeignKey("publishing.Item", models.PROTECT, related_name="reviews")
    # A round goes from one submission to the publication, or to a return.
    round = models.PositiveIntegerField("轮次")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    content_hash = models.CharField("校验码", max_length=HASH_LENGTH)
    stage = models.CharField(
        "环节", max_length=20, choices=[(stage.value, stage.label) for stage in Stage]
    )
    decision = models.CharField("意见", max_length=10, choices=Decision.choices)
    comment = models.TextField("理由", blank=True)
    # What the scan found and why it may stand, in the reviewer's words.
    answers = models.JSONField("扫描结果的说明", default=list)
    person = models.ForeignKey(Person, models.PROTECT, related_name="reviews")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "审核意见"
        verbose_name_plural = "审核意见"
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_person_acts_once_in_a_round",
                fields=["item", "round", "person"],
                condition=~Q(decision=Decision.RECALLED),
            ),
            models.UniqueConstraint(
                name="a_stage_is_decided_once_in_a_round",
                fields=["item", "round", "stage"],
                condition=~Q(decision=Decision.RECALLED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}{self.get_decision_display()}"


class Publication(models.Model):
    """One version as the public saw it, from one moment to another."""

    item = models.ForeignKey("publishing.Item", models.PROTECT, related_name="publications")
    round = models.PositiveIntegerField("轮次")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    content_hash = models.CharField("校验码", max_length=HASH_LENGTH)
    title = models.CharField("名称", max_length=200)
    formed_on = models.DateField("形成或者变更之日")
    published_at = models.DateTimeField("发布时间")
    ended_at = models.DateTimeField("停止公开的时间", null=True, blank=True)

    class Meta:
        verbose_name = "公开记录"
        verbose_name_plural = "公开记录"
        ordering = ["-round"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="a_round_ends_in_one_publication", fields=["item", "round"]
            ),
            models.UniqueConstraint(
                name="one_publication_stands",
                fields=["item"],
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_publication_ends_after_it_began",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("published_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


def publish_reviewed(item: Item, revision: Revision) -> Publication:
    """Return the publication of this revision; raise Refused unless its whole chain is there.

    The chain: submitted and approved at every stage in one round that was not published yet, each
    for this very content, each by another person, none of whom wrote any of it.
    """
    version = item.with_content_json(revision.content)
    reviews = list(
        Review.objects.filter(item=item, round=item.round).exclude(decision=Decision.RECALLED)
    )
    expected = [
        (Stage.DRAFT, Decision.SUBMITTED),
        *((stage, Decision.APPROVED) for stage in REVIEWS),
    ]
    is_whole = [(each.stage, each.decision) for each in reviews] == expected
    is_this = all(
        each.content_hash == version.reckoned_hash() and each.revision_id == revision.pk
        for each in reviews
    )
    reviewers = {each.person_id for each in reviews[1:]}
    wrote_none_of_it = not reviewers & authors_of(item)
    is_published = Publication.objects.filter(item=item, round=item.round).exists()
    is_approved = is_whole and is_this and wrote_none_of_it and not is_published
    if not is_approved or version.formed_on is None:
        raise Refused(NOT_APPROVED)
    at = reviews[-1].at
    Publication.objects.filter(item=item, ended_at__isnull=True).update(ended_at=at)
    return Publication.objects.create(
        item=item,
        round=item.round,
        revision=revision,
        content_hash=version.reckoned_hash(),
        title=version.title,
        formed_on=version.formed_on,
        published_at=at,
    )


def authors_of(item: Item) -> set[int]:
    """Return who wrote the newest version, or any since the publication that stands.

    What was withdrawn stands no longer: its words are reviewed again as if nobody had seen them.
    """
    standing = Publication.objects.filter(item=item, ended_at=None).first()
    after = Q(pk__gt=standing.revision_id if standing else 0)
    written = item.revisions.filter(after | Q(pk=item.latest_revision_id))
    return set(written.exclude(user=None).values_list("user_id", flat=True))
