"""Which year a number is of: 2017年收到4件 in the report of 2018 counts nothing of this year."""

import re

# A year that a clause begins with, and no year that something of it is named by: 2017年要点, 2017年以来.
_YEAR = re.compile(
    "(?:^|[，；：（])(?:其中，?|而|我[局委镇]|本机关)?(?:截至|截止|在)?(?P<year>20\\d\\d)年"
    "(?:度|全年|[上下]半年|年?底|末)?"
    "(?!度|全年|底|末|以来|来|起|至|到|[-—–~～]|开始|结转|转结|未|遗留|[的之]|反映|反馈|提出|指出|存在"
    "|报告|年报|工作|要点|考核|测评|\\d|[^，；]{0,12}(?:问题|结转))"
)
_THIS_YEAR = re.compile("(?<!\\d年)(?:今年|本年|当年|年内|全年|目前)|20\\d\\d年")
_LONGEST = 40  # characters of a clause before its number
_COUNTS = re.compile("\\d")


def other_year(text: str, position: int, year: int | None) -> int | None:
    """Return the year that the words before a place of a sentence speak of, if not the report's."""
    if year is None or f"{year // 100}" not in text:
        return None
    named = list(_YEAR.finditer(text, 0, position))
    if not named or int(named[-1]["year"]) == year:
        return None
    found = named[-1]
    between = text[found.end() : position]
    if "；" in between or _THIS_YEAR.search(between):
        return None
    own, comma, _ = between.partition("，")
    if comma and own and not _COUNTS.search(own):
        return None
    return int(found["year"])


# 上半年收到4件, 12月收到3件; but 1月至12月, 截至12月底 are the whole year.
_PART = re.compile(
    "(?:^|[，；：（])(?:其中，?)?(?:20\\d\\d年)?(?:[上下]半年|第?[一二三四]季度|1?\\d月份?)"
    "(?![底末以前内度\\d]|[-—–~～至到])[^，；：（）]*$"
)


def is_of_a_part(text: str, position: int) -> bool:
    """Return whether the clause before a number speaks of a month, a quarter or half a year."""
    return _PART.search(text[max(0, position - _LONGEST) : position]) is not None
