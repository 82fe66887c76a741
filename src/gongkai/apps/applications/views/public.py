"""依申请公开 for the public: choose an office, apply, get the receipt, follow the case (arts. 27–33).

The form posts once. A second page to look everything over would have to keep files, and with them
identity papers, of people who may never file; so looking over is the last step of the page itself,
made by apply.js, and without it the page says to read from the top.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_POST, require_safe

from gongkai.apps.applications import actions, code_to_show, filings
from gongkai.apps.applications.clock import calendar
from gongkai.apps.applications.forms_public import (
    ApplicationForm,
    CorrectionForm,
    LookupForm,
    WithdrawalForm,
)
from gongkai.apps.applications.lookups import TooManyTries, open_case
from gongkai.apps.applications.models import Application
from gongkai.apps.applications.prospect import milestones
from gongkai.apps.applications.public_case import PublicCase
from gongkai.apps.offices.models import Office
from gongkai.apps.offices.queries import guide_of, offices
from gongkai.apps.records.actions import atomic_with_files
from gongkai.apps.records.files import download
from gongkai.apps.records.moments import day_of
from gongkai.apps.records.refusals import Refused

RECEIPT, OPENED = "application_receipt", "opened_applications"
STAYS_OPEN = timedelta(minutes=30)
"""How long a receipt or a case stays open in a browser: enough to read, short on a shared machine."""
CONFLICT, UNUSABLE, TOO_MANY = 409, 422, 429

_private = method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Show the offices one can apply to."""
    return _choose_page(request)


def _choose_page(request: HttpRequest, unknown: str = "") -> HttpResponse:
    context = {"groups": offices_by_kind(), "unknown": unknown}
    page = "applications/public/choose.html"
    return render(request, page, context, status=404 if unknown else 200)


def offices_by_kind() -> list[tuple[str, list[Office]]]:
    """Return the offices, those of one kind together."""
    listed = list(offices())
    found = ((kind.label, [each for each in listed if each.kind == kind]) for kind in Office.Kind)
    return [(label, members) for label, members in found if members]


@_private
class Apply(View):
    """The form of one office."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        office = guide_of(slug).first()
        if office is None:
            return _choose_page(request, unknown=slug)
        _keep_session(request)
        now = timezone.now()  # noqa: TID251 - a view
        return _form_page(request, office, ApplicationForm(), now)

    @method_decorator(sensitive_variables())  # and whatever is called from here
    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        office = guide_of(slug).first()
        if office is None:
            return _choose_page(request, unknown=slug)
        now = timezone.now()  # noqa: TID251 - a view
        opened = filings.opened(request.POST.get("token", ""))
        if opened and (filed := Application.objects.filter(key=opened.key).first()):
            return _already_filed(request, filed, now)
        form = ApplicationForm(request.POST, request.FILES)
        try:
            _check_sending(request, opened, now)
        except Refused as refused:
            return _form_page(request, office, form, now, refusal=str(refused))
        if opened and form.is_valid():
            return _file(request, office, form, opened.key, now)
        return _form_page(request, office, form, now)


def _check_sending(request: HttpRequest, opened: filings.Opened | None, now: datetime) -> None:
    """Raise Refused for what no person sent, and for too much from one address."""
    if request.POST.get("website"):
        raise Refused("这次提交像是程序自动填写的，没有收下。请核对以后再提交一次。")
    if opened is None:
        raise Refused("这一页不完整或者被改动过，没有提交。请核对以后再提交一次。")
    opened.check_time(now)
    filings.check_number(filings.hashed_address(request), at=now)


def _form_page(
    request: HttpRequest,
    office: Office,
    form: ApplicationForm,
    now: datetime,
    refusal: str = "",
) -> HttpResponse:
    context = {
        "office": office,
        "form": form,
        "refusal": refusal,
        "token": filings.token_to_show(request.POST.get("token", ""), now),
        **_what_comes(day_of(now)),
    }
    status = UNUSABLE if refusal or form.errors else 200
    return render(request, "applications/public/form.html", context, status=status)


def _what_comes(filed_on: Any) -> dict[str, Any]:
    """Return the dates of what is filed on that day, as the pages show them."""
    return {"today": filed_on, "milestones": milestones(filed_on, calendar(), settings.PRACTICE)}


def _file(
    request: HttpRequest, office: Office, form: ApplicationForm, key: UUID, now: datetime
) -> HttpResponse:
    """File it and keep the code for the receipt, both or neither."""
    application = form.application()
    # A second sending of the same form finds it, at the latest in the database.
    application.key = key
    address = filings.hashed_address(request)
    try:
        with atomic_with_files():
            filings.one_at_a_time(address)
            filings.check_number(address, at=now)
            code = actions.file_application(
                application, form.applicant(), office=office, papers=form.papers(), at=now
            )
            filings.remember(address, at=now)
            _keep_session(request)
            request.session[RECEIPT] = {"key": str(key), "at": now.isoformat()}
            request.session.cycle_key()
            request.session.save()
    except Refused as refused:
        return _form_page(request, office, form, now, refusal=str(refused))
    except ValidationError:
        filed = Application.objects.filter(key=key).first()
        if filed is None:
            raise
        return _already_filed(request, filed, now)
    return code_to_show.hand_over(redirect("apply-receipt"), application, code)


def _already_filed(request: HttpRequest, application: Application, now: datetime) -> HttpResponse:
    """Lead a second sending of one form to the first one's receipt, if that was sent from here."""
    kept = _receipt_kept(request, now)
    if kept and kept["key"] == str(application.key):
        return redirect("apply-receipt")
    context = {"application": application}
    return render(request, "applications/public/already_filed.html", context, status=CONFLICT)


