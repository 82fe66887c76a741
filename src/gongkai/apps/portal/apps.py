"""The app's name in Django's registry."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "gongkai.apps.portal"
    label = "portal"
    verbose_name = "公开平台"
