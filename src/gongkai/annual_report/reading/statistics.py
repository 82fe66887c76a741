"""The 统计表 of 2014: indicators in the order of the form, one number each."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from gongkai.annual_report.form import statistics_form
from gongkai.annual_report.quantities import MONEY, is_value
from gongkai.annual_report.reading.applications import cell_of
from gongkai.annual_report.reading.blocks import Grid, GridCell, ragged_grid
from gongkai.annual_report.report import BLANK_CELL, Cell, Heading, Note, Place, Table
from gongkai.annual_report.wording import likeness, one_line, plain

_ENOUGH = 8
_NEAR = 3  # lines between an indicator and its number
_HEADS = frozenset({"统计指标", "指标", "单位", "统计数", "数量", "代码", "——"})
_ALIKE = 0.75
_AHEAD = 6  # rows an office may have left out between two of its own
_LABEL_CELLS = 3
_LONGEST = 60
_SHORTEST = 4


@cache
def _words() -> tuple[frozenset[str], ...]:
    """Return the comparable wordings of each row: with its remark in brackets and without."""
    return tuple(
        frozenset({_label(row.label), _label(row.label.split("（不")[0])})
        for row in statistics_form().rows
    )


def _label(text: str) -> str:
    return plain(text).removeprefix("其中")


def is_indicator(text: str) -> bool:
    """Return whether a text is the label of an indicator."""
    label = _label(text) if len(text) < _LONGEST else ""
    return label in _all_words()


def belongs(words: AbstractSet[str]) -> bool:
    """Return whether a grid with these words in its cells is the 统计表 or a piece of it."""
    seen = _all_words() & {word.removeprefix("其中") for word in words}
    return len(seen) >= _ENOUGH and sum(bool(each & seen) for each in _words()) >= _ENOUGH


@cache
def _all_words() -> frozenset[str]:
    return frozenset().union(*_words())


def row_keys(grids: Sequence[tuple[int, Grid]]) -> list[list[str | None]]:
    """Return per grid and row the indicator it bears word for word, None where it bears none."""
    return [[_exact_key(row) for row in grid.rows] for _, grid in grids]


def _exact_key(row: Sequence[GridCell]) -> str | None:
    texts = (_label(cell.text) for cell in row[:_LABEL_CELLS] if len(cell.text) < _LONGEST)
    labels = (text for text in texts if len(text) >= _SHORTEST)
    return next((each for each in labels if sum(each in words for words in _words()) == 1), None)


def read(grids: Sequence[tuple[int, Grid]], notes: list[Note]) -> Table | None:
    """Return the 统计表 from the grids that hold it."""
    cells: dict[str, Cell] = {}
    labels: list[Heading] = []
    at = 0
    for number, grid in grids:
        for row in grid.rows:
            found = _found(row, at)
            if found is None:
                continue
            index, label_at = found
            form_row = statistics_form().rows[index]
            place = Place(number, row[label_at].row, row[label_at].column, row[label_at].line)
            money = form_row.key if form_row.key in MONEY else None
            cell = _number_cell(row[label_at + 1 :])
            cells[form_row.key] = cell_of(cell, place, money=money)
            labels.append(Heading(form_row.key, one_line(row[label_at].text), place=place))
            at = index + 1
    if not cells:
        return None
    missing = [row.key for row in statistics_form().rows if row.key not in cells]
    if missing:
        notes.append(Note("row-missing", f"统计表中有{len(missing)}个指标没有找到。"))
    return Table(
        {row.key: {"number": cells.get(row.key, BLANK_CELL)} for row in statistics_form().rows},
        (),
        tuple(labels),
    )


def _found(row: Sequence[GridCell], start: int) -> tuple[int, int] | None:
    """Return the index of the form's row that this is, looking ahead from the last, and its label."""
    for at in range(min(_LABEL_CELLS, len(row) - 1) - 1, -1, -1):
        label = _label(row[at].text)
        if len(label) < _SHORTEST or is_value(row[at].text):
            continue
        rows = _words()
        exact = next((i for i in range(start, len(rows)) if label in rows[i]), None)
        if exact is not None:
            return exact, at
        near = [
            (max(likeness(label, words) for words in rows[i]), i)
            for i in range(start, min(len(rows), start + _AHEAD))
        ]
        alike, index = max(near, default=(0.0, 0))
        if alike >= _ALIKE:
            return index, at
    return None


def _number_cell(cells: Sequence[GridCell]) -> GridCell | None:
    """Return the number of an indicator: the first behind the unit; where none is, the last before.

    A code may stand before the unit: 指标 | 代码 | 单位 | 数.
    """
    unit_at = next((at for at, cell in enumerate(cells) if plain(cell.text) in _units()), None)
    filled = [at for at, cell in enumerate(cells) if cell.text.strip() and is_value(cell.text)]
    if unit_at is not None:
        behind = [at for at in filled if at > unit_at]
        if behind:
            return cells[behind[0]]
        if unit_at < len(cells) - 1:
            return cells[unit_at + 1]
        return cells[unit_at - 1] if unit_at else None
    return cells[filled[0]] if filled else (cells[-1] if len(cells) > 1 else None)


@cache
def _units() -> frozenset[str]:
    return frozenset(row.unit for row in statistics_form().rows if row.unit is not None)


def grid_of(texts: Sequence[str]) -> tuple[int, int, Grid] | None:
    """Return the 统计表 in lines that lost its cells, and the lines it takes, or None.

    A line holds one cell, or indicator, unit and number parted by spaces.
    """
    rows: list[list[str]] = []
    begins = end = at = 0
    is_open = False
    for number, text in enumerate(texts):
        row = _row_of(text, at)
        if row is not None:
            if not rows:
                begins = _head_of(texts, number)
            at, tokens = row
            rows.append(tokens)
            end = number + 1
            is_open = True
            continue
        is_open = is_open and number - end < _NEAR and all(map(_is_cell, text.split()))
        if is_open:
            rows[-1] += text.split()
            end = number + 1
    return (begins, end, ragged_grid(rows)) if len(rows) >= _ENOUGH else None


def _is_cell(token: str) -> bool:
    return plain(token) in _units() or is_value(token)


def _row_of(text: str, start: int) -> tuple[int, list[str]] | None:
    """Return the indicator a line begins with, as the place behind it, and its cells."""
    tokens = text.split()
    if not tokens or _label(tokens[0]) not in _all_words():
        return None
    if not all(_is_cell(token) for token in tokens[1:]):
        return None
    found = _found(ragged_grid([[tokens[0], ""]]).rows[0], start)
    return None if found is None else (found[0] + 1, tokens)


def _head_of(texts: Sequence[str], at: int) -> int:
    """Return where the lines begin that head the table: its title, its columns, its first group."""
    while at > 0 and any(_is_head(token) for token in texts[at - 1].split()):
        at -= 1
    return at


def _is_head(token: str) -> bool:
    words = plain(token)
    groups = {plain(group) for row in statistics_form().rows for group in row.groups}
    return words.endswith("统计表") or words in _HEADS or (words in groups and "情况" in words)