def _keep_session(request: HttpRequest) -> None:
    """See that a session stands before the form is sent: a page sent twice comes from one browser."""
    if not request.user.is_authenticated:
        request.session.set_expiry(0)  # it ends with the browser


def _receipt_kept(request: HttpRequest, now: datetime) -> dict[str, str] | None:
    """Return what this browser may still see of what it filed."""
    kept: dict[str, str] | None = request.session.get(RECEIPT)
    if kept is None or now - datetime.fromisoformat(kept["at"]) > STAYS_OPEN:
        return None
    return kept


@require_GET
@never_cache
def receipt(request: HttpRequest) -> HttpResponse:
    """Show number and query code, the code once."""
    now = timezone.now()  # noqa: TID251 - a view
    kept = _receipt_kept(request, now)
    if kept is None:
        return render(request, "applications/public/no_receipt.html", status=404)
    application = Application.objects.select_related("office", "applicant").get(key=kept["key"])
    code = code_to_show.handed_over(request, application)
    context = {"application": application, "office": application.office, "code": code}
    context |= _what_comes(day_of(application.filed_at))
    page = render(request, "applications/public/receipt.html", context)
    return code_to_show.shown(request, page)


@_private
class Status(View):
    """Ask for number and query code, and open the case."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = LookupForm(initial={"number": request.GET.get("number", "")[:60]})
        return self.page(request, form, why=request.GET.get("why", ""))

    @method_decorator(sensitive_variables())
    def post(self, request: HttpRequest) -> HttpResponse:
        form, status = LookupForm(request.POST), UNUSABLE
        if form.is_valid():
            now = timezone.now()  # noqa: TID251 - a view
            address = filings.hashed_address(request)
            try:
                application = open_case(**form.cleaned_data, address_hash=address, at=now)
            except Refused as refused:
                form.add_error(None, str(refused))
                status = TOO_MANY if isinstance(refused, TooManyTries) else UNUSABLE
            else:
                _open(request, application, now)
                return redirect("apply-case", key=application.key)
        return self.page(request, form, status=status)

    def page(
        self, request: HttpRequest, form: LookupForm, why: str = "", status: int = 200
    ) -> HttpResponse:
        context = {"form": form, "why": why}
        return render(request, "applications/public/status.html", context, status=status)


def _open(request: HttpRequest, application: Application, now: datetime) -> None:
    _keep_session(request)
    opened = request.session.get(OPENED, {})
    # With the hash, so that a renewed code closes what the old one opened.
    opened[str(application.key)] = [now.isoformat(), application.query_code_hash]
    request.session[OPENED] = opened
    request.session.cycle_key()  # what was known of the browser before opens nothing


def _opened(request: HttpRequest, key: UUID, now: datetime) -> Application | None:
    """Return the application if this browser opened it a short while ago."""
    opened_at, code_hash = request.session.get(OPENED, {}).get(str(key), (None, None))
    if opened_at is None or now - datetime.fromisoformat(opened_at) > STAYS_OPEN:
        return None
    opened = Application.objects.filter(key=key, query_code_hash=code_hash)
    return opened.select_related("office__supervisor", "applicant", "reply").first()


@require_GET
@never_cache
def case(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the case to whoever opened it."""
    now = timezone.now()  # noqa: TID251 - a view
    application = _opened(request, key, now)
    if application is None:
        return _ask_again("closed")
    return _case_page(request, application, now)


