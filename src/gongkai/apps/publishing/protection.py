"""What ties the public's view to a publication in the database itself: triggers on the table of items.

They are set after every migration and taken away before it: SQLite drops a table's triggers when it
alters it, and refuses to rename a table that a trigger of another one names.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from gongkai.apps.publishing.models import Item, Publication
from gongkai.apps.publishing.models.item import CONTENT_FIELDS

TABLE = Item._meta.db_table
TRIGGER = "publishing_item_live"
REFUSAL = "公开的内容只能经过审核改变，不能直接修改数据。"
_APPROVED = (
    f"EXISTS (SELECT 1 FROM {Publication._meta.db_table} AS standing "  # noqa: S608 - no input
    "WHERE standing.item_id = NEW.id AND standing.ended_at IS NULL "
    "AND standing.content_hash = NEW.content_hash)"
)


def _is_bad(is_not: str) -> str:
    """Return when a change is refused: live without a publication, or other words under one hash."""
    other_words = " OR ".join(f"NEW.{name} {is_not} OLD.{name}" for name in CONTENT_FIELDS)
    return (
        f"NEW.live AND (NOT {_APPROVED} "
        f"OR (OLD.live AND NEW.content_hash = OLD.content_hash AND ({other_words})))"
    )


def _statements(vendor: str) -> list[str]:
    if vendor == "postgresql":
        refuse = f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation'"
        return [
            (
                f"CREATE OR REPLACE FUNCTION {TRIGGER}_check() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN IF TG_OP = 'INSERT' THEN IF NEW.live THEN {refuse}; END IF; "
                f"ELSIF {_is_bad('IS DISTINCT FROM')} THEN {refuse}; END IF; RETURN NEW; END $$"
            ),
            (
                f"CREATE OR REPLACE TRIGGER {TRIGGER} BEFORE INSERT OR UPDATE ON {TABLE} "
                f"FOR EACH ROW EXECUTE FUNCTION {TRIGGER}_check()"
            ),
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    return [
        f"CREATE TRIGGER {TRIGGER}_insert BEFORE INSERT ON {TABLE} WHEN NEW.live {refuse}",
        f"CREATE TRIGGER {TRIGGER}_update BEFORE UPDATE ON {TABLE} WHEN {_is_bad('IS NOT')} {refuse}",
    ]


def unprotect(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away, where they stand."""
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER IF EXISTS {TRIGGER} ON {TABLE}")
            return
        for name in ("insert", "update"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {TRIGGER}_{name}")


def protect(connection: BaseDatabaseWrapper) -> None:
    """Set the triggers, where both tables stand."""
    if not {TABLE, Publication._meta.db_table} <= set(connection.introspection.table_names()):
        return
    unprotect(connection)
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def unprotect_before_migration(using: str, **_: Any) -> None:
    unprotect(connections[using])


def protect_after_migration(using: str, **_: Any) -> None:
    protect(connections[using])
