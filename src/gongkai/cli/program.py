"""The command tree: each command is imported when it is called, so that none pays for another."""

import importlib
import re
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

REFUSED = 2  # exit code: the input could not be used; one sentence on stderr says why
FINDINGS = 1  # exit code: the input was read and something in it is wrong

# command → (module, attribute, one line for `gongkai --help`). The line stands here, not in the
# command's docstring, so that the list can be printed without importing Django.
COMMANDS: dict[str, tuple[str, str, str]] = {
    "deadline": ("gongkai.cli.deadline", "deadline", "计算一件申请的答复期限，并说明理由"),
    "clock": ("gongkai.cli.clock", "clock", "计算答复以外的各种期限"),
    "calendar": ("gongkai.cli.calendar", "calendar", "工作日历；新的节假日通知使哪些期限变动"),
    "fee": ("gongkai.cli.fee", "fee", "计算信息处理费"),
    "law": ("gongkai.cli.law", "law", "程序所依据的参数、答复类型和判断顺序"),
    "report": ("gongkai.cli.report", "report", "读取、检查和生成年度报告"),
    "corpus": ("gongkai.cli.corpus", "corpus", "大量年度报告：读取、查询和汇总"),
    "serve": ("gongkai.cli.serve", "serve", "启动网站"),
    "demo": ("gongkai.cli.demo", "demo", "启动演示城市云川市，供试用"),
    "manage": ("gongkai.cli.manage", "manage", "运行 Django 的管理命令"),
}

_OF_A_PATH = re.compile(r"\w+ (['\"])(?P<name>.*)\1 (?P<wrong>[a-z ]+)\.", re.DOTALL)
_PATHS = {
    "does not exist": "不存在。",
    "is a directory": "是一个文件夹，这里应当是文件。",
    "is a file": "是一个文件，这里应当是文件夹。",
    "is not readable": "不能读取，请检查权限。",
    "is not writable": "不能写入，请检查权限。",
}


class Refusal(click.ClickException):
    """Raise to leave with exit code 2 and this one sentence on stderr."""

    exit_code = REFUSED

    def show(self, file: Any = None) -> None:
        click.echo(f"gongkai：{self.format_message()}", file=file, err=True)


class ChineseHelp:
    """Mixin of click commands: the words around the help text in Chinese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        words = {"[OPTIONS]": "[选项]", "COMMAND": "命令", "[ARGS]...": "[参数]..."}
        usage = " ".join(words.get(word, word) for piece in pieces for word in piece.split())
        formatter.write_usage(ctx.command_path, usage, prefix="用法：")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示本说明"
        return option

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [
            (row[0], row[1].replace("[required]", "（必填）"))
            for parameter in self.get_params(ctx)  # type: ignore[attr-defined]
            if (row := parameter.get_help_record(ctx)) is not None
        ]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl(rows)


class Command(ChineseHelp, click.Command):
    """One command of the program."""


class Group(ChineseHelp, click.Group):
    """A command that has commands under it."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        ChineseHelp.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, self.line_of(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("命令"):
            formatter.write_dl(rows)

    def line_of(self, ctx: click.Context, name: str) -> str:
        command = self.get_command(ctx, name)
        return command.short_help or "" if command else ""


class Program(Group):
    """The root: knows its commands by name and imports one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def line_of(self, ctx: click.Context, name: str) -> str:  # noqa: ARG002
        return COMMANDS[name][2]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.group(cls=Program, context_settings={"max_content_width": 100})
@click.version_option(None, "--version", package_name="gongkai", help="显示版本号")
def program() -> None:
    """公开（Gongkai）：政府信息公开工作的全部环节。

    退出码：0 正常，1 有发现的问题，2 输入无法使用。
    """


def sentence(error: click.ClickException) -> str:
    """Return what went wrong on the command line as one Chinese sentence."""
    match error:
        case Refusal():
            return error.format_message()
        case click.NoSuchOption(option_name=name):
            return f"没有 {name} 这个选项。"
        case click.MissingParameter(param=click.Parameter() as parameter):
            return f"缺少 {_name_of(parameter)}。"
        case click.BadParameter(param=click.Parameter() as parameter):
            return f"{_name_of(parameter)} 的值不能使用：{_reason(parameter, error)}"
        case click.BadOptionUsage(option_name=name):
            return f"{name} 后面缺少值，或者不应有值。"
        case click.UsageError(ctx=click.Context(command=click.Group() as group) as context) if (
            "No such command" in error.message
        ):
            return "没有这个命令。现有：" + "、".join(group.list_commands(context)) + "。"
        case click.UsageError() if _is_ours(error.message):
            return error.message
        case click.UsageError(ctx=click.Context() as context):
            return f"命令写法不对，请看 {context.command_path} --help。"
        case click.FileError(ui_filename=name):
            return f"文件 {name} 打不开。"
    return error.format_message()


def _name_of(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return parameter.make_metavar(click.Context(Command(None)))


def _reason(parameter: click.Parameter, error: click.BadParameter) -> str:
    if _is_ours(error.message):  # our own sentence knows more than the type
        return error.message
    kind = parameter.type
    if isinstance(kind, click.Choice):
        return "只能是 " + "、".join(str(choice) for choice in kind.choices) + " 之一。"
    if isinstance(kind, click.Path | click.File):
        return _reason_of_path(error.message)
    if isinstance(kind, click.IntRange):
        return f"应为{_bounds(kind)}的整数。"
    if isinstance(kind, click.FloatRange):
        return f"应为{_bounds(kind)}的数。"
    if isinstance(kind, click.types.IntParamType):
        return "应为整数。"
    if isinstance(kind, click.types.FloatParamType):
        return "应为数字。"
    return error.message


def _reason_of_path(message: str) -> str:
    """Return why a path was refused: click tells it by the end of its sentence alone."""
    found = _OF_A_PATH.match(message)
    reason = None if found is None else _PATHS.get(found["wrong"])
    if found is None or reason is None:
        return "这个文件不存在，或者不能读取。"
    return f"“{found['name']}”{reason}"


def _bounds(kind: click.IntRange | click.FloatRange) -> str:
    if kind.max is None:
        return f"不小于 {kind.min:g} "
    if kind.min is None:
        return f"不大于 {kind.max:g} "
    return f" {kind.min:g} 到 {kind.max:g} "


def _is_ours(text: str) -> bool:
    """Return whether a sentence is one of this program's: click's end in a point, whatever they name."""
    return text.endswith("。")


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit; every refusal is one Chinese sentence on stderr."""
    try:
        result = program.main(arguments, prog_name="gongkai", standalone_mode=False)
    except click.ClickException as error:
        click.echo(f"gongkai：{sentence(error)}", err=True)
        sys.exit(REFUSED)
    except click.Abort as stopped:
        click.echo(f"gongkai：已中止。{stopped}", err=True)
        sys.exit(130)
    sys.exit(result if isinstance(result, int) else 0)
