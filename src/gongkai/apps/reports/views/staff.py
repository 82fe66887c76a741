"""One report on one screen; every form on it posts back to it, with the act it is for."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View

from gongkai.annual_report.rendering.layout import title_lines
from gongkai.apps.records.moments import day_of
from gongkai.apps.records.refusals import Refused
from gongkai.apps.reports import actions
from gongkai.apps.reports.approval import changes_since_approval, digest_of, told
from gongkai.apps.reports.compilation import Contents, contents_of
from gongkai.apps.reports.files import NAMES, file_of
from gongkai.apps.reports.findings import errors_of, findings_of
from gongkai.apps.reports.forms import NumbersForm, OverrideForm, ReasonForm, WordsForm
from gongkai.apps.reports.permissions import reports_within_reach
from gongkai.apps.reports.queries import chapters_of
from gongkai.apps.reports.views import screen
from gongkai.apps.reports.views.listing import counts_of
from gongkai.law.report_stages import LEADS_TO, Act, Stage

NOTHING_HAPPENED = "本年度没有因政府信息公开被申请行政复议、被提起行政诉讼"
DONE = {
    Act.WRITE_CHAPTERS: "已保存。",
    Act.RESTATE_OVERVIEW: "已按今天的数字改写总体情况，其余的文字没有动。",
    Act.ENTER_NUMBERS: "已保存填写的数字。",
    Act.OVERRIDE_NUMBER: "已改写，理由会一直显示在数字旁边。",
    Act.RESTORE_NUMBER: "已撤销填写的数字。",
    Act.SUBMIT_REPORT: "已提交审核。",
    Act.PASS_REPORT: "已审核通过，送主要负责人签发。",
    Act.RETURN_REPORT: "已退回。",
    Act.SIGN_REPORT: "已签发，数字从现在起不再变动。",
    Act.PUBLISH_REPORT: "已在政府信息公开年报栏目公布。",
}


def download(request: HttpRequest, pk: int, kind: str) -> HttpResponse | FileResponse:
    """Return the report as it is now, as a file."""
    return file_of(get_object_or_404(reports_within_reach(request.user), pk=pk), kind)


class ReportView(View):
    contents: Contents
    part: str
    cell: str
    now: datetime

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._look(pk)
        return self._page(request, {})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._look(pk)
        if request.POST.get("act") not in set(DONE):
            raise Http404
        act = Act(request.POST["act"])
        form = self._form(act, request.POST)
        if form.is_valid():
            try:
                self._do(act, form)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, DONE[act])
                where = "" if act in LEADS_TO else screen.address_of(self.part, self.cell)
                return redirect(request.path + where)
        self._look(pk)
        return self._page(request, {act: form})

    def _look(self, pk: int) -> None:
        """Read the report as it is now, and what of it is asked for."""
        self.now = timezone.now()  # noqa: TID251 - a view
        report = get_object_or_404(reports_within_reach(self.request.user), pk=pk)
        self.contents = contents_of(report)
        first = "applications" if report.stage == Stage.CHECKING else screen.WHOLE
        self.part = self.request.GET.get("part", first)
        if self.part != screen.WHOLE and self.part not in screen.SHORT:
            raise Http404
        cell = self.request.GET.get("cell", "")
        self.cell = cell if cell in self.contents.numbers else ""

    def _form(self, act: Act, given: Mapping[str, Any] | None = None) -> Form:
        """Return the form of an act, with what was given or with what stands."""
        report = self.contents.report
        if act is Act.WRITE_CHAPTERS:
            labels = screen.labels_of_words(report, self.part)
            return WordsForm(given, labels=labels, initial=screen.words_of(report))
        if act is Act.ENTER_NUMBERS:
            cells = screen.cells_by_hand(self.contents, self.part)
            values = {name: self.contents.numbers[name].value for name, _ in cells}
            return NumbersForm(given, cells=cells, initial=values)
        if act is Act.OVERRIDE_NUMBER:
            return OverrideForm(given)
        return ReasonForm(given, prefix=str(act))

    def _do(self, act: Act, form: Form) -> None:
        """Do the act with what the form says."""
        report, filled = self.contents.report, form.cleaned_data
        seen = self.request.POST.get("seen", "")
        by: dict[str, Any] = {
            "seen": int(seen) if seen.isascii() and seen.isdigit() else 0,
            "by": self.request.user,
            "at": self.now,
        }
        match act:
            case Act.WRITE_CHAPTERS:
                actions.write_chapters(report, filled, **by)
            case Act.RESTATE_OVERVIEW:
                actions.restate_overview(report, **by)
            case Act.ENTER_NUMBERS:
                values, source = self._numbers(form)
                actions.enter_numbers(report, values, source, **by)
            case Act.OVERRIDE_NUMBER:
                reason = filled["reason"]
                actions.override_number(report, self.cell, filled["value"], reason, **by)
            case Act.RESTORE_NUMBER:
                actions.restore_number(report, self.cell, **by)
            case Act.SUBMIT_REPORT:
                actions.submit_report(report, reason=filled["reason"], **by)
            case Act.PASS_REPORT:
                actions.pass_report(report, shown=self.request.POST.get("shown", ""), **by)
            case Act.RETURN_REPORT:
                actions.return_report(report, filled["reason"], **by)
            case Act.SIGN_REPORT:
                actions.sign_report(report, **by)
            case _:
                actions.publish_report(report, **by)

    def _numbers(self, form: Form) -> tuple[dict[str, Decimal], str]:
        """Return the numbers of the table and their source; 全部填 0 has one of its own."""
        cells = [name for name, _ in screen.cells_by_hand(self.contents, self.part)]
        source: str = form.cleaned_data["source"]
        if "nothing" in self.request.POST:
            return dict.fromkeys(cells, Decimal(0)), source or NOTHING_HAPPENED
        filled = {name: form.cleaned_data[name] for name in cells}
        return {name: value for name, value in filled.items() if value is not None}, source

    def _page(self, request: HttpRequest, refused: Mapping[Act, Form]) -> HttpResponse:
        contents, today = self.contents, day_of(self.now)
        report, person = contents.report, request.user
        findings = findings_of(contents, on=today)
        is_whole = self.part == screen.WHOLE

        def form(act: Act) -> Form:
            return refused.get(act) or self._form(act)

        return render(
            request,
            "reports/staff/report.html",
            {
                "report": report,
                "contents": contents,
                "title_lines": title_lines(contents.whole.title),
                "due": screen.due_of(contents),
                "digest": digest_of(contents),
                "changed": told(changes_since_approval(contents)),
                "stage": Stage(report.stage).label,
                "steps": screen.steps_of(report),
                "parts": screen.parts_of(contents, findings),
                "part": self.part,
                "chapters": list(chapters_of(contents.whole)) if is_whole else [],
                "table": screen.table_of(contents, findings, self.part, self.cell),
                "opened": screen.open_number(contents, self.cell, person, today),
                "files": NAMES,
                "findings": screen.shown(contents, findings),
                "counts": counts_of(findings),
                "has_errors": bool(errors_of(contents)),
                "deeds": [
                    (deed, form(deed.act)) for deed in screen.deeds_of(contents, person, today)
                ],
                "cannot_write": screen.cannot_write(contents, person, today),
                "words": form(Act.WRITE_CHAPTERS),
                "numbers": form(Act.ENTER_NUMBERS),
                "override": form(Act.OVERRIDE_NUMBER),
                "refused": [(act, each) for act, each in refused.items()],
                "today": today,
                "now": self.now,
            },
        )
