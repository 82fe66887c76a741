"""The staff screens of offices and their guides."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from gongkai.apps.offices import actions
from gongkai.apps.offices.forms import OfficeForm
from gongkai.apps.offices.models import GUIDE_CITATIONS, Office, Person
from gongkai.apps.offices.permissions import may_administer_offices, offices_watched_by


class OfficeCreateView(generic.CreateView):
    def save_instance(self) -> Office:
        office: Office = self.form.save(commit=False)
        return actions.establish_office(
            office,
            by=self.request.user,
            on=timezone.localdate(),  # noqa: TID251 - a view
        )


class OfficeEditView(generic.EditView):
    def save_instance(self) -> Office:
        office: Office = self.form.save(commit=False)
        self.has_content_changes = self.form.has_changed()
        return actions.amend_office(
            office,
            seen=self.form.cleaned_data["edition_seen"],
            by=self.request.user,
            on=timezone.localdate(),  # noqa: TID251 - a view
        )

    def form_valid(self, form: OfficeForm) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[no-any-return]
        except actions.ChangedMeanwhile as changed:  # between the form's look and the lock
            form.add_error(None, str(changed))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)  # type: ignore[no-any-return]


class OfficeIndexView(generic.IndexView):
    def get_list_more_buttons(self, instance: Office) -> list[Button]:
        buttons: list[Button] = super().get_list_more_buttons(instance)
        public = Button(
            "查看公开指南", url=instance.get_absolute_url(), icon_name="view", priority=5
        )
        return [*buttons, public]


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


class GuidesPanel(Component):
    """On the staff home: the guides that concern this person and what they still lack."""

    name = "guides"
    template_name = "offices/staff/guides_panel.html"
    order = 100

    def __init__(self, person: Person) -> None:
        self.person = person

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:  # noqa: ARG002
        watched = offices_watched_by(self.person)
        count = watched.count()
        return {
            "count": count,
            "only": watched.get() if count == 1 else None,
            "own": self.person.office,
            "incomplete": [
                (office, office.missing_guide_elements())
                for office in watched.lacking_guide_elements()
            ],
            "citations": GUIDE_CITATIONS,
            "may_edit": may_administer_offices(self.person),
        }
