"""Roles over time, names over time, sections: what stands when, who may what where."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from conftest import NOW, TODAY
from gongkai.apps.offices import actions, permissions
from gongkai.apps.offices.models import Appointment, NumberPrefix, Office, OfficeName, Person, Role
from gongkai.apps.records.actions import next_number
from gongkai.apps.records.models import Entry
from gongkai.apps.records.queries import broken_links, entries_of
from gongkai.apps.records.refusals import Refused

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def bureau(office):
    return office("tcj", name="云川市招商局", short_name="市招商局")


def rename(office, name="云川市投资促进局", from_on=TODAY, **more):
    plain = {"short_name": name, "seen": office.edition, "by": None, "at": NOW}
    return actions.rename_office(office, name=name, from_on=from_on, **(plain | more))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2019, 5, 14), "云川市招商局"),
        (date(2023, 12, 31), "云川市招商局"),
        (date(2024, 1, 1), "云川市投资促进局"),
        (date(2026, 2, 28), "云川市投资促进局"),
        (date(2026, 3, 1), "云川市投资合作局"),
        (TODAY, "云川市投资合作局"),
    ],
)
def test_an_office_bears_on_each_day_the_name_of_that_day(bureau, day, name):
    renamed = rename(bureau, from_on=date(2024, 1, 1))
    assert rename(renamed, "云川市投资合作局", date(2026, 3, 1)).name_on(day) == name


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"from_on": TOMORROW}, "启用新名称的日期还没有到"),
        ({"from_on": date(2024, 1, 1)}, "上一次更名从2024年1月1日起"),
        ({"from_on": date(2023, 1, 1)}, "上一次更名从2024年1月1日起"),
        ({"name": "云川市投资促进局"}, "与现在的一样"),
        ({"seen": 1}, "已经修改并保存了"),
    ],
)
def test_what_is_no_renaming_is_refused(bureau, change, sentence):
    renamed = rename(bureau, from_on=date(2024, 1, 1))
    with pytest.raises(Refused, match=sentence):
        rename(renamed, **({"name": "云川市投资合作局"} | change))
    assert OfficeName.objects.count() == 1
    assert Office.objects.get(pk=bureau.pk).name == "云川市投资促进局"


def test_a_name_of_another_office_is_refused(bureau, office):
    other = office("fgw")
    with pytest.raises(ValidationError, match="已"):
        rename(bureau, other.name)
    assert not OfficeName.objects.exists()


def test_a_form_does_not_rename(bureau):
    bureau.name = "别的局"
    with pytest.raises(Refused, match="请用“更名”"):
        actions.amend_office(bureau, seen=1, by=None, at=NOW)


def test_an_office_without_a_mark_signs_with_its_short_name(bureau):
    assert bureau.mark == "市招商局"
    bureau.document_mark = "云川招商"
    assert bureau.mark == "云川招商"


def test_a_closed_section_may_be_opened_again_but_takes_nobody(bureau, person):
    section = actions.open_section(bureau, name="法规科", by=None, at=NOW)
    with pytest.raises(ValidationError, match="同名"):
        actions.open_section(bureau, name="法规科", by=None, at=NOW)
    actions.close_section(section, by=None, at=NOW)
    with pytest.raises(Refused, match="已经在2026年11月20日撤销"):
        actions.close_section(section, by=None, at=NOW)
    section.refresh_from_db()
    with pytest.raises(Refused, match="已经撤销"):
        actions.appoint(person("a"), Role.CLERK, bureau, section=section, by=None, at=NOW)
    assert actions.open_section(bureau, name="法规科", by=None, at=NOW).pk != section.pk


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"role": Role.CLERK, "office": None}, "其他职务要写明机关"),
        ({"role": Role.ADMINISTRATOR}, "系统管理员不属于一个机关"),
        ({"role": "emperor"}, "不是"),
        ({"from_on": TODAY, "until_on": YESTERDAY}, "离任日期不能早于任职日期"),
    ],
)
def test_an_appointment_that_fits_nothing_is_refused_by_form_and_database(
    bureau, person, facts, sentence
):
    row = {"role": Role.CLERK, "office": bureau, "from_on": TODAY, "person": person("a")} | facts
    with pytest.raises(ValidationError, match=sentence):
        Appointment(**row).full_clean()
    if row["role"] in Role.values:
        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.create(**row)


@pytest.mark.parametrize("where", ["section", "office", "all"])
def test_a_role_is_held_once_at_a_time(bureau, person, where):
    someone = person("a")
    section = actions.open_section(bureau, name="法规科", by=None, at=NOW)
    role = Role.ADMINISTRATOR if where == "all" else Role.CLERK
    row = {
        "person": someone,
        "role": role,
        "office": None if where == "all" else bureau,
        "section": section if where == "section" else None,
        "from_on": TODAY,
    }
    first = Appointment.objects.create(**row)
    with pytest.raises(ValidationError, match="已经有这个职务"):
        Appointment(**row).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(**row)
    first.until_on = TODAY
    first.save()
    Appointment.objects.create(**row)


def test_a_role_is_held_until_it_ends_and_not_a_moment_longer(bureau, person):
    clerk = person("a", office=bureau)
    held = actions.appoint(clerk, Role.CLERK, bureau, from_on=YESTERDAY, by=None, at=NOW)
    assert permissions.has_role(clerk, bureau)
    assert permissions.has_role(clerk, bureau, Role.SECTION_HEAD, Role.CLERK)
    assert not permissions.has_role(clerk, bureau, Role.SECTION_HEAD)
    assert clerk.groups.get().name == "经办人"
    actions.dismiss(held, by=None, at=NOW)
    assert not permissions.has_role(clerk, bureau)
    assert not clerk.groups.exists()
    with pytest.raises(Refused, match="已经在2026年11月20日离任"):
        actions.dismiss(held, by=None, at=NOW)


def test_a_group_stays_while_the_role_is_held_elsewhere(bureau, office, person):
    clerk = person("a", Role.CLERK, office=bureau)
    elsewhere = actions.appoint(clerk, Role.CLERK, office("fgw"), by=None, at=NOW)
    actions.dismiss(elsewhere, by=None, at=NOW)
    assert clerk.groups.get().name == "经办人"


@pytest.mark.parametrize("act", ["appoint", "dismiss"])
def test_a_day_to_come_is_refused_for_roles_begin_and_end_at_once(bureau, person, act):
    clerk = person("a", office=bureau)
    if act == "appoint":
        with pytest.raises(Refused, match="任职日期还没有到"):
            actions.appoint(clerk, Role.CLERK, bureau, from_on=TOMORROW, by=None, at=NOW)
        assert not clerk.appointments.exists()
    else:
        held = actions.appoint(clerk, Role.CLERK, bureau, by=None, at=NOW)
        with pytest.raises(Refused, match="离任日期还没有到"):
            actions.dismiss(held, until_on=TOMORROW, by=None, at=NOW)
        assert permissions.has_role(clerk, bureau)


def test_a_stopped_account_may_nothing(bureau, person):
    clerk = person("a", Role.CLERK, Role.SUPERVISOR, Role.ADMINISTRATOR, office=bureau)
    assert permissions.may_administer_offices(clerk)
    Person.objects.filter(pk=clerk.pk).update(is_active=False)
    clerk = Person.objects.get(pk=clerk.pk)
    assert not permissions.has_role(clerk, bureau)
    assert not permissions.offices_where(clerk).exists()
    assert not permissions.supervised_offices(clerk).exists()
    assert not permissions.may_administer_offices(clerk)


def test_people_see_the_offices_of_their_roles_and_no_other(office, person):
    city, county, station = office("szf"), office("qpx"), office("qpz")
    Office.objects.filter(pk=county.pk).update(supervisor=city)
    Office.objects.filter(pk=station.pk).update(supervisor=county)
    clerk = person("a", Role.CLERK, office=county)
    supervisor = person("b", Role.SUPERVISOR, office=county)
    administrator = person("c", Role.ADMINISTRATOR)
    assert set(permissions.offices_where(clerk)) == {county}
    assert not permissions.offices_where(clerk, Role.SUPERVISOR).exists()
    assert not permissions.supervised_offices(clerk).exists()
    assert set(permissions.supervised_offices(supervisor)) == {county, station}
    assert not permissions.offices_where(administrator).exists()
    assert not permissions.has_role(clerk, city)


def test_to_sit_in_an_office_is_no_role_there(bureau, person):
    assert not permissions.has_role(person("a", office=bureau), bureau)


ACTS = {
    "establish": lambda o, p, by: actions.establish_office(
        Office(name="新", short_name="新", slug="xin", kind="department"), by=by, at=NOW
    ),
    "amend": lambda o, p, by: actions.amend_office(o, seen=1, by=by, at=NOW),
    "rename": lambda o, p, by: rename(o, by=by),
    "open": lambda o, p, by: actions.open_section(o, name="科", by=by, at=NOW),
    "close": lambda o, p, by: actions.close_section(o.sections.get(), by=by, at=NOW),
    "admit": lambda o, p, by: actions.admit_person(
        Person(username="x", display_name="新"), password="x", by=by, at=NOW
    ),
    "amend person": lambda o, p, by: actions.amend_person(p, seen=1, by=by, at=NOW),
    "appoint": lambda o, p, by: actions.appoint(p, Role.PRINCIPAL, o, by=by, at=NOW),
    "appoint oneself": lambda o, p, by: actions.appoint(
        by, Role.ADMINISTRATOR, None, by=by, at=NOW
    ),
    "dismiss": lambda o, p, by: actions.dismiss(p.appointments.get(), by=by, at=NOW),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_the_actions_themselves_refuse_whoever_does_not_administer(bureau, person, act):
    actions.open_section(bureau, name="法规科", by=None, at=NOW)
    clerk = person("a", Role.CLERK, office=bureau)
    by = person("b", *(set(Role) - {Role.ADMINISTRATOR}), office=bureau)
    before = Entry.objects.count()
    with pytest.raises(PermissionDenied):
        act(bureau, clerk, by)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("act", [n for n in ACTS if n != "appoint oneself"])
def test_every_act_is_in_the_log_with_its_author(bureau, person, act):
    actions.open_section(bureau, name="法规科", by=None, at=NOW)
    clerk = person("a", Role.CLERK, office=bureau)
    administrator = person("b", Role.ADMINISTRATOR, display_name="管理员甲")
    before = Entry.objects.count()
    ACTS[act](bureau, clerk, administrator)
    (entry,) = Entry.objects.filter(number__gt=before)
    assert (entry.person_key, entry.person_name) == (administrator.pk, "管理员甲")
    assert entry.text.endswith("。")
    assert not list(broken_links())


def test_the_log_says_in_words_what_was_done(bureau, person):
    section = actions.open_section(bureau, name="法规科", by=None, at=NOW)
    clerk = person("a", display_name="林晓禾", office=bureau)
    held = actions.appoint(clerk, Role.CLERK, bureau, section=section, by=None, at=NOW)
    actions.dismiss(held, by=None, at=NOW)
    assert [entry.text for entry in entries_of(held)] == [
        "林晓禾任市招商局法规科经办人。",
        "林晓禾不再任市招商局法规科经办人。",
    ]
    rename(bureau)
    assert (
        entries_of(bureau).last().text == "云川市招商局自2026年11月20日起更名为云川市投资促进局。"
    )


def test_what_groups_gave_until_the_migration_becomes_appointments(person, office):
    migration = import_module("gongkai.apps.offices.migrations.0003_roles_and_names")
    bureau = office("jyj")
    for name, groups, sits in [
        ("guanli", ["系统管理员"], False),
        ("jingban", ["经办人"], True),
        ("both", ["经办人", "主管部门"], True),
        ("nowhere", ["经办人"], False),
        ("nothing", [], True),
    ]:
        account = person(name, office=bureau if sits else None, date_joined=NOW)
        account.groups.set(Group.objects.filter(name__in=groups))
    migration.appoint_members_of_groups(apps, None)
    rows = Appointment.objects.values_list("person__username", "role", "office__slug", "from_on")
    assert set(rows) == {
        ("guanli", "administrator", None, TODAY),
        ("jingban", "clerk", "jyj", TODAY),
        ("both", "clerk", "jyj", TODAY),
        ("both", "supervisor", "jyj", TODAY),
    }


def test_every_role_has_a_group_of_its_name_that_opens_the_staff_side(db):
    migration = import_module("gongkai.apps.offices.migrations.0003_roles_and_names")
    assert dict(Role.choices) == migration.ROLES
    for label in Role.labels:
        access = Group.objects.get(name=label).permissions.filter(codename="access_admin")
        assert access.exists()


CODE = "11000000MB00000010"
TAKEN = "已经属于另一个机关：.*的编号以它开头"


def amend(office, **facts):
    for field, value in facts.items():
        setattr(office, field, value)
    return actions.amend_office(office, seen=office.edition, by=None, at=NOW)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"document_mark": "云川教"}, {"document_mark": "云川教"}),
        ({"document_mark": "市教育局"}, {"short_name": "市教育局"}),
        ({"short_name": "市教育局"}, {"short_name": "市教育局"}),
        ({"credit_code": CODE}, {"credit_code": CODE}),
    ],
    ids=["mark", "mark and short name", "short name", "credit code"],
)
def test_two_offices_never_number_alike(office, first, second):
    office("jyj", **first)
    with pytest.raises(ValidationError, match=TAKEN):
        office("jtj", **second)
    other = office("fgw")
    change = rename if "short_name" in second else amend
    with pytest.raises(ValidationError, match=TAKEN):
        change(other, **second)


def test_the_same_short_name_is_no_harm_where_the_marks_differ(office):
    office("jyj", short_name="市教育局", document_mark="云川教")
    assert office("qjyj", short_name="市教育局", document_mark="青屏教").mark == "青屏教"


def test_what_an_office_numbered_with_stays_its_own(office):
    first = office("jyj", short_name="市教育局", credit_code=CODE)
    next_number("application", office=first.pk, year=2026)
    first = rename(first, "云川市教育和体育局", short_name="市教体局")
    amend(first, document_mark="云川教", credit_code="11000000MB00000029")
    for facts in (
        {"document_mark": "市教育局"},
        {"document_mark": "市教体局"},
        {"credit_code": CODE},
    ):
        with pytest.raises(ValidationError, match=TAKEN):
            office("jtj", **facts)
    first = Office.objects.get(pk=first.pk)
    assert amend(first, document_mark="市教体局", credit_code=CODE).mark == "市教体局"


def test_a_mark_that_numbered_nothing_is_free_again(office):
    slip = office("jtj", document_mark="云川教")
    amend(slip, document_mark="云川交")
    assert office("jyj", document_mark="云川教").mark == "云川教"


def test_the_migration_reserves_what_numbers_begin_with(office):
    migration = import_module("gongkai.apps.offices.migrations.0004_number_prefixes")
    first, second = office("jyj", short_name="市招商局", credit_code=CODE), office("b")
    rename(first, "云川市投资促进局")
    Office.objects.filter(pk=second.pk).update(document_mark="云川市投资促进局")
    NumberPrefix.objects.all().delete()
    migration.reserve(apps, None)
    assert dict(NumberPrefix.objects.values_list("text", "office__slug")) == {
        "云川市投资促进局": "jyj", "市招商局": "jyj", CODE: "jyj",
    }  # fmt: skip
    with pytest.raises(ValidationError, match=TAKEN):
        amend(Office.objects.get(pk=second.pk), position=3)
