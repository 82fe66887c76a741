"""What runs beside the reply: asked to correct, asked for an opinion or for reasons, given more time.

Each is opened by one act and ended by another; the stage of the case stays as it is (条例第三十条至第三十五条).
"""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.law.application_stages import Act
from gongkai.law.citations import Citation, cite


class Progress(StrEnum):
    """How far something has come that is done once in a case."""

    NONE = "none"
    OPEN = "open"
    DONE = "done"
    LAPSED = "lapsed"


class Consulted(StrEnum):
    """Whose opinion is asked, which decides its term and what silence means."""

    THIRD_PARTY = "third-party"
    CO_AUTHOR = "co-author"
    OTHER_ORGAN = "other-organ"

    @property
    def label(self) -> str:
        return _CONSULTED[self].label

    @property
    def clock(self) -> str | None:
        """Return which of law.clocks measures the time for the opinion; None where no term is set."""
        return _CONSULTED[self].clock

    @property
    def silence(self) -> str:
        """Return what it means that no opinion came, with the article."""
        return _CONSULTED[self].silence

    @property
    def citation(self) -> Citation:
        return _CONSULTED[self].citation


@dataclass(frozen=True)
class _Rule:
    label: str
    clock: str | None
    silence: str
    citation: Citation


_CONSULTED = {
    Consulted.THIRD_PARTY: _Rule(
        "第三方",
        "third-party",
        "逾期未提出意见，由本机关决定是否公开，不视为同意（《条例》第三十二条）。",
        cite("regulation-2019", "第三十二条"),
    ),
    Consulted.CO_AUTHOR: _Rule(
        "共同制作的行政机关",
        "co-author",
        "逾期未提出意见，视为同意公开（《条例》第三十四条）。",
        cite("regulation-2019", "第三十四条"),
    ),
    Consulted.OTHER_ORGAN: _Rule(
        "其他机关",
        None,
        "没有提出意见，由本机关决定是否公开（《条例》第三十三条第三款）。",
        cite("regulation-2019", "第三十三条第三款"),
    ),
}


@dataclass(frozen=True)
class Standing:
    """What of all this a case has had so far."""

    correction: Progress = Progress.NONE
    open_consultations: int = 0
    undelivered_consultations: int = 0
    """Of the open ones, those whose arrival at the other side is not recorded."""
    extension: Progress = Progress.NONE
    """OPEN when agreed to and not yet told to the applicant."""
    reasons: Progress = Progress.NONE
    is_delayed: bool = False
    fee: Progress = Progress.NONE

    @property
    def waits_for(self) -> str:
        """Return whom the case waits for, so that no reply can be signed meanwhile; or nothing."""
        if self.correction is Progress.OPEN:
            return "申请人补正"
        if self.fee is Progress.OPEN:
            return "申请人缴费"
        if self.open_consultations:
            return "所征求的意见"
        return "申请人说明理由" if self.reasons is Progress.OPEN else ""


def why_not_beside(act: Act, standing: Standing) -> str:
    """Return the sentence why this act has no place in a case that stands so, or nothing."""
    refuse = _REFUSALS.get(act)
    return refuse(standing) if refuse else ""


def _asked_once(progress: Progress, asked: str, again: str) -> str:
    return "" if progress is Progress.NONE else f"{asked}{again}"


def _answer_to(progress: Progress, not_asked: str, done: str, lapsed: str) -> str:
    """Return why an answer cannot come: it was not asked for, or it came, or the time for it is over."""
    return {
        Progress.NONE: not_asked,
        Progress.OPEN: "",
        Progress.DONE: done,
        Progress.LAPSED: lapsed,
    }[progress]


def _notify_correction(standing: Standing) -> str:
    if standing.fee is not Progress.NONE:
        return "已经通知过收费；补正应当在收费通知以前告知。"
    return _asked_once(
        standing.correction, "已经告知过补正，", "补正应当一次性告知（《条例》第三十条）。"
    )


def _receive_correction(standing: Standing) -> str:
    return _answer_to(standing.correction, "没有告知过补正。", "补正的申请已经收到。", "")


def _lapse_correction(standing: Standing) -> str:
    return _answer_to(
        standing.correction, "没有告知过补正。", "补正的申请已经收到。", "已经登记逾期不补正。"
    )


def _opinion(standing: Standing) -> str:
    return "" if standing.open_consultations else "没有正在征求的意见。"


def _delivery(standing: Standing) -> str:
    if not standing.open_consultations:
        return "没有正在征求的意见。"
    return "" if standing.undelivered_consultations else "征求意见书的送达日期都已经登记。"


def _extend(standing: Standing) -> str:
    if standing.is_delayed:
        return "已经告知延迟答复的日期（《条例》第三十五条），不再延长。"
    return _asked_once(
        standing.extension, "已经同意过延期，", "只能延长一次（《条例》第三十三条第二款）。"
    )


def _tell_extension(standing: Standing) -> str:
    if standing.is_delayed:
        return "已经告知延迟答复的日期（《条例》第三十五条），不再延长。"
    return _answer_to(
        standing.extension,
        "还没有经信息公开机构负责人同意（《条例》第三十三条第二款）。",
        "已经告知申请人。",
        "",
    )


def _ask_reasons(standing: Standing) -> str:
    return _asked_once(standing.reasons, "已经要求过说明理由，", "不再要求。")


def _hear_reasons(standing: Standing) -> str:
    return _answer_to(standing.reasons, "没有要求过说明理由。", "已经收到申请人说明的理由。", "")


def _delay(standing: Standing) -> str:
    if standing.is_delayed:
        return "已经告知延迟答复的日期。"
    if standing.reasons is not Progress.DONE:
        return (
            "申请数量、频次明显超过合理范围，申请人说明的理由合理，又不能按期答复的，"
            "才能确定延迟答复的期限；请先要求说明理由（《条例》第三十五条）。"
        )
    return ""


def _charge(standing: Standing) -> str:
    if standing.correction is Progress.OPEN:
        return "还在等待申请人补正；收费通知在补正以后发出。"
    return _asked_once(standing.fee, "已经通知过收费，", "一件申请只按一种标准收取一次。")


def _receive_payment(standing: Standing) -> str:
    return _answer_to(
        standing.fee,
        "没有通知过收费。",
        "已经登记到账。",
        "已经登记逾期未缴费，视为放弃申请；以后收到的款项按规定退付。",
    )


def _lapse_payment(standing: Standing) -> str:
    return _answer_to(standing.fee, "没有通知过收费。", "已经登记到账。", "已经登记逾期未缴费。")


_REFUSALS = {
    Act.CHARGE: _charge,
    Act.RECEIVE_PAYMENT: _receive_payment,
    Act.LAPSE_PAYMENT: _lapse_payment,
    Act.NOTIFY_CORRECTION: _notify_correction,
    Act.RECEIVE_CORRECTION: _receive_correction,
    Act.LAPSE_CORRECTION: _lapse_correction,
    Act.DELIVER_CONSULTATION: _delivery,
    Act.HEAR: _opinion,
    Act.STOP_WAITING: _opinion,
    Act.EXTEND: _extend,
    Act.TELL_EXTENSION: _tell_extension,
    Act.ASK_REASONS: _ask_reasons,
    Act.HEAR_REASONS: _hear_reasons,
    Act.DELAY: _delay,
}
