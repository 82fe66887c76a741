"""Binary Word files written piece by piece, for what no converter writes: fast saves, 8-bit text.

Only what a reader needs is there: the compound file, the header, pieces, and the pages that say
which paragraph ends a row and which run is hidden.
"""

import itertools
import struct
from dataclasses import dataclass, field

IN_TABLE = struct.pack("<HB", 0x2416, 1)
ROW_END = IN_TABLE + struct.pack("<HB", 0x2417, 1)
HIDDEN = struct.pack("<HB", 0x083C, 1)
DELETED = struct.pack("<HB", 0x0800, 1)
STRUCK = struct.pack("<HB", 0x0837, 1)
RAISED = struct.pack("<HB", 0x2A48, 1)
SECTOR = 512


def depth(level):
    return IN_TABLE + struct.pack("<Hi", 0x6649, level)


INNER_CELL = depth(2) + struct.pack("<HB", 0x244B, 1)
INNER_ROW = depth(2) + struct.pack("<HBHB", 0x244B, 1, 0x244C, 1)


def definition(edges, flags=None):
    """sprmTDefTable: the edges of the cells in twips, their merges."""
    count = len(edges) - 1
    flags = flags or [0] * count
    cells = b"".join(struct.pack("<HH16x", flag, 0) for flag in flags)
    body = bytes([count]) + struct.pack(f"<{count + 1}h", *edges) + cells
    return struct.pack("<HH", 0xD608, len(body) + 1) + body


@dataclass
class Writer:
    """Text with its paragraphs and runs, to be saved in one piece or in many."""

    text: str = ""
    marks: list = field(default_factory=list)  # place of the character that ends, modifiers
    runs: list = field(default_factory=list)  # start, end, modifiers

    def add(self, text, modifiers=b"", run=b""):
        start = len(self.text)
        self.text += text
        if run:
            self.runs.append((start, len(self.text), run))
        if text and text[-1] in "\r\x07\x0c":
            self.marks.append((len(self.text) - 1, modifiers))
        return self

    def paragraph(self, text, run=b""):
        return self.add(text, run=run).add("\r")

    def row(self, cells, edges=None, flags=None, run=b""):
        for cell in cells:
            self.add(cell, run=run)
            self.add("\x07", IN_TABLE, run=run)
        edges = edges or range(0, 1000 * len(cells) + 1, 1000)
        return self.add("\x07", ROW_END + definition(list(edges), flags), run=run)

    def saved(self, cuts=(), compressed=lambda _: False, shuffled=False, **more):
        """The file: `cuts` part the text into pieces; `compressed` says which are 8-bit."""
        edges = [0, *sorted(cuts), len(self.text)]
        pieces = [Piece(a, b, self.text[a:b]) for a, b in itertools.pairwise(edges) if a < b]
        at = 1024
        for piece in reversed(pieces) if shuffled else pieces:
            piece.width = 1 if compressed(piece.text) else 2
            piece.offset = at
            at += len(piece.packed)
            at += at % 2
        return saved(self, pieces, at, **more)


@dataclass
class Piece:
    start: int
    end: int
    text: str
    width: int = 2
    offset: int = 0
    prm: int = 0

    @property
    def packed(self):
        return self.text.encode("cp1252" if self.width == 1 else "utf-16-le", "surrogatepass")

    def offset_of(self, place):
        return self.offset + (place - self.start) * self.width


def saved(writer, pieces, end, *, flags=0x0200, version=0xC1, identity=0xA5EC, lists=(), prms=()):
    for piece, prm in zip(pieces, prms, strict=False):
        piece.prm = prm
    main = bytearray(end)
    for piece in pieces:
        main[piece.offset : piece.offset + len(piece.packed)] = piece.packed
    where = {place: piece for piece in pieces for place in range(piece.start, piece.end)}
    ends = sorted(
        (where[place].offset_of(place) + where[place].width, modifiers)
        for place, modifiers in writer.marks
    )
    paragraphs = bins(main, 1024, ends, paragraph_page)
    runs = sorted(
        (where[at].offset_of(at), where[at].offset_of(at) + where[at].width, modifiers)
        for start, stop, modifiers in writer.runs
        for at in range(start, stop)
    )
    edges = []
    at = 1024
    for start, stop, modifiers in runs:
        if start > at:
            edges.append((start, b""))
        edges.append((stop, modifiers))
        at = stop
    characters = bins(main, 1024, edges or [(end, b"")], run_page)
    table = bytearray()
    places = {}
    clx = b"".join(b"\x01" + struct.pack("<H", len(each)) + each for each in lists)
    clx += b"\x02" + struct.pack("<I", 4 * (len(pieces) + 1) + 8 * len(pieces))
    clx += struct.pack(f"<{len(pieces) + 1}I", *(p.start for p in pieces), pieces[-1].end)
    for piece in pieces:
        fc = piece.offset if piece.width == 2 else piece.offset * 2 | 1 << 30
        clx += struct.pack("<HIH", 0, fc, piece.prm)
    for number, part in ((12, characters), (13, paragraphs), (33, clx)):
        places[number] = (len(table), len(part))
        table += part
    header = bytearray(1024)
    struct.pack_into("<HH", header, 0, identity, version)
    struct.pack_into("<H", header, 10, flags)
    struct.pack_into("<i", header, 76, len(writer.text))
    for number, pair in places.items():
        struct.pack_into("<II", header, 154 + 8 * number, *pair)
    main[:1024] = header
    return compound(
        {"WordDocument": bytes(main), "1Table" if flags & 0x200 else "0Table": bytes(table)}
    )


