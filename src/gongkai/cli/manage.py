"""`gongkai manage`: Django's own commands, with our settings."""

import os
import sys

import click

from gongkai.cli.program import Command, Refusal


@click.command(
    cls=Command,
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """运行 Django 的管理命令，例如 gongkai manage createsuperuser。"""
    from django.core.management import execute_from_command_line

    from gongkai.web.environment import EnvironmentRefusal, read_environment

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.web.settings")
    try:
        read_environment()
    except EnvironmentRefusal as refusal:
        raise Refusal(str(refusal)) from None
    sys.argv[0] = "gongkai manage"
    execute_from_command_line(["gongkai manage", *arguments])
