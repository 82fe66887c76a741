"""The app's name in Django's registry; around every migration the gate in the database is opened and shut."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class PublishingConfig(AppConfig):
    name = "gongkai.apps.publishing"
    label = "publishing"
    verbose_name = "信息发布"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from gongkai.apps.publishing.protection import (  # noqa: PLC0415
            protect_after_migration,
            unprotect_before_migration,
        )

        pre_migrate.connect(unprotect_before_migration, sender=self)
        post_migrate.connect(protect_after_migration, sender=self)