def bins(main, start, ends, page):
    """Append pages of properties to the stream and return the table that lists them."""
    groups, room = [[]], 0
    for end, modifiers in ends:
        room -= len(modifiers) + 24  # at most, with its offset and its place
        if room < 0:
            groups.append([])
            room = 480 - len(modifiers) - 24
        groups[-1].append((end, modifiers))
    groups = [group for group in groups if group]
    begins, numbers = [], []
    for group in groups:
        main.extend(bytes(-len(main) % 512))
        begins.append(start)
        numbers.append(len(main) // 512)
        main.extend(page(start, group))
        start = group[-1][0]
    return struct.pack(f"<{len(groups) + 1}I", *begins, start) + struct.pack(
        f"<{len(groups)}I", *numbers
    )


def paragraph_page(start, group):
    content = bytearray(512)
    struct.pack_into(f"<{len(group) + 1}I", content, 0, start, *(end for end, _ in group))
    free = 510
    for at, (_, modifiers) in enumerate(group):
        body = b"\0\0" + modifiers
        body += bytes(len(body) % 2)
        free = free - len(body) - 2 & ~1
        content[free : free + 2 + len(body)] = bytes([0, len(body) // 2]) + body
        content[4 * (len(group) + 1) + 13 * at] = free // 2
    content[511] = len(group)
    return content


def run_page(start, group):
    content = bytearray(512)
    struct.pack_into(f"<{len(group) + 1}I", content, 0, start, *(end for end, _ in group))
    free = 510
    for at, (_, modifiers) in enumerate(group):
        if modifiers:
            free = free - len(modifiers) - 1 & ~1
            content[free : free + 1 + len(modifiers)] = bytes([len(modifiers)]) + modifiers
            content[4 * (len(group) + 1) + at] = free // 2
    content[511] = len(group)
    return content


def compound(streams):
    """An OLE compound file of these streams, none of them small."""
    streams = {name: each + bytes(max(0, 4096 - len(each))) for name, each in streams.items()}
    sectors, starts = [], {}
    chain = []
    for name, content in streams.items():
        starts[name] = len(sectors)
        pieces = [
            content[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(content), SECTOR)
        ]
        chain += [*range(len(sectors) + 1, len(sectors) + len(pieces)), 0xFFFFFFFE]
        sectors += pieces
    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)
    for number, (name, content) in enumerate(streams.items(), 1):
        right = number + 1 if number < len(streams) else 0xFFFFFFFF
        directory += entry(name, 2, starts[name], len(content), right=right)
    directory += bytes(-len(directory) % SECTOR)
    first_directory = len(sectors)
    count = len(directory) // SECTOR
    chain += [*range(first_directory + 1, first_directory + count), 0xFFFFFFFE]
    sectors += [directory[at : at + SECTOR] for at in range(0, len(directory), SECTOR)]
    fats = -(-(len(sectors) + 8) // 127)
    chain += [0xFFFFFFFD] * fats
    first_fat = len(sectors)
    chain += [0xFFFFFFFF] * (fats * 128 - len(chain))
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into(
        "<IIIIIIIII", header, 40, 0, fats, first_directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    struct.pack_into(
        "<109I", header, 76, *[*range(first_fat, first_fat + fats), *[0xFFFFFFFF] * (109 - fats)]
    )
    return bytes(header) + b"".join(sectors) + struct.pack(f"<{len(chain)}I", *chain)


def entry(name, kind, start, size, *, child=0xFFFFFFFF, right=0xFFFFFFFF):
    packed = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        packed, len(packed) + 2, kind, 1, 0xFFFFFFFF, right, child, b"", 0, 0, 0, start, size,
    )  # fmt: skip
