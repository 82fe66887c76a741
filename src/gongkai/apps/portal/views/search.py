"""Search over what is published: guides of offices, entries of the platform, rules, subjects."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.apps.offices.queries import offices
from gongkai.apps.portal.columns import COLUMNS
from gongkai.apps.portal.rules import RULES
from gongkai.apps.portal.subjects import ARTICLE_20

LONGEST_QUERY = 100
MOST_WORDS = 8


def words_of(query: str) -> list[str]:
    """Return the words between blanks, ideographic ones too."""
    return query[:LONGEST_QUERY].split()[:MOST_WORDS]


def says(words: list[str], *texts: str) -> bool:
    """Return whether these texts together contain every word."""
    whole = "\n".join(texts).casefold()
    return all(word.casefold() in whole for word in words)


def search(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    words = words_of(query)
    found = (
        {"offices": [], "entries": [], "rules": [], "subjects": []}
        if not words
        else {
            "offices": list(offices().saying(words)),
            "entries": [c for c in COLUMNS if says(words, c.name, c.description, c.keywords)],
            "rules": [rule for rule in RULES if says(words, rule.title, rule.number, rule.about)],
            "subjects": [s for s in ARTICLE_20 if says(words, s.text)],
        }
    )
    count = sum(len(part) for part in found.values())
    return render(
        request, "portal/search.html", {"query": query, "words": words, "count": count, **found}
    )
