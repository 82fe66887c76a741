"""What the binary Word format says of paragraphs, rows and runs: single property modifiers (sprm).

[MS-DOC] 2.2.5 and 2.6: two bytes name the property and the length of its operand.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_LENGTHS = (1, 1, 2, 4, 2, 2, 0, 3)  # by the upper three bits; 0: the first byte says
# A list too long for its page stands in the stream Data, at the offset that this one names.
ELSEWHERE = frozenset({0x6645, 0x6646})
_TABLE_DEFINITION, _TABS = 0xD608, 0xC615
_IN_TABLE, _ROW_END, _DEPTH = 0x2416, 0x2417, 0x6649
_INNER_CELL_END, _INNER_ROW_END = 0x244B, 0x244C
_VERTICAL_MERGE, _HORIZONTAL_MERGE = 0xD62B, 0x5624
_LEVEL, _LIST = 0x260A, 0x460B
_DELETED = 0x0800
_GONE = frozenset({0x083C, _DELETED, 0x0837, 0x2A53})  # hidden, deleted, struck once or twice
_ICON = 0x2A48  # 1 superscript, 2 subscript
_SYMBOL = 0x6A09
_TC_BYTES = 20
_FIRST_OF_COLUMN, _WITHIN_COLUMN = 3, 1

# Prm0 of a piece names a few of them by a number of seven bits ([MS-DOC] 2.9.215).
_SHORT = {0x18: _IN_TABLE, 0x19: _ROW_END, 0x41: _DELETED, 0x57: 0x0837, 0x5C: 0x083C}
_SHORT |= {0x68: _ICON, 0x73: 0x2A53}


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell of a row's definition: its edges in twips, and what it goes on with."""

    left: int
    right: int
    merged_left: bool = False
    merged_up: bool = False


@dataclass(frozen=True, slots=True)
class ParagraphProperties:
    """Where a paragraph stands in tables, and which list numbers it."""

    depth: int = 0
    ends_row: bool = False
    inner_cell_end: bool = False
    cells: tuple[RowCell, ...] = ()
    list_number: int = 0
    list_level: int = 0


@dataclass(frozen=True, slots=True)
class RunProperties:
    """Whether a run is read at all, whether it stands above the line, which symbol it shows."""

    is_gone: bool = False
    is_deleted: bool = False  # with changes tracked: paragraphs and rows go with their ends
    is_raised: bool = False
    symbol: str | None = None


PLAIN_PARAGRAPH = ParagraphProperties()
PLAIN_RUN = RunProperties()


def modifiers(packed: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each property and its operand; a list that is cut off ends there."""
    at, end = 0, len(packed)
    while at + 2 < end:
        code = packed[at] | packed[at + 1] << 8
        at += 2
        length = _LENGTHS[code >> 13]
        if length == 0:
            if code == _TABLE_DEFINITION:
                if at + 2 > end:
                    return
                length, at = (packed[at] | packed[at + 1] << 8) - 1, at + 2
            elif code == _TABS and packed[at] == 255:
                return  # tab stops without a length; nothing of ours follows them
            else:
                length, at = packed[at], at + 1
        if length < 0 or at + length > end:
            return
        yield code, packed[at : at + length]
        at += length


def of_short(prm: int) -> bytes:
    """Return the modifier that a piece names in short, as a list of one."""
    code = _SHORT.get(prm >> 1 & 0x7F)
    return b"" if code is None else struct.pack("<HB", code, prm >> 8)


@lru_cache(maxsize=2048)
def paragraph_properties(packed: bytes) -> ParagraphProperties:
    """Return the properties of a paragraph from its list of modifiers."""
    in_table = ends_row = inner_cell_end = False
    depth = number = level = 0
    definition = b""
    changes: list[tuple[int, bytes]] = []
    for code, operand in modifiers(packed):
        if code == _IN_TABLE:
            in_table = operand != b"\0"
        elif code in {_ROW_END, _INNER_ROW_END}:
            ends_row = ends_row or operand != b"\0"
        elif code == _INNER_CELL_END:
            inner_cell_end = operand != b"\0"
        elif code == _DEPTH:
            depth = min(struct.unpack("<i", operand)[0], 64)
        elif code == _TABLE_DEFINITION:
            definition, changes = operand, []
        elif code in {_VERTICAL_MERGE, _HORIZONTAL_MERGE}:
            changes.append((code, operand))
        elif code == _LIST:
            number = struct.unpack("<h", operand)[0]
        elif code == _LEVEL:
            level = operand[0]
    depth = max(depth, 0) or int(in_table)
    cells = _row_cells(definition, changes) if ends_row and definition else ()
    return ParagraphProperties(depth, ends_row, inner_cell_end, cells, number, min(level, 8))


def _row_cells(definition: bytes, changes: list[tuple[int, bytes]]) -> tuple[RowCell, ...]:
    count = definition[0]
    if count == 0 or len(definition) < 1 + 2 * (count + 1):
        return ()
    edges = struct.unpack_from(f"<{count + 1}h", definition, 1)
    flags = [0] * count
    for at in range(count):
        start = 1 + 2 * (count + 1) + at * _TC_BYTES
        if start + 2 <= len(definition):
            flags[at] = definition[start] | definition[start + 1] << 8
    sideways = [each & 3 for each in flags]
    downwards = [each >> 5 & 3 for each in flags]
    for code, operand in changes:
        if code == _VERTICAL_MERGE and len(operand) == 2 and operand[0] < count:
            downwards[operand[0]] = operand[1] & 3
        elif code == _HORIZONTAL_MERGE and len(operand) == 2:
            for at in range(operand[0], min(operand[1], count)):
                sideways[at] = 1 if at == operand[0] else 2
    return tuple(
        RowCell(
            edges[at],
            edges[at + 1],
            merged_left=_continues(sideways, at),
            merged_up=downwards[at] == _WITHIN_COLUMN,
        )
        for at in range(count)
    )


def _continues(sideways: list[int], at: int) -> bool:
    """Return whether a cell only continues the one on its left: the first of a set differs."""
    if not sideways[at] or at == 0 or not sideways[at - 1]:
        return False
    first = at
    while first > 0 and sideways[first - 1]:
        first -= 1
    return sideways[at] != sideways[first]


@lru_cache(maxsize=2048)
def run_properties(packed: bytes) -> RunProperties:
    """Return the properties of a run from its list of modifiers."""
    is_raised = False
    symbol = None
    gone: set[int] = set()
    for code, operand in modifiers(packed):
        if code in _GONE:
            # 0x80 and 0x81 repeat or invert the style, which hides nothing in a report.
            (gone.add if operand in {b"\x01", b"\x81"} else gone.discard)(code)
        elif code == _ICON:
            is_raised = operand in {b"\x01", b"\x02"}
        elif code == _SYMBOL:
            character = chr(struct.unpack("<HH", operand)[1])
            symbol = "" if "\ud800" <= character <= "\uf8ff" or character < " " else character
    if gone or is_raised or symbol is not None:
        return RunProperties(bool(gone), _DELETED in gone, is_raised, symbol)
    return PLAIN_RUN