def _case_page(
    request: HttpRequest,
    application: Application,
    now: datetime,
    *,
    refused: CorrectionForm | WithdrawalForm | None = None,
) -> HttpResponse:
    """Show the case with what its applicant can do; a form that was not accepted keeps what was typed."""
    shown = PublicCase(application, day_of(now))
    context = {
        "case": shown,
        "today": shown.today,
        "correction": refused if isinstance(refused, CorrectionForm) else CorrectionForm(),
        "withdrawal": refused if isinstance(refused, WithdrawalForm) else WithdrawalForm(),
        "refused": refused,
    }
    status = UNUSABLE if refused else 200
    return render(request, "applications/public/case.html", context, status=status)


@sensitive_post_parameters()
@require_POST
@never_cache
def hand_in_correction(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take in the corrected application from whoever opened the case."""
    return _of_the_applicant(request, key, CorrectionForm(request.POST, request.FILES))


@require_POST
@never_cache
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take note that whoever opened the case takes the application back."""
    return _of_the_applicant(request, key, WithdrawalForm(request.POST))


def _of_the_applicant(
    request: HttpRequest, key: UUID, form: CorrectionForm | WithdrawalForm
) -> HttpResponse:
    """Do what the applicant asks for, and show the case; a refusal keeps what was typed."""
    now = timezone.now()  # noqa: TID251 - a view
    application = _opened(request, key, now)
    if application is None:
        return _ask_again("closed")
    if form.is_valid():
        try:
            form.carry_out(application, at=now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("apply-case", key=key)
    return _case_page(request, application, now, refused=form)


@require_POST
@never_cache
def close_case(request: HttpRequest, key: UUID) -> HttpResponse:
    """Forget in this browser that the case was opened."""
    opened = request.session.get(OPENED, {})
    opened.pop(str(key), None)
    request.session[OPENED] = opened
    return _ask_again("left")


@require_GET
@never_cache
def file(request: HttpRequest, key: UUID, file_key: UUID) -> HttpResponseBase:
    """Hand over a paper that is for the applicant, to whoever opened the case."""
    now = timezone.now()  # noqa: TID251 - a view
    application = _opened(request, key, now)
    if application is None:
        return _ask_again("closed")
    for paper in PublicCase(application, day_of(now)).downloads:
        if paper.stored.key == file_key:
            return download(paper.stored)
    raise Http404


def _ask_again(why: str) -> HttpResponse:
    return redirect(f"{reverse('apply-status')}?why={why}")


@require_safe
def lost_code(request: HttpRequest) -> HttpResponse:
    """Tell how to get a new query code."""
    return render(request, "applications/public/lost_code.html", {"groups": offices_by_kind()})
