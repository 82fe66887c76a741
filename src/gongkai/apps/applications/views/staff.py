"""The staff side of applications: the list, intake, the case and each act on it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.apps.applications import actions, code_to_show, decision, filings, listing
from gongkai.apps.applications.act_form import ActForm
from gongkai.apps.applications.case_page import CasePage
from gongkai.apps.applications.forms import (
    FORMS,
    DraftReplyForm,
    IntakeForm,
    ListForm,
    RenewQueryCodeForm,
)
from gongkai.apps.applications.identity import whole
from gongkai.apps.applications.listing import workbook_of
from gongkai.apps.applications.models import OPEN_STAGES, Application, EventFile, ReplyFile
from gongkai.apps.applications.permissions import (
    may,
    offices_read_by,
    offices_that_take_in,
    reads_applications,
    took_part_in_drafting,
    why_not_now,
)
from gongkai.apps.applications.queries import (
    Due,
    case_of,
    cases_of,
    due_rows,
    found,
    handlers_of,
    last_done,
    sections_of,
)
from gongkai.apps.applications.reply_text import html_of, missing_contents, signed_html, text_of
from gongkai.apps.offices.models import Person
from gongkai.apps.records.files import download
from gongkai.apps.records.refusals import Refused
from gongkai.law.answers import Answer
from gongkai.law.application_stages import Act, Stage

PER_PAGE = 100


def _today() -> date:
    return timezone.localdate()  # noqa: TID251 - a view


def _now() -> datetime:
    return timezone.now()  # noqa: TID251 - a view


def _reader(request: HttpRequest) -> Person:
    """Return the person who asks, if they read applications anywhere."""
    person = request.user
    if not isinstance(person, Person) or not reads_applications(person):
        raise PermissionDenied
    return person


def _case(request: HttpRequest, pk: int) -> CasePage:
    person = _reader(request)
    application = case_of(person, pk)
    if application is None:
        raise Http404
    return CasePage(application, person, _today())


@require_GET
def applications(request: HttpRequest) -> HttpResponse:
    """Show what waits by due day, or what has ended; the filters are in the address."""
    person, today = _reader(request), _today()
    form, rows, standing = _listed(request, person, today)
    context = {
        "form": form,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "ended": standing in ENDED,
        "is_filtered": form.is_valid() and any(form.cleaned_data.values()),
        "today": today,
        "takes_in": offices_that_take_in(person).exists(),
        "shows_office": offices_read_by(person).count() > 1,
    }
    return render(request, "applications/staff/list.html", context)


@never_cache
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Hand out the list as it is filtered, as a workbook; that it was taken is kept."""
    person, today = _reader(request), _today()
    _, rows, _ = _listed(request, person, today)
    found = list(rows)
    actions.take_list(len(found), by=person, at=_now())
    answer = HttpResponse(workbook_of(found), content_type=XLSX)
    name = f"{listing.NAME}{today:%Y%m%d}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer


ENDED = ("ended", "void")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _listed(request: HttpRequest, person: Person, today: date) -> tuple[ListForm, Any, str]:
    """Return the form of the filters, the rows they leave, and which applications these are."""
    within = cases_of(person)
    form = ListForm(request.GET or None, sections=sections_of(within), handlers=handlers_of(within))
    wanted = form.cleaned_data if form.is_valid() else {}
    cases = found(within, wanted.get("words") or "")
    for name in ("section", "handler"):
        if wanted.get(name):
            cases = cases.filter(**{name: wanted[name]})
    standing = wanted.get("standing") or ""
    rows: Any = cases.exclude(stage__in=OPEN_STAGES)
    if standing == "void":
        rows = cases.filter(stage=Stage.VOID)
    elif standing not in ENDED:
        rows = [row for row in due_rows(cases, person, today) if _stands(row, standing)]
    return form, rows, standing


def _stands(row: Due, standing: str) -> bool:
    return {
        "mine": row.is_mine,
        "late": row.is_late,
        "unconfirmed": row.is_unconfirmed,
        "waiting": row.pause is not None,
    }.get(standing, True)


