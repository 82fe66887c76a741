"""The list of accounts: beside each name its office and its groups, which say what it may do."""

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column

from gongkai.apps.offices.models import Person
from gongkai.apps.offices.views.accounts import PersonIndexView, PersonViewSet


def groups_of(person: Person) -> str:
    names = [group.name for group in person.groups.all()]
    return "、".join(["超级用户", *names] if person.is_superuser else names) or "无"


def office_of(person: Person) -> str:
    return str(person.office) if person.office else "无"


class PeopleIndexView(PersonIndexView):
    @cached_property
    def columns(self) -> list[Column]:
        """Return Wagtail's columns with office and groups in place of its access level."""
        ours = [
            Column("office", label="所在机关", accessor=office_of, sort_key="office__position"),
            Column("groups", label="组", accessor=groups_of),
        ]
        shown: list[Column] = []
        for column in super().columns:
            shown += ours if column.name == "is_superuser" else [column]
        return shown

    def get_base_queryset(self) -> QuerySet[Person]:
        people: QuerySet[Person] = super().get_base_queryset()
        return people.select_related("office").prefetch_related("groups")


class PeopleViewSet(PersonViewSet):
    index_view_class: type[Any] = PeopleIndexView
