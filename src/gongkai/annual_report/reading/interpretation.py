"""One stream of blocks to a report: title, chapters and tables, with the relations as checksum."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache

from gongkai.annual_report import relations
from gongkai.annual_report.form import Relation, form_of
from gongkai.annual_report.quantities import is_marked
from gongkai.annual_report.reading import (
    applications,
    copies,
    flat,
    labels,
    proactive,
    remedies,
    repairs,
    sections,
    statistics,
    title,
)
from gongkai.annual_report.reading.blocks import Block, Grid, Paragraph, Remark
from gongkai.annual_report.reading.limits import LINES_BEFORE_TITLE
from gongkai.annual_report.reading.unreadable import Unreadable
from gongkai.annual_report.report import Heading, Note, Place, Report, State, Table
from gongkai.annual_report.wording import mended, one_line, plain

NOT_A_REPORT = "文件中找不到年度报告的标题、章节或表格，不是一份政府信息公开工作年度报告。"

_NAMES = {
    "proactive": "第二部分",
    "applications": "第三部分",
    "remedies": "第四部分",
    "statistics": "统计表",
}
_STATUTORY = ("proactive", "applications", "remedies")
_SENTENCE = 20  # characters from which a line is prose
_LONGEST_LABEL = 60
_CUT = re.compile(r"\S[^\S\n]*\n\s*\n\s*\S|\d\s*\n\s*\d")
_CUT_IN_TEXT = re.compile(r"\S\s*\n\s*\S")


Grids = list[tuple[int, Grid]]
_Named = dict[str, Grids]  # part → the grids that hold it


@dataclass(frozen=True, slots=True)
class _Part:
    """How the table of one part is known, told from its copies, and read."""

    belongs: Callable[[AbstractSet[str]], bool]
    read: Callable[[Sequence[tuple[int, Grid]], list[Note]], Table | None]
    row_keys: copies.RowKeys
    repeats: int = 1
    by_labels: Callable[[Sequence[str]], Grid | None] | None = None


_PARTS = {
    "proactive": _Part(proactive.belongs, proactive.read, proactive.row_keys),
    "applications": _Part(
        applications.belongs,
        applications.read,
        applications.row_keys,
        by_labels=labels.applications_grid,
    ),
    "remedies": _Part(
        remedies.belongs,
        remedies.read,
        remedies.row_keys,
        repeats=0,
        by_labels=labels.remedies_grid,
    ),
    "statistics": _Part(statistics.belongs, statistics.read, statistics.row_keys),
}


def interpret(stream: Sequence[Block | Remark], *, page: bool = False) -> Report:
    """Return the report a stream of blocks is; raise Unreadable when it is none.

    A web page prints the title above the document once more: that is no repetition.
    """
    notes = [block.note for block in stream if isinstance(block, Remark)]
    blocks, grids = _with_tables(stream)
    printed = any(grids[name] for name in _STATUTORY)
    prose = [_mended(block) if isinstance(block, Paragraph) else block for block in blocks]
    chapters = sections.chapters(prose, tables=printed)
    lead = [block.text for block in prose[: chapters.begins_at] if isinstance(block, Paragraph)]
    found = title.titles(lead[:LINES_BEFORE_TITLE])
    head = title.best(found)
    if head is None and not printed and not any(s.key for s in chapters.sections):
        raise Unreadable(NOT_A_REPORT)
    if head is None:
        notes.append(Note("title-missing", "正文前没有找到报告标题。"))
    if head is not None and not printed and not chapters.sections and head.weight == 0:
        raise Unreadable(NOT_A_REPORT)
    tables = _tables(grids, blocks, None if head is None else head.year, notes)
    _note_cells(tables, notes)
    return Report(
        title="" if head is None else head.text,
        office=None if head is None else head.office,
        year=None if head is None else head.year,
        form=_form(tables["proactive"], tables["applications"]),
        sections=chapters.sections,
        preamble=_preamble(lead, found, head),
        notes=tuple(notes),
        repeated=_repeated(found, head, lead, page=page),
        broken=tuple(_broken(blocks)),
        proactive=tables["proactive"],
        applications=tables["applications"],
        remedies=tables["remedies"],
        statistics=tables["statistics"],
    )


def numbered(stream: Sequence[Block | Remark]) -> Sequence[Block]:
    """Return the blocks as places count them: tables that lost their cells are grids again."""
    return _with_tables(stream)[0]


def _with_tables(stream: Sequence[Block | Remark]) -> tuple[Sequence[Block], _Named]:
    """Return the blocks with grids for the tables that lost their cells, and the grids of each part."""
    blocks = [block for block in stream if not isinstance(block, Remark)]
    grids = _grids(blocks)
    if not grids["statistics"]:
        whole = flat.with_statistics(blocks)
        if whole != blocks:
            blocks, grids = whole, _grids(whole)
    missing = {name for name in _STATUTORY if not grids[name]}
    if missing:
        blocks = flat.with_grids(blocks, missing)
        grids = _grids(blocks)
    return blocks, grids


def _tables(
    grids: Mapping[str, list[tuple[int, Grid]]],
    blocks: Sequence[Block],
    year: int | None,
    notes: list[Note],
) -> dict[str, Table | None]:
    tables: dict[str, Table | None] = {}
    for name, part in _PARTS.items():
        called = copies.Part(_NAMES[name], part.row_keys, part.repeats)
        chosen = copies.one_copy(called, grids[name], blocks, year, notes)
        tables[name] = repairs.settled(name, _second_opinion(name, chosen, part, notes), notes)
    return tables


def _grids(blocks: Sequence[Block]) -> _Named:
    """Return the grids of each part with their places in the stream, told by the words in them."""
    known = [
        (number, block, _words_of(block))
        for number, block in enumerate(blocks)
        if isinstance(block, Grid)
    ]
    return {
        name: [(number, grid) for number, grid, words in known if part.belongs(words)]
        for name, part in _PARTS.items()
    }


def _words_of(grid: Grid) -> frozenset[str]:
    texts = {cell.text for row in grid.rows for cell in row if not cell.text.isdecimal()}
    return frozenset([plain(text) for text in texts if len(text) < _LONGEST_LABEL])


def _second_opinion(
    name: str, grids: list[tuple[int, Grid]], part: _Part, notes: list[Note]
) -> Table | None:
    """Return the table by its cells; where its relations break, by its labels or by place if better.

    The reading that breaks fewer relations is the right one: a misread cell breaks two or three.
    """
    if not grids:
        return None
    first_notes: list[Note] = []
    first = part.read(grids, first_notes)
    broken = 0 if first is None else _broken_count(name, first)
    for code, words, other in _others(grids, part) if broken else ():
        second_notes: list[Note] = []
        second = part.read(other, second_notes)
        count = broken if second is None else _broken_count(name, second)
        if count < broken and (count == 0 or code == "read-by-labels"):
            message = f"{_NAMES[name]}表格的{words}顺序读取。"
            notes += [*second_notes, Note(code, message)]
            return second
    notes += first_notes
    return first


def _others(grids: Grids, part: _Part) -> Iterator[tuple[str, str, Grids]]:
    """Yield other readings of a table: by the order of its labels, and of the cells in their rows."""
    lines = [line for _, grid in grids for line in grid.lines]
    if part.by_labels and lines:
        grid = part.by_labels(lines)
        if grid is not None:
            yield "read-by-labels", "单元格错位，按行名", [(grids[0][0], grid)]
    elif not any(grid.ragged for _, grid in grids):
        yield (
            "read-by-place",
            "单元格与栏目没有对齐，按单元格先后",
            [(number, _in_places(grid)) for number, grid in grids],
        )


def _in_places(grid: Grid) -> Grid:
    """Return a grid of which only the order of the cells is taken for true."""
    rows = (
        tuple(cell._replace(column=at, width=1) for at, cell in enumerate(row)) for row in grid.rows
    )
    return replace(grid, rows=tuple(rows), ragged=True)


def _broken_count(name: str, table: Table) -> int:
    """Return how many relations of a table do not hold: the checksum that ends every reading."""
    return sum(len(found) for _, found in relations.not_holding(table, _sums(name)))


@cache
def _sums(name: str) -> tuple[Relation, ...]:
    stated = form_of("2021").relations
    return tuple(each for each in stated if each.table == name and each.sign == "=")


def _mended(paragraph: Paragraph) -> Paragraph:
    return Paragraph(mended(paragraph.text), paragraph.line)


def _form(proactive_table: Table | None, applications_table: Table | None) -> str:
    """Return the generation: by the headings of part two, else the rows of part three, else 2008."""
    voted = None if proactive_table is None else proactive.generation_of(proactive_table)
    if voted is not None:
        return voted
    if applications_table is not None:
        return "2021" if "closed_fee_overdue" in applications_table.cells else "2019"
    return "2008" if proactive_table is None else "2021"


def _preamble(lead: Sequence[str], found: Sequence[title.Title], head: title.Title | None) -> str:
    """Return what stands between title and first chapter, each line once."""
    in_titles = {at for each in found for at in range(each.begins_at, each.ends_before)}
    starts = [each.ends_before for each in found if head is not None and each.text == head.text]
    for start in (*reversed(starts), 0):  # behind the last title, if anything stands there
        lines = [one_line(lead[at]) for at in range(start, len(lead)) if at not in in_titles]
        if lines:
            break
    return "\n".join(dict.fromkeys(lines))


def _repeated(
    found: Sequence[title.Title], head: title.Title | None, lead: Sequence[str], *, page: bool
) -> tuple[str, ...]:
    again = tuple(each.text for each in found if head is not None and each.text == head.text)[1:]
    in_titles = {at for each in found for at in range(each.begins_at, each.ends_before)}
    prose = Counter(
        one_line(line)
        for at, line in enumerate(lead)
        if at not in in_titles and len(line) >= _SENTENCE
    )
    return () if page and max(prose.values(), default=0) < 2 else again


def _broken(blocks: Sequence[Block]) -> Iterator[Heading]:
    """Yield the cells cut in two: a label over an empty line, a number over two lines."""
    for number, grid in enumerate(blocks):
        if isinstance(grid, Grid):
            for cell in grid.cells():
                if "\n" not in cell.text:
                    continue
                text = cell.text.strip()
                cut = _CUT_IN_TEXT if grid.ragged else _CUT
                if len(text) < _LONGEST_LABEL and cut.search(text):
                    place = Place(number, cell.row, cell.column, cell.line)
                    yield Heading("", text, place=place)


def _note_cells(tables: dict[str, Table | None], notes: list[Note]) -> None:
    for name, table in tables.items():
        odd = [cell for _, _, cell in table.each() if not cell.raw.isdecimal()] if table else []
        count = sum(cell.state is State.SLASH for cell in odd)
        if count:
            notes.append(
                Note(
                    "cells-slash",
                    f"{_NAMES[name]}表格有{count}个单元格填的是斜杠、横线或“无”，不作数字。",
                )
            )
        marked = [cell.raw.strip() for cell in odd if is_marked(cell)]
        if marked:
            message = f"{_NAMES[name]}表格有{len(marked)}格的数字旁有注码（“{marked[0]}”），注码不作数字。"
            notes.append(Note("footnote-mark", message))
