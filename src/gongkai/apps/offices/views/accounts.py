"""Accounts: the own one, and for 系统管理员 everyone's but a superuser's."""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.admin.views.account import (
    AccountView as WagtailAccountView,
)
from wagtail.admin.views.account import (
    BaseSettingsPanel,
    ChangePasswordPanel,
)
from wagtail.admin.views.generic.usage import UsageView
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.models import UserProfile
from wagtail.users.views import users

from gongkai.apps.offices import actions
from gongkai.apps.offices.forms import OwnNameForm, PersonCreationForm, PersonEditForm
from gongkai.apps.offices.models import Person
from gongkai.apps.offices.queries import people_within_reach
from gongkai.apps.offices.views.titles import ColonTitle, NewTitle
from gongkai.apps.records.refusals import Refused


class OwnNamePanel(BaseSettingsPanel):
    name = "name"
    title = "姓名和邮箱"
    order = 100
    form_class = OwnNameForm

    def get_form(self) -> OwnNameForm:
        form: OwnNameForm = super().get_form()
        form.is_valid()  # before the template reads it: a late saver's edition is set anew
        return form


class AccountView(WagtailAccountView):
    """What a person may change of the own account: name, e-mail address, password."""

    page_title = "我的账号"

    def get_panels(self) -> list[BaseSettingsPanel]:
        person = self.request.user
        profile = UserProfile.get_for_user(person)
        panels = [
            kind(self.request, person, profile) for kind in (OwnNamePanel, ChangePasswordPanel)
        ]
        return [panel for panel in panels if panel.is_active()]

    def post(self, request: HttpRequest) -> HttpResponse:
        forms = [form for panel in self.get_panels() if (form := panel.get_form()).is_bound]
        if not all(form.is_valid() for form in forms):
            return TemplateResponse(request, self.template_name, self.get_context_data())
        for form in forms:
            form.save(commit=False)
        return self.save(request, forms[0].cleaned_data["edition_seen"])

    def save(self, request: HttpRequest, seen: int) -> HttpResponse:
        person: Person = self.request.user
        try:
            actions.amend_person(
                person,
                seen=seen,
                by=person,
                at=timezone.now(),  # noqa: TID251 - a view
            )
        except actions.ChangedMeanwhile as changed:  # between the form's look and the lock
            messages.error(request, str(changed))
        else:
            update_session_auth_hash(request, person)
            messages.success(request, "已经保存。")
        return redirect("wagtailadmin_account")


class WithinReach:
    """Mixin of views of one account: what is out of reach is not there."""

    request: Any

    def get_object(self, queryset: QuerySet[Person] | None = None) -> Any:
        known = people_within_reach(self.request.user) if queryset is None else queryset
        return super().get_object(known)  # type: ignore[misc]


class WithinReachOfHistory:
    """The same, for the views that ask for their queryset by another name."""

    request: Any

    def get_base_object_queryset(self) -> QuerySet[Person]:
        return people_within_reach(self.request.user)


class PersonIndexView(users.IndexView):
    def get_base_queryset(self) -> QuerySet[Person]:
        return people_within_reach(self.request.user).select_related("wagtail_userprofile")

    @property
    def columns(self) -> list[Column]:
        """Return Wagtail's columns without the boxes: an account is changed alone, and logged."""
        return [
            column
            for column in super().columns
            if not isinstance(column, BulkActionsCheckboxColumn)
        ]

    def get_delete_url(self, instance: Person) -> None:
        """Offer no deletion: an account is 停用."""


class PersonCreateView(NewTitle, users.CreateView):
    page_title = "新建"
    page_subtitle = "账号"
    submit_button_label = "保存"

    def save_instance(self) -> Person:
        person: Person = self.form.save(commit=False)
        return actions.admit_person(
            person,
            password=self.form.cleaned_data["password1"],
            by=self.request.user,
            at=timezone.now(),  # noqa: TID251 - a view
        )


class PersonEditView(WithinReach, ColonTitle, users.EditView):
    can_delete = False

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.can_delete = False  # set by Wagtail's setup from the permission alone

    def save_instance(self) -> Person:
        person: Person = self.form.save(commit=False)
        self.has_content_changes = self.form.has_changed()
        actions.amend_person(
            person,
            seen=self.form.cleaned_data["edition_seen"],
            by=self.request.user,
            at=timezone.now(),  # noqa: TID251 - a view
        )
        if self.editing_self and "password1" in self.form.changed_data:
            update_session_auth_hash(self.request, person)
        return person

    def form_valid(self, form: PersonEditForm) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[no-any-return]
        except Refused as refusal:  # the form's look came before the lock
            form.add_error(None, str(refusal))
        self.produced_error_message = self.get_error_message()
        return self.form_invalid(form)  # type: ignore[no-any-return]


class PersonDeleteView(WithinReach, users.DeleteView):
    """Never opens: the policy of accounts refuses."""


class PersonHistoryView(WithinReachOfHistory, ColonTitle, users.HistoryView):
    pass


class PersonUsageView(WithinReachOfHistory, ColonTitle, UsageView):
    pass


class PersonPermissionPolicy(ModelPermissionPolicy):
    """An account is never deleted, not even by a superuser: what it did stays its own."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and bool(super().user_has_permission(user, action))


class PersonViewSet(users.UserViewSet):
    template_prefix = ""  # the plain form: Wagtail's own names fields that Person does not use
    menu_label = "账号"
    permission_policy = PersonPermissionPolicy(Person)
    copy_view_enabled = False
    index_view_class = PersonIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    delete_view_class = PersonDeleteView
    history_view_class = PersonHistoryView
    usage_view_class = PersonUsageView

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return PersonEditForm if for_update else PersonCreationForm
