"""One stream of blocks to a report: title, chapters and tables, with the relations as checksum."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.annual_report import relations
from gongkai.annual_report.quantities import is_marked
from gongkai.annual_report.reading import (
    applications,
    copies,
    flat,
    labels,
    proactive,
    remedies,
    sections,
    statistics,
    title,
)
from gongkai.annual_report.reading.blocks import Block, Grid, Paragraph
from gongkai.annual_report.reading.limits import LINES_BEFORE_TITLE
from gongkai.annual_report.reading.unreadable import Unreadable
from gongkai.annual_report.report import Heading, Note, Place, Report, State, Table
from gongkai.annual_report.wording import mended, one_line

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


@dataclass(frozen=True, slots=True)
class _Part:
    """How the table of one part is known, told from its copies, and read."""

    belongs: Callable[[Grid], bool]
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


def interpret(blocks: Sequence[Block], *, page: bool = False) -> Report:
    """Return the report a stream of blocks is; raise Unreadable when it is none.

    A web page prints the title above the document once more: that is no repetition.
    """
    notes: list[Note] = []
    blocks = _with_tables(blocks)
    grids = {name: _grids(blocks, part.belongs) for name, part in _PARTS.items()}
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


def _with_tables(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the stream with grids for the tables that lost their cells."""
    if not _grids(blocks, statistics.belongs):
        blocks = flat.with_statistics(blocks)
    missing = {name for name in _STATUTORY if not _grids(blocks, _PARTS[name].belongs)}
    return flat.with_grids(blocks, missing) if missing else blocks


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
        tables[name] = _second_opinion(name, chosen, part, notes)
    return tables


def _grids(blocks: Sequence[Block], belongs: Callable[[Grid], bool]) -> list[tuple[int, Grid]]:
    return [
        (number, block)
        for number, block in enumerate(blocks)
        if isinstance(block, Grid) and belongs(block)
    ]


def _second_opinion(
    name: str, grids: list[tuple[int, Grid]], part: _Part, notes: list[Note]
) -> Table | None:
    """Return the table by its cells; where its relations break and text is at hand, by its labels.

    The reading that breaks fewer relations is the right one: a misread cell breaks two or three.
    """
    if not grids:
        return None
    first_notes: list[Note] = []
    first = part.read(grids, first_notes)
    lines = [line for _, grid in grids for line in grid.lines]
    if part.by_labels and lines and first and relations.broken_count({name: first}):
        other = part.by_labels(lines)
        second_notes: list[Note] = []
        second = None if other is None else part.read([(grids[0][0], other)], second_notes)
        if second is not None and _is_better(name, second, first):
            notes += second_notes
            notes.append(
                Note("read-by-labels", f"{_NAMES[name]}表格的单元格错位，按行名顺序读取。")
            )
            return second
    notes += first_notes
    return first


def _is_better(name: str, second: Table, first: Table) -> bool:
    return relations.broken_count({name: second}) < relations.broken_count({name: first})


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
                text = cell.text.strip()
                cut = _CUT_IN_TEXT if grid.ragged else _CUT
                if len(text) < _LONGEST_LABEL and cut.search(text):
                    place = Place(number, cell.row, cell.column, cell.line)
                    yield Heading("", text, place=place)


def _note_cells(tables: dict[str, Table | None], notes: list[Note]) -> None:
    for name, table in tables.items():
        count = sum(cell.state is State.SLASH for _, _, cell in table.each()) if table else 0
        if count:
            notes.append(
                Note(
                    "cells-slash",
                    f"{_NAMES[name]}表格有{count}个单元格填的是斜杠、横线或“无”，不作数字。",
                )
            )
        marked = (
            [cell.raw.strip() for _, _, cell in table.each() if is_marked(cell)] if table else []
        )
        if marked:
            message = f"{_NAMES[name]}表格有{len(marked)}格的数字旁有注码（“{marked[0]}”），注码不作数字。"
            notes.append(Note("footnote-mark", message))
