"""Flattened text: a TAB starts a cell, an empty line ends the row, a line without TAB goes on.

Word's own flattening writes one cell a line; text copied from a sheet writes one row a line, cells
parted by TAB or by |. A cell wrapped over an empty line is joined again.
"""

import csv
import re
from collections.abc import Sequence

from gongkai.annual_report.quantities import is_value
from gongkai.annual_report.reading import statistics
from gongkai.annual_report.reading.blocks import (
    TOO_MUCH,
    Block,
    Paragraph,
    bounded,
    is_page_number,
    ragged_grid,
    unframed,
)
from gongkai.annual_report.reading.decoding import decode
from gongkai.annual_report.reading.limits import CHARACTERS, TEXT_BYTES
from gongkai.annual_report.reading.sections import is_chapter
from gongkai.annual_report.reading.unreadable import Unreadable

_LONGEST = 1_000  # characters of a line that may hold marks of markdown
_FRAGMENT = 12  # characters of a label left over behind an empty line
_SENTENCE = re.compile("[。；！？]")
_FEWEST = 5  # rows of numbers that make a text one of commas
_NUMBERS = 7
_NEAR = 12  # lines, three rows of the 统计表
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(\S.*?)\s*#*\s*$")  # of markdown
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_RULE = re.compile(r"^[\s|+:\-=—─┼├┤┌┐└┘┬┴]+$")


def blocks_of(content: bytes) -> Sequence[Block]:
    """Return the block stream of a text file."""
    if len(content) > TEXT_BYTES:
        raise Unreadable(TOO_MUCH)
    text = decode(content)
    if len(text) > CHARACTERS:
        raise Unreadable(TOO_MUCH)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    return blocks_of_lines(_without_commas(_without_marks(re.split("[\n\x0c]", text))))


def _without_marks(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines of a markdown text without the marks of headings and of bold type."""
    if not any(line.startswith("#") and _without_mark(line) != line for line in lines):
        return lines
    return [_without_mark(line) for line in lines]


def _without_mark(line: str) -> str:
    return _BOLD.sub(r"\2", _HEADING.sub(r"\1", line)) if len(line) < _LONGEST else line


def _without_commas(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines of a text whose cells are parted by commas with TABs in their place."""
    if sum(_is_row(line) for line in lines) < _FEWEST:
        return lines
    parted = []
    for line in lines:
        if "," in line and not _SENTENCE.search(line):
            parted.append("\t".join(_cells(line)).rstrip("\t"))
        else:
            parted.append(line.rstrip(","))
    return parted


def _is_row(line: str) -> bool:
    """Return whether a line is a row of part three: words, and seven numbers behind commas."""
    if line.count(",") < _NUMBERS:
        return False
    return all(is_value(cell) for cell in _cells(line.rstrip())[-_NUMBERS:])


def _cells(line: str) -> list[str]:
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error:
        return line.split(",")


def blocks_of_lines(lines: Sequence[str]) -> Sequence[Block]:
    """Return the block stream of lines."""
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        end = _table_end(lines, at)
        if end > at:
            blocks.append(ragged_grid(_rows(lines[at:end]), at + 1, lines[at:end]))
            at = end
        else:
            if lines[at].strip():
                blocks.append(Paragraph(lines[at].strip(), at + 1))
            at += 1
    return bounded(unframed(blocks))


def _table_end(lines: Sequence[str], start: int) -> int:
    """Return the line after the table that begins here, or the start where none begins."""
    if not _starts_cell(lines, start):
        return start
    at = end = start
    while at < len(lines):
        if _starts_cell(lines, at):
            at += 1
            end = at
        elif not lines[at].strip():
            at += 1
        elif lines[at - 1].strip() and not is_chapter(lines[at]):
            at += 1  # the cell above goes on
            end = at
        elif is_page_number(lines[at]):
            at += 1  # a page ends within the table
        elif _is_fragment(lines, at):
            at += 1
            end = at
        else:
            break
    return end


def _starts_cell(lines: Sequence[str], at: int) -> bool:
    line = lines[at]
    if _is_piped(line):
        return True
    if line.startswith("\t"):
        is_heading = is_chapter(line) and not _in_statistics(lines, at)
        return not is_heading and not (len(line) > 60 and _SENTENCE.search(line))
    return "\t" in line.strip() and not _SENTENCE.search(line)


def _in_statistics(lines: Sequence[str], at: int) -> bool:
    """Return whether indicators of the 统计表 stand near: its groups are worded like chapters."""
    return any(statistics.is_indicator(line) for line in lines[max(0, at - _NEAR) : at + _NEAR])


def _is_fragment(lines: Sequence[str], at: int) -> bool:
    """Return whether a line behind an empty one is the rest of the cell above it."""
    line = lines[at].strip()
    return (
        len(line) <= _FRAGMENT
        and at + 1 < len(lines)
        and lines[at + 1].startswith("\t")
        and not is_chapter(line)
        and _SENTENCE.search(line) is None
    )


def _is_piped(line: str) -> bool:
    return line.count("|") >= 2 and line.strip().startswith("|")


def _rows(lines: Sequence[str]) -> list[list[str]]:
    if any(_is_piped(line) for line in lines):
        return [
            [cell.strip() for cell in line.strip().strip("|").split("|")]
            for line in lines
            if line.strip() and not _RULE.match(line)
        ]
    if any("\t" in line.strip() for line in lines):
        return [[cell.strip() for cell in line.split("\t")] for line in lines if line.strip()]
    return _cell_a_line(lines)


def _cell_a_line(lines: Sequence[str]) -> list[list[str]]:
    rows: list[list[str]] = []
    ended = True
    for line in lines:
        if line.startswith("\t"):
            if ended:
                rows.append([])
            rows[-1].append(line.strip())
            ended = False
        elif ended and is_page_number(line):
            continue
        elif line.strip():
            # A cell that goes on, over an empty line too; the break stays in its raw text.
            rows[-1][-1] += ("\n\n" if ended else "\n") + line.strip()
            ended = False
        else:
            ended = True
    return rows
