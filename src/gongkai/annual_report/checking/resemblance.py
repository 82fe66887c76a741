"""Which passages of one report stand in another, word for word or but for numbers and a few words."""

import re
from dataclasses import dataclass
from functools import cached_property

from gongkai.annual_report.report import Report

_SENTENCE = re.compile(r"[^。；！？\n]+")
_WHOLE = re.compile(r"[^。；！？\n]+[。；！？]?")
_PIECE = re.compile(r"[^，,：:、。；！？\n]{6,}")  # shorter ones tell no sentence
_TOLD = re.compile(r"[^ \t\r\f\v\u00a0\u3000\d%％“”\"（）()一二三四五六七八九十]+")  # no numbers
_SHORTEST = 18  # characters below which a sentence is anybody's
_MOST = 8  # sentences with the same piece that are looked at
_ALIKE = 0.6  # of the characters of a sentence stand in pieces that both have
_FORMAL = re.compile("统计期限|联系|根据|按照|条例|本报告|编制")
_TALLY = re.compile(
    "(?:年|本机关|全年|新收|上年|结转|下年度|办理完毕|继续办理|政府信息公开|申请|件|，)+"
)

Place = tuple[int, str]  # chapter and sentence


@dataclass(frozen=True, slots=True)
class Shared:
    """What two reports share: pairs of sentences, their part of the prose, the length of the longest."""

    report: Report
    other: Report
    bare: tuple[tuple[str, str], ...]  # without numbers, here and there
    share: float
    longest: int

    def pairs(self) -> list[tuple[Place, Place]]:
        """Return the pairs as they are printed, with their chapters."""
        here, there = _printed(self.report), _printed(self.other)
        return [(here[one], there[other]) for one, other in self.bare]


@dataclass(frozen=True)
class _Prose:
    """The prose of a report without numbers, to find in it what another report says."""

    text: str

    @classmethod
    def of(cls, report: Report) -> "_Prose":
        return cls(_without_numbers("\n".join([section.text for section in report.sections])))

    @cached_property
    def compared(self) -> list[str]:
        """Return the sentences to be compared; no formal opening."""
        return [
            bare
            for bare in _SENTENCE.findall(self.text)
            if len(bare) >= _SHORTEST
            and not (_FORMAL.search(bare, 0, 12) or _TALLY.fullmatch(bare))
        ]

    @cached_property
    def sentences(self) -> frozenset[str]:
        return frozenset(_SENTENCE.findall(self.text))

    @cached_property
    def pieces(self) -> frozenset[str]:
        return frozenset(_PIECE.findall(self.text))

    @cached_property
    def by_piece(self) -> dict[str, list[str]]:
        """Return the compared sentences by the pieces they hold."""
        found: dict[str, list[str]] = {}
        for bare in dict.fromkeys(self.compared):
            for piece in _PIECE.findall(bare):
                found.setdefault(piece, []).append(bare)
        return found

    def nearest(self, bare: str) -> str | None:
        """Return the sentence that is this one, or has most of its pieces word for word."""
        if bare in self.sentences:
            return bare
        shared = [piece for piece in _PIECE.findall(bare) if piece in self.pieces]
        if sum(map(len, shared)) < _ALIKE * len(bare):
            return None
        alike: dict[str, int] = {}
        for piece in shared:
            for other in self.by_piece.get(piece, ())[:_MOST]:
                alike[other] = alike.get(other, 0) + len(piece)
        best = max(alike, key=alike.__getitem__, default="")
        return best if alike and alike[best] >= _ALIKE * max(len(bare), len(best)) else None


def _without_numbers(text: str) -> str:
    return "".join(_TOLD.findall(text))


def shared_passages(report: Report, other: Report) -> Shared:
    """Return what the prose of two reports shares: equal but for numbers, or mostly the same pieces."""
    here, there = _Prose.of(report).compared, _Prose.of(other)
    nearest = [(bare, there.nearest(bare)) for bare in here]
    pairs = tuple([(bare, found) for bare, found in nearest if found is not None])
    lengths = [len(bare) for bare, _ in pairs]
    share = sum(lengths) / sum(map(len, here)) if here else 0.0
    return Shared(report, other, pairs, share, max(lengths, default=0))


def _printed(report: Report) -> dict[str, Place]:
    """Return each sentence as printed, by what is left of it without numbers."""
    return {
        _without_numbers(sentence).rstrip("。；！？"): (section.number, sentence.strip())
        for section in report.sections
        for sentence in _WHOLE.findall(section.text)
    }
