"""Bytes to text: UTF-8, GB18030 and UTF-16, with or without a mark, told apart by what they say."""

import codecs
import re

from gongkai.annual_report.reading.unreadable import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w-]{3,20})""", re.IGNORECASE
)
_WORDS = ("公开", "信息", "报告")


def decode(content: bytes) -> str:
    """Return the text of a file; raise Unreadable when it is no text at all."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    candidates = []
    for encoding, errors in _attempts(content):
        try:
            text = content.decode(encoding, errors=errors)
        except (UnicodeDecodeError, LookupError):
            continue
        if any(word in text for word in _WORDS):
            return text
        candidates.append(text)
    for text in candidates:
        if not _is_binary(text):
            return text
    raise Unreadable("文件不是文本，也不是可读取的文档格式。")


def _attempts(content: bytes) -> list[tuple[str, str]]:
    declared = _DECLARED.search(content[:4096])
    named = [] if declared is None else [(_wider(declared.group(1).decode("ascii")), "strict")]
    wide = [("utf-16-le", "strict"), ("utf-16-be", "strict")]
    plain = [("utf-8", "strict"), ("gb18030", "strict")]
    damaged = [("utf-8", "replace"), ("gb18030", "replace")]
    if b"\x00" in content[:4096]:
        return [*wide, *named, *plain, *damaged]
    return [*named, *plain, *damaged, *wide]


def _wider(encoding: str) -> str:
    return "gb18030" if encoding.lower() in {"gb2312", "gbk", "gb_2312-80"} else encoding


def _is_binary(text: str) -> bool:
    sample = text[:4096]
    odd = sum(1 for each in sample if each == "\ufffd" or (each < " " and each not in "\t\r\n\f"))
    return odd * 20 > len(sample)
