"""A table that stands twice: 全区 and 本级, this year and last. One copy is read, whole, and noted."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from gongkai.annual_report.quantities import is_value
from gongkai.annual_report.reading.blocks import Block, Grid, GridCell, Paragraph
from gongkai.annual_report.reading.sections import is_chapter
from gongkai.annual_report.report import Note
from gongkai.annual_report.wording import one_line

Grids = Sequence[tuple[int, Grid]]
_Rows = Sequence[tuple[GridCell, ...]]
RowKeys = Callable[[Grids], list[list[str | None]]]

_CAPTION = 40  # characters of the longest caption
_FOLLOWING = 5  # rows that show whether a table goes on or begins again
_NEAR = 2  # paragraphs above a table that may name it
_YEAR = re.compile(r"(20\d\d)\s*年")
_LAST_YEAR = re.compile("上年(?!结转)|上一?年度(?!项目)|去年")
_OWN = re.compile("本级|本机关|本单位|机关自身")


@dataclass(slots=True)
class _Copy:
    """The grids, or pieces of grids, that make one table, and the words above it."""

    grids: list[tuple[int, Grid]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    caption: str = ""

    @property
    def texts(self) -> list[str]:
        return [cell.text.strip() for _, grid in self.grids for cell in grid.cells()]


@dataclass(frozen=True, slots=True)
class Part:
    """What a part is called, which rows of its grids bear which key, and how it is chosen."""

    name: str
    row_keys: RowKeys
    repeats: int = 1  # keys that may stand twice in one table: a row printed again on a new page


def one_copy(
    part: Part, grids: Grids, blocks: Sequence[Block], year: int | None, notes: list[Note]
) -> list[tuple[int, Grid]]:
    """Return the grids of the one copy that is read.

    It is the first, unless the words above another name the year of the title, or the office's own
    numbers (本级).
    """
    copies = _copies(part, grids, blocks)
    if len(copies) < 2 or all(copy.texts == copies[0].texts for copy in copies):
        return copies[0].grids if copies else []
    chosen = max(copies, key=lambda copy: _weight(copy.caption, year))
    at = copies.index(chosen) + 1
    called = f"（{chosen.caption}）" if chosen.caption else ""
    message = (
        f"{part.name}印了{len(copies)}张表格，读取的是第{at}张{called}，其余未读取；"
        "各张的范围或年度可能不同，请核对。"
    )
    notes.append(Note("second-table", message))
    return chosen.grids


def _weight(caption: str, year: int | None) -> int:
    years = {int(each) for each in _YEAR.findall(caption)}
    weight = 0
    if years and year is not None:
        weight += 4 if year in years else -4
    if _LAST_YEAR.search(caption):
        weight -= 4
    return weight + (_OWN.search(caption) is not None)


def _copies(part: Part, grids: Grids, blocks: Sequence[Block]) -> list[_Copy]:
    copies = [_Copy()]
    keys_of = part.row_keys(grids)
    in_order = [key for keys in keys_of for key in keys if key is not None]
    passed = 0
    for (number, grid), keys in zip(grids, keys_of, strict=True):
        head = grid.rows[: next((at for at, key in enumerate(keys) if key is not None), 0)]
        start = 0
        for at, key in enumerate(keys):
            if key is None:
                continue
            following = in_order[passed : passed + _FOLLOWING]
            passed += 1
            if key in copies[-1].keys and not _goes_on(part, copies[-1], following):
                end = _end(keys, at)
                _add(copies[-1], number, grid, head if start else (), grid.rows[start:end])
                start = end
                copies.append(_Copy(caption=_caption(blocks, number, grid.rows[start : at + 1])))
            elif not copies[-1].caption and not copies[-1].keys:
                copies[-1].caption = _caption(blocks, number, grid.rows[start : at + 1])
            copies[-1].keys.add(key)
        _add(copies[-1], number, grid, head if start else (), grid.rows[start:])
    return [copy for copy in copies if copy.grids]


def _end(keys: Sequence[str | None], at: int) -> int:
    """Return where the rows above row `at` end: its headings are its own."""
    while at > 0 and keys[at - 1] is None:
        at -= 1
    return at


def _goes_on(part: Part, copy: _Copy, following: Sequence[str]) -> bool:
    """Return whether rows with these keys only say a row or so of the table once more."""
    again = sum(key in copy.keys for key in following)
    return again <= part.repeats and len(copy.keys) > part.repeats


def _add(copy: _Copy, number: int, grid: Grid, head: _Rows, rows: _Rows) -> None:
    if rows:
        piece = replace(grid, rows=(*head, *rows), lines=())
        copy.grids.append((number, grid if len(rows) == len(grid.rows) else piece))


def _caption(blocks: Sequence[Block], number: int, rows: _Rows) -> str:
    """Return the words that name a table: short lines above it, and its rows above the numbers."""
    above = [_line_above(blocks, number - back) for back in range(_NEAR, 0, -1)]
    grid = blocks[number]
    is_first = isinstance(grid, Grid) and grid.rows[0] in rows
    words = [each for each in above if each] if is_first else []
    words += [grid.caption] if is_first and isinstance(grid, Grid) and grid.caption else []
    for row in rows:
        texts = [one_line(cell.text) for cell in row if not cell.text.isdecimal()]
        words += [text for text in texts if _names_scope(text) and not is_value(text)]
    return " ".join(words)


def _line_above(blocks: Sequence[Block], number: int) -> str:
    block = blocks[number] if number >= 0 else None
    text = one_line(block.text) if isinstance(block, Paragraph) else ""
    is_caption = len(text) <= _CAPTION and not re.search("[。；]", text) and not is_chapter(text)
    return text if is_caption else ""


def _names_scope(text: str) -> bool:
    if len(text) > _CAPTION or text.isdecimal():
        return False
    return any(each.search(text) for each in (_YEAR, _LAST_YEAR, _OWN))
