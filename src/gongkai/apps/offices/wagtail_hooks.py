"""What the staff side shows of offices, and what of Wagtail it does not show yet."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.search import SearchArea

from gongkai.apps.offices.models import Person
from gongkai.apps.offices.permissions import may_administer_offices
from gongkai.apps.offices.views.staff import GuidesPanel, OfficeViewSet


class OfficeSearchArea(SearchArea):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_administer_offices(request.user)


# Menu entries of Wagtail that lead nowhere until items, letters and cases exist.
UNUSED_MENU = frozenset({"explorer", "images", "documents", "reports", "help", "snippets"})
UNUSED_SETTINGS = frozenset({"workflows", "workflow-tasks", "collections", "sites", "redirects"})


@hooks.register("register_admin_viewset")
def office_viewset() -> OfficeViewSet:
    return OfficeViewSet()


@hooks.register("register_admin_search_area")
def office_search() -> SearchArea:
    return OfficeSearchArea(
        "机关", reverse("offices:index"), name="offices", icon_name="group", order=1
    )


@hooks.register("register_permissions")
def office_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="offices")


@hooks.register("construct_main_menu")
def show_what_works(request: HttpRequest, items: list[Any]) -> None:  # noqa: ARG001
    items[:] = [item for item in items if item.name not in UNUSED_MENU]


@hooks.register("construct_settings_menu")
def show_settings_that_work(request: HttpRequest, items: list[Any]) -> None:  # noqa: ARG001
    items[:] = [item for item in items if item.name not in UNUSED_SETTINGS]


@hooks.register("construct_homepage_panels")
def show_guides(request: HttpRequest, panels: list[Any]) -> None:
    if isinstance(request.user, Person):
        panels[:] = [GuidesPanel(request.user)]


@hooks.register("construct_homepage_summary_items")
def show_no_counts(request: HttpRequest, items: list[Any]) -> None:  # noqa: ARG001
    items.clear()


@hooks.register("insert_global_admin_css")
def staff_style() -> SafeString:
    return format_html_join(
        "",
        '<link rel="stylesheet" href="{}">',
        ((static(f"gongkai/{name}.css"),) for name in ("tokens", "staff")),
    )
