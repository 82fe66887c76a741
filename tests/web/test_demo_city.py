"""云川市: whole, invented, and the same on every machine."""

import hashlib
import json
from datetime import date

import pytest

from gongkai.apps.offices import queries
from gongkai.apps.offices.models import Office, Person
from gongkai.apps.offices.queries import offices
from gongkai.web.demo import city as demonstration
from gongkai.web.demo.panel import panel, width
from gongkai.web.demo.people import PEOPLE

TODAY = date(2026, 11, 20)


def fingerprint():
    rows = list(offices().values_list("name", "slug", "telephone", "address", "guide_updated_on"))
    return hashlib.sha256(json.dumps(rows, default=str).encode()).hexdigest()


def test_the_city_is_the_same_every_time(db):
    demonstration.build(on=TODAY)
    first = fingerprint()
    Person.objects.all().delete()
    for office in offices().order_by("-pk"):
        office.delete()
    demonstration.build(on=TODAY)
    assert fingerprint() == first


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
        demonstration.build(on=TODAY)
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
        assert person.group in printed


def test_the_panel_fits_a_narrow_terminal():
    assert max(width(line) for line in panel("http://127.0.0.1:8000").splitlines()) <= 72
