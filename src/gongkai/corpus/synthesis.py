"""Reports that look like real ones and whose every number is known: to measure readers and checks.

Offices, places and telephone numbers are invented. One seed gives the same files on every machine.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any, Final

from gongkai.annual_report.exchange import SCHEMA, data_of, report_of
from gongkai.annual_report.form import Form, form_of, statistics_form
from gongkai.annual_report.rendering import RENDERERS
from gongkai.annual_report.rendering.layout import statutory_number
from gongkai.annual_report.report import Cell, Report, State
from gongkai.corpus.faults import FAULTS, changed_cells
from gongkai.corpus.flattening import flattened, markdown

YEARS: Final = range(2014, 2026)
_RECONSIDERATION_FIRST = (
    2024  # 行政复议法 2023: who refuses disclosure is taken to review, not to court
)
_PLACES = (
    "云川市",
    "云川市东陵区",
    "云川市西渡区",
    "云川市望江县",
    "云川市石泉县",
    "云川经济开发区",
)
_BODIES = (
    "水务局",
    "卫生健康委员会",
    "市场监督管理局",
    "教育和体育局",
    "自然资源局",
    "人力资源和社会保障局",
    "交通运输局",
    "农业农村局",
    "综合行政执法局",
    "民政局",
)
_PROBLEMS = (
    "解读材料以文字为主，图表和短片偏少。",
    "个别科室报送公开内容不够及时。",
    "旧文件的有效性标注还不齐全。",
    "咨询电话在业务高峰时不易接通。",
    "栏目之间的内容有少量重复。",
    "基层单位对公开范围把握不一。",
    "移动端查阅附件不够方便。",
    "公众参与渠道的知晓度不高。",
)
_MEASURES = (
    "将按月通报各科室报送情况，并列入考核。",
    "拟为重要文件配发图解，会同起草科室完成。",
    "计划清理历年文件，逐件标明是否有效。",
    "准备增设一部咨询电话，轮流值守。",
    "安排合并重复栏目，统一由办公室维护。",
    "打算编印操作问答，发到每个基层单位。",
    "着手改造附件格式，手机上可以直接打开。",
    "考虑在办事大厅张贴公开渠道的说明。",
)
_CARE = (
    "公开的文件逐件审查，内容有变动的随时更新。",
    "对三年以上的公开内容重新核对了一遍。",
    "制定了公开内容台账，由专人登记去向。",
    "文件起草时同步确定公开属性，报签时一并审核。",
    "清理失效文件，在页面上标明原因和日期。",
    "公开目录按职责变化作了调整。",
    "建立错敏字词复核流程，两人签字。",
    "纸质档案与网上内容按季度比对。",
)
_ENCODINGS = ("utf-8", "gb18030", "utf-16")


@dataclass(frozen=True, slots=True)
class Seeded:
    """A fault put into a report: its class, which is the check that is to find it; what cells it changed."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synthetic:
    """One file: its name, its bytes, the report it holds, with the facts its prose states."""

    name: str
    content: bytes
    report: Report
    faults: tuple[Seeded, ...] = ()


def synthesize(
    out: Path,
    count: int,
    *,
    seed: int = 1,
    formats: Sequence[str] = (),
    faults: float = 0,
    tell: Callable[[int], None] = lambda _: None,
) -> Path:
    """Write reports of all generations into a folder; return the file of their answers.

    `answers.jsonl` holds a line a file: its name, the report as gongkai/annual-report/1, and what
    faults were seeded in it, which `faults` (0 to 1) is the share of reports to have. It lies beside
    the folder `files`, so that the folder can be read whole. Raise OSError where it cannot be written.
    """
    folder = out / "files"
    folder.mkdir(parents=True, exist_ok=True)
    answers = out / "answers.jsonl"
    with answers.open("w", encoding="utf-8") as lines:
        made = synthetic(count, seed=seed, formats=formats, faults=faults)
        for number, each in enumerate(made, 1):
            (folder / each.name).write_bytes(each.content)
            seeded = [{"class": fault.name, "cells": list(fault.cells)} for fault in each.faults]
            line = {"file": each.name, "faults": seeded, "report": data_of(each.report)}
            lines.write(json.dumps(line, ensure_ascii=False) + "\n")
            tell(number)
    return answers


