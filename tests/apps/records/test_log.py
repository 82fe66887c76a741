"""The log: only added to, in one chain, in both databases; every kind of break is found."""

import os
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from conftest import NOW, unprotect_the_log
from gongkai.apps.records.actions import record
from gongkai.apps.records.models import NOTHING_BEFORE, Entry, Head
from gongkai.apps.records.protection import REFUSAL, protect
from gongkai.apps.records.queries import broken_links, entries, entries_of, kinds_of_subjects

POSTGRESQL = connection.vendor == "postgresql"


@pytest.fixture
def subject(office):
    return office()


@pytest.fixture
def three(subject):
    """Three entries after that of the office itself."""
    return [
        record("amend_office", subject, f"第{number}次修改。", at=NOW, office=subject)
        for number in range(1, 4)
    ]


@pytest.fixture
def unprotected(three):
    """The log as somebody finds it who may do everything in the database."""
    unprotect_the_log()
    return three


def test_an_entry_says_who_did_what_to_what_and_when(subject, person):
    author = person("guanli", display_name="程知远")
    entry = record(
        "amend_office", subject, "改了。", at=NOW, by=author, office=subject, details={"甲": 1}
    )
    entry.refresh_from_db()
    assert (entry.act, entry.text, entry.at, entry.details) == (
        "amend_office",
        "改了。",
        NOW,
        {"甲": 1},
    )
    assert (entry.subject_kind, entry.subject_key) == ("offices.office", subject.pk)
    assert (entry.office_key, entry.person_key, entry.person_name) == (
        subject.pk,
        author.pk,
        "程知远",
    )
    assert entries_of(subject).last() == entry
    assert list(broken_links()) == []


def test_each_entry_is_bound_to_the_one_before(three):
    first = Entry.objects.get(number=1)
    assert first.previous == NOTHING_BEFORE
    rows = list(Entry.objects.order_by("number"))
    assert [row.previous for row in rows[1:]] == [row.hash for row in rows[:-1]]
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert (Head.objects.get().number, Head.objects.get().hash) == (rows[-1].number, rows[-1].hash)


CHANGES = {
    "save": lambda: Entry.objects.first().save(),
    "update": lambda: Entry.objects.update(text="别的"),
    "delete": lambda: Entry.objects.first().delete(),
    "delete all": lambda: Entry.objects.all().delete(),
    "bulk update": lambda: Entry.objects.bulk_update(Entry.objects.all(), ["text"]),
    "raw update": lambda: run("UPDATE records_entry SET text = 'x'"),
    "raw delete": lambda: run("DELETE FROM records_entry"),
}


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_the_database_itself_refuses_a_change(three, change):
    before = list(Entry.objects.values())
    with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic():
        change()
    assert list(Entry.objects.values()) == before


@pytest.mark.skipif(not POSTGRESQL, reason="SQLite has no TRUNCATE")
def test_postgresql_refuses_to_truncate(three):
    with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic():
        run("TRUNCATE records_entry")


def test_protection_may_be_set_twice_and_again(three):
    protect(connection)
    unprotect_the_log()
    protect(connection)
    with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic():
        run("DELETE FROM records_entry")


def test_every_migration_sets_the_protection_anew(three):
    unprotect_the_log()
    call_command("migrate", verbosity=0)
    with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic():
        run("UPDATE records_entry SET text = 'x'")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("text", "别的事。"),
        ("act", "other"),
        ("at", NOW + timedelta(seconds=1)),
        ("subject_kind", "offices.person"),
        ("subject_key", 999),
        ("office_key", 999),
        ("person_key", 999),
        ("person_name", "别人"),
        ("details", {"乙": 2}),
    ],
)
def test_a_changed_entry_is_found(unprotected, column, value):
    entry = unprotected[1]
    Entry.objects.filter(pk=entry.pk).update(**{column: value})
    assert [(each.number, each.text) for each in broken_links()] == [
        (entry.number, f"第 {entry.number} 条的内容被改过。")
    ]


def test_a_changed_entry_with_a_new_hash_no_longer_fits_the_next(unprotected):
    entry = unprotected[1]
    entry.text = "别的事。"
    entry.hash = entry.reckoned_hash()
    entry.save()
    after = entry.number + 1
    assert [each.text for each in broken_links()] == [f"第 {after} 条与前一条接不上。"]


def test_a_removed_entry_is_found(unprotected):
    gone = unprotected[1]
    number = gone.number
    gone.delete()
    assert [each.text for each in broken_links()] == [f"第 {number} 条不见了。"]


def test_a_removed_stretch_is_found(unprotected):
    for entry in unprotected[:2]:
        entry.delete()
    assert [each.text for each in broken_links()] == ["第 2 条到第 3 条不见了。"]


def test_a_removed_end_is_found(unprotected):
    unprotected[-1].delete()
    assert [each.text for each in broken_links()] == ["末尾应当是第 4 条，现在是第 3 条。"]


def test_an_emptied_log_is_found(unprotected):
    Entry.objects.all().delete()
    assert [each.text for each in broken_links()] == ["末尾应当是第 4 条，现在是第 0 条。"]


def test_a_forgotten_head_is_found(unprotected):
    Head.objects.all().delete()
    assert [each.text for each in broken_links()] == ["末尾应当是第 0 条，现在是第 4 条。"]


