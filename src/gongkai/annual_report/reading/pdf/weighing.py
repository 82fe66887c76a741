"""How heavy a pdf is, weighed before pdfium unpacks it: it cannot be stopped once it has begun."""

import re
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.annual_report.reading.limits import (
    PDF_DRAWING_BYTES,
    PDF_FONT_BYTES,
    PDF_SEARCHED_BYTES,
    PDF_STREAMS,
)
from gongkai.annual_report.reading.unreadable import Unreadable

HEAVY = "文件解开后过大，或者结构异常，未予读取。"

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY = 4096  # bytes before a stream in which its dictionary stands
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
# Fonts, colour profiles and the like: unpacked, but not drawn.
_NOT_DRAWN = re.compile(
    rb"/Length1\b|/Subtype\s*/(?:Type1C|CIDFontType0C|OpenType|XML)\b|/EmbeddedFile\b|/N\s+[134]\b"
)
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_CONTENTS = re.compile(rb"/Contents\s*(?:(\d+)\s+\d+\s+R|\[([^\]]{0,100000})\])")
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R")
_NAMED = re.compile(rb"/([^\s/<>\[\](){}%]{1,100})\s+(\d+)\s+\d+\s+R")
_NUMBER = re.compile(rb"(\d+)\s+\d+\s+obj\b")
_DRAWS = re.compile(rb"/([^\s/<>\[\](){}%]{1,100})\s+Do\b")
_LZW = 1_000  # times its length a stream of LZW may hold
_PACKED = 3  # streams packed into each other, at most
_STEP = 4_096  # bytes unpacked at a time: of a stream that breaks off, what went before counts
_LEVELS = 40  # of forms within forms, at which pdfium stops
_SHARE = 4  # times what is drawn that forms may add to it by being drawn again


@dataclass(slots=True)
class _Form:
    """A drawing that others draw by name: its size, and the names it draws itself."""

    size: int
    draws: Counter[bytes]


@dataclass(slots=True)
class _Load:
    """What was weighed so far."""

    drawn: int = 0
    kept: int = 0
    forms: dict[bytes, _Form] = field(default_factory=dict)
    draws: Counter[bytes] = field(default_factory=Counter)
    texts: list[bytes] = field(default_factory=list)


def refuse_endless(content: bytes) -> None:
    """Raise Unreadable where streams have no end, and pdfium would search the file anew for each."""
    count = searched = 0
    end = closed = -1
    at = content.find(b"stream")
    while at >= 0:
        if content[at - 3 : at] != b"end":
            if end < at:
                end = _found(content, b"endstream", at)
            if closed < at:
                closed = _found(content, b"endobj", at)
            count += 1
            searched += (end - at) + (closed - at)
            if count > PDF_STREAMS or searched > PDF_SEARCHED_BYTES:
                raise Unreadable(HEAVY)
        at = content.find(b"stream", at + len(b"stream"))


def _found(content: bytes, word: bytes, at: int) -> int:
    """Return where a word comes next, the end of the file where it does not."""
    place = content.find(word, at)
    return len(content) if place < 0 else place


def refuse_heavy(content: bytes) -> None:
    """Raise Unreadable where what pdfium would unpack to read the pages is more than a report."""
    load = _Load()
    contents = _contents(content)
    for found in _STREAM.finditer(content):
        head = _dictionary(content, found.start())
        form = _FORM.search(head)
        if form is None and _IMAGE.search(head):
            continue
        number = _number(content, found.start())
        is_kept = form is None and _NOT_DRAWN.search(head) is not None and number not in contents
        left = PDF_FONT_BYTES - load.kept if is_kept else PDF_DRAWING_BYTES - load.drawn
        size, text = _unpacked(content, found.end(), head, left)
        if size > left:
            raise Unreadable(HEAVY)
        if is_kept:
            load.kept += size
            continue
        load.drawn += size
        if b"/ObjStm" in head:
            objects = bytes(text)
            contents |= _contents(objects)
            load.texts.append(objects)
            continue
        draws: Counter[bytes] = Counter(_DRAWS.findall(text))
        if form is not None:
            last = load.forms.get(number, _Form(0, Counter()))  # an object may be written again
            load.forms[number] = _Form(max(size, last.size), draws | last.draws)
        else:
            load.draws += draws
    if load.forms:
        _refuse_repeated(content, load)


