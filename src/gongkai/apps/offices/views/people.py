"""The list of accounts: beside each name its office and its roles, which say what it may do."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column

from gongkai.apps.offices.models import Person
from gongkai.apps.offices.views.accounts import (
    PersonCreateView,
    PersonEditView,
    PersonIndexView,
    PersonViewSet,
)


def roles_of(person: Person) -> str:
    held = [str(each) for each in person.appointments.all() if each.until_on is None]
    return "、".join(["超级用户", *held] if person.is_superuser else held) or "无"


def office_of(person: Person) -> str:
    return str(person.office) if person.office else "无"


class PeopleIndexView(PersonIndexView):
    @cached_property
    def columns(self) -> list[Column]:
        """Return Wagtail's columns with office and roles in place of its access level."""
        ours = [
            Column("office", label="所在机关", accessor=office_of, sort_key="office__position"),
            Column("roles", label="职务", accessor=roles_of),
        ]
        shown: list[Column] = []
        for column in super().columns:
            shown += ours if column.name == "is_superuser" else [column]
        return shown

    def get_base_queryset(self) -> QuerySet[Person]:
        people: QuerySet[Person] = super().get_base_queryset()
        return people.select_related("office").prefetch_related(
            "appointments__office", "appointments__section"
        )


class PeopleEditView(PersonEditView):
    template_name = "offices/staff/account.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "roles": roles_of(self.object)}


class PeopleCreateView(PersonCreateView):
    def get_success_url(self) -> str:
        """Lead to the roles: without one, the new account can do nothing."""
        return reverse("person_roles", args=[self.object.pk])


class PeopleViewSet(PersonViewSet):
    edit_view_class: type[Any] = PeopleEditView
    add_view_class: type[Any] = PeopleCreateView
    edit_template_name = "offices/staff/account.html"
    index_view_class: type[Any] = PeopleIndexView
