"""The staff side: sign-in, sign-out, password, offices by permission, accounts."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client

import gongkai.web
from conftest import NOW
from gongkai.apps.offices import actions
from gongkai.apps.offices.models import Office, Person, Role

LATER = NOW + timedelta(days=11)
PASSWORD = "right-password-1"
NEW_PASSWORD = "another-password-2"
FORM = {
    "name": "云川市林业局",
    "short_name": "市林业局",
    "slug": "lyj",
    "kind": "department",
    "supervisor": "",
    "credit_code": "",
    "position": "10",
} | dict.fromkeys(
    [
        "unit_name",
        "address",
        "hours",
        "telephone",
        "fax",
        "online",
        "classification",
        "arrangement",
        "access_methods",
        "application_channels",
    ],
    "",
)


@pytest.fixture
def administrator(client, person):
    someone = person("guanli", Role.ADMINISTRATOR)
    client.force_login(someone)
    return someone


def sign_in(client, password=PASSWORD):
    return client.post("/staff/login/", {"username": "guanli", "password": password})


def test_sign_in_leads_to_the_desk_and_sign_out_away(client, person):
    person("guanli", Role.CLERK)
    assert sign_in(client).headers["Location"] == "/staff/"
    assert "工作台" in client.get("/staff/").content.decode()
    client.post("/staff/logout/")
    assert client.get("/staff/").headers["Location"].startswith("/staff/login/")


def test_a_wrong_password_is_said_in_chinese_and_keeps_the_name(client, person):
    person("guanli", Role.CLERK)
    page = sign_in(client, "wrong").content.decode()
    assert "sign-in-error" in page
    assert "用户名或者密码不对，请再试一次。" in page
    assert 'value="guanli"' in page
    assert "Wagtail" not in re.sub(r"wagtail[\w/-]*", "", page)


def test_someone_without_a_role_does_not_enter(client, person):
    person("guanli")
    sign_in(client)
    assert client.get("/staff/").status_code == 302


def test_a_person_changes_the_own_password(client, person):
    someone = person("guanli", Role.CLERK)
    client.force_login(someone)
    page = client.get("/staff/account/").content.decode()
    assert "旧密码" in page
    assert "first_name" not in page
    answer = client.post(
        "/staff/account/",
        {
            "name-display_name": "程知行",
            "name-email": "",
            "name-edition_seen": "1",
            "password-old_password": PASSWORD,
            "password-new_password1": NEW_PASSWORD,
            "password-new_password2": NEW_PASSWORD,
        },
    )
    assert answer.status_code == 302
    someone.refresh_from_db()
    assert someone.display_name == "程知行"
    assert sign_in(Client(), NEW_PASSWORD).status_code == 302


def test_the_administrator_establishes_and_amends_an_office(client, administrator):
    client.post("/staff/offices/new/", FORM)
    office = Office.objects.get(slug="lyj")
    assert office.guide_updated_on is None
    client.post(
        f"/staff/offices/edit/{office.pk}/",
        FORM | {"telephone": "（0000）555-0142", "edition_seen": "1"},
    )
    office.refresh_from_db()
    assert office.telephone == "（0000）555-0142"
    assert office.guide_updated_on is not None
    for path in (
        "/staff/offices/",
        f"/staff/offices/edit/{office.pk}/",
        f"/staff/offices/history/{office.pk}/",
    ):
        assert client.get(path).status_code == 200


def test_an_office_under_itself_is_refused_on_the_form(client, administrator, office):
    school = office("lyj")
    page = client.post(
        f"/staff/offices/edit/{school.pk}/", FORM | {"supervisor": str(school.pk)}
    ).content.decode()
    assert "主管部门不能是本机关" in page


def test_a_mark_of_another_office_is_refused_on_the_form(client, administrator, office):
    other = office("fgw", short_name="市发展改革委")
    page = client.post("/staff/offices/new/", FORM | {"document_mark": str(other)}).content.decode()
    assert "“市发展改革委”已经属于另一个机关" in page
    assert not Office.objects.filter(slug="lyj").exists()


def test_a_second_saver_is_asked_before_overwriting_and_loses_nothing(
    client, administrator, office
):
    school = office()
    address = f"/staff/offices/edit/{school.pk}/"
    assert 'name="edition_seen" value="1"' in client.get(address).content.decode()
    client.post(address, FORM | {"telephone": "（0000）555-0001", "edition_seen": "1"})

    late = FORM | {"telephone": "（0000）555-0002", "edition_seen": "1"}
    page = client.post(address, late).content.decode()
    school.refresh_from_db()
    assert school.telephone == "（0000）555-0001"
    assert f"在您填写期间，{administrator}已经修改并保存了" in page
    assert "（0000）555-0002" in page
    assert 'name="edition_seen" value="2"' in page

    client.post(address, late | {"edition_seen": "2"})
    school.refresh_from_db()
    assert school.telephone == "（0000）555-0002"


def test_a_save_between_the_form_s_look_and_the_lock_is_shown_on_the_form(
    client, administrator, office, monkeypatch
):
    school = office()
    monkeypatch.setattr(
        "gongkai.apps.offices.forms.OfficeForm.clean", lambda form: form.cleaned_data
    )
    actions.amend_office(school, seen=1, by=administrator, at=LATER)
    late = FORM | {"telephone": "（0000）555-0002", "edition_seen": "1"}
    page = client.post(f"/staff/offices/edit/{school.pk}/", late).content.decode()
    assert f"在您填写期间，{administrator}已经修改并保存了" in page
    assert "（0000）555-0002" in page


def test_a_save_between_the_look_and_the_lock_is_noticed_too(office):
    school = office()
    actions.amend_office(school, seen=1, by=None, at=LATER)
    with pytest.raises(actions.ChangedMeanwhile, match="有人已经修改"):
        actions.amend_office(school, seen=1, by=None, at=LATER)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
@pytest.mark.parametrize("path", ["", "new/", "edit/{}/", "delete/{}/"])
def test_others_do_not_reach_the_screens_of_offices(client, person, office, role, path):
    school = office()
    client.force_login(person("someone", role, office=school))
    answer = client.get("/staff/offices/" + path.format(school.pk))
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/staff/"


@pytest.mark.parametrize("superuser", [True, False])
def test_an_office_is_not_deleted_by_anyone(client, administrator, office, superuser):
    Person.objects.update(is_superuser=superuser)
    school = office()
    assert "/delete/" not in client.get(f"/staff/offices/edit/{school.pk}/").content.decode()
    client.post(f"/staff/offices/delete/{school.pk}/")
    assert Office.objects.filter(pk=school.pk).exists()


def test_the_administrator_admits_a_colleague_but_no_superuser(client, administrator):
    page = client.get("/staff/users/new/").content.decode()
    assert "is_superuser" not in page
    assert 'name="first_name"' not in page
    client.post(
        "/staff/users/new/",
        {
            "username": "xin",
            "display_name": "新人",
            "password1": NEW_PASSWORD,
            "password2": NEW_PASSWORD,
            "is_superuser": "on",
        },
    )
    colleague = Person.objects.get(username="xin")
    assert colleague.display_name == "新人"
    assert not colleague.is_superuser
    assert client.get(f"/staff/users/edit/{colleague.pk}/").status_code == 200


def test_an_address_code_is_refused_in_our_words(client, administrator):
    page = client.post("/staff/offices/new/", FORM | {"slug": "LYJ_1"}).content.decode()
    assert "网址代号只能用小写英文字母、数字和连字符" in page
    assert "下划线" not in page
    assert not Office.objects.exists()


def test_the_list_of_accounts_shows_office_and_roles(
    client, administrator, person, office, django_assert_max_num_queries
):
    school = office("jyj")
    for number in range(10):
        person(f"p{number}", Role.CLERK, office=school)
    with django_assert_max_num_queries(20):
        page = BeautifulSoup(client.get("/staff/users/").content, "html.parser")
    rows = {row.select_one(".username").text.strip(): row.text for row in page.select("tbody tr")}
    assert "市jyj局" in rows["p0"]
    assert "经办人" in rows["p0"]
    assert "系统管理员" in rows["guanli"]
    assert "访问权限" not in page.thead.text
    assert client.get("/staff/users/?ordering=office__position").status_code == 200


def test_the_menu_shows_only_what_works(client, administrator):
    page = client.get("/staff/").content.decode()
    assert "/staff/offices/" in page
    for unused in ("/staff/pages/", "/staff/images/", "/staff/documents/", "/staff/reports/"):
        assert f'"url": "{unused}' not in page


def test_no_page_of_the_staff_side_asks_another_host(client, administrator, office):
    school = office()
    for path in (
        "/staff/",
        "/staff/offices/",
        f"/staff/offices/edit/{school.pk}/",
        "/staff/account/",
    ):
        page = client.get(path).content.decode()
        assert not re.findall(r'(?:src|href)="(?:https?:)?//[^"]+', page)


def test_every_colour_of_the_staff_side_is_a_token(client, administrator):
    folder = Path(gongkai.web.__file__).parent / "static" / "gongkai"
    style, tokens = (folder / "staff.css").read_text(), (folder / "tokens.css").read_text()
    assert not re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(", style)
    for name in re.findall(r"var\((--[\w-]+)", style):
        assert f"{name}: " in tokens, name
    page = client.get("/staff/").content.decode()
    assert page.index("gongkai/tokens.css") < page.index("gongkai/staff.css")
