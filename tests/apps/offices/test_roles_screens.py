"""人员与职务, 更名, 职务 of one account: what an administrator does there, and what is refused."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from conftest import NOW, clock
from gongkai.apps.offices import actions
from gongkai.apps.offices.models import Appointment, Office, Person, Role, Section
from gongkai.apps.records.moments import day_of


@pytest.fixture
def administrator(client, person):
    someone = person("guanli", Role.ADMINISTRATOR)
    client.force_login(someone)
    return someone


@pytest.fixture
def bureau(office):
    return office("tcj", name="云川市投资促进局", short_name="市投资促进局")


@pytest.fixture
def newcomer(person, bureau):
    return person("jingban", display_name="林晓禾", office=bureau)


def today():
    return day_of(clock()).isoformat()


def people(bureau):
    return f"/staff/offices/people/{bureau.pk}/"


def text(answer):
    return BeautifulSoup(answer.content, "html.parser").select_one(".staff-main").text


def appointing(someone, **more):
    plain = {
        "act": "appoint",
        "person": str(someone.pk),
        "role": Role.CLERK.value,
        "section": "",
        "from_on": today(),
    }
    return plain | more


def test_an_office_without_people_says_what_to_do(client, administrator, bureau):
    page = text(client.get(people(bureau)))
    assert "还没有人任职" in page
    assert "还没有科室" in page
    assert "还没有。免去职务以后" in page


def test_a_section_is_opened_filled_emptied_and_closed(client, administrator, bureau, newcomer):
    client.post(people(bureau), {"act": "open-section", "name": "法规科"})
    section = Section.objects.get()
    answer = client.post(people(bureau), appointing(newcomer, section=section.pk), follow=True)
    assert "林晓禾已经任市投资促进局法规科经办人。" in answer.content.decode()
    held = Appointment.objects.get(person=newcomer)
    assert (held.office, held.section, held.role) == (bureau, section, Role.CLERK)

    refused = client.post(people(bureau), {"act": f"close-{section.pk}"})
    assert "法规科还有人任职" in text(refused)

    done = client.post(people(bureau), {"act": f"dismiss-{held.pk}", "until_on": today()})
    assert done.status_code == 302
    page = text(client.get(people(bureau)))
    assert "还没有人任职" in page
    assert "林晓禾" in page.split("以前的任职")[-1]

    client.post(people(bureau), {"act": f"close-{section.pk}"})
    section.refresh_from_db()
    assert section.closed_on == day_of(clock())
    assert "已经撤销：法规科" in text(client.get(people(bureau)))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"person": ""}, "请选择人员。"),
        ({"person": "999"}, "这个账号不存在或者已经停用"),
        ({"role": ""}, "请选择职务。"),
        ({"role": "administrator"}, "没有这个职务"),
        ({"role": "emperor"}, "没有这个职务"),
        ({"section": "999"}, "这个科室不在本机关"),
        ({"from_on": ""}, "请填写任职日期。"),
        ({"from_on": "昨天"}, "任职日期不是有效的日期。"),
        ({"from_on": "2999-01-01"}, "任职日期还没有到"),
    ],
)
def test_what_cannot_be_an_appointment_is_said_and_nothing_is_lost(
    client, administrator, bureau, newcomer, change, sentence
):
    sent = appointing(newcomer, **change)
    answer = client.post(people(bureau), sent)
    page = BeautifulSoup(answer.content, "html.parser")
    assert sentence in page.select_one(".error-summary").text
    assert not newcomer.appointments.exists()
    if "from_on" in change:
        assert (
            page.select_one("#appoint-from_on")["value"] == change["from_on"]
            if change["from_on"]
            else True
        )
        assert page.select_one("#appoint-person option[selected]")["value"] == str(newcomer.pk)


def test_a_section_of_another_office_is_not_offered(
    client, administrator, bureau, newcomer, office
):
    elsewhere = actions.open_section(office("fgw"), name="法规科", by=None, at=NOW)
    answer = client.post(people(bureau), appointing(newcomer, section=str(elsewhere.pk)))
    assert "这个科室不在本机关" in text(answer)


def test_two_administrators_at_once_and_the_second_is_told(client, administrator, bureau, newcomer):
    client.post(people(bureau), appointing(newcomer))
    held = newcomer.appointments.get()
    assert "这个人已经有这个职务" in text(client.post(people(bureau), appointing(newcomer)))

    actions.dismiss(held, by=None, at=clock())
    late = client.post(
        people(bureau), {"act": f"dismiss-{held.pk}", "until_on": today()}, follow=True
    )
    assert "这一项刚才已经有人办过" in late.content.decode()


def test_an_end_before_the_beginning_is_refused_beside_the_row(
    client, administrator, bureau, newcomer
):
    client.post(people(bureau), appointing(newcomer))
    held = newcomer.appointments.get()
    yesterday = (day_of(clock()) - timedelta(days=1)).isoformat()
    answer = client.post(people(bureau), {"act": f"dismiss-{held.pk}", "until_on": yesterday})
    assert "离任日期不能早于任职日期" in text(answer)
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one(f"#dismiss-{held.pk}-until_on")["value"] == yesterday
    assert page.select_one("tbody details").has_attr("open")
    held.refresh_from_db()
    assert held.until_on is None


def test_a_section_needs_a_name_of_its_own(client, administrator, bureau):
    actions.open_section(bureau, name="法规科", by=None, at=NOW)
    same = text(client.post(people(bureau), {"act": "open-section", "name": "法规科"}))
    assert "这个机关已经有同名的科室" in same
    nameless = text(client.post(people(bureau), {"act": "open-section", "name": " "}))
    assert "请填写科室名称" in nameless
    assert Section.objects.count() == 1


def test_a_stopped_account_is_not_offered_and_is_marked_where_it_holds_a_role(
    client, administrator, bureau, newcomer
):
    client.post(people(bureau), appointing(newcomer))
    Person.objects.filter(pk=newcomer.pk).update(is_active=False)
    page = BeautifulSoup(client.get(people(bureau)).content, "html.parser")
    assert not page.select(f"#appoint-person option[value='{newcomer.pk}']")
    assert "已停用" in page.select_one(".staff-main table").text


def test_a_superuser_is_not_offered_to_an_administrator(client, administrator, bureau, person):
    root = person("root", is_superuser=True, display_name="根")
    assert "root" not in text(client.get(people(bureau)))
    assert client.get(f"/staff/users/roles/{root.pk}/").status_code == 404
    assert "这个账号不存在" in text(client.post(people(bureau), appointing(root)))


def test_a_new_account_leads_to_its_roles(client, administrator, bureau):
    answer = client.post(
        "/staff/users/new/",
        {
            "username": "xin",
            "display_name": "新人",
            "office": str(bureau.pk),
            "password1": "another-password-2",
            "password2": "another-password-2",
        },
    )
    account = Person.objects.get(username="xin")
    assert answer.headers["Location"] == f"/staff/users/roles/{account.pk}/"
    page = text(client.get(answer.headers["Location"]))
    assert "还没有职务，不能登录工作平台" in page
    assert "市投资促进局的人员与职务" in page


def test_an_administrator_is_appointed_and_dismissed_on_the_account(
    client, administrator, newcomer
):
    address = f"/staff/users/roles/{newcomer.pk}/"
    client.post(address, {"act": "appoint", "from_on": today()})
    held = newcomer.appointments.get()
    assert (held.role, held.office) == (Role.ADMINISTRATOR, None)
    page = text(client.get(address))
    assert "全平台" in page
    assert "任系统管理员" not in page
    own = administrator.appointments.get()
    mine = f"/staff/users/roles/{administrator.pk}/"
    client.post(mine, {"act": f"dismiss-{own.pk}", "until_on": today()})
    assert client.get(mine).status_code == 302  # no longer an administrator
    assert client.get(mine).headers["Location"].startswith("/staff/")


def test_the_last_administrator_is_not_dismissed(client, administrator):
    own = administrator.appointments.get()
    answer = client.post(
        f"/staff/users/roles/{administrator.pk}/",
        {"act": f"dismiss-{own.pk}", "until_on": today()},
    )
    assert "至少要留一个启用的系统管理员" in text(answer)
    own.refresh_from_db()
    assert own.until_on is None


def test_the_account_form_gives_no_permission(client, administrator, newcomer):
    page = client.get(f"/staff/users/edit/{newcomer.pk}/").content.decode()
    assert 'name="groups"' not in page
    assert "职务：无。" in page
    client.post(
        f"/staff/users/edit/{newcomer.pk}/",
        {
            "username": newcomer.username,
            "display_name": newcomer.display_name,
            "is_active": "on",
            "edition_seen": "1",
            "groups": [str(group.pk) for group in administrator.groups.all()],
            "user_permissions": ["1"],
        },
    )
    newcomer.refresh_from_db()
    assert newcomer.edition == 2
    assert not newcomer.groups.exists()
    assert not newcomer.user_permissions.exists()


def test_the_menu_shows_no_groups_but_the_log(client, administrator):
    page = client.get("/staff/").content.decode()
    assert "/staff/groups/" not in page
    assert "/staff/log/" in page


RENAMED = {
    "name": "云川市投资合作局",
    "short_name": "市投资合作局",
    "reason": "renamed",
    "from_on": "2026-03-01",
    "edition_seen": "1",
}


def renaming(bureau):
    return f"/staff/offices/rename/{bureau.pk}/"


def test_a_renamed_office_keeps_its_former_name(client, administrator, bureau):
    answer = client.post(renaming(bureau), RENAMED, follow=True)
    page = text(answer)
    assert "云川市投资合作局更名" in page
    assert "云川市投资促进局（市投资促进局）" in page
    assert "用到2026年3月1日前" in page
    form = BeautifulSoup(client.get(f"/staff/offices/edit/{bureau.pk}/").content, "html.parser")
    assert form.select_one("#id_name").has_attr("disabled")


def test_a_slip_leaves_no_former_name(client, administrator, bureau):
    client.post(renaming(bureau), RENAMED | {"reason": "slip", "from_on": ""})
    bureau.refresh_from_db()
    assert bureau.name == "云川市投资合作局"
    assert not bureau.former_names.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"from_on": ""}, "请填写启用日期。"),
        ({"from_on": "2999-01-01"}, "启用新名称的日期还没有到"),
        ({"from_on": "春天"}, "启用日期不是有效的日期。"),
        ({"name": ""}, "请填写新的名称。"),
        ({"name": "云川市发展改革委"}, "已"),
        ({"name": "云川市投资促进局", "short_name": "市投资促进局"}, "与现在的一样"),
        ({"reason": ""}, "请选择为什么改。"),
        ({"edition_seen": "0"}, "已经修改并保存了"),
    ],
)
def test_what_cannot_be_a_new_name_is_said_and_nothing_is_lost(
    client, administrator, bureau, office, change, sentence
):
    office("fgw", name="云川市发展改革委")
    answer = client.post(renaming(bureau), RENAMED | change)
    page = BeautifulSoup(answer.content, "html.parser")
    assert sentence in page.select_one(".error-summary").text
    assert page.select_one("#id_short_name")["value"] == (RENAMED | change)["short_name"]
    assert Office.objects.get(pk=bureau.pk).name == "云川市投资促进局"


def test_after_the_warning_the_second_renaming_is_meant(client, administrator, bureau):
    Office.objects.filter(pk=bureau.pk).update(edition=2)
    page = BeautifulSoup(client.post(renaming(bureau), RENAMED).content, "html.parser")
    seen = page.select_one("#id_edition_seen")["value"]
    assert seen == "2"
    assert client.post(renaming(bureau), RENAMED | {"edition_seen": seen}).status_code == 302


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_opens_these_screens(client, person, bureau, role, method):
    someone = person("someone", role, office=bureau)
    client.force_login(someone)
    for address in (
        people(bureau),
        renaming(bureau),
        f"/staff/users/roles/{someone.pk}/",
        "/staff/log/",
        "/staff/log/check/",
    ):
        answer = getattr(client, method)(address, appointing(someone) | RENAMED)
        assert answer.status_code == 302, address
        assert answer.headers["Location"] == "/staff/"
    bureau.refresh_from_db()
    assert bureau.name == "云川市投资促进局"
    assert someone.appointments.count() == 1


def test_the_screens_cost_the_same_for_many_people(
    client, administrator, person, bureau, django_assert_max_num_queries
):
    for number in range(12):
        person(f"p{number}", Role.CLERK, office=bureau)
    with django_assert_max_num_queries(22):
        client.get(people(bureau))


def test_the_ways_lead_from_the_list_and_the_form(client, administrator, bureau, newcomer):
    for address in ("/staff/offices/", f"/staff/offices/edit/{bureau.pk}/"):
        page = client.get(address).content.decode()
        assert people(bureau) in page
        assert renaming(bureau) in page
    assert (
        f"/staff/users/roles/{newcomer.pk}/"
        in client.get(f"/staff/users/edit/{newcomer.pk}/").content.decode()
    )