@sensitive_post_parameters()
@sensitive_variables()
@never_cache
@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Enter an application that did not come through the portal; one page enters one."""
    person = _reader(request)
    offices = offices_that_take_in(person)
    if not offices.exists():
        raise PermissionDenied
    token = request.POST.get("token", "")
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = IntakeForm(*data, offices=offices, initial={"received_on": _today()})
    if request.method == "POST":
        opened = filings.opened(token)
        if opened is None:
            form.add_error(None, "这一页不完整或者被改动过，没有登记。请核对以后再提交一次。")
        elif taken := form.attempt(opened.key, by=person, at=_now()):
            application, code = taken
            _tell_term(request, _case(request, application.pk))
            page = redirect("application_code", application.pk)
            return code_to_show.hand_over(page, application, code)
        # Also where a first sending, still under way, was in the database before this one.
        elif first := Application.objects.filter(key=opened.key).first():
            messages.info(request, "这一页只登记一件申请：第一次已经登记，这一次没有再登记。")
            return redirect("application_code", first.pk)
    token = filings.token_to_show(token, _now())
    context = {"form": form, "today": _today(), "token": token}
    return render(request, "applications/staff/intake.html", context)


def _tell_term(request: HttpRequest, page: CasePage) -> None:
    """Tell by when to confirm or answer what was just entered; a paper from a drawer may be late already."""
    is_old = page.is_late or page.is_confirmed_late
    (messages.warning if is_old else messages.success)(request, f"已经登记。{page.term_told}")


@never_cache
@require_GET
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the query code of an application once, to be handed to the applicant."""
    page = _case(request, pk)
    waiting = code_to_show.handed_over(request, page.application)
    if not waiting:
        return redirect("application", pk)
    context = {"case": page, "code": waiting}
    answer = render(request, "applications/staff/code.html", context)
    return code_to_show.shown(request, answer)


