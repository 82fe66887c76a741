"""Every change of a report: check, change, log, in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction

from gongkai.annual_report.form import form_of, generation_of
from gongkai.annual_report.rendering import docx
from gongkai.apps.offices.models import Office, Person
from gongkai.apps.records.actions import record, store_file
from gongkai.apps.records.moments import day_of
from gongkai.apps.records.refusals import Refused
from gongkai.apps.reports.approval import as_text, digest_of
from gongkai.apps.reports.compilation import (
    MONEY,
    Contents,
    Number,
    contents_of,
    to_freeze,
)
from gongkai.apps.reports.findings import days_late, errors_of, label
from gongkai.apps.reports.models import AnnualReport, EnteredNumber
from gongkai.apps.reports.obstacles import errors_unanswered, obstacle
from gongkai.apps.reports.permissions import may, may_in
from gongkai.apps.reports.prose import first_overview, first_preamble, restated, stated_otherwise
from gongkai.apps.reports.queries import changed_meanwhile
from gongkai.apps.reports.reading_back import line_read_elsewhere
from gongkai.law.report_stages import LEADS_TO, Act, Stage

FIRST_YEAR = 2021
"""The first year of the form in force; reports about earlier years are read, not compiled."""
LARGEST_NUMBER = 10**12


@transaction.atomic
def compile_report(office: Office, year: int, *, by: Person, at: datetime) -> AnnualReport:
    """Return the report about the year, begun from the ledgers; raise Refused where there is one."""
    office = Office.objects.select_for_update().get(pk=office.pk)
    if not may_in(by, Act.COMPILE_REPORT, office):
        raise PermissionDenied
    if not FIRST_YEAR <= year <= day_of(at).year:
        raise Refused(f"没有预填：年度应在{FIRST_YEAR}年到今年之间。")
    if AnnualReport.objects.filter(office=office, year=year).exists():
        raise Refused(f"没有重新预填：{year}年的报告已经有了，数字随台账更新，直接打开就可以。")
    report = AnnualReport(office=office, year=year, compiled_at=at)
    report.preamble = first_preamble(office, report.name_of_office, year)
    report.save(force_insert=True)
    report.chapters = {"overview": first_overview(year, contents_of(report).numbers)}
    report.save()
    _log(Act.COMPILE_REPORT, report, "由台账预填。", by=by, at=at)
    return report


@transaction.atomic
def write_chapters(
    report: AnnualReport, texts: Mapping[str, str], *, seen: int, by: Person, at: datetime
) -> AnnualReport:
    """Return the report with the words of chapters, or of the preamble, by their keys."""
    contents = _opened(report, Act.WRITE_CHAPTERS, seen=seen, by=by, at=at)
    report = contents.report
    known = {each.key: each.label for each in form_of(generation_of(report.year)).sections}
    known["preamble"] = "导语"
    if not set(texts) <= set(known):
        raise Refused("没有保存：报告没有这一部分。")
    written = {key: "\n".join(text.strip().splitlines()) for key, text in texts.items()}
    report.preamble = written.pop("preamble", report.preamble)
    report.chapters = report.chapters | written
    if line := line_read_elsewhere(contents_of(report).whole):
        raise Refused(
            f"没有保存：“{line[:40]}”这一行写得像各部分的标题，导出的文件会把它当作标题。"
            "请改用“（一）”或者“1.”编号，或者换一种写法。"
        )
    names = "、".join(f"“{known[key]}”" for key in texts)
    return _kept(report, Act.WRITE_CHAPTERS, f"改写{names}。", by=by, at=at)


@transaction.atomic
def restate_overview(report: AnnualReport, *, seen: int, by: Person, at: datetime) -> AnnualReport:
    """Return the report with the first chapter's numbers as its tables have them; the words stay."""
    contents = _opened(report, Act.RESTATE_OVERVIEW, seen=seen, by=by, at=at)
    report, numbers = contents.report, contents.numbers
    text = report.chapters.get("overview", "")
    differing = [
        f"“{label(contents, name)}”{stated}→{numbers[name].value}"
        for name, stated in stated_otherwise(text, numbers)
    ]
    if not differing:
        raise Refused("没有改动：总体情况写的数字和表格一致。")
    report.chapters = report.chapters | {"overview": restated(text, numbers)}
    text = f"按表格改写总体情况的数字：{'，'.join(differing)}。"
    return _kept(report, Act.RESTATE_OVERVIEW, text, by=by, at=at)


