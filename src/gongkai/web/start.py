"""What must hold before the site is served, and the start itself."""

import logging
import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from gongkai.apps.offices.models import Person
from gongkai.apps.offices.queries import has_open_demonstration_accounts
from gongkai.web.environment import LOOPBACK
from gongkai.web.health import PENDING, UNREACHABLE, health
from gongkai.web.lock import Taken, held
from gongkai.web.static_files import fingerprint, seal_with, sealed_with
from gongkai.web.turn import turn

log = logging.getLogger(__name__)
NO_ANSWER = "数据库没有回应，请检查 DATABASE_URL 和数据库服务。"


class StartRefusal(Exception):
    """Raise with the one sentence why the site does not start."""


@contextmanager
def claimed_port(host: str, port: int) -> Iterator[None]:
    """Keep this port for the block; raise StartRefusal when another has it, or it is not ours.

    The server lets its processes share a port, so a second server would share it too: hence the
    lock, held from before the preparations until the end.
    """
    name = f"gongkai-{os.getuid()}-{host.replace(os.sep, '_')}-{port}.lock"
    with ExitStack() as kept:
        try:
            kept.enter_context(held(Path(tempfile.gettempdir()) / name, wait=False))
            _try_to_bind(host, port)
        except (OSError, Taken):
            raise StartRefusal(
                f"{host} 的 {port} 端口不能使用，可能已经有程序占用，请用 --port 换一个。"
            ) from None
        yield


def _try_to_bind(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))


def prepare_database(*, host: str, migrate: bool, say: Callable[[str], None]) -> None:
    """Bring the database to this version; raise StartRefusal when it cannot or may not be done.

    What must not face a network is asked before anything is changed.
    """
    try:
        with turn(connection):
            if health(connection) is UNREACHABLE:
                raise StartRefusal(NO_ANSWER)
            refuse_exposure(host)
            _bring_up_to_date(migrate=migrate, say=say)
    except (DatabaseError, OSError) as error:
        log.debug("the database did not answer", exc_info=error)
        raise StartRefusal(NO_ANSWER) from None


def _bring_up_to_date(*, migrate: bool, say: Callable[[str], None]) -> None:
    if health(connection) is not PENDING:
        return
    if not migrate:
        raise StartRefusal(PENDING.reason)
    say("正在准备数据库……")
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        log.debug("a migration failed", exc_info=error)
        raise StartRefusal(
            "数据库结构没有升级成功，请确认数据库用户可以建表，再运行 gongkai manage migrate 查看原因。"
        ) from None


def refuse_exposure(host: str) -> None:
    """Raise StartRefusal when what is for this machine alone would face a network.

    A loopback address is no proof: behind a proxy it is how every site is served.
    """
    if host in LOOPBACK and settings.ENVIRONMENT.for_this_machine_alone:
        return
    how = (
        "只能在本机使用：不能用 --host 监听别的地址，GONGKAI_ADDRESS 应是本机，"
        "也不能设 GONGKAI_BEHIND_PROXY 和 GONGKAI_HOSTS。"
    )
    if settings.DEBUG:
        raise StartRefusal(f"GONGKAI_DEBUG 为 true 时{how}")
    knows_people = Person._meta.db_table in connection.introspection.table_names()
    if knows_people and has_open_demonstration_accounts():
        raise StartRefusal(f"数据库里有演示账号，密码是公开的，{how}")


def collect_static(say: Callable[[str], None]) -> None:
    """Copy the static files to the home folder, unless they are the ones already there."""
    root: Path = settings.STATIC_ROOT
    mark = fingerprint()
    with held(root.with_name("static-collecting"), wait=True):
        if sealed_with(root) == mark:
            return
        say("正在准备静态文件……")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        seal_with(root, mark)


def run(host: str, port: int, workers: int) -> None:
    """Serve until the process is told to stop."""
    connections.close_all()  # the workers are forked, and a connection has one owner
    Granian(
        "gongkai.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        log_level=LogLevels.error,
    ).serve()
