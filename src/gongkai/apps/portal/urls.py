"""Public addresses of the portal."""

from django.urls import path

from gongkai.apps.portal.views import entries, reader, search, site

urlpatterns = [
    path("", site.home, name="home"),
    path("rules/", entries.rules, name="rules"),
    path("content/", entries.content, name="content"),
    path("reports/", entries.reports, name="reports"),
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