@transaction.atomic
def enter_numbers(
    report: AnnualReport,
    values: Mapping[str, Decimal],
    source: str,
    *,
    seen: int,
    by: Person,
    at: datetime,
) -> AnnualReport:
    """Return the report with numbers that no ledger counts, by cell, from one stated source.

    A number that stands already keeps its source, unless nothing but the source is new.
    """
    contents = _opened(report, Act.ENTER_NUMBERS, seen=seen, by=by, at=at)
    if not source.strip():
        raise Refused("没有保存：请写明这些数字的来源，例如“财务科年度决算”。")
    if not values:
        raise Refused("没有保存：还没有填写数字。")
    found = {name: _fillable(contents, name) for name in values}
    for name, number in found.items():
        if not number.is_filled_by_hand:
            raise Refused(
                f"没有保存：“{label(contents, name)}”由台账计数，要改请点开这个数字，改写并写明理由。"
            )
    new = {name for name, value in values.items() if found[name].value != value} or set(values)
    for name in new:
        _enter(contents, found[name], values[name], source.strip(), by=by, at=at)
    text = f"填写{len(new)}个数字，来源：{_unended(source)}。"
    details = {name: str(values[name]) for name in sorted(new)}
    return _kept(contents.report, Act.ENTER_NUMBERS, text, by=by, at=at, details=details)


@transaction.atomic
def override_number(
    report: AnnualReport,
    name: str,
    value: Decimal,
    reason: str,
    *,
    seen: int,
    by: Person,
    at: datetime,
) -> AnnualReport:
    """Return the report with a number in place of the ledger's; the reason stays visible."""
    contents = _opened(report, Act.OVERRIDE_NUMBER, seen=seen, by=by, at=at)
    number = _fillable(contents, name)
    if number.is_filled_by_hand:
        raise Refused("没有改写：这一格没有台账，请在表格下面填写。")
    if not reason.strip():
        raise Refused("没有改写：请写明理由，理由会一直显示在数字旁边。")
    if number.value == value and number.entered is None:
        raise Refused(f"没有改写：这一格现在就是{number.value}。")
    _enter(contents, number, value, reason.strip(), by=by, at=at)
    text = f"“{label(contents, name)}”由{number.value}改写为{value:f}，理由：{_unended(reason)}。"
    details = {name: str(value), "counted": number.counted}
    return _kept(contents.report, Act.OVERRIDE_NUMBER, text, by=by, at=at, details=details)


@transaction.atomic
def restore_number(
    report: AnnualReport, name: str, *, seen: int, by: Person, at: datetime
) -> AnnualReport:
    """Return the report with the ledger's own number again, or a blank where there is no ledger."""
    contents = _opened(report, Act.RESTORE_NUMBER, seen=seen, by=by, at=at)
    number = contents.numbers.get(name)
    if number is None or number.entered is None:
        raise Refused("没有改动：这个数字没有填写、改写过。")
    number.entered.delete()
    text = f"“{label(contents, name)}”不再用填写的{number.value}。"
    return _kept(contents.report, Act.RESTORE_NUMBER, text, by=by, at=at)


@transaction.atomic
def submit_report(
    report: AnnualReport, *, reason: str = "", seen: int, by: Person, at: datetime
) -> AnnualReport:
    """Return the report, sent to review; with errors it needs a reason, with blanks it does not go."""
    contents = _opened(report, Act.SUBMIT_REPORT, seen=seen, by=by, at=at)
    report = contents.report
    report.errors_reason = reason.strip() if errors_of(contents) else ""
    if unanswered := errors_unanswered(contents):
        raise Refused(f"没有提交：{unanswered}")
    report.submitted_by, report.submitted_on = by, day_of(at)
    report.return_reason = ""
    text = "提交审核。"
    if day_of(at).year <= report.year:
        text += f"{report.year}年还没有结束。"
    if report.errors_reason:
        text += f"有错误不改的理由：{_unended(report.errors_reason)}。"
    return _kept(report, Act.SUBMIT_REPORT, text, by=by, at=at)


@transaction.atomic
def pass_report(
    report: AnnualReport, *, shown: str | None = None, seen: int, by: Person, at: datetime
) -> AnnualReport:
    """Return the report, passed on for signing; what is approved is kept, and only that is signed.

    `shown` is the hash of what the reviewer had before their eyes: a ledger moves without an act here.
    """
    contents = _opened(report, Act.PASS_REPORT, seen=seen, by=by, at=at)
    report, digest = contents.report, digest_of(contents)
    if shown not in {None, digest}:
        raise Refused(
            "没有审核通过：在您打开以后，台账有变动，报告的内容变了。请看过现在的内容再办理。"
        )
    report.passed_by, report.passed_on = by, day_of(at)
    report.approved = as_text(contents)
    text, details = "审核通过，送主要负责人签发。", {"sha256": digest}
    return _kept(report, Act.PASS_REPORT, text, by=by, at=at, details=details)


