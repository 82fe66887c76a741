"""Twenty-two kinds of damage that real reports show, done to our own text, page or Word file.

A kind says what happens to a number, a label or the rows of parts three and four. `outcome` compares
what is read with what the office meant: exact, wrong or missing and said so, wrong and silent.
"""

import io
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from annual_report.invented import applications, facts_of, flattened
from gongkai.annual_report import relations
from gongkai.annual_report.exchange import report_of
from gongkai.annual_report.reading import read_bytes
from gongkai.annual_report.rendering import docx, html
from gongkai.annual_report.report import Report

RADICALS = str.maketrans("一二工行人大小民长见贝门页食", "⼀⼆⼯⾏⼈⼤⼩⺠⻓⻅⻉⻔⻚⻝")
TRADITIONAL = str.maketrans(
    "数关请况为开业证构会务总计没项过质专与个无处办复议讼维结纠据级际党产财规",
    "數關請況為開業證構會務總計沒項過質專與個無處辦復議訟維結糾據級際黨產財規",
)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True)
class Kind:
    """What is done to each number, each label, the rows; `meant` is what then stands for a number."""

    number: Callable[[str, random.Random], str] = lambda text, _: text
    label: Callable[[str, random.Random], str] = lambda text, _: text
    rows: Callable[[list[str], random.Random], list[str]] = lambda rows, _: rows
    one: bool = False  # one number only
    instead: bool = False  # a zero that is printed as nothing or a stroke is no number


def zero_as(text: str) -> Callable[[str, random.Random], str]:
    return lambda number, _: text if number == "0" else number


def wrapped_label(text: str, dice: random.Random) -> str:
    at = dice.randrange(1, max(2, len(text)))
    return f"{text[:at]}\n{text[at:]}" if len(text) > 3 else text


def wrapped_digits(text: str, dice: random.Random) -> str:
    at = dice.randrange(1, max(2, len(text)))
    return f"{text[:at]}\n{text[at:]}" if len(text) > 1 else text


def one_lost(rows: list[str], dice: random.Random) -> list[str]:
    at = dice.randrange(len(rows))
    return rows[:at] + rows[at + 1 :]


def numbered(style: str) -> Callable[[str, random.Random], str]:
    return lambda text, _: re.sub(r"^(\d)．", style, text)


def thousands(text: str, _: random.Random) -> str:
    return f"{int(text):,}"


KINDS = {
    "full-width digits": Kind(number=lambda text, _: text.translate(WIDE)),
    "labels 1、": Kind(label=numbered(r"\1、")),
    "labels (1)": Kind(label=numbered(r"(\1)")),
    "quotes dropped": Kind(label=lambda text, _: re.sub("[“”]", "", text)),
    "quotes ASCII": Kind(label=lambda text, _: re.sub("[“”]", '"', text)),
    "zeros as /": Kind(number=zero_as("/"), instead=True),
    "zeros as —": Kind(number=zero_as("—"), instead=True),
    "zeros blank": Kind(number=zero_as(""), instead=True),
    "labels wrapped": Kind(label=wrapped_label),
    "digits wrapped": Kind(number=wrapped_digits),
    "bookmark remnants": Kind(label=lambda text, _: f"{text}[bookmark: _GoBack]"),
    "thousands commas": Kind(number=thousands),
    "non-breaking spaces": Kind(
        number=lambda text, _: f"\u00a0{text}\u00a0", label=lambda text, _: f"{text}\u00a0\u00a0"
    ),
    "Kangxi radicals": Kind(label=lambda text, _: text.translate(RADICALS)),
    "其它, 不缴费": Kind(
        label=lambda text, _: text.replace("其他", "其它").replace(
            "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "申请人逾期不缴费",
        )
    ),
    "traditional characters": Kind(label=lambda text, _: text.translate(TRADITIONAL)),
    "O for 0": Kind(number=lambda text, _: text.replace("0", "O")),
    "l for 1": Kind(number=lambda text, _: text.replace("1", "l")),
    "unit 件 in cells": Kind(number=lambda text, _: f"{text}件"),
    "a row lost": Kind(rows=one_lost),
    "two numbers swapped": Kind(one=True),
    "one cell +1": Kind(number=lambda text, _: str(int(text) + 1), one=True),
}
CELLS = {
    "txt": r"(?m)(?P<before>^\t)(?P<text>[^\n]*)$",
    "html": r"(?P<before><t[dh][^>]*>)(?P<text>[^<]*)(?=</t[dh]>)",
    "docx": r"(?P<before><w:t [^>]*>)(?P<text>[^<]*)(?=</w:t>)",
}
ROWS = {
    "txt": (r"(?:^\t[^\n]*\n)+\n", re.MULTILINE),
    "html": (r"<tr>.*?</tr>", re.DOTALL),
    "docx": (r"<w:tr>.*?</w:tr>", re.DOTALL),
}
BREAKS = {"txt": "\n", "html": "<br>", "docx": "</w:t><w:br/><w:t>"}
BEGINS = {"txt": "三、收到和处理", "html": "三、收到和处理", "docx": "三、收到和处理"}
ENDS = {"txt": "五、存在的", "html": "五、存在的", "docx": "五、存在的"}


