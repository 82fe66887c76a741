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
DISCLOSURE_HEAD = frozenset({"disclosure-head"})
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
    NOTIFY_CORRECTION = "notify_correction"
    RECEIVE_CORRECTION = "receive_correction"
    LAPSE_CORRECTION = "lapse_correction"
    SEARCH = "search"
    CONSULT = "consult"
    DELIVER_CONSULTATION = "deliver_consultation"
    HEAR = "hear"
    STOP_WAITING = "stop_waiting"
    EXTEND = "extend"
    TELL_EXTENSION = "tell_extension"
    ASK_REASONS = "ask_reasons"
    HEAR_REASONS = "hear_reasons"
    DELAY = "delay"
    CHARGE = "charge"
    RECEIVE_PAYMENT = "receive_payment"
    LAPSE_PAYMENT = "lapse_payment"

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
    Act.NOTIFY_CORRECTION: "告知补正",
    Act.RECEIVE_CORRECTION: "收到补正",
    Act.LAPSE_CORRECTION: "登记逾期不补正",
    Act.SEARCH: "登记检索",
    Act.CONSULT: "征求意见",
    Act.DELIVER_CONSULTATION: "登记征求意见书送达",
    Act.HEAR: "收到意见",
    Act.STOP_WAITING: "不再等待意见",
    Act.EXTEND: "同意延期",
    Act.TELL_EXTENSION: "告知延期",
    Act.ASK_REASONS: "要求说明理由",
    Act.HEAR_REASONS: "收到理由",
    Act.DELAY: "延迟答复",
    Act.CHARGE: "通知收费",
    Act.RECEIVE_PAYMENT: "登记到账",
    Act.LAPSE_PAYMENT: "登记逾期未缴费",
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
    Act.NOTIFY_CORRECTION: CLERKS,
    Act.RECEIVE_CORRECTION: CLERKS,
    Act.LAPSE_CORRECTION: CLERKS,
    Act.SEARCH: ASSIGNERS,
    Act.CONSULT: CLERKS,
    Act.DELIVER_CONSULTATION: CLERKS,
    Act.HEAR: CLERKS,
    Act.STOP_WAITING: CLERKS,
    Act.EXTEND: DISCLOSURE_HEAD,
    Act.TELL_EXTENSION: CLERKS,
    Act.ASK_REASONS: CLERKS,
    Act.HEAR_REASONS: CLERKS,
    Act.DELAY: CLERKS,
    Act.CHARGE: CLERKS,
    Act.RECEIVE_PAYMENT: CLERKS,
    Act.LAPSE_PAYMENT: CLERKS,
}
"""Act → the roles that may do it; nobody signs a reply that they drafted (条例第四十五条：登记、审核、办理、答复),
and the head of the disclosure office agrees to an extension (第三十三条第二款)."""

ALWAYS = frozenset({Act.ASSIGN, Act.RENEW_QUERY_CODE})

BEGINNING = frozenset({Act.NOTIFY_CORRECTION, Act.SEARCH, Act.CONSULT, Act.ASK_REASONS, Act.CHARGE})
"""What is begun beside the reply while its answer is sought."""
GOING_ON = frozenset(
    {
        Act.RECEIVE_CORRECTION, Act.LAPSE_CORRECTION, Act.DELIVER_CONSULTATION, Act.HEAR,
        Act.STOP_WAITING, Act.EXTEND, Act.TELL_EXTENSION, Act.HEAR_REASONS, Act.DELAY,
        Act.RECEIVE_PAYMENT, Act.LAPSE_PAYMENT,
    }
)  # fmt: skip
"""What ends it, and what moves the day of the reply: until the reply is signed."""
BESIDE = BEGINNING | GOING_ON
"""The acts that leave the stage as it is; law.procedures says which of them the case stands ready for."""

POSSIBLE: dict[Stage, frozenset[Act]] = {
    Stage.FILED: ALWAYS | {Act.REGISTER, Act.VOID},
    Stage.UNCONFIRMED: ALWAYS | {Act.CONFIRM, Act.VOID},
    Stage.HANDLING: ALWAYS | BESIDE | {Act.DECIDE, Act.VOID},
    Stage.DRAFTING: ALWAYS | BESIDE | {Act.DECIDE, Act.DRAFT_REPLY, Act.SUBMIT_REPLY},
    Stage.SIGNING: ALWAYS | GOING_ON | {Act.RETURN_REPLY, Act.SIGN_REPLY},
    Stage.SIGNED: ALWAYS | {Act.DELIVER_REPLY},
    Stage.REPLIED: ALWAYS | {Act.CLOSE},
    Stage.CLOSED: frozenset({Act.RENEW_QUERY_CODE}),
    Stage.VOID: frozenset(),
}
"""Stage → the acts that are possible in it; TAKE_IN makes an application and belongs to none."""

STRAIGHT = tuple(Stage)[: tuple(Stage).index(Stage.VOID)]
"""The stages in the order in which an application passes them."""

_NO_TERM_YET = "还没有与申请人确认收到，答复期限没有开始计算（《条例》第三十一条）。"
_TOO_EARLY = {
    Act.CONFIRM: "先登记，再与申请人确认。",
    Act.DECIDE: _NO_TERM_YET,
    Act.DRAFT_REPLY: "先完成答复判断，由判断决定用哪一种答复书（《条例》第三十六条）。",
    Act.SUBMIT_REPLY: "答复书还没有拟好。",
    Act.RETURN_REPLY: "答复书还没有送签。",
    Act.SIGN_REPLY: "答复书还没有送签。",
    Act.DELIVER_REPLY: "答复书还没有签发。",
    Act.CLOSE: "还没有答复申请人（《条例》第三十三条）。",
} | dict.fromkeys(BESIDE, _NO_TERM_YET)
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
} | dict.fromkeys(BEGINNING, "答复书已经送签；还要办理的，先由签发人退回。")

_CAN_BE_RETURNED = frozenset({Act.DECIDE, Act.DRAFT_REPLY, Act.SUBMIT_REPLY})
_SIGNED = "答复书已经签发，不能再改。"
_OVER = "答复书已经签发，不再办理这一步。"


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
    if is_signed and act in BESIDE:
        return _OVER
    return _SIGNED if is_signed and act in _CAN_BE_RETURNED else _TOO_LATE[act]


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