@transaction.atomic
def return_report(
    report: AnnualReport, reason: str, *, seen: int, by: Person, at: datetime
) -> AnnualReport:
    """Return the report to whoever compiles it, with the reason."""
    report = _opened(report, Act.RETURN_REPORT, seen=seen, by=by, at=at).report
    if not reason.strip():
        raise Refused("没有退回：请写明要改什么。")
    report.return_reason = reason.strip()
    report.passed_by = report.passed_on = None
    report.approved = ""
    return _kept(report, Act.RETURN_REPORT, f"退回：{_unended(reason)}。", by=by, at=at)


@transaction.atomic
def sign_report(report: AnnualReport, *, seen: int, by: Person, at: datetime) -> AnnualReport:
    """Return the report, signed: its numbers stand from now on, whatever the ledgers learn later."""
    contents = _opened(report, Act.SIGN_REPORT, seen=seen, by=by, at=at)
    report, whole = contents.report, contents.whole
    content = ContentFile(docx.render(whole), name=f"{whole.title}.docx")
    report.document = store_file(content, at=at)
    report.frozen, report.frozen_records = to_freeze(contents)
    report.signed_by, report.signed_on = by, day_of(at)
    return _kept(report, Act.SIGN_REPORT, "签发。", by=by, at=at, details=report.document.as_seen())


@transaction.atomic
def publish_report(report: AnnualReport, *, seen: int, by: Person, at: datetime) -> AnnualReport:
    """Return the report, open to everyone in the 年报 column; what comes late is kept as late."""
    report = _opened(report, Act.PUBLISH_REPORT, seen=seen, by=by, at=at).report
    report.published_at = at
    late = days_late(report, day_of(at))
    text = "在政府信息公开年报栏目公布。" + (f"比规定的期限晚{late}天。" if late else "")
    return _kept(report, Act.PUBLISH_REPORT, text, by=by, at=at)


def _opened(report: AnnualReport, act: Act, *, seen: int, by: Person, at: datetime) -> Contents:
    """Return what the report says, locked for this act; raise for who may not, and for what stands against it."""
    report = (
        AnnualReport.objects.select_for_update(of=("self",))
        .select_related("office")
        .get(pk=report.pk)
    )
    if not may(by, act, report):
        raise PermissionDenied
    if report.edition != seen:
        raise Refused(changed_meanwhile(report))
    contents = contents_of(report)
    if against := obstacle(act, contents, by, on=day_of(at)):
        raise Refused(f"没有{act.label}：{against}")
    return contents


def _fillable(contents: Contents, name: str) -> Number:
    """Return the number of that name; raise Refused for a sum and for what the form has not."""
    number = contents.numbers.get(name)
    if number is None:
        raise Refused("没有保存：报告没有这一格。")
    if number.is_sum:
        raise Refused("没有保存：这一格是其他各格的和，改其他各格，它会跟着变。")
    return number


def _enter(
    contents: Contents, number: Number, value: Decimal, reason: str, *, by: Person, at: datetime
) -> None:
    is_money = number.column in MONEY
    if not value.is_finite() or not 0 <= value < LARGEST_NUMBER:
        raise Refused(f"没有保存：“{label(contents, number.name)}”应当是0或者更大的数字。")
    if value != round(value, 6 if is_money else 0):
        raise Refused(
            f"没有保存：“{label(contents, number.name)}”"
            + ("最多写六位小数。" if is_money else "应当是整数。")
        )
    table, row, column = number.name.split(".")
    EnteredNumber.objects.update_or_create(
        report=contents.report,
        table=table,
        row=row,
        column=column,
        defaults={"counted": number.counted, "value": value, "reason": reason, "by": by, "at": at},
    )


def _unended(words: str) -> str:
    """Return the words without the stop that the sentence around them brings."""
    return words.strip().rstrip("。")


def _kept(
    report: AnnualReport,
    act: Act,
    text: str,
    *,
    by: Person,
    at: datetime,
    details: Mapping[str, object] | None = None,
) -> AnnualReport:
    report.stage = LEADS_TO.get(act, Stage(report.stage))
    report.edition += 1
    report.save()
    _log(act, report, text, by=by, at=at, details=details)
    return report


def _log(
    act: Act,
    report: AnnualReport,
    text: str,
    *,
    by: Person,
    at: datetime,
    details: Mapping[str, object] | None = None,
) -> None:
    text, details = f"{report}：{text}", dict(details or {})
    record(act, report, text, at=at, by=by, office=report.office, details=details)
