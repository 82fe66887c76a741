"""Public addresses of offices: their disclosure guides."""

from django.urls import path

from gongkai.apps.offices.views import public

urlpatterns = [
    path("guide/", public.guides, name="guides"),
    path("guide/<slug:slug>/", public.guide, name="guide"),
]
