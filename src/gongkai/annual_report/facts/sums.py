"""Complete lists: the total of parts that stand in one sentence and are counted in one unit."""

from collections.abc import Sequence
from dataclasses import replace

from gongkai.annual_report.facts.chapter import Chapter
from gongkai.annual_report.report import Fact

_PROPOSALS = frozenset(("proposals", "proposals.npc", "proposals.cppcc"))


def sums_of(chapter: Chapter) -> None:
    """Write the totals that a chapter does not print: of all channels, of 建议 and 提案.

    A list is complete when nothing of its kind stands elsewhere in the chapter.
    """
    items = [each for each in chapter.counted if each[1].key.startswith("items.")]
    if all(fact.key.startswith("items.published_by_channel:") for _, fact in items):
        _sum(chapter, "items.published", items)
    proposals = [each for each in chapter.counted if each[1].key in _PROPOSALS and each[1].value]
    if all(fact.key != "proposals" for _, fact in proposals):
        _sum(chapter, "proposals", proposals)


def _sum(chapter: Chapter, key: str, counted: Sequence[tuple[int, Fact]]) -> None:
    parts = [fact for _, fact in counted]
    if len(parts) < 2 or len({part.key for part in parts}) != len(parts):
        return
    if len({number for number, _ in counted}) != 1 or len({part.unit for part in parts}) != 1:
        return
    if "其中" in chapter.prose.sentences[counted[0][0]].text:
        return
    first = min(part.position or 0 for part in parts)
    last = max((part.position or 0) + len(part.text) for part in parts)
    chapter.said.facts.append(
        replace(
            parts[0],
            key=key,
            value=sum(part.value for part in parts if part.value is not None),
            text=chapter.prose.source[first:last],
            zero=False,
            derived=True,
            approximate=any(part.approximate for part in parts),
            position=first,
        )
    )
