"""Which of the staff side's addresses are open: those this house uses, and no other of Wagtail's.

What is not on the list is not there for anyone, a superuser included. So no screen that came with
Wagtail can go past our actions, and the matrix of roles and addresses is one that people can read.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

STAFF = "/staff/"
OPEN = frozenset(
    {
        "",  # the desk
        "login",
        "logout",
        "account",
        "jsi18n",
        "sprite",
        "dismissibles",
        "offices",
        "users",
        "log",
        "items",
        "applications",
        "annual-reports",
    }
)
"""First parts of the addresses under /staff/ that are open."""


class ClosedDoors:
    """Answer 404 for every staff address that is not open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(STAFF):
            first = request.path_info.removeprefix(STAFF).split("/")[0]
            if first not in OPEN:
                raise Http404
        return self.get_response(request)
