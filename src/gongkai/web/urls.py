"""Every address of the site."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access

from gongkai.apps.desk.views import desk
from gongkai.apps.offices.views.accounts import AccountView
from gongkai.web.health import healthz

handler400 = "gongkai.web.errors.bad_request"
handler403 = "gongkai.web.errors.forbidden"
handler404 = "gongkai.web.errors.not_found"
handler500 = "gongkai.web.errors.server_error"

urlpatterns = [
    path("healthz", healthz),
    path("staff/", desk),
    path("staff/account/", require_admin_access(AccountView.as_view())),
    path("staff/", include(wagtailadmin_urls)),
    path("", include("gongkai.apps.offices.urls")),
    path("", include("gongkai.apps.applications.urls")),
    path("", include("gongkai.apps.portal.urls")),
]
