"""Forms of offices, which notice a change made meanwhile, and of accounts with a Chinese name."""

from typing import TYPE_CHECKING, Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.users.forms import UserCreationForm, UserEditForm

from gongkai.apps.offices.models import Office, Person
from gongkai.apps.offices.queries import changed_meanwhile, offices

if TYPE_CHECKING:
    from django.http import QueryDict


class OfficeForm(WagtailAdminModelForm):
    """Carries the edition a person opened; a second save after the warning is meant."""

    edition_seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition_seen"].initial = self.instance.edition

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        stored: Office | None = offices().filter(pk=self.instance.pk).first()
        if stored is not None and cleaned.get("edition_seen") != stored.edition:
            self.add_error(None, changed_meanwhile(stored))
            answered = self.data.copy()
            answered[self.add_prefix("edition_seen")] = str(stored.edition)
            self.data: QueryDict = answered
        return cleaned


class PersonFormMixin(forms.ModelForm[Person]):
    """Wagtail's account forms ask for two Latin names and an e-mail address; ours do not."""

    first_name = None
    last_name = None
    is_superuser = None
    email = forms.EmailField(label="电子邮箱", required=False)

    # 系统管理员 may not hand out more than they have: groups say what an account may do.
    field_order = ("username", "display_name", "office", "email", "password1", "password2")


class PersonCreationForm(PersonFormMixin, UserCreationForm):
    class Meta:
        model = Person
        fields = ("username", "display_name", "office", "email", "groups")
        widgets = {"groups": forms.CheckboxSelectMultiple}


class PersonEditForm(PersonFormMixin, UserEditForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        editing_self = kwargs.pop("editing_self", False)
        super().__init__(*args, **kwargs)
        if editing_self:
            del self.fields["is_active"]

    class Meta:
        model = Person
        fields = ("username", "display_name", "office", "email", "is_active", "groups")
        widgets = {"groups": forms.CheckboxSelectMultiple}


class OwnNameForm(forms.ModelForm[Person]):
    class Meta:
        model = Person
        fields = ("display_name", "email")
