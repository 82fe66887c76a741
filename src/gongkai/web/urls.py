"""Every address of the site."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from gongkai.apps.offices.views.accounts import AccountView, no_bulk_action
from gongkai.web.health import healthz

handler400 = "gongkai.web.errors.bad_request"
handler403 = "gongkai.web.errors.forbidden"
handler404 = "gongkai.web.errors.not_found"
handler500 = "gongkai.web.errors.server_error"

urlpatterns = [
    path("healthz", healthz),
    path("staff/account/", AccountView.as_view()),
    path("staff/bulk/offices/person/<str:action>/", no_bulk_action),
    path("staff/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("gongkai.apps.offices.urls")),
    path("", include("gongkai.apps.portal.urls")),
]
