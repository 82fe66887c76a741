"""Forms of accounts, with a Chinese name in one field."""

from typing import Any

from django import forms
from wagtail.users.forms import UserCreationForm, UserEditForm

from gongkai.apps.offices.models import Person


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
