"""Table three as the ledger counts it: one case for each row, the turn of the year, and the balance."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from apps.applications.steps import moment
from gongkai.annual_report.form import form_of
from gongkai.apps.applications import actions
from gongkai.apps.applications.clock import facts_of
from gongkai.apps.applications.models import ApplicantKind, Application
from gongkai.apps.applications.statistics import applications_table
from gongkai.law.answers import ANSWERS
from gongkai.law.application_stages import Stage
from gongkai.law.receipt import receipt

MOVING = ("new", "carried_in", "handled_total", "carried_out")


def counted(office, year):
    """What is not zero in the total column, row by row."""
    table = applications_table(office, year)
    return {row: table[row]["total"].count for row in table if table[row]["total"].count}


def test_the_rows_and_columns_are_those_of_the_years_form(bureau):
    for year, generation in ((2026, "2021"), (2021, "2021"), (2020, "2019"), (2019, "2019")):
        form = form_of(generation).applications
        table = applications_table(bureau, year)
        assert tuple(table) == form.row_keys
        for row in table.values():
            assert tuple(row) == form.column_keys
            assert {figure.count for figure in row.values()} == {0}


def test_the_form_of_2008_has_no_such_table(bureau):
    assert applications_table(bureau, 2018) == {}


def test_the_kinds_of_applicant_are_the_columns():
    assert (*ApplicantKind.values, "total") == form_of("2021").applications.column_keys


@pytest.mark.parametrize("key", ANSWERS)
def test_every_answer_counts_once_in_its_row(steps, bureau, key):
    steps.replied("2026-03-02", key, delivered="2026-03-10")
    expected = {"new": 1, ANSWERS[key].row: 1, "handled_total": 1}
    assert counted(bureau, 2026) == expected
    assert counted(bureau, 2025) == {}
    assert counted(bureau, 2027) == {}


@pytest.mark.parametrize("key", ["withdrawn", "correction-overdue", "granted"])
def test_before_2021_the_rows_are_those_of_the_form_of_2019(steps, bureau, key):
    steps.replied("2020-03-02", key)
    row = "closed_other" if key != "granted" else "granted"
    assert counted(bureau, 2020) == {"new": 1, row: 1, "handled_total": 1}


@pytest.mark.parametrize("kind", ApplicantKind.values)
def test_every_kind_counts_in_its_column(steps, bureau, kind):
    steps.replied("2026-03-02", applicant_kind=kind)
    row = applications_table(bureau, 2026)["granted"]
    assert {column for column, figure in row.items() if figure.count} == {kind, "total"}


def test_filed_on_31_december_and_confirmed_on_2_january_is_new_in_the_next_year(steps, bureau):
    case = steps.registered("2026-12-31")
    assert counted(bureau, 2026) == {}
    steps.confirm(case, "2027-01-02")
    assert counted(bureau, 2026) == {}
    assert counted(bureau, 2027) == {"new": 1, "carried_out": 1}


@pytest.mark.parametrize(
    ("hour", "minute", "day", "year"),
    [(23, 59, date(2026, 12, 31), 2026), (0, 1, date(2027, 1, 1), 2027)],
)
def test_the_year_turns_at_midnight_in_china(steps, bureau, hour, minute, day, year):
    at = moment(day, hour, minute)
    case = steps.registered("2026-12-30")
    confirmation = actions.Confirmation(
        day, actions.ConfirmedWith.APPLICANT, actions.ConfirmedBy.EMAIL, "往来邮件", "邮箱写错"
    )
    steps.act(actions.confirm, case, at, confirmation)
    assert counted(bureau, year)["new"] == 1
    assert "new" not in counted(bureau, 4053 - year)


def test_one_carried_over_is_handled_in_the_year_of_its_reply(steps, bureau):
    steps.replied("2025-12-24", "does-not-exist", delivered="2026-01-04")
    assert counted(bureau, 2025) == {"new": 1, "carried_out": 1}
    assert counted(bureau, 2026) == {
        "carried_in": 1, "unavailable_not_held": 1, "handled_total": 1,
    }  # fmt: skip
    assert counted(bureau, 2027) == {}


def test_one_that_is_never_answered_is_carried_on_and_on(steps, bureau):
    steps.drafted("2024-06-03")
    assert counted(bureau, 2024) == {"new": 1, "carried_out": 1}
    assert counted(bureau, 2025) == {"carried_in": 1, "carried_out": 1}


def test_a_reply_posted_on_31_december_is_handled_that_year(steps, bureau):
    case = steps.signed("2026-12-28")
    steps.deliver(case, "2026-12-31", at="2027-01-04")
    assert counted(bureau, 2026) == {"new": 1, "granted": 1, "handled_total": 1}


def test_what_is_void_unregistered_or_unconfirmed_is_never_counted(steps, bureau):
    steps.act(
        actions.void,
        steps.filed("2026-03-02"),
        "2026-03-02",
        reason=actions.VoidReason.MISTAKE,
        shown_by="测试",
    )
    steps.filed("2026-03-02")
    steps.registered("2026-03-02")
    assert counted(bureau, 2026) == {}
    assert counted(bureau, 2027) == {}


def test_closing_and_other_offices_change_nothing(steps, bureau, office):
    case = steps.replied("2026-03-02")
    before = counted(bureau, 2026)
    steps.act(actions.close, case, "2026-03-03")
    assert counted(bureau, 2026) == before
    assert counted(office("jyj"), 2026) == {}


def test_two_aggregates_count_the_table_and_records_wait_until_opened(
    steps, bureau, django_assert_num_queries
):
    case = steps.replied("2026-03-02")
    with django_assert_num_queries(2):
        table = applications_table(bureau, 2026)
    with django_assert_num_queries(1):
        assert list(table["granted"]["natural_person"].records) == [case]


KINDS = st.sampled_from(ApplicantKind.values)
DAYS = st.dates(date(2023, 12, 20), date(2026, 1, 10))
CASES = st.tuples(
    KINDS,
    st.none() | DAYS,
    st.none() | st.tuples(st.integers(0, 500), st.sampled_from(sorted(ANSWERS))),
)


def lay_down(bureau, rows):
    """Ledger rows as the acts leave them, made at once: what is counted, not how it came."""
    cases = []
    for serial, (kind, counted_on, handled) in enumerate(rows, start=1):
        stage, handled_on, key = Stage.UNCONFIRMED, None, ""
        if counted_on:
            stage = Stage.HANDLING
            if handled:
                stage = Stage.REPLIED
                handled_on, key = counted_on + timedelta(handled[0]), handled[1]
        cases.append(
            Application(
                office=bureau, number=f"{serial}号", year=2023, serial=serial, channel="fax",
                filed_at=moment("2023-12-01"), received_on=date(2023, 12, 1),
                applicant_kind=kind, wanted="名单", supply_form="paper", supply_way="post",
                stage=stage, counted_on=counted_on, handled_on=handled_on, answer_key=key,
            )
        )  # fmt: skip
    Application.objects.all().delete()
    Application.objects.bulk_create(cases)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=st.lists(CASES, max_size=25))
@example(rows=[("natural_person", date(2023, 12, 31), (1, "granted"))])  # handled on 1 January
@example(rows=[("natural_person", date(2024, 12, 30), (1, "granted"))])  # handled on 31 December
def test_the_table_balances_for_any_ledger(bureau, rows):
    """New + carried in = handled + carried out, rows sum to totals, years join, records are counted."""
    lay_down(bureau, rows)
    tables = {year: applications_table(bureau, year) for year in range(2023, 2028)}
    outcomes = form_of("2021").outcome_rows
    for table in tables.values():
        for column in form_of("2021").applications.column_keys:
            new, carried_in, handled, carried_out = (table[row][column].count for row in MOVING)
            assert new + carried_in == handled + carried_out
            assert sum(table[row][column].count for row in outcomes) == handled
        for row in table.values():
            parts = [figure.count for column, figure in row.items() if column != "total"]
            assert sum(parts) == row["total"].count
            assert all(figure.count == figure.records.count() for figure in row.values())
    for year in range(2023, 2027):
        out, into = tables[year]["carried_out"], tables[year + 1]["carried_in"]
        assert {c: f.count for c, f in out.items()} == {c: f.count for c, f in into.items()}
    received = sum(1 for row in rows if row[1])
    assert sum(table["new"]["total"].count for table in tables.values()) == received


def test_what_is_stored_to_be_counted_is_what_the_events_say(steps):
    steps.replied("2026-03-02", "petition", delivered="2026-03-10")
    steps.confirmed("2026-03-04", filed="2026-03-02")
    steps.taken_in("2026-03-02", "post-signed", entered="2026-03-05")
    steps.registered("2026-03-02")
    assert_stored_days_are_those_of_the_events()


def assert_stored_days_are_those_of_the_events():
    """Reckon anew, from application and events alone, what table three counts by."""
    for case in Application.objects.prefetch_related("events"):
        events = list(case.events.all())
        facts = facts_of(case, events)
        first = receipt(facts.channel, facts.received_on, facts.confirmed_on).day
        assert case.counted_on == (None if case.stage == Stage.VOID else first)
        delivered = [event for event in events if event.act == "deliver_reply"]
        assert case.handled_on == (delivered[-1].on if delivered else None)
        decided = [event.facts["answer"] for event in events if event.act == "decide"]
        assert case.answer_key == (decided[-1] if delivered else "")
