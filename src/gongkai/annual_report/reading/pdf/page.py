"""What a page is to the reader: glyphs with their boxes, ruling lines, and whether it is a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

ILLEGIBLE = "□"  # a character that stands there and could not be read, as editors print it


class Glyph(NamedTuple):
    """One printed character and its box in points, from the upper left corner of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def across(self) -> float:
        return (self.left + self.right) / 2

    @property
    def down(self) -> float:
        return (self.top + self.bottom) / 2


class Rule(NamedTuple):
    """A ruling line: where it lies, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """Everything of one page that reading needs, whoever found it: the file itself or an engine."""

    width: float
    height: float
    glyphs: Sequence[Glyph]
    across: Sequence[Rule]  # horizontal lines
    down: Sequence[Rule]  # vertical lines
    is_picture: bool = False  # a picture covers most of it
    is_hidden: bool = False  # its text is laid invisibly over the picture, as scanners do
    is_recognised: bool = False  # its text was read from the picture by our engine
