"""Numbers that came out broken: mended where the relations of the table say that they are right.

A figure cut by a space or a narrow cell (“5 0”), and letters that look like figures (O, l), are
read as numbers only if every relation of their cell then holds; each is told in a note.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from gongkai.annual_report import relations
from gongkai.annual_report.form import form_of
from gongkai.annual_report.quantities import read_cell
from gongkai.annual_report.relations import Balance
from gongkai.annual_report.report import Cell, Note, State, Table

_PARTED = re.compile(r"\d[.,]?\s+[.,]?\d")
_LIKE_DIGITS = str.maketrans("OoQD〇○◯lI|丨︱!i", "0000000" + "1111111")
_ALIKE = re.compile(r"^[\dOoQD〇○◯lI|丨︱!i,.\s]+$")
_EXAMPLES = 3
_CALLED = {
    "proactive": "第二部分表格",
    "applications": "第三部分表格",
    "remedies": "第四部分表格",
    "statistics": "统计表",
}
_STYLES = {
    "digits-wide": (re.compile("[０-９]"), "用全角书写，已按数字读取"),
    "digits-grouped": (re.compile(r"\d[,，]\d"), "用千分位书写，已按数字读取"),
    "number-signed": (
        re.compile(r"^\s*(?:[+＋↑↓▲▼增减上下新]|[-－−–—]{2})"),
        "带有增减符号，已按正负数读取",
    ),
    "number-unit": (re.compile("[元万亿件条项个次人宗份篇]"), "带有单位，已按数值读取"),
}

Name = tuple[str, str]  # row, column


def settled(name: str, table: Table | None, notes: list[Note]) -> Table | None:
    """Return the table with its broken numbers mended or given up, and a note for what was done."""
    if table is None:
        return None
    odd = {
        (row, column): cell
        for row, column, cell in table.each()
        if not (cell.raw.isascii() and (cell.raw.isdigit() or not cell.raw))
    }
    if not odd:
        return table
    notes += _style_notes(name, odd)
    parted = {key: cell for key, cell in odd.items() if _is_parted(cell)}
    alike = {
        key: mended
        for key, cell in odd.items()
        if cell.state is State.UNREADABLE and (mended := _as_digits(cell)) is not None
    }
    tried = _with(table, alike)
    verdicts = _verdicts(name, tried, (*parted, *alike))
    while doubted := {key for key in alike if verdicts[key] is not True}:
        alike = {key: cell for key, cell in alike.items() if key not in doubted}
        tried = _with(table, alike)
        verdicts = _verdicts(name, tried, (*parted, *alike))
    given_up = {key: _unread(cell) for key, cell in parted.items() if verdicts[key] is False}
    kept = {key: cell for key, cell in parted.items() if key not in given_up}
    notes += _notes(name, alike, kept, given_up, verdicts)
    return _with(tried, given_up)


def _is_parted(cell: Cell) -> bool:
    return cell.value is not None and _PARTED.search(cell.raw.strip()) is not None


def _as_digits(cell: Cell) -> Cell | None:
    """Return the cell with letters that look like figures as figures, None where there are others."""
    text = unicodedata.normalize("NFKC", cell.raw).strip()
    if not text or len(text) > 12 or not _ALIKE.match(text):
        return None
    found = read_cell(text.translate(_LIKE_DIGITS), place=cell.place)
    return None if found.value is None else found._replace(raw=cell.raw)


def _unread(cell: Cell) -> Cell:
    return cell._replace(state=State.UNREADABLE, value=None)


def _with(table: Table, cells: Mapping[Name, Cell]) -> Table:
    if not cells:
        return table
    changed = {row: dict(columns) for row, columns in table.cells.items()}
    for (row, column), cell in cells.items():
        changed[row][column] = cell
    return replace(table, cells=changed)


def _verdicts(name: str, table: Table, keys: Iterable[Name]) -> dict[Name, bool | None]:
    """Return whether the relations of each cell hold: all, not all, or none that can be judged."""
    stated = list(_balances(name, table))
    found: dict[Name, bool | None] = {}
    for row, column in keys:
        cell_name = f"{name}.{row}.{column}"
        own = [balance.holds for balance in stated if cell_name in balance.names]
        if False in own:
            found[row, column] = False
        else:
            found[row, column] = True if own and None not in own else None
    return found


def _balances(name: str, table: Table) -> Iterator[Balance]:
    for relation in form_of("2021").relations:
        if relation.table == name:
            yield from relations.balances(table, relation)


def _notes(
    name: str,
    alike: Mapping[Name, Cell],
    kept: Mapping[Name, Cell],
    given_up: Mapping[Name, Cell],
    verdicts: Mapping[Name, bool | None],
) -> Iterator[Note]:
    table = _CALLED[name]
    if alike:
        message = f"{table}有{len(alike)}格的数字夹有形近字母（{_shown(alike)}），按数字读取后勾稽关系成立。"
        yield Note("letters-for-digits", message)
    sure = {key: cell for key, cell in kept.items() if verdicts[key] is True}
    if sure:
        message = f"{table}有{len(sure)}格的数字断开（{_shown(sure)}），连起来读取后勾稽关系成立。"
        yield Note("digits-joined", message)
    open_ = {key: cell for key, cell in kept.items() if key not in sure}
    if open_:
        message = f"{table}有{len(open_)}格的数字断开（{_shown(open_)}），已连起来读取，没有勾稽关系可以核对。"
        yield Note("digits-joined", message)
    if given_up:
        message = f"{table}有{len(given_up)}格的数字断开（{_shown(given_up)}），连起来读取后勾稽关系不成立，不作数字。"
        yield Note("digits-broken", message)


def _style_notes(name: str, cells: Mapping[Name, Cell]) -> Iterator[Note]:
    """Yield a note for each way of writing numbers that is not plain figures."""
    for code, (pattern, words) in _STYLES.items():
        found = {
            key: cell
            for key, cell in cells.items()
            if cell.value is not None and pattern.search(cell.raw)
        }
        if found:
            yield Note(code, f"{_CALLED[name]}有{len(found)}格的数字{words}（{_shown(found)}）。")


def _shown(cells: Mapping[Name, Cell]) -> str:
    printed = [" ".join(cell.raw.split()) for cell in cells.values()]
    texts = list(dict.fromkeys(printed))
    return "、".join(f"“{text}”" for text in texts[:_EXAMPLES]) + (
        "等" if len(texts) > _EXAMPLES else ""
    )
