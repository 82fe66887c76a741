"""Complete lists: the total of parts that stand in one sentence and are counted in one unit."""

from collections.abc import Sequence
from dataclasses import replace

from gongkai.annual_report.facts.chapter import Chapter
from gongkai.annual_report.facts.sentences import Sentence
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
    for key in ("proposals.npc", "proposals.cppcc"):
        of_kind = [each for each in proposals if each[1].key == key]
        if all((fact.key, fact.position or 0) in chapter.beside for _, fact in of_kind[1:]):
            _sum(chapter, key, of_kind, of_one_key=True)
    if all(fact.key != "proposals" for _, fact in proposals):
        _sum(chapter, "proposals", proposals)


def _sum(
    chapter: Chapter, key: str, counted: Sequence[tuple[int, Fact]], *, of_one_key: bool = False
) -> None:
    parts = [fact for _, fact in counted]
    again = [part for part in parts if (part.key, part.position or 0) in chapter.beside]
    if len(parts) < 2 or len({part.key for part in parts}) + len(again) != len(parts):
        return
    if not of_one_key and len(parts) - len(again) < 2:
        return
    if len({number for number, _ in counted}) != 1 or len({part.unit for part in parts}) != 1:
        return
    first = min(part.position or 0 for part in parts)
    if _is_divided(
        chapter.prose.sentences[counted[0][0]], max(part.position or 0 for part in parts)
    ):
        return
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


def _is_divided(sentence: Sentence, last: int) -> bool:
    """Return whether 其中 stands before the last part: what stands behind it is part of a whole."""
    divided = sentence.text.find("其中")
    return divided >= 0 and sentence.place(divided, divided + 1)[0] < last
