"""Lines of part three matched to the rows of the form: by exact wording, by likeness, by place."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from gongkai.annual_report.form import Row, form_of
from gongkai.annual_report.quantities import is_value
from gongkai.annual_report.reading.applicants import Columns
from gongkai.annual_report.reading.blocks import GridCell
from gongkai.annual_report.report import Note, Place
from gongkai.annual_report.wording import likeness, one_line, plain

_ALIKE = 0.6
COMMON = frozenset({"其他", "总计", "其他处理"})  # words that stand for more than one thing
_SIX = "其他处理"  # heads its three rows, or is the one row of 2019


@dataclass(frozen=True, slots=True)
class Line:
    """A row that may be one of part three: its label and the cells after it."""

    label: str
    cells: tuple[GridCell, ...]
    place: Place
    columns: Columns | None = None

    @property
    def is_filled(self) -> bool:
        return any(cell.text.strip() for cell in self.cells)


@cache
def expected_rows() -> tuple[Row, ...]:
    """Return the rows of both forms in order: （六） as three rows, and as the one of 2019."""
    new, old = form_of("2021").applications, form_of("2019").applications
    one = next(row for row in old.rows if row.key == "closed_other")
    at = new.row_keys.index("closed_other")
    return (*new.rows[:at], one, *new.rows[at:])


@cache
def wordings() -> dict[str, int]:
    """Return comparable label → index of the row that is worded so."""
    return {
        plain(wording): index
        for index, row in enumerate(expected_rows())
        for wording in row.wordings
    }


@cache
def _groups() -> frozenset[str]:
    """Return the comparable labels that stand over rows; 其他处理 is a row in the form of 2019."""
    groups = {plain(group) for row in expected_rows() for group in row.groups}
    return frozenset(groups - wordings().keys())


def closeness(text: str) -> float:
    """Return how much a text is like the label of some row; one that heads rows is like none."""
    label = plain(text)
    if label in _groups():
        return 0.0
    alike = max(_likeness(label, index) for index in range(len(expected_rows())))
    return alike if alike >= _ALIKE else 0.0


def matched(lines: Sequence[Line], notes: list[Note]) -> dict[int, Line]:
    """Return row index → line. An exact label is its own row's, in whatever order rows stand."""
    exact, lines = _exact(lines, notes)
    order = [exact[id(line)] for line in lines if id(line) in exact]
    if order == sorted(order):
        return _by_place(_one_or_three(_in_order(lines, exact)), lines)
    notes.append(Note("rows-reordered", "第三部分表格的行序与统一格式不同，已按行名读取。"))
    found = {exact[id(line)]: line for line in lines if id(line) in exact}
    rest: dict[int, list[Line]] = {}
    for line in lines:
        best = None if id(line) in exact else _nearest(line)
        if best is not None:
            rest.setdefault(best, []).append(line)
    found |= {index: own[0] for index, own in rest.items() if len(own) == 1 and index not in found}
    return _one_or_three(found)


def _nearest(line: Line) -> int | None:
    """Return the one row that a label is most like, None where none or several are."""
    weights = _weights(line)
    most = max(weights)
    return weights.index(most) if most and weights.count(most) == 1 else None


def _exact(lines: Sequence[Line], notes: list[Note]) -> tuple[dict[int, int], list[Line]]:
    """Return line → row for exact labels, and the lines without those that say a row once more."""
    labels = [plain(line.label) for line in lines]
    taken: dict[str, Line] = {}
    for label, line in zip(labels, lines, strict=True):
        is_better = label not in taken or (line.is_filled and not taken[label].is_filled)
        is_sure = label not in COMMON or (label != _SIX and labels.count(label) == 1)
        if label in wordings() and is_sure and is_better:
            taken[label] = line
    kept = []
    for label, line in zip(labels, lines, strict=True):
        if taken.get(label, line) is line:
            kept.append(line)
        elif [cell.text for cell in line.cells] != [cell.text for cell in taken[label].cells]:
            name = one_line(line.label)
            message = f"第三部分表格的“{name}”印了不止一行，只读取第一行，其余未读取。"
            notes.append(Note("row-repeated", message))
    return {id(line): wordings()[label] for label, line in taken.items()}, kept


