"""Stored files: what is taken, under what name and mode, and how it is handed out."""

import hashlib
import io
import stat
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import NOW
from gongkai.apps.records import actions
from gongkai.apps.records.actions import LARGEST_FILE, store_file
from gongkai.apps.records.files import download
from gongkai.apps.records.models import StoredFile
from gongkai.apps.records.refusals import Refused


def packed(*names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x" * 50)
    return buffer.getvalue()


PDF = b"%PDF-1.7\n" + b"0" * 200
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 200
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600
DOCX = packed("[Content_Types].xml", "_rels/.rels", "word/document.xml")
XLSX = packed("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")
OFD = packed("OFD.xml", "Doc_0/Document.xml")
TAKEN = [
    ("a.pdf", PDF, "application/pdf"),
    ("A.PDF", PDF, "application/pdf"),
    ("a.png", PNG, "image/png"),
    ("a.jpg", JPEG, "image/jpeg"),
    ("a.jpeg", JPEG, "image/jpeg"),
    ("a.doc", OLE, "application/msword"),
    ("a.xls", OLE, "application/vnd.ms-excel"),
    ("a.docx", DOCX, actions.KINDS["docx"][0]),
    ("a.xlsx", XLSX, actions.KINDS["xlsx"][0]),
    ("a.ofd", OFD, "application/ofd"),
]


def upload(name, content):
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(("name", "content", "media_type"), TAKEN, ids=[row[0] for row in TAKEN])
def test_what_offices_and_citizens_send_is_taken(db, name, content, media_type):
    stored = store_file(upload(name, content), at=NOW)
    stored.refresh_from_db()
    assert (stored.name, stored.media_type, stored.size) == (name, media_type, len(content))
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    with stored.content.open("rb") as kept:
        assert kept.read() == content


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.exe", PDF, "只能上传"),
        ("a.html", b"<p>", "只能上传"),
        ("a.svg", b"<svg/>", "只能上传"),
        ("pdf", PDF, "只能上传"),
        ("a.pdf.zip", packed("a"), "只能上传"),
        ("a.pdf", b"", "是空的"),
        ("a.pdf", b"<script>alert(1)</script>", "内容不是 PDF 文件"),
        ("a.pdf", PNG, "内容不是 PDF 文件"),
        ("a.png", JPEG, "内容不是 PNG 文件"),
        ("a.docx", PDF, "内容不是 DOCX 文件"),
        ("a.docx", OLE, "内容不是 DOCX 文件"),
        ("a.doc", DOCX, "内容不是 DOC 文件"),
        ("a.pdf", b"MZ" + b"0" * 200, "内容不是 PDF 文件"),
    ],
)
def test_what_is_no_such_file_is_refused_in_a_sentence(db, name, content, sentence):
    with pytest.raises(Refused) as refusal:
        store_file(upload(name, content), at=NOW)
    assert sentence in str(refusal.value)
    assert f"“{name}”没有收下" in str(refusal.value)
    assert not StoredFile.objects.exists()
    assert not settings.FILES_ROOT.exists()


def test_a_file_too_large_is_refused_and_the_largest_is_taken(db, monkeypatch):
    assert LARGEST_FILE == 20 * 1024 * 1024
    monkeypatch.setattr(actions, "LARGEST_FILE", len(PDF))
    store_file(upload("a.pdf", PDF), at=NOW)
    with pytest.raises(Refused, match="单个文件不能超过"):
        store_file(upload("b.pdf", PDF + b"0"), at=NOW)


@pytest.mark.parametrize(
    "name", ["../../etc/a.pdf", "/etc/a.pdf", "..\\..\\a.pdf", "C:\\公文\\a.pdf"]
)
def test_a_name_with_a_path_leaves_the_folder_alone(db, name):
    file = upload("x.pdf", PDF)
    stored = store_file(file, name=name, at=NOW)
    assert stored.name == "a.pdf"
    on_disk = Path(stored.content.path)
    assert on_disk.is_relative_to(settings.FILES_ROOT)
    assert on_disk.name == stored.key.hex


def test_a_very_long_name_keeps_its_end(db):
    stored = store_file(upload("x.pdf", PDF), name="长" * 300 + ".pdf", at=NOW)
    assert len(stored.name) == 200
    assert stored.name.endswith("长.pdf")
    assert stored.kind == "PDF"


def test_a_file_is_for_this_program_alone(db):
    stored = store_file(upload("身份证.jpg", JPEG), at=NOW)
    on_disk = Path(stored.content.path)
    assert stat.S_IMODE(on_disk.stat().st_mode) == 0o600
    assert stat.S_IMODE(on_disk.parent.stat().st_mode) == 0o700
    assert "身份证" not in str(on_disk)
    assert not on_disk.is_relative_to(settings.MEDIA_ROOT)
    assert not on_disk.is_relative_to(settings.STATIC_ROOT)
    with pytest.raises(ValueError, match="no address leads to"):
        _ = stored.content.url


def test_two_files_of_one_name_stay_two(db):
    first = store_file(upload("a.pdf", PDF), at=NOW)
    second = store_file(upload("a.pdf", PDF + b"1"), at=NOW)
    assert first.content.path != second.content.path


def test_a_file_is_handed_out_to_be_saved_and_never_kept_by_a_cache(db):
    stored = store_file(upload("答复书.pdf", PDF), at=NOW)
    answer = download(stored)
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=utf-8''%E7%AD%94" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert b"".join(answer.streaming_content) == PDF
    answer.close()


@pytest.mark.parametrize("prefix", ["/media/", "/files/", "/staff/files/"])
def test_no_address_leads_to_a_file(client, db, prefix):
    stored = store_file(upload("a.pdf", PDF), at=NOW)
    for path in (stored.content.name, stored.key.hex, f"../files/{stored.content.name}"):
        assert client.get(prefix + path, follow=True).status_code == 404


def test_what_a_record_says_of_a_file_holds_its_hash(db):
    stored = store_file(upload("a.pdf", PDF), at=NOW)
    assert stored.as_seen() == {
        "name": "a.pdf",
        "size": len(PDF),
        "sha256": hashlib.sha256(PDF).hexdigest(),
    }
