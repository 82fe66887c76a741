"""The stages of an annual report: the tables agree with each other."""

import pytest

from gongkai.law.report_stages import LEADS_TO, NEXT, POSSIBLE, WHO_MAY, WHOSE_TURN, Act, Stage


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_its_place_in_every_table(stage):
    assert stage.label
    assert stage in NEXT
    assert stage in POSSIBLE
    assert stage in WHOSE_TURN


@pytest.mark.parametrize("act", Act)
def test_every_act_has_someone_who_may_and_a_stage_in_which(act):
    assert act.label
    assert WHO_MAY[act]
    assert act is Act.COMPILE_REPORT or any(act in acts for acts in POSSIBLE.values())


@pytest.mark.parametrize("stage", Stage)
def test_what_follows_a_stage_is_what_its_acts_lead_to(stage):
    assert NEXT[stage] == {LEADS_TO[act] for act in POSSIBLE[stage] if act in LEADS_TO}


@pytest.mark.parametrize("stage", Stage)
def test_whoever_has_the_turn_can_go_on(stage):
    onward = {role for act in POSSIBLE[stage] if act in LEADS_TO for role in WHO_MAY[act]}
    assert WHOSE_TURN[stage] <= onward
    assert bool(WHOSE_TURN[stage]) == bool(NEXT[stage])


def test_every_stage_is_reached_from_the_first():
    reached, waiting = set(), [Stage.CHECKING]
    while waiting:
        stage = waiting.pop()
        if stage not in reached:
            reached.add(stage)
            waiting += NEXT[stage]
    assert reached == set(Stage)


def test_nothing_changes_a_signed_report_but_its_publication():
    assert POSSIBLE[Stage.SIGNED] == {Act.PUBLISH_REPORT}
    assert not POSSIBLE[Stage.PUBLISHED]


def test_who_compiles_neither_passes_nor_signs_by_role():
    for act in (Act.PASS_REPORT, Act.SIGN_REPORT):
        assert not WHO_MAY[act] & WHO_MAY[Act.SUBMIT_REPORT]
