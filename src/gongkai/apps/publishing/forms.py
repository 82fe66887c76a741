"""The form of an item and the rows of its attachments."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath
from typing import Any, NamedTuple, Self

from django import forms
from django.core import signing
from wagtail.admin.rich_text import get_rich_text_editor_widget

from gongkai.apps.offices.models import Office, OfficeQuerySet, Person
from gongkai.apps.publishing.actions import Attached
from gongkai.apps.publishing.body import FEATURES
from gongkai.apps.publishing.models import Item, ItemQuerySet, Kind
from gongkai.apps.publishing.models.item import DOCUMENTS
from gongkai.apps.publishing.permissions import offices_to_draft_in
from gongkai.apps.records.actions import KINDS, store_file
from gongkai.apps.records.models import StoredFile
from gongkai.apps.records.refusals import Refused

_SALT = "gongkai.item-attachment"
_TOO_LONG = "请缩短到 %(limit_value)d 个字以内，现在有 %(show_value)d 个字。"
_ANSWER = "answer-"
WRITTEN = (
    "office",
    "section",
    "title",
    "kind",
    "subject",
    "topic",
    "document_number",
    "issuing_office",
    "written_on",
    "formed_on",
    "effective_on",
    "expires_on",
    "ending",
    "ended_on",
    "interprets",
    "body",
)
DAYS = ("written_on", "formed_on", "effective_on", "expires_on", "ended_on")


VALIDITY = ("effective_on", "expires_on", "ending", "ended_on")
"""What is asked of 规章 and 行政规范性文件 alone."""
_OF_DOCUMENTS = "规章、行政规范性文件提交审核前必填"
NEEDED = {
    "formed_on": "提交审核前必填",
    "document_number": _OF_DOCUMENTS,
    "written_on": _OF_DOCUMENTS,
    "interprets": "提交审核前必填",
    "body": "正文、附件至少有一项，提交审核前必填",
}
"""Field → when it must be there, where a draft can still be saved without it (Item.lacks)."""


class ItemForm(forms.ModelForm[Item]):
    """What a drafter writes. The office of an item is chosen once."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Item
        fields = WRITTEN
        widgets = {day: forms.DateInput({"type": "date"}, format="%Y-%m-%d") for day in DAYS} | {
            "title": forms.Textarea({"rows": 2})
        }

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = offices_to_draft_in(person)
        fields: dict[str, Any] = self.fields
        editor = get_rich_text_editor_widget(features=FEATURES)
        editor.options["ariaLabelledBy"] = "body-label"
        # The editor hands its text to the form at once; items.js waits for what is still on its way.
        editor.options["stateSaveInterval"] = 0
        fields["body"].widget = editor
        fields["seen"].initial = self.instance.latest_revision_id
        documents = ItemQuerySet(Item).documents().not_dropped()
        if self.instance.pk:
            del fields["office"]
            office = self.instance.office
            fields["section"].queryset = office.sections.filter(closed_on=None)
            documents = documents.exclude(pk=self.instance.pk)
            fields["interprets"].queryset = documents.of_offices([office])
        else:
            fields["office"].queryset = offices
            self.initial["office"] = _own(person, offices)
            fields["office"].empty_label = "请选择"
            sections = fields["section"].queryset
            fields["section"].queryset = sections.filter(office__in=offices, closed_on=None)
            fields["interprets"].queryset = documents.of_offices(offices)
        fields["subject"].choices = [("", "请选择"), *fields["subject"].choices[1:]]
        fields["ending"].choices = [("", "没有"), *fields["ending"].choices[1:]]
        fields["section"].empty_label = fields["interprets"].empty_label = "不选"
        for field in fields.values():  # before anything asks for the errors
            verb = "选择" if isinstance(field, forms.ChoiceField) else "填写"
            field.error_messages["required"] = f"请{verb}{field.label}。"
            field.error_messages["max_length"] = _TOO_LONG
        for name, field in fields.items():
            field.widget.attrs.pop("maxlength", None)  # what is too long is told, never cut
            field.needed = NEEDED.get(name, "")
            if name not in ("body", "seen"):
                field.widget.attrs.setdefault("class", "input")
            if name in self.errors:
                field.widget.attrs |= {
                    "class": "input is-wrong",
                    "aria-invalid": "true",
                    "aria-describedby": f"error-{name}",
                }

    def clean(self) -> dict[str, Any]:
        """Leave aside what has no meaning for the kind: the form does not show it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        aside = () if kind in DOCUMENTS else VALIDITY
        for name in (*aside, *(() if kind == Kind.EXPLANATION else ("interprets",))):
            self.errors.pop(name, None)
            cleaned[name] = "" if name == "ending" else None
        return cleaned

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())


def _own(person: Person, offices: OfficeQuerySet) -> Office | None:
    """Return the office a new item is of, where that is plain: the only one, else the person's own."""
    found = list(offices)
    if len(found) == 1:
        return found[0]
    return person.office if person.office in found else None


