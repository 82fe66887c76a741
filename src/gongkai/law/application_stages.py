"""The stages of an application: which follows which, whose turn it is, and who may do what.

Roles are named by the keys that the offices' appointments use.
"""

from enum import StrEnum


class Stage(StrEnum):
    """Where an application stands."""

    FILED = "filed"
    UNCONFIRMED = "unconfirmed"
    HANDLING = "handling"
    DRAFTING = "drafting"
    SIGNING = "signing"
    SIGNED = "signed"
    REPLIED = "replied"
    CLOSED = "closed"
    VOID = "void"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Stage.FILED: "待登记",
    Stage.UNCONFIRMED: "待确认",
    Stage.HANDLING: "办理中",
    Stage.DRAFTING: "正在拟复",
    Stage.SIGNING: "待签发",
    Stage.SIGNED: "待送达",
    Stage.REPLIED: "已答复",
    Stage.CLOSED: "已归档",
    Stage.VOID: "作废",
}

NEXT: dict[Stage, frozenset[Stage]] = {
    Stage.FILED: frozenset({Stage.UNCONFIRMED, Stage.VOID}),
    Stage.UNCONFIRMED: frozenset({Stage.HANDLING, Stage.VOID}),
    Stage.HANDLING: frozenset({Stage.DRAFTING, Stage.VOID}),
    Stage.DRAFTING: frozenset({Stage.SIGNING}),
    Stage.SIGNING: frozenset({Stage.DRAFTING, Stage.SIGNED}),
    Stage.SIGNED: frozenset({Stage.REPLIED}),
    Stage.REPLIED: frozenset({Stage.CLOSED}),
    Stage.CLOSED: frozenset(),
    Stage.VOID: frozenset(),
}
"""Stage → the stages that may follow it."""

CLERKS = frozenset({"clerk", "disclosure-head"})
ASSIGNERS = CLERKS | {"section-head"}
SIGNERS = frozenset({"deputy-leader", "principal"})
NOBODY: frozenset[str] = frozenset()

WHOSE_TURN: dict[Stage, frozenset[str]] = {
    Stage.FILED: CLERKS,
    Stage.UNCONFIRMED: CLERKS,
    Stage.HANDLING: CLERKS,
    Stage.DRAFTING: CLERKS,
    Stage.SIGNING: SIGNERS,
    Stage.SIGNED: CLERKS,
    Stage.REPLIED: CLERKS,
    Stage.CLOSED: NOBODY,
    Stage.VOID: NOBODY,
}
"""Stage → the roles that are to act next."""


class Act(StrEnum):
    """What is done to an application, each by one function of that name."""

    TAKE_IN = "take_in"
    REGISTER = "register"
    VOID = "void"
    CONFIRM = "confirm"
    DECIDE = "decide"
    DRAFT_REPLY = "draft_reply"
    SUBMIT_REPLY = "submit_reply"
    RETURN_REPLY = "return_reply"
    SIGN_REPLY = "sign_reply"
    DELIVER_REPLY = "deliver_reply"
    CLOSE = "close"
    ASSIGN = "assign"
    RENEW_QUERY_CODE = "renew_query_code"

    @property
    def label(self) -> str:
        return _ACT_LABELS[self]


_ACT_LABELS = {
    Act.TAKE_IN: "录入申请",
    Act.REGISTER: "登记",
    Act.VOID: "作废",
    Act.CONFIRM: "确认收到",
    Act.DECIDE: "作出答复决定",
    Act.DRAFT_REPLY: "拟写答复书",
    Act.SUBMIT_REPLY: "送签",
    Act.RETURN_REPLY: "退回修改",
    Act.SIGN_REPLY: "签发",
    Act.DELIVER_REPLY: "送达",
    Act.CLOSE: "归档",
    Act.ASSIGN: "指定经办人",
    Act.RENEW_QUERY_CODE: "换发查询码",
}

WHO_MAY: dict[Act, frozenset[str]] = {
    Act.TAKE_IN: CLERKS,
    Act.REGISTER: CLERKS,
    Act.VOID: CLERKS,
    Act.CONFIRM: CLERKS,
    Act.DECIDE: CLERKS,
    Act.DRAFT_REPLY: CLERKS,
    Act.SUBMIT_REPLY: CLERKS,
    Act.RETURN_REPLY: SIGNERS,
    Act.SIGN_REPLY: SIGNERS,
    Act.DELIVER_REPLY: CLERKS,
    Act.CLOSE: CLERKS,
    Act.ASSIGN: ASSIGNERS,
    Act.RENEW_QUERY_CODE: CLERKS,
}
"""Act → the roles that may do it; nobody signs a reply that they drafted (条例第四十五条：登记、审核、办理、答复)."""

