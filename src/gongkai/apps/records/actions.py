"""Add to the log, take the next number, keep a file: each inside the transaction of the act it serves."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import PureWindowsPath
from typing import Any

import filetype
from django.core.files.base import ContentFile, File
from django.db import models, transaction

from gongkai.apps.records.models import Entry, Head, NumberSeries, StoredFile
from gongkai.apps.records.refusals import Refused

LARGEST_FILE = 20 * 1024 * 1024
_OLE = "application/x-ole-storage"
_OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = {"application/zip"}
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS: dict[str, tuple[str, frozenset[str]]] = {
    "pdf": ("application/pdf", frozenset({"application/pdf"})),
    "docx": (_WORD, frozenset({_WORD, *_ZIP})),
    "xlsx": (_SHEET, frozenset({_SHEET, *_ZIP})),
    "doc": ("application/msword", frozenset({_OLE})),
    "xls": ("application/vnd.ms-excel", frozenset({_OLE})),
    "ofd": ("application/ofd", frozenset(_ZIP)),
    "jpg": ("image/jpeg", frozenset({"image/jpeg"})),
    "jpeg": ("image/jpeg", frozenset({"image/jpeg"})),
    "png": ("image/png", frozenset({"image/png"})),
}
"""Extension → media type served, and what the first bytes of such a file may show."""


_WRITTEN: ContextVar[list[StoredFile] | None] = ContextVar("written", default=None)


@contextmanager
def atomic_with_files() -> Iterator[None]:
    """A transaction and the files written in it: what rolls it back deletes them."""
    outer, written = _WRITTEN.get(), list[StoredFile]()
    token = _WRITTEN.set(written)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        for each in written:
            each.content.delete(save=False)
        raise
    finally:
        _WRITTEN.reset(token)
    if outer is not None:
        outer.extend(written)


def record(
    act: str,
    subject: models.Model,
    text: str,
    *,
    at: datetime,
    by: models.Model | None = None,
    office: models.Model | None = None,
    details: dict[str, Any] | None = None,
) -> Entry:
    """Return the entry, added at the end of the log; raise outside a transaction.

    `text` is one Chinese sentence without personal data of applicants.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "an entry belongs to the transaction of its act"
        )
    head = Head.objects.select_for_update().get_or_create(pk=1)[0]
    entry = Entry(
        number=head.number + 1,
        at=at.astimezone(UTC),
        act=act,
        subject_kind=subject._meta.label_lower,
        subject_key=subject.pk,
        office_key=office.pk if office else None,
        person_key=by.pk if by else None,
        person_name=str(by) if by else "",
        text=text,
        details=details or {},
        previous=head.hash,
    )
    entry.hash = entry.reckoned_hash()
    entry.save(force_insert=True)
    head.number, head.hash = entry.number, entry.hash
    head.save()
    return entry


@transaction.atomic
def next_number(series: str, *, office: int, year: int) -> int:
    """Return the next number of the series in the year of the office whose key is given.

    There is no gap: a transaction that fails gives its number back.
    """
    row, _ = NumberSeries.objects.select_for_update().get_or_create(
        series=series, office_key=office, year=year
    )
    row.last += 1
    row.save()
    return row.last


def store_file(upload: File[bytes], *, name: str = "", at: datetime) -> StoredFile:
    """Return the file, kept outside every public path; raise Refused for a kind or size not taken."""
    name = PureWindowsPath(name or upload.name or "").name[-200:]
    return _keep(upload, name, media_type_of(upload, name), at)


def keep_page(html: str, *, name: str, at: datetime) -> StoredFile:
    """Return a page of the program's own making, kept as it stands for good."""
    return _keep(ContentFile(html.encode()), name, "text/html; charset=utf-8", at)


def _keep(upload: File[bytes], name: str, media_type: str, at: datetime) -> StoredFile:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    stored = StoredFile(
        name=name,
        media_type=media_type,
        size=upload.size,
        sha256=digest.hexdigest(),
        stored_at=at,
    )
    stored.content.save(name, upload, save=False)
    if (written := _WRITTEN.get()) is not None:
        written.append(stored)
    stored.save(force_insert=True)
    return stored


def media_type_of(upload: File[bytes], name: str) -> str:
    """Return as what the file is served; raise Refused for a kind or size not taken."""
    extension = PureWindowsPath(name).suffix.lower().removeprefix(".")
    if extension not in KINDS:
        kinds = "、".join(sorted(KINDS)).upper()
        raise Refused(f"“{name}”没有收下：只能上传 {kinds} 文件。")
    if not upload.size:
        raise Refused(f"“{name}”没有收下：文件是空的。")
    if upload.size > LARGEST_FILE:
        raise Refused(f"“{name}”没有收下：单个文件不能超过 {LARGEST_FILE // 1024 // 1024} MB。")
    media_type, allowed = KINDS[extension]
    head = upload.read(8192)
    upload.seek(0)
    # Old Office files are told apart by a directory that may lie anywhere in them.
    found = _OLE if head.startswith(_OLE_SIGNATURE) else filetype.guess_mime(head)
    if found not in allowed:
        raise Refused(
            f"“{name}”没有收下：内容不是 {extension.upper()} 文件，可能改过扩展名或者已经损坏。"
        )
    return media_type
