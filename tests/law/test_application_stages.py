"""The stages of an application as a table: closed, complete, and every no with its sentence."""

from itertools import pairwise

import pytest

from gongkai.law.application_stages import (
    NEXT,
    POSSIBLE,
    STRAIGHT,
    WHO_MAY,
    WHOSE_TURN,
    Act,
    Stage,
    why_not,
    why_not_void,
)

ENDS = {Stage.CLOSED, Stage.VOID}


@pytest.mark.parametrize("table", [NEXT, POSSIBLE, WHOSE_TURN])
def test_every_stage_is_in_every_table(table):
    assert set(table) == set(Stage)


def test_every_act_says_who_may_and_has_a_name():
    assert set(WHO_MAY) == set(Act)
    assert all(WHO_MAY.values())
    assert len({act.label for act in Act}) == len(Act)
    assert len({stage.label for stage in Stage}) == len(Stage)


def test_every_stage_is_reached_and_only_two_are_the_end():
    reached, seen = {Stage.FILED}, set()
    while reached - seen:
        stage = (reached - seen).pop()
        seen.add(stage)
        reached |= NEXT[stage]
    assert reached == set(Stage)
    assert {stage for stage in Stage if not NEXT[stage]} == ENDS


def test_the_straight_way_is_a_way():
    for here, following in pairwise(STRAIGHT):
        assert following in NEXT[here]


@pytest.mark.parametrize("stage", Stage)
def test_whose_turn_it_is_can_do_what_moves_the_application_on(stage):
    for role in WHOSE_TURN[stage]:
        assert any(role in WHO_MAY[act] for act in POSSIBLE[stage])
    assert (not WHOSE_TURN[stage]) == (stage in ENDS)


def test_nothing_is_possible_twice_over_a_gap():
    """Too early or too late are the only reasons, so an act is possible in one run of stages."""
    for act in set(Act) - {Act.TAKE_IN}:
        places = [STRAIGHT.index(stage) for stage in STRAIGHT if act in POSSIBLE[stage]]
        assert places == list(range(places[0], places[-1] + 1)), act


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("act", Act)
def test_what_is_not_possible_says_why_in_a_sentence_and_what_is_says_nothing(act, stage):
    said = why_not(act, stage)
    assert (said == "") == (act in POSSIBLE[stage])
    assert not said or said.endswith("。")


@pytest.mark.parametrize(
    ("act", "stage", "words"),
    [
        (Act.DECIDE, Stage.UNCONFIRMED, "第三十一条"),
        (Act.DECIDE, Stage.SIGNING, "已经送签"),
        (Act.DECIDE, Stage.SIGNED, "已经签发"),
        (Act.DRAFT_REPLY, Stage.CLOSED, "已经签发"),
        (Act.VOID, Stage.DRAFTING, "应当依法答复"),
        (Act.CLOSE, Stage.SIGNED, "第三十三条"),
        (Act.CONFIRM, Stage.FILED, "先登记"),
        (Act.CONFIRM, Stage.HANDLING, "已经确定"),
        (Act.REGISTER, Stage.VOID, "作废"),
        (Act.TAKE_IN, Stage.FILED, "已经在办理"),
        (Act.SIGN_REPLY, Stage.DRAFTING, "还没有送签"),
    ],
)
def test_the_sentence_names_the_reason(act, stage, words):
    assert words in why_not(act, stage)


@pytest.mark.parametrize(
    ("stage", "is_filed", "is_own", "words"),
    [
        (Stage.FILED, True, False, ""),
        (Stage.UNCONFIRMED, True, False, ""),
        (Stage.UNCONFIRMED, False, True, ""),
        (Stage.HANDLING, True, False, "应当依法答复"),
        (Stage.HANDLING, False, True, "另一位经办人"),
        (Stage.HANDLING, False, False, ""),
    ],
)
def test_what_was_received_is_void_only_as_an_entry_of_someone_elses(
    stage, is_filed, is_own, words
):
    said = why_not_void(stage, is_filed=is_filed, is_own=is_own)
    assert bool(said) == bool(words)
    assert words in said
