"""The brake on guessing passwords: after five failures one name waits at one address."""

import ipaddress
from collections.abc import Mapping
from math import ceil
from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.admin.forms.auth import LoginForm

TOO_MANY = 429


class Brake(AxesStandaloneBackend):
    """Asks before every password that comes in a request; a command on this machine has none."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        if request is not None:
            super().authenticate(request, **credentials)


class SignInForm(LoginForm):
    """Says how long to wait; whether the password was right this time is not told."""

    def get_invalid_login_error(self) -> Any:
        error = super().get_invalid_login_error()
        if getattr(self.request, "axes_locked_out", False):
            minutes = minutes_to_wait(self.request, self.cleaned_data["username"])
            error.message = (
                f"密码连续输错 {settings.AXES_FAILURE_LIMIT} 次，请 {minutes} 分钟以后再试。"
            )
        return error


def minutes_to_wait(request: HttpRequest, username: str) -> int:
    """Return the minutes until this name may try again from this address, one at least."""
    last = (
        AccessAttempt.objects.filter(username=username, ip_address=client_address(request))
        .order_by("-attempt_time")
        .first()
    )
    now = timezone.now()  # noqa: TID251 - a view
    ends = (last.attempt_time if last else now) + settings.AXES_COOLOFF_TIME
    return max(1, ceil((ends - now).total_seconds() / 60))


def client_address(request: HttpRequest) -> str | None:
    """Return the visitor's address: behind our proxy, the last one it wrote down."""
    if settings.ENVIRONMENT.behind_proxy:
        forwarded = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
        if _is_address(forwarded):
            return forwarded
    address: str | None = request.META.get("REMOTE_ADDR")
    return address if address and _is_address(address) else None


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def waiting(
    request: HttpRequest,  # noqa: ARG001
    response: HttpResponse,
    credentials: Mapping[str, Any] | None,  # noqa: ARG001
) -> HttpResponse:
    """Return the page of the sign-in form, which says how long, with the status for machines."""
    response.status_code = TOO_MANY
    return response
