"""A query code on its way to the one page that shows it: with the browser alone, never in the database."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from gongkai.apps.applications.models import Application

COOKIE = "query_code_secret"  # an error report leaves out what is called a secret
LASTS = timedelta(minutes=30)
_SALT = "gongkai.applications.code"


def hand_over(page: HttpResponseRedirect, application: Application, code: str) -> HttpResponse:
    """Return the way to the page that shows the code, with the code for that page only."""
    page.set_signed_cookie(
        COOKIE,
        f"{application.key}.{code}",
        salt=_SALT,
        max_age=LASTS,
        path=page.url,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return page


def handed_over(request: HttpRequest, application: Application) -> str:
    """Return the code of that application, or nothing where it was shown before or is of another."""
    kept = request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=LASTS) or ""
    key, _, code = kept.partition(".")
    return code if key == str(application.key) else ""


def shown(request: HttpRequest, page: HttpResponse) -> HttpResponse:
    """Return the page that showed the code; the browser forgets it now."""
    page.delete_cookie(COOKIE, path=request.path, samesite="Strict")
    return page
