"""What changed between two versions of an item, paragraph by paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from django.utils.formats import date_format

from gongkai.apps.publishing.models import Item
from gongkai.apps.publishing.models.item import SUBJECTS

# A number, a time or a Latin word is one; of Chinese each character.
_WORDS = re.compile(r"[0-9A-Za-z][0-9A-Za-z:：.,%-]*|.", re.DOTALL)
UNLIKE = 0.3
"""Below this likeness two paragraphs are one that went and one that came."""


class Segment(NamedTuple):
    """A run of text: kept, inserted or deleted."""

    how: str
    text: str


class Paragraph(NamedTuple):
    """One paragraph of the comparison; `number` is its place in the newer text."""

    number: int | None
    segments: list[Segment]


@dataclass
class Part:
    """Paragraphs that did not change, folded, or one that did."""

    paragraphs: list[Paragraph]
    is_changed: bool

    @property
    def first(self) -> int | None:
        return self.paragraphs[0].number

    @property
    def last(self) -> int | None:
        return self.paragraphs[-1].number


@dataclass
class Comparison:
    """The changed facts, the text in parts, and how many paragraphs changed, came and went."""

    facts: list[Paragraph] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    changed: int = 0
    added: int = 0
    removed: int = 0

    @property
    def summary(self) -> str:
        """Return how much changed, in words."""
        said = [
            f"{word} {count} {unit}"
            for word, count, unit in (
                ("改", self.changed, "段"),
                ("增", self.added, "段"),
                ("删", self.removed, "段"),
                ("基本信息和附件改", len(self.facts), "处"),
            )
            if count
        ]
        return "，".join(said) or "没有改动"


def facts_of(version: Item) -> dict[str, str]:
    """Return what stands in the metadata card and beside it, by name."""
    days = {
        "成文日期": version.written_on,
        "形成或者变更之日": version.formed_on,
        "施行日期": version.effective_on,
        "有效期至": version.expires_on,
        "废止、失效日期": version.ended_on,
    }
    subject = SUBJECTS.get(version.subject)
    facts = {
        "名称": version.title,
        "类别": version.get_kind_display(),
        "公开事项": subject.name if subject else "",
        "主题分类": version.topic,
        "发文字号": version.document_number,
        "发文机关": version.issuing_office,
        **{name: date_format(day, "Y年n月j日") if day else "" for name, day in days.items()},
        "废止或者失效": version.get_ending_display(),
        "承办科室": str(version.section or ""),
        "解读的文件": str(version.interprets or ""),
        "附件": "；".join(
            f"{each.label}（{each.file.kind}，校验码 {each.file.sha256[:8]}）"
            for each in version.attached()
        ),
    }
    return {name: value.strip() for name, value in facts.items()}


def compare(older: Item, newer: Item) -> Comparison:
    """Return what the newer version says otherwise than the older one."""
    found = Comparison()
    before, after = facts_of(older), facts_of(newer)
    for name, value in after.items():
        if value != before[name]:
            said = [Segment("deleted", before[name]), Segment("inserted", value)]
            heading = Segment("kept", f"{name}：")
            found.facts.append(Paragraph(None, [heading, *(each for each in said if each.text)]))
    old, new = older.paragraphs(), newer.paragraphs()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for how, i1, i2, j1, j2 in matcher.get_opcodes():
        if how == "equal":
            kept = [Paragraph(j + 1, [Segment("kept", new[j])]) for j in range(j1, j2)]
            found.parts.append(Part(kept, is_changed=False))
            continue
        for paragraph in _changed(old[i1:i2], new[j1:j2], j1 + 1, found):
            found.parts.append(Part([paragraph], is_changed=True))
    return found


def _changed(old: list[str], new: list[str], first: int, found: Comparison) -> Iterator[Paragraph]:
    for offset, (before, after) in enumerate(zip_longest(old, new)):
        number = first + offset if after is not None else None
        if before is not None and after is not None and _are_alike(before, after):
            found.changed += 1
            yield Paragraph(number, _segments(before, after))
            continue
        if before is not None:
            found.removed += 1
            yield Paragraph(None, [Segment("deleted", before)])
        if after is not None:
            found.added += 1
            yield Paragraph(number, [Segment("inserted", after)])


def _are_alike(before: str, after: str) -> bool:
    return SequenceMatcher(None, before, after, autojunk=False).ratio() >= UNLIKE


def _segments(before: str, after: str) -> list[Segment]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    segments = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for how, i1, i2, j1, j2 in matcher.get_opcodes():
        if how == "equal":
            segments.append(Segment("kept", "".join(new[j1:j2])))
            continue
        if i2 > i1:
            segments.append(Segment("deleted", "".join(old[i1:i2])))
        if j2 > j1:
            segments.append(Segment("inserted", "".join(new[j1:j2])))
    return segments