def _in_order(lines: Sequence[Line], exact: Mapping[int, int]) -> dict[int, Line]:
    """Return row index → line: the exact labels, and between two of them what is most alike."""
    found: dict[int, Line] = {}
    between: list[Line] = []
    free = 0
    for line in lines:
        index = exact.get(id(line))
        if index is None:
            between.append(line)
            continue
        found |= _most_alike(between, range(free, index))
        if index not in found or line.is_filled:  # two wordings of one row
            found[index] = line
        between, free = [], index + 1
    return found | _most_alike(between, range(free, len(expected_rows())))


def _most_alike(lines: Sequence[Line], rows: range) -> dict[int, Line]:
    """Return row index → line: the assignment in order, to these rows, whose labels are most alike."""
    weights = [_weights(line)[rows.start : rows.stop] for line in lines]
    best = [[0.0] * (len(rows) + 1) for _ in range(len(lines) + 1)]
    for i in range(len(lines) - 1, -1, -1):
        here, below, line = best[i], best[i + 1], weights[i]
        for j in range(len(rows) - 1, -1, -1):
            taken = line[j] + below[j + 1] if line[j] else 0.0
            here[j] = max(below[j], here[j + 1], taken)
    found = {}
    i = j = 0
    while i < len(lines) and j < len(rows):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            found[rows[j]] = lines[i]
            i, j = i + 1, j + 1
    return found


def _by_place(found: dict[int, Line], lines: Sequence[Line]) -> dict[int, Line]:
    """Return the rows with those of unreadable label placed where just as many rows are missing."""
    at = {id(line): number for number, line in enumerate(lines)}
    placed = dict(found)
    one = wordings()[plain("（六）其他处理")]
    for (before, upper), (after, lower) in itertools.pairwise(sorted(found.items())):
        missing = [index for index in range(before + 1, after) if index != one]
        between = [
            line
            for line in lines[at[id(upper)] + 1 : at[id(lower)]]
            if line.is_filled and not _is_named(line)
        ]
        if len(missing) == len(between):
            placed |= dict(zip(missing, between, strict=True))
    return placed


def _is_named(line: Line) -> bool:
    """Return whether a line says which row or group it is: no place can make it another."""
    label = plain(line.label)
    return label in _groups() or (label in wordings() and label not in COMMON)


def _one_or_three(found: dict[int, Line]) -> dict[int, Line]:
    """Return the rows with （六） read once: three rows where there are three, else the one."""
    rows = expected_rows()
    one, three = (index for index, row in enumerate(rows) if row.key == "closed_other")
    if one in found and three in found:
        found.pop(one)  # a line （六）其他处理 that heads its three rows
    return found


def _weights(line: Line) -> list[float]:
    """Return how much a line is like each row, by its label; among equals the filled one is it."""
    label = plain(line.label)
    filled = 0.1 if line.is_filled else 0.0
    weights = [0.0] * len(expected_rows())
    if label in wordings():
        weights[wordings()[label]] = 1.0 + filled
    elif label not in _groups():  # no sum printed beside （三）不予公开
        alike = [_likeness(label, index) for index in range(len(weights))]
        weights = [each + filled if each >= _ALIKE else 0.0 for each in alike]
    return weights


def _likeness(label: str, index: int) -> float:
    return max(likeness(label, plain(wording)) for wording in expected_rows()[index].wordings)


def note_unmatched(lines: Sequence[Line], found: dict[int, Line], notes: list[Note]) -> None:
    """Write a note for each line with numbers that is no row of the form."""
    used = {id(line) for line in found.values()}
    for line in lines:
        if id(line) in used or (plain(line.label) in wordings().keys() - COMMON):
            continue
        values = [cell for cell in line.cells if cell.text.strip() and is_value(cell.text)]
        if len(values) > 1:
            name = one_line(line.label)
            notes.append(Note("extra-row", f"第三部分表格中的“{name}”不是规定的行。"))
