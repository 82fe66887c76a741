"""What cannot be read is refused with one sentence, quickly and in little memory."""

import io
import subprocess
import sys
import zipfile

import pytest

from annual_report.invented import flattened, invented
from gongkai.annual_report.reading import Unreadable, read
from gongkai.annual_report.rendering import docx, html

LOOPS = 25
"""Processor time of a refusal, at most, in units of two million squarings by the same interpreter
beside it: two seconds on a quiet core of 2026, and no clock decides on a busy one."""
MEGABYTES = 512

SCRIPT = """
import resource, sys, time
from gongkai.cli import main
code = 0
try:
    main(["report", "read", sys.argv[1]])
except SystemExit as stop:
    code = stop.code
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
spent = time.process_time()
sum(n * n for n in range(2_000_000))
print("MEASURED", code, spent / (time.process_time() - spent), peak)
"""


def run(path):
    """Return exit code, the one line on stderr, loops and megabytes of a run on this file."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    measured = done.stdout.split("MEASURED")[1].split()
    return int(measured[0]), done.stderr, float(measured[1]), float(measured[2])


def zipped(path, name, chunks, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open(name, "w", force_zip64=True) as stream:
            for chunk in chunks:
                stream.write(chunk)
    return path


@pytest.fixture(scope="session")
def bomb(tmp_path_factory):
    """A docx that unpacks to 4 GB of zeros."""
    path = tmp_path_factory.mktemp("bomb") / "bomb.docx"
    chunk = bytes(1 << 24)
    return zipped(path, "word/document.xml", (chunk for _ in range(256)))


@pytest.fixture(scope="session")
def lying_bomb(bomb, tmp_path_factory):
    """The same bomb with a directory that declares a few bytes."""
    path = tmp_path_factory.mktemp("bomb") / "lying.docx"
    path.write_bytes(lying(bomb.read_bytes()))
    return path


def lying(content):
    """Return a package whose directory declares 100 bytes for its last entry."""
    at = content.rfind(b"PK\x01\x02")
    changed = bytearray(content)
    changed[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(changed)


@pytest.fixture(scope="session")
def repeated(tmp_path_factory):
    """A docx of one paragraph repeated to 100 MB, as it unpacks."""
    path = tmp_path_factory.mktemp("large") / "repeated.docx"
    paragraph = "<w:p><w:r><w:t>云川市水务局发布信息。</w:t></w:r></w:p>".encode() * 2000
    head = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    count = 100_000_000 // len(paragraph)
    return zipped(
        path, "word/document.xml", [head, *[paragraph] * count, b"</w:body></w:document>"]
    )


@pytest.fixture(scope="session")
def repeated_stored(tmp_path_factory):
    """The same, not compressed: the file itself has 100 MB."""
    path = tmp_path_factory.mktemp("large") / "stored.docx"
    paragraph = b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 2000
    return zipped(
        path, "word/document.xml", [paragraph] * (100_000_000 // len(paragraph)), zipfile.ZIP_STORED
    )


def ole(stream):
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(512)
    )


FLAT = b'<?xml version="1.0"?><w:d xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'


def small_files(folder):
    whole = docx.render(invented())
    files = {
        "empty.docx": (b"", "是空的"),
        "spaces.txt": (b" \n\t ", "是空的"),
        "truncated.docx": (whole[: len(whole) // 2], "已损坏或不完整"),
        "head_only.docx": (whole[:40], "已损坏或不完整"),
        "password.docx": (ole("EncryptedPackage"), "打开密码"),
        "old.doc": (ole("WordDocument"), "无法作为 Word 文档打开"),
        "renamed_xls.docx": (ole("Workbook"), "无法作为 Excel 工作簿打开"),
        "works.wps": (ole("CONTENTS"), "旧版 Office"),
        "open.odt": (package({"content.xml": b"<a/>"}), "OpenDocument"),
        "binary.xlsx": (package({"xl/workbook.bin": b"<a/>"}), "xlsb"),
        "flat.xml": (FLAT, "Word 2003 XML"),
        "print.pdf": (b"%PDF-1.7\n", "PDF"),
        "rich.doc": (rb"{\rtf1 x}", "RTF"),
        "picture.docx": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "图片（PNG）"),
        "bitmap.docx": (b"BM6\0\0\0\0\0\0\0" + bytes(range(256)) * 20, "图片（BMP）"),
        "random.docx": (b"\xff\x07" + bytes(range(256)) * 20, "不是文本"),
        "other.zip": (package({"a.txt": b"a"}), "压缩包"),
        "sheet.docx": (package({"xl/workbook.xml": b"<a/>"}), "Excel"),
        "broken.docx": (package({"word/document.xml": b"<w:document"}), "已损坏或不完整"),
        "novel.txt": (
            "从前有一座山。\n山上有一座庙。\n".encode(),
            "不是一份政府信息公开工作年度报告",
        ),
        "news.html": (
            "<html><body><h1>云川市要闻</h1><p>今日晴。</p></body></html>".encode(),
            "不是一份",
        ),
        "squeezed.docx": (
            package({"word/document.xml": b"0" * 9_000_000}, zipfile.ZIP_BZIP2),
            "已损坏",
        ),
        "wrong_sum.docx": (wrong_sum(whole), "已损坏或不完整"),
    }
    for name, (content, _) in files.items():
        (folder / name).write_bytes(content)
    return {name: expected for name, (_, expected) in files.items()}


def package(parts, method=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return stream.getvalue()


def wrong_sum(content):
    """A package one byte of whose document is not what it was."""
    at = content.find(b"word/document.xml") + 200
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


NAMES = [
    "empty.docx", "spaces.txt", "truncated.docx", "head_only.docx", "password.docx", "old.doc",
    "renamed_xls.docx", "works.wps", "open.odt", "binary.xlsx", "flat.xml", "print.pdf", "rich.doc", "picture.docx", "bitmap.docx", "random.docx", "other.zip", "sheet.docx",
    "broken.docx", "novel.txt", "news.html", "squeezed.docx", "wrong_sum.docx",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_refused_with_one_sentence(name, tmp_path):
    expected = small_files(tmp_path)
    assert sorted(expected) == sorted(NAMES)
    with pytest.raises(Unreadable) as refusal:
        read(tmp_path / name)
    sentence = refusal.value.sentence
    assert expected[name] in sentence
    assert sentence.endswith("。")
    assert "\n" not in sentence


@pytest.mark.parametrize("name", ["bomb", "lying_bomb", "repeated", "repeated_stored"])
def test_large_files_are_refused_quickly_and_in_little_memory(name, request):
    path = request.getfixturevalue(name)
    code, error, loops, megabytes = run(path)
    assert code == 2
    assert error.count("\n") == 1
    assert error.startswith(f"gongkai：{path.name}：文件")
    assert loops < LOOPS
    assert megabytes < MEGABYTES


def many_entries():
    """A package whose directory is larger than all else."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for number in range(40_000):
            target.writestr(f"word/{number}", b"")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("deep.html", lambda: b"<html><body>" + b"<div>" * 1_500_000),
        ("wide.html", lambda: b"<html><body><table>" + b"<tr><td>1" * 900_000),
        ("spans.html", lambda: b"<html><table><tr>" + b"<td colspan=9999 rowspan=9999>1" * 200_000),
        ("nested.html", lambda: b"<html><body>" + b"<table><tr><td>" * 300_000),
        ("stray.html", lambda: b"<html><body>" + b"<th colspan=1 rowspan=2>abcd</th>" * 40_000),
        ("moved.html", lambda: b"<html><body><table>" + b"<tr class=a>abcdefgh" * 40_000),
        ("tabs.txt", lambda: b"\t1\n" * 2_700_000),
        ("line.txt", lambda: "一、".encode() * 1_300_000),
        ("spaces.txt", lambda: b"x" + b" " * 8_000_000 + b"x"),
        ("lines.txt", lambda: "政府信息公开\n".encode() * 400_000),
        ("breaks.docx", lambda: document(b"<w:p><w:r>" + b"<w:br/>" * 1_100_000 + b"</w:r></w:p>")),
        ("small.docx", lambda: document(b"<w:p/>" * 1_300_000)),
        ("deep.docx", lambda: document(b"<w:tbl><w:tr><w:tc>" * 400_000)),
        ("directory.docx", many_entries),
    ],
)
def test_hostile_files_end_soon(name, make, tmp_path):
    path = tmp_path / name
    path.write_bytes(make())
    code, error, loops, megabytes = run(path)
    assert (code, error.count("\n")) == (2, 1), error[-500:]
    assert loops < LOOPS
    assert megabytes < MEGABYTES


