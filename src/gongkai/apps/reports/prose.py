"""A report's words: the first draft of what the ledgers know, and what the words must agree with."""

import re
from collections.abc import Iterator, Mapping

from gongkai.apps.offices.models import Office
from gongkai.apps.reports.compilation import Number

CHAPTERS_TO_WRITE = ("overview", "problems_and_improvements", "other_matters")
"""The chapters that are words; the other three are the statutory tables, with words where wanted."""

_STATED = (
    (r"新收(?:政府信息公开)?申请(\d+)件", "applications.new.total"),
    (r"上年结转(?:申请)?(\d+)件", "applications.carried_in.total"),
    (r"办理完毕(\d+)件", "applications.handled_total.total"),
    (r"结转下年度?(?:继续办理)?(\d+)件", "applications.carried_out.total"),
)


def first_preamble(office: Office, name: str, year: int) -> str:
    """Return the opening: basis, period, contact (what checks no-period and no-contact ask for)."""
    contact = "，".join(
        part
        for part in (
            office.unit_name and f"联系单位：{office.unit_name}",
            office.address and f"地址：{office.address}",
            office.telephone and f"电话：{office.telephone}",
            office.online and f"互联网联系方式：{office.online}",
        )
        if part
    )
    ask = f"对本报告有疑问的，请与我们联系（{contact}）。" if contact else ""
    return (
        "根据《中华人民共和国政府信息公开条例》第四十九条、第五十条的规定，"
        f"{name}编制{year}年政府信息公开工作年度报告。"
        f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。{ask}"
    )


def first_overview(year: int, numbers: Mapping[str, Number]) -> str:
    """Return the first chapter's draft: what table three says."""
    new, carried, handled, left = (numbers[name].value for _, name in _STATED)
    return (
        f"{year}年，本机关新收政府信息公开申请{new}件，上年结转{carried}件，"
        f"全年办理完毕{handled}件，结转下年度继续办理{left}件。"
    )


def stated_otherwise(text: str, numbers: Mapping[str, Number]) -> Iterator[tuple[str, int]]:
    """Yield the cells of which the words state another number, with the number they state."""
    for name, stated, _ in _differing(text, numbers):
        yield name, stated


def restated(text: str, numbers: Mapping[str, Number]) -> str:
    """Return the words with the numbers of the table where they state others; nothing else changes."""
    places = ((place, numbers[name].value) for name, _, place in _differing(text, numbers))
    for (start, end), value in sorted(places, reverse=True):
        text = f"{text[:start]}{value}{text[end:]}"
    return text


def _differing(
    text: str, numbers: Mapping[str, Number]
) -> Iterator[tuple[str, int, tuple[int, int]]]:
    """Yield the cells of which the words state another number, that number and its place."""
    kept = [at for at, character in enumerate(text) if not character.isspace()]
    bare = "".join(text[at] for at in kept)
    for pattern, name in _STATED:
        found = re.search(pattern, bare)
        if found and numbers[name].value is not None and int(found[1]) != numbers[name].value:
            yield name, int(found[1]), (kept[found.start(1)], kept[found.end(1) - 1] + 1)
