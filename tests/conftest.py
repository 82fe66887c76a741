"""What all tests of the web program share. Tests of the law and of reports need none of it."""
# ruff: noqa: PLC0415 - models can be imported only when Django stands

from datetime import date

import pytest
from django.conf import settings
from django.test import override_settings

TODAY = date(2026, 11, 20)


def pytest_configure():
    """No collected files, no key in a folder and a fast hash for the tests that use Django."""
    files = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    override_settings(
        SECRET_KEY="only-for-tests",
        STORAGES=settings.STORAGES | {"staticfiles": files},
        WHITENOISE_AUTOREFRESH=True,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ).enable()


def make_office(slug="jyj", **facts):
    from gongkai.apps.offices import actions
    from gongkai.apps.offices.models import Office

    plain = {
        "name": f"云川市{slug}局",
        "short_name": f"市{slug}局",
        "kind": Office.Kind.DEPARTMENT,
        "slug": slug,
    }
    return actions.establish_office(Office(**(plain | facts)), by=None, on=TODAY)


@pytest.fixture
def office(db):
    """A way to establish an office with a few facts."""
    return make_office


@pytest.fixture
def government(office):
    from gongkai.apps.offices.models import Office

    return office(
        "szf",
        name="云川市人民政府",
        short_name="市政府",
        kind=Office.Kind.GOVERNMENT,
        telephone="（0000）555-0101",
        address="云川市云水路1号",
    )


@pytest.fixture
def person(db):
    """A way to admit a person to groups."""
    from gongkai.apps.offices import actions
    from gongkai.apps.offices.models import Person

    def admit(username, *groups, **facts):
        return actions.admit_person(
            Person(username=username, display_name="程知远", **facts),
            password="right-password-1",
            groups=groups,
            by=None,
        )

    return admit


@pytest.fixture
def city(db):
    """The demonstration city."""
    from gongkai.web.demo import city as demonstration

    demonstration.build(on=TODAY)
