"""Offices: constraints, the guide's day, who watches whom."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Collection, ModelLogEntry, Page, Task, Workflow

from gongkai.apps.offices import actions, permissions, queries
from gongkai.apps.offices.models import GUIDE_FIELDS, Office

LATER = date(2026, 12, 1)


def test_an_office_does_not_supervise_itself(office):
    school = office()
    school.supervisor = school
    with pytest.raises(ValidationError, match="主管部门"):
        actions.amend_office(school, seen=school.edition, by=None, on=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Office.objects.filter(pk=school.pk).update(supervisor=school.pk)


def test_offices_do_not_supervise_one_another_in_a_ring(office):
    upper = office("a")
    lower = office("b", supervisor=upper)
    upper.supervisor = lower
    with pytest.raises(ValidationError, match="本机关主管的机关"):
        actions.amend_office(upper, seen=upper.edition, by=None, on=LATER)


def test_a_slug_and_a_credit_code_belong_to_one_office(office):
    office("a", credit_code="11000000MB00000010")
    with pytest.raises(ValidationError, match="已"):
        office("a", name="另一个")
    with pytest.raises(ValidationError, match="已经属于另一个机关"):
        office("b", credit_code="11000000MB00000010")


def test_two_offices_may_lack_a_credit_code(office):
    office("a")
    office("b")
    assert queries.offices().count() == 2


@pytest.mark.parametrize("code", ["123", "11000000mb00000010", "11000000MI00000010"])
def test_a_credit_code_has_the_form_of_one(office, code):
    with pytest.raises(ValidationError, match="18 位"):
        office(credit_code=code)


def test_the_guide_day_moves_only_when_the_guide_changes(office):
    school = office()
    assert school.guide_updated_on is None
    school.position = 7
    actions.amend_office(school, seen=school.edition, by=None, on=LATER)
    assert school.guide_updated_on is None
    school.telephone = "（0000）555-0142"
    actions.amend_office(school, seen=school.edition, by=None, on=LATER)
    assert school.guide_updated_on == LATER


def test_every_change_leaves_a_log_entry_with_its_author(office, person):
    author = person("guanli")
    school = office()
    actions.amend_office(school, seen=school.edition, by=author, on=LATER)
    logged = ModelLogEntry.objects.filter(object_id=str(school.pk), content_type__model="office")
    assert [(entry.action, entry.user) for entry in logged.order_by("timestamp")] == [
        ("wagtail.create", None),
        ("wagtail.edit", author),
    ]


def test_missing_guide_elements_are_named(office):
    bare = office("a")
    full = office("b", **dict.fromkeys(GUIDE_FIELDS, "有"))
    assert len(bare.missing_guide_elements()) == len(GUIDE_FIELDS)
    assert full.missing_guide_elements() == []
    assert list(queries.offices().lacking_guide_elements()) == [bare]


def test_search_wants_every_word(office):
    school = office("jyj", name="云川市教育局", address="云水路1号")
    office("czj", name="云川市财政局", address="云水路2号")
    assert list(queries.offices().saying(["教育", "云水路"])) == [school]
    assert queries.offices().saying(["云水路"]).count() == 2
    assert not queries.offices().saying(["教育", "财政"]).exists()


def test_the_government_of_the_site_is_the_one_nobody_here_supervises(office, government):
    office("qpx", kind=Office.Kind.GOVERNMENT, supervisor=government)
    assert queries.own_government() == government


@pytest.mark.parametrize(
    ("group", "watched"),
    [
        (permissions.ADMINISTRATORS, {"jyj", "czj"}),
        (permissions.SUPERVISORS, {"jyj", "czj"}),
        (permissions.CLERKS, {"jyj"}),
    ],
)
def test_who_watches_which_guides(office, person, group, watched):
    school = office("jyj")
    office("czj")
    someone = person("someone", group, office=school)
    assert {o.slug for o in permissions.offices_watched_by(someone)} == watched


def test_nothing_of_wagtails_english_seeds_is_left(db):
    assert set(Group.objects.values_list("name", flat=True)) == set(permissions.GROUPS)
    assert not Workflow.objects.exists()
    assert not Task.objects.exists()
    names = [
        *Page.objects.values_list("title", flat=True),
        *Collection.objects.values_list("name", flat=True),
    ]
    assert all(not name.isascii() for name in names)
