"""An office with its people, applications of two years, and ways to bring a report through."""

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from apps.applications.steps import Steps
from gongkai.apps.offices.models import Role
from gongkai.apps.reports import actions
from gongkai.apps.reports.compilation import contents_of
from gongkai.apps.reports.models import AnnualReport

CHINA = ZoneInfo("Asia/Shanghai")


def at(day, hour=9):
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=CHINA)


WORDS = {
    "problems_and_improvements": "个别申请的答复临近期限。已经改为按周提醒。",
    "other_matters": "本年度没有收取政府信息处理费。",
}


class Desk(SimpleNamespace):
    """One office at work on its report: each step acts on the newest edition."""

    def compiled(self, year=2025, on="2026-01-05", by=None):
        return actions.compile_report(self.office, year, by=by or self.clerk, at=at(on))

    def act(self, action, report, *args, by=None, on="2026-01-12", **kwargs):
        now = AnnualReport.objects.get(pk=report.pk)
        kwargs.setdefault("seen", now.edition)
        return action(now, *args, by=by or self.clerk, at=at(on), **kwargs)

    def filled(self, year=2025, on="2026-01-05", by=None):
        """A report without blanks: the words written, what has no ledger entered as 0."""
        report = self.compiled(year, on, by)
        self.act(actions.write_chapters, report, WORDS, on=on, by=by)
        by_hand = {
            number.name: Decimal(0)
            for number in contents_of(report).numbers.values()
            if number.is_filled_by_hand
        }
        return self.act(actions.enter_numbers, report, by_hand, "各科室台账", on=on, by=by)

    def submitted(self, year=2025, on="2026-01-06", **kwargs):
        return self.act(actions.submit_report, self.filled(year, on), on=on, **kwargs)

    def passed(self, year=2025, on="2026-01-07", **kwargs):
        report = self.submitted(year, on, **kwargs)
        return self.act(actions.pass_report, report, by=self.head, on=on)

    def signed(self, year=2025, on="2026-01-08", **kwargs):
        report = self.passed(year, on, **kwargs)
        return self.act(actions.sign_report, report, by=self.principal, on=on)

    def published(self, year=2025, on="2026-01-20", **kwargs):
        return self.act(actions.publish_report, self.signed(year, on, **kwargs), on=on)


@pytest.fixture
def bureau(office):
    return office(
        "tcj",
        name="云川市投资促进局",
        short_name="市投资促进局",
        document_mark="云川投促",
        reviewer="云川市人民政府",
        court="云川市中级人民法院",
        unit_name="市投资促进局办公室",
        telephone="（0000）555-0101",
    )


@pytest.fixture
def desk(bureau, person):
    def one(username, name, role):
        return person(username, role, office=bureau, display_name=name)

    return Desk(
        office=bureau,
        clerk=one("jingban", "林晓禾", Role.CLERK),
        head=one("kezhang", "周明澈", Role.SECTION_HEAD),
        deputy=one("fenguan", "顾言", Role.DEPUTY_LEADER),
        principal=one("zhuyao", "何以宁", Role.PRINCIPAL),
        disclosure=one("jigou", "陆清和", Role.DISCLOSURE_HEAD),
        secrecy=one("baomi", "沈知远", Role.SECRECY_REVIEWER),
    )


@pytest.fixture
def steps(desk):
    return Steps(desk.office, desk.clerk, desk.deputy)
