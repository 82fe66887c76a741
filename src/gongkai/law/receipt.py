"""Which day counts as the day of receipt (条例第三十一条)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.law.calendar import Calendar
from gongkai.law.citations import Citation, cite
from gongkai.law.parameters import parameter


class ImpossibleFacts(ValueError):
    """Raise for facts that cannot all be true; the message is a sentence for the person."""


class Channel(StrEnum):
    """The ways in which an application reaches the office."""

    COUNTER = "counter"
    ORAL = "oral"
    POST_SIGNED = "post-signed"
    POST_ORDINARY = "post-ordinary"
    INTERNET = "internet"
    FAX = "fax"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def needs_confirmation(self) -> bool:
        """Whether the day of receipt is the day on which both sides confirmed it."""
        return self in (Channel.POST_ORDINARY, Channel.INTERNET, Channel.FAX)


_LABELS = {
    Channel.COUNTER: "当面提交",
    Channel.ORAL: "当面口头提出",
    Channel.POST_SIGNED: "邮寄（需签收）",
    Channel.POST_ORDINARY: "平常信函等无须签收的邮寄",
    Channel.INTERNET: "互联网渠道",
    Channel.FAX: "传真",
}


@dataclass(frozen=True)
class Receipt:
    """The day that counts as received, or None while nobody has confirmed it; and why."""

    day: date | None
    citation: Citation
    text: str


def receipt(channel: Channel, received_on: date, confirmed_on: date | None) -> Receipt:
    """Return the day of receipt; raise ImpossibleFacts for days that contradict the channel."""
    if (
        confirmed_on is not None
        and not channel.needs_confirmation
        and _article_31_holds(received_on)
    ):
        raise ImpossibleFacts(f"{channel.label}的申请以收到之日为准，不应有确认之日。")
    if confirmed_on is not None and channel.needs_confirmation:
        if confirmed_on < received_on:
            raise ImpossibleFacts(f"确认之日 {confirmed_on} 早于收到申请的 {received_on}。")
        return Receipt(
            confirmed_on, _citation(channel, confirmed_on), "以双方确认之日为收到申请之日"
        )
    if not channel.needs_confirmation:
        return Receipt(received_on, _citation(channel, received_on), _IMMEDIATE[channel])
    if not _article_31_holds(received_on):
        return Receipt(received_on, _citation(channel, received_on), "当时没有规定，以收到之日为准")
    return Receipt(None, _citation(channel, received_on), "尚未与申请人确认，答复期限没有开始计算")


@dataclass(frozen=True)
class ConfirmBy:
    """The last day for confirming receipt with the applicant, and how that day is named."""

    day: date
    text: str


def confirm_by(channel: Channel, received_on: date, calendar: Calendar) -> ConfirmBy:
    """Return by when to confirm what came: a letter nobody signed for on the day it came (条例第三十一条第（二）项).

    For the internet and fax no article names a day: the first working day after arrival is the program's.
    """
    if channel is Channel.POST_ORDINARY:
        return ConfirmBy(received_on, "收到当日")
    return ConfirmBy(calendar.working_day(received_on, 1), "到达后第一个工作日")


_IMMEDIATE = {
    Channel.COUNTER: "当面提交，以提交之日为收到申请之日",
    Channel.ORAL: "口头提出，工作人员代为填写，以提出之日为收到申请之日",
    Channel.POST_SIGNED: "以行政机关签收之日为收到申请之日",
}

_ITEMS = {
    Channel.COUNTER: "第三十一条第（一）项",
    Channel.ORAL: "第二十九条第一款、第三十一条第（一）项",
    Channel.POST_SIGNED: "第三十一条第（二）项",
    Channel.POST_ORDINARY: "第三十一条第（二）项",
    Channel.INTERNET: "第三十一条第（三）项",
    Channel.FAX: "第三十一条第（三）项",
}


def _article_31_holds(day: date) -> bool:
    return bool(parameter("receipt.day").on(day).content == "article-31")


def _citation(channel: Channel, day: date) -> Citation:
    if _article_31_holds(day):
        return cite("regulation-2019", _ITEMS[channel])
    return parameter("receipt.day").on(day).citation
