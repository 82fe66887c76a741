"""操作记录: what was done, newest first, and whether the log is whole."""

from itertools import islice
from typing import Any, cast

from django import forms
from django.apps import apps
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.apps.offices.acts import DayInput, offer
from gongkai.apps.offices.models import Office, Person
from gongkai.apps.offices.queries import offices
from gongkai.apps.offices.views.administration import for_administrators
from gongkai.apps.records.queries import broken_links, entries, kinds_of_subjects

ON_A_PAGE = 50
SHOWN_BREAKS = 20


class PersonOfLog(forms.ModelChoiceField[Person]):
    def label_from_instance(self, obj: Person) -> str:
        return f"{obj.display_name}（{obj.username}）"


class LogFilter(forms.Form):
    """What of the log is asked for; nothing asked shows all."""

    office = forms.ModelChoiceField(
        label="机关",
        queryset=Office.objects.none(),
        required=False,
        empty_label="全部",
        widget=forms.Select(attrs={"class": "input"}),
    )
    person = PersonOfLog(
        label="经手人",
        queryset=Person.objects.none(),
        required=False,
        empty_label="全部",
        widget=forms.Select(attrs={"class": "input"}),
    )
    kind = forms.ChoiceField(
        label="事项", required=False, widget=forms.Select(attrs={"class": "input"})
    )
    since = forms.DateField(
        label="从",
        required=False,
        widget=DayInput(),
        error_messages={"invalid": "开始日期不是有效的日期。"},
    )
    until = forms.DateField(
        label="到",
        required=False,
        widget=DayInput(),
        error_messages={"invalid": "结束日期不是有效的日期。"},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "office", offices())
        offer(self, "person", Person.objects.order_by("display_name", "pk"))
        cast("forms.ChoiceField", self.fields["kind"]).choices = [
            ("", "全部"),
            *((kind, apps.get_model(kind)._meta.verbose_name) for kind in kinds_of_subjects()),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "结束日期早于开始日期，请改其中一个。")
        return cleaned


@for_administrators
def log(request: HttpRequest, person: Person) -> HttpResponse:  # noqa: ARG001
    form = LogFilter(request.GET)
    form.is_valid()  # what cannot be read is named beside its field, and asks for nothing
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    page = Paginator(entries(**asked), ON_A_PAGE).get_page(request.GET.get("page"))
    names = {each.pk: str(each) for each in offices()}
    rows = [(each, names.get(each.office_key or 0, "")) for each in page]
    return render(
        request,
        "offices/staff/log.html",
        {"form": form, "page": page, "rows": rows, "asked": bool(asked)},
    )


@for_administrators
def check(request: HttpRequest, person: Person) -> HttpResponse:  # noqa: ARG001
    found = list(islice(broken_links(), SHOWN_BREAKS))
    return render(
        request,
        "offices/staff/log_check.html",
        {"found": found, "count": entries().count(), "more": len(found) == SHOWN_BREAKS},
    )
