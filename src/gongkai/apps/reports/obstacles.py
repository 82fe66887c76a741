"""Why an act on a report is not possible now: one sentence, the same on the screen and in a refusal."""

from datetime import date

from gongkai.annual_report.form import form_of, generation_of
from gongkai.apps.offices.models import Person, Role
from gongkai.apps.offices.permissions import AnyPerson
from gongkai.apps.reports.approval import changes_since_approval, told
from gongkai.apps.reports.compilation import Contents
from gongkai.apps.reports.findings import errors_of
from gongkai.apps.reports.models import AnnualReport
from gongkai.apps.reports.permissions import may, took_part_in_compiling
from gongkai.apps.reports.prose import CHAPTERS_TO_WRITE
from gongkai.law.report_stages import POSSIBLE, WHO_MAY, Act, Stage

FOUR_EYES = frozenset({Act.PASS_REPORT, Act.SIGN_REPORT})


def obstacle(act: Act, contents: Contents, person: AnyPerson, *, on: date) -> str:
    """Return what stands against the act, or an empty text."""
    report = contents.report
    return (
        of_stage(act, report)
        or _of_role(act, report, person)
        or _of_own_work(act, report, person)
        or _of_contents(act, contents, on)
    )


def of_stage(act: Act, report: AnnualReport) -> str:
    if act in POSSIBLE[Stage(report.stage)]:
        return ""
    if report.is_frozen:
        return "报告已经签发，内容不再变动。"
    return f"报告{Stage(report.stage).label}，现在不能{act.label}。"


def errors_unanswered(contents: Contents) -> str:
    """Return the sentence on errors for which nobody has answered yet."""
    count = len(errors_of(contents))
    if not count or contents.report.errors_reason:
        return ""
    return f"还有{count}处错误。请改正，或者写明不改的理由。"


def notice(act: Act, contents: Contents, *, on: date) -> str:
    """Return what whoever sends the report on should know, though it does not stand against it."""
    year = contents.report.year
    if act not in {Act.SUBMIT_REPORT, Act.PASS_REPORT} or on.year > year:
        return ""
    return (
        f"{year}年还没有结束，现在的数字不是全年的。{year + 1}年1月1日起才能签发；"
        "审核以后数字有变化的，要退回重新审核。"
    )


def _of_role(act: Act, report: AnnualReport, person: AnyPerson) -> str:
    if may(person, act, report):
        return ""
    roles = [role.label for role in Role if role.value in WHO_MAY[act]]
    return f"由本机关{'或者'.join(roles)}办理。"


def _of_own_work(act: Act, report: AnnualReport, person: AnyPerson) -> str:
    """Return the sentence for who compiled the report, or passed it: four eyes at each step."""
    if act not in FOUR_EYES or not isinstance(person, Person):
        return ""
    if took_part_in_compiling(person, report):
        return "您提交、填写或者改写过这份报告，要由另一个人审核、签发。"
    if act is Act.SIGN_REPORT and report.passed_by_id == person.pk:
        return "这份报告是您审核通过的，要由另一个人签发。"
    return ""


def _of_contents(act: Act, contents: Contents, on: date) -> str:
    """Return everything that stands against the act, at once."""
    if act is Act.SUBMIT_REPORT:
        lacking = _incomplete(contents)
        # Errors alone do not stand against it: they are put right, or answered for as it is submitted.
        return lacking + errors_unanswered(contents) if lacking else ""
    if act not in FOUR_EYES:
        return ""
    year, found = contents.report.year, []
    if act is Act.SIGN_REPORT and on.year <= year:
        found.append(f"{year}年还没有结束，{year + 1}年1月1日起才能签发。")
    if act is Act.SIGN_REPORT and (changes := told(changes_since_approval(contents))):
        found.append(f"{changes}不能按原来的审核签发，请退回，核对、提交以后重新审核。")
    if unanswered := errors_unanswered(contents):
        found.append(f"提交以后出现了错误：{unanswered}请退回，由提交的人办理。")
    return "".join((*found, _incomplete(contents)))


def _incomplete(contents: Contents) -> str:
    report = contents.report
    labels = {each.key: each.label for each in form_of(generation_of(report.year)).sections}
    unwritten = [f"“{labels[key]}”" for key in CHAPTERS_TO_WRITE if not report.chapters.get(key)]
    words = f"{'、'.join(unwritten)}还没有写。" if unwritten else ""
    blank = len(contents.blank)
    return words + (f"还有{blank}格没有填数，没有发生的填0。" if blank else "")
