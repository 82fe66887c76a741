"""`gongkai report`: read, check and write annual reports, without database or Django."""

import json
from dataclasses import asdict, replace
from datetime import datetime
from getpass import getuser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from gongkai.annual_report.checking import Outcome, check
from gongkai.annual_report.checking.waivers import (
    BadWaivers,
    Waiver,
    applied,
    file_name,
    waiver_of,
    waivers_of,
)
from gongkai.annual_report.checking.waivers import data_of as data_of_waivers
from gongkai.annual_report.comparing import Comparison, Incomparable, compare
from gongkai.annual_report.exchange import (
    Malformed,
    data_of,
    json_number,
    refuse_impossible,
    report_of,
)
from gongkai.annual_report.reading import Unreadable, read
from gongkai.annual_report.reading.decoding import decode
from gongkai.annual_report.reading.explanation import UnknownCell, explain
from gongkai.annual_report.report import Finding, Report
from gongkai.annual_report.summing import BadList, Unsummable, list_of, sum_reports
from gongkai.cli.comparison_text import comparison_data, comparison_text
from gongkai.cli.explanation_text import explanation_text
from gongkai.cli.program import FINDINGS, Command, Group, Refusal
from gongkai.cli.report_text import missing_rows, outcome_text, report_text
from gongkai.cli.total_text import total_data, total_text

_HERE = ZoneInfo("Asia/Shanghai")
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(cls=Group)
def report() -> None:
    """年度报告：读取、检查和生成，不需要数据库。"""


@report.command("read", cls=Command, short_help="读取一份年度报告")
@click.argument("file", type=_FILE, metavar="文件")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON（gongkai/annual-report/1）")
@click.option(
    "--explain", "cell", metavar="单元格", help="说明一个数从哪里读来，如 applications.new.total"
)
def read_report(file: Path, *, as_json: bool, cell: str | None) -> None:
    """读取一份年度报告（docx、doc、pdf、xlsx、xls、网页、文本），列出标题、章节和表格。"""
    if cell is not None:
        click.echo(_explained(file, cell, as_json=as_json))
        return
    found = _read(file)
    click.echo(_json(data_of(found)) if as_json else report_text(found))


@report.command("check", cls=Command, short_help="检查一份年度报告")
@click.argument("file", type=_FILE, metavar="文件")
@click.option(
    "--against", "last_year", type=_FILE, metavar="文件", help="上一年度的报告，用于跨年勾稽"
)
@click.option("--renamed", is_flag=True, help="上一年度的报告用的是本机关更名前的名称")
@click.option(
    "--beside",
    "others",
    type=_FILE,
    multiple=True,
    metavar="文件",
    help="其他机关的报告，查找雷同文字",
)
@click.option("--waive", metavar="项目[:单元格]", help="豁免一个问题，写入报告旁边的豁免文件")
@click.option("--reason", default="", metavar="理由", help="豁免的理由")
@click.option("--by", metavar="姓名", help="豁免的人，默认为登录本机的用户名")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def check_report(
    context: click.Context,
    file: Path,
    last_year: Path | None,
    others: tuple[Path, ...],
    waive: str | None,
    reason: str,
    by: str | None,
    *,
    renamed: bool,
    as_json: bool,
) -> None:
    """检查一份年度报告：勾稽关系、正文与表格、跨年、格式、法律、用语。

    退出码：0 没有比提示更重的问题，1 有错误或警告（已豁免的不计），2 文件不能读取。
    """
    found = _read(file)
    before = None if last_year is None else _read(last_year)
    if before is not None and renamed:
        before = replace(before, office=found.office)
    outcome = check(found, before, others=[_read(other) for other in others])
    waivers = _waivers_beside(file)
    if waive is not None:
        waivers = _waive(file, outcome, waivers, waive, reason=reason, by=by)
    outcome = applied(outcome, waivers)
    click.echo(_json(outcome_data(outcome)) if as_json else outcome_text(outcome))
    if not outcome.is_clean:
        context.exit(FINDINGS)


