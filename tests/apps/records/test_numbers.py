"""Number series: no gap, no double, given back with the transaction that took the number."""

import threading

import pytest
from django.db import connection, transaction

from gongkai.apps.records.actions import next_number


def test_a_series_counts_from_one_for_each_office_and_year(db):
    assert [next_number("申请", office=1, year=2026) for _ in range(3)] == [1, 2, 3]
    assert next_number("申请", office=2, year=2026) == 1
    assert next_number("申请", office=1, year=2027) == 1
    assert next_number("答复", office=1, year=2026) == 1
    assert next_number("申请", office=1, year=2026) == 4


def test_a_number_is_given_back_with_its_transaction(db):
    with transaction.atomic():
        assert next_number("申请", office=1, year=2026) == 1
        transaction.set_rollback(True)
    assert next_number("申请", office=1, year=2026) == 1


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="two processes on SQLite: see the tests of the log"
)
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_at_once_get_each_number_once_and_some_give_theirs_back():
    given = []

    def take(gives_back):
        try:
            for _ in range(10):
                with transaction.atomic():
                    number = next_number("申请", office=1, year=2026)
                    transaction.set_rollback(gives_back)
                if not gives_back:
                    given.append(number)
        finally:
            connection.close()

    plan = (False, True, False, True, False)
    threads = [threading.Thread(target=take, args=(gives_back,)) for gives_back in plan]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == list(range(1, 31))
