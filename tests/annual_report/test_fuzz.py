"""Some hundred broken files of every format; a hundred thousand by hand: fuzz.py."""

import io
import struct
import tracemalloc

import olefile
import pytest

from annual_report.fuzz import KINDS, fuzzed, made
from annual_report.invented import invented
from annual_report.sheet_writer import xls
from gongkai.annual_report.reading import Unreadable, read_bytes
from gongkai.annual_report.reading.compound import of_one_stream


def test_broken_files_are_read_or_refused_in_bounds():
    ends, faults = fuzzed(140, 5)
    assert faults == []
    assert {kind for kind, _ in ends} == set(KINDS)
    assert {end for _, end in ends} == {"read", "refused"}


def test_the_same_seed_is_the_same_input():
    assert all(made(kind, 7) == made(kind, 7) for kind in ("docx", "xls", "txt"))


def test_links_in_a_circle_end():
    content = bytearray(xls(invented()))
    table = struct.unpack_from("<I", content, 76)[0]
    struct.pack_into("<I", content, 512 * (table + 1) + 4 * 3, 0)
    with pytest.raises(Unreadable):
        read_bytes(bytes(content))


@pytest.mark.parametrize("length", [0, 100, 4096, 65_000, 1_000_000])
def test_a_stream_is_put_into_a_fresh_file_whole(length):
    stream = bytes(range(256)) * (length // 256 + 1)
    with olefile.OleFileIO(io.BytesIO(of_one_stream("Book", stream[:length]))) as package:
        assert package.openstream("Book").read().rstrip(b"\0") == stream[:length].rstrip(b"\0")
        assert package.parsing_issues == []


@pytest.mark.parametrize(
    ("name", "called", "sentence"),
    [("Workbook", "x.xls", "Excel 工作簿打开"), ("WordDocument", "x.doc", "Word 文档打开")],
)
def test_a_stream_that_says_to_be_longer_than_its_file_is_not_followed(name, called, sentence):
    """Its links run in a circle, and 200 MiB would be read from a file of some KiB."""
    content = bytearray(of_one_stream(name, b"x" * 4096))
    table = struct.unpack_from("<I", content, 76)[0]
    struct.pack_into("<I", content, 512 * (table + 1), 0)
    directory = struct.unpack_from("<I", content, 48)[0]
    struct.pack_into("<Q", content, 512 * (directory + 1) + 128 + 120, 200 << 20)
    tracemalloc.start()
    with pytest.raises(Unreadable, match=sentence):
        read_bytes(bytes(content), called)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 << 20


@pytest.mark.parametrize(("name", "called"), [("Workbook", "x.xls"), ("WordDocument", "x.doc")])
def test_a_folder_under_the_name_of_a_stream_is_none(name, called):
    content = bytearray(of_one_stream(name, b"x" * 4096))
    directory = struct.unpack_from("<I", content, 48)[0]
    content[512 * (directory + 1) + 128 + 66] = 1
    with pytest.raises(Unreadable):
        read_bytes(bytes(content), called)
