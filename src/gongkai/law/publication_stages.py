"""The stages of an item before the public sees it: which follows which, whose turn it is, who may do what.

Review comes before publication (条例第十七条; 保密法实施条例第四十二条). Roles are named by the keys that
the offices' appointments use.
"""

from enum import StrEnum


class Stage(StrEnum):
    """Where the newest version of an item stands; what the public sees meanwhile is another matter."""

    DRAFT = "draft"
    SECTION_REVIEW = "section-review"
    SECRECY_REVIEW = "secrecy-review"
    LEADER_REVIEW = "leader-review"
    PUBLISHED = "published"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def status(self) -> str:
        """Return how an item in this stage stands: a review is something it waits for."""
        return f"待{REVIEW_NAMES[self]}" if self in REVIEWS else self.label


_LABELS = {
    Stage.DRAFT: "拟稿",
    Stage.SECTION_REVIEW: "科室负责人",
    Stage.SECRECY_REVIEW: "保密审查",
    Stage.LEADER_REVIEW: "分管领导",
    Stage.PUBLISHED: "公开",
    Stage.RETURNED: "退回",
    Stage.WITHDRAWN: "撤回",
    Stage.DROPPED: "不再拟写",
}

REVIEWS = (Stage.SECTION_REVIEW, Stage.SECRECY_REVIEW, Stage.LEADER_REVIEW)
"""The stages of review, in the order in which they are passed."""
REVIEW_NAMES = {
    Stage.SECTION_REVIEW: "科室负责人审核",
    Stage.SECRECY_REVIEW: "保密审查",
    Stage.LEADER_REVIEW: "分管领导审签",
}
"""Review → what the reviewer does, as a button and the log say it."""
CHAIN = (Stage.DRAFT, *REVIEWS, Stage.PUBLISHED)
"""The straight way of an item, as the screens show it."""

_FROM_REVIEW = frozenset({Stage.RETURNED, Stage.DRAFT, Stage.WITHDRAWN})
NEXT: dict[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.SECTION_REVIEW, Stage.WITHDRAWN, Stage.DROPPED}),
    Stage.SECTION_REVIEW: frozenset({Stage.SECRECY_REVIEW, *_FROM_REVIEW}),
    Stage.SECRECY_REVIEW: frozenset({Stage.LEADER_REVIEW, *_FROM_REVIEW}),
    Stage.LEADER_REVIEW: frozenset({Stage.PUBLISHED, *_FROM_REVIEW}),
    Stage.PUBLISHED: frozenset({Stage.DRAFT, Stage.WITHDRAWN}),
    Stage.RETURNED: frozenset({Stage.SECTION_REVIEW, Stage.WITHDRAWN, Stage.DROPPED}),
    Stage.WITHDRAWN: frozenset({Stage.DRAFT, Stage.SECTION_REVIEW}),
    Stage.DROPPED: frozenset(),
}
"""Stage → the stages that may follow it. What is public may be withdrawn wherever a newer version stands;
only what was never public is dropped."""

DRAFTERS = frozenset({"clerk", "section-head", "disclosure-head"})
NOBODY: frozenset[str] = frozenset()

WHOSE_TURN: dict[Stage, frozenset[str]] = {
    Stage.DRAFT: DRAFTERS,
    Stage.SECTION_REVIEW: frozenset({"section-head"}),
    Stage.SECRECY_REVIEW: frozenset({"secrecy-reviewer"}),
    Stage.LEADER_REVIEW: frozenset({"deputy-leader"}),
    Stage.PUBLISHED: NOBODY,
    Stage.RETURNED: DRAFTERS,
    Stage.WITHDRAWN: NOBODY,
    Stage.DROPPED: NOBODY,
}
"""Stage → the roles that are to act next."""


class Act(StrEnum):
    """What is done to an item, each by one function of that name."""

    DRAFT_ITEM = "draft_item"
    AMEND_ITEM = "amend_item"
    SUBMIT_ITEM = "submit_item"
    RECALL_ITEM = "recall_item"
    APPROVE_ITEM = "approve_item"
    RETURN_ITEM = "return_item"
    WITHDRAW_ITEM = "withdraw_item"
    DROP_ITEM = "drop_item"

    @property
    def label(self) -> str:
        return _ACT_LABELS[self]


_ACT_LABELS = {
    Act.DRAFT_ITEM: "拟稿",
    Act.AMEND_ITEM: "修改",
    Act.SUBMIT_ITEM: "提交审核",
    Act.RECALL_ITEM: "取回修改",
    Act.APPROVE_ITEM: "通过",
    Act.RETURN_ITEM: "退回",
    Act.WITHDRAW_ITEM: "撤回公开",
    Act.DROP_ITEM: "不再拟写",
}

WHO_MAY: dict[Act, frozenset[str]] = {
    Act.DRAFT_ITEM: DRAFTERS,
    Act.AMEND_ITEM: DRAFTERS,
    Act.SUBMIT_ITEM: DRAFTERS,
    Act.RECALL_ITEM: DRAFTERS,
    Act.APPROVE_ITEM: frozenset().union(*(WHOSE_TURN[stage] for stage in REVIEWS)),
    Act.RETURN_ITEM: frozenset().union(*(WHOSE_TURN[stage] for stage in REVIEWS)),
    Act.WITHDRAW_ITEM: frozenset({"disclosure-head", "deputy-leader", "principal"}),
    Act.DROP_ITEM: DRAFTERS,
}
"""Act → the roles that may do it; of the reviewers only those whose turn it is."""
DROPS_OF_OTHERS = frozenset({"section-head"})
"""Who drops what another drafted, in their section; everyone else only what they drafted themselves."""


def after_approval(stage: Stage) -> Stage:
    """Return the stage that follows when this review is passed."""
    return CHAIN[CHAIN.index(stage) + 1]
