"""Part two: blocks of rows under their own column headings, of one year's form or of two mixed."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache, lru_cache

from gongkai.annual_report.form import Block as FormBlock
from gongkai.annual_report.form import Row, form_of
from gongkai.annual_report.quantities import MONEY, is_value, unit_of
from gongkai.annual_report.reading.applications import cell_of
from gongkai.annual_report.reading.blocks import Grid, GridCell
from gongkai.annual_report.report import Cell, Heading, Note, Place, Table
from gongkai.annual_report.wording import likeness, likeness_to, one_line, plain

_GENERATIONS = ("2021", "2019")
_ALIKE = 0.7
_HAN = re.compile("[\u4e00-\u9fff]")
_FIRST = "信息内容"
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of numbers: its form row, its label, its cells."""

    row: Row
    label: GridCell
    cells: tuple[GridCell, ...]
    block: int


@dataclass(slots=True)
class _Part:
    """Rows that stand under one line of headings."""

    headings: tuple[GridCell, ...] = ()
    lines: list[_Line] = field(default_factory=list)
    block: int = 0


@cache
def _rows() -> tuple[tuple[str, FormBlock, Row], ...]:
    return tuple(
        (generation, block, row)
        for generation in _GENERATIONS
        for block in form_of(generation).proactive
        for row in block.rows
    )


@cache
def _heading_generations() -> dict[str, frozenset[str]]:
    """Return the wording of each column heading → the generations that print it."""
    found: dict[str, frozenset[str]] = {}
    for generation in _GENERATIONS:
        for block in form_of(generation).proactive:
            for column in block.columns:
                words = _words(column.label)
                found[words] = found.get(words, frozenset()) | {generation}
    return found


@lru_cache(maxsize=4096)
def _words(heading: str) -> str:
    """Return a column heading to compare, without the unit that some print behind it."""
    return re.sub(r"单位|[亿万]?元$|[/／]", "", plain(heading))


def belongs(words: AbstractSet[str]) -> bool:
    """Return whether a grid with these words in its cells is part two or a piece of it."""
    if any(word.startswith("第二十条第") and len(word) < _LONGEST for word in words):
        return True
    if words.isdisjoint(_labels()):
        return False
    return any(_generations(word) for word in words if len(word) < _LONGEST)


@cache
def _labels() -> frozenset[str]:
    return frozenset({plain(row.label) for _, _, row in _rows()} - {"规章"})


def row_keys(grids: Sequence[tuple[int, Grid]]) -> list[list[str | None]]:
    """Return per grid and row the row of a form it is by its exact wording, None where it is none."""
    return [[_exact_key(row) for row in grid.rows] for _, grid in grids]


def _exact_key(row: Sequence[GridCell]) -> str | None:
    if len(row) < 2 or _is_heading(row):
        return None
    labels = (plain(cell.text) for cell in row[:2])
    return next((_exact_rows()[each] for each in labels if each in _exact_rows()), None)


@cache
def _exact_rows() -> dict[str, str]:
    return {plain(wording): row.key for _, _, row in _rows() for wording in row.wordings}


def read(grids: Sequence[tuple[int, Grid]], notes: list[Note]) -> Table | None:
    """Return part two from the grids that hold it."""
    parts = [part for number, grid in grids for part in _parts(number, grid, notes)]
    if not parts:
        return None
    overall = _majority(heading.text for part in parts for heading in part.headings) or "2021"
    cells: dict[str, dict[str, Cell]] = {}
    headings: list[Heading] = []
    labels: list[Heading] = []
    for part in _each_row_once(parts, notes):
        _read_part(part, overall, cells, headings, labels)
    return Table(cells, tuple(headings), tuple(labels))


def generation_of(table: Table) -> str | None:
    """Return the generation that most column headings are worded after, or None where none is."""
    votes = Counter(
        heading.of_form for heading in table.headings if heading.of_form in _GENERATIONS
    )
    if not votes or len(set(votes.values())) < len(votes):
        return None
    return votes.most_common(1)[0][0]


def _parts(number: int, grid: Grid, notes: list[Note]) -> list[_Part]:
    parts: list[_Part] = []
    current = _Part(block=number)
    for row in grid.rows:
        filled = [cell for cell in row if cell.text.strip()]
        if not filled:
            continue
        if _is_heading(row):
            current = _Part(tuple(row[1:]) if _is_first(row[0]) else tuple(row), block=number)
            parts.append(current)
        elif re.match(r"第二十条", plain(filled[0].text)) and len(filled) == 1:
            current = _Part(block=number)
        else:
            line = _line(number, row)
            if line is None:
                _note_extra(row, notes)
            else:
                if not parts or parts[-1] is not current:
                    parts.append(current)
                current.lines.append(line)
    return [part for part in parts if part.lines]


def _each_row_once(parts: Sequence[_Part], notes: list[Note]) -> list[_Part]:
    """Return the parts with each row once: by its exact wording where one has it, else the first."""
    taken: dict[str, _Line] = {}
    lines = [line for part in parts for line in part.lines]
    for line in sorted(lines, key=lambda line: not _is_exact(line)):
        if taken.setdefault(line.row.key, line) is not line:
            name = one_line(line.label.text)
            message = f"第二部分表格的“{name}”与另一行是同一项目，只读取一行，其余未读取。"
            notes.append(Note("row-repeated", message))
    for part in parts:
        part.lines = [line for line in part.lines if taken[line.row.key] is line]
    return [part for part in parts if part.lines]


def _is_exact(line: _Line) -> bool:
    return plain(line.label.text) in _exact_rows()


def _is_first(cell: GridCell) -> bool:
    return likeness(plain(cell.text), _FIRST) >= _ALIKE


