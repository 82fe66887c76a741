"""The form of an act on the staff side: it knows its act, and keeps what was filled in beside a refusal."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from gongkai.apps.applications.actions import ChangedMeanwhile, Paper
from gongkai.apps.applications.forms_public import FILE_KINDS, PublicForm
from gongkai.apps.applications.models import Application
from gongkai.apps.offices.models import Person
from gongkai.apps.records.actions import media_type_of
from gongkai.apps.records.refusals import Refused
from gongkai.law.application_stages import Act

if TYPE_CHECKING:
    from django.http import QueryDict


class DayInput(forms.DateInput):
    input_type = "date"


def day_field(label: str, *, required: bool = True, **more: Any) -> forms.DateField:
    messages = {"required": f"请填写{label}。", "invalid": f"{label}不是有效的日期。"}
    widget = DayInput(format="%Y-%m-%d")
    return forms.DateField(
        label=label, widget=widget, required=required, error_messages=messages, **more
    )


def words_field(
    label: str, *, required: bool = True, rows: int = 3, **more: Any
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": f"请填写{label}。"},
        **more,
    )


def paper_field(label: str, **more: Any) -> forms.FileField:
    widget = forms.FileInput(attrs={"accept": FILE_KINDS})
    messages = {"empty": "这个文件是空的，请重新选择。"}
    return forms.FileField(
        label=label, required=False, widget=widget, error_messages=messages, **more
    )


def choice_field(label: str, choices: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": f"请选择{label}。", "invalid_choice": "请从列出的里面选一项。"},
        **more,
    )


def papers_in(form: forms.Form, name: str, label: str, *, is_identity: bool = False) -> list[Paper]:
    upload = form.cleaned_data.get(name)
    return [Paper(upload, label, is_identity=is_identity)] if upload else []


class ActForm(PublicForm):
    """A form that carries out one act on an application that was seen in some edition."""

    act: ClassVar[Act]
    done: ClassVar[str]
    needs_identity: ClassVar[bool] = False
    """Whether who does it calls, writes to or checks the applicant."""
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, application: Application, today: date, **kwargs: Any) -> None:
        self.application, self.today = application, today
        super().__init__(*args, **kwargs)
        self.initial.setdefault("seen", application.edition)

    def carry_out(self, *, by: Person, at: datetime) -> None:
        """Do it; raise Refused."""
        raise NotImplementedError

    def attempt(self, *, by: Person, at: datetime) -> bool:
        """Return whether it was done; if not, the form bears the refusal and all that was typed."""
        if not self.is_valid():
            return False
        try:
            self.carry_out(by=by, at=at)
        except Refused as refusal:
            self.add_error(None, str(refusal))
            if isinstance(refusal, ChangedMeanwhile):
                self.look_again()
            return False
        return True

    def look_again(self) -> None:
        """Let a second attempt, made after the warning, go by what stands now."""
        answered = cast("QueryDict", self.data).copy()
        edition = Application.objects.values_list("edition", flat=True).get(pk=self.application.pk)
        answered["seen"] = str(edition)
        self.data = answered

    @property
    def kept(self) -> str:
        """Return what a refusal says of what was filled in, or nothing where nothing can be."""
        fields = self.visible_fields()
        files = any(isinstance(each.field, forms.FileField) for each in fields)
        told = "您填写的都还在" + ("；上传的文件请重新选择。" if files else "。")
        return told if fields else ""

    def given(self) -> dict[str, Any]:
        return {"seen": self.cleaned_data["seen"]}

    def clean(self) -> dict[str, Any]:
        for name, upload in list(self.cleaned_data.items()):
            if isinstance(upload, UploadedFile):
                try:
                    media_type_of(upload, upload.name or "")
                except Refused as refusal:
                    self.add_error(name, str(refusal))
        return self.cleaned_data


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows
