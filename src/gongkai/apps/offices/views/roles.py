"""人员与职务: the sections of an office and who holds which role there; the roles of one person."""

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from wagtail.admin import messages

from gongkai.apps.offices.acts import (
    ActForm,
    AppointAdministratorForm,
    AppointForm,
    CloseSectionForm,
    DismissForm,
    OpenSectionForm,
)
from gongkai.apps.offices.models import Appointment, AppointmentQuerySet, Person, Role
from gongkai.apps.offices.queries import offices, people_within_reach
from gongkai.apps.offices.views.administration import for_administrators

IN_ORDER = list(Role.values)


class Held(NamedTuple):
    """An appointment that stands, with the form that ends it."""

    appointment: Appointment
    form: DismissForm


class Screen:
    """The forms of one screen: the one that was sent is bound, the others begin anew."""

    def __init__(self, request: HttpRequest, person: Person) -> None:
        self.request = request
        self.person = person
        self.today = timezone.localdate()  # noqa: TID251 - a view
        self.sent: ActForm | None = None

    def form(self, kind: type[ActForm], act: str, **about: Any) -> Any:
        """Return the form of this act, bound when it is the one that was sent."""
        if self.request.method == "POST" and self.request.POST.get("act") == act:
            self.sent = kind(self.request.POST, auto_id=f"{act}-%s", **about)
            return self.sent
        initial = {"from_on": self.today, "until_on": self.today}
        return kind(auto_id=f"{act}-%s", initial=initial, **about)

    def held(self, appointments: AppointmentQuerySet) -> list[Held]:
        """Return what stands, in the order of the roles."""
        standing = sorted(
            appointments.standing(), key=lambda each: (IN_ORDER.index(each.role), each.from_on)
        )
        return [
            Held(each, self.form(DismissForm, f"dismiss-{each.pk}", appointment=each))
            for each in standing
        ]

    def answer(self, template: str, context: dict[str, Any]) -> HttpResponse:
        """Carry out what was sent and lead back, or show the screen with what stands in the way."""
        if self.sent is not None:
            done = self.sent.attempt(by=self.person, at=timezone.now())  # noqa: TID251 - a view
            if done:
                messages.success(self.request, done)
                return redirect(self.request.path)
        elif self.request.method == "POST":
            messages.error(self.request, "没有改动：这一项刚才已经有人办过，下面是现在的情况。")
            return redirect(self.request.path)
        return render(self.request, template, {**context, "sent": self.sent, "today": self.today})


@for_administrators
def people_of_office(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    office = get_object_or_404(offices(), pk=pk)
    screen = Screen(request, person)
    appointments = office.appointments.select_related("person", "section", "office")
    sections = [
        (each, screen.form(CloseSectionForm, f"close-{each.pk}", section=each))
        for each in office.sections.filter(closed_on=None)
    ]
    context = {
        "office": office,
        "sections": sections,
        "closed_sections": office.sections.exclude(closed_on=None),
        "held": screen.held(appointments),
        "ended": appointments.exclude(until_on=None).order_by("-until_on", "pk"),
        "open_section": screen.form(OpenSectionForm, "open-section", office=office),
        "appoint": screen.form(AppointForm, "appoint", office=office, by=person),
    }
    return screen.answer("offices/staff/people.html", context)


@for_administrators
def roles_of_person(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    account = get_object_or_404(people_within_reach(person).select_related("office"), pk=pk)
    screen = Screen(request, person)
    appointments = account.appointments.select_related("person", "section", "office")
    held = screen.held(appointments)
    administers = any(each.appointment.role == Role.ADMINISTRATOR for each in held)
    context = {
        "account": account,
        "held": held,
        "ended": appointments.exclude(until_on=None).order_by("-until_on", "pk"),
        "appoint": None
        if administers
        else screen.form(AppointAdministratorForm, "appoint", person=account),
    }
    return screen.answer("offices/staff/roles.html", context)