@never_cache
@require_GET
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one application: the open question first, then the story; clocks and acts beside it."""
    page = _case(request, pk)
    context = {"case": page, "today": page.today} | _question(request, page)
    return render(request, "applications/staff/case.html", context)


def _question(request: HttpRequest, page: CasePage) -> dict[str, Any]:
    """Return the open question of the decision, for whoever may answer it."""
    application, today = page.application, page.today
    is_asked_for = "decide" in request.GET
    asks_again = page.stage is Stage.DRAFTING and is_asked_for
    asks = page.stage is Stage.HANDLING and (page.pause is None or is_asked_for)
    if not (asks or asks_again):
        return {}
    if not may(page.person, Act.DECIDE, application):
        return {}
    said = request.GET.getlist("said")[:4]
    acts = decision.acts_of(application)
    replies = decision.replies_of(said, today, acts)
    reached = decision.outcome(replies, today, acts)
    context: dict[str, Any] = {
        "asks": True,
        "asks_again": asks_again,
        "said": said,
        "before": said[:-1],
        "trail": list(decision.trail(said, today, acts)),
    }
    if isinstance(reached, Answer):
        return context | {
            "answer": reached,
            "consequence": decision.consequence(reached, today),
            "gone": page.reply.files_no_longer_supplied(reached) if page.reply else (),
        }
    return context | {
        "step": reached,
        "steps": decision.steps_on(today, acts),
        "choices": reached.choices(today),
    }


@never_cache
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the one answer to which the choices led."""
    page = _case(request, pk)
    acts = decision.acts_of(page.application)
    replies = decision.replies_of(request.POST.getlist("said")[:4], page.today, acts)
    before = page.reply.files.count() if page.reply else 0
    try:
        actions.decide(
            page.application,
            replies,
            seen=int(request.POST.get("seen", "0")),
            by=page.person,
            at=_now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        is_stale = isinstance(refusal, actions.ChangedMeanwhile)
        if is_stale and _case(request, pk).stage is not Stage.HANDLING:
            return redirect("application", pk)  # where what somebody decided first stands
        said = QueryDict(mutable=True)
        said["decide"] = "1"
        said.setlist("said", request.POST.getlist("said")[:4])
        return redirect(f"{reverse('application', args=[pk])}?{said.urlencode()}")
    except ValueError:
        raise Http404 from None
    now = _case(request, pk).reply
    gone = before - (now.files.count() if now else 0)
    told = f"已经上传的 {gone} 份文件不再提供。" if gone else ""
    messages.success(request, f"已经作出判断，{told}请拟写答复书。")
    return redirect("application_act", pk, "draft-reply")


@sensitive_post_parameters()
@sensitive_variables()
@never_cache
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Show the form of one act, or carry it out; an act that cannot be done says why."""
    page = _case(request, pk)
    kind = _form_of(slug)
    application = page.application
    if not may(page.person, kind.act, application):
        raise PermissionDenied
    context = _about(page, kind)
    template = TEMPLATES.get(kind.act, "applications/staff/act.html")
    needs_reply = kind.act in TEMPLATES
    is_sent = request.method == "POST"
    # What was sent too late is kept beside the refusal; a page opened too late has nothing to keep.
    if context["refusal"] and (not is_sent or (needs_reply and not page.has_reply)):
        return render(request, "applications/staff/act.html", context)
    if is_sent and kind.needs_identity and "identity" in request.POST:
        opened = whole(actions.read_identity(application, by=page.person, at=_now()))
        form = kind(application=application, today=page.today, initial=request.POST.dict())
        return render(request, template, context | {"form": form, "opened": opened})
    data = (request.POST, request.FILES) if is_sent else (None, None)
    form = kind(*data, application=application, today=page.today)
    if is_sent and form.attempt(by=page.person, at=_now()):
        return _done(request, page, form)
    return render(request, template, context | {"form": form})


TEMPLATES = {
    Act.DRAFT_REPLY: "applications/staff/draft.html",
    Act.SUBMIT_REPLY: "applications/staff/read_reply.html",
    Act.SIGN_REPLY: "applications/staff/read_reply.html",
}


def _form_of(slug: str) -> type[ActForm]:
    try:
        return FORMS[Act(slug.replace("-", "_"))]
    except (KeyError, ValueError):
        raise Http404 from None


def _about(page: CasePage, kind: type[ActForm]) -> dict[str, Any]:
    """Return what every page of an act shows beside its form."""
    context: dict[str, Any] = {
        "case": page,
        "act": kind.act,
        "slug": kind.act.value.replace("_", "-"),
        "today": page.today,
        "refusal": _refusal(page, kind.act),
    }
    if page.reply is not None:
        context |= {
            "preview": signed_html(page.reply) or html_of(text_of(page.reply, on=page.today)),
            "missing": missing_contents(page.reply),
            "took_part": took_part_in_drafting(page.person, page.application),
        }
    return context


def _refusal(page: CasePage, act: Act) -> str:
    refusal = why_not_now(page.person, act, page.application)
    return refusal and refusal + last_done(page.application, act)


def _done(request: HttpRequest, page: CasePage, form: ActForm) -> HttpResponse:
    if form.act is Act.DRAFT_REPLY and "then_submit" in request.POST:
        now = _case(request, page.application.pk)
        if now.reply and missing_contents(now.reply):
            context = _about(now, DraftReplyForm)
            context["form"] = DraftReplyForm.unfinished(now.application, now.today)
            return render(request, TEMPLATES[form.act], context)
    messages.success(request, form.done)
    pk = page.application.pk
    if isinstance(form, RenewQueryCodeForm):
        return code_to_show.hand_over(redirect("application_code", pk), page.application, form.code)
    if form.act is Act.DRAFT_REPLY:
        again = "submit-reply" if "then_submit" in request.POST else "draft-reply"
        return redirect("application_act", pk, again)
    return redirect("application", pk)


@never_cache
@require_GET
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the reply as it stands, or as it was signed."""
    page = _case(request, pk)
    if page.reply is None:
        raise Http404
    preview = signed_html(page.reply) or html_of(text_of(page.reply, on=page.today))
    context = {"case": page, "preview": preview, "reads": True}
    return render(request, "applications/staff/read_reply.html", context)


@sensitive_variables()
@never_cache
@require_POST
def identity(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who applied, in full, and keep who looked."""
    page = _case(request, pk)
    applicant = actions.read_identity(page.application, by=page.person, at=_now())
    context = {
        "case": page,
        "today": page.today,
        "opened": whole(applicant),
    } | _question(request, page)
    return render(request, "applications/staff/case.html", context)


@never_cache
@require_GET
def paper(request: HttpRequest, pk: int, key: UUID) -> FileResponse:
    """Hand out a paper of the case; that of an identity only to those who read identities."""
    page = _case(request, pk)
    row = EventFile.objects.filter(event__application_id=pk, file__key=key).first()
    if row is None:
        raise Http404
    if row.is_identity:
        actions.read_identity(page.application, by=page.person, at=_now())
    return download(row.file)


@never_cache
@require_GET
def reply_file(request: HttpRequest, pk: int, key: UUID) -> FileResponse:
    """Hand out a file that goes with the reply, before or after it went."""
    _case(request, pk)
    row = ReplyFile.objects.filter(reply__application_id=pk, file__key=key).first()
    if row is None:
        raise Http404
    return download(row.file)
