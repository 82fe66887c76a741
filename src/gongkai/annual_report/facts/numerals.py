"""Numbers with their units in a sentence, and the figures that are none: dates, articles, telephones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.annual_report.quantities import simplest
from gongkai.annual_report.report import Number

# Every run is bounded and begins behind no digit: time grows with the length of the text only.
_ARABIC = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?|\d{1,12}(?:\.\d{1,6})?"
_HAN = "[〇零一二两三四五六七八九十百千]"
_UNITS = (
    "件次|篇次|场次|人次|万元|亿元|件|条|份|篇|个|项|则|次|场|期|名|人|位|元|%|起|宗|例|封|部"
    "|批|家|类|种|户|处|套|本|册|幅|张|版|只|笔|集|档|所|节|块|组|轮|班|例|例次|多|余"
)
_MEASURES = (
    "工作日|小时|分钟|天|年|周|月|日|季度|岁|公里|平方米|亩|吨|度|号|时|分|秒|倍|级|楼|室|点"
)
_PARTS = "部分|方面|章|层面|环节|阶段|维度|步骤|大项|大类|原则|统一|同步|常态|领域|角度|关键"

# What is written with digits and counts nothing; the last alternative is a quantity.
_TOKEN = re.compile(
    rf"第(?:{_HAN}{{1,6}}|\d{{1,6}})(?:[至到、—-]第?(?:{_HAN}{{1,6}}|\d{{1,6}}))?"
    r"[条款项号批期届次个部名位章节类轮季]?"
    rf"|{_HAN}{{1,4}}届(?:第?{_HAN}{{1,4}}次)?"
    r"|[A-Za-z][A-Za-z0-9._/:@&?=%-]*"
    r"|〔\d{4}〕|\[\d{4}\]"
    r"|(?<!\d)(?:(?:19|20)\d{2}(?:[-—–~～至到](?:19|20)?\d{2})?年(?:度|底|末|初|来|以来|代)?"
    r"|\d{1,2}月份?(?:\d{1,2}日)?|\d{1,2}日"
    r"|\d{3,4}[-—–]\d{5,8}(?:-\d{1,6})?|\d{1,6}(?:[.·/]\d{1,6}){2,9}|\d{1,6}[-—/]\d{1,6}(?!\d))"
    rf"|(?<!\d)(?:\d{{1,6}}|{_HAN}{{1,6}})(?:多|余)?个?(?:{_MEASURES}|{_PARTS})(?!次)"
    rf"|(?P<before>近|(?<![预节合制])约|超过?|逾|突破|大约)?"
    rf"(?P<number>(?<![\d.])(?:{_ARABIC})|{_HAN}{{1,9}})"
    r"(?P<scale>[万亿千百]?)(?P<after>[余多几来]?)(?P<scale2>万?)"
    rf"(?P<unit>{_UNITS}|(?=[，。；、）]|$))(?P<tail>以上|左右|上下|之多)?"
)
_FIRST = re.compile(rf"[0-9A-Za-z第〔\\[近约超逾突大{_HAN[1:]}")  # what a token begins with
_COUNTED = re.compile("(?:数|数量|总量)[为是达]?$")  # 信息数170，: a number without its unit
_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_DIGITS = {each: value for value, each in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}

# A word, not a number: 一次性, 一件事, 一条龙, 一个个.
_WORDS = re.compile(
    "[一两三](?:例外|次性|件事|条龙|个个|批批|系列|类事项|条心|条线|个窗口|项重要|项重点|项长期|项基础|种|家之|人一|户一|本账|张网|张图|张清单|张表|份责任|部分|个平台|个中心)"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, and where it stands in its sentence."""

    value: Number
    unit: str
    start: int
    end: int
    approximate: bool = False
    in_words: bool = False


def quantities_in(text: str) -> Iterator[Quantity]:
    """Yield the quantities of a sentence in their order."""
    end = 0
    for begin in _FIRST.finditer(text):
        if begin.start() < end:
            continue
        found = _TOKEN.match(text, begin.start())
        if found is None:
            continue
        end = found.end()
        quantity = _quantity(found, text) if found["number"] is not None else None
        if quantity is not None:
            yield quantity


def _quantity(found: re.Match[str], text: str) -> Quantity | None:
    number, unit = found["number"], found["unit"]
    is_word = not number[0].isdigit()
    if is_word and _WORDS.match(text, found.start("number")):
        return None
    before = text[found.start() - 1] if found.start() else ""
    if before and ((before.isascii() and before.isalnum()) or before in ".第"):
        return None
    if not unit and (is_word or not _COUNTED.search(text, 0, found.start())):
        return None
    value = chinese_value(number) if is_word else _arabic(number)
    if value is None:
        return None
    scale, end, last = found["scale"] or found["scale2"] or "", found.end(), unit
    approximate = bool(found["before"] or found["after"] or found["tail"])
    if unit in ("多", "余"):  # 主动公开信息300多，…: counted in nothing
        approximate, last = True, ""
    if scale in ("万", "亿") and last == "元":
        last, scale = scale + last, ""
    return Quantity(
        simplest(value * _SCALES[scale]), last, found.start(), end, approximate, in_words=is_word
    )


def _arabic(digits: str) -> Decimal:
    return Decimal(digits.replace("，", "").replace(",", ""))


def chinese_value(numeral: str) -> Decimal | None:
    """Return the number of 三十二, 一百零五, 二〇; None where the order of the words is none."""
    if not any(each in _POWERS for each in numeral):
        if len(numeral) > 1 and "两" in numeral:
            return None
        return Decimal("".join(str(_DIGITS[each]) for each in numeral))
    total = digit = 0
    last = 10_000
    for each in numeral:
        if each in _POWERS:
            power = _POWERS[each]
            if power >= last:
                return None
            total += (digit or 1) * power
            digit, last = 0, power
        else:
            digit = _DIGITS[each]
    return Decimal(total + digit)
