"""Web pages: text in block elements as paragraphs, innermost tables as grids."""

import re
from collections.abc import Iterable, Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from gongkai.annual_report.reading.blocks import (
    TOO_MUCH,
    Block,
    Grid,
    GridCell,
    Paragraph,
    Remark,
    bounded,
    unframed,
)
from gongkai.annual_report.reading.decoding import decode
from gongkai.annual_report.reading.html_scan import costs_too_much
from gongkai.annual_report.reading.limits import (
    CELLS,
    DEPTH,
    PAGE_BYTES,
    SPAN,
    TAGS,
)
from gongkai.annual_report.reading.unreadable import Unreadable
from gongkai.annual_report.report import Note
from gongkai.annual_report.wording import raised

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "o:p",
        "q",
        "ruby",
        "samp",
        "small",
        "span",
        "st1:chsdate",
        "st1:personname",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "v:shape",
        "v:shapetype",
    ]
)
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "select",
        "option",
        "button",
        "textarea",
        "iframe",
        "object",
        "svg",
        "colgroup",
        "xml",
        "del",
        "s",
        "strike",
        "rp",  # how a character is said
        "rt",
        "rtc",
    ]
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|:\s*line-through", re.IGNORECASE
)
_RAISED = re.compile(r"vertical-align\s*:\s*(?:super|sub)\b", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
# A mirror for learners prints 年(nian)度(du).
_SAID = re.compile("[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]")
_SAID_OF = re.compile(f"(?<=[\u4e00-\u9fff]){_SAID.pattern}")
_SPOKEN = 20  # words said so that make a page one
_PICTURE = re.compile(rb"data:[a-z]+/[^\"')\s]{200,}", re.IGNORECASE)


def blocks_of(content: bytes) -> Sequence[Block | Remark]:
    """Return the block stream of a page."""
    content = _PICTURE.sub(b"", content)
    if len(content) > PAGE_BYTES or content.count(b"<") > TAGS:
        raise Unreadable(TOO_MUCH)
    if costs_too_much(content):
        raise Unreadable(TOO_MUCH)
    text = decode(content)
    remarks = []
    if len(_SAID.findall(text)) >= _SPOKEN:
        text = _SAID_OF.sub("", text)
        remarks.append(Remark(Note("pinyin", "网页在文字之间夹有拼音，已去掉拼音读取。")))
    try:
        page = LexborHTMLParser(text)
    except SelectolaxError as error:
        raise Unreadable("网页已损坏，或者内容过多，不能读取。") from error
    if page.body is None:
        return []
    return [*bounded(unframed([*_page_title(page), *_blocks(page.body)])), *remarks]


def _page_title(page: LexborHTMLParser) -> Iterator[Paragraph]:
    """Yield the pieces of the page's own title: some pages print the report's title nowhere else."""
    title = page.css_first("head title")
    for piece in re.split(r"[_|｜]|\s[-–—]+\s", title.text() if title is not None else ""):
        if "公开" in piece:
            yield Paragraph(_spaced(piece))


def _blocks(body: LexborNode) -> Iterator[Block]:
    pieces: list[str] = []
    for node, opens, text in _texts(_walk(body)):
        tag = node.tag
        if tag == "-text":
            pieces.append(text)
        elif tag == "table" and opens and _is_innermost(node):
            yield from _flushed(pieces)
            yield _grid(node)
        elif tag not in _INLINE:
            yield from _flushed(pieces)
    yield from _flushed(pieces)


def _flushed(pieces: list[str]) -> Iterator[Paragraph]:
    text = _spaced("".join(pieces))
    pieces.clear()
    if text:
        yield Paragraph(text)


def _spaced(text: str) -> str:
    return text if text.isdecimal() else _SPACES.sub(" ", text).strip()


def _walk(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Yield every visible node as it opens and as it closes, without recursion.

    What lies inside an innermost table is left to its grid.
    """
    stack: list[tuple[LexborNode, bool]] = [(root, True)]
    depth = 0
    while stack:
        node, opens = stack.pop()
        if not opens:
            depth -= 1
            yield node, False
            continue
        if _is_unseen(node):
            continue
        depth += 1
        if depth > DEPTH:
            raise Unreadable(TOO_MUCH)
        yield node, True
        stack.append((node, False))
        if node.tag == "table" and _is_innermost(node):
            continue
        child = node.last_child
        while child is not None:
            stack.append((child, True))
            child = child.prev


def _is_unseen(node: LexborNode) -> bool:
    tag = node.tag or ""
    if tag == "-text":
        return False
    if tag in _UNSEEN or tag.startswith(("-comment", "!")):
        return True
    attributes = node.attributes
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and _HIDDEN.search(style) is not None)


def _is_raised(node: LexborNode) -> bool:
    """Return whether text is set above or below the line, as the marks of footnotes are."""
    style = node.attributes.get("style")
    return node.tag in {"sup", "sub"} or (style is not None and _RAISED.search(style) is not None)


def _texts(walk: Iterable[tuple[LexborNode, bool]]) -> Iterator[tuple[LexborNode, bool, str]]:
    """Yield every node as it opens and closes with the text it holds, raised text marked."""
    above = 0
    for node, opens in walk:
        text = ""
        if node.tag == "-text":
            text = (node.text_content or "") if opens else ""
        elif node.tag in _INLINE and _is_raised(node):
            above += 1 if opens else -1
        yield node, opens, raised(text) if above else text


def _is_innermost(table: LexborNode) -> bool:
    return len(table.css("table")) == 1  # itself


def _grid(table: LexborNode) -> Grid:
    """Return the table with every cell in its true column, spans counted."""
    rows: list[tuple[GridCell, ...]] = []
    taken: dict[int, int] = {}  # column → rows still covered from above
    for number, row in enumerate(table.css("tr")):
        cells: list[GridCell] = []
        column = 0
        held = dict(taken)
        taken = {each: left - 1 for each, left in taken.items() if left > 1}
        for cell in _cells(row):
            while held.get(column, 0) > 0:
                column += 1
            attributes = cell.attributes
            width = _span(attributes.get("colspan"))
            height = _span(attributes.get("rowspan"))
            cells.append(GridCell(_cell_text(cell), number, column, width))
            if height > 1:
                taken |= dict.fromkeys(range(column, column + width), height - 1)
            column += width
        rows.append(tuple(cells))
        if number > CELLS:
            break
    return Grid(tuple(rows))


def _cells(row: LexborNode) -> Iterator[LexborNode]:
    child = row.child
    while child is not None:
        if child.tag in {"td", "th"} and not _is_unseen(child):
            yield child
        child = child.next


def _span(value: str | None) -> int:
    if value is None:
        return 1
    value = value.strip()
    return max(1, min(SPAN, int(value))) if value.isascii() and value.isdecimal() else 1


def _cell_text(cell: LexborNode) -> str:
    only = cell.child
    if only is None:
        return ""
    if only.tag == "-text" and only.next is None:
        return _spaced(only.text_content or "")
    lines: list[str] = []
    pieces: list[str] = []
    for node, _, text in _texts(_walk(cell)):
        if node.tag == "-text":
            pieces.append(text)
        elif node.tag not in _INLINE:
            lines.append(_spaced("".join(pieces)))
            pieces.clear()
    lines.append(_spaced("".join(pieces)))
    return "\n".join(line for line in lines if line)
