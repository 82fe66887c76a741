"""Search over what is published: guides of offices, entries of the platform, rules, subjects."""

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gongkai.apps.offices.models import Office
from gongkai.apps.offices.queries import offices
from gongkai.apps.portal.columns import COLUMNS
from gongkai.apps.portal.rules import RULES
from gongkai.apps.portal.subjects import SUBJECTS

LONGEST_QUERY = 100
MOST_WORDS = 8


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
    }


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    query = read_query(request.GET.get("q", ""))
    found = found_for(query.words) if query.words else {}
    return render(
        request,
        "portal/search.html",
        {
            "query": query.text,
            "words": query.words,
            "left_out": query.left_out,
            "is_cut": query.is_cut,
            "most_words": MOST_WORDS,
            "longest_query": LONGEST_QUERY,
            "count": sum(len(part) for part in found.values()),
            **found,
        },
    )
