"""The report as pdf: A4 after GB/T 9704, tagged, with bookmarks and every face embedded.

The faces are 小标宋, 黑体, 楷体, 仿宋 and 宋体 where this computer has them. Where it has not, Noto
Serif SC stands for the four with serifs and Noto Sans SC for 黑体, both from our own dependency: the
same report then gives the same bytes on every machine.
"""

import json
import re
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst

from gongkai.annual_report.rendering.layout import (
    LaidTable,
    Role,
    lines_of,
    paragraphs,
    parts_of,
    title_lines,
)
from gongkai.annual_report.report import Report

TEMPLATE = Path(__file__).with_name("report.typ")
_SERIF, _SANS = "Noto Serif SC", "Noto Sans SC"
_FACES = {
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK"),
    "hei": ("SimHei", "黑体"),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体"),
    "fang": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋"),
    "song": ("SimSun", "宋体"),
}
"""Use → the official face under the names it is installed by."""
_WEIGHTS = {"title": 0.45, "kai": 0.3}  # pt of stroke, where Noto Serif stands for the face
_PADS = (
    3.5,
    3.0,
    2.5,
    2.0,
)  # pt above and below the text of a cell, the first that lets the table fit
_PAGE = 590.0  # pt that a table may take of the 638 of a page, under its heading
_SIZE, _LEADING = 10, 3  # as in report.typ
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_ONE_AT_A_TIME = threading.Lock()


def render(report: Report) -> bytes:
    """Return the report as the bytes of a pdf."""
    source = source_of(report)
    with _ONE_AT_A_TIME:
        compiler = _compiler()
        try:
            return _compiled(compiler, source, accessible=True)
        except (
            typst.TypstError
        ):  # a character no face has: accessible pdf refuses it, plain pdf boxes it
            return _compiled(compiler, source, accessible=False)


def source_of(report: Report) -> str:
    """Return what the template is given: JSON, in which nothing can be markup."""
    return json.dumps(_data(report), ensure_ascii=False)


def _compiled(compiler: typst.Compiler, source: str, *, accessible: bool) -> bytes:
    content = compiler.compile(
        format="pdf",
        sys_inputs={"report": source},
        pdf_standards=["ua-1"] if accessible else [],
    )
    if not isinstance(content, bytes):
        raise TypeError("typst made more than one file")
    return content


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=_fonts())


@cache
def _fonts() -> typst.Fonts:
    """Return our two faces; those of the computer too where an official one is among them."""
    ours = [str(Path(pylopdf_fonts_zh_cn.serif_path()).parent)]
    installed = typst.Fonts(include_embedded_fonts=False, font_paths=ours)
    if _official(installed):
        return installed
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=ours)


def _official(fonts: typst.Fonts) -> dict[str, str]:
    """Return use → the official face that is there."""
    families = set(fonts.families())
    found = {
        use: next((name for name in names if name in families), None)
        for use, names in _FACES.items()
    }
    return {use: name for use, name in found.items() if name is not None}


@cache
def _faces() -> dict[str, Any]:
    official = _official(_fonts())
    families = {
        use: [
            *([official[use]] if use in official else []),
            *((_SANS, _SERIF) if use == "hei" else (_SERIF, _SANS)),
        ]
        for use in _FACES
    }
    weights = {use: 0 if use in official else weight for use, weight in _WEIGHTS.items()}
    return {"fonts": families, "weights": weights}


def _data(report: Report) -> dict[str, Any]:
    return {
        **_faces(),
        "title": _text(report.title) or "政府信息公开工作年度报告",
        "author": _text(report.office or ""),
        "title_lines": [_text(line) for line in title_lines(report.title) if line],
        "preamble": list(_lines(report.preamble)),
        "parts": [
            {
                "heading": _text(part.heading),
                "lines": list(_lines(part.text)),
                "table": None if part.table is None else _table(part.table),
            }
            for part in parts_of(report)
        ],
    }


def _lines(text: str) -> Iterator[dict[str, str]]:
    for lead, rest in paragraphs(_text(text)):
        yield {"lead": lead, "rest": rest}


def _table(table: LaidTable) -> dict[str, Any]:
    pad = next((pad for pad in _PADS if _height(table, pad) <= _PAGE), None)
    return {
        "name": table.name,
        "pad": _PADS[0] if pad is None else pad,
        "breakable": pad is None,
        "widths": [width / 20 for width in table.widths],
        "heading_rows": table.heading_rows,
        "rows": [
            [
                {
                    "text": _text(cell.text),
                    "width": cell.width,
                    "height": cell.height,
                    "upright": cell.upright,
                    "left": cell.role in {Role.LABEL, Role.BAND},
                    "group": cell.role is Role.GROUP,
                    "band": cell.role is Role.BAND,
                    "size": cell.size / 2,
                }
                for cell in row
            ]
            for row in table.rows
        ],
    }


def _height(table: LaidTable, pad: float) -> float:
    """Return about how high a table is set, in pt."""
    return sum(lines * _SIZE + (lines - 1) * _LEADING + 2 * pad for lines in lines_of(table))


def _text(text: str) -> str:
    return _NOT_TEXT.sub("", text)
