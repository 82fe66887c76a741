"""`gongkai demo`: the invented city 云川市, served on this machine."""

import os
import shutil
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import click

from gongkai.cli.program import Command, Refusal
from gongkai.cli.serve import keep_files_private, start_django

HOST = "127.0.0.1"
HOME = Path(".demo")


@click.command(cls=Command)
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="监听的端口"
)
@click.option("--reset", is_flag=True, help="删去现有的演示数据，重新生成")
def demo(port: int, reset: bool) -> None:
    """启动演示城市云川市，供试用。数据全部虚构，放在当前目录的 .demo 里。

    例：gongkai demo --port 8080
    """
    keep_files_private()
    with ExitStack() as kept:
        _take_folder(kept, reset=reset)
        _serve(port)


def _take_folder(kept: ExitStack, *, reset: bool) -> None:
    """Keep the folder for this demonstration alone, emptied where that was asked for."""
    from gongkai.web.lock import Taken, held

    lock = HOME / "lock"
    try:
        HOME.mkdir(exist_ok=True)
        kept.enter_context(held(lock, wait=False))
        if reset:
            _forget(HOME, keep=lock)
    except Taken:
        raise Refusal("这个目录的演示城市已经在运行，请先停止它，或者换一个目录。") from None
    except OSError:
        raise Refusal(f"目录 {HOME.resolve()} 不能写入。") from None


def _forget(home: Path, keep: Path) -> None:
    for entry in home.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        elif entry != keep:
            entry.unlink()


def _serve(port: int) -> None:
    _set_environment(port)
    start_django()
    from gongkai.web import start
    from gongkai.web.demo import city
    from gongkai.web.demo.panel import panel

    try:
        with start.claimed_port(HOST, port):
            start.prepare_database(host=HOST, migrate=True, say=click.echo)
            if not city.stands():
                click.echo("正在生成云川市……")
                city.build(at=_now())
            start.collect_static(click.echo)
            click.echo(panel(f"http://{HOST}:{port}"))
            start.run(HOST, port, workers=1)
    except start.StartRefusal as refusal:
        raise Refusal(str(refusal)) from None
    click.echo("演示已停止，数据留在 .demo，下次启动接着用。")


def _set_environment(port: int) -> None:
    """The demonstration never touches a real database and never answers to a real name."""
    for name in [name for name in os.environ if name.startswith("GONGKAI_")]:
        del os.environ[name]
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {
        "GONGKAI_HOME": str(HOME.resolve()),
        "GONGKAI_ADDRESS": f"http://{HOST}:{port}",
        # Whoever tries it out comes from this machine.
        "GONGKAI_APPLICATIONS_AN_HOUR": "1000",
        "GONGKAI_SITE_CODE": "0000000000",
        "GONGKAI_SITE_ORGANIZER": "云川市人民政府办公室",
        "GONGKAI_ICP_RECORD": "示例ICP备00000000号",
        "GONGKAI_POLICE_RECORD": "示例公网安备00000000000000号",
    }


def _now() -> datetime:
    from django.utils import timezone

    return timezone.now()  # noqa: TID251 - a command
