"""What a page would cost its parser in copies of text, reckoned from its tags before it is parsed."""

import re

from gongkai.annual_report.reading.limits import PAGE_BODIES, PAGE_COPIED_BYTES, TAG_ATTRIBUTES

_ATTRIBUTES = rb"""(?:[\s/]*+[^\s/>][^\s/>=]*+
    (?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+)*+[\s/]*+(?:>|\Z)"""
# As the standard reads them: a comment, an element of bare text, a tag, any other markup. What is
# begun and not ended goes on to the end of the page, so that nothing is looked at twice.
_MARKUP = re.compile(
    rb"""<!--(?:-?>|.*?(?:--!?>|\Z))
    |<(?P<bare>script|style|textarea|title)(?=[\s/>])%b.*?(?:(?=</(?P=bare)\b)|\Z)
    |<(?P<slash>/?)(?P<name>[a-z][^\s/>]*+)%b
    |<[!?/][^>]*+(?:>|\Z)"""
    % (_ATTRIBUTES, _ATTRIBUTES),
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_CELLS = frozenset({b"td", b"th"})
_PARTS = frozenset({b"caption", b"col", b"colgroup", b"tbody", b"tfoot", b"thead", b"tr"})
# Of a page only one, and within forms none.
_SINGLE = frozenset({b"html", b"head", b"body", b"frame", b"frameset", b"form"})
# These stay in a table where they stand, though no text may.
_STAYING = frozenset({b"form", b"input", b"script", b"style", b"template"})
_IGNORED = _CELLS | _PARTS | _SINGLE | _STAYING  # or put elsewhere than the text around them
_LEADING_OUT = frozenset({b"table", b"tr", b"tbody", b"tfoot", b"thead", b"col", b"colgroup"})


def costs_too_much(content: bytes) -> bool:
    """Return whether the parser would take longer, or more memory, than any page of a report is worth."""
    bodies = sum(content.lower().count(name) for name in (b"<body", b"<html"))
    if bodies > PAGE_BODIES or any(map(_has_too_many_attributes, content.split(b"<"))):
        return True
    most = 2 * len(content) * content.count(b"<")  # every piece of text copied whole, in both ways
    return most > PAGE_COPIED_BYTES and copied_bytes(content) > PAGE_COPIED_BYTES


def _has_too_many_attributes(markup: bytes) -> bool:
    """Return whether a tag, with the text after it, has more words than the parser compares one by one."""
    return (
        len(markup) > 2 * TAG_ATTRIBUTES
        and len(markup.replace(b"/", b" ").split()) > TAG_ATTRIBUTES
    )


def copied_bytes(content: bytes) -> int:
    """Return how many bytes of text the parser copies at most to put pieces of text together.

    Text on both sides of a tag that makes no element is one text, copied for every piece it gains.
    The same befalls text between the cells of a table, which is moved in front of it.
    """
    copied = within = in_front = at = 0
    in_table = leads_out = False
    for markup in _MARKUP.finditer(content):
        length = markup.start() - at
        if length:
            within += length
            copied += within
            if leads_out and not content[at : markup.start()].isspace():
                in_front += length
                copied += in_front
        at = markup.end()
        name = (markup["name"] or markup["bare"] or b"").lower()
        is_end = bool(markup["slash"])
        if name == b"table":
            in_table = not is_end
        elif name == b"template":  # a table begun in it ends with it
            in_table = False
        if not is_end and name and (name not in _IGNORED or (in_table and name in _CELLS)):
            within = 0
        if name in _LEADING_OUT or (is_end and name in _CELLS | _PARTS):
            leads_out = True
        elif name and not is_end and name not in _SINGLE | _STAYING:
            leads_out = False
    return copied
