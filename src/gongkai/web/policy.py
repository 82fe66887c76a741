"""Headers of every page: nothing comes from another host, no cache mixes two readers."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

PORTAL = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'self'"
)
# Wagtail's own screens carry inline styles and scripts.
STAFF = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'"
)
STAFF_PREFIX = "/staff/"


class ContentSecurityPolicy:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = STAFF if request.path.startswith(STAFF_PREFIX) else PORTAL
        response.headers.setdefault("Content-Security-Policy", policy)
        # Every page shows the reader's switches, which are cookies: no cache may mix two readers.
        patch_vary_headers(response, ["Cookie"])
        return response