REASON_LENGTH = 200
COMMENT_LENGTH = 2000


class ReasonForm(forms.Form):
    """Why an item is withdrawn or dropped; that there is a reason the act itself asks."""

    reason = forms.CharField(label="理由", required=False, max_length=REASON_LENGTH)


class DecisionForm(forms.Form):
    """What a reviewer writes: a comment, and to each finding why it may stand."""

    comment = forms.CharField(label="理由", required=False, max_length=COMMENT_LENGTH)

    def __init__(self, post: Any) -> None:
        super().__init__(post)
        for name in post:
            if name.startswith(_ANSWER):
                self.fields[name] = forms.CharField(
                    label="写明的理由", required=False, max_length=REASON_LENGTH
                )

    @property
    def answers(self) -> dict[str, str]:
        """Return the reasons by the keys of the findings."""
        written = self.cleaned_data.items()
        return {
            name.removeprefix(_ANSWER): text for name, text in written if name.startswith(_ANSWER)
        }


def said_of(form: forms.Form) -> str:
    """Return what is wrong with the form, in sentences."""
    return "".join(
        f"{form.fields[name].label}：{sentence}"
        for name, sentences in form.errors.items()
        for sentence in sentences
    )


class Row(NamedTuple):
    """One attachment on the form: a file that is stored already, under a name that can be changed."""

    token: str
    file: StoredFile
    label: str
    is_removed: bool = False


class AttachmentRows:
    """The attachments of a form: what stands there, what was uploaded now, what was refused.

    An uploaded file is stored before the rest of the form is judged, so that no error loses it.
    Files are named by signed tokens: nobody attaches a file that was not handed to them.
    """

    def __init__(self, attached: Sequence[Attached]) -> None:
        self.rows = [Row(_token(file), file, label) for file, label in attached]
        self.refusals: list[str] = []

    @classmethod
    def posted(cls, post: Any, uploads: Sequence[Any], *, at: datetime) -> Self:
        """Return the rows as they were posted, with the uploads that could be taken."""
        found = cls([])
        removed = set(post.getlist("removed"))
        for token, label in zip(post.getlist("token"), post.getlist("label"), strict=False):
            if file := _file(token):
                found.rows.append(Row(token, file, label.strip()[:200], token in removed))
        for upload in uploads:
            try:
                file = store_file(upload, at=at)
            except Refused as refusal:
                found.refusals.append(str(refusal))
            else:
                found.rows.append(Row(_token(file), file, PurePath(file.name).stem))
        return found

    @property
    def attached(self) -> list[Attached]:
        return [Attached(row.file, row.label) for row in self.rows if not row.is_removed]

    @property
    def accepted(self) -> str:
        return ",".join(f".{kind}" for kind in KINDS)


def _token(file: StoredFile) -> str:
    return signing.dumps(file.pk, salt=_SALT)


def _file(token: str) -> StoredFile | None:
    try:
        key = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return StoredFile.objects.filter(pk=key).first()
