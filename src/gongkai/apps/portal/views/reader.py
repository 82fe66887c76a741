"""Press a reading switch without JavaScript: set the cookie, return to the page."""

from django.conf import settings as django_settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from gongkai.apps.portal.reading import COOKIE_AGE, SWITCHES


@require_GET
@never_cache
def settings(request: HttpRequest) -> HttpResponse:
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = "/"
    response = HttpResponseRedirect(target)
    for switch in SWITCHES:
        if switch.key in request.GET:
            _remember(
                response,
                f"reader_{switch.key}",
                request.GET[switch.key] == switch.value,
                switch.value,
            )
    return response


def _remember(response: HttpResponse, name: str, wanted: bool, value: str) -> None:
    if wanted:
        response.set_cookie(
            name,
            value,
            max_age=COOKIE_AGE,
            samesite="Lax",
            secure=django_settings.SESSION_COOKIE_SECURE,
        )
    else:
        response.delete_cookie(name, samesite="Lax")
