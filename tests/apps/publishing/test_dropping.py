"""Dropping a draft that was never public: who may, when, what is left, and the page that asks why."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from conftest import NOW
from gongkai.apps.offices import actions as offices
from gongkai.apps.offices.models import Role
from gongkai.apps.publishing import actions
from gongkai.apps.publishing.actions import ChangedMeanwhile
from gongkai.apps.publishing.models import Item
from gongkai.apps.records.queries import entries_of
from gongkai.apps.records.refusals import Refused
from gongkai.law.publication_stages import Stage


def test_who_drafted_it_drops_it_and_it_stays_in_the_log(desk):
    item = desk.drop(desk.draft())
    assert Item.objects.get(pk=item.pk).stage == Stage.DROPPED
    last = entries_of(item).last()
    assert last.act == "drop_item"
    assert last.details == {"reason": "与另一条重复。"}
    assert last.text == "林晓禾不再拟写《云川市投资促进局2026年工作要点》：与另一条重复。"


def test_of_what_others_drafted_only_the_head_of_its_section_drops(desk, person, elsewhere):
    law = offices.open_section(desk.office, name="法规科", by=None, at=NOW)
    service = offices.open_section(desk.office, name="投资服务科", by=None, at=NOW)
    heads = {}
    for username, section in (("h1", law), ("h2", service)):
        heads[section] = person(username, office=desk.office)
        offices.appoint(
            heads[section], Role.SECTION_HEAD, office=desk.office, section=section, by=None, at=NOW
        )
    item = desk.draft(section=law)
    desk.amend(item, by=desk.other_clerk, title="别人改过")
    others = (desk.other_clerk, desk.disclosure, desk.leader, elsewhere.clerk, heads[service])
    for someone in others:
        with pytest.raises(PermissionDenied):
            desk.drop(item, by=someone)
    desk.drop(item, by=heads[law])
    desk.drop(desk.draft(title="没有科室"), by=desk.head)


def test_who_drafted_it_and_holds_no_role_any_more_does_not_drop_it(desk):
    item = desk.draft()
    offices.dismiss(desk.clerk.appointments.get(), by=None, at=NOW)
    with pytest.raises(PermissionDenied):
        desk.drop(item)


def test_only_what_is_not_under_review_and_never_was_public_is_dropped(desk):
    item = desk.draft()
    desk.submit(item)
    with pytest.raises(Refused, match="科室负责人"):
        desk.drop(item)
    desk.send_back(item, desk.head)
    desk.drop(item)
    public = desk.publish(title="公开了")
    with pytest.raises(Refused, match="公开过"):
        desk.drop(public)
    desk.amend(public, title="新的一稿")
    with pytest.raises(Refused, match="公开过"):
        desk.drop(public)
    desk.withdraw(public)
    desk.amend(public, title="又一稿")
    with pytest.raises(Refused, match="公开过"):
        desk.drop(public)


def test_dropping_needs_a_reason_and_the_draft_one_saw(desk):
    item = desk.draft()
    with pytest.raises(Refused, match="写明理由"):
        desk.drop(item, reason=" ")
    opened = Item.objects.get(pk=item.pk).latest_revision_id
    desk.amend(item, by=desk.other_clerk, title="改过")
    with pytest.raises(ChangedMeanwhile, match="陆知夏"):
        actions.drop_item(item, seen=opened, reason="x", by=desk.clerk, at=NOW)
    assert Item.objects.get(pk=item.pk).stage == Stage.DRAFT


def test_nothing_is_done_any_more_with_what_was_dropped(desk):
    item = desk.draft()
    desk.submit(item)
    desk.send_back(item, desk.head)
    desk.drop(item)
    assert not item.workflow_states.active().exists()
    for act in (desk.amend, desk.submit, desk.drop):
        with pytest.raises(Refused):
            act(item)


def test_the_database_holds_that_nothing_public_was_dropped(desk):
    item = desk.publish()
    with (
        pytest.raises(IntegrityError, match="dropped_was_never_public"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE publishing_item SET stage = 'dropped' WHERE id = %s", [item.pk])


def test_a_dropped_document_is_not_offered_to_be_interpreted(client, desk):
    desk.drop(desk.draft(title="不要的办法", kind="normative"))
    desk.draft(title="要写的办法", kind="normative")
    client.force_login(desk.clerk)
    page = BeautifulSoup(client.get(reverse("item_new")).content, "html.parser")
    offered = page.select_one("[name=interprets]").text
    assert "要写的办法" in offered
    assert "不要的办法" not in offered


# The screen


def test_the_page_asks_why_and_then_the_draft_is_gone_from_desk_and_list(client, desk):
    item = desk.draft(title="写错的一条")
    client.force_login(desk.clerk)
    page = client.get(reverse("item_page", args=[item.pk])).content.decode()
    address = reverse("item_drop", args=[item.pk])
    assert address in page
    asked = BeautifulSoup(client.get(address).content, "html.parser")
    assert "写错的一条" in asked.text
    seen = asked.select_one("[name=seen_revision]")["value"]
    refused = client.post(address, {"seen_revision": seen, "reason": ""})
    assert refused.status_code == 409
    assert "请写明理由" in refused.content.decode()
    done = client.post(address, {"seen_revision": seen, "reason": "写错了。"}, follow=True)
    text = done.content.decode()
    assert "已经不再拟写" in text
    assert "写错的一条" not in text
    assert "写错的一条" not in client.get(reverse("wagtailadmin_home")).content.decode()
    asked_for = client.get(reverse("items"), {"state": "dropped"}).content.decode()
    assert "写错的一条" in asked_for
    left = client.get(reverse("item_page", args=[item.pk])).content.decode()
    assert "林晓禾不再拟写《写错的一条》：写错了。" in left
    assert address not in left
    edit = client.get(reverse("item_edit", args=[item.pk]), follow=True).content.decode()
    assert "已经不再拟写，不能修改" in edit


def test_who_may_not_drop_it_is_not_offered_to_and_not_let_in(client, desk):
    item = desk.draft()
    client.force_login(desk.other_clerk)
    address = reverse("item_drop", args=[item.pk])
    assert address not in client.get(reverse("item_page", args=[item.pk])).content.decode()
    client.post(address, {"reason": "x"})
    assert client.get(address).status_code == 302  # to the desk, with a sentence
    assert Item.objects.get(pk=item.pk).stage == Stage.DRAFT


def test_a_reason_that_is_too_long_is_kept_on_the_page(client, desk):
    item = desk.draft()
    client.force_login(desk.clerk)
    answer = client.post(reverse("item_drop", args=[item.pk]), {"reason": "长" * 201})
    assert answer.status_code == 422
    assert "长" * 201 in answer.content.decode()
