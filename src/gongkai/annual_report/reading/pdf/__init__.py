"""Pdf with a text layer: a lattice of ruling lines and the glyphs in it, over all its pages."""

from collections.abc import Iterable, Sequence

from gongkai.annual_report.reading.blocks import Block, Remark, bounded, unframed
from gongkai.annual_report.reading.pdf import lattice, parting, prose, scanned, tables
from gongkai.annual_report.reading.pdf.lattice import Region
from gongkai.annual_report.reading.pdf.page import Glyph, Page
from gongkai.annual_report.reading.pdf.text import Line, lines_of
from gongkai.annual_report.reading.unreadable import Unreadable
from gongkai.annual_report.report import Note

EMPTY = "文件里没有可以读取的文字。"
BY_NUMBERS = "表格缺边框线，按数字排列的位置分行、分栏读取后，勾稽关系成立的更多。"
_ILLEGIBLE = 0.2  # of the glyphs, from which on a text without a meaning is no text
NO_MEANING = "文件里的文字没有字符编码，不能读取；请提供原来的电子文档。"

_FULL = 0.9  # of the widest line: such lines go from edge to edge

_APART = 6.0  # points between rows whose cells are boxes each, at most

_Item = Region | Line


def blocks_of(content: bytes) -> Sequence[Block | Remark]:
    """Return the block stream of a pdf."""
    return _with_word_of_scans(scanned.pages_of(content), by_numbers=False)


def blocks_by_numbers_of(content: bytes) -> Sequence[Block | Remark]:
    """Return the stream with tables parted where their numbers stand apart and no line is drawn."""
    return _with_word_of_scans(scanned.pages_of(content), by_numbers=True)


def _with_word_of_scans(pages: Sequence[Page], *, by_numbers: bool) -> Sequence[Block | Remark]:
    stream = blocks_of_pages(pages, by_numbers=by_numbers)
    return [*stream, *scanned.verdicts(pages, stream)]


def blocks_of_pages(pages: Sequence[Page], *, by_numbers: bool = False) -> Sequence[Block | Remark]:
    """Return the block stream of pages, wherever their glyphs and lines come from."""
    _refuse_pictures(pages)
    contents = [_items(page) for page in pages]
    lines = [[item for item in items if isinstance(item, Line)] for items in contents]
    gone = prose.running([(page.height, own) for page, own in zip(pages, lines, strict=True)])
    _set_edges(pages, lines, gone)
    flow: list[_Item] = []
    for items in contents:
        kept = [item for item in items if id(item) not in gone]
        for number, item in enumerate(kept):
            last = flow[-1] if flow else None
            is_break = number == 0
            if (
                isinstance(last, Region)
                and isinstance(item, Region)
                and tables.goes_on(last, item)
                and (is_break or item.top - last.ends_at <= _APART)
            ):
                flow[-1] = tables.continued(last, item, is_break=is_break)
            else:
                flow.append(item)
    if by_numbers:
        flow = [parting.parted(item) if isinstance(item, Region) else item for item in flow]
    blocks = bounded(unframed(list(_blocks(flow))))
    remarks = [*_remarks(pages)]
    if by_numbers:
        remarks.append(Remark(Note("read-by-numbers", BY_NUMBERS)))
    return [*blocks, *remarks]


def _refuse_pictures(pages: Sequence[Page]) -> None:
    glyphs = [glyph for page in pages for glyph in page.glyphs]
    if not glyphs:
        raise Unreadable(
            scanned.refusal(pages) if any(page.is_picture for page in pages) else EMPTY
        )
    unknown = sum(glyph.text == "\ufffd" or "\ue000" <= glyph.text < "\uf900" for glyph in glyphs)
    if unknown > _ILLEGIBLE * len(glyphs):
        raise Unreadable(NO_MEANING)


def _remarks(pages: Sequence[Page]) -> Iterable[Remark]:
    blank = [number for number, page in enumerate(pages, 1) if page.is_picture and not page.glyphs]
    if blank:
        named = "、".join(map(str, blank))
        yield Remark(Note("page-picture", f"第{named}页只有图像，没有文字，未能读取。"))
    laid = [number for number, page in enumerate(pages, 1) if page.is_picture and page.is_hidden]
    if laid:
        message = (
            f"第{'、'.join(map(str, laid))}页是扫描件，文字是识别得来的，可能有误，请与图像核对。"
        )
        yield Remark(Note("page-recognised", message))


def _items(page: Page) -> list[_Item]:
    """Return tables and lines of a page from above."""
    regions = _without_frames(lattice.regions(page.across, page.down))
    outside: list[Glyph] = []
    boxes = sorted(
        ((each.left, each.top, each.right, each.bottom, each) for each in regions),
        key=lambda box: (box[2] - box[0]) * (box[3] - box[1]),
    )
    for glyph in page.glyphs:
        x, y = (glyph[1] + glyph[3]) / 2, (glyph[2] + glyph[4]) / 2
        for left, top, right, bottom, region in boxes:
            if left <= x <= right and top <= y <= bottom:
                region.glyphs.append(glyph)
                break
        else:
            outside.append(glyph)
    items: list[_Item] = [region for region in regions if region.glyphs]
    items += lines_of(outside)
    return sorted(items, key=lambda item: item.top)


def _without_frames(regions: Sequence[Region]) -> list[Region]:
    """Return the tables, without borders of pages and frames that stand around others."""
    return [
        region
        for region in regions
        if region.is_divided
        or not any(_is_within(other, region) for other in regions if other is not region)
    ]


def _is_within(region: Region, outer: Region) -> bool:
    return (
        region.left >= outer.left
        and region.right <= outer.right
        and region.top >= outer.top
        and region.bottom <= outer.bottom
    )


def _blocks(flow: Sequence[_Item]) -> Iterable[Block]:
    waiting: list[Line] = []
    for item in flow:
        grid = tables.grid_of(item) if isinstance(item, Region) else None
        if grid is not None:
            yield from prose.paragraphs(waiting)
            waiting = []
            yield grid
        else:
            waiting += [item] if isinstance(item, Line) else lines_of(item.glyphs)
    yield from prose.paragraphs(waiting)


def _set_edges(pages: Sequence[Page], contents: Sequence[Sequence[Line]], gone: set[int]) -> None:
    """Tell each line from where to where the text of pages as wide as its own goes."""
    by_width: dict[int, list[Line]] = {}
    for page, lines in zip(pages, contents, strict=True):
        own = by_width.setdefault(round(page.width), [])
        own += [line for line in lines if id(line) not in gone]
    for lines in by_width.values():
        widest = max((line.right - line.left for line in lines), default=0.0)
        full = [line for line in lines if line.right - line.left >= _FULL * widest]
        edges = (
            min((each.left for each in full), default=0),
            max((e.right for e in full), default=0),
        )
        for line in lines:
            line.edges = edges
