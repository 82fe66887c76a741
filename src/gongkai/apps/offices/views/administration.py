"""Who may open the screens of people, roles, names and the log: 系统管理员 and superusers."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from gongkai.apps.offices.models import Person
from gongkai.apps.offices.permissions import may_administer_offices

P = ParamSpec("P")


def for_administrators(
    view: Callable[Concatenate[HttpRequest, Person, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Return the view, given the administrator who asks; raise PermissionDenied for others."""

    def asked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = request.user
        if not (isinstance(person, Person) and may_administer_offices(person)):
            raise PermissionDenied
        return view(request, person, *args, **kwargs)

    update_wrapper(asked, view)
    return asked
