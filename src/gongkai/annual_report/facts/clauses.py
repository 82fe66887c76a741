"""The words around one number of a sentence: what stands before it and behind it."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.annual_report.facts.numerals import Quantity

_LONGEST_LEAD, _LONGEST_TAIL = 70, 30
_MANY = 12  # numbers that one 分别 goes with
_ONLY_COUNTING = re.compile("(?:共计?|合计|总计|总共|累计|[达到约为有])*")
_JOINED = re.compile("[、，和及与]?")
_SPLIT = re.compile("[、和及与]")
# 收到3件且未发生一起诉讼: what there was none of says nothing of the number before it.
DENIED = re.compile("[且但并也]?(?:没有|未曾|未|无)[^，]{0,6}?(?:一|1)(?!例外)[件起例宗个次]")
_RESPECTIVELY = re.compile("分别(?:为|是|有|达到?|发布|公开|收到|办理)?[^，。；、]{0,8}$")


@dataclass(frozen=True, slots=True)
class Clause:
    """The words before and behind a number, and where they begin and end in the sentence."""

    lead: str
    tail: str
    start: int
    end: int

    @property
    def text(self) -> str:
        """Return the clause with # for the number and its unit."""
        return f"{self.lead}#{self.tail}"


def clause_of(
    text: str, quantities: Sequence[Quantity], at: int, boundaries: Sequence[int]
) -> Clause:
    """Return the words around a number: back to the number or stop before, on to the next."""
    quantity = quantities[at]
    begin, end = _around(text, boundaries, quantity)
    if at:
        begin = max(begin, _between(text, quantities[at - 1], quantity)[1])
    if at + 1 < len(quantities):
        end = min(end, _between(text, quantity, quantities[at + 1])[0])
    begin = max(begin, quantity.start - _LONGEST_LEAD)
    end = min(max(end, quantity.end), quantity.end + _LONGEST_TAIL)
    lead = text[begin : quantity.start]
    denied = DENIED.search(text, quantity.end, end)
    if denied is not None:
        end = denied.start()
    named = _respectively(text, quantities, at)
    return Clause(lead if named is None else named, text[quantity.end : end], begin, end)


def _around(text: str, boundaries: Sequence[int], quantity: Quantity) -> tuple[int, int]:
    """Return the clause around a position; words in brackets and a clause all before belong to it."""
    position = quantity.start
    at = bisect_left(boundaries, position)
    end = boundaries[at] if at < len(boundaries) else len(text)
    while at:
        stop = boundaries[at - 1]
        if text[stop] == "）":
            opening = text.rfind("（", 0, stop)
            if opening < 0 or any(each.isdigit() for each in text[opening:stop]):
                break
            at = bisect_left(boundaries, opening)
        elif (
            end == quantity.end
            and text[stop] in "，："
            and _ONLY_COUNTING.fullmatch(text, stop + 1, position)
        ):
            at -= 1
        else:
            break
    return (boundaries[at - 1] + 1 if at else 0), end


def _between(text: str, one: Quantity, next_one: Quantity) -> tuple[int, int]:
    """Return where the words behind a number end, and where those before the next begin."""
    words = text[one.end : next_one.start]
    if not words:  # 发送8次12条
        return one.end, 0
    if words[0] in "、和及，；":
        return one.end, one.end + 1
    stops = "，；（：" if "，" in words or "；" in words else "、和及（："
    cut = max(words.rfind(each) for each in stops)
    if cut >= 0:
        return one.end + cut, one.end + cut + 1
    return one.end, one.end


def _respectively(text: str, quantities: Sequence[Quantity], at: int) -> str | None:
    """Return the words that go with this number in 甲、乙、丙分别为1件、2件、3件."""
    first = last = at
    while (
        first and at - first < _MANY and _are_joined(text, quantities[first - 1], quantities[first])
    ):
        first -= 1
    while (
        last - at < _MANY
        and last + 1 < len(quantities)
        and _are_joined(text, quantities[last], quantities[last + 1])
    ):
        last += 1
    if first == last:
        return None
    start = max(text.rfind(each, 0, quantities[first].start) for each in "，。；：") + 1
    lead = text[start : quantities[first].start]
    found = _RESPECTIVELY.search(lead)
    names = _SPLIT.split(lead[: found.start()]) if found else []
    if found is None or len(names) != last - first + 1:
        return None
    return names[at - first] + found[0].removeprefix("分别")


def _are_joined(text: str, one: Quantity, next_one: Quantity) -> bool:
    return _JOINED.fullmatch(text, one.end, next_one.start) is not None