def synthetic(
    count: int, *, seed: int = 1, formats: Sequence[str] = (), faults: float = 0
) -> Iterator[Synthetic]:
    """Yield files, the formats in turn; offices and years in an order that keeps years together."""
    suffixes = tuple(formats) or FORMATS
    used: Counter[str] = Counter()
    for number in range(count):
        office, year = divmod(number, len(YEARS))
        report = invented(office, YEARS[year], seed=seed)
        seeded: tuple[Seeded, ...] = ()
        if Random(f"{seed} {number} faults").random() < faults:  # noqa: S311 - not a secret
            report, seeded = _spoiled(report, used)
        suffix = suffixes[(number + office) % len(suffixes)]
        yield Synthetic(f"{number:06d}{suffix}", _write(report, suffix, number), report, seeded)


def _spoiled(report: Report, used: Counter[str]) -> tuple[Report, tuple[Seeded, ...]]:
    """Return the report with one fault: of the classes that fit it, the one used least so far.

    One and no more: then whatever a check finds in the file is owed to it.
    """
    name = min((name for name, fault in FAULTS.items() if fault.fits(report)), key=used.__getitem__)
    used[name] += 1
    spoiled = FAULTS[name].change(report)
    return spoiled, (Seeded(name, changed_cells(report, spoiled)),)


def invented(office: int, year: int, *, seed: int = 1) -> Report:
    """Return the report of the office of this number, every relation kept, over the years too."""
    generation = "2008" if year < 2019 else "2019" if year < 2021 else "2021"
    form = form_of(generation)
    name = office_name(office)
    dice = Random(f"{seed} {office} {year}")  # noqa: S311 - not a secret
    is_tabled = generation != "2008"
    applications = _applications(form, office, year, seed) if is_tabled else None
    statistics = None if is_tabled else _statistics(dice)
    received = (applications or {"new": {"total": 0}})["new"]["total"]
    published = dice.randint(80, 900)
    if statistics:
        received, published = int(statistics["S17"]), int(statistics["S01"])
    prose, facts = _overview(office + 5 * year, dice, received, published)
    data = {
        "schema": SCHEMA,
        "title": f"{name}{year}年政府信息公开工作年度报告",
        "office": name,
        "year": year,
        "form": generation,
        "preamble": _preamble(name, year, dice),
        "sections": _sections(form, office, year, prose),
        "proactive": _proactive(form, office, year, seed) if is_tabled else None,
        "applications": applications,
        "remedies": _remedies(form, office, year, seed) if is_tabled else None,
        "statistics": statistics,
        "facts": [
            {"key": key, "value": value, "unit": None, "text": "", "section": 1}
            for key, value in facts.items()
        ],
    }
    return report_of(data)


def office_name(number: int) -> str:
    """Return the name of an invented office; each number has its own."""
    round_, place = divmod(number, len(_PLACES))
    series, body = divmod(round_, len(_BODIES))
    return f"{_PLACES[place]}{'' if series == 0 else f'第{statutory_number(series + 1)}'}{_BODIES[body]}"


def _applications(form: Form, office: int, year: int, seed: int) -> dict[str, dict[str, int]]:
    """Return part three: what is carried in is what the year before carried out."""
    outcomes = form.outcome_rows
    table: dict[str, dict[str, int]] = {row: {} for row in form.applications.row_keys}
    *kinds, total = form.applications.column_keys
    for kind in kinds:
        new, carried_out = _flow(seed, office, year, kind)
        carried_in = _flow(seed, office, year - 1, kind)[1]
        handled = new + carried_in - carried_out
        dice = Random(f"{seed} {office} {year} {kind} outcomes")  # noqa: S311 - not a secret
        counts = dict.fromkeys(outcomes, 0)
        for _ in range(handled):
            counts[dice.choice(outcomes)] += 1
        column = counts | {
            "new": new,
            "carried_in": carried_in,
            "handled_total": handled,
            "carried_out": carried_out,
        }
        for row, number in column.items():
            table[row][kind] = number
    for numbers in table.values():
        numbers[total] = sum(numbers.values())
    return table


