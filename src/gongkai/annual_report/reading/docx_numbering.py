"""Numbers that Word writes by itself before a paragraph: 一、 and （一） that stand in no text.

word/numbering.xml says how a level counts and what stands around the number; a paragraph, or its
style, names the list and the level.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE = W + "val"
_CHINESE = frozenset(
    [
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "japaneseDigitalTenThousand",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    ]
)
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_DIGITS = "〇一二三四五六七八九"
_LEVELS = 9
_MOST = 999  # no list of a report counts further


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts."""

    start: int = 1
    style: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    levels: Mapping[str, Mapping[int, _Level]]  # of each abstract list
    lists: Mapping[str, str]  # number of a list → its abstract list
    starts: Mapping[tuple[str, int], int]  # where a list begins anew
    styles: Mapping[str, tuple[str, int]]  # style → list and level
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def before(self, properties: etree._Element | None) -> str:
        """Return what Word prints before a paragraph of these properties, and count it."""
        number, level = self._list_of(properties)
        abstract = self.lists.get(number)
        own = self.levels.get(abstract or "", {}).get(level)
        if abstract is None or own is None:
            return ""
        counts = self.counts.setdefault(abstract, [None] * _LEVELS)
        if number not in self.begun:
            self.begun.add(number)
            for each in range(_LEVELS):
                if (number, each) in self.starts:
                    counts[each] = self.starts[number, each] - 1
        last = counts[level]
        counts[level] = own.start if last is None else min(last + 1, _MOST)
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return self._printed(abstract, own, counts)

    def _list_of(self, properties: etree._Element | None) -> tuple[str, int]:
        if properties is None:
            return "", 0
        style = properties.find(W + "pStyle")
        number, level = self.styles.get("" if style is None else style.get(_VALUE, ""), ("", 0))
        own = properties.find(W + "numPr")
        if own is not None:
            named, at = own.find(W + "numId"), own.find(W + "ilvl")
            number = number if named is None else named.get(_VALUE, "")
            level = level if at is None else _number(at.get(_VALUE), 0)
        return number, min(level, _LEVELS - 1)

    def _printed(self, abstract: str, own: _Level, counts: list[int | None]) -> str:
        if own.style in {"bullet", "none"}:
            return ""

        def one(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            level = self.levels[abstract].get(at, _Level())
            count = counts[at]
            return _counted(level.start if count is None else count, level.style)

        text = re.sub(r"%([1-9])", one, own.text)
        return f"{text} " if text[-1:].isalnum() else text


def read(numbering: bytes, styles: bytes | None) -> Numbering:
    """Return the lists of a document; raise etree.XMLSyntaxError for what is no XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(numbering, parser)
    levels = {
        each.get(W + "abstractNumId", ""): _levels(each) for each in root.iter(W + "abstractNum")
    }
    lists: dict[str, str] = {}
    starts: dict[tuple[str, int], int] = {}
    for each in root.iter(W + "num"):
        number, abstract = each.get(W + "numId", ""), each.find(W + "abstractNumId")
        if abstract is not None:
            lists[number] = abstract.get(_VALUE, "")
        for override in each.iter(W + "lvlOverride"):
            start = override.find(W + "startOverride")
            if start is not None:
                at = _number(override.get(W + "ilvl"), 0)
                starts[number, at] = _number(start.get(_VALUE), 1)
    return Numbering(levels, lists, starts, _styles(styles, parser))


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    found = {}
    for each in abstract.iter(W + "lvl"):
        values = {child.tag: child.get(_VALUE, "") for child in each if isinstance(child.tag, str)}
        found[_number(each.get(W + "ilvl"), 0)] = _Level(
            _number(values.get(W + "start"), 1),
            values.get(W + "numFmt", "decimal"),
            values.get(W + "lvlText", "")[:20],
        )
    return found


def _styles(content: bytes | None, parser: etree.XMLParser) -> dict[str, tuple[str, int]]:
    if content is None or b"numPr" not in content:
        return {}
    own: dict[str, tuple[str, int]] = {}
    based: dict[str, str] = {}
    for style in etree.fromstring(content, parser).iter(W + "style"):
        name = style.get(W + "styleId", "")
        numbered, parent = style.find(f"{W}pPr/{W}numPr"), style.find(W + "basedOn")
        if parent is not None:
            based[name] = parent.get(_VALUE, "")
        if numbered is not None:
            number, level = numbered.find(W + "numId"), numbered.find(W + "ilvl")
            if number is not None:
                at = 0 if level is None else _number(level.get(_VALUE), 0)
                own[name] = number.get(_VALUE, ""), at
    for name in based:
        seen, above = {name}, name
        while above not in own and based.get(above, above) not in seen:
            above = based[above]
            seen.add(above)
        if above in own:
            own.setdefault(name, own[above])
    return own


def _number(value: str | None, otherwise: int) -> int:
    return int(value) if value is not None and value.isdecimal() and len(value) < 6 else otherwise


def _counted(number: int, style: str) -> str:
    if style in _CHINESE:
        return _chinese(number, _DIGITS, "十百")
    if style == "chineseLegalSimplified":
        return _chinese(number, _LEGAL, "拾佰")
    if style == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x245F + number)
    if style == "decimalFullWidth":
        return "".join(chr(0xFEE0 + ord(each)) for each in str(number))
    if style in {"lowerLetter", "upperLetter"} and 1 <= number <= 26:
        return chr((96 if style == "lowerLetter" else 64) + number)
    return str(number)


def _chinese(number: int, digits: str, units: str) -> str:
    """Return 一 … 九百九十九."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = digits[hundreds % 10] + units[1] if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + units[0]
    elif hundreds and ones:
        text += digits[0]
    return text + (digits[ones] if ones else "") or digits[0]
