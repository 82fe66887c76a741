"""The title: over one to four lines, with the office and the year in it, printed once or again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.annual_report.wording import chinese_number, squeezed

_SUBJECT = r"(?:政府信息|政务信息|政务|信息)公开"
_TITLE = re.compile(
    rf"^(?P<head>.{{0,50}}?)(?P<subject>(?:政府信息[与和及、])?{_SUBJECT}(?:工作)?)(?P<between>.{{0,12}}?)"
    r"(?P<kind>年度(?:工作)?报告|工作报告|报告|年报)(?P<tail>.{0,12})$"
)
_TAIL = re.compile(
    r"^(?:格式)?(?:模板|样本|范本|样式|格式)?(?:全文|公布|公开版|公开稿|发布稿|正文)?(?:[（(].{2,10}[)）])?$"
)
_YEAR = re.compile(r"(?P<year>20\d\d|[二〇○零Ｏ一三四五六七八九]{4})年?度?")
_PARENTHESES = re.compile(r"[（(《》)）\[\]【】]")
_NOT_TITLE = re.compile("[。；;：:，,！？>»|]|通知|要求|根据|格式的|函")
_OFFICE = re.compile(
    r"(?:局|委|委员会|政府|办公室|办公厅|厅|中心|街道|办事处|镇|乡|处|院|所|站|队|社|会|行|署|部|司|公司|馆"
    r"|校|大学|办|区|市|县|省|州|旗|盟|庭|团|集团|园|场|港|分局)$"
)
_BETWEEN = frozenset(
    {"", "的", "年度", "工作", "工作的", "情况", "情况的", "工作情况", "工作情况的"}
)
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_LINES = 4
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Title:
    """The title as one line, what it names, and the lines it takes."""

    text: str
    office: str | None
    year: int | None
    begins_at: int
    ends_before: int

    @property
    def weight(self) -> int:
        return 2 * (self.year is not None) + (self.office is not None)


def titles(lines: Sequence[str]) -> list[Title]:
    """Return every title in the lines before the first chapter, in order."""
    pieces = [_piece(line) for line in lines]
    found = []
    at = 0
    while at < len(lines):
        title = next(
            (each for count in range(_LINES, 0, -1) if (each := _title(pieces, at, count))), None
        )
        if title is None:
            at += 1
        else:
            found.append(title)
            at = title.ends_before
    return found


def best(found: Sequence[Title]) -> Title | None:
    """Return the title of the report: the first of those that say most."""
    return max(found, key=lambda title: title.weight, default=None)


def _piece(line: str) -> str | None:
    """Return a line as it may stand in a title, None where it cannot."""
    if len(line) > 4 * _LONGEST:
        return None
    piece = _narrow(squeezed(line))
    return None if len(piece) > _LONGEST or _NOT_TITLE.search(piece) else piece


def _title(lines: Sequence[str | None], at: int, count: int) -> Title | None:
    pieces = [piece for piece in lines[at : at + count] if piece is not None]
    if len(pieces) < count or (count > 1 and not _belong_together(pieces)):
        return None
    text = "".join(pieces)
    found = _TITLE.match(text)
    if found is None or not _fits(found):
        return None
    return Title(text, *_named(found), at, at + count)


def _narrow(text: str) -> str:
    """Return text with figures of full width narrowed; brackets stay as printed."""
    return text.translate(_WIDE)


def _belong_together(pieces: Sequence[str]) -> bool:
    """Return whether lines are pieces of one title: an office, a year, the subject cut anywhere."""
    if any(_is_whole(piece) for piece in pieces[:-1]):
        return False
    return all(
        _OFFICE.search(piece) or _YEAR.search(piece) or re.search("公开|报告|年报|信息", piece)
        for piece in pieces
    )


def _is_whole(piece: str) -> bool:
    found = _TITLE.match(piece)
    return found is not None and _fits(found)


def _fits(found: re.Match[str]) -> bool:
    between = _YEAR.sub("", _PARENTHESES.sub("", found["between"]))
    tail = re.sub(r"[《》]|[（(\[【]\s*[)）\]】]", "", _YEAR.sub("", found["tail"]))
    return between in _BETWEEN and _TAIL.match(tail) is not None


def _named(found: re.Match[str]) -> tuple[str | None, int | None]:
    head = found["head"]
    year = _YEAR.search(head) or _YEAR.search(found["between"]) or _YEAR.search(found["tail"])
    office = re.sub(r"[《》]|[（(\[【]\s*[)）\]】]", "", _YEAR.sub("", head))
    office = office.removeprefix("关于").removesuffix("关于")
    return office or None, None if year is None else year_of(year["year"])


def year_of(text: str) -> int | None:
    """Return the year of 2023 or 二〇二三."""
    if text.isdecimal():
        return int(text)
    return chinese_number(re.sub("[○零Ｏ]", "〇", text))
