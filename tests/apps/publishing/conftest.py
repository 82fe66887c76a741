"""An office with someone in every role, and ways to bring an item through review."""

from types import SimpleNamespace

import pytest

from conftest import NOW, make_office
from gongkai.apps.offices.models import Role
from gongkai.apps.publishing import actions
from gongkai.apps.publishing.actions import Seen
from gongkai.apps.publishing.models import Item
from gongkai.law.publication_stages import Stage


def an_item(office, **facts):
    plain = {
        "office": office,
        "subject": "plans",
        "title": "云川市投资促进局2026年工作要点",
        "formed_on": NOW.date(),
        "body": "<p>第一段。</p><p>第二段。</p>",
    }
    return Item(**(plain | facts))


def seen(item):
    item.refresh_from_db()
    return Seen(Stage(item.stage), item.newest_version().reckoned_hash())


class Desk(SimpleNamespace):
    """One office at work: `people` by what they are, and the steps of an item."""

    def new(self, **facts):
        return an_item(self.office, **facts)

    def draft(self, by=None, attached=(), **facts):
        item = self.new(**facts)
        return actions.draft_item(item, attached=attached, by=by or self.clerk, at=NOW)

    def amend(self, item, by=None, attached=None, at=NOW, **facts):
        item.refresh_from_db()
        version = item.newest_version()
        for name, value in facts.items():
            setattr(version, name, value)
        kept = [actions.Attached(each.file, each.label) for each in version.attached()]
        return actions.amend_item(
            version,
            seen=item.latest_revision_id,
            attached=kept if attached is None else attached,
            by=by or self.clerk,
            at=at,
        )

    def submit(self, item, by=None, at=NOW):
        seen = Item.objects.get(pk=item.pk).latest_revision_id
        return actions.submit_item(item, seen=seen, by=by or self.clerk, at=at)

    def approve(self, item, by, at=NOW, **options):
        return actions.approve_item(item, seen=seen(item), by=by, at=at, **options)

    def send_back(self, item, by, comment="第二段数字有误。"):
        return actions.return_item(item, seen=seen(item), comment=comment, by=by, at=NOW)

    def reviewers(self):
        """Return who passes an item, in their order."""
        return (self.head, self.secrecy, self.leader)

    def publish(self, item=None, at=NOW, **facts):
        item = item or self.draft(**facts)
        self.submit(item, at=at)
        for reviewer in self.reviewers():
            self.approve(item, reviewer, at=at)
        item.refresh_from_db()
        return item

    def drop(self, item, by=None, reason="与另一条重复。"):
        seen = Item.objects.get(pk=item.pk).latest_revision_id
        return actions.drop_item(item, seen=seen, reason=reason, by=by or self.clerk, at=NOW)

    def withdraw(self, item, reason="附表数据有误，正在核对。", by=None, at=NOW):
        return actions.withdraw_item(item, reason=reason, by=by or self.disclosure, at=at)


@pytest.fixture
def desk(office, person):
    tcj = office("tcj", credit_code="11000000MB00000010")

    def one(username, name, role):
        return person(username, role, office=tcj, display_name=name)

    return Desk(
        office=tcj,
        clerk=one("jingban", "林晓禾", Role.CLERK),
        other_clerk=one("jingban2", "陆知夏", Role.CLERK),
        head=one("kezhang", "周明澈", Role.SECTION_HEAD),
        secrecy=one("baomi", "沈知远", Role.SECRECY_REVIEWER),
        leader=one("fenguan", "顾言", Role.DEPUTY_LEADER),
        disclosure=one("gongkai", "许清和", Role.DISCLOSURE_HEAD),
    )


@pytest.fixture
def elsewhere(person):
    """Another office with a clerk and all three reviewers."""
    jyj = make_office("jyj")

    def one(username, role):
        return person(username, role, office=jyj, display_name=username)

    return Desk(
        office=jyj,
        clerk=one("b-clerk", Role.CLERK),
        head=one("b-head", Role.SECTION_HEAD),
        secrecy=one("b-secrecy", Role.SECRECY_REVIEWER),
        leader=one("b-leader", Role.DEPUTY_LEADER),
        disclosure=one("b-disclosure", Role.DISCLOSURE_HEAD),
    )
