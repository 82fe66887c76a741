"""The reports' place in the staff side: addresses and menu."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gongkai.apps.reports.permissions import reads_reports


class ReportsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return reads_reports(request.user)


@hooks.register("register_admin_urls")
def report_addresses() -> list[URLPattern | URLResolver]:
    return [path("annual-reports/", include("gongkai.apps.reports.urls"))]


@hooks.register("register_admin_menu_item")
def report_menu() -> MenuItem:
    return ReportsMenuItem(
        "年度报告",
        reverse("annual_reports:index"),
        name="annual-reports",
        icon_name="table",
        order=130,
    )
