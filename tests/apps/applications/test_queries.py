"""What the desk and the list are told: what is to be done, by when, by whom."""

from datetime import date

import pytest

from apps.applications.steps import moment
from gongkai.apps.applications import actions
from gongkai.apps.applications.queries import NEXT_ACT, TO_DO, case_of, due_list
from gongkai.apps.applications.statistics import applications_table
from gongkai.apps.offices.models import Role
from gongkai.law.application_stages import POSSIBLE, STRAIGHT, Act, Stage

TODAY = date(2026, 11, 20)


def told(person, today=TODAY):
    return [(row.application.wanted, row.todo) for row in due_list(person, today)]


def test_unconfirmed_come_first_then_by_the_due_day(steps, clerk):
    steps.confirmed("2026-11-10", wanted="后到期")
    steps.confirmed("2026-11-02", wanted="先到期")
    steps.filed("2026-11-19", wanted="没登记")
    steps.registered("2026-11-18", wanted="没确认")
    steps.replied("2026-11-02", wanted="答复了")
    steps.confirmed("2026-10-12", wanted="早已逾期")
    assert told(clerk) == [
        ("没确认", "与申请人确认收到"),
        ("没登记", "登记，与申请人确认收到"),
        ("早已逾期", "判断并答复"),
        ("先到期", "判断并答复"),
        ("后到期", "判断并答复"),
    ]


def test_one_filed_at_the_weekend_is_to_be_confirmed_on_monday(steps, clerk):
    steps.filed("2026-11-21")  # a Saturday
    (row,) = due_list(clerk, date(2026, 11, 22))
    assert (row.by, row.days_left, row.is_late) == (date(2026, 11, 23), 1, False)


@pytest.mark.parametrize(
    ("today", "days_left", "is_late"),
    [("2026-11-27", 1, False), ("2026-11-30", 0, False), ("2026-12-01", -1, True)],
)
def test_a_row_says_by_when_and_how_many_days_are_left(steps, clerk, today, days_left, is_late):
    steps.confirmed("2026-11-02")
    (row,) = due_list(clerk, date.fromisoformat(today))
    assert (row.by, row.days_left, row.is_late) == (date(2026, 11, 30), days_left, is_late)
    assert row.deadline.due_on == row.by


def test_one_that_nobody_confirmed_is_never_late(steps, clerk):
    steps.registered("2026-10-09")
    (row,) = due_list(clerk, TODAY)
    assert row.is_unconfirmed
    assert not row.is_late
    assert row.by == date(2026, 10, 10)


def test_a_confirmation_is_late_only_after_its_day(steps, clerk):
    steps.filed("2026-11-20")  # a Friday
    told = []
    for day in (20, 21, 22, 23, 24):
        (row,) = due_list(clerk, date(2026, 11, day))
        assert row.by == date(2026, 11, 23)
        told.append(row.is_confirmed_late)
    assert told == [False, False, False, False, True]


def test_whose_turn_it_is(steps, clerk, leader):
    case = steps.submitted("2026-11-02")
    assert [row.is_mine for row in due_list(clerk, TODAY)] == [False]
    assert [row.is_mine for row in due_list(leader, TODAY)] == [True]
    steps.act(actions.sign_reply, case, "2026-11-03", by=leader)
    assert [row.is_mine for row in due_list(clerk, TODAY)] == [True]
    assert [row.is_mine for row in due_list(leader, TODAY)] == [False]


def test_since_when_it_has_stood_where_it_stands(steps, clerk):
    case = steps.submitted("2026-11-02")
    steps.act(actions.sign_reply, case, "2026-11-05", by=steps.leader)
    (row,) = due_list(clerk, TODAY)
    assert (row.since, row.act) == (date(2026, 11, 5), Act.DELIVER_REPLY)


def test_the_next_act_of_a_stage_is_possible_in_it():
    for stage, act in NEXT_ACT.items():
        assert act in POSSIBLE[stage]
    assert set(NEXT_ACT) == set(STRAIGHT) - {Stage.CLOSED}
    assert set(TO_DO) == set(NEXT_ACT) - {Stage.REPLIED}


def test_the_list_costs_the_same_for_one_and_for_many(steps, clerk, django_assert_max_num_queries):
    for day in ("02", "03", "04", "05"):
        steps.confirmed(f"2026-11-{day}")
    with django_assert_max_num_queries(4):
        assert len(due_list(clerk, TODAY)) == 4


def test_a_case_is_read_within_reach_only(steps, clerk, person, office):
    case = steps.confirmed("2026-11-02")
    stranger = person("fgw1", Role.CLERK, office=office("fgw"))
    assert case_of(clerk, case.pk) == case
    assert case_of(stranger, case.pk) is None
    assert due_list(stranger, TODAY) == []


def test_what_is_listed_as_waiting_is_what_is_carried_out(steps, clerk, bureau):
    for stage in ("confirmed", "drafted", "submitted", "signed", "replied"):
        getattr(steps, stage)("2026-11-02")
    steps.act(
        actions.void,
        steps.filed(moment("2026-11-02")),
        "2026-11-02",
        reason=actions.VoidReason.MISTAKE,
        shown_by="测试",
    )
    waiting = {row.application for row in due_list(clerk, TODAY) if not row.is_unconfirmed}
    assert waiting == set(applications_table(bureau, 2026)["carried_out"]["total"].records)
