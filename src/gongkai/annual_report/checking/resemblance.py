"""Which passages of one report stand in another, word for word or but for numbers and a few words."""

import re
from dataclasses import dataclass

from gongkai.annual_report.report import Report

_SENTENCE = re.compile(r"[^。；！？\n]+")
_WHOLE = re.compile(r"[^。；！？\n]+[。；！？]?")
_PIECE = re.compile(r"[^，,：:、。；！？\n]{6,}")  # shorter ones tell no sentence
_NOISE = re.compile(r"[ \t\r\f\v\u00a0\u3000\d%％“”\"（）()一二三四五六七八九十]+")
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


def shared_passages(report: Report, other: Report) -> Shared:
    """Return what the prose of two reports shares: equal but for numbers, or mostly the same pieces."""
    there = frozenset(_sentences(other))
    by_piece: dict[str, list[str]] = {}
    for bare in there:
        for piece in _PIECE.findall(bare):
            by_piece.setdefault(piece, []).append(bare)
    pairs: list[tuple[str, str]] = []
    whole = same = longest = 0
    for bare in _sentences(report):
        whole += len(bare)
        nearest = bare if bare in there else _nearest(bare, by_piece)
        if nearest is not None:
            same += len(bare)
            longest = max(longest, len(bare))
            pairs.append((bare, nearest))
    return Shared(report, other, tuple(pairs), same / whole if whole else 0.0, longest)


def _sentences(report: Report) -> list[str]:
    """Return the sentences to be compared, without numbers; no formal opening."""
    text = "\n".join([section.text for section in report.sections])
    return [
        bare
        for bare in _SENTENCE.findall(_NOISE.sub("", text))
        if len(bare) >= _SHORTEST and not (_FORMAL.search(bare, 0, 12) or _TALLY.fullmatch(bare))
    ]


def _nearest(bare: str, by_piece: dict[str, list[str]]) -> str | None:
    """Return the other report's sentence that has most of this one's pieces, word for word."""
    shared = [piece for piece in _PIECE.findall(bare) if piece in by_piece]
    if sum(map(len, shared)) < _ALIKE * len(bare):
        return None
    alike: dict[str, int] = {}
    for piece in shared:
        for other in by_piece[piece][:_MOST]:
            alike[other] = alike.get(other, 0) + len(piece)
    best = max(alike, key=alike.__getitem__)
    return best if alike[best] >= _ALIKE * max(len(bare), len(best)) else None


def _printed(report: Report) -> dict[str, Place]:
    """Return each sentence as printed, by what is left of it without numbers."""
    return {
        _NOISE.sub("", sentence).rstrip("。；！？"): (section.number, sentence.strip())
        for section in report.sections
        for sentence in _WHOLE.findall(section.text)
    }
