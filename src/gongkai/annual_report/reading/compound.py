"""Compound files: a stream read within bounds, and a file of one stream written anew.

The links between the sectors of a damaged file may run in a circle. What has been read out of it
within bounds is put into a fresh file ([MS-CFB]) whose links are right: a parser that follows every
link may have it.
"""

import os
import struct

import olefile

_SECTOR = 512
_LINKS = _SECTOR // 4  # a sector of the table of links holds
_IN_HEADER = 109  # sectors of that table which the header can name
_END, _FREE, _TABLE, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_SHORTEST = 4096  # shorter streams would be kept elsewhere
LONGEST = (_IN_HEADER * _LINKS - _IN_HEADER - 1) * _SECTOR


def stream_of(package: olefile.OleFileIO, name: str, longest: int) -> bytes:
    """Return the beginning of a stream; raise ValueError for none, or one longer than its file.

    Of such a one olefile would go round a circle of links until memory is full.
    """
    is_stream = package.get_type(name) == olefile.STGTY_STREAM
    if not is_stream or package.get_size(name) > package.fp.seek(0, os.SEEK_END):
        raise ValueError(name)
    with package.openstream(name) as stream:
        content: bytes = stream.read(longest)
    return content


def of_one_stream(name: str, stream: bytes) -> bytes:
    """Return a compound file that holds this stream, of no more than LONGEST bytes."""
    length = max(len(stream), _SHORTEST)
    count = -(-length // _SECTOR)
    tables = -(-(count + 2) // (_LINKS - 1))
    links = [*range(1, count), _END, _END, *[_TABLE] * tables]
    links += [_FREE] * (tables * _LINKS - len(links))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, tables, count, 0, _SHORTEST, _END, 0, _END, 0),
    )
    named = range(count + 1, count + 1 + tables)
    header += struct.pack(f"<{_IN_HEADER}I", *named, *[_FREE] * (_IN_HEADER - tables))
    directory = _entry("Root Entry", 5, _END, 0, 1) + _entry(name, 2, 0, length, _NONE)
    return b"".join(
        (
            header,
            stream.ljust(count * _SECTOR, b"\0"),
            directory.ljust(_SECTOR, b"\0"),
            struct.pack(f"<{len(links)}I", *links),
        )
    )


def _entry(name: str, kind: int, start: int, length: int, child: int) -> bytes:
    packed = name.encode("utf-16-le")
    head = struct.pack("<64sHBB", packed, len(packed) + 2, kind, 1)
    return head + struct.pack("<III36xIQ", _NONE, _NONE, child, start, length)
