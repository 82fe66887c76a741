"""Offices: constraints, the guide's day, who watches whom."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Collection, ModelLogEntry, Page, Task, Workflow

from conftest import NOW
from gongkai.apps.offices import actions, permissions, queries
from gongkai.apps.offices.models import GUIDE_FIELDS, Office, Role, by_citation
from gongkai.apps.records.moments import day_of

LATER = NOW + timedelta(days=11)


def test_an_office_does_not_supervise_itself(office):
    school = office()
    school.supervisor = school
    with pytest.raises(ValidationError, match="主管部门"):
        actions.amend_office(school, seen=school.edition, by=None, at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Office.objects.filter(pk=school.pk).update(supervisor=school.pk)


def test_offices_do_not_supervise_one_another_in_a_ring(office):
    upper = office("a")
    lower = office("b", supervisor=upper)
    upper.supervisor = lower
    with pytest.raises(ValidationError, match="本机关主管的机关"):
        actions.amend_office(upper, seen=upper.edition, by=None, at=LATER)


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
    actions.amend_office(school, seen=school.edition, by=None, at=LATER)
    assert school.guide_updated_on is None
    school.telephone = "（0000）555-0142"
    actions.amend_office(school, seen=school.edition, by=None, at=LATER)
    assert school.guide_updated_on == day_of(LATER)


def test_every_change_leaves_a_log_entry_with_its_author(office, person):
    author = person("guanli", Role.ADMINISTRATOR)
    school = office()
    actions.amend_office(school, seen=school.edition, by=author, at=LATER)
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


def test_what_is_missing_stands_with_the_text_that_asks_for_it(office):
    gaps = by_citation(office().missing_guide_elements())
    assert [(str(gap.citation), len(gap.elements)) for gap in gaps] == [
        ("《政府信息公开条例》第十二条第二款", 9),
        ("《政府信息公开申请接收渠道问题的解释》第二条", 1),
    ]
    assert gaps[1].elements[0].field == "application_channels"
    assert gaps[1].citation.instrument.number == "国办公开办函〔2017〕19号"


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
    ("role", "watched"),
    [
        (Role.ADMINISTRATOR, {"szf", "qpx", "qpj", "qpz", "czj"}),
        (Role.SUPERVISOR, {"qpx", "qpj", "qpz"}),
        (Role.CLERK, {"qpx"}),
    ],
)
def test_who_watches_which_guides(office, person, role, watched):
    """云川市 over 青屏县 over its bureau over that one's station; beside the county a bureau of the city."""
    city = office("szf")
    county = office("qpx", supervisor=city)
    office("qpz", supervisor=office("qpj", supervisor=county))
    office("czj", supervisor=city)
    someone = person("someone", role, office=county)
    assert {o.slug for o in permissions.offices_watched_by(someone)} == watched


def test_without_a_role_nothing_is_watched(office, person):
    assert not permissions.offices_watched_by(person("someone", office=office("jyj"))).exists()


def test_a_ring_of_supervision_is_walked_once(office):
    upper = office("a")
    lower = office("b", supervisor=upper)
    Office.objects.filter(pk=upper.pk).update(supervisor=lower)
    assert set(queries.offices().of_and_below(upper)) == {upper, lower}


@pytest.mark.parametrize("slug", ["fgw", "jkq-2", "2", "a" * 60])
def test_an_address_code_is_lower_case_letters_digits_and_hyphens(office, slug):
    assert office(slug, name="云川市发展和改革委员会", short_name="市发展改革委").slug == slug


@pytest.mark.parametrize("slug", ["FGW", "fg_w", "-fgw", "fgw-", "f--w", "发改委", "fgw\n", "f w"])
def test_another_address_code_is_refused_in_our_words(office, slug):
    with pytest.raises(ValidationError) as refused:
        office(slug, name="云川市发展和改革委员会", short_name="市发展改革委")
    (sentence,) = refused.value.message_dict["slug"]
    assert sentence.startswith("网址代号只能用小写英文字母、数字和连字符")


def test_nothing_of_wagtails_english_seeds_is_left(db):
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.labels)
    names = [
        *Workflow.objects.values_list("name", flat=True),
        *Task.objects.values_list("name", flat=True),
        *Page.objects.values_list("title", flat=True),
        *Collection.objects.values_list("name", flat=True),
    ]
    assert all(not name.isascii() for name in names)
