"""Printed wording compared: spaces, radicals, numbering, quotes and mangled labels."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

# Chrome and Skia write radicals where characters belong. NFKC mends U+2F00–2FD5, not U+2E80–2EFF.
_PAIRS = (
    "⺅亻⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢水⺣灬"
    "⺤爪⺥爪⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糸⺰纟⺱罒⺲罒⺳罒⺶羊⺷羊⺹老⺺聿⺻聿⺼肉⺽臼⺾艹"
    "⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑长⻒镸⻓长⻔门⻕阜⻖阝⻗雨"
    "⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟"
)
_MEND = {
    ord(radical): character for radical, character in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)
} | {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_INVISIBLE = dict.fromkeys(
    [0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xAD, *range(0x202A, 0x202F)]
)
_NUMERALS = "〇零一二三四五六七八九十"
_ORDINAL = re.compile(
    rf"^(?:[(（〔]\s*(?:[{_NUMERALS}]{{1,3}}|\d{{1,2}})\s*[)）〕][、.．]?"
    rf"|[{_NUMERALS}]{{1,3}}\s*[、.．,，:：]"
    r"|\d{1,2}\s*(?:[、.．,，)）]|(?=[^\d\s.,%％件条个项次人年月日]))"
    r"|[①-⑳⑴-⒇⒈-⒛])\s*"
)
_QUOTES = re.compile("[“”\"'‘’＂＇「」『』《》〈〉]")
_LIKE = 0.6
_LONGEST = 200  # no label of any form is longer


def mended(text: str) -> str:
    """Return the text with radicals put back to characters and invisible characters dropped."""
    return text.translate(_MEND).translate(_INVISIBLE)


def one_line(text: str) -> str:
    """Return the text with every run of spaces as one, and none beside a Chinese character."""
    line = re.sub(r"\s+", " ", text).strip()
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", line)


def squeezed(text: str) -> str:
    """Return the text without any space."""
    return re.sub(r"\s+", "", mended(text))


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return what is left of a label to compare: no spaces, numbering, quotes, width or 其它."""
    text = squeezed(unicodedata.normalize("NFKC", mended(text)))
    text = _QUOTES.sub("", text).replace("其它", "其他")
    text = _ORDINAL.sub("", text)
    return re.sub(r"[,，、;；:：。.()（）·\-]", "", text)


@lru_cache(maxsize=4096)
def title_words(text: str) -> str:
    """Return a chapter title to compare: as plain, and without the words offices vary."""
    return re.sub("以及|的|和|及|与", "", plain(text))


@lru_cache(maxsize=16384)
def likeness(one: str, other: str) -> float:
    """Return how alike two plain texts are, 0 to 1; a long part of the other counts as alike."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(long) > _LONGEST:
        return 0.0
    if len(short) >= 4 and short in long:
        return 0.7 + 0.3 * len(short) / len(long)
    # Characters in common bound the ratio from above: most pairs need no matching at all.
    held = set(long)
    if 4 * sum(each in held for each in short) < len(short) + len(long):
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def likeness_to(text: str, wordings: Iterable[str]) -> float:
    """Return the likeness of a plain text to the nearest of these labels."""
    return max((likeness(text, plain(wording)) for wording in wordings), default=0.0)


def raised(text: str) -> str:
    """Return text set above or below the line, its digits marked as such: no part of a number."""
    return text.translate(_RAISED)


def chinese_number(numeral: str) -> int | None:
    """Return the number of 一 … 九十九, or None."""
    if not numeral or any(character not in _NUMERALS for character in numeral):
        return None
    if "十" not in numeral:
        digits = "".join(str(max(0, _NUMERALS.index(each) - 1)) for each in numeral)
        return int(digits)
    tens, _, ones = numeral.partition("十")
    return (_NUMERALS.index(tens) - 1 if tens else 1) * 10 + (
        _NUMERALS.index(ones) - 1 if ones else 0
    )
