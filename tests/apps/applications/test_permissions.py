"""Every role in every stage tries every act: what the tables say is what happens."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from apps.applications.steps import (
    applicant,
    application,
    later,
    moment,
    replies_to,
    served,
)
from gongkai.apps.applications import actions
from gongkai.apps.applications.models import Application, Reply
from gongkai.apps.applications.permissions import applications_within_reach
from gongkai.apps.applications.reply_text import contents_of
from gongkai.apps.offices.models import Role
from gongkai.apps.records.refusals import Refused
from gongkai.law.application_stages import (
    BESIDE,
    POSSIBLE,
    WHO_MAY,
    Act,
    Stage,
    why_not,
    why_not_void,
)
from gongkai.law.procedures import Consulted, Standing, why_not_beside

DAY = "2026-11-02"
NEXT_DAY = moment("2026-11-03")

MISTAKE = {"reason": actions.VoidReason.MISTAKE, "shown_by": "测试"}
REACHED = {
    Stage.FILED: lambda steps: steps.filed(DAY),
    Stage.UNCONFIRMED: lambda steps: steps.registered(DAY),
    Stage.HANDLING: lambda steps: steps.confirmed(DAY),
    Stage.DRAFTING: lambda steps: steps.drafted(DAY),
    Stage.SIGNING: lambda steps: steps.submitted(DAY),
    Stage.SIGNED: lambda steps: steps.signed(DAY),
    Stage.REPLIED: lambda steps: steps.replied(DAY),
    Stage.CLOSED: lambda steps: steps.act(actions.close, steps.replied(DAY), DAY),
    Stage.VOID: lambda steps: steps.act(actions.void, steps.filed(DAY), DAY, **MISTAKE),
}


def contents(case):
    return dict.fromkeys(contents_of(case.reply.answer), "写了") if hasattr(case, "reply") else {}


CONFIRMATION = actions.Confirmation(
    moment(DAY).date(), actions.ConfirmedWith.APPLICANT, actions.ConfirmedBy.TELEPHONE, "10:05通话"
)
DELIVERY = {
    "way": Reply.DeliveryWay.DIRECT,
    "on": NEXT_DAY.date(),
    "evidence": "回证",
}
DONE = {
    Act.REGISTER: actions.register,
    Act.VOID: lambda case, **by: actions.void(case, **MISTAKE, **by),
    Act.CONFIRM: lambda case, **by: actions.confirm(case, CONFIRMATION, **by),
    Act.DECIDE: lambda case, **by: actions.decide(case, replies_to("granted"), **by),
    Act.DRAFT_REPLY: lambda case, **by: actions.draft_reply(case, contents(case), **by),
    Act.SUBMIT_REPLY: actions.submit_reply,
    Act.RETURN_REPLY: lambda case, **by: actions.return_reply(case, reason="重写", **by),
    Act.SIGN_REPLY: actions.sign_reply,
    Act.DELIVER_REPLY: lambda case, **by: actions.deliver_reply(case, **DELIVERY, **by),
    Act.CLOSE: actions.close,
    Act.ASSIGN: lambda case, **by: actions.assign(case, handler=None, section=None, **by),
    Act.RENEW_QUERY_CODE: lambda case, **by: actions.renew_query_code(case, verified="到场", **by),
    Act.NOTIFY_CORRECTION: lambda case, **by: actions.notify_correction(
        case, what="哪一年的", until_on=later(DAY, 30), service=served("2026-11-03"), **by
    ),
    Act.RECEIVE_CORRECTION: lambda case, **by: actions.receive_correction(
        case, on=NEXT_DAY.date(), words="2025年的", **by
    ),
    Act.LAPSE_CORRECTION: lambda case, **by: actions.lapse_correction(case, checked="电话", **by),
    Act.SEARCH: lambda case, **by: actions.search(
        case, actions.Search("办公室", "档案室", "没有"), on=NEXT_DAY.date(), **by
    ),
    Act.CONSULT: lambda case, **by: actions.consult(
        case, whom=Consulted.THIRD_PARTY, name="某某公司", what="合同", delivered_on=None,
        service=served("2026-11-03"), **by,
    ),
    Act.DELIVER_CONSULTATION: lambda case, **by: actions.deliver_consultation(
        case, of=0, on=NEXT_DAY.date(), evidence="签收", **by
    ),
    Act.HEAR: lambda case, **by: actions.hear(
        case, of=0, on=NEXT_DAY.date(), opinion=actions.Opinion.AGREES, words="", **by
    ),
    Act.STOP_WAITING: lambda case, **by: actions.stop_waiting(case, of=0, **by),
    Act.EXTEND: lambda case, **by: actions.extend(case, days=10, reason="数量大", **by),
    Act.TELL_EXTENSION: lambda case, **by: actions.tell_extension(
        case, served("2026-11-03"), **by
    ),
    Act.ASK_REASONS: lambda case, **by: actions.ask_reasons(
        case, what="二百件", until_on=later(DAY, 30), service=served("2026-11-03"), **by
    ),
    Act.HEAR_REASONS: lambda case, **by: actions.hear_reasons(
        case, on=NEXT_DAY.date(), words="研究", **by
    ),
    Act.DELAY: lambda case, **by: actions.delay(
        case, delayed_to=later(DAY, 90), reason="数量大", service=served("2026-11-03"), **by
    ),
    Act.CHARGE: lambda case, **by: actions.charge(
        case, actions.Tally("items", 20), why="二百件", how="代收", service=served("2026-11-03"), **by
    ),
    Act.RECEIVE_PAYMENT: lambda case, **by: actions.receive_payment(
        case, on=NEXT_DAY.date(), receipt="000123", **by
    ),
    Act.LAPSE_PAYMENT: lambda case, **by: actions.lapse_payment(case, checked="查询", **by),
}  # fmt: skip


def attempt(act, case, someone):
    """What came of it: done, forbidden, or the sentence of the refusal."""
    try:
        with transaction.atomic():
            DONE[act](case, seen=case.edition, by=someone, at=NEXT_DAY)
            transaction.set_rollback(True)
    except PermissionDenied:
        return "forbidden"
    except Refused as refusal:
        return str(refusal)
    return "done"


def expected(act, stage, role):
    if role not in WHO_MAY[act]:
        return "forbidden"
    said = why_not(act, stage)
    if not said and act in BESIDE:
        said = why_not_beside(act, Standing())
    if act is Act.VOID and act in POSSIBLE[stage]:
        said = why_not_void(stage, is_filed=True, is_own=False)
    return f"没有{act.label}：{said}" if said else "done"


def test_the_table_of_this_test_has_every_act_and_stage():
    assert set(DONE) | {Act.TAKE_IN} == set(Act)
    assert set(REACHED) == set(Stage)


@pytest.mark.parametrize("stage", Stage)
def test_every_role_tries_every_act(steps, person, bureau, stage):
    case = REACHED[stage](steps)
    assert case.stage == stage
    people = {role: person(f"r-{role}", role, office=bureau) for role in Role}
    for role, someone in people.items():
        for act in DONE:
            fresh = Application.objects.get(pk=case.pk)
            found = attempt(act, fresh, someone)  # who acted first may follow
            assert found.startswith(expected(act, stage, role)), (role, act)


def test_a_role_of_another_office_does_nothing_here(steps, person, office):
    elsewhere = office("jyj")
    case = steps.submitted(DAY)
    for role in set(Role) - {Role.ADMINISTRATOR}:
        someone = person(f"r-{role}", role, office=elsewhere)
        for act in DONE:
            assert attempt(act, case, someone) == "forbidden"
        assert not applications_within_reach(someone).exists()


@pytest.mark.parametrize("role", Role)
def test_who_takes_in(steps, person, bureau, role):
    someone = person("someone", role, office=bureau)
    case = application(channel="counter", received_on=moment(DAY).date())
    if role in WHO_MAY[Act.TAKE_IN]:
        actions.take_in(case, applicant(), office=bureau, by=someone, at=moment(DAY))
        assert Application.objects.exists()
    else:
        with pytest.raises(PermissionDenied):
            actions.take_in(case, applicant(), office=bureau, by=someone, at=moment(DAY))


def test_the_roles_of_the_table_are_the_roles_of_the_offices():
    named = {role for roles in WHO_MAY.values() for role in roles}
    assert named <= set(Role.values)


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        (Role.CLERK, True),
        (Role.SECTION_HEAD, True),
        (Role.DEPUTY_LEADER, True),
        (Role.PRINCIPAL, True),
        (Role.DISCLOSURE_HEAD, True),
        (Role.SECRECY_REVIEWER, False),
        (Role.SUPERVISOR, False),
        (Role.ADMINISTRATOR, False),
    ],
)
def test_who_reads_cases(steps, person, bureau, role, reads):
    case = steps.filed(DAY)
    someone = person("someone", role, office=bureau)
    assert (case in applications_within_reach(someone)) is reads
