"""Accounts: a superuser's is out of reach, the last administrator stays, nothing is lost or deleted."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from wagtail.models import ModelLogEntry

from conftest import NOW
from gongkai.apps.offices import actions
from gongkai.apps.offices.models import Person, Role
from gongkai.apps.records.refusals import Refused

NEW_PASSWORD = "another-password-2"
ACTIONS = ("delete", "set_active_state", "assign_role")


@pytest.fixture
def administrator(client, person):
    someone = person("guanli", Role.ADMINISTRATOR)
    client.force_login(someone)
    return someone


@pytest.fixture
def root(person):
    return person("root", is_superuser=True)


def form_of(someone, **changes):
    return {
        "username": someone.username,
        "display_name": someone.display_name,
        "is_active": "on",
        "edition_seen": str(someone.edition),
    } | changes


def address(someone, screen="edit"):
    return f"/staff/users/{screen}/{someone.pk}/"


@pytest.mark.parametrize("screen", ["edit", "delete", "history", "usage"])
def test_a_superusers_account_is_not_there_for_an_administrator(
    client, administrator, root, screen
):
    assert client.get(address(root, screen)).status_code == 404


def test_an_administrator_gives_a_superuser_no_password_and_no_rest(client, administrator, root):
    taken = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert client.post(address(root), form_of(root, **taken)).status_code == 404
    inactive = form_of(root)
    del inactive["is_active"]
    assert client.post(address(root), inactive).status_code == 404
    kept = Person.objects.get(pk=root.pk)
    assert kept.is_active
    assert kept.check_password("right-password-1")


def test_an_administrator_sees_no_superuser_in_the_list(client, administrator, root, person):
    person("jingban", Role.CLERK)
    page = client.get("/staff/users/").content.decode()
    assert "jingban" in page
    assert address(root) not in page


def test_the_action_itself_keeps_a_superuser_from_an_administrator(administrator, root):
    root.display_name = "改名"
    with pytest.raises(PermissionDenied):
        actions.amend_person(root, seen=root.edition, by=administrator, at=NOW)


def test_no_action_makes_a_superuser(administrator):
    administrator.is_superuser = True
    with pytest.raises(PermissionDenied):
        actions.amend_person(administrator, seen=administrator.edition, by=administrator, at=NOW)


def test_a_superuser_amends_a_superuser(client, root, person):
    other = person("other", is_superuser=True)
    client.force_login(root)
    assert client.get(address(other)).status_code == 200
    client.post(address(other), form_of(other, display_name="改名"))
    other.refresh_from_db()
    assert other.display_name == "改名"
    assert other.is_superuser


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("superuser", [True, False])
def test_accounts_are_changed_one_at_a_time(client, administrator, root, action, method, superuser):
    client.force_login(root if superuser else administrator)
    chosen = f"/staff/bulk/offices/person/{action}/?id={root.pk}&id={administrator.pk}"
    answer = getattr(client, method)(chosen, {"mark_as_active": "False", "role": "1"})
    assert answer.status_code == 404
    assert Person.objects.filter(is_active=True).count() == 2
    assert "data-bulk-action-checkbox" not in client.get("/staff/users/").content.decode()


@pytest.mark.parametrize("superuser", [True, False])
def test_an_account_is_not_deleted_by_anyone(client, administrator, root, person, superuser):
    clerk = person("jingban", Role.CLERK)
    administrator.user_permissions.add(*Permission.objects.filter(codename="delete_person"))
    client.force_login(root if superuser else administrator)
    for screen in ("/staff/users/", address(clerk)):
        assert address(clerk, "delete") not in client.get(screen).content.decode()
    client.post(address(clerk, "delete"))
    assert Person.objects.filter(pk=clerk.pk).exists()
    assert "即为停用；账号不能删除" in client.get(address(clerk)).content.decode()


def test_an_account_is_not_copied(client, administrator):
    assert client.get(address(administrator, "copy")).status_code == 404


def test_a_change_of_an_account_is_logged_with_its_author(client, administrator, person):
    clerk = person("jingban", Role.CLERK)
    client.post(address(clerk), form_of(clerk, display_name="改名"))
    clerk.refresh_from_db()
    assert (clerk.display_name, clerk.edition) == ("改名", 2)
    last = ModelLogEntry.objects.for_instance(clerk).order_by("timestamp").last()
    assert (last.action, last.user) == ("wagtail.edit", administrator)


def test_a_new_account_is_logged_with_its_author_and_may_nothing_yet(client, administrator):
    client.post(
        "/staff/users/new/",
        {
            "username": "xin",
            "display_name": "新人",
            "password1": NEW_PASSWORD,
            "password2": NEW_PASSWORD,
            "groups": [str(administrator.groups.get().pk)],
        },
    )
    colleague = Person.objects.get(username="xin")
    assert colleague.check_password(NEW_PASSWORD)
    assert not colleague.groups.exists()  # a role is given by appointment, never by a form
    assert ModelLogEntry.objects.for_instance(colleague).get().user == administrator


def test_a_second_saver_is_asked_before_overwriting(client, administrator, person):
    clerk = person("jingban", Role.CLERK)
    assert 'name="edition_seen" value="1"' in client.get(address(clerk)).content.decode()
    late = form_of(clerk, display_name="后来")
    client.post(address(clerk), form_of(clerk, display_name="先来"))
    page = client.post(address(clerk), late).content.decode()
    clerk.refresh_from_db()
    assert clerk.display_name == "先来"
    assert f"在您填写期间，{administrator}已经修改并保存了先来的账号" in page
    assert 'value="后来"' in page
    client.post(address(clerk), late | {"edition_seen": "2"})
    clerk.refresh_from_db()
    assert clerk.display_name == "后来"


def test_one_is_asked_about_the_own_account_too(client, administrator):
    Person.objects.update(edition=2, display_name="先来")
    mine = {"name-display_name": "后来", "name-email": "", "name-edition_seen": "1"}
    page = client.post("/staff/account/", mine).content.decode()
    assert "已经修改并保存了先来的账号" in page
    assert 'name="name-edition_seen" value="2"' in page
    assert client.post("/staff/account/", mine | {"name-edition_seen": "2"}).status_code == 302
    administrator.refresh_from_db()
    assert (administrator.display_name, administrator.edition) == ("后来", 3)


def test_a_save_between_the_look_and_the_lock_is_noticed_too(person):
    clerk = person("jingban")
    Person.objects.update(edition=2)
    with pytest.raises(actions.ChangedMeanwhile, match="有人已经修改"):
        actions.amend_person(clerk, seen=1, by=None, at=NOW)


def test_the_last_administrator_does_not_leave(client, administrator):
    with pytest.raises(Refused, match="至少要留一个启用的系统管理员"):
        actions.dismiss(administrator.appointments.get(), by=None, at=NOW)
    assert administrator.groups.exists()
    administrator.is_active = False
    with pytest.raises(Refused, match="至少要留一个"):
        actions.amend_person(administrator, seen=1, by=None, at=NOW)
    assert Person.objects.get(pk=administrator.pk).is_active


def test_the_last_but_one_administrator_may_leave(client, administrator, person):
    person("away", Role.ADMINISTRATOR, is_active=False)
    with pytest.raises(Refused):
        actions.dismiss(administrator.appointments.get(), by=None, at=NOW)
    person("other", Role.ADMINISTRATOR)
    actions.dismiss(administrator.appointments.get(), by=None, at=NOW)
    assert not administrator.groups.exists()


def test_one_who_is_stopped_is_signed_out_at_once(client, administrator, person):
    person("other", Role.ADMINISTRATOR)
    administrator.is_active = False
    actions.amend_person(administrator, seen=1, by=None, at=NOW)
    assert client.get("/staff/").status_code == 302
