"""Public addresses of the portal."""

from django.urls import path

from gongkai.apps.portal.views import entries, items, reader, reports, search, site

urlpatterns = [
    path("", site.home, name="home"),
    path("rules/", entries.rules, name="rules"),
    path("content/", items.content, name="content"),
    path("content/<int:pk>/", items.item, name="item"),
    path("content/<int:pk>/files/<uuid:key>/", items.file, name="item_file"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<slug:slug>/<int:year>/", reports.report, name="reports-report"),
    path("reports/<slug:slug>/<int:year>/report.<str:kind>", reports.download, name="reports-file"),
    path("apply/", entries.apply, name="apply"),
    path("search/", search.search, name="search"),
    path("ask/", site.ask, name="ask"),
    path("contact/", site.contact, name="contact"),
    path("accessibility/", site.accessibility, name="accessibility"),
    path("sitemap/", site.sitemap, name="sitemap"),
    path("reader/", reader.settings, name="reader"),
    path("robots.txt", site.robots),
    path("favicon.ico", site.favicon),
]
