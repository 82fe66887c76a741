"""One program at a time brings a database to its version; another that starts waits its turn."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

from gongkai.web.lock import held

# Any number will do, as long as every program of ours asks PostgreSQL for the same.
ADVISORY_KEY = 2019_05_15
SUFFIX = "-migrating"


def turn(database: BaseDatabaseWrapper) -> AbstractContextManager[None]:
    """Return a block that one program alone is in, among all that share this database."""
    if database.vendor == "postgresql":
        return _advisory(database)
    file = Path(database.settings_dict["NAME"])
    if not file.is_absolute() or not file.parent.is_dir():
        return nullcontext()  # in memory, or nowhere: nothing to take turns at
    return held(file.with_name(file.name + SUFFIX), wait=True)


@contextmanager
def _advisory(database: BaseDatabaseWrapper) -> Iterator[None]:
    """Hold PostgreSQL's lock of this session; it ends with the connection at the latest."""
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_KEY])
    try:
        yield
    finally:
        if database.is_usable():
            with database.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_KEY])