def test_two_entries_that_changed_places_are_found(unprotected):
    second, third = unprotected[1], unprotected[2]
    Entry.objects.filter(pk=second.pk).update(number=99)
    Entry.objects.filter(pk=third.pk).update(number=second.number)
    Entry.objects.filter(pk=second.pk).update(number=third.number)
    found = [each.text for each in broken_links()]
    assert f"第 {second.number} 条与前一条接不上。" in found
    assert f"第 {second.number} 条的内容被改过。" in found


def test_an_entry_slipped_in_at_the_end_is_found(unprotected):
    last = unprotected[-1]
    forged = Entry(
        number=last.number + 1,
        at=NOW.astimezone(UTC),
        act="x",
        subject_kind="offices.office",
        subject_key=1,
        text="补的。",
        previous=last.hash,
    )
    forged.hash = forged.reckoned_hash()
    forged.save(force_insert=True)
    assert [each.text for each in broken_links()] == ["末尾应当是第 4 条，现在是第 5 条。"]


def test_what_is_given_up_leaves_no_entry_and_no_gap(subject):
    before = Entry.objects.count()
    with transaction.atomic():
        record("amend_office", subject, "没有成。", at=NOW)
        transaction.set_rollback(True)
    record("amend_office", subject, "成了。", at=NOW)
    assert Entry.objects.count() == before + 1
    assert list(broken_links()) == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_entry_stands_in_a_transaction_with_its_act(office):
    with pytest.raises(transaction.TransactionManagementError):
        record("amend_office", office(), "没有。", at=NOW)


@pytest.mark.skipif(not POSTGRESQL, reason="threads share the one connection of SQLite in memory")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_writers_at_once_make_one_chain(office):
    subject = office()

    def write(name):
        try:
            for number in range(10):
                with transaction.atomic():
                    record("amend_office", subject, f"{name}{number}", at=NOW)
        finally:
            connection.close()

    before = Entry.objects.count()
    threads = [threading.Thread(target=write, args=(name,)) for name in "甲乙丙丁"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Entry.objects.count() == before + 40
    assert list(broken_links()) == []


WRITER = """
import django; django.setup()
from datetime import UTC, datetime
from django.db import transaction
from gongkai.apps.records.actions import next_number, record
from gongkai.apps.records.models import Head
for number in range(15):
    with transaction.atomic():
        record("test", Head(pk=1), "写", at=datetime(2026, 11, 20, tzinfo=UTC))
        print(next_number("申请", office=1, year=2026))
"""


def test_two_processes_on_sqlite_make_one_chain_and_one_series(tmp_path):
    """As two processes of the server would: each waits for the other's transaction."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "GONGKAI_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "gongkai.web.settings",
    }
    python = [sys.executable, "-c"]
    migrate = (
        "import django; django.setup(); from django.core.management import call_command;"
        "call_command('migrate', 'records', verbosity=0)"
    )
    subprocess.run([*python, migrate], env=environment, check=True, capture_output=True)
    writers = [
        subprocess.Popen(
            [*python, WRITER], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    given = []
    for writer in writers:
        printed, trouble = writer.communicate(timeout=60)
        assert writer.returncode == 0, trouble.decode()
        given += [int(line) for line in printed.split()]
    assert sorted(given) == list(range(1, 31))
    with sqlite3.connect(tmp_path / "gongkai.sqlite3") as database:
        rows = database.execute(
            "SELECT number, previous, hash FROM records_entry ORDER BY number"
        ).fetchall()
    database.close()
    assert [row[0] for row in rows] == list(range(1, 31))
    assert [row[1] for row in rows] == [NOTHING_BEFORE, *(row[2] for row in rows[:-1])]


def test_the_command_says_that_the_log_is_whole(three, capsys):
    call_command("check_log")
    assert capsys.readouterr().out == "操作记录 4 条，逐条核对，没有问题。\n"


def test_the_command_names_every_break_and_fails(unprotected):
    Entry.objects.filter(pk=unprotected[0].pk).update(text="别的")
    unprotected[-1].delete()
    with pytest.raises(CommandError) as trouble:
        call_command("check_log")
    assert str(trouble.value).splitlines() == [
        "第 2 条的内容被改过。",
        "末尾应当是第 4 条，现在是第 3 条。",
    ]


def test_the_log_is_asked_by_office_person_kind_and_day(office, person):
    first, second = office("a"), office("b")
    someone = person("guanli")
    record("x", someone, "次日。", at=NOW + timedelta(days=1), by=someone, office=second)
    assert {entry.office_key for entry in entries(office=first)} == {first.pk}
    assert [entry.text for entry in entries(person=someone)] == ["次日。"]
    assert {entry.subject_kind for entry in entries(kind="offices.person")} == {"offices.person"}
    tomorrow = NOW.date() + timedelta(days=1)
    assert [entry.text for entry in entries(since=tomorrow)] == ["次日。"]
    assert "次日。" not in [entry.text for entry in entries(until=NOW.date())]
    numbers = [entry.number for entry in entries()]
    assert numbers == sorted(numbers, reverse=True)
    assert kinds_of_subjects() == ["offices.office", "offices.person"]


def test_a_day_of_the_log_is_a_day_in_china(office):
    late = NOW.replace(hour=23, minute=59)
    record("x", office(), "深夜。", at=late)
    assert "深夜。" in [entry.text for entry in entries(since=NOW.date(), until=NOW.date())]
    early = NOW.replace(hour=0, minute=1)
    record("x", office("b"), "凌晨。", at=early)
    assert "凌晨。" not in [entry.text for entry in entries(until=NOW.date() - timedelta(days=1))]
