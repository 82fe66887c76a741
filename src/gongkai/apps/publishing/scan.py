"""What should not go out unseen: telephone numbers and identity numbers of persons, marks of secrecy.

Each rule looks for one shape in what was written. It finds no meaning, opens no attachment, and is no
review: a reviewer answers what it found, and looks for what it cannot find (条例第十五条、第十七条).
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from gongkai.apps.publishing.models import Item

AROUND = 8
_STOPS = "，。；：、！？,.;:!? \n\u3000"
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)")
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])\d{6}(?:19|20)\d{9}[\dXx](?![0-9A-Za-z])")
_SECRECY = re.compile(
    r"(?:绝密|机密|秘密)\s*[★☆*＊]|[★☆]\s*(?:\d+\s*年|长期)|工作秘密[★☆]?\s*\d+\s*年"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"


class Finding(NamedTuple):
    """One place that shuts approval until someone says in writing why it may stand."""

    key: str
    title: str
    place: str
    excerpt: str
    text: str


class Rule(NamedTuple):
    """One shape, and which of its matches are meant."""

    name: str
    title: str
    shape: re.Pattern[str]
    is_meant: Callable[[str], bool] = lambda _: True


def is_identity_number(text: str) -> bool:
    """Return whether the last character is the check of the seventeen before it (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11] == text[17].upper()


RULES = (
    Rule("mobile", "疑似个人手机号", _MOBILE),
    Rule("identity", "疑似居民身份证号码", _IDENTITY, is_identity_number),
    Rule("secrecy", "疑似密级标志", _SECRECY),
)


def findings(version: Item) -> list[Finding]:
    """Return what the rules find in all the public would read, in order; in one place once."""
    places = [
        ("标题", version.title),
        ("发文字号", version.document_number),
        ("发文机关", version.issuing_office),
        ("主题分类", version.topic),
        *((f"第 {n} 段", text) for n, text in enumerate(version.paragraphs(), 1)),
    ]
    for n, each in enumerate(version.attached(), 1):
        places += [(f"附件 {n} 的名称", each.label), (f"附件 {n} 的文件名", each.file.name)]
    found = (each for place, text in places for each in _in_one_place(place, text))
    return list({each.key: each for each in found}.values())


def _cut(text: str, start: int, end: int) -> str:
    """Return a stretch of the text as a sentence quotes it: no stop at its ends, … where it was cut."""
    stretch = text[start:end].strip(_STOPS)
    before = "…" if text[:start].strip(_STOPS) else ""
    after = "…" if text[end:].strip(_STOPS) else ""
    return f"{before}{stretch}{after}"


def _in_one_place(place: str, text: str) -> Iterator[Finding]:
    for rule in RULES:
        for match in rule.shape.finditer(text):
            if rule.is_meant(match[0]):
                seed = f"{rule.name}|{match[0]}|{text}"
                start, end = max(0, match.start() - AROUND), match.end() + AROUND
                yield Finding(
                    key=hashlib.sha256(seed.encode()).hexdigest()[:16],
                    title=rule.title,
                    place=place,
                    excerpt=_cut(text, start, end),
                    text=match[0],
                )
