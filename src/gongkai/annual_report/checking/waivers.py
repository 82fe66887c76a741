"""Waivers: what a person lets stand, with the reason, kept beside the report as a small file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gongkai.annual_report.checking import CHECKS, Outcome
from gongkai.annual_report.report import Finding, Waiver

__all__ = ["BadWaivers", "Waiver", "applied", "data_of", "file_name", "waiver_of", "waivers_of"]


class BadWaivers(Exception):
    """Raise with one Chinese sentence for a file of waivers, or a waiver, that cannot be used."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of a waiver in the file, and its word for a message."""

    name: str
    kind: type


_FIELDS = (_Field("check", str), _Field("cells", list), _Field("reason", str), _Field("by", str), _Field("on", str))  # fmt: skip


def file_name(report: str) -> str:
    """Return the name of the file of waivers beside a report's file."""
    return f"{report}.waivers.json"


def waiver_of(named: str, *, reason: str, by: str, on: date) -> Waiver:
    """Return the waiver of `CHECK` or `CHECK:CELL`; raise BadWaivers for what names no check."""
    check, _, cell = named.partition(":")
    if check not in {each.name for each in CHECKS}:
        raise BadWaivers(f"没有叫“{check}”的检查项目。")
    if not reason.strip():
        raise BadWaivers("豁免应当写明理由。")
    return Waiver(check, (cell,) if cell else (), reason.strip(), by, on)


def applied(outcome: Outcome, waivers: Sequence[Waiver]) -> Outcome:
    """Return the outcome with waived findings apart, and the waivers that match nothing any more."""
    kept: list[Finding] = []
    apart: list[tuple[Finding, Waiver]] = []
    for finding in outcome.findings:
        waiver = next((each for each in waivers if each.covers(finding)), None)
        if waiver is None:
            kept.append(finding)
        else:
            apart.append((finding, waiver))
    used = {waiver for _, waiver in apart}
    stale = tuple(each for each in waivers if each not in used and not _is_doubled(each, used))
    return replace(outcome, findings=tuple(kept), waived=tuple(apart), stale=stale)


def _is_doubled(waiver: Waiver, used: Iterable[Waiver]) -> bool:
    """Return whether another waiver of the same check took what this one names as well."""
    return any(
        each.check == waiver.check and (not each.cells or each.cells == waiver.cells)
        for each in used
    )


def data_of(waivers: Iterable[Waiver]) -> list[dict[str, Any]]:
    """Return waivers as values JSON knows."""
    return [
        {
            "check": each.check,
            "cells": list(each.cells),
            "reason": each.reason,
            "by": each.by,
            "on": each.on.isoformat(),
        }
        for each in waivers
    ]


def waivers_of(data: object) -> tuple[Waiver, ...]:
    """Return the waivers of a file's data; raise BadWaivers for what does not fit."""
    if not isinstance(data, list):
        raise BadWaivers("豁免文件应为一个 JSON 数组。")
    return tuple(_waiver(entry, at) for at, entry in enumerate(data, 1))


def _waiver(entry: object, at: int) -> Waiver:
    if not isinstance(entry, Mapping):
        raise BadWaivers(f"第{at}条豁免应为一个 JSON 对象。")
    for field in _FIELDS:
        if not isinstance(entry.get(field.name), field.kind):
            raise BadWaivers(f"第{at}条豁免缺少 {field.name}，或者类型不对。")
    try:
        on = date.fromisoformat(entry["on"])
    except ValueError as fault:
        raise BadWaivers(f"第{at}条豁免的 on 不是日期（年-月-日）。") from fault
    if not entry["reason"].strip():
        raise BadWaivers(f"第{at}条豁免没有写理由。")
    return Waiver(entry["check"], tuple(map(str, entry["cells"])), entry["reason"], entry["by"], on)
