"""What the prose says there was none of: 未收到…, 没有发生…, and 无 under a heading."""

import re

from gongkai.annual_report.facts.chapter import Chapter
from gongkai.annual_report.facts.clauses import DENIED
from gongkai.annual_report.facts.numerals import Quantity
from gongkai.annual_report.facts.rules import absences, subjects, subjects_in
from gongkai.annual_report.facts.scopes import scope_of
from gongkai.annual_report.facts.sentences import Sentence

NEGATION = re.compile(
    "(?P<no>没有|(?:从|暂|尚|均|并|也|还)?未(?:曾|再|有)?(?=收到|接到|接收|受理|发生|出现|产生|发现|存在|有|收取|涉及|接|提起|引发|引起|被|因|对|向|收费|减免|免收|开展|召开|举办|参加|制定|制发|出台|印发|新增|废止|承办|办理|收|公布|发布|开设|组织|就|设)"
    "|无(?!一例外|法|论|需|须|障碍|锡|缝|条件|死角|纸|偿|线|差错|形|正当|理由|关|害|误|疑|遗漏|现成|故|效|小事|人机|为)|不存在|不涉及|不收取|不收费|不收任何|零(?=收费|申请|复议|诉讼|泄密))"
)
_NO_STATEMENT = re.compile(
    "确保|保证|防止|杜绝|避免|力争|严禁|不得|应当|^如(?!下|期)|^若|如果|凡是|是否|对于|谨防|要求|做到[^，]{0,6}[不无]|有无|以防|无一"
)
_NOTHING = re.compile(
    "^(?:[（(]?[一二三四五六七八九十\\d]{1,2}[)）]?[、.．]?)?(?:本年度|今年|全年)?(?:无|没有|暂无|无相关情况|无此[类项]?(?:情况|事项)?|无此情形|无相关(?:内容|事项)|零|0)(?:情况)?$"
)
_HEADING_THEN_NOTHING = re.compile("(?:情况|事项|说明|附表|附件)[:：]?(?:无|暂无|没有)$")
_IS_NONE = re.compile(
    "(?:为|是)(?:零|无|0)(?:$|(?=[，；）]))|[:：](?:无|零|没有)(?:$|(?=[，；）]))|情况(?:无|没有)(?:$|(?=[，；）]))"
)
# 未发生一起, 没有1件, 无一例: the one is what there was none of.
_NOT_ONE = re.compile(
    "(?:没有|没|未曾|未再|未|无)(?:发生|出现|收到|接到|接收|受理|产生|发现|存在|有|引发|引起|被)?过?(?:任何)?$"
)
_FEW = 12  # characters of the longest negation before a one
_LONGEST_LINE = 60
_NONE_UNDER = {each.name: each.none for each in subjects() if each.none}
_OTHER_MATTERS = re.compile("其[他它][^，。]{0,6}(?:事项|情况)|说明的事项|报告的?事项")


def is_denied(text: str, quantity: Quantity) -> bool:
    """Return whether a number is the one of 没有一件: none at all."""
    return (
        quantity.value == 1
        and not quantity.approximate
        and _NOT_ONE.search(text, max(0, quantity.start - _FEW), quantity.start) is not None
    )


def at_none(text: str, start: int, stop: int) -> bool:
    """Return whether what stands behind the last number of a clause says 未发生一起."""
    return DENIED.search(text, start, stop) is not None


def may_deny(text: str) -> bool:
    """Return whether a sentence may say that there was none of something."""
    return NEGATION.search(text) is not None or _IS_NONE.search(text) is not None


def nothing(chapter: Chapter, sentence: Sentence) -> None:
    """Write the zeros of a line that says 无 under its heading, or behind it."""
    text = sentence.text
    if len(text) > _LONGEST_LINE:
        return
    is_alone = _NOTHING.match(text) is not None
    if not is_alone and not _HEADING_THEN_NOTHING.search(text):
        return
    heading = chapter.heading if is_alone else text
    keys = []
    is_chapter = chapter.prose.key in ("other_matters", "notes_and_attachments")
    if _OTHER_MATTERS.search(heading) or (is_chapter and heading == chapter.prose.heading):
        keys.append("other_matters")
    if "附表" in heading or "附件" in heading:
        keys.append("attachments")
    if not keys:
        named = chapter.under if is_alone else subjects_in(text)
        if "fees" in named:  # 依申请公开收费情况 is of fees
            named = [name for name in named if name != "applications"]
        keys = [key for name in named for key in _NONE_UNDER.get(name, ())]
        if "fees" in named and "减免" in heading:
            keys.append("fees.waived")
    for key in dict.fromkeys(keys):
        chapter.add(sentence, key, 0, None, (0, len(text)))


def absences_in(chapter: Chapter, sentence: Sentence, start: int, stop: int) -> None:
    """Write what a clause without a number says there was none of."""
    clause = sentence.text[start:stop]
    found = NEGATION.search(clause)
    if found is None and not _IS_NONE.search(clause):
        return
    if found is not None and _NO_STATEMENT.search(clause[: found.start()]):
        return
    at = found.start() if found is not None else 0
    for row in absences():
        if row.said.search(clause, at) and not (row.unless and row.unless.search(clause, at)):
            for key in row.keys:
                scope = scope_of(key, clause, sentence.text[:start])
                chapter.add(sentence, key, 0, None, (start + at, stop), scope=scope)
