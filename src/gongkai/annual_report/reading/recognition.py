"""Which format a file is in, by its first bytes and not by its name."""

import io
import re
import struct

import olefile

from gongkai.annual_report.reading import docx
from gongkai.annual_report.reading.unreadable import Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = "这是 RTF 文档，不能读取，请另存为 .docx 后再试。"
_OLD = "这是旧版 Office 文件，不能读取，请另存为 .docx 后再试。"
_STREAMS = {  # of the root storage → what the file is, or why it is not read
    "EncryptedPackage": docx.ENCRYPTED,
    "WordDocument": "doc",
    "Workbook": "sheet",
    "Book": "sheet",
}
_PARTS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "sheet"),
    ("xl/workbook.bin", "这是二进制 Excel 工作簿（.xlsb），不能读取，请另存为 .xlsx 后再试。"),
    ("content.xml", "这是 OpenDocument 文档，不能读取，请另存为 .docx 后再试。"),
)
_WRITTEN_AS_XML = (
    (b"http://schemas.microsoft.com/office/word/2003/wordml", "这是 Word 2003 XML 文档"),
    (b"http://schemas.microsoft.com/office/2006/xmlPackage", "这是单一文件的 Word XML 文档"),
    (b"urn:schemas-microsoft-com:office:spreadsheet", "这是 Excel 2003 XML 工作簿"),
    (b"urn:oasis:names:tc:opendocument", "这是单一文件的 OpenDocument 文档"),
)
_PICTURES = {  # how their files begin
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
}
_BITMAP = re.compile(rb"BM.{4}\x00{4}", re.DOTALL)
_TAGS = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<body[\s>]|<table[\s>]|<(?:div|p|h1|td)(?:\s[^<>]{0,400})?>",
    re.IGNORECASE,
)


def format_of(content: bytes) -> str:
    """Return docx, doc, sheet, html, pdf or txt; raise Unreadable for what none of the readers reads."""
    if not content.strip():
        raise Unreadable("文件是空的。")
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(content)
    if content.startswith(_OLE):
        return _compound(content)
    if content[:1024].lstrip().startswith(b"%PDF"):
        return "pdf"
    if content.lstrip().startswith(b"{\\rtf"):
        raise Unreadable(_RTF)
    _refuse_picture(content)
    _refuse_other_xml(content)
    narrow = content[:65536].replace(b"\x00", b"")  # UTF-16 too
    return "html" if _TAGS.search(narrow) else "txt"


def _refuse_picture(content: bytes) -> None:
    kinds = [kind for begins, kind in _PICTURES.items() if content.startswith(begins)]
    if _BITMAP.match(content):
        kinds.append("BMP")
    if kinds:
        raise Unreadable(f"这是一张图片（{kinds[0]}），不是文档；扫描的报告请存成 PDF 再读取。")


def _package(content: bytes) -> str:
    names = docx.names(content)
    for name, answer in _PARTS:
        if name in names:
            if "。" not in answer:
                return answer
            raise Unreadable(answer)
    raise Unreadable("这是一个压缩包，不是年度报告；请解压后提供其中的文件。")


def _compound(content: bytes) -> str:
    """Return what a compound file holds: .wps and .et are documents and workbooks under a new name."""
    named = [each for each in _STREAMS if each.encode("utf-16-le") in content]
    if len(named) > 1:  # one stands within the other, as a sheet in a document
        try:
            with olefile.OleFileIO(io.BytesIO(content)) as package:
                named = [each for each in named if package.exists(each)]
        except (OSError, ValueError, IndexError, struct.error, OverflowError) as error:
            raise Unreadable(docx.DAMAGED) from error
    answer = _STREAMS[named[0]] if named else _OLD
    if "。" in answer:
        raise Unreadable(answer)
    return answer


def _refuse_other_xml(content: bytes) -> None:
    head = content[:4096]
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        return
    for name, called in _WRITTEN_AS_XML:
        if name in head and b"<html" not in head:
            raise Unreadable(f"{called}，不能读取，请另存为 .docx 或 .xlsx 后再试。")
