"""The staff screens of offices and their guides."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from gongkai.apps.offices import actions
from gongkai.apps.offices.forms import OfficeForm
from gongkai.apps.offices.models import Office
from gongkai.apps.offices.views.titles import ColonTitle, NewTitle
from gongkai.apps.records.refusals import Refused

BESIDE_THE_FORM = (
    ("office_people", "人员与职务", "user"),
    ("office_rename", "更名", "edit"),
)


class OfficeCreateView(NewTitle, generic.CreateView):
    submit_button_label = "保存"

    def save_instance(self) -> Office:
        office: Office = self.form.save(commit=False)
        return actions.establish_office(
            office,
            by=self.request.user,
            at=timezone.now(),  # noqa: TID251 - a view
        )


class OfficeEditView(ColonTitle, generic.EditView):
    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Return the ways to what else belongs to an office."""
        return [
            HeaderButton(label, url=reverse(name, args=[self.object.pk]), icon_name=icon)
            for name, label, icon in BESIDE_THE_FORM
        ]

    def save_instance(self) -> Office:
        office: Office = self.form.save(commit=False)
        self.has_content_changes = self.form.has_changed()
        return actions.amend_office(
            office,
            seen=self.form.cleaned_data["edition_seen"],
            by=self.request.user,
            at=timezone.now(),  # noqa: TID251 - a view
        )

    def form_valid(self, form: OfficeForm) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[no-any-return]
        except Refused as refusal:  # the form's look came before the lock
            form.add_error(None, str(refusal))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)  # type: ignore[no-any-return]


class OfficeHistoryView(ColonTitle, HistoryView):
    pass


class OfficeIndexView(generic.IndexView):
    def get_list_more_buttons(self, instance: Office) -> list[Button]:
        buttons: list[Button] = super().get_list_more_buttons(instance)
        public = Button(
            "查看公开指南", url=instance.get_absolute_url(), icon_name="view", priority=5
        )
        beside = [
            Button(label, url=reverse(name, args=[instance.pk]), icon_name=icon, priority=10)
            for name, label, icon in BESIDE_THE_FORM
        ]
        return [*buttons, public, *beside]


def guide_day(office: Office) -> str:
    day = office.guide_updated_on
    return date_format(day, "Y年n月j日") if day else "尚未编写"


def gap(office: Office) -> str:
    missing = office.missing_guide_elements()
    return f"{len(missing)} 项" if missing else "不缺"


class OfficePermissionPolicy(ModelPermissionPolicy):
    """An office is never deleted, not even by a superuser: what it did stays its own."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and bool(super().user_has_permission(user, action))


class OfficeViewSet(ModelViewSet):
    model = Office
    permission_policy = OfficePermissionPolicy(Office)
    name = "offices"
    icon = "group"
    menu_label = "机关与公开指南"
    menu_order = 100
    add_to_admin_menu = True
    copy_view_enabled = False
    add_to_reference_index = False
    ordering = ["position", "pk"]
    list_per_page = 50
    list_filter = ["kind"]
    search_fields = ["name", "short_name", "slug"]
    search_backend_name = None
    index_view_class = OfficeIndexView
    add_view_class = OfficeCreateView
    edit_view_class = OfficeEditView
    history_view_class = OfficeHistoryView
    list_display = [
        "name",
        Column("kind", label="性质", accessor="get_kind_display", sort_key="kind"),
        Column("supervisor", label="主管部门", accessor="supervisor"),
        Column("missing", label="指南缺少", accessor=gap),
        Column(
            "guide_updated_on",
            label="指南更新日期",
            accessor=guide_day,
            sort_key="guide_updated_on",
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldRowPanel([FieldPanel("short_name"), FieldPanel("slug")]),
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("supervisor")]),
                    FieldRowPanel([FieldPanel("credit_code"), FieldPanel("position")]),
                    FieldRowPanel([FieldPanel("document_mark")]),
                    FieldRowPanel([FieldPanel("reviewer"), FieldPanel("court")]),
                ],
                heading="机关",
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("unit_name"),
                            FieldPanel("address"),
                            FieldPanel("hours"),
                            FieldRowPanel([FieldPanel("telephone"), FieldPanel("fax")]),
                            FieldPanel("online"),
                        ],
                        heading="政府信息公开工作机构",
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("classification"),
                            FieldPanel("arrangement"),
                            FieldPanel("access_methods"),
                        ],
                        heading="分类、编排体系和获取方式",
                    ),
                    MultiFieldPanel([FieldPanel("application_channels")], heading="依申请公开"),
                ],
                heading="公开指南",
            ),
        ],
        base_form_class=OfficeForm,
    )
