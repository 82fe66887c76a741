"""The stage tables of publication: whole, and each review in its order."""

from itertools import pairwise

import pytest

from gongkai.law.publication_stages import (
    CHAIN,
    DROPS_OF_OTHERS,
    NEXT,
    REVIEWS,
    WHO_MAY,
    WHOSE_TURN,
    Act,
    Stage,
    after_approval,
)


def test_every_stage_and_act_stands_in_every_table():
    assert set(NEXT) == set(WHOSE_TURN) == set(Stage)
    assert set(WHO_MAY) == set(Act)
    assert all(stage.label for stage in Stage)
    assert all(act.label for act in Act)


def test_an_item_under_review_waits_for_an_act_and_not_for_a_post():
    assert [stage.status for stage in REVIEWS] == [
        "待科室负责人审核",
        "待保密审查",
        "待分管领导审签",
    ]
    assert Stage.RETURNED.status == Stage.RETURNED.label


@pytest.mark.parametrize(
    ("stage", "following"),
    [
        (Stage.SECTION_REVIEW, Stage.SECRECY_REVIEW),
        (Stage.SECRECY_REVIEW, Stage.LEADER_REVIEW),
        (Stage.LEADER_REVIEW, Stage.PUBLISHED),
    ],
)
def test_reviews_follow_one_another(stage, following):
    assert after_approval(stage) == following
    assert following in NEXT[stage]


def test_the_public_sees_nothing_that_did_not_pass_the_last_review():
    before = {stage for stage in Stage if Stage.PUBLISHED in NEXT[stage]}
    assert before == {Stage.LEADER_REVIEW}


def test_no_review_is_skipped():
    for stage, following in pairwise(CHAIN):
        assert {s for s in REVIEWS if s in NEXT[stage]} <= {following}
    assert {s for s in Stage if Stage.SECRECY_REVIEW in NEXT[s]} == {Stage.SECTION_REVIEW}
    assert {s for s in Stage if Stage.LEADER_REVIEW in NEXT[s]} == {Stage.SECRECY_REVIEW}


def test_each_review_is_returned_or_taken_back():
    for stage in REVIEWS:
        assert {Stage.RETURNED, Stage.DRAFT} <= NEXT[stage]


def test_what_is_public_may_be_withdrawn_wherever_a_newer_version_stands():
    assert {stage for stage in Stage if Stage.WITHDRAWN in NEXT[stage]} == set(Stage) - {
        Stage.WITHDRAWN,
        Stage.DROPPED,
    }


def test_what_was_dropped_stays_so_and_nothing_under_review_or_public_is_dropped():
    assert NEXT[Stage.DROPPED] == WHOSE_TURN[Stage.DROPPED] == frozenset()
    assert {s for s in Stage if Stage.DROPPED in NEXT[s]} == {Stage.DRAFT, Stage.RETURNED}
    assert WHO_MAY[Act.DROP_ITEM] > DROPS_OF_OTHERS


def test_each_review_has_a_role_of_its_own():
    roles = [WHOSE_TURN[stage] for stage in REVIEWS]
    assert all(len(role) == 1 for role in roles)
    assert len(frozenset().union(*roles)) == len(REVIEWS)
