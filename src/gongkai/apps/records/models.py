"""Entry of the log, the head of its chain, number series, stored files."""

import hashlib
import json
import uuid
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage
from django.db import models

NOTHING_BEFORE = "0" * 64
"""The hash before the first entry."""


class Entry(models.Model):
    """One act on one record: never changed, never deleted, bound to the entry before it by hash."""

    number = models.PositiveBigIntegerField("序号", unique=True)
    at = models.DateTimeField("时间")
    act = models.CharField("行为", max_length=60)
    subject_kind = models.CharField("对象", max_length=60)
    subject_key = models.PositiveBigIntegerField()
    # Keys and the name as it was, not foreign keys: an entry outlives what it speaks of.
    office_key = models.PositiveBigIntegerField(null=True, db_index=True)
    person_key = models.PositiveBigIntegerField(null=True)
    person_name = models.CharField("经手人", max_length=80, blank=True)
    text = models.TextField("内容")
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "操作记录"
        verbose_name_plural = "操作记录"
        ordering = ["number"]
        default_permissions = ()
        indexes = [models.Index(fields=["subject_kind", "subject_key", "number"], name="entry_of")]

    def __str__(self) -> str:
        return self.text

    def reckoned_hash(self) -> str:
        """Return the SHA-256 of what the entry says and of the hash before it."""
        content = {
            "number": self.number,
            "at": self.at.isoformat(),
            "act": self.act,
            "subject": [self.subject_kind, self.subject_key],
            "office": self.office_key,
            "person": [self.person_key, self.person_name],
            "text": self.text,
            "details": self.details,
            "previous": self.previous,
        }
        plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(plain.encode()).hexdigest()


class Head(models.Model):
    """The last entry's number and hash: one row, locked by whoever adds the next."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=NOTHING_BEFORE)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)


class NumberSeries(models.Model):
    """The last number given out of one series of one office in one year."""

    series = models.CharField(max_length=40)
    office_key = models.PositiveBigIntegerField()
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["series", "office_key", "year"], name="one_row_for_a_series"
            )
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.office_key} {self.year}: {self.last}"


class PrivateFiles(FileSystemStorage):
    """Files that no address serves; a view of the owning app asks who may."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> str:
        """Return the folder as the settings have it now, not as they had it when this was made."""
        return str(settings.FILES_ROOT)

    @property
    def location(self) -> str:
        return str(settings.FILES_ROOT)

    def url(self, name: str | None) -> str:
        raise ValueError(f"no address leads to {name}")


def private_files() -> Storage:
    """Return the store of private files."""
    return PrivateFiles()


def _unguessable(stored: "StoredFile", name: str) -> str:  # noqa: ARG001
    """Return a path that tells nothing of the file: the name people gave it stays in the record."""
    return f"{stored.key.hex[:2]}/{stored.key.hex}"


class StoredFile(models.Model):
    """A file as it came, by its hash; its name on disk says nothing."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    content = models.FileField(storage=private_files, upload_to=_unguessable, max_length=80)
    name = models.CharField("文件名", max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField("大小")
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField()

    class Meta:
        verbose_name = "文件"
        verbose_name_plural = "文件"
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> str:
        """Return the kind of file as people name it: PDF, DOCX."""
        return self.name.rpartition(".")[2].upper()

    def as_seen(self) -> dict[str, Any]:
        """Return what a log entry or a hash of its owner says of the file."""
        return {"name": self.name, "size": self.size, "sha256": self.sha256}