def _flow(seed: int, office: int, year: int, kind: str) -> tuple[int, int]:
    """Return how many applications a year brings, and how many of these it leaves open."""
    dice = Random(f"{seed} {office} {year} {kind}")  # noqa: S311 - not a secret
    new = dice.choice((0, 0, 1, 3, dice.randint(0, 90)))
    return new, min(new, dice.choice((0, 0, 0, dice.randint(0, 5))))


def _remedies(form: Form, office: int, year: int, seed: int) -> dict[str, dict[str, int]]:
    """Return part four: what was pending a year before is among this year's."""
    table = {}
    for group in form.remedies.row_keys:
        *results, total = form.remedies.column_keys
        dice = Random(f"{seed} {office} {year} {group}")  # noqa: S311 - not a secret
        row = {key: dice.choice((0, 0, dice.randint(0, 6))) for key in results}
        row["upheld"] += 1 + _pending(seed, office, year - 1, group)
        row["pending"] = _pending(seed, office, year, group)
        if group == "litigation_direct" and year >= _RECONSIDERATION_FIRST:
            row = dict.fromkeys(results, 0)
        table[group] = row | {total: sum(row.values())}
    return table


def _pending(seed: int, office: int, year: int, group: str) -> int:
    """Return how many cases a year leaves pending; none of those that no longer begin in court."""
    if group == "litigation_direct" and year >= _RECONSIDERATION_FIRST - 1:
        return 0
    dice = Random(f"{seed} {office} {year} {group} pending")  # noqa: S311 - not a secret
    return dice.choice((0, 0, 1, 2))


def _proactive(form: Form, office: int, year: int, seed: int) -> dict[str, dict[str, float]]:
    """Return part two: what stood last year and what changed make what stands now."""
    dice = Random(f"{seed} {office} {year} proactive")  # noqa: S311 - not a secret
    table: dict[str, dict[str, float]] = {}
    for block in form.proactive:
        for row in block.rows:
            stood, change = _stock(seed, office, year, row.key)
            known = {"items_last_year": stood, "items_change": change}
            table[row.key] = {
                column.key: known.get(column.key, dice.randint(0, 60)) for column in block.columns
            }
    table["regulations"] = dict.fromkeys(
        table["regulations"], 0
    )  # made by few, and by none of these
    stood, change = _stock(seed, office, year, "normative_documents")
    repealed = dice.randint(0, 3)
    documents = {
        "issued": change + repealed,
        "repealed": repealed,
        "in_force": stood + change,
        "made": change,
        "newly_disclosed": change,
        "total_disclosed": stood + change,
    }
    table["normative_documents"] = {
        column: documents[column] for column in table["normative_documents"]
    }
    for numbers in table.values():
        if "amount_10k_yuan" in numbers:
            numbers["amount_10k_yuan"] = round(dice.random() * 400, 4)
        if "amount_yuan" in numbers:
            numbers["amount_yuan"] = numbers["projects"] * dice.randint(20, 90) * 1000
    return table


def _stock(seed: int, office: int, year: int, of: str) -> tuple[int, int]:
    """Return how many of something stood when a year began, and how many came on top in it."""

    def change(of_year: int) -> int:
        dice = Random(f"{seed} {office} {of_year} {of}")  # noqa: S311 - not a secret
        return dice.randint(0, 3)

    stood = 20 + office % 30 + sum(change(before) for before in range(YEARS.start, year))
    return stood, change(year)


