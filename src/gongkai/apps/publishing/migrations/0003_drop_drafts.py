"""A stage for drafts that nobody goes on writing; the database holds that none of them was public."""

from django.db import migrations, models

STAGES = [
    ("draft", "拟稿"),
    ("section-review", "科室负责人"),
    ("secrecy-review", "保密审查"),
    ("leader-review", "分管领导"),
    ("published", "公开"),
    ("returned", "退回"),
    ("withdrawn", "撤回"),
    ("dropped", "不再拟写"),
]


class Migration(migrations.Migration):

    dependencies = [
        ("publishing", "0002_review_chain"),
    ]

    operations = [
        migrations.AlterField(
            model_name="item",
            name="stage",
            field=models.CharField(
                choices=STAGES,
                default="draft",
                editable=False,
                max_length=20,
                verbose_name="环节",
            ),
        ),
        migrations.AlterField(
            model_name="review",
            name="stage",
            field=models.CharField(choices=STAGES, max_length=20, verbose_name="环节"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=~models.Q(stage="dropped")
                | models.Q(live=False, first_published_at__isnull=True),
                name="dropped_was_never_public",
            ),
        ),
    ]
