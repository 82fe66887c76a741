"""更名: the name of an office from a day on, and those it bore before."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from wagtail.admin import messages

from gongkai.apps.offices.acts import RenameForm
from gongkai.apps.offices.models import Person
from gongkai.apps.offices.queries import offices
from gongkai.apps.offices.views.administration import for_administrators


@for_administrators
def rename(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    office = get_object_or_404(offices(), pk=pk)
    if request.method == "POST":
        form = RenameForm(request.POST, office=office)
        done = form.attempt(by=person, at=timezone.now())  # noqa: TID251 - a view
        if done:
            messages.success(request, done)
            return redirect(request.path)
    else:
        form = RenameForm(
            office=office, initial={"name": office.name, "short_name": office.short_name}
        )
    names = office.former_names.order_by("-until_on")
    return render(
        request, "offices/staff/rename.html", {"office": office, "form": form, "names": names}
    )
