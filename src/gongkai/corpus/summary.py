"""What a corpus holds, on one web page: coverage, faults by class, distributions, years, bad files."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

import duckdb

from gongkai.annual_report.checking import CHECKS
from gongkai.annual_report.rendering.charts import (
    NARROW_STYLE,
    Chart,
    Series,
    bar_chart,
    figure,
    for_every_screen,
    line_chart,
)
from gongkai.corpus.query import asked, connected
from gongkai.corpus.store import Store

_FORMS = {"2008": "2018年以前", "2019": "2019年格式", "2021": "2021年格式"}
_SEVERITIES = {"error": "错误", "warning": "警告", "notice": "提示"}
_KINDS = {
    "missing": "文件不存在",
    "unreadable": "不是年度报告，或者不能读取",
    "memory": "内存不足",
    "crash": "程序出错",
    "killed": "读取时进程退出或者超时",
}
_MOST = 50  # rows of a list of files or breaks
_SHORT = 9  # characters that stay on one line on a phone too

_STYLE = """
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #1d232b;
  font: 1rem/1.7 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.4; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; border-top: 1px solid #d8d4ca; padding-top: 1.25rem; }
p { margin: 0 0 .75rem; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: #46505d; padding: 0 0 .4rem; }
th, td { border-bottom: 1px solid #e4e1d9; padding: .35rem .6rem; text-align: left; vertical-align: top; }
td { min-width: 3em; }
td.words { min-width: 11em; overflow-wrap: anywhere; }
th { font-weight: 600; border-bottom-color: #747b86; white-space: nowrap; }
.number { text-align: right; white-space: nowrap; }
.table { margin: 0 0 1.5rem; }
svg { display: block; width: 100%; height: auto; margin: .5rem 0 1rem; }
@media screen and (max-width: 40rem) {
  main { padding: 1.25rem 1rem 3rem; }
  table { font-size: .875rem; line-height: 1.5; }
  th, td { padding: .35rem .25rem; min-width: 2.1em; }
  th, th.number { vertical-align: bottom; white-space: normal; }
  td.words { min-width: 6em; }
}
@media print { h2 { break-after: avoid; } tr { break-inside: avoid; } }
"""


def summary(folder: Path) -> str:
    """Return the page of a corpus; raise Unusable where the folder holds none."""
    store = Store.existing(folder)
    with connected(store) as database:
        body = "\n".join(_body(database, folder.absolute().name))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>年度报告语料库汇总</title><style>{_STYLE}{NARROW_STYLE}</style></head>\n"
        f"<body><main>\n{body}\n</main></body>\n</html>\n"
    )


def _body(database: duckdb.DuckDBPyConnection, name: str) -> Iterator[str]:
    reports, offices, first, last, aside = asked(
        database,
        "SELECT count(*), count(DISTINCT office), min(year), max(year),"
        " (SELECT count(*) FROM set_aside) FROM reports",
    ).rows[0]
    yield "<h1>年度报告语料库汇总</h1>"
    if not reports:
        yield f"<p>语料库“{escape(name)}”里还没有读出的报告，跳过的文件有{figure(aside)}份。</p>"
        yield from _set_aside(database)
        return
    years = f"{first}年至{last}年" if first != last else f"{first}年"
    yield (
        f"<p>语料库“{escape(name)}”：{figure(reports)}份报告，{figure(offices)}个机关，{years if first else '年度不详'}；"
        f"跳过的文件{figure(aside)}份。</p>"
    )
    yield from _coverage(database)
    yield from _faults(database, reports)
    yield from _carried(database)
    yield from _distribution(database)
    yield from _trend(database)
    yield from _set_aside(database)


def _coverage(database: duckdb.DuckDBPyConnection) -> Iterator[str]:
    rows = asked(
        database,
        "SELECT coalesce(year::text, '不详') y, form, count(*), count(DISTINCT office),"
        " count(*) FILTER (has_applications), count(*) FILTER (has_remedies),"
        " count(*) FILTER (has_statistics), count(*) - count(DISTINCT sha256)"
        " FROM reports GROUP BY y, form ORDER BY y, form",
    ).rows
    yield "<h2>覆盖情况</h2>"
    yield _table(
        "每年的报告份数、格式和读出的表格",
        ("年度", "格式", "报告", "机关", "第三部分", "第四部分", "统计表", "重复文件"),
        [(year, _FORMS.get(form, form), *counts) for year, form, *counts in rows],
    )
    formats = asked(
        database, "SELECT format, count(*) n FROM reports GROUP BY format ORDER BY n DESC"
    ).rows
    yield _table("文件格式", ("格式", "报告"), formats)


def _faults(database: duckdb.DuckDBPyConnection, reports: int) -> Iterator[str]:
    titles = {check.name: check.title for check in CHECKS}
    rows = asked(
        database,
        "SELECT check_name, severity, count(DISTINCT report) n, count(*) FROM findings"
        " WHERE verdict = 'fails' GROUP BY check_name, severity ORDER BY n DESC, check_name",
    ).rows
    clean = asked(database, "SELECT count(*) FROM reports WHERE errors = 0 AND warnings = 0").rows[
        0
    ][0]
    yield "<h2>各类问题</h2>"
    yield f"<p>{figure(clean)}份报告（{_share(clean, reports)}）没有错误和警告。</p>"
    if not rows:
        return
    worst = [row for row in rows if row[1] != "notice"][:12]
    if worst:
        chart = Chart(
            "faults",
            "有问题的报告份数，最多的十二类",
            tuple(titles.get(row[0], row[0]) for row in worst),
            (Series("报告", tuple(row[2] for row in worst)),),
            "份",
        )
        yield for_every_screen(bar_chart, chart)
    yield _table(
        "问题按类别",
        ("检查", "程度", "有此问题的报告", "占比", "处数"),
        [
            (titles.get(name, name), _SEVERITIES[severity], count, _share(count, reports), places)
            for name, severity, count, places in rows
        ],
    )


def _carried(database: duckdb.DuckDBPyConnection) -> Iterator[str]:
    pairs, broken = asked(
        database,
        "SELECT count(DISTINCT report), count(DISTINCT report)"
        " FILTER (carried_in <> carried_out_before) FROM carried"
        " WHERE carried_in IS NOT NULL AND carried_out_before IS NOT NULL",
    ).rows[0]
    if not pairs:
        return
    rows = asked(
        database,
        "SELECT office, year::text, carried_out_before, carried_in FROM carried"
        " WHERE carried_in <> carried_out_before AND column_key = 'total'"
        " ORDER BY abs(carried_in - carried_out_before) DESC, office, year",
    ).rows[:_MOST]
    yield "<h2>跨年衔接</h2>"
    yield (
        f"<p>{figure(pairs)}份报告可以与同一机关上一年的报告对照，其中{figure(broken)}份"
        f"（{_share(broken, pairs)}）的上年结转与上年报告的结转下年度不相等。</p>"
    )
    if rows:
        yield _table(
            "总计一栏相差最多的", ("机关", "年度", "上年报告的结转下年", "本年报告的上年结转"), rows
        )


def _distribution(database: duckdb.DuckDBPyConnection) -> Iterator[str]:
    rows = asked(
        database,
        "SELECT year, count(*), quantile_disc(value, 0.25), median(value),"
        " quantile_disc(value, 0.75), quantile_disc(value, 0.95), max(value)"
        " FROM cells WHERE part = 'applications' AND row_key = 'new' AND column_key = 'total'"
        " AND value IS NOT NULL AND year IS NOT NULL GROUP BY year ORDER BY year",
    ).rows
    if not rows:
        return
    yield "<h2>新收申请的分布</h2>"
    yield _table(
        "一个机关一年新收的申请，件",
        ("年度", "报告", "四分之一不超过", "中位数", "四分之三不超过", "95%不超过", "最多"),
        [(str(row[0]), *row[1:]) for row in rows],
    )


def _trend(database: duckdb.DuckDBPyConnection) -> Iterator[str]:
    rows = asked(
        database,
        "SELECT year, sum(value) FILTER (row_key = 'new'),"
        " sum(value) FILTER (row_key = 'carried_out'), count(DISTINCT report)"
        " FROM cells WHERE part = 'applications' AND column_key = 'total' AND year IS NOT NULL"
        " GROUP BY year ORDER BY year",
    ).rows
    if len(rows) < 2:
        return
    yield "<h2>历年变化</h2>"
    chart = Chart(
        "trend",
        "语料库中各机关新收申请与结转下年的合计",
        tuple(str(row[0]) for row in rows),
        (
            Series("新收", tuple(row[1] for row in rows)),
            Series("结转下年", tuple(row[2] for row in rows)),
        ),
        "件",
    )
    yield for_every_screen(line_chart, chart)
    yield _table(
        "合计受收录份数影响，份数不同的年度不能直接比较",
        ("年度", "新收", "结转下年", "报告"),
        [(str(row[0]), *row[1:]) for row in rows],
    )


def _set_aside(database: duckdb.DuckDBPyConnection) -> Iterator[str]:
    kinds = asked(
        database, "SELECT kind, count(*) n FROM set_aside GROUP BY kind ORDER BY n DESC"
    ).rows
    if not kinds:
        return
    rows = asked(database, "SELECT path, reason FROM set_aside ORDER BY kind, path").rows[:_MOST]
    yield "<h2>跳过的文件</h2>"
    yield _table("按原因", ("原因", "文件"), [(_KINDS[kind], count) for kind, count in kinds])
    yield _table(
        f"前{_MOST}份" if sum(count for _, count in kinds) > _MOST else "逐份列出",
        ("文件", "原因"),
        rows,
    )


def _table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Return a table: a column is of numbers, right-aligned, where its first row is one."""
    styles = [' class="number"' if _is_number(value) else "" for value in rows[0]] if rows else []
    head = "".join(
        f'<th scope="col"{style}>{escape(each)}</th>'
        for each, style in zip(heads, styles, strict=True)
    )
    body = "".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows)
    return (
        f'<div class="table"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(value: object) -> str:
    if isinstance(value, float | int):
        number = int(value) if float(value).is_integer() else round(float(value), 2)
        return f'<td class="number">{figure(number)}</td>'
    text = "—" if value is None else str(value)
    if text.endswith("%"):
        return f'<td class="number">{text}</td>'
    return f"<td{' class=words' if len(text) > _SHORT else ''}>{escape(text)}</td>"


def _is_number(value: object) -> bool:
    return isinstance(value, float | int) or str(value).endswith("%")


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%"
