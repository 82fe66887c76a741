"""`gongkai serve`: check, bring the database up to date, collect static files, serve."""

import os

import click

from gongkai.cli.program import Command, Refusal


@click.command(cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="监听的端口"
)
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="工作进程数"
)
@click.option("--no-migrate", is_flag=True, help="数据库结构需要升级时不升级，拒绝启动")
def serve(host: str, port: int, workers: int, no_migrate: bool) -> None:
    """启动网站。环境变量见 docs/manual/operator.md。

    例：gongkai serve --host 0.0.0.0 --port 8000 --workers 4
    """
    start_django()
    from gongkai.web import start

    try:
        with start.claimed_port(host, port):
            start.prepare_database(host=host, migrate=not no_migrate, say=click.echo)
            start.collect_static(click.echo)
            click.echo(f"正在 http://{host}:{port}/ 提供服务，按 Ctrl-C 停止。")
            start.run(host, port, workers)
    except start.StartRefusal as refusal:
        raise Refusal(str(refusal)) from None
    click.echo("已停止。")


def prepare_environment() -> None:
    """Name the settings and make the home folder; what is wrong is one sentence."""
    keep_files_private()
    from gongkai.web.environment import EnvironmentRefusal, read_environment
    from gongkai.web.home import HomeRefusal, prepare_home

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.web.settings")
    try:
        prepare_home(read_environment().home.resolve())
    except (EnvironmentRefusal, HomeRefusal) as refusal:
        raise Refusal(str(refusal)) from None


def keep_files_private() -> None:
    """Let whatever this program writes be read by its own user alone, in whatever folder."""
    os.umask(0o077)


def start_django() -> None:
    """Load the settings and the apps."""
    prepare_environment()
    import django

    django.setup()