def _refuse_repeated(content: bytes, load: _Load) -> None:
    """Raise Unreadable where forms draw forms so often that pdfium, reading each anew, would hang."""
    named: dict[bytes, set[bytes]] = {}
    for text in (content, *load.texts):
        for name, number in _NAMED.findall(text):
            if number in load.forms:
                named.setdefault(name, set()).add(number)
    weights: dict[bytes, int] = {}
    for number in load.forms:
        _weigh(number, load.forms, named, weights, ())
    total = sum(
        count * max((weights[number] for number in named.get(name, ())), default=0)
        for name, count in load.draws.items()
    )
    if total > _SHARE * PDF_DRAWING_BYTES:
        raise Unreadable(HEAVY)


def _weigh(
    number: bytes,
    forms: Mapping[bytes, _Form],
    named: Mapping[bytes, set[bytes]],
    weights: dict[bytes, int],
    within: tuple[bytes, ...],
) -> int:
    """Return what drawing a form once costs, with all it draws; by name, so rather too much."""
    if number in weights:
        return weights[number]
    form = forms[number]
    own = {name: count for name, count in form.draws.items() if name in named}
    if number in within:
        if any(_drawn_count(forms[each], named) > 1 for each in within):
            raise Unreadable(HEAVY)  # it grows with every level
        return _LEVELS * form.size
    if len(within) > _LEVELS:
        raise Unreadable(HEAVY)
    weight = form.size
    for name, count in own.items():
        weight += count * max(
            _weigh(each, forms, named, weights, (*within, number)) for each in named[name]
        )
    weights[number] = weight
    return weight


def _drawn_count(form: _Form, named: Mapping[bytes, set[bytes]]) -> int:
    return sum(count for name, count in form.draws.items() if name in named)


def _contents(text: bytes) -> set[bytes]:
    found = set()
    for one, many in _CONTENTS.findall(text):
        found |= {one} if one else set(_REFERENCE.findall(many))
    return found


def _dictionary(content: bytes, at: int) -> bytes:
    before = content[max(0, at - _DICTIONARY) : at]
    start = max(before.rfind(b"endobj"), before.rfind(b"endstream"), 0)
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), before[start:])


def _number(content: bytes, at: int) -> bytes:
    before = content[max(0, at - _DICTIONARY) : at]
    numbers = _NUMBER.findall(before)
    return numbers[-1] if numbers else b""


def _unpacked(content: bytes, at: int, head: bytes, limit: int) -> tuple[int, bytes | bytearray]:
    """Return the size of a stream, at most one byte above the limit or so, and what it holds."""
    end = content.find(b"endstream", at)
    end = len(content) if end < 0 else end
    if b"LZW" in head:
        return (end - at) * _LZW, b""
    text: bytes | bytearray = content[at:end]
    packed, size = memoryview(content)[at:], 0
    for _ in range(_PACKED):
        unpacked = _inflated(packed, limit + 1)
        if not unpacked:
            break
        size += len(unpacked)
        text, packed = unpacked, memoryview(unpacked)
        if size > limit or not unpacked.startswith(b"\x78"):  # no stream packed twice
            break
    return size or end - at, text


def _inflated(packed: memoryview, limit: int) -> bytearray:
    """Return what a stream holds up to a limit, and of a damaged one what comes before the damage."""
    packer = zlib.decompressobj()
    whole = bytearray()  # grown in place: of a font there is no second copy
    for at in range(0, len(packed), _STEP):
        rest: bytes | memoryview = packed[at : at + _STEP]
        while len(rest):
            try:
                piece = packer.decompress(rest, _STEP)
            except zlib.error:
                return whole
            whole += piece
            rest = packer.unconsumed_tail
            if packer.eof or len(whole) >= limit:
                return whole
    return whole
