"""The staff home: what waits for this person, in order of the day it is due."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from wagtail.admin.auth import require_admin_access

from gongkai.apps.applications.clock import calendar
from gongkai.apps.desk.rows import Desk, laid_out
from gongkai.apps.desk.sources import rows_of
from gongkai.apps.offices.models import GUIDE_CITATIONS
from gongkai.apps.offices.permissions import (
    appointments_of,
    may_administer_offices,
    offices_watched_by,
)


@require_admin_access
def desk(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()  # noqa: TID251 - a view
    waiting = laid_out(rows_of(request.user, today), today, calendar())
    watched = offices_watched_by(request.user)
    return render(
        request,
        "desk/desk.html",
        {
            "today": today,
            "person": request.user,
            "roles": appointments_of(request.user),
            "desk": waiting,
            "headline": headline(waiting),
            "outlook": outlook(waiting),
            "watched": watched,
            "incomplete": [
                (office, office.missing_guide_elements())
                for office in watched.lacking_guide_elements()
            ],
            "citations": GUIDE_CITATIONS,
            "may_edit": may_administer_offices(request.user),
        },
    )


def headline(desk: Desk) -> str:
    """Return the answer to the first question of the day: what must be done now."""
    if desk.late:
        today = f"，今天到期 {desk.today} 件" if desk.today else ""
        return f"逾期 {desk.late} 件{today}"
    if desk.today:
        return f"今天到期 {desk.today} 件，没有逾期"
    return "今天没有到期的事" if desk.count else "没有要办的事"


def outlook(desk: Desk) -> str:
    """Return what comes after today, in one sentence."""
    parts = [
        f"{name} {count} 件"
        for name, count in (
            ("本周", desk.this_week),
            ("下周", desk.next_week),
            ("以后", desk.later),
            ("期限还不能算的", desk.undated),
        )
        if count
    ]
    return "，".join(parts) + "。" if parts else ""
