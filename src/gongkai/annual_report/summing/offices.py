"""Who should file and who they are now: the list of offices, with those renamed or merged into them."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gongkai.annual_report.wording import plain

_SEPARATORS = re.compile("[、；;/|]")
_HEADINGS = ("机关", "单位", "部门", "名称")


@dataclass(frozen=True, slots=True)
class Succession:
    """An office and those whose duties it has taken over: its former names, offices merged into it."""

    office: str
    before: tuple[str, ...]


class BadList(Exception):
    """Raise with one Chinese sentence that says what is wrong with the list of offices."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Names:
    """Which office a printed name means today."""

    def __init__(self, expected: Iterable[str], successions: Sequence[Succession]) -> None:
        self._now: dict[str, str] = {bare(office): office for office in expected}
        after = {
            bare(former): succession.office
            for succession in successions
            for former in succession.before
        }
        for former, office in after.items():
            self._now[former] = _followed(office, after)

    def now(self, office: str) -> str:
        """Return today's name of an office, its own where nothing is known of it."""
        return self._now.get(bare(office), office)


def _followed(office: str, after: Mapping[str, str]) -> str:
    """Return the last of a chain of names."""
    seen = {bare(office)}
    while (later := after.get(bare(office))) is not None:
        if bare(later) in seen:
            raise BadList(f"机关名称循环：{office}和{later}互为更名前后的名称。")
        seen.add(bare(later))
        office = later
    return office


def bare(office: str) -> str:
    """Return a name to compare: without another name in brackets, spaces and punctuation."""
    return plain(re.sub("[（(].*?[)）]", "", office))


def list_of(text: str) -> tuple[tuple[str, ...], tuple[Succession, ...]]:
    """Return the offices that should file and the successions, from a CSV of two columns.

    The first column is the office, the second its former names and the offices merged into it,
    with 、 between them. A first line of headings is passed over.
    """
    offices: list[str] = []
    successions: list[Succession] = []
    for number, row in enumerate(csv.reader(io.StringIO(text.removeprefix("\ufeff"))), 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and any(each in cells[0] for each in _HEADINGS)
                              and not cells[0].endswith(("局", "府"))):  # fmt: skip
            continue
        office = cells[0]
        if not office:
            raise BadList(f"机关名单第{number}行没有机关名称。")
        if bare(office) in map(bare, offices):
            raise BadList(f"机关名单第{number}行的“{office}”前面已经有了。")
        offices.append(office)
        former = [each for each in _SEPARATORS.split("、".join(cells[1:])) if each]
        if former:
            successions.append(Succession(office, tuple(former)))
    if not offices:
        raise BadList("机关名单是空的。")
    return tuple(offices), tuple(successions)
