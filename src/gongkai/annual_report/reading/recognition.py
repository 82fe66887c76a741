"""Which format a file is in, by its first bytes and not by its name."""

import re

from gongkai.annual_report.reading import docx
from gongkai.annual_report.reading.unreadable import Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", docx.ENCRYPTED),
    ("WordDocument", "这是旧版 Word（.doc）文档，暂不能读取，请另存为 .docx 后再试。"),
    ("Workbook", "这是旧版 Excel（.xls）工作簿，暂不能读取，请提供 .docx、网页或文本。"),
)
_PARTS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "这是 Excel 工作簿，暂不能读取，请提供 .docx、网页或文本。"),
    ("content.xml", "这是 OpenDocument 文档，暂不能读取，请另存为 .docx 后再试。"),
)
_TAGS = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<body[\s>]|<table[\s>]|<(?:div|p|h1|td)(?:\s[^<>]{0,400})?>",
    re.IGNORECASE,
)


def format_of(content: bytes) -> str:
    """Return docx, html or txt; raise Unreadable for what none of the readers reads."""
    if not content.strip():
        raise Unreadable("文件是空的。")
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(content)
    if content.startswith(_OLE):
        raise Unreadable(_ole(content))
    if content[:1024].lstrip().startswith(b"%PDF"):
        raise Unreadable("这是 PDF 文件，暂不能读取，请提供 .docx、网页或文本。")
    if content.lstrip().startswith(b"{\\rtf"):
        raise Unreadable("这是 RTF 文档，暂不能读取，请另存为 .docx 后再试。")
    narrow = content[:65536].replace(b"\x00", b"")  # UTF-16 too
    return "html" if _TAGS.search(narrow) else "txt"


def _package(content: bytes) -> str:
    names = docx.names(content)
    for name, answer in _PARTS:
        if name in names:
            if answer == "docx":
                return answer
            raise Unreadable(answer)
    raise Unreadable("这是一个压缩包，不是年度报告；请解压后提供其中的文件。")


def _ole(content: bytes) -> str:
    for stream, sentence in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            return sentence
    return "这是旧版 Office 文件，暂不能读取，请另存为 .docx 后再试。"
