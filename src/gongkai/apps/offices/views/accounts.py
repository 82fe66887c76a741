"""Accounts: the own one, and for 系统管理员 everyone's."""

from typing import Any

from wagtail.admin.views.account import (
    AccountView as WagtailAccountView,
)
from wagtail.admin.views.account import (
    BaseSettingsPanel,
    ChangePasswordPanel,
)
from wagtail.users.models import UserProfile
from wagtail.users.views.users import UserViewSet

from gongkai.apps.offices.forms import OwnNameForm, PersonCreationForm, PersonEditForm


class OwnNamePanel(BaseSettingsPanel):
    name = "name"
    title = "姓名和邮箱"
    order = 100
    form_class = OwnNameForm


class AccountView(WagtailAccountView):
    """What a person may change of the own account: name, e-mail address, password."""

    page_title = "我的账号"

    def get_panels(self) -> list[BaseSettingsPanel]:
        person = self.request.user
        profile = UserProfile.get_for_user(person)
        panels = [
            kind(self.request, person, profile) for kind in (OwnNamePanel, ChangePasswordPanel)
        ]
        return [panel for panel in panels if panel.is_active()]


class PersonViewSet(UserViewSet):
    template_prefix = ""  # the plain form: Wagtail's own names fields that Person does not use
    menu_label = "账号"

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return PersonEditForm if for_update else PersonCreationForm
