"""Home, whom to ask, errors on the site, accessibility, site map."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import cache_control

from gongkai.apps.offices.queries import guides_updated_on, offices, offices_but, own_government
from gongkai.apps.portal.rules import RULES
from gongkai.apps.portal.terms import sources, terms
from gongkai.law.subjects import ARTICLE_20

OFFICES_ON_HOME = 12


def home(request: HttpRequest) -> HttpResponse:
    everyone, government = offices(), own_government()
    now = terms(timezone.localdate())  # noqa: TID251 - a view
    return render(
        request,
        "portal/home.html",
        {
            "office_count": everyone.count(),
            "guide_count": everyone.with_guide().count(),
            "guides_updated_on": guides_updated_on(),
            "rule_count": len(RULES),
            "subject_count": len(ARTICLE_20),
            "terms": now,
            "sources": sources([now["reply"].citation, now["fee"].citation]),
            "listed": offices_but(government)[:OFFICES_ON_HOME],
            "government": government,
        },
    )


def ask(request: HttpRequest) -> HttpResponse:
    reachable = offices().exclude(telephone="", address="")
    return render(
        request, "portal/ask.html", {"government": own_government(), "reachable": reachable}
    )


def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/contact.html", {"government": own_government()})


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html", {"government": own_government()})


def sitemap(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/sitemap.html", {"offices": offices()})


@cache_control(max_age=86400)
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    lines = ["User-agent: *", "Disallow: /staff/", "Disallow: /reader/", "Disallow: /search/"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def favicon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return redirect(static("gongkai/favicon.svg"), permanent=False)