def _statistics(dice: Random) -> dict[str, float]:
    """Return the 统计表 of 2014, its sums kept."""
    numbers: dict[str, float] = {row.key: 0 for row in statistics_form().rows}
    for code in ("S18", "S19", "S20", "S21"):
        numbers[code] = dice.randint(0, 12)
    received = int(sum(numbers[code] for code in ("S18", "S19", "S20", "S21")))
    numbers["S17"] = numbers["S22"] = numbers["S25"] = received
    numbers["S23"] = received - (late := dice.randint(0, received // 4))
    numbers["S24"] = late
    refused = ("S30", "S31", "S32", "S33", "S34", "S35")
    for _ in range(received):
        code = dice.choice(("S26", "S27", "S28", "S36", "S37", "S38", "S39", *refused))
        numbers[code] += 1
    numbers["S29"] = sum(numbers[code] for code in refused)
    numbers["S05"] = numbers["S01"] = dice.randint(80, 900)
    numbers["S07"] = dice.randint(0, int(numbers["S01"]))
    numbers["S02"] = numbers["S03"] = dice.randint(0, 9)
    for whole, parts in {"S40": ("S41", "S42", "S43"), "S44": ("S45", "S46", "S47")}.items():
        for part in parts:
            numbers[part] = dice.choice((0, 0, dice.randint(0, 3)))
        numbers[whole] = sum(numbers[part] for part in parts)
    numbers["S53"], numbers["S54"] = dice.randint(0, 3), dice.randint(1, 6)
    numbers["S52"] = numbers["S53"] + numbers["S54"]
    numbers["S57"], numbers["S58"] = dice.randint(0, 4), dice.randint(5, 200)
    return numbers


def _preamble(office: str, year: int, dice: Random) -> str:
    return (
        f"根据《中华人民共和国政府信息公开条例》，{office}编制本报告。所列数据的统计期限为"
        f"{year}年1月1日至{year}年12月31日。如对本报告有疑问，请与{office}办公室联系"
        f"（地址：云川市云水路{dice.randint(1, 200)}号；电话：0000-555{dice.randint(0, 9999):04d}）。"
    )


def _sections(form: Form, office: int, year: int, prose: str) -> list[dict[str, Any]]:
    problem = _PROBLEMS[(office + year) % len(_PROBLEMS)]
    measure = _MEASURES[(office + 3 * year) % len(_MEASURES)]
    texts = {
        "overview": prose,
        "problems_and_improvements": f"{problem}\n{measure}",
        "other_matters": "全年没有收取信息处理费。",
    }
    return [
        {
            "key": label.key,
            "number": number,
            "heading": label.label,
            "text": texts.get(label.key, ""),
        }
        for number, label in enumerate(form.sections, 1)
    ]


def _overview(turn: int, dice: Random, received: int, published: int) -> tuple[str, dict[str, int]]:
    """Return chapter one, its five matters, and the facts it states by their keys."""
    facts = {
        "items.published": published,
        "applications.received": received,
        "trainings.held": dice.randint(2, 6),
        "new_media.accounts": dice.randint(2, 5),
    }
    asked = f"收到政府信息公开申请{received}件" if received else "没有收到政府信息公开申请"
    text = "\n".join(
        (
            f"（一）主动公开。全年主动公开政府信息{published}条。",
            f"（二）依申请公开。全年{asked}。",
            f"（三）政府信息管理。{_CARE[turn % len(_CARE)]}",
            f"（四）政府信息公开平台建设。维护政务新媒体账号{facts['new_media.accounts']}个。",
            f"（五）监督保障。举办培训{facts['trainings.held']}次。",
        )
    )
    return text, facts


def _write(report: Report, suffix: str, number: int) -> bytes:
    report = _as_printed(report, is_page=suffix == ".html")
    if suffix == ".txt":
        return flattened(report).encode(_ENCODINGS[number % len(_ENCODINGS)])
    if suffix == ".md":
        return markdown(report).encode()
    return RENDERERS[suffix](report)


def _as_printed(report: Report, *, is_page: bool) -> Report:
    """Return the report with what stands in it beside its data: units in cells, titles repeated.

    A web page may print the title above the document once more; what is repeated there is known by
    the preamble that is repeated with it.
    """
    if report.proactive is not None:
        cells = {
            row: {column: _with_unit(cell) for column, cell in columns.items()}
            for row, columns in report.proactive.cells.items()
        }
        report = replace(report, proactive=replace(report.proactive, cells=cells))
    again = (*report.repeated, report.preamble)
    lead = (report.preamble, *again) if is_page and report.repeated else again
    return replace(report, preamble="\n".join(lead))


def _with_unit(cell: Cell) -> Cell:
    return cell if cell.unit is None else Cell(cell.raw, State.UNREADABLE)


FORMATS: Final = (".docx", ".html", ".txt", ".pdf", ".xlsx", ".md")
