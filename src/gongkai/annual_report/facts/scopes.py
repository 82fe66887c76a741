"""Whose count it is and of what: 全市 or 本级, 备案 or 审结, 新收 or 收办."""

import re

_WHOSE = (
    "全市|全区|全县|全省|全镇|全乡|全街道|全旗|全州|全盟|全系统|[市区县省]本级|本级|[局委厅]机关"
    "|[市区县省]政府(?:办公厅|办公室|办)|各(?:县区|区县|县市区|部门|单位|乡镇|街道|镇街)"
)
# Whose count it is says the subject of a clause, not its object: 参加全市培训2次 counts nothing of the city.
_OWNER = re.compile(
    "(?:^|[，；：。])(?:(?:20\\d\\d年度?|今年|本年度|全年|年内|一年来|其中|截至[^，]{0,10})，?)?"
    f"(?P<whose>{_WHOSE})(?=[^，；。]{{0,14}}(?:共|收|受理|办理|办结|答复|公开|发布|制发|新收|举办|组织|开展|主动|累计|未|没|无|#))"
)
_WHAT = re.compile("备案|审结|新收|收办|办结|答复|累计|历年")
_KEPT = {
    "办结": ("applications.handled",),
    "答复": ("applications.handled",),
    "收办": ("applications.handled", "applications.received"),
    "新收": ("applications.received",),
    "备案": ("reconsideration.", "litigation."),
    "审结": ("reconsideration.", "litigation.", "applications.handled"),
    "累计": ("items.",),
    "历年": ("items.", "applications."),
}


def scope_of(key: str, clause: str, sentence_before: str) -> str | None:
    """Return the scope words of a count: whose it is, from the whole sentence; of what, from its clause."""
    owners = [found["whose"] for found in _OWNER.finditer(f"{sentence_before}{clause}")]
    kinds = [word for word in _WHAT.findall(clause) if key.startswith(_KEPT[word])]
    return "、".join(dict.fromkeys((*owners[-1:], *kinds))) or None