def under_the_limits():
    """Files that just keep within every limit and give the matching the most to do."""
    headings = "".join(f"二、主动公开{n}政府{n}信息{n}情况\n" for n in range(3_900))
    labels = "".join(f"\t{n}．属于{n}行政{n}事项\n\t1\n\n" for n in range(4_900))
    rows = "".join(f"<tr><td>属于{n}行政{n}案卷<td>1<td>2" for n in range(3_300))
    return {
        "headings.txt": headings.encode(),
        "labels.txt": ("\t1．属于国家秘密\n\t1\n\n" + labels).encode(),
        "rows.html": f"<table>{rows}</table>".encode(),
        "nested.html": b"<html><body>" + b"<table><tr><td>x" * 60 + b"<p>x</p>" * 3_800,
    }


@pytest.mark.parametrize("name", ["headings.txt", "labels.txt", "rows.html", "nested.html"])
def test_what_keeps_within_the_limits_ends_soon_too(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(under_the_limits()[name])
    _, error, loops, megabytes = run(path)
    assert error.count("\n") <= 1
    assert loops < LOOPS
    assert megabytes < MEGABYTES


def document(body):
    head = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    return package({"word/document.xml": head + body + b"</w:body></w:document>"})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.txt", docx.render(invented())),
        ("report.doc", html.render(invented())),
        ("report.docx", flattened(invented()).encode()),
        ("report.pdf", flattened(invented()).encode()),
    ],
)
def test_a_wrong_name_is_read_by_content_and_noted(name, content, tmp_path):
    (tmp_path / name).write_bytes(content)
    found = read(tmp_path / name)
    assert found.title == invented().title
    assert [note.code for note in found.notes] == ["wrong-extension"]


def test_folders_and_missing_files(tmp_path):
    with pytest.raises(Unreadable, match="不存在"):
        read(tmp_path / "none.txt")
    with pytest.raises(Unreadable, match="不是一个文件"):
        read(tmp_path)
