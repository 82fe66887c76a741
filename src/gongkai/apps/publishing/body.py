"""The text of an item: what markup it may hold, and the paragraphs it consists of."""

from collections.abc import Iterator
from html import escape
from urllib.parse import urlsplit

from lxml import html
from lxml.etree import ParserError
from lxml.html import HtmlElement

FEATURES = ["h2", "h3", "bold", "ol", "ul", "link"]
"""What the editor offers."""
_BLOCKS = frozenset({"p", "h2", "h3", "ul", "ol", "li"})
_ALLOWED = _BLOCKS | {"b", "strong", "br", "a"}
_DROPPED_WITH_TEXT = frozenset({"script", "style", "template", "iframe", "object", "embed"})
_LINKS = frozenset({"http", "https", "mailto", "tel"})


def cleaned(markup: str) -> str:
    """Return the markup with what FEATURES can make and nothing else; text is kept."""
    return "".join(_rebuilt(element) for element in _fragments(markup))


def paragraphs(markup: str) -> list[str]:
    """Return the text of each paragraph, heading and point of a list, in order."""
    found: list[str] = []
    for fragment in _fragments(cleaned(markup)):
        found += _texts(fragment)
    return [text for raw in found if (text := raw.strip())]


def _fragments(markup: str) -> list[HtmlElement]:
    try:
        parsed = html.fragment_fromstring(markup.replace("\x00", ""), create_parent="div")
    except ParserError:  # nothing but a comment
        return []
    return [parsed]


def _rebuilt(element: HtmlElement) -> str:
    inner = escape(element.text or "", quote=False)
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _DROPPED_WITH_TEXT:
            inner += _rebuilt(child)
        inner += escape(child.tail or "", quote=False)
    if element.tag == "br":
        return "<br>"
    if element.tag == "a" and (address := _address(element)):
        return f'<a href="{escape(address)}">{inner}</a>'
    if element.tag in _ALLOWED - {"a"}:
        return f"<{element.tag}>{inner}</{element.tag}>"
    return inner


def _address(link: HtmlElement) -> str:
    address = (link.get("href") or "").strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_path = not parts.scheme and not parts.netloc
    return address if is_path or parts.scheme.lower() in _LINKS else ""


def _texts(element: HtmlElement) -> Iterator[str]:
    text = element.text or ""
    for child in element:
        if child.tag in _BLOCKS:
            yield text
            yield from _texts(child)
            text = ""
        elif child.tag == "br":
            yield text
            text = ""
        elif isinstance(child.tag, str):
            text += child.text_content()
        text += child.tail or ""
    yield text
