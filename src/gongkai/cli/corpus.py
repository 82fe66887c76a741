"""`gongkai corpus`: read, check, ask and sum up very many reports; needs the extra `corpus`."""

import json
import sys
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import click

from gongkai.cli.program import Command, Group, Refusal

_FOLDER = click.Path(file_okay=False, path_type=Path)
_WANTED = "这个命令还需要几个程序库，请先安装：pip install 'gongkai[corpus]'"
_NO_CLUSTER = "在集群上运行还需要几个程序库，请先安装：pip install 'gongkai[cluster]'"
_NOTHING_IN_FOLDER = (
    "文件夹里（包括子文件夹，不包括隐藏文件）没有文件。"
    "可以读取的有：docx、doc、pdf、xlsx、xls、网页（html）、文本（txt、md）。"
)
_NOTHING_IN_LIST = "清单里没有文件名，应当一行写一个。"
_WIDEST = 40  # columns of a value on the screen


@click.group(cls=Group)
def corpus() -> None:
    """大量年度报告：并行读取和检查，存成 Parquet，用 SQL 查询，生成汇总。"""
    try:
        import duckdb  # noqa: F401 - asked for here so that every command under this says it alike
        import pyarrow as pa  # noqa: F401
    except ImportError as missing:
        raise Refusal(_WANTED) from missing


@corpus.command("ingest", cls=Command, short_help="读取一个文件夹或清单里的全部报告")
@click.argument("origin", type=click.Path(exists=True, path_type=Path), metavar="文件夹或清单")
@click.option("--out", required=True, type=_FOLDER, metavar="文件夹", help="语料库存放的位置")
@click.option("--workers", type=click.IntRange(1, 256), help="进程数（默认与处理器核数相同）")
@click.option("--cluster", metavar="地址", help="用 Dask 集群，例如 tcp://10.0.0.1:8786")
@click.option(
    "--seconds",
    default=20.0,
    show_default=True,
    type=click.FloatRange(0.1, 3600.0),
    help="一份文件最长读取时间，超过的跳过并列出",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def ingest_files(
    origin: Path,
    out: Path,
    workers: int | None,
    cluster: str | None,
    seconds: float,
    *,
    as_json: bool,
) -> None:
    """读取并检查文件夹（含子文件夹）或清单（一行一个文件）里的全部年度报告。

    中断后再运行一次即可接着做；读不出的文件列入 set_aside，不影响其他文件。

    例：gongkai corpus ingest 年报/ --out 语料库/ --workers 4
    """
    from gongkai.corpus import Unusable, ingest
    from gongkai.corpus.sources import sources

    meter = _Meter()
    try:
        if next(sources(origin), None) is None:
            raise Refusal(_NOTHING_IN_FOLDER if origin.is_dir() else _NOTHING_IN_LIST)
        done = ingest(
            origin, out, workers=workers, cluster=cluster, seconds=seconds, tell=meter.tell
        )
    except Unusable as fault:
        raise Refusal(fault.sentence) from fault
    except ImportError as missing:
        raise Refusal(_NO_CLUSTER) from missing
    except UnicodeDecodeError as fault:
        raise Refusal(f"{origin}：清单不是 UTF-8 编码的文本。") from fault
    except KeyboardInterrupt as stopped:
        raise click.Abort("再运行同一条命令，就接着读其余的。") from stopped
    except OSError as fault:
        where = f"连不上集群 {cluster}" if cluster else f"{origin}：读不了"
        raise Refusal(f"{where}。") from fault
    finally:
        meter.close()
    if as_json:
        data = {
            "total": done.total,
            "earlier": done.earlier,
            "read": done.read,
            "set_aside": done.set_aside,
        }
        click.echo(json.dumps(data, ensure_ascii=False))
        return
    earlier = f"，此前已读{done.earlier}份" if done.earlier else ""
    aside = f"，跳过{done.set_aside}份（见 set_aside）" if done.set_aside else ""
    click.echo(f"共{done.total}份文件{earlier}，本次读取{done.read}份{aside}。")


@corpus.command("query", cls=Command, short_help="用 SQL 查询")
@click.argument("sql")
@click.option("--in", "folder", required=True, type=_FOLDER, metavar="文件夹", help="语料库的位置")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def query_corpus(sql: str, folder: Path, *, as_json: bool) -> None:
    """用一句 SELECT 查询语料库。表：reports、cells、facts、findings、set_aside、carried。

    例：gongkai corpus query "select year, count(*) from reports group by 1" --in 语料库/
    """
    from gongkai.corpus import NotSQL, Unusable, query

    try:
        answer = query(folder, sql)
    except (NotSQL, Unusable) as fault:
        raise Refusal(fault.sentence) from fault
    if as_json:
        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2, default=str))
        return
    from gongkai.cli.report_text import aligned

    shown = [[_shown(value) for value in row] for row in answer.rows]
    click.echo(aligned([list(answer.columns), *shown]))
    click.echo(f"{len(shown)}行")