ALWAYS = frozenset({Act.ASSIGN, Act.RENEW_QUERY_CODE})

POSSIBLE: dict[Stage, frozenset[Act]] = {
    Stage.FILED: ALWAYS | {Act.REGISTER, Act.VOID},
    Stage.UNCONFIRMED: ALWAYS | {Act.CONFIRM, Act.VOID},
    Stage.HANDLING: ALWAYS | {Act.DECIDE, Act.VOID},
    Stage.DRAFTING: ALWAYS | {Act.DECIDE, Act.DRAFT_REPLY, Act.SUBMIT_REPLY},
    Stage.SIGNING: ALWAYS | {Act.RETURN_REPLY, Act.SIGN_REPLY},
    Stage.SIGNED: ALWAYS | {Act.DELIVER_REPLY},
    Stage.REPLIED: ALWAYS | {Act.CLOSE},
    Stage.CLOSED: frozenset({Act.RENEW_QUERY_CODE}),
    Stage.VOID: frozenset(),
}
"""Stage → the acts that are possible in it; TAKE_IN makes an application and belongs to none."""

STRAIGHT = tuple(Stage)[: tuple(Stage).index(Stage.VOID)]
"""The stages in the order in which an application passes them."""

_TOO_EARLY = {
    Act.CONFIRM: "先登记，再与申请人确认。",
    Act.DECIDE: "还没有与申请人确认收到，答复期限没有开始计算（《条例》第三十一条）。",
    Act.DRAFT_REPLY: "先完成答复判断，由判断决定用哪一种答复书（《条例》第三十六条）。",
    Act.SUBMIT_REPLY: "答复书还没有拟好。",
    Act.RETURN_REPLY: "答复书还没有送签。",
    Act.SIGN_REPLY: "答复书还没有送签。",
    Act.DELIVER_REPLY: "答复书还没有签发。",
    Act.CLOSE: "还没有答复申请人（《条例》第三十三条）。",
}
_TOO_LATE = {
    Act.REGISTER: "已经登记。",
    Act.CONFIRM: "收到申请之日已经确定（《条例》第三十一条）。",
    Act.VOID: "收到申请之日已经确定，应当依法答复，不能作废（《条例》第三十三条）。",
    Act.DECIDE: "答复书已经送签；要改决定的，先由签发人退回。",
    Act.DRAFT_REPLY: "答复书已经送签；要改文字的，先由签发人退回。",
    Act.SUBMIT_REPLY: "答复书已经送签。",
    Act.RETURN_REPLY: "答复书已经签发，不能退回。",
    Act.SIGN_REPLY: "答复书已经签发。",
    Act.DELIVER_REPLY: "答复书已经送达。",
    Act.CLOSE: "已经归档。",
    Act.ASSIGN: "已经归档。",
}

_CAN_BE_RETURNED = frozenset({Act.DECIDE, Act.DRAFT_REPLY, Act.SUBMIT_REPLY})
_SIGNED = "答复书已经签发，不能再改。"


def why_not(act: Act, stage: Stage) -> str:
    """Return the sentence why the act is not possible in this stage, or nothing where it is."""
    if act in POSSIBLE[stage]:
        return ""
    if act is Act.TAKE_IN:
        return "申请已经在办理。"
    if stage is Stage.VOID:
        return "申请已经作废，不再办理。"
    here = STRAIGHT.index(stage)
    first = min(STRAIGHT.index(other) for other in STRAIGHT if act in POSSIBLE[other])
    if here < first:
        return _TOO_EARLY[act]
    is_signed = here >= STRAIGHT.index(Stage.SIGNED)
    return _SIGNED if act in _CAN_BE_RETURNED and is_signed else _TOO_LATE[act]


def why_not_void(stage: Stage, *, is_filed: bool, is_own: bool) -> str:
    """Return the sentence why an application that has its day of receipt is not made void, or nothing.

    What an applicant filed is answered. What a clerk entered by mistake never was an application;
    a second person looks at it, for it goes out of the numbers (`is_own`: entered by who asks).
    """
    if stage is not Stage.HANDLING:
        return ""
    if is_filed:
        return _TOO_LATE[Act.VOID]
    if is_own:
        return "这件申请是您录入的；收到申请之日已经确定，要由本机关另一位经办人核对以后作废。"
    return ""
