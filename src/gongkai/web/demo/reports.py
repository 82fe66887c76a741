"""云川市's annual reports: last year's of two offices published, this year's of one begun."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime

from gongkai.apps.offices.models import Office, Person
from gongkai.apps.records.moments import day_of
from gongkai.apps.reports import actions
from gongkai.apps.reports.models import AnnualReport
from gongkai.apps.reports.queries import number_of, numbers_by_hand

CHAIN = {
    "tcj": ("jingban", "kezhang", "zhuyao"),
    "fgw": ("fgw-jingban", "fgw-kezhang", "fgw-zhuyao"),
}
"""Office → who compiles, who passes, who signs."""
BEGUN = "tcj"
OVERVIEW = {
    "tcj": (
        "（一）主动公开。围绕招商项目、园区载体和惠企政策公开信息，政策文件与解读材料同步发布。\n"
        "（二）依申请公开。对每件申请逐一登记、审核、答复并归档，没有超过法定期限的答复。\n"
        "（三）政府信息管理。按月核对公开目录，及时标注规范性文件的效力。\n"
        "（四）公开平台建设。政府信息公开专栏全年正常运行，更新公开指南两次。\n"
        "（五）监督保障。明确法规科承办日常工作，组织业务培训两次。"
    ),
    "fgw": (
        "（一）主动公开。公开规划、重大项目和价格收费信息。\n"
        "（二）依申请公开。由法规科统一登记、审核和答复申请。\n"
        "（三）政府信息管理。清理规范性文件并公布目录。\n"
        "（四）公开平台建设。在政府信息公开专栏增设项目批准结果。\n"
        "（五）监督保障。每季度检查一次公开内容。"
    ),
}
PROBLEMS = {
    "tcj": (
        "存在的主要问题：一是惠企政策解读的形式偏少；二是个别申请的答复临近期限。\n"
        "改进情况：一是新增图解和问答，企业可以在政策文件页面直接查看；二是按周核对在办申请，"
        "提前五个工作日提醒经办人。上年提出的公开目录更新不及时的问题已经解决。"
    ),
    "fgw": (
        "存在的主要问题：项目批准结果信息公开的字段还不统一。\n"
        "改进情况：已经印发填报说明，下半年公开的信息全部按说明填报。"
    ),
}
OTHER = "本年度没有收取政府信息公开信息处理费。"
BY_HAND: Mapping[str, Mapping[str, str]] = {
    "tcj": {"remedies.reconsideration.upheld": "1"},
    "fgw": {
        "proactive.licensing.decisions": "216",
        "proactive.penalties.decisions": "3",
        "remedies.reconsideration.upheld": "1",
        "remedies.litigation_after_reconsideration.pending": "1",
    },
}
"""Office → what no ledger here counts; the rest did not happen."""
SOURCE = "办公室、法规科年度台账"
OVERRIDDEN = "applications.new.commercial_enterprise"
REASON = "有1件传真申请，申请人电话还没有接通，补登记中。"


def build(at: datetime) -> None:
    """Make the reports through the acts of those who work on them, in the January of this year."""
    for slug in CHAIN:
        _publish_last_year(slug, at)
    _begin_this_year(at)


def _publish_last_year(slug: str, at: datetime) -> None:
    clerk, head, principal = (Person.objects.get(username=name) for name in CHAIN[slug])
    office = Office.objects.get(slug=slug)
    when = _january(at)
    report = actions.compile_report(office, day_of(at).year - 1, by=clerk, at=when(5, 9))
    report = _write(report, slug, by=clerk, at=when(8, 10))
    report = _enter(report, BY_HAND[slug], by=clerk, at=when(9, 15))

    def do(
        act: Callable[..., AnnualReport], by: Person, day: int, hour: int, **named: Any
    ) -> AnnualReport:
        return act(report, seen=report.edition, by=by, at=when(day, hour), **named)

    report = do(actions.submit_report, clerk, 12, 9)
    report = do(actions.pass_report, head, 14, 16)
    report = do(actions.sign_report, principal, 19, 10)
    do(actions.publish_report, clerk, 20, 9)


def _begin_this_year(at: datetime) -> None:
    """Leave a report under way: an override that upsets the balance, and chapters to be written."""
    clerk = Person.objects.get(username=CHAIN[BEGUN][0])
    office = Office.objects.get(slug=BEGUN)
    then = max(_first_moment(at), at - timedelta(minutes=50))
    report = actions.compile_report(office, day_of(at).year, by=clerk, at=then)
    actions.override_number(
        report,
        OVERRIDDEN,
        Decimal(number_of(report, OVERRIDDEN) or 0) + 1,
        REASON,
        seen=report.edition,
        by=clerk,
        at=max(then, at - timedelta(minutes=20)),
    )


def _write(report: AnnualReport, slug: str, *, by: Person, at: datetime) -> AnnualReport:
    counted = report.chapters["overview"]
    texts = {
        "overview": f"{counted}\n{OVERVIEW[slug]}",
        "problems_and_improvements": PROBLEMS[slug],
        "other_matters": OTHER,
    }
    return actions.write_chapters(report, texts, seen=report.edition, by=by, at=at)


def _enter(
    report: AnnualReport, known: Mapping[str, str], *, by: Person, at: datetime
) -> AnnualReport:
    values = {name: Decimal(known.get(name, "0")) for name in numbers_by_hand(report)}
    return actions.enter_numbers(report, values, SOURCE, seen=report.edition, by=by, at=at)


def _first_moment(at: datetime) -> datetime:
    """Return the beginning of the year in China."""
    return localtime(at).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)


def _january(at: datetime) -> Callable[[int, int], datetime]:
    """Return the moments of this January, none of them after now: in its first days all come close."""
    first = _first_moment(at)

    def when(day: int, hour: int) -> datetime:
        meant = first + timedelta(days=day - 1, hours=hour)
        return min(meant, max(first, at - timedelta(hours=1)))

    return when
