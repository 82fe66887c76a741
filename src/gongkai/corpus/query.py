"""Asking a corpus in SQL: its tables as views, nothing else on the machine within reach."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from gongkai.corpus.rows import BY_YEAR, SCHEMAS
from gongkai.corpus.store import Store

# The share of last year's report that this year's must repeat, over all offices at once.
_CARRIED = """
CREATE VIEW carried AS
SELECT now.office, now.year, now.report, before.report AS report_before,
       cell.column_key, past.value AS carried_out_before, cell.value AS carried_in
FROM reports now
JOIN reports before ON before.office = now.office AND before.year = now.year - 1
JOIN cells cell ON cell.report = now.report
     AND cell.part = 'applications' AND cell.row_key = 'carried_in'
JOIN cells past ON past.report = before.report AND past.part = 'applications'
     AND past.row_key = 'carried_out' AND past.column_key = cell.column_key
"""


class NotSQL(Exception):
    """Raise with one Chinese sentence; below it what there is to ask, and the database's own words."""

    def __init__(self, reason: str, *below: str) -> None:
        self.sentence = "\n".join((f"这句 SQL 不能执行：{reason}", *below))
        super().__init__(self.sentence)


@dataclass(frozen=True, slots=True)
class Answer:
    """The names of the columns, and the rows."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]


def query(folder: Path, sql: str) -> Answer:
    """Return what a corpus answers to one SELECT; raise NotSQL, or Unusable for the folder.

    Views: reports, cells, facts, findings, set_aside; and carried, which sets 上年结转 beside
    last year's 结转下年. The statement can read the corpus, and can write nothing.
    """
    with connected(Store.existing(folder)) as database:
        return asked(database, sql)


def asked(database: duckdb.DuckDBPyConnection, sql: str) -> Answer:
    """Return what an open corpus answers; raise NotSQL."""
    try:
        statements = database.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise NotSQL("只能写一句 SELECT。")
        found = database.execute(statements[0])
        columns = tuple(each[0] for each in found.description or ())
        return Answer(columns, found.fetchall())
    except duckdb.Error as fault:
        words = f"数据库的原话：{str(fault).rstrip()}"
        if isinstance(fault, duckdb.CatalogException | duckdb.BinderException):
            names = "表名、列名或者函数有误。可以查询的表和列："
            raise NotSQL(names, *_tables(database), words) from fault
        raise NotSQL(_reason(fault), words) from fault


def _reason(fault: duckdb.Error) -> str:
    match fault:
        case duckdb.ParserException():
            return "写法有误。"
        case duckdb.PermissionException() | duckdb.IOException():
            return "只能查询这个语料库里的表，不能读写别的文件。"
        case duckdb.ConversionException() | duckdb.InvalidInputException():
            return "有一个值不能这样转换或者使用。"
        case duckdb.OutOfMemoryException():
            return "内存不足，请缩小查询的范围。"
    return "数据库报告了下面的错误。"


def _tables(database: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Yield a line for each table that can be asked, with its columns."""
    for table in (*SCHEMAS, "carried"):
        columns = database.execute(f"DESCRIBE {table}").fetchall()
        yield f"  {table}：{'、'.join(column[0] for column in columns)}"


def connected(store: Store) -> duckdb.DuckDBPyConnection:
    """Return a database of nothing but the views over this corpus, its doors to the rest shut."""
    database = duckdb.connect()
    for table, schema in SCHEMAS.items():
        files = [str(path) for path in store.files(table)]
        if files:
            hive = "true" if table in BY_YEAR else "false"
            database.execute(
                f"CREATE VIEW all_{table} AS SELECT * FROM read_parquet({_listed(files)},"  # noqa: S608 - our own names
                f" hive_partitioning = {hive}, union_by_name = true)"
            )
        else:
            names = ", ".join(f"NULL AS {name}" for name in (*schema.names, "batch"))
            database.execute(f"CREATE VIEW all_{table} AS SELECT {names} WHERE false")
    # A file read again after it changed has rows in two batches: the newest counts.
    database.execute(
        "CREATE VIEW read AS SELECT path, max(batch) AS batch FROM ("
        "SELECT path, batch FROM all_reports UNION ALL SELECT path, batch FROM all_set_aside)"
        " GROUP BY path"
    )
    database.execute(
        "CREATE VIEW standing AS SELECT report, batch FROM all_reports"
        " SEMI JOIN read USING (path, batch)"
    )
    for table in SCHEMAS:
        by = (
            "read USING (path, batch)" if table == "set_aside" else "standing USING (report, batch)"
        )
        database.execute(
            f"CREATE VIEW {table} AS SELECT * EXCLUDE (batch) FROM all_{table} SEMI JOIN {by}"  # noqa: S608
        )
    database.execute(_CARRIED)
    database.execute(f"SET allowed_directories = [{_quoted(str(store.folder.absolute()))}]")
    database.execute("SET enable_external_access = false")
    database.execute("SET lock_configuration = true")
    return database


def _listed(names: Sequence[str]) -> str:
    return "[" + ", ".join(_quoted(name) for name in names) + "]"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
