"""What all tests of the web program share. Tests of the law and of reports need none of it."""
# ruff: noqa: PLC0415 - models can be imported only when Django stands

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import override_settings
from pytest_django.plugin import blocking_manager_key

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOW.date()


def clock():
    """Return this moment, as the views read it."""
    return datetime.now(tz=ZoneInfo("Asia/Shanghai"))  # noqa: TID251 - views read the real clock


@pytest.fixture(autouse=True)
def _files_of_the_test(tmp_path):
    with override_settings(FILES_ROOT=tmp_path / "files"):
        yield


def unprotect_the_log():
    """Drop the triggers that keep the log append-only, as only the owner of the database can."""
    from django.db import connection

    on = " ON records_entry" if connection.vendor == "postgresql" else ""
    names = ("no_change", "no_truncate") if on else ("no_UPDATE", "no_DELETE")
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP TRIGGER IF EXISTS records_entry_{name}{on}")


def _has_own_transactions(item):
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


@pytest.fixture(autouse=True)
def _let_the_log_be_flushed(request):
    """A test with transactions of its own empties every table afterwards, the log too."""
    yield
    if _has_own_transactions(request.node):
        unprotect_the_log()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    """After that every other test finds the log protected again."""
    yield
    if _has_own_transactions(item):
        from django.db import connection

        from gongkai.apps.records.protection import protect

        with item.config.stash[blocking_manager_key].unblock():
            protect(connection)


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
    return actions.establish_office(Office(**(plain | facts)), by=None, at=NOW)


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
    """A way to admit a person and appoint them to roles in their office, or in any one."""
    from gongkai.apps.offices import actions
    from gongkai.apps.offices.models import Person, Role
    from gongkai.apps.offices.queries import offices

    def admit(username, *roles, **facts):
        plain = {"display_name": "程知远"}
        someone = actions.admit_person(
            Person(username=username, **(plain | facts)),
            password="right-password-1",
            by=None,
            at=NOW,
        )
        for role in roles:
            where = None
            if role != Role.ADMINISTRATOR:
                where = someone.office or offices().first() or make_office()
            actions.appoint(someone, role, where, by=None, at=NOW)
        return someone

    return admit


@pytest.fixture
def city(db):
    """The demonstration city: its offices and the people who work there."""
    from gongkai.web.demo import city as demonstration

    demonstration.establish(at=NOW)


@pytest.fixture
def busy_city(db):
    """The demonstration city with all that goes on in it: seconds, not moments."""
    from gongkai.web.demo import city as demonstration

    demonstration.build(at=NOW)
