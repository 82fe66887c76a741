"""What a cell says: a number, a blank, a slash, or nothing that can be read."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from gongkai.annual_report.report import Cell, Number, Place, State
from gongkai.annual_report.wording import mended

# The columns that hold money, and what one of them is worth in yuan.
MONEY = {"amount_yuan": 1, "amount_10k_yuan": 10_000, "S49": 10_000, "S55": 10_000}
_YUAN = {"元": 1, "万元": 10_000, "万": 10_000, "亿元": 100_000_000}

SIGNED = frozenset({"items_change"})  # 本年增/减

# Marks that point to a footnote. NFKC makes digits of them: 321① would read 3211.
_MARK = "[\u2070-\u209f¹²³\u2460-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf]"
_MARKS = re.compile(_MARK)
_OUTER_MARKS = re.compile(
    rf"^\s*(?:[\[［(（〔]?{_MARK}+[\])）〕]?\s*)+|(?:\s*[\[［(（〔]?{_MARK}+[\])）〕]?)+\s*$"
)

_DASHES = re.compile(r"^[/\\|—–―‐‑‒−_\-~·*﹨]+$|^(?:无|不适用)$")
_NUMBER = re.compile(
    r"^(?P<sign>[+\-]{0,2}|[↑↓▲▼]|(?:增加|减少|新增|上升|下降|增长|增|减)了?)(?:人民币)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?P<unit>(?:人民币)?(?:亿元|万元|万|元|件次|人次|件|条|项|个|次|人|宗|份|篇|起|名|部|场|家|户|批|笔|期|%)?)$"
)
_PLAIN = 12  # figures of a number that is read without further ado
_LESS = re.compile("[-↓▼减]|下降")
_HEADING_UNIT = re.compile(r"(亿元|万元|元)")


def unit_of(heading: str) -> str | None:
    """Return the unit of money that a column heading names."""
    found = _HEADING_UNIT.search(re.sub(r"\s", "", heading))
    return found.group(1) if found else None


def read_cell(
    raw: str,
    money: str | None = None,
    heading_unit: str | None = None,
    place: Place | None = None,
) -> Cell:
    """Return the cell of a printed text; `money` is the key of a money column."""
    if money is None and raw.isascii() and raw.isdecimal() and len(raw) < _PLAIN:
        value = int(raw)  # as nearly every cell
        return Cell(raw, State.NUMBER if value else State.ZERO, value, None, place)
    return Cell(raw, *_read(raw, money, heading_unit), place)


@lru_cache(maxsize=4096)
def _read(
    raw: str, money: str | None, heading_unit: str | None
) -> tuple[State, Number | None, str | None]:
    bare = _OUTER_MARKS.sub("", raw)
    if _MARKS.search(bare) or (bare != raw and not bare.strip()):
        return State.UNREADABLE, None, None
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", mended(bare)))
    if not text:
        return State.BLANK, None, None
    if _DASHES.match(text):
        return State.SLASH, None, None
    text = re.sub(r"^[−–—]+(?=\d)", "-", text).replace("零", "0").replace("〇", "0")
    found = _NUMBER.match(text)
    if found is None:
        return State.UNREADABLE, None, None
    number = Decimal(found["digits"].replace(",", ""))
    if _LESS.search(found["sign"]):
        number = -number
    unit = found["unit"].removeprefix("人民币") or None
    if money is not None:
        number *= Decimal(_YUAN.get(unit or heading_unit or "", MONEY[money]))
        number /= MONEY[money]
    value = simplest(number)
    return State.ZERO if value == 0 else State.NUMBER, value, unit


def simplest(number: Decimal) -> Number:
    """Return an int where the number is whole, otherwise a Decimal without trailing zeros."""
    return int(number) if number == number.to_integral_value() else number.normalize()


def is_value(text: str) -> bool:
    """Return whether a text can stand in a number cell: a number, a blank or a slash."""
    return text.isdecimal() or _read(text, None, None)[0] is not State.UNREADABLE


def is_marked(cell: Cell) -> bool:
    """Return whether a number was read without a footnote mark beside it."""
    return cell.value is not None and _MARKS.search(cell.raw) is not None


def fault_of(cell: Cell, key: str) -> str | None:
    """Return what is wrong with the number of a column or indicator: below zero, not whole."""
    if cell.value is None:
        return None
    if cell.value < 0 and key not in SIGNED:
        return "不应小于零"
    if not isinstance(cell.value, int) and key not in MONEY:
        return "应为整数"
    return None
