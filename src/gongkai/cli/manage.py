"""`gongkai manage`: Django's own commands, with our settings."""

import sys

import click

from gongkai.cli.program import Command
from gongkai.cli.serve import prepare_environment


@click.command(
    cls=Command,
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """运行 Django 的管理命令，例如 gongkai manage createsuperuser。"""
    from django.core.management import execute_from_command_line

    prepare_environment()
    sys.argv[0] = "gongkai manage"
    execute_from_command_line(["gongkai manage", *arguments])
