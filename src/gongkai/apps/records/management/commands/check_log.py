"""`gongkai manage check_log`: read the whole log and say whether its chain of hashes holds."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gongkai.apps.records.models import Entry
from gongkai.apps.records.queries import broken_links


class Command(BaseCommand):
    help = "核对操作记录：逐条验算校验码，报告被改过、删去或者中断的地方。"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        found = list(broken_links())
        if found:
            raise CommandError("\n".join(each.text for each in found))
        self.stdout.write(f"操作记录 {Entry.objects.count()} 条，逐条核对，没有问题。")
