"""The forms of acts on sections, roles and names: each knows its action and what to say when done."""

from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from gongkai.apps.offices import actions
from gongkai.apps.offices.models import Appointment, Office, Person, Role, Section
from gongkai.apps.offices.queries import people_within_reach
from gongkai.apps.records.refusals import Refused


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(attrs={"class": "input"}, format="%Y-%m-%d")


def day_field(label: str, **more: Any) -> forms.DateField:
    """Return a field for a day, whose mistakes are named by its label."""
    wrong = f"{label}不是有效的日期。"
    messages = {"required": f"请填写{label}。", "invalid": wrong}
    return forms.DateField(label=label, widget=DayInput(), error_messages=messages, **more)


def text_field(label: str, longest: int, **more: Any) -> forms.CharField:
    """Return a field for one line of text."""
    return forms.CharField(
        label=label,
        max_length=longest,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
        error_messages={"required": f"请填写{label}。"},
        **more,
    )


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Let the field choose among these rows."""
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows


class ActForm(forms.Form):
    """A form that carries out one act, or keeps what was filled in beside the refusal."""

    def carry_out(self, *, by: Person, at: datetime) -> str:
        """Return the sentence that says what was done."""
        raise NotImplementedError

    def attempt(self, *, by: Person, at: datetime) -> str:
        """Return the sentence of success, or nothing when the form now bears the refusal."""
        if not self.is_valid():
            return ""
        try:
            return self.carry_out(by=by, at=at)
        except Refused as refusal:
            self.add_error(None, str(refusal))
        except ValidationError as refusal:
            self.add_error(None, ValidationError(refusal.messages))
        return ""


class OpenSectionForm(ActForm):
    name = text_field("科室名称", 60)

    def __init__(self, *args: Any, office: Office, **more: Any) -> None:
        super().__init__(*args, **more)
        self.office = office

    def carry_out(self, *, by: Person, at: datetime) -> str:
        position = 10 + max((each.position for each in self.office.sections.all()), default=0)
        section = actions.open_section(
            self.office, name=self.cleaned_data["name"], position=position, by=by, at=at
        )
        return f"已经设立{section}。"


class CloseSectionForm(ActForm):
    def __init__(self, *args: Any, section: Section, **more: Any) -> None:
        super().__init__(*args, **more)
        self.section = section

    def carry_out(self, *, by: Person, at: datetime) -> str:
        return f"已经撤销{actions.close_section(self.section, by=by, at=at)}。"


class PersonChoice(forms.ModelChoiceField[Person]):
    """A person by name, user name and office: two may share a name."""

    def label_from_instance(self, obj: Person) -> str:
        where = f"，{obj.office}" if obj.office else ""
        return f"{obj.display_name}（{obj.username}{where}）"


class AppointForm(ActForm):
    person = PersonChoice(
        label="人员",
        queryset=Person.objects.none(),
        empty_label="请选择",
        widget=forms.Select(attrs={"class": "input"}),
        help_text="没有列出的人，先在“账号”里开设账号。",
        error_messages={
            "required": "请选择人员。",
            "invalid_choice": "这个账号不存在或者已经停用，请重新选择。",
        },
    )
    role = forms.ChoiceField(
        label="职务",
        choices=[("", "请选择"), *(each for each in Role.choices if each[0] != Role.ADMINISTRATOR)],
        widget=forms.Select(attrs={"class": "input"}),
        help_text="系统管理员管理全平台，在本人账号的“职务”里任免。",
        error_messages={"required": "请选择职务。", "invalid_choice": "没有这个职务，请重新选择。"},
    )
    section = forms.ModelChoiceField(
        label="科室",
        queryset=Section.objects.none(),
        required=False,
        empty_label="全机关",
        widget=forms.Select(attrs={"class": "input"}),
        error_messages={"invalid_choice": "这个科室不在本机关或者已经撤销，请重新选择。"},
    )
    from_on = day_field("任职日期")

    def __init__(self, *args: Any, office: Office, by: Person, **more: Any) -> None:
        super().__init__(*args, **more)
        self.office = office
        people = people_within_reach(by).filter(is_active=True).select_related("office")
        offer(self, "person", people.order_by("office__position", "display_name", "pk"))
        offer(self, "section", office.sections.filter(closed_on=None))

    def carry_out(self, *, by: Person, at: datetime) -> str:
        appointment = actions.appoint(
            self.cleaned_data["person"],
            Role(self.cleaned_data["role"]),
            self.office,
            section=self.cleaned_data["section"],
            from_on=self.cleaned_data["from_on"],
            by=by,
            at=at,
        )
        return f"{appointment.person}已经任{appointment}。"


class AppointAdministratorForm(ActForm):
    from_on = day_field("任职日期")

    def __init__(self, *args: Any, person: Person, **more: Any) -> None:
        super().__init__(*args, **more)
        self.person = person

    def carry_out(self, *, by: Person, at: datetime) -> str:
        from_on: date = self.cleaned_data["from_on"]
        actions.appoint(self.person, Role.ADMINISTRATOR, None, from_on=from_on, by=by, at=at)
        return f"{self.person}已经任系统管理员。"


class DismissForm(ActForm):
    until_on = day_field("离任日期")

    def __init__(self, *args: Any, appointment: Appointment, **more: Any) -> None:
        super().__init__(*args, **more)
        self.appointment = appointment

    def carry_out(self, *, by: Person, at: datetime) -> str:
        until_on: date = self.cleaned_data["until_on"]
        ended = actions.dismiss(self.appointment, until_on=until_on, by=by, at=at)
        return f"{ended.person}不再任{ended}。"


class RenameForm(ActForm):
    """A new name from a day on, or the same office under a name that was written wrongly."""

    name = text_field("新的名称", 100, help_text="法定全称。")
    short_name = text_field("新的简称", 40, help_text="名单和导航里使用。")
    reason = forms.ChoiceField(
        label="为什么改",
        choices=[
            ("renamed", "机关更名：以前的名称留在当时的文书和公开信息里"),
            ("slip", "登记时写错了：改正，不留旧的名称"),
        ],
        initial="renamed",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择为什么改。", "invalid_choice": "请选择为什么改。"},
    )
    from_on = day_field("启用日期", required=False, help_text="机关更名的，从这一天起用新的名称。")
    edition_seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, office: Office, **more: Any) -> None:
        super().__init__(*args, **more)
        self.office = office
        self.fields["edition_seen"].initial = office.edition

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("reason") == "renamed" and not (
            cleaned.get("from_on") or "from_on" in self.errors
        ):
            self.add_error("from_on", "请填写启用日期。")
        return cleaned

    def carry_out(self, *, by: Person, at: datetime) -> str:
        given = self.cleaned_data
        try:
            office = actions.rename_office(
                self.office,
                name=given["name"],
                short_name=given["short_name"],
                from_on=given["from_on"] if given["reason"] == "renamed" else None,
                seen=given["edition_seen"],
                by=by,
                at=at,
            )
        except actions.ChangedMeanwhile:
            stored = Office.objects.get(pk=self.office.pk)
            self.data = {
                **{name: self.data[name] for name in self.data},
                "edition_seen": str(stored.edition),
            }
            raise
        return f"名称已经改为{office.name}。"
