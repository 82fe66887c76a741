"""Writing a report in five formats from one layout, put in place whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from gongkai.annual_report.rendering import docx, exchange_file, html, pdf, xlsx
from gongkai.annual_report.report import Report

__all__ = ["RENDERERS", "Unwritable", "put_in_place", "write"]

RENDERERS: dict[str, Callable[[Report], bytes]] = {
    ".docx": docx.render,
    ".pdf": pdf.render,
    ".html": html.render,
    ".htm": html.render,
    ".xlsx": xlsx.render,
    ".json": exchange_file.render,
}
_SUFFIXES = "、".join(suffix for suffix in RENDERERS if suffix != ".htm")


class Unwritable(Exception):
    """Raise with one Chinese sentence for the person who asked for the file."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def write(report: Report, path: Path | str) -> None:
    """Write the report in the format the name asks for; raise Unwritable and leave nothing behind."""
    path = Path(path)
    render = RENDERERS.get(path.suffix.lower())
    if render is None:
        raise Unwritable(f"不能写成“{path.suffix or path.name}”，输出文件应以 {_SUFFIXES} 结尾。")
    put_in_place(path, render(report))


def put_in_place(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; raise Unwritable where it cannot be written."""
    try:
        _replace(path, content)
    except OSError as error:
        raise Unwritable(f"写不进“{path}”，请检查目录是否存在、是否有写入权限。") from error


def _replace(path: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
