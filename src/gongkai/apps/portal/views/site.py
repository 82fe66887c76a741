"""Home, whom to ask, errors on the site, accessibility, site map."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import cache_control

from gongkai.apps.offices.queries import guides_updated_on, offices, offices_but, own_government
from gongkai.apps.portal.rules import RULES
from gongkai.apps.portal.subjects import SUBJECTS
from gongkai.apps.portal.terms import sources, terms
from gongkai.apps.publishing.queries import public_items
from gongkai.apps.reports.queries import published_reports
from gongkai.law.subjects import ARTICLE_20

OFFICES_ON_HOME = 12
ITEMS_ON_HOME = 6


def home(request: HttpRequest) -> HttpResponse:
    everyone, government = offices(), own_government()
    today = timezone.localdate()  # noqa: TID251 - a view
    now = terms(today)
    # What was abolished is published anew to say so: true, and no news to whoever looks for the newest.
    newest = list(public_items().not_over_on(today)[:ITEMS_ON_HOME])
    return render(
        request,
        "portal/home.html",
        {
            "office_count": everyone.count(),
            "guide_count": everyone.with_guide().count(),
            "guides_updated_on": guides_updated_on(),
            "rule_count": len(RULES),
            "report_count": published_reports().count(),
            "subject_count": len(ARTICLE_20),
            "newest": newest,
            "item_count": public_items().count(),
            "items_today": public_items().filter(last_published_at__date=today).count(),
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
    return render(
        request,
        "portal/sitemap.html",
        {"offices": offices(), "reports": published_reports(), "subjects": SUBJECTS},
    )


@cache_control(max_age=86400)
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    closed = ("staff", "reader", "search", "apply/new", "apply/receipt", "apply/status")
    lines = ["User-agent: *", *(f"Disallow: /{path}/" for path in closed)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def favicon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return redirect(static("gongkai/favicon.svg"), permanent=False)
