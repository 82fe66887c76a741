"""Forms of offices and accounts, which notice a change made meanwhile, and of the acts on roles."""

from typing import TYPE_CHECKING, Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.users.forms import UserCreationForm, UserEditForm

from gongkai.apps.offices.models import Person
from gongkai.apps.offices.queries import changed_meanwhile

if TYPE_CHECKING:
    from django.http import QueryDict


class AsksBeforeOverwriting(forms.BaseModelForm[Any]):
    """Carries the edition a person opened; a second save after the warning is meant."""

    warns_at: str | None = None  # the field that bears the warning, or the whole form

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition_seen"] = forms.IntegerField(
            label="", widget=forms.HiddenInput, required=False, initial=self.instance.edition
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        stored = self._meta.model.objects.filter(pk=self.instance.pk).first()
        if stored is not None and cleaned.get("edition_seen") != stored.edition:
            self.add_error(self.warns_at, changed_meanwhile(stored))
            answered = self.data.copy()
            answered[self.add_prefix("edition_seen")] = str(stored.edition)
            self.data: QueryDict = answered
        return cleaned


class OfficeForm(AsksBeforeOverwriting, WagtailAdminModelForm):
    """An office with its guide; its name, once established, changes by `rename_office` alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            for name in ("name", "short_name"):
                self.fields[name].disabled = True
                self.fields[name].help_text = "更改名称要写明从哪一天起，请用“更名”。"


class PersonFormMixin(forms.ModelForm[Person]):
    """Wagtail's account forms ask for two Latin names and an e-mail address; ours do not."""

    first_name = None
    last_name = None
    # Nobody is made a superuser on a screen: `gongkai manage createsuperuser` does that.
    is_superuser = None
    # What a person may do comes from appointments alone.
    groups = None
    email = forms.EmailField(label="电子邮箱", required=False)

    field_order = ("username", "display_name", "office", "email", "password1", "password2")


class PersonCreationForm(PersonFormMixin, UserCreationForm):
    class Meta:
        model = Person
        fields = ("username", "display_name", "office", "email")


class PersonEditForm(AsksBeforeOverwriting, PersonFormMixin, UserEditForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        editing_self = kwargs.pop("editing_self", False)
        super().__init__(*args, **kwargs)
        if editing_self:
            del self.fields["is_active"]

    class Meta:
        model = Person
        fields = ("username", "display_name", "office", "email", "is_active")
        labels = {"is_active": "启用"}
        help_texts = {
            "is_active": "不再使用的账号取消勾选，即为停用；账号不能删除，做过的事仍记在他的名下。"
        }


class OwnNameForm(AsksBeforeOverwriting, forms.ModelForm[Person]):
    warns_at = "display_name"

    class Meta:
        model = Person
        fields = ("display_name", "email")
