"""The review chain as Wagtail's workflow knows it: three stages in their order, for items."""

from typing import Any

from django.db import migrations

STAGES = (
    ("section-review", "科室负责人审核"),
    ("secrecy-review", "保密审查"),
    ("leader-review", "分管领导审签"),
)


def make_chain(apps: Any, schema_editor: Any) -> None:
    types = apps.get_model("contenttypes", "ContentType").objects
    item, _ = types.get_or_create(app_label="publishing", model="item")
    kind, _ = types.get_or_create(app_label="publishing", model="reviewtask")
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name="公开审核")
    for position, (stage, name) in enumerate(STAGES):
        task = apps.get_model("publishing", "ReviewTask").objects.create(
            name=name, stage=stage, content_type=kind
        )
        apps.get_model("wagtailcore", "WorkflowTask").objects.create(
            workflow=workflow, task_id=task.pk, sort_order=position
        )
    apps.get_model("wagtailcore", "WorkflowContentType").objects.create(
        workflow=workflow, content_type=item
    )


class Migration(migrations.Migration):

    dependencies = [
        ("publishing", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(make_chain, migrations.RunPython.noop),
        migrations.AlterModelOptions(
            name="item",
            options={
                "base_manager_name": "objects",
                "default_permissions": (),
                "verbose_name": "公开信息",
                "verbose_name_plural": "公开信息",
            },
        ),
        migrations.AlterModelOptions(
            name="attachment",
            options={
                "base_manager_name": "objects",
                "default_permissions": (),
                "ordering": ["position", "pk"],
                "verbose_name": "附件",
                "verbose_name_plural": "附件",
            },
        ),
    ]
