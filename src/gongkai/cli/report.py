"""`gongkai report`: read, check and write annual reports, without database or Django."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from gongkai.annual_report.checking import Outcome, check
from gongkai.annual_report.exchange import Malformed, data_of, refuse_impossible, report_of
from gongkai.annual_report.reading import Unreadable, read
from gongkai.annual_report.rendering import Unwritable, write
from gongkai.annual_report.report import Report
from gongkai.cli.program import FINDINGS, Command, Group, Refusal
from gongkai.cli.report_text import outcome_text, report_text

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(cls=Group)
def report() -> None:
    """年度报告：读取、检查和生成，不需要数据库。"""


@report.command("read", cls=Command, short_help="读取一份年度报告")
@click.argument("file", type=_FILE, metavar="文件")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON（gongkai/annual-report/1）")
def read_report(file: Path, *, as_json: bool) -> None:
    """读取一份年度报告（docx、网页、文本），列出标题、章节和表格。"""
    found = _read(file)
    click.echo(_json(data_of(found)) if as_json else report_text(found))


@report.command("check", cls=Command, short_help="检查一份年度报告")
@click.argument("file", type=_FILE, metavar="文件")
@click.option(
    "--against", "last_year", type=_FILE, metavar="文件", help="上一年度的报告，用于跨年勾稽"
)
@click.option("--renamed", is_flag=True, help="上一年度的报告用的是本机关更名前的名称")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def check_report(
    context: click.Context, file: Path, last_year: Path | None, *, renamed: bool, as_json: bool
) -> None:
    """检查一份年度报告：勾稽关系、格式、转换残留、缺项。

    退出码：0 没有比提示更重的问题，1 有错误或警告，2 文件不能读取。
    """
    found = _read(file)
    before = None if last_year is None else _read(last_year)
    if before is not None and renamed:
        before = replace(before, office=found.office)
    outcome = check(found, before)
    click.echo(_json(outcome_data(outcome)) if as_json else outcome_text(outcome))
    if not outcome.is_clean:
        context.exit(FINDINGS)


@report.command("write", cls=Command, short_help="写成 Word 文档或网页")
@click.argument("file", type=_FILE, metavar="数据文件")
@click.option(
    "--to", "target", type=_FILE, required=True, metavar="文件", help="输出文件，.docx 或 .html"
)
def write_report(file: Path, target: Path) -> None:
    """把 `report read --json` 格式的数据写成规定格式的 Word 文档或网页。"""
    try:
        found = report_of(_load(file))
        refuse_impossible(found)
        write(found, target)
    except Malformed as fault:
        raise Refusal(f"{file.name}：{fault.sentence}") from fault
    except Unwritable as fault:
        raise Refusal(fault.sentence) from fault
    click.echo(f"已写入 {target}")


def outcome_data(outcome: Outcome) -> dict[str, Any]:
    """Return the outcome of a check as values JSON knows."""
    return {
        "findings": [
            {
                "check": finding.check,
                "severity": finding.severity.value,
                "verdict": finding.verdict.value,
                "message": finding.message,
                "cells": list(finding.cells),
            }
            for finding in outcome.findings
        ],
        "ran": list(outcome.ran),
        "not_run": [{"check": name, "reason": reason} for name, reason in outcome.not_run],
    }


def _read(file: Path) -> Report:
    try:
        return read(file)
    except Unreadable as fault:
        raise Refusal(f"{file.name}：{fault.sentence}") from fault


def _load(file: Path) -> object:
    try:
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise Refusal(f"{file.name}：文件不存在，或者打不开。") from fault
    except UnicodeDecodeError as fault:
        raise Refusal(f"{file.name}：文件不是 UTF-8 编码的 JSON。") from fault
    except (ValueError, RecursionError) as fault:
        line = getattr(fault, "lineno", None)
        where = "" if line is None else f"（第{line}行）"
        raise Refusal(f"{file.name}：文件不是有效的 JSON{where}。") from fault


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
