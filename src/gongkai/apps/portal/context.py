"""What every page needs: the site's own facts, and how this reader wants to read."""

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from gongkai.apps.offices.queries import own_government
from gongkai.apps.portal.columns import COLUMNS, Column
from gongkai.apps.portal.reading import SWITCHES, chosen


class Site(NamedTuple):
    """The site's facts for header, footer and meta elements; an empty one is left out."""

    government: str
    name: str
    organizer: str
    domain: str
    code: str
    icp_record: str
    police_record: str


def site_facts() -> Site:
    """Return the facts the operator set, the rest from the government's own record."""
    environment = settings.ENVIRONMENT
    government = own_government()
    name = government.name if government else ""
    return Site(
        government=name,
        name=environment.site_name or f"{name}政府信息公开",
        organizer=environment.site_organizer or name,
        domain=environment.hostname,
        code=environment.site_code,
        icp_record=environment.icp_record,
        police_record=environment.police_record,
    )


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the site's facts; the staff screens do not ask for them."""
    if request.path.startswith("/staff/"):
        return {}
    return {
        "site": site_facts(),
        "columns": COLUMNS,
        "column": column_of(request),
        "today": timezone.localdate(),  # noqa: TID251 - of every view
    }


def column_of(request: HttpRequest) -> Column | None:
    """Return the entry of the unified platform this page belongs to."""
    match = request.resolver_match
    # apply-form, apply-status and so on belong to apply.
    name = ((match and match.url_name) or "").partition("-")[0]
    view = {"guide": "guides"}.get(name, name)
    return next((column for column in COLUMNS if column.view == view), None)


def reader(request: HttpRequest) -> dict[str, Any]:
    """Return the reader's display choices."""
    wishes = chosen(request.COOKIES)
    return {
        "reader": wishes,
        "switches": [switch.shown(wishes) for switch in SWITCHES],
        "here": request.get_full_path(),
    }
