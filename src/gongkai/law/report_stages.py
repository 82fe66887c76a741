"""The stages of an annual report in its office (条例第四十九条): which follows which, whose turn, who may.

Roles are named by the keys that the offices' appointments use.
"""

from enum import StrEnum


class Stage(StrEnum):
    """Where the report of one office about one year stands."""

    CHECKING = "checking"
    REVIEWING = "reviewing"
    SIGNING = "signing"
    SIGNED = "signed"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Stage.CHECKING: "核对中",
    Stage.REVIEWING: "待科室负责人审核",
    Stage.SIGNING: "待主要负责人签发",
    Stage.SIGNED: "待公布",
    Stage.PUBLISHED: "已公布",
}

NEXT: dict[Stage, frozenset[Stage]] = {
    Stage.CHECKING: frozenset({Stage.REVIEWING}),
    Stage.REVIEWING: frozenset({Stage.CHECKING, Stage.SIGNING}),
    Stage.SIGNING: frozenset({Stage.CHECKING, Stage.SIGNED}),
    Stage.SIGNED: frozenset({Stage.PUBLISHED}),
    Stage.PUBLISHED: frozenset(),
}
"""Stage → the stages that may follow it."""

COMPILERS = frozenset({"clerk", "disclosure-head"})
REVIEWERS = frozenset({"section-head"})
SIGNERS = frozenset({"principal"})
NOBODY: frozenset[str] = frozenset()

WHOSE_TURN: dict[Stage, frozenset[str]] = {
    Stage.CHECKING: COMPILERS,
    Stage.REVIEWING: REVIEWERS,
    Stage.SIGNING: SIGNERS,
    Stage.SIGNED: COMPILERS,
    Stage.PUBLISHED: NOBODY,
}
"""Stage → the roles that are to act next."""


class Act(StrEnum):
    """What is done to a report, each by one function of that name."""

    COMPILE_REPORT = "compile_report"
    WRITE_CHAPTERS = "write_chapters"
    RESTATE_OVERVIEW = "restate_overview"
    ENTER_NUMBERS = "enter_numbers"
    OVERRIDE_NUMBER = "override_number"
    RESTORE_NUMBER = "restore_number"
    SUBMIT_REPORT = "submit_report"
    PASS_REPORT = "pass_report"  # noqa: S105 - to pass a report on
    RETURN_REPORT = "return_report"
    SIGN_REPORT = "sign_report"
    PUBLISH_REPORT = "publish_report"

    @property
    def label(self) -> str:
        return _ACT_LABELS[self]


_ACT_LABELS = {
    Act.COMPILE_REPORT: "预填",
    Act.WRITE_CHAPTERS: "改写文字",
    Act.RESTATE_OVERVIEW: "按今天的数字改写总体情况",
    Act.ENTER_NUMBERS: "填写没有台账的数字",
    Act.OVERRIDE_NUMBER: "改写台账计数的数字",
    Act.RESTORE_NUMBER: "撤销填写或者改写的数字",
    Act.SUBMIT_REPORT: "提交审核",
    Act.PASS_REPORT: "审核通过",
    Act.RETURN_REPORT: "退回",
    Act.SIGN_REPORT: "签发",
    Act.PUBLISH_REPORT: "公布",
}


WHO_MAY: dict[Act, frozenset[str]] = {
    Act.COMPILE_REPORT: COMPILERS,
    Act.WRITE_CHAPTERS: COMPILERS,
    Act.RESTATE_OVERVIEW: COMPILERS,
    Act.ENTER_NUMBERS: COMPILERS,
    Act.OVERRIDE_NUMBER: COMPILERS,
    Act.RESTORE_NUMBER: COMPILERS,
    Act.SUBMIT_REPORT: COMPILERS,
    Act.PASS_REPORT: REVIEWERS,
    Act.RETURN_REPORT: REVIEWERS | SIGNERS,
    Act.SIGN_REPORT: SIGNERS,
    Act.PUBLISH_REPORT: COMPILERS,
}
"""Act → the roles that may do it; nobody passes or signs a report in whose compiling they took part (by writing,
entering, overriding, restoring or submitting), nor signs what they passed."""

POSSIBLE: dict[Stage, frozenset[Act]] = {
    Stage.CHECKING: frozenset(
        {
            Act.WRITE_CHAPTERS,
            Act.RESTATE_OVERVIEW,
            Act.ENTER_NUMBERS,
            Act.OVERRIDE_NUMBER,
            Act.RESTORE_NUMBER,
            Act.SUBMIT_REPORT,
        }
    ),
    Stage.REVIEWING: frozenset({Act.PASS_REPORT, Act.RETURN_REPORT}),
    Stage.SIGNING: frozenset({Act.SIGN_REPORT, Act.RETURN_REPORT}),
    Stage.SIGNED: frozenset({Act.PUBLISH_REPORT}),
    Stage.PUBLISHED: frozenset(),
}
"""Stage → the acts that are possible in it; COMPILE_REPORT begins a report and stands before all."""

LEADS_TO: dict[Act, Stage] = {
    Act.SUBMIT_REPORT: Stage.REVIEWING,
    Act.PASS_REPORT: Stage.SIGNING,
    Act.RETURN_REPORT: Stage.CHECKING,
    Act.SIGN_REPORT: Stage.SIGNED,
    Act.PUBLISH_REPORT: Stage.PUBLISHED,
}
"""Act → the stage it leads to; the others leave the report where it is."""
