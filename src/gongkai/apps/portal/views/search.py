"""Search over what is published: guides of offices, entries of the platform, rules, subjects."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gongkai.apps.offices.models import Office
from gongkai.apps.offices.queries import offices
from gongkai.apps.portal.columns import COLUMNS
from gongkai.apps.portal.rules import RULES
from gongkai.law.subjects import ARTICLE_20

LONGEST_QUERY = 100
MOST_WORDS = 8


def words_of(query: str) -> list[str]:
    """Return the words between blanks, ideographic ones too."""
    return query[:LONGEST_QUERY].split()[:MOST_WORDS]


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
        "subjects": [subject for subject in ARTICLE_20 if says(words, subject.name)],
        "rules": [
            rule
            for rule in RULES
            if says(words, rule.instrument.title, rule.instrument.number, rule.about)
        ],
        "offices": by_name_first(words),
    }


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    words = words_of(query)
    found = found_for(words) if words else {}
    count = sum(len(part) for part in found.values())
    return render(
        request, "portal/search.html", {"query": query, "words": words, "count": count, **found}
    )
