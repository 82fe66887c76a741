"""What the staff side shows of applications: the addresses and the menu entry."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gongkai.apps.applications.permissions import reads_applications
from gongkai.apps.applications.views import staff


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("applications/", staff.applications, name="applications"),
        path("applications/export/", staff.export, name="applications_export"),
        path("applications/new/", staff.take_in, name="application_take_in"),
        path("applications/<int:pk>/", staff.case, name="application"),
        path("applications/<int:pk>/code/", staff.code, name="application_code"),
        path("applications/<int:pk>/decide/", staff.decide, name="application_decide"),
        path("applications/<int:pk>/identity/", staff.identity, name="application_identity"),
        path("applications/<int:pk>/reply/", staff.reply, name="application_reply"),
        path("applications/<int:pk>/files/<uuid:key>/", staff.paper, name="application_paper"),
        path(
            "applications/<int:pk>/reply/files/<uuid:key>/",
            staff.reply_file,
            name="application_reply_file",
        ),
        path("applications/<int:pk>/<slug:slug>/", staff.act, name="application_act"),
    ]


class ApplicationsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return reads_applications(request.user)


@hooks.register("register_admin_menu_item")
def applications_menu() -> MenuItem:
    return ApplicationsMenuItem(
        "依申请公开", reverse("applications"), name="applications", icon_name="mail", order=120
    )