@report.command("compare", cls=Command, short_help="比较几份年度报告")
@click.argument("files", type=_FILE, nargs=-1, required=True, metavar="文件 文件…")
@click.option("--renamed", is_flag=True, help="各份报告是同一机关更名前后的")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option(
    "--out", "target", type=_FILE, metavar="文件", help="写成文件，.html（带图）、.xlsx 或 .json"
)
def compare_reports(
    files: tuple[Path, ...], target: Path | None, *, renamed: bool, as_json: bool
) -> None:
    """比较同一机关几年的报告，或者同一年几个机关的报告：各项数、变化和说明的句子。"""
    try:
        found = compare([_read(file) for file in files], renamed=renamed)
    except Incomparable as fault:
        raise Refusal(fault.sentence) from fault
    if target is not None:
        _write_comparison(found, target)
        click.echo(f"已写入 {target}")
        return
    click.echo(_json(comparison_data(found)) if as_json else comparison_text(found))


def _write_comparison(found: Comparison, target: Path) -> None:
    from gongkai.annual_report.rendering import Unwritable, comparison, put_in_place

    render = comparison.RENDERERS.get(target.suffix.lower())
    if render is None and target.suffix.lower() != ".json":
        raise Refusal(
            f"不能写成“{target.suffix or target.name}”，输出文件应以 .html、.xlsx 或 .json 结尾。"
        )
    content = render(found) if render else f"{_json(comparison_data(found))}\n".encode()
    try:
        put_in_place(target, content)
    except Unwritable as fault:
        raise Refusal(fault.sentence) from fault


