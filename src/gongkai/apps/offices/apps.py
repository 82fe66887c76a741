"""The app's name in Django's registry, and the staff screens of accounts."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class OfficesConfig(AppConfig):
    name = "gongkai.apps.offices"
    label = "offices"
    verbose_name = "机关与人员"
    default_auto_field = "django.db.models.BigAutoField"


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's screens of accounts, with the fields of Person."""

    verbose_name = "账号"
    user_viewset = "gongkai.apps.offices.views.people.PeopleViewSet"
