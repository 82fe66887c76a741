"""Search over what is public: items, guides of offices, entries of the platform, rules, subjects."""

import re
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gongkai.apps.offices.models import Office
from gongkai.apps.offices.queries import offices
from gongkai.apps.portal.columns import COLUMNS
from gongkai.apps.portal.rules import RULES
from gongkai.apps.portal.subjects import SUBJECTS
from gongkai.apps.publishing.queries import public_items
from gongkai.apps.reports.queries import published_reports

LONGEST_QUERY = 100
MOST_WORDS = 8
ITEMS_PER_PAGE = 20
MOST_PAIRS = 30
ALIKE_SHOWN = 10
_IDLE = re.compile(
    r"\d+年?度?|关于|有关|相关|情况|信息|资料|材料|文件|内容|申请|公开|提供|获取|全部|所有|以来|本人|请|的|和|与|及|等"
)
"""What a request says whatever it is about."""


class Query(NamedTuple):
    """What was typed, what of it is looked for, and what is not."""

    text: str
    words: list[str]
    left_out: list[str]
    is_cut: bool
    """Whether the text went on after LONGEST_QUERY characters."""


def read_query(typed: str) -> Query:
    """Return the words between blanks, ideographic ones too, as far as the search goes."""
    whole = typed.replace("\x00", "").strip()
    text = whole[:LONGEST_QUERY]
    words = text.split()
    return Query(text, words[:MOST_WORDS], words[MOST_WORDS:], whole != text)


def pairs_of(text: str) -> list[str]:
    """Return the pairs of characters a sentence is about: without years and the words of every request."""
    parts = re.findall(r"[\u4e00-\u9fff]+", _IDLE.sub(" ", text))
    pairs = (part[at : at + 2] for part in parts for at in range(len(part) - 1))
    return list(dict.fromkeys(pairs))[:MOST_PAIRS]


def says(words: list[str], *texts: str) -> bool:
    """Return whether these texts together contain every word."""
    whole = "\n".join(texts).casefold()
    return all(word.casefold() in whole for word in words)


def by_name_first(words: list[str]) -> list[Office]:
    """Return the offices that say these words, those that bear them in the name before others."""
    found = offices().saying(words)
    return sorted(found, key=lambda office: not says(words, office.name, office.short_name))


def found_for(words: list[str]) -> dict[str, list[Any]]:
    """Return what contains every word, by kind."""
    return {
        "entries": [c for c in COLUMNS if says(words, c.name, c.description, c.keywords)],
        "subjects": [subject for subject in SUBJECTS if says(words, subject.name)],
        "rules": [
            rule
            for rule in RULES
            if says(words, rule.instrument.title, rule.instrument.number, rule.about)
        ],
        "offices": by_name_first(words),
        "reports": [each for each in published_reports() if says(words, each.title)],
    }


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    query = read_query(request.GET.get("q", ""))
    found = found_for(query.words) if query.words else {}
    items = public_items().saying(query.words) if query.words else public_items().none()
    page = Paginator(items, ITEMS_PER_PAGE).get_page(request.GET.get("page"))
    count = page.paginator.count + sum(len(part) for part in found.values())
    pairs = [] if count else pairs_of(query.text)
    return render(
        request,
        "portal/search.html",
        {
            "query": query.text,
            "page": page,
            "page_query": urlencode({"q": query.text}),
            "words": query.words,
            "left_out": query.left_out,
            "is_cut": query.is_cut,
            "most_words": MOST_WORDS,
            "longest_query": LONGEST_QUERY,
            "count": count,
            "alike": public_items().alike(pairs)[:ALIKE_SHOWN] if pairs else (),
            **found,
        },
    )
