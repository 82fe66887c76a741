"""The binary Word file: its header, the pieces its text is kept in, and where properties stand.

[MS-DOC] 2.4: text lies in pieces anywhere in the stream WordDocument; a table in the other stream
says which piece follows which. Properties hang on file offsets, in pages of 512 bytes.
"""

import io
import re
import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import olefile

from gongkai.annual_report.reading.compound import stream_of
from gongkai.annual_report.reading.doc_properties import (
    ELSEWHERE,
    PLAIN_PARAGRAPH,
    PLAIN_RUN,
    ParagraphProperties,
    RunProperties,
    modifiers,
    of_short,
    paragraph_properties,
    run_properties,
)
from gongkai.annual_report.reading.limits import CHARACTERS, XML_BYTES
from gongkai.annual_report.reading.unreadable import Unreadable

DAMAGED = "文件已损坏或不完整，无法作为 Word 文档打开。"
ENCRYPTED = "文件设有打开密码，请先取消密码再读取。"
TOO_OLD = "这是 Word 95 或更早版本的文档，不能读取，请另存为 .docx 后再试。"
TOO_LARGE = "文件内容过多，远超一份年度报告的篇幅，未予读取。"

_WORD_97, _WORD_6 = 0xA5EC, 0xA5DC
_FIRST_97 = 0xC1  # nFib
_PAGE = 512
_LENGTHS_AT, _OFFSETS_AT = 64, 154
_CLX, _RUNS, _PARAGRAPHS = 33, 12, 13  # places among the offsets
_COMPRESSED = 1 << 30
# The few bytes of a compressed piece that are not what they are in Latin-1 ([MS-DOC] 2.9.73).
_EIGHT_BIT = "cp1252"
_PIECES = 100_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that stand together in the file: first and last place in the text, and offset."""

    start: int
    end: int
    offset: int
    width: int  # bytes a character
    modifiers: bytes = b""

    def offset_of(self, place: int) -> int:
        return self.offset + (place - self.start) * self.width

    def place_of(self, offset: int) -> int:
        return self.start + -(-(offset - self.offset) // self.width)


class DocFile:
    """A binary Word document: `text` is its main story; offsets are places in it."""

    def __init__(self, content: bytes) -> None:
        """Raise Unreadable for what is damaged, encrypted or older than Word 97."""
        try:
            self._open(content)
        except Unreadable:
            raise
        except (OSError, ValueError, IndexError, struct.error, OverflowError) as error:
            raise Unreadable(DAMAGED) from error

    def _open(self, content: bytes) -> None:
        with olefile.OleFileIO(io.BytesIO(content)) as package:
            self._main = _stream(package, "WordDocument")
            identity, version = struct.unpack_from("<HH", self._main, 0)
            if identity == _WORD_6 or (identity == _WORD_97 and version < _FIRST_97):
                raise Unreadable(TOO_OLD)
            if identity != _WORD_97:
                raise Unreadable(DAMAGED)
            flags = struct.unpack_from("<H", self._main, 10)[0]
            if flags & 0x0100:
                raise Unreadable(ENCRYPTED)
            self._table = _stream(package, "1Table" if flags & 0x0200 else "0Table")
            self._long_lists = _stream(package, "Data") if package.exists("Data") else b""
        length = struct.unpack_from("<i", self._main, _LENGTHS_AT + 12)[0]
        if length < 0:
            raise Unreadable(DAMAGED)
        if length > CHARACTERS:
            raise Unreadable(TOO_LARGE)
        self.pieces = self._pieces(length)
        self._starts = [piece.start for piece in self.pieces]
        self.text = "".join(map(self._characters, self.pieces))
        self._lists_by_end = self._paragraph_lists()
        self._list_ends = sorted(self._lists_by_end)

    def _place(self, number: int) -> bytes:
        """Return what the header's nth pair of offset and length points to in the table stream."""
        at, length = struct.unpack_from("<II", self._main, _OFFSETS_AT + 8 * number)
        return self._table[at : at + length]

    def _pieces(self, length: int) -> list[Piece]:
        complex_part = self._place(_CLX)
        lists: list[bytes] = []
        at = 0
        while complex_part[at] == 1:
            size = struct.unpack_from("<H", complex_part, at + 1)[0]
            lists.append(complex_part[at + 3 : at + 3 + size])
            at += 3 + size
        if complex_part[at] != 2:
            raise Unreadable(DAMAGED)
        size = struct.unpack_from("<I", complex_part, at + 1)[0]
        table = complex_part[at + 5 : at + 5 + size]
        count = (len(table) - 4) // 12
        if count < 0 or count > _PIECES:
            raise Unreadable(DAMAGED)
        places = struct.unpack_from(f"<{count + 1}I", table, 0)
        pieces: list[Piece] = []
        for number in range(count):
            start, end = places[number], min(places[number + 1], length)
            _, where, modifier = struct.unpack_from("<HIH", table, 4 * (count + 1) + 8 * number)
            width = 1 if where & _COMPRESSED else 2
            offset = (where & _COMPRESSED - 1) // (2 if width == 1 else 1)
            last = offset + (end - start) * width
            if start < end:
                if start != (pieces[-1].end if pieces else 0) or last > len(self._main):
                    raise Unreadable(DAMAGED)
                pieces.append(Piece(start, end, offset, width, _modifiers(modifier, lists)))
        if (pieces[-1].end if pieces else 0) != length:
            raise Unreadable(DAMAGED)
        return pieces

    def _characters(self, piece: Piece) -> str:
        packed = self._main[piece.offset : piece.offset_of(piece.end)]
        if piece.width == 1:
            return packed.decode(_EIGHT_BIT, "surrogateescape")
        text = packed.decode("utf-16-le", "surrogatepass")
        if len(text) == piece.end - piece.start:
            return text
        units = struct.unpack(f"<{len(packed) // 2}H", packed)  # one place each, as offsets count
        return "".join(map(chr, units))

    def _bins(self, number: int) -> tuple[Sequence[int], Sequence[int]]:
        """Return the file offsets at which pages of properties begin, and the pages."""
        table = self._place(number)
        count = (len(table) - 4) // 8
        if count <= 0:
            return (), ()
        numbers = struct.unpack_from(f"<{2 * count + 1}I", table, 0)
        return numbers[: count + 1], numbers[count + 1 :]

    def _page(self, number: int) -> tuple[Sequence[int], int]:
        """Return the offsets of a page of properties and where the page begins."""
        begins = (number & 0x3FFFFF) * _PAGE
        if begins + _PAGE > len(self._main):
            raise Unreadable(DAMAGED)
        count = self._main[begins + _PAGE - 1]
        return struct.unpack_from(f"<{count + 1}I", self._main, begins), begins

    def piece_at(self, place: int) -> Piece:
        """Return the piece that holds a place of the text."""
        return self.pieces[bisect_right(self._starts, place) - 1]

    def paragraph_at(self, place: int) -> ParagraphProperties:
        """Return the properties of the paragraph that ends at a place of the text."""
        piece = self.piece_at(place)
        offset = piece.offset_of(place)
        packed = self._lists_by_end.get(offset + piece.width)
        if packed is None:  # the mark stands within a run of the file, as after a fast save
            at = bisect_right(self._list_ends, offset)
            inside = at < len(self._list_ends) and self._list_ends[at]
            packed = self._lists_by_end[inside] if inside else b""
        packed += piece.modifiers
        return paragraph_properties(packed) if packed else PLAIN_PARAGRAPH

    def _paragraph_lists(self) -> dict[int, bytes]:
        """Return the offset at which each paragraph ends → its list of modifiers."""
        lists: dict[int, bytes] = {}
        main = self._main
        _, pages = self._bins(_PARAGRAPHS)
        for page in dict.fromkeys(pages):
            offsets, begins = self._page(page)
            words = begins + 4 * len(offsets)
            for number, end in enumerate(offsets[1:]):
                word = main[words + 13 * number]
                start = begins + 2 * word
                size = 2 * main[start] - 1
                if size < 0:
                    start += 1
                    size = 2 * main[start]
                # Behind the number of the style, which says nothing of tables.
                lists[end] = (
                    self._with_long_lists(main[start + 3 : start + 1 + size]) if word else b""
                )
        return lists

    def _with_long_lists(self, packed: bytes) -> bytes:
        if b"\x45\x66" not in packed and b"\x46\x66" not in packed:
            return packed
        for code, operand in modifiers(packed):
            if code in ELSEWHERE:
                at = struct.unpack("<I", operand)[0]
                if at + 2 <= len(self._long_lists):
                    size = struct.unpack_from("<H", self._long_lists, at)[0]
                    return packed + self._long_lists[at + 2 : at + 2 + size]
        return packed

    def odd_runs(self) -> Iterator[tuple[int, int, RunProperties]]:
        """Yield first and last place of the runs that are not read as they stand, in file order."""
        by_offset = sorted(self.pieces, key=lambda piece: piece.offset)
        starts = [piece.offset for piece in by_offset]
        for start, end, properties in self._odd_offsets():
            at = max(0, bisect_right(starts, start) - 1)
            while at < len(by_offset) and by_offset[at].offset < end:
                piece = by_offset[at]
                first = max(start, piece.offset)
                last = min(end, piece.offset_of(piece.end))
                if first < last:
                    yield piece.place_of(first), piece.place_of(last), properties
                at += 1
        for piece in self.pieces:
            properties = run_properties(piece.modifiers) if piece.modifiers else PLAIN_RUN
            if properties is not PLAIN_RUN:
                yield piece.start, piece.end, properties

    def _odd_offsets(self) -> Iterator[tuple[int, int, RunProperties]]:
        _, pages = self._bins(_RUNS)
        for page in dict.fromkeys(pages):
            offsets, begins = self._page(page)
            count = len(offsets) - 1
            words = self._main[begins + 4 * (count + 1) : begins + 4 * (count + 1) + count]
            for number, word in enumerate(words):
                if word == 0:
                    continue
                start = begins + 2 * word
                packed = self._main[start + 1 : start + 1 + self._main[start]]
                properties = run_properties(packed)
                if properties is not PLAIN_RUN:
                    yield offsets[number], offsets[number + 1], properties


def whole_characters(text: str) -> str:
    """Return the text with halves of wide characters joined; a half alone is no character."""
    if re.search("[\ud800-\udfff]", text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _modifiers(prm: int, lists: Sequence[bytes]) -> bytes:
    if prm & 1:
        return lists[prm >> 1] if prm >> 1 < len(lists) else b""
    return of_short(prm) if prm else b""


def _stream(package: olefile.OleFileIO, name: str) -> bytes:
    if not package.exists(name):
        raise Unreadable(DAMAGED)
    return stream_of(package, name, 8 * XML_BYTES)
