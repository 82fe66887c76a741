"""Reading a report: the format by what the file holds, then one stream, then one interpretation."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gongkai.annual_report import relations
from gongkai.annual_report.exchange import SCHEMA, Malformed, report_of
from gongkai.annual_report.facts import with_facts
from gongkai.annual_report.reading import doc, docx, html, pdf, spreadsheet, txt
from gongkai.annual_report.reading.blocks import Block, Remark
from gongkai.annual_report.reading.interpretation import interpret
from gongkai.annual_report.reading.limits import FILE_BYTES
from gongkai.annual_report.reading.recognition import format_of
from gongkai.annual_report.reading.unreadable import Unreadable
from gongkai.annual_report.report import Note, Report

__all__ = ["Unreadable", "read", "read_bytes"]

Blocks = Callable[[bytes], Sequence[Block | Remark]]


@dataclass(frozen=True, slots=True)
class Reader:
    """How files of one format are read: the first way, and others for where its numbers disagree."""

    called: str
    extensions: frozenset[str]
    blocks: Blocks
    others: tuple[Blocks, ...] = ()
    is_page: bool = False  # with a title of its own above the document's

    def reading(self, content: bytes) -> tuple[Sequence[Block | Remark], Report]:
        """Return the stream and the report of the reading that breaks the fewest relations.

        A misread cell breaks two or three; what no reading mends is the office's own.
        """
        stream = self.blocks(content)
        report = interpret(stream, page=self.is_page)
        broken = _broken_count(report)
        for blocks in self.others:
            if not broken:
                break
            second = blocks(content)
            other = interpret(second, page=self.is_page)
            if _broken_count(other) < broken:
                stream, report, broken = second, other, _broken_count(other)
        return stream, report


def _broken_count(report: Report) -> int:
    return relations.broken_count(dict(report.tables()))


def _ends(*extensions: str) -> frozenset[str]:
    return frozenset(extensions)


READERS = {
    "doc": Reader("Word 97–2003 文档（doc）", _ends(".doc", ".wps", ".dot", ".wpt"), doc.blocks_of),
    "docx": Reader("Word 文档（docx）", _ends(".docx", ".docm", ".dotx"), docx.blocks_of),
    "html": Reader(
        "网页（html）",
        _ends(".html", ".htm", ".xhtml", ".shtml", ".mht"),
        html.blocks_of,
        is_page=True,
    ),
    "pdf": Reader("PDF 文件", _ends(".pdf"), pdf.blocks_of, (pdf.blocks_by_numbers_of,)),
    "sheet": Reader(
        "Excel 工作簿",
        _ends(".xlsx", ".xls", ".et", ".xlsm", ".xltx", ".xlt", ".ett"),
        spreadsheet.blocks_of,
    ),
    "txt": Reader("纯文本", _ends(".txt", ".text", ".md", ""), txt.blocks_of),
}


def read(path: Path | str) -> Report:
    """Return the report in a file; raise Unreadable with the sentence that says why not."""
    path = Path(path)
    return read_bytes(content_of(path), path.name)


def content_of(path: Path) -> bytes:
    """Return what a file holds; raise Unreadable where it is none, or larger than any report."""
    try:
        if not path.is_file():
            raise Unreadable("这不是一个文件。" if path.exists() else "文件不存在。")
        if path.stat().st_size > FILE_BYTES:
            raise Unreadable(
                f"文件超过 {FILE_BYTES // 1024 // 1024} MB，远超一份年度报告的篇幅，未予读取。"
            )
        return path.read_bytes()
    except OSError as error:
        raise Unreadable("文件打不开，请检查是否有读取权限。") from error


def read_bytes(content: bytes, name: str = "") -> Report:
    """Return the report in the bytes of a file of this name; data of our own schema are taken as they are."""
    if _is_exchange(content):
        return with_facts(_exchanged(content))
    reader = READERS[format_of(content)]
    report = with_facts(reader.reading(content)[1])
    extension = Path(name).suffix.lower()
    if name and extension not in reader.extensions:
        message = f"文件扩展名是“{extension}”，内容是{reader.called}，已按内容读取。"
        report = replace(report, notes=(*report.notes, Note("wrong-extension", message)))
    return report


def _is_exchange(content: bytes) -> bool:
    return content[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and SCHEMA.encode() in content


def _exchanged(content: bytes) -> Report:
    try:
        return report_of(json.loads(content))
    except Malformed as malformed:
        raise Unreadable(f"数据文件不合格式：{malformed.sentence}") from malformed
    except (ValueError, RecursionError) as error:
        raise Unreadable("数据文件不是完整的 JSON。") from error
