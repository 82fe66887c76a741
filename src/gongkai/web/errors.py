"""The pages for what went wrong: what happened, what was kept, what to do."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _plain("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return _plain("500.html", 500)


def forgery(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return _plain("403_csrf.html", 403)  # under /staff/ the portal's header has nothing to say


def _plain(template: str, status: int) -> HttpResponse:
    """Return a page made without the request, so that nothing it needs can be broken."""
    context = {"static_url": settings.STATIC_URL}
    return HttpResponse(get_template(template).render(context), status=status)
