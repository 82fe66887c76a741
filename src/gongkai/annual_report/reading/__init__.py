"""Reading a report: the format by what the file holds, then one stream, then one interpretation."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from gongkai.annual_report.reading import docx, html, txt
from gongkai.annual_report.reading.blocks import Block
from gongkai.annual_report.reading.interpretation import interpret
from gongkai.annual_report.reading.limits import FILE_BYTES
from gongkai.annual_report.reading.recognition import format_of
from gongkai.annual_report.reading.unreadable import Unreadable
from gongkai.annual_report.report import Note, Report

__all__ = ["Unreadable", "read", "read_bytes"]

READERS: dict[str, Callable[[bytes], Sequence[Block]]] = {
    "docx": docx.blocks_of,
    "html": html.blocks_of,
    "txt": txt.blocks_of,
}
_EXTENSIONS = {
    "docx": {".docx", ".docm", ".dotx"},
    "html": {".html", ".htm", ".xhtml", ".shtml", ".mht"},
    "txt": {".txt", ".text", ".md", ""},
}
_CALLED = {"docx": "Word 文档（docx）", "html": "网页（html）", "txt": "纯文本"}


def read(path: Path | str) -> Report:
    """Return the report in a file; raise Unreadable with the sentence that says why not."""
    path = Path(path)
    try:
        if not path.is_file():
            raise Unreadable("这不是一个文件。" if path.exists() else "文件不存在。")
        if path.stat().st_size > FILE_BYTES:
            raise Unreadable(
                f"文件超过 {FILE_BYTES // 1024 // 1024} MB，远超一份年度报告的篇幅，未予读取。"
            )
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable("文件打不开，请检查是否有读取权限。") from error
    return read_bytes(content, path.name)


def read_bytes(content: bytes, name: str = "") -> Report:
    """Return the report in the bytes of a file of this name."""
    kind = format_of(content)
    report = interpret(READERS[kind](content), page=kind == "html")
    extension = Path(name).suffix.lower()
    if name and extension not in _EXTENSIONS[kind]:
        message = f"文件扩展名是“{extension}”，内容是{_CALLED[kind]}，已按内容读取。"
        report = replace(report, notes=(*report.notes, Note("wrong-extension", message)))
    return report