def _is_heading(row: Sequence[GridCell]) -> bool:
    return _is_first(row[0]) or any(_generations(cell.text) for cell in row)


def _line(number: int, row: Sequence[GridCell]) -> _Line | None:
    for at, cell in enumerate(row[:2]):
        found = _row_of(cell.text)
        if found is not None and len(row) > at + 1:
            return _Line(found, cell, tuple(row[at + 1 :]), number)
    return None


@lru_cache(maxsize=4096)
def _row_of(text: str) -> Row | None:
    words = plain(text)
    if len(words) < 2 or not _HAN.search(words):
        return None
    scored = [(likeness_to(words, row.wordings), row) for _, _, row in _rows()]
    alike, row = max(scored, key=lambda pair: pair[0])
    return row if alike >= _ALIKE else None


def _note_extra(row: Sequence[GridCell], notes: list[Note]) -> None:
    values = [cell for cell in row[1:] if cell.text.strip() and is_value(cell.text)]
    if values and _HAN.search(row[0].text):
        name = one_line(row[0].text)
        numbers = "、".join(one_line(cell.text) for cell in values)
        notes.append(Note("extra-row", f"第二部分表格中的“{name}”（{numbers}）不是全国统一的行。"))


@lru_cache(maxsize=4096)
def _generations(heading: str) -> frozenset[str]:
    """Return the generations whose heading this is, by its exact wording or, failing that, nearly."""
    words = _words(heading)
    known = _heading_generations()
    if words in known:
        return known[words]
    if len(words) < 4:
        return frozenset()
    near = {each: likeness(words, each) for each in known}
    best = max(near.values())
    if best < 0.8:
        return frozenset()
    return frozenset().union(*(known[each] for each, score in near.items() if score == best))


def _majority(headings: Iterable[str]) -> str | None:
    votes: Counter[str] = Counter()
    for heading in headings:
        generations = _generations(heading)
        if len(generations) == 1:
            votes.update(generations)
    return votes.most_common(1)[0][0] if votes else None


def _form_block(part: _Part, overall: str) -> FormBlock:
    """Return the block of a form these rows stand in: its own headings decide, else the report's."""
    keys = {line.row.key for line in part.lines}
    own = _majority(cell.text for cell in part.headings) or overall
    if part.headings and not _tied(part, own):
        order = (own, *(each for each in _GENERATIONS if each != own))
    else:
        order = (overall, *(each for each in _GENERATIONS if each != overall))
    for generation in order:
        for block in form_of(generation).proactive:
            if keys & {row.key for row in block.rows}:
                return block
    raise AssertionError(keys)


def _tied(part: _Part, own: str) -> bool:
    count = Counter(
        next(iter(generations))
        for cell in part.headings
        if len(generations := _generations(cell.text)) == 1
    )
    return any(other != own and votes == count[own] for other, votes in count.items())


def _read_part(
    part: _Part,
    overall: str,
    cells: dict[str, dict[str, Cell]],
    headings: list[Heading],
    labels: list[Heading],
) -> None:
    block = _form_block(part, overall)
    printed = [cell for cell in part.headings if cell.text.strip()]
    places = _places(printed, block)
    rows = tuple(line.row.key for line in part.lines)
    units: dict[str, str | None] = {}
    for key, cell in places.items():
        if cell is None:
            continue
        units[key] = unit_of(cell.text) if key in MONEY else None
        own = _generations(cell.text)
        of_form = None if len(own) != 1 else next(iter(own))
        place = Place(part.block, cell.row, cell.column, cell.line)
        headings.append(Heading(key, one_line(cell.text), of_form, rows, place))
    for line in part.lines:
        chosen = _chosen(line, part, places)
        place = Place(line.block, line.label.row, line.label.column, line.label.line)
        cells[line.row.key] = {
            key: cell_of(
                cell, place, money=key if key in MONEY else None, heading_unit=units.get(key)
            )
            for key, cell in chosen.items()
        }
        labels.append(
            Heading(line.row.key, one_line(line.label.text), _label_form(line), place=place)
        )


def _label_form(line: _Line) -> str | None:
    """Return the one generation that words this row so, None where both do or neither."""
    words = plain(line.label.text)
    own = {generation for generation, _, row in _rows() if plain(row.label) == words}
    return own.pop() if len(own) == 1 else None


def _places(printed: Sequence[GridCell], block: FormBlock) -> dict[str, GridCell | None]:
    """Return column key → its heading: by wording where it is the form's, by place where it is not."""
    places: dict[str, GridCell | None] = dict.fromkeys((c.key for c in block.columns), None)
    rest = list(printed)
    for column in block.columns:
        words = _words(column.label)
        match = next((cell for cell in rest if _words(cell.text) == words), None)
        if match is not None:
            places[column.key] = match
            rest.remove(match)
    for at, column in enumerate(block.columns):
        if places[column.key] is None and at < len(printed) and printed[at] in rest:
            places[column.key] = printed[at]
            rest.remove(printed[at])
    return places


def _chosen(
    line: _Line, part: _Part, places: dict[str, GridCell | None]
) -> dict[str, GridCell | None]:
    """Return column key → the cell under its heading; without headings, the cell in its place."""
    by_column = {cell.column: cell for cell in line.cells}
    chosen: dict[str, GridCell | None] = {}
    for at, (key, heading) in enumerate(places.items()):
        if heading is not None and heading.column in by_column:
            chosen[key] = by_column[heading.column]
        elif heading is None and part.headings:
            chosen[key] = None
        else:
            chosen[key] = line.cells[at] if at < len(line.cells) else None
    return chosen
