"""Who handles a case, a new query code, and the reading of identities."""

import pytest
from django.core.exceptions import PermissionDenied

from apps.applications.steps import NAME, moment
from gongkai.apps.applications import actions
from gongkai.apps.applications.query_code import is_right
from gongkai.apps.offices import actions as office_actions
from gongkai.apps.offices.models import Role
from gongkai.apps.records.queries import entries_of
from gongkai.apps.records.refusals import Refused

DAY = "2026-11-02"


def test_a_case_is_given_to_a_person_and_a_section(steps, bureau, other_clerk):
    section = office_actions.open_section(bureau, name="法规科", by=None, at=moment(DAY))
    case = steps.act(actions.assign, steps.filed(DAY), DAY, handler=other_clerk, section=section)
    assert (case.handler, case.section) == (other_clerk, section)
    assert case.events.get(act="assign").text == "由法规科、贺知秋办理。"
    case = steps.act(actions.assign, case, DAY, handler=None, section=None)
    assert (case.handler, case.section) == (None, None)


def test_nobody_without_a_part_in_it_is_given_a_case(steps, leader):
    case = steps.filed(DAY)
    with pytest.raises(Refused, match="没有办理申请的职务"):
        steps.act(actions.assign, case, DAY, handler=leader, section=None)


def test_no_section_of_elsewhere_and_no_closed_one(steps, bureau, office):
    elsewhere = office_actions.open_section(office("jyj"), name="办", by=None, at=moment(DAY))
    closed = office_actions.open_section(bureau, name="旧科", by=None, at=moment(DAY))
    closed = office_actions.close_section(closed, by=None, at=moment(DAY))
    case = steps.filed(DAY)
    for section in (elsewhere, closed):
        with pytest.raises(Refused, match="科室不在本机关，或者已经撤销"):
            steps.act(actions.assign, case, DAY, handler=None, section=section)


def test_a_new_code_opens_and_the_old_one_does_not(steps):
    case = steps.filed(DAY)
    with pytest.raises(Refused, match="核实了申请人的身份"):
        steps.act(actions.renew_query_code, case, DAY, verified="")
    old = case.query_code_hash
    code = actions.renew_query_code(
        case, verified="本人持身份证到场", seen=case.edition, by=steps.clerk, at=moment(DAY)
    )
    case.refresh_from_db()
    assert is_right(code, case.number, case.query_code_hash)
    assert not is_right(steps.code, case.number, case.query_code_hash)
    assert case.query_code_hash != old
    event = case.events.get(act="renew_query_code")
    assert event.note == "本人持身份证到场"
    assert code not in f"{event.text}{event.note}{event.public_text}{event.facts}"


def test_each_reading_of_an_identity_is_logged(steps):
    case = steps.filed(DAY)
    for _ in range(2):
        read = actions.read_identity(case, by=steps.clerk, at=moment(DAY))
    assert read.name == NAME
    readings = entries_of(case).filter(act="read_identity")
    assert [each.person_name for each in readings] == ["林晓禾", "林晓禾"]
    assert NAME not in "".join(each.text for each in readings)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.CLERK, True),
        (Role.DISCLOSURE_HEAD, True),
        (Role.SECTION_HEAD, False),
        (Role.DEPUTY_LEADER, False),
        (Role.PRINCIPAL, False),
        (Role.SECRECY_REVIEWER, False),
        (Role.SUPERVISOR, False),
        (Role.ADMINISTRATOR, False),
    ],
)
def test_who_reads_identities(steps, person, bureau, role, may):
    case = steps.filed(DAY)
    someone = person("someone", role, office=bureau)
    if may:
        assert actions.read_identity(case, by=someone, at=moment(DAY)).name == NAME
    else:
        with pytest.raises(PermissionDenied):
            actions.read_identity(case, by=someone, at=moment(DAY))
        assert not entries_of(case).filter(act="read_identity").exists()