@corpus.command("summary", cls=Command, short_help="生成汇总网页")
@click.option("--in", "folder", required=True, type=_FOLDER, metavar="文件夹", help="语料库的位置")
@click.option(
    "--out",
    default="summary.html",
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="写到哪里",
)
def summarise(folder: Path, out: Path) -> None:
    """生成一个网页：覆盖情况、各类问题、分布、历年变化、跳过的文件。"""
    from gongkai.corpus import Unusable, summary

    try:
        page = summary(folder)
    except Unusable as fault:
        raise Refusal(fault.sentence) from fault
    try:
        out.write_text(page, encoding="utf-8")
    except OSError as fault:
        raise Refusal(f"写不进“{out}”。") from fault
    click.echo(f"已写入 {out}")


@corpus.command("synthesize", cls=Command, short_help="生成答案已知的虚构报告")
@click.option("--out", required=True, type=_FOLDER, metavar="文件夹", help="写到哪里")
@click.option("--count", default=100, show_default=True, type=click.IntRange(1), help="多少份")
@click.option("--seed", default=1, show_default=True, type=int, help="同一个数生成同样的文件")
@click.option("--format", "formats", multiple=True, help="文件格式，可以多次给出（默认全部轮流）")
@click.option(
    "--faults",
    default=0.0,
    show_default=True,
    type=click.FloatRange(0, 1),
    metavar="比例",
    help="多少报告各带一处已知的差错，0.3 是三成",
)
def synthesize_reports(
    out: Path, count: int, seed: int, formats: tuple[str, ...], faults: float
) -> None:
    """生成历年各种格式的虚构年度报告，answers.jsonl 里有每份的全部数字和差错。

    例：gongkai corpus synthesize --out 练习/ --count 1000 --faults 0.3
    """
    from gongkai.corpus import synthesize
    from gongkai.corpus.synthesis import FORMATS

    suffixes = ["." + each.removeprefix(".").lower() for each in formats]
    if unknown := [each for each in suffixes if each not in FORMATS]:
        known = "、".join(each[1:] for each in FORMATS)
        raise Refusal(f"不能生成“{unknown[0][1:]}”，可以用：{known}。")
    meter = _Meter()
    try:
        answers = synthesize(
            out,
            count,
            seed=seed,
            formats=suffixes,
            faults=faults,
            tell=lambda done: meter.show(done, count),
        )
    except OSError as fault:
        raise Refusal(f"写不进“{out}”。") from fault
    finally:
        meter.close()
    click.echo(f"已写入 {count} 份报告，答案在 {answers}")


class _Meter:
    """A line that says how far work is, how fast, and how long it will take; none when piped."""

    def __init__(self) -> None:
        self._begun = monotonic()
        self._shown = 0.0
        self._is_seen = sys.stderr.isatty()

    def tell(self, progress: Any) -> None:
        aside = f"，跳过{progress.set_aside}份" if progress.set_aside else ""
        self.show(progress.read, progress.total - progress.earlier, aside)

    def show(self, done: int, total: int, more: str = "") -> None:
        now = monotonic()
        if not self._is_seen or now - self._begun < 1 or now - self._shown < 0.2:
            return
        self._shown = now
        rate = done / (now - self._begun)
        left = f"，还需{timedelta(seconds=round((total - done) / rate))}" if rate else ""
        line = f"{done}/{total}份，每秒{rate:.0f}份{left}{more}"
        click.echo(f"\r\033[K{line}", nl=False, err=True)

    def close(self) -> None:
        if self._shown:
            click.echo("\r\033[K", nl=False, err=True)


def _shown(value: object) -> str:
    text = "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
