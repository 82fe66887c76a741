"""The pages for what went wrong: what happened, what was kept, what to do."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from gongkai.apps.offices.permissions import appointments_of
from gongkai.web.policy import STAFF_PREFIX


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _plain("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _page(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _page(request, "404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return _plain("500.html", 500)


def forgery(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return _plain("403_csrf.html", 403)  # under /staff/ the portal's header has nothing to say


def _page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """Return the portal's page, or under /staff/ one with the menu for those who may open it."""
    if not request.path.startswith(STAFF_PREFIX):
        return render(request, template, status=status)
    person = getattr(request, "user", AnonymousUser())
    at_work = person.has_perm("wagtailadmin.access_admin")
    context = {
        "frame": "staff/base.html" if at_work else "includes/bare.html",
        "static_url": settings.STATIC_URL,
        "held": appointments_of(person),
    }
    return render(request, f"staff/{template}", context, status=status)


def _plain(template: str, status: int) -> HttpResponse:
    """Return a page made without the request, so that nothing it needs can be broken."""
    context = {"static_url": settings.STATIC_URL}
    return HttpResponse(get_template(template).render(context), status=status)
