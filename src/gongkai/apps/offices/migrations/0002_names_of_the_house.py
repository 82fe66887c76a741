"""Rename or remove what Wagtail seeds in English, and make the three groups of this house."""

from typing import Any

from django.db import migrations

ADMINISTRATORS, SUPERVISORS, CLERKS = "系统管理员", "主管部门", "经办人"
ADMINISTRATORS_MAY = {
    "office": ("add", "change", "view"),
    "person": ("add", "change", "view"),
}


def rename_seeds(apps: Any, schema_editor: Any) -> None:
    get = apps.get_model
    get("wagtailcore", "Page").objects.filter(depth=1, title="Root").update(
        title="全部页面", draft_title="全部页面"
    )
    get("wagtailcore", "Page").objects.filter(depth=2, slug="home").update(
        title="首页", draft_title="首页"
    )
    get("wagtailcore", "Collection").objects.filter(depth=1, name="Root").update(name="全部文件")
    get("wagtailcore", "WorkflowPage").objects.filter(workflow__name="Moderators approval").delete()
    get("wagtailcore", "WorkflowTask").objects.filter(workflow__name="Moderators approval").delete()
    get("wagtailcore", "Workflow").objects.filter(name="Moderators approval").delete()
    get("wagtailcore", "GroupApprovalTask").objects.filter(name="Moderators approval").delete()
    get("auth", "Group").objects.filter(name__in=("Moderators", "Editors")).delete()


def make_groups(apps: Any, schema_editor: Any) -> None:
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in (ADMINISTRATORS, SUPERVISORS, CLERKS)}
    for group in groups.values():
        group.permissions.add(access)
    for model, verbs in ADMINISTRATORS_MAY.items():
        # Django makes permissions after all migrations; the groups need them now, named as it will.
        content_type, _ = ContentType.objects.get_or_create(app_label="offices", model=model)
        label = apps.get_model("offices", model)._meta.verbose_name
        for verb in verbs:
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type,
                codename=f"{verb}_{model}",
                defaults={"name": f"Can {verb} {label}"},
            )
            groups[ADMINISTRATORS].permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]
    operations = [
        migrations.RunPython(rename_seeds, migrations.RunPython.noop),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
