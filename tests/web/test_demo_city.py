"""云川市: whole, invented, and the same on every machine."""

import hashlib
import json
from datetime import date, datetime

import pytest
from django.db import transaction

from conftest import NOW, TODAY
from gongkai.apps.offices import queries
from gongkai.apps.offices.models import Appointment, Office, Person, Role
from gongkai.apps.offices.queries import offices
from gongkai.apps.publishing.models import Item
from gongkai.apps.records.queries import entries_of
from gongkai.apps.reports.compilation import contents_of
from gongkai.apps.reports.findings import findings_of
from gongkai.apps.reports.models import AnnualReport
from gongkai.law.publication_stages import Stage
from gongkai.law.report_stages import Stage as ReportStage
from gongkai.web.demo import city as demonstration
from gongkai.web.demo.panel import panel, width
from gongkai.web.demo.people import PEOPLE


def fingerprint():
    rows = list(offices().values_list("name", "slug", "telephone", "address", "guide_updated_on"))
    rows += Item.objects.order_by("pk").values_list("title", "stage", "last_published_at")
    return hashlib.sha256(json.dumps(rows, default=str).encode()).hexdigest()


def test_the_city_is_the_same_every_time(db):
    """Built, looked at and undone, twice: what the city published is not deleted."""
    found = []
    for _ in range(2):
        with transaction.atomic():
            demonstration.build(at=NOW)
            found.append(fingerprint())
            transaction.set_rollback(True)
    assert found[0] == found[1]


def test_offices_have_invented_facts(city):
    assert 12 <= offices().count() <= 43
    for office in offices():
        assert office.telephone.startswith("（0000）555-")
        assert "example" in office.online or not office.online
        assert office.credit_code.startswith("11000000MB")
    assert len(set(offices().values_list("credit_code", flat=True))) == offices().count()
    assert offices().filter(kind=Office.Kind.GOVERNMENT, supervisor=None).count() == 1


def test_a_few_guides_lack_something_as_real_ones_do(city):
    assert set(offices().lacking_guide_elements().values_list("slug", flat=True)) == set(
        demonstration.GAPS
    )


def test_a_half_built_city_is_no_city(db, monkeypatch):
    def broken(*arguments, **named):
        raise RuntimeError

    monkeypatch.setattr(demonstration, "_admit", broken)
    with pytest.raises(RuntimeError):
        demonstration.build(at=NOW)
    assert not demonstration.stands()
    assert not offices().exists()


def test_a_city_whose_accounts_are_stopped_still_stands(city):
    assert queries.has_open_demonstration_accounts()
    Person.objects.update(is_active=False)
    assert demonstration.stands()
    assert not queries.has_open_demonstration_accounts()


def test_the_accounts_are_marked_and_printed(city):
    printed = panel("http://127.0.0.1:8000")
    for person in PEOPLE:
        assert Person.objects.get(username=person.username).is_demonstration
        assert person.username in printed
        assert person.display_name in printed
        assert person.role.label in printed


def test_the_panel_fits_a_narrow_terminal():
    assert max(width(line) for line in panel("http://127.0.0.1:8000").splitlines()) <= 72


def test_every_role_is_held_by_someone(city):
    held = Appointment.objects.filter(until_on=None)
    assert set(held.values_list("role", flat=True)) == set(Role.values)
    for slug in ("tcj", "fgw"):
        roles = set(held.filter(office__slug=slug).values_list("role", flat=True))
        assert roles == set(Role.values) - {Role.SUPERVISOR, Role.ADMINISTRATOR}
    assert held.filter(office__slug="tcj", role=Role.CLERK).count() == 2
    assert offices().filter(people=None).exists()


def test_every_office_says_how_it_signs_and_who_hears_complaints(city):
    marks = list(offices().values_list("document_mark", flat=True))
    assert len(set(marks)) == len(marks)
    assert not offices().filter(document_mark="").exists()
    assert not offices().filter(reviewer="").exists()
    assert not offices().filter(court="").exists()


def test_one_office_bore_another_name_before(city):
    renamed = Office.objects.get(slug="tcj")
    assert renamed.name_on(date(2024, 2, 29)) == "云川市招商局"
    assert renamed.name_on(date(2024, 3, 1)) == "云川市投资促进局"


def test_the_city_has_published_and_has_something_at_every_stage(busy_city):
    live = Item.objects.filter(live=True)
    assert live.count() >= 40
    assert live.values("office").distinct().count() >= 5
    assert {item.stage for item in Item.objects.filter(office__slug="tcj")} == set(Stage)
    for item in live:
        assert item.approved_hash == item.content_hash == item.reckoned_hash()
    assert live.filter(interprets__isnull=False).count() == 2
    assert live.exclude(ended_on=None).count() == 1


def test_two_offices_published_last_year_and_one_has_begun_this_year(busy_city):
    last = AnnualReport.objects.filter(year=NOW.year - 1)
    assert {report.office.slug for report in last} == {"tcj", "fgw"}
    for report in last:
        assert report.stage == ReportStage.PUBLISHED
        assert report.published_at.year == NOW.year
        contents = contents_of(report)
        assert [each.check for each in findings_of(contents, on=TODAY)] == []
    assert contents_of(last.get(office__slug="tcj")).numbers["applications.new.total"].value > 0
    begun = AnnualReport.objects.get(year=NOW.year)
    assert (begun.office.slug, begun.stage) == ("tcj", ReportStage.CHECKING)
    found = {each.check for each in findings_of(contents_of(begun), on=TODAY)}
    assert {"overridden", "applications-balance"} <= found


def test_the_city_stands_in_the_first_hour_of_a_year(db):
    at = datetime(2028, 1, 1, 0, 20, tzinfo=NOW.tzinfo)
    demonstration.build(at=at)
    assert AnnualReport.objects.filter(year=2027, stage=ReportStage.PUBLISHED).count() == 2
    for report in AnnualReport.objects.all():
        moments = [entry.at for entry in entries_of(report)]
        assert moments == sorted(moments)
        assert moments[-1] <= at
