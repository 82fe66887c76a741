"""What must hold before the site is served, and the start itself."""

import socket
from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from gongkai.apps.offices.queries import has_demonstration_accounts
from gongkai.web.environment import LOOPBACK
from gongkai.web.health import PENDING, UNREACHABLE, health
from gongkai.web.static_files import fingerprint, seal_with, sealed_with


class StartRefusal(Exception):
    """Raise with the one sentence why the site does not start."""


def claim_port(host: str, port: int) -> None:
    """Raise StartRefusal when another program listens there, or the address is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise StartRefusal(
                f"{host} 的 {port} 端口不能使用，可能已经有程序占用，请用 --port 换一个。"
            ) from None


def prepare_database(*, migrate: bool, say: Callable[[str], None]) -> None:
    """Bring the database to this version; raise StartRefusal when it cannot or may not be done."""
    state = health(connection)
    if state is UNREACHABLE:
        raise StartRefusal("数据库没有回应，请检查 DATABASE_URL 和数据库服务。")
    if state is PENDING and not migrate:
        raise StartRefusal(PENDING.reason)
    if state is PENDING:
        say("正在准备数据库……")
        try:
            call_command("migrate", verbosity=0, interactive=False)
        except DatabaseError as error:
            raise StartRefusal(f"数据库结构没有升级成功：{error}") from None


def refuse_exposure(host: str) -> None:
    """Raise StartRefusal when what is for this machine alone would face a network."""
    if host in LOOPBACK:
        return
    if settings.DEBUG:
        raise StartRefusal("GONGKAI_DEBUG 为 true 时只能监听本机地址，请去掉它或者不用 --host。")
    if has_demonstration_accounts():
        raise StartRefusal("数据库里有演示账号，密码是公开的，只能监听本机地址。")


def collect_static(say: Callable[[str], None]) -> None:
    """Copy the static files to the home folder, unless they are the ones already there."""
    mark = fingerprint()
    if sealed_with(settings.STATIC_ROOT) == mark:
        return
    say("正在准备静态文件……")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    seal_with(settings.STATIC_ROOT, mark)


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