def meant(form: str, seed: int) -> Report:
    """The report of this seed; its numbers have one figure, three or four."""
    table = applications(form, seed, largest=(9, 400, 3000)[seed % 3])
    return report_of(facts_of(form, seed=seed) | {"applications": table})


def damaged(kind: str, suffix: str, seed: int, form: str = "2021") -> bytes:
    """The report of this seed with parts three and four damaged."""
    report = meant(form, seed)
    dice = random.Random(f"{kind} {seed}")
    if suffix == "txt":
        return change(flattened(report), KINDS[kind], kind, suffix, dice).encode()
    if suffix == "html":
        return change(html.render(report).decode(), KINDS[kind], kind, suffix, dice).encode()
    source = zipfile.ZipFile(io.BytesIO(docx.render(report)))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = change(content.decode(), KINDS[kind], kind, suffix, dice).encode()
            package.writestr(name, content)
    return target.getvalue()


def change(text: str, kind: Kind, name: str, suffix: str, dice: random.Random) -> str:
    at, end = text.index(BEGINS[suffix]), text.index(ENDS[suffix])
    tables = text[at:end]
    rows, flags = ROWS[suffix]
    if kind.rows is not Kind().rows:
        found = [
            each for each in re.finditer(rows, tables, flags) if is_part_three(each[0], suffix)
        ]
        kept = {each.start() for each in kind.rows(found, dice)}
        for each in reversed(found):
            if each.start() not in kept:
                tables = tables[: each.start()] + tables[each.end() :]
    cells = [each for each in re.finditer(CELLS[suffix], tables) if each["text"].strip()]
    numbers = [each for each in cells if each["text"].strip().isdecimal()]
    instead = {}
    if name == "two numbers swapped":
        one, other = dice.sample(numbers, 2)
        instead = {one.start(): other["text"], other.start(): one["text"]}
    else:
        chosen = [dice.choice(numbers)] if kind.one else numbers
        instead = {each.start(): kind.number(each["text"], dice) for each in chosen}
    for each in reversed(cells):
        label = each.start() not in instead and not each["text"].strip().isdecimal()
        new = kind.label(each["text"], dice) if label else instead.get(each.start(), each["text"])
        new = new.replace("\n", BREAKS[suffix])
        tables = tables[: each.start()] + each["before"] + new + tables[each.end() :]
    return text[:at] + tables + text[end:]


def is_part_three(row: str, suffix: str) -> bool:
    cells = [each["text"].strip() for each in re.finditer(CELLS[suffix], row)]
    return sum(cell.isdecimal() for cell in cells) == 7


def outcome(kind: str, suffix: str, seed: int, form: str = "2021") -> str:
    """exact, flagged or silent."""
    truth = meant(form, seed)
    found = read_bytes(damaged(kind, suffix, seed, form), f"x.{suffix}")
    wrong = missing = 0
    for name in ("applications", "remedies"):
        table = getattr(found, name)
        for row, column, cell in getattr(truth, name).each():
            read = None if table is None else table.cell(row, column)
            value = None if read is None else read.value
            if value is None and KINDS[kind].instead and cell.value == 0 and read is not None:
                continue
            missing += value is None
            wrong += value is not None and value != cell.value
    if not wrong and not missing:
        return "exact"
    tables = dict(found.tables())
    told = found.notes or missing or relations.broken_count(tables)
    return "flagged" if told else "silent"