@report.command("sum", cls=Command, short_help="把几个机关的报告汇总成一份")
@click.argument("files", type=_FILE, nargs=-1, required=True, metavar="文件 文件…")
@click.option(
    "--list",
    "offices",
    type=_FILE,
    metavar="名单.csv",
    help="应当报告的机关，一行一个；第二栏是曾用名或并入的机关",
)
@click.option(
    "--last-year",
    "last_year",
    type=_FILE,
    multiple=True,
    metavar="文件",
    help="各机关上一年度的报告，核对上年结转；可以多次给出",
)
@click.option("--office", default="", metavar="名称", help="汇总的机关，写在标题中")
@click.option(
    "--out", "target", type=_FILE, metavar="文件", help="写成一份报告，格式同 report write"
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_context
def sum_files(
    context: click.Context,
    files: tuple[Path, ...],
    offices: Path | None,
    last_year: tuple[Path, ...],
    office: str,
    target: Path | None,
    *,
    as_json: bool,
) -> None:
    """把同一年度几个机关的报告逐格相加，列出没有报告的机关、未报的单元格和不成立的勾稽关系。

    退出码：0 齐全而且勾稽关系成立，1 有缺报、未报或者不成立的，2 文件不能汇总。
    """
    try:
        expected, successions = ((), ()) if offices is None else list_of(_text_of(offices))
        total = sum_reports(
            [_read(file) for file in files],
            expected,
            successions,
            office=office,
            last_year=[_read(file) for file in last_year],
        )
    except (Unsummable, BadList) as fault:
        raise Refusal(fault.sentence) from fault
    click.echo(_json(total_data(total)) if as_json else total_text(total))
    if target is not None:
        _write(total.report, target)
        if not as_json:
            click.echo(f"已写入 {target}")
    if not total.is_whole:
        context.exit(FINDINGS)


def _text_of(file: Path) -> str:
    try:
        return decode(file.read_bytes())
    except OSError as fault:
        raise Refusal(f"{file.name}：文件不存在，或者打不开。") from fault
    except Unreadable as fault:
        raise Refusal(f"{file.name}：{fault.sentence}") from fault


def _write(found: Report, target: Path) -> None:
    from gongkai.annual_report.rendering import Unwritable, write

    try:
        write(found, target)
    except Unwritable as fault:
        raise Refusal(fault.sentence) from fault


@report.command("write", cls=Command, short_help="写成 Word 文档、PDF、网页或工作簿")
@click.argument("file", type=_FILE, metavar="数据文件")
@click.option(
    "--to",
    "target",
    type=_FILE,
    required=True,
    metavar="文件",
    help="输出文件，.docx、.pdf、.html、.xlsx 或 .json",
)
def write_report(file: Path, target: Path) -> None:
    """把 `report read --json` 格式的数据写成规定格式的 Word 文档、PDF、网页或工作簿。"""
    data = _load(file)
    try:
        found = report_of(data)
        refuse_impossible(found)
    except Malformed as fault:
        raise Refusal(f"{file.name}：{fault.sentence}") from fault
    _write(found, target)
    for sentence in missing_rows(data, found):
        click.echo(f"gongkai：警告：{file.name}：{sentence}", err=True)
    click.echo(f"已写入 {target}")


def outcome_data(outcome: Outcome) -> dict[str, Any]:
    """Return the outcome of a check as values JSON knows."""
    return {
        "findings": [_finding_data(finding) for finding in outcome.findings],
        "waived": [
            {**_finding_data(finding), "waiver": data_of_waivers([waiver])[0]}
            for finding, waiver in outcome.waived
        ],
        "stale_waivers": data_of_waivers(outcome.stale),
        "results": [
            {"check": each.check, "verdict": each.verdict.value} for each in outcome.results
        ],
        "ran": list(outcome.ran),
        "not_run": [{"check": name, "reason": reason} for name, reason in outcome.not_run],
    }


def _finding_data(finding: Finding) -> dict[str, Any]:
    remedy = finding.remedy
    return {
        "check": finding.check,
        "severity": finding.severity.value,
        "verdict": finding.verdict.value,
        "message": finding.message,
        "source": finding.source,
        "cells": list(finding.cells),
        "remedy": None
        if remedy is None
        else {
            "sentence": remedy.sentence,
            "cell": remedy.cell,
            "value": json_number(remedy.value),
        },
        "passages": [
            {"section": each.section, "text": each.text, "of": each.of or None}
            for each in finding.passages
        ],
    }


def _read(file: Path) -> Report:
    try:
        return read(file)
    except Unreadable as fault:
        raise _refusal(file, fault) from fault


def _refusal(file: Path, fault: Unreadable | UnknownCell) -> Refusal:
    return Refusal(f"{file.name}：{fault.sentence}")


def _waivers_beside(file: Path) -> tuple[Waiver, ...]:
    beside = file.with_name(file_name(file.name))
    if not beside.exists():
        return ()
    try:
        return waivers_of(_load(beside))
    except BadWaivers as fault:
        raise Refusal(f"{beside.name}：{fault.sentence}") from fault


def _waive(
    file: Path,
    outcome: Outcome,
    waivers: tuple[Waiver, ...],
    named: str,
    *,
    reason: str,
    by: str | None,
) -> tuple[Waiver, ...]:
    """Return the waivers with one more, written beside the report; refuse what waives nothing."""
    today = datetime.now(_HERE).date()  # noqa: TID251 - a command
    try:
        waiver = waiver_of(named, reason=reason, by=by or getuser(), on=today)
    except BadWaivers as fault:
        raise Refusal(fault.sentence) from fault
    if not any(waiver.covers(finding) for finding in outcome.findings):
        raise Refusal(f"没有查出“{named}”的问题，不需要豁免。")
    kept = [w for w in waivers if (w.check, w.cells) != (waiver.check, waiver.cells)]
    beside = file.with_name(file_name(file.name))
    try:
        beside.write_text(_json(data_of_waivers([*kept, waiver])) + "\n", encoding="utf-8")
    except OSError as fault:
        raise Refusal(f"{beside.name}：文件不能写入。") from fault
    return (*kept, waiver)


def _explained(file: Path, cell: str, *, as_json: bool) -> str:
    try:
        found = explain(file, cell)
    except (Unreadable, UnknownCell) as fault:
        raise _refusal(file, fault) from fault
    return _json(asdict(found)) if as_json else explanation_text(found)


def _load(file: Path) -> Any:
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


def _json(data: dict[str, Any] | list[dict[str, Any]]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
