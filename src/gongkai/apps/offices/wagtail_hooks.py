"""What the staff side shows of offices, and what of Wagtail it does not show yet."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea

from gongkai.apps.offices.permissions import may_administer_offices
from gongkai.apps.offices.views import log, renaming, roles
from gongkai.apps.offices.views.staff import OfficeViewSet


class OfficeSearchArea(SearchArea):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_administer_offices(request.user)


# Menu entries of Wagtail that lead nowhere until items, letters and cases exist.
UNUSED_MENU = frozenset({"explorer", "images", "documents", "reports", "help", "snippets"})
# Groups follow the appointments: nobody edits them.
UNUSED_SETTINGS = frozenset(
    {"workflows", "workflow-tasks", "collections", "sites", "redirects", "groups"}
)


@hooks.register("register_admin_viewset")
def office_viewset() -> OfficeViewSet:
    return OfficeViewSet()


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("offices/people/<int:pk>/", roles.people_of_office, name="office_people"),
        path("offices/rename/<int:pk>/", renaming.rename, name="office_rename"),
        path("users/roles/<int:pk>/", roles.roles_of_person, name="person_roles"),
        path("log/", log.log, name="log"),
        path("log/check/", log.check, name="log_check"),
    ]


class LogMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_administer_offices(request.user)


@hooks.register("register_settings_menu_item")
def log_menu() -> MenuItem:
    return LogMenuItem("操作记录", reverse("log"), name="log", icon_name="history", order=900)


@hooks.register("register_admin_search_area")
def office_search() -> SearchArea:
    return OfficeSearchArea(
        "机关", reverse("offices:index"), name="offices", icon_name="group", order=1
    )


@hooks.register("construct_main_menu")
def show_what_works(request: HttpRequest, items: list[Any]) -> None:  # noqa: ARG001
    items[:] = [item for item in items if item.name not in UNUSED_MENU]


@hooks.register("construct_settings_menu")
def show_settings_that_work(request: HttpRequest, items: list[Any]) -> None:  # noqa: ARG001
    items[:] = [item for item in items if item.name not in UNUSED_SETTINGS]


@hooks.register("insert_global_admin_css")
def staff_style() -> SafeString:
    return format_html_join(
        "",
        '<link rel="stylesheet" href="{}">',
        ((static(f"gongkai/{name}.css"),) for name in ("tokens", "base", "staff")),
    )
