"""The applications of the demonstration city: every stage, many answers, and days that add up."""

from datetime import timedelta

import pytest

from apps.applications.test_statistics import assert_stored_days_are_those_of_the_events
from conftest import NOW
from gongkai.apps.applications.models import Application
from gongkai.apps.applications.statistics import applications_table
from gongkai.apps.offices.models import Office
from gongkai.apps.records.queries import broken_links
from gongkai.law.application_stages import Stage
from gongkai.web.demo import city


def test_the_city_has_applications_in_every_stage_and_a_last_year(db):
    city.build(at=NOW)
    bureau = Office.objects.get(slug="tcj")
    mine = Application.objects.filter(office=bureau)
    assert {case.stage for case in mine} == set(Stage)
    table = applications_table(bureau, 2025)
    assert table["new"]["total"].count == 18
    assert table["carried_out"]["total"].count == 2
    assert applications_table(bureau, 2026)["carried_in"]["total"].count == 2
    filled = [row for row in table if table[row]["total"].count]
    assert len(filled) >= 12
    assert_stored_days_are_those_of_the_events()
    assert not list(broken_links())


@pytest.mark.parametrize("days", [1, 2, 33, 40, 60])
def test_the_applications_can_be_made_on_any_day(db, days):
    city.build(at=NOW + timedelta(days=days, hours=-9))
    assert_stored_days_are_those_of_the_events()
    assert Application.objects.filter(stage=Stage.SIGNED).exists()
