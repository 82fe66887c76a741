"""The app's name in Django's registry."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "gongkai.apps.desk"
    label = "desk"
    verbose_name = "工作台"
