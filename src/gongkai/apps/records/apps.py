"""The app's name in Django's registry; after every migration the log is made unchangeable again."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordsConfig(AppConfig):
    name = "gongkai.apps.records"
    label = "records"
    verbose_name = "操作记录"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from gongkai.apps.records.protection import protect_after_migration  # noqa: PLC0415

        post_migrate.connect(protect_after_migration, sender=self)
