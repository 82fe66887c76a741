"""Tables that lost their cells: text of a chapter made into grids again by its labels."""

from collections.abc import Callable, Container, Iterator, Sequence
from functools import cache

from gongkai.annual_report.form import form_of
from gongkai.annual_report.quantities import is_value
from gongkai.annual_report.reading import labels, statistics
from gongkai.annual_report.reading.blocks import TOO_MUCH, Block, Grid, Paragraph, ragged_grid
from gongkai.annual_report.reading.limits import HEADINGS
from gongkai.annual_report.reading.sections import is_chapter
from gongkai.annual_report.reading.unreadable import Unreadable
from gongkai.annual_report.wording import plain, squeezed

_SIGNS = ("予以公开", "结果维持", "本年处理决定数量", "本年新制作数量", "上一年项目数量")
_FEWEST = 3  # rows of part two that must be there before text is taken for the table


def with_grids(blocks: Sequence[Block], missing: Container[str]) -> list[Block]:
    """Return the stream with grids in place of the text that held the missing tables."""
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    if not any(sign in squeezed(text) for text in texts for sign in _SIGNS):
        return list(blocks)
    stream: list[Block] = []
    for region in _regions(blocks):
        lines = [block.text for block in region if isinstance(block, Paragraph)]
        grids = [grid for name in _READINGS if name in missing for grid in _READINGS[name](lines)]
        stream += [block for block in region if not grids or _is_kept(block)]
        stream += grids
    return stream


def with_statistics(blocks: Sequence[Block]) -> list[Block]:
    """Return the stream with a grid in place of the lines that held the 统计表 of 2014."""
    texts = [block.text if isinstance(block, Paragraph) else "" for block in blocks]
    found = statistics.grid_of(texts)
    if found is None or any(isinstance(block, Grid) for block in blocks[found[0] : found[1]]):
        return list(blocks)
    begins, end, grid = found
    return [*blocks[:begins], grid, *blocks[end:]]


def _regions(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    region: list[Block] = []
    count = 0
    for block in blocks:
        if isinstance(block, Paragraph) and is_chapter(block.text) and region:
            count += 1
            if count > HEADINGS:
                raise Unreadable(TOO_MUCH)
            yield region
            region = []
        region.append(block)
    yield region


def _is_kept(block: Block) -> bool:
    return isinstance(block, Grid) or is_chapter(block.text) or "。" in block.text


@cache
def _row_labels() -> frozenset[str]:
    return frozenset(
        plain(row.label)
        for generation in ("2019", "2021")
        for block in form_of(generation).proactive
        for row in block.rows
    )


@cache
def _column_labels() -> frozenset[str]:
    return frozenset(
        plain(column.label)
        for generation in ("2019", "2021")
        for block in form_of(generation).proactive
        for column in block.columns
    )


def _proactive_grid(lines: Sequence[str]) -> Grid | None:
    rows: list[list[str]] = []
    open_row: list[str] | None = None
    for token in (token for line in lines for token in line.split()):
        words = plain(token)
        if squeezed(token).startswith("第二十条第"):
            rows.append([token])
            open_row = None
        elif words == "信息内容" or words in _row_labels():
            open_row = [token]
            rows.append(open_row)
        elif open_row is not None and (words in _column_labels() or is_value(token)):
            open_row.append(token)
        else:
            open_row = None
    read = [row for row in rows if len(row) > 1 and plain(row[0]) in _row_labels()]
    return ragged_grid(rows) if len(read) >= _FEWEST else None


def _one(read: Callable[[Sequence[str]], Grid | None]) -> Callable[[Sequence[str]], list[Grid]]:
    def grids(lines: Sequence[str]) -> list[Grid]:
        grid = read(lines)
        return [] if grid is None else [grid]

    return grids


_READINGS = {
    "proactive": _one(_proactive_grid),
    "applications": labels.applications_grids,
    "remedies": _one(labels.remedies_grid),
}
