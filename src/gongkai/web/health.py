"""`/healthz`: whether the database answers and knows every migration of this version."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from gongkai.web.environment import LOOPBACK

PATH = "/healthz"


class Health(NamedTuple):
    """The answer: a stable code for machines, a sentence for people."""

    status: str
    reason: str
    code: int


OK = Health("ok", "正常。", 200)
UNREACHABLE = Health("database_unreachable", "数据库没有回应。", 503)
PENDING = Health(
    "migrations_pending", "数据库结构不是这一版程序的，请先运行 gongkai manage migrate。", 503
)


@cache
def newest_migrations() -> frozenset[tuple[str, str]]:
    """Return the last migration of every app on disk; read once in the life of a process."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def health(database: BaseDatabaseWrapper) -> Health:
    """Return the state of this database: one query."""
    try:
        applied = MigrationRecorder(database).applied_migrations()
    except DatabaseError:
        return UNREACHABLE
    return PENDING if newest_migrations() - set(applied) else OK


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    state = health(connection)
    return JsonResponse(
        {"status": state.status, "reason": state.reason},
        status=state.code,
        json_dumps_params={"ensure_ascii": False},
    )


class HealthMiddleware:
    """Answer a watcher on this machine before the Host header is looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == PATH and request.META.get("REMOTE_ADDR") in LOOPBACK:
            return healthz(request)
        return self.get_response(request)
