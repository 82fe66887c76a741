"""Files into a store: in parallel, once each, past every bad one, and whole after a broken run."""

import json
import os
from collections import Counter

import pytest

from gongkai.corpus import NotSQL, Store, Unusable, ingest, query
from gongkai.corpus.sources import sources
from gongkai.corpus.synthesis import synthetic

COUNT = 26


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Some reports of all years, one file that is none, one hidden file, one folder further down."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "更多").mkdir()
    for number, each in enumerate(synthetic(COUNT)):
        (folder / ("更多" if number % 5 == 0 else "") / each.name).write_bytes(each.content)
    (folder / "通知.txt").write_text("云川市水务局关于停水的通知", encoding="utf-8")
    (folder / ".DS_Store").write_bytes(b"\0")
    return folder


@pytest.fixture(scope="module")
def corpus(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("corpus") / "out"
    ingest(folder, out, workers=2)
    return out


def asked(corpus, sql):
    return query(corpus, sql).rows


def test_every_report_is_there_with_its_numbers(corpus):
    truth = {each.name: each.report for each in synthetic(COUNT)}
    found = asked(corpus, "SELECT path, title, office, year, form FROM reports")
    assert len(found) == COUNT
    for path, *head in found:
        report = truth[path.rpartition("/")[2]]
        assert head == [report.title, report.office, report.year, report.form]
    cells = Counter()
    for report in truth.values():
        for part, table in report.tables():
            for row, column, cell in table.each():
                cells[report.year, part, row, column, float(cell.value)] += 1
    rows = asked(corpus, "SELECT year, part, row_key, column_key, value FROM cells")
    assert Counter(rows) == cells


def test_what_is_no_report_is_set_aside_with_its_reason(corpus):
    [(path, kind, reason)] = asked(corpus, "SELECT path, kind, reason FROM set_aside")
    assert path.endswith("通知.txt")
    assert kind == "unreadable"
    assert "不是一份政府信息公开工作年度报告" in reason


def test_tables_are_parted_by_year(corpus):
    years = {each.name for each in (corpus / "cells").iterdir()}
    assert years == {f"year={year}" for year in range(2014, 2026)}


def test_a_second_run_reads_nothing(folder, corpus):
    before = Store.existing(corpus).counts()
    done = ingest(folder, corpus, workers=1)
    assert (done.total, done.earlier, done.read) == (COUNT + 1, COUNT + 1, 0)
    assert Store.existing(corpus).counts() == before


def test_a_file_that_changed_is_read_again_and_counts_once(tmp_path):
    files, out = tmp_path / "files", tmp_path / "out"
    files.mkdir()
    first, second = list(synthetic(2, formats=[".html"]))
    (files / "a.html").write_bytes(first.content)
    ingest(files, out, workers=1)
    (files / "a.html").write_bytes(second.content)
    assert ingest(files, out, workers=1).read == 1
    assert asked(out, "SELECT title FROM reports") == [(second.report.title,)]
    reports = asked(out, "SELECT count(DISTINCT report) FROM cells")
    assert reports == [(1,)]
    os.utime(files / "a.html", ns=(1, 1))  # touched, its bytes the same
    assert ingest(files, out, workers=1).read == 1
    cells = sum(
        len(columns) for _, table in second.report.tables() for columns in table.cells.values()
    )
    assert asked(out, "SELECT count(*) FROM cells") == [(cells,)]


def test_a_list_names_files_and_what_it_misses_is_said(tmp_path, folder):
    some = sorted(folder.glob("*.html"))[:2]
    names = tmp_path / "清单.txt"
    names.write_text(f"{some[0]}\n\n{some[0]}\n{some[1]}\n没有.docx\n", encoding="utf-8")
    done = ingest(names, tmp_path / "out", workers=1)
    assert (done.total, done.read, done.set_aside) == (3, 3, 1)
    [(path, kind)] = asked(tmp_path / "out", "SELECT path, kind FROM set_aside")
    assert (path, kind) == (str(tmp_path / "没有.docx"), "missing")


def test_a_name_that_is_no_text_is_read_and_known_again(tmp_path, folder):
    files, out = tmp_path / "files", tmp_path / "out"
    files.mkdir()
    content = min(folder.glob("*.html")).read_bytes()
    for name, written in (("年报.html", content), ("公告.html", b"<p>")):
        (files / os.fsdecode(name.encode("gb18030"))).write_bytes(written)  # unpacked from a zip
    assert ingest(files, out, workers=1).set_aside == 1
    assert ingest(files, out, workers=1).earlier == 2
    paths = asked(out, "SELECT path FROM reports UNION ALL SELECT path FROM set_aside")
    known = {path.rpartition("/")[2] for (path,) in paths}
    names = [each.name for each in files.iterdir()]
    assert known == {name.encode(errors="backslashreplace").decode() for name in names}
    assert all("\\udc" in name for name in known)


def test_folders_and_files_come_in_the_order_of_their_names(tmp_path):
    for name in ("乙/2", "乙/1", "甲.docx", "甲/3", "甲/.4", "甲.5/6"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [os.path.relpath(each.path, tmp_path) for each in sources(tmp_path)]
    assert found == ["乙/1", "乙/2", "甲/3", "甲.5/6", "甲.docx"]


def test_a_file_that_holds_its_worker_is_named_and_the_rest_is_read(tmp_path, folder):
    os.mkfifo(tmp_path / "永远读不完.docx")  # opening it waits for a writer that never comes
    some = sorted(folder.rglob("*.[ht]*"))[:5]  # html and txt
    names = tmp_path / "清单.txt"
    listed = [*some[:2], tmp_path / "永远读不完.docx", *some[2:]]
    names.write_text("\n".join(map(str, listed)), encoding="utf-8")
    done = ingest(names, tmp_path / "out", workers=2, seconds=5)
    assert (done.read, done.set_aside) == (6, 1)
    [(path, kind, reason)] = asked(tmp_path / "out", "SELECT path, kind, reason FROM set_aside")
    assert path.endswith("永远读不完.docx")
    assert kind == "killed"
    assert "超过5秒" in reason
    assert asked(tmp_path / "out", "SELECT count(*) FROM reports") == [(5,)]


def test_what_an_interrupted_run_left_is_removed_and_done_again(tmp_path, folder):
    out = tmp_path / "out"
    ingest(folder, out, workers=1)
    whole = Store.existing(out).counts()
    journal = out / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:-1]) + lines[-1][:40])  # it died while it wrote the line
    assert Store.existing(out).counts() == dict.fromkeys(whole, 0)
    assert ingest(folder, out, workers=1).read == COUNT + 1
    assert Store.existing(out).counts() == whole
    assert [json.loads(line).get("batch") for line in journal.read_text().splitlines()] == [None, 1]


def test_a_folder_of_something_else_is_refused(tmp_path, folder):
    (tmp_path / "账册.xlsx").write_bytes(b"")
    with pytest.raises(Unusable, match="里有别的文件"):
        ingest(folder, tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["账册.xlsx"]


def test_only_one_program_writes_a_corpus(tmp_path, folder):
    store = Store(tmp_path / "out")
    with store.opened(), pytest.raises(Unusable, match="另一个程序正在写"):
        ingest(folder, tmp_path / "out")


def test_progress_ends_at_the_total(tmp_path, folder):
    told = []
    ingest(folder, tmp_path / "out", workers=1, tell=told.append)
    assert told[0].read == 0
    assert (told[-1].read, told[-1].total, told[-1].set_aside) == (COUNT + 1, COUNT + 1, 1)
    assert [each.read for each in told] == sorted(each.read for each in told)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("COPY reports TO 'taken.csv'", "只能写一句 SELECT"),
        ("ATTACH 'other.db'", "只能写一句 SELECT"),
        ("SELECT 1; SELECT 2", "只能写一句 SELECT"),
        ("SET enable_external_access = true", "只能写一句 SELECT"),
        ("SELECT * FROM read_csv('/etc/passwd')", "Permission Error"),
        ("SELECT * FROM '/etc/passwd'", "/etc/passwd"),
        ("SELEC 1", "Parser Error"),
        ("SELECT nothing FROM reports", "nothing"),
        ("", "只能写一句 SELECT"),
    ],
)
def test_a_statement_can_read_the_corpus_and_nothing_else(corpus, sql, said):
    with pytest.raises(NotSQL, match=said):
        query(corpus, sql)


def test_an_empty_corpus_answers_too(tmp_path):
    (tmp_path / "files").mkdir()
    ingest(tmp_path / "files", tmp_path / "out")
    assert asked(tmp_path / "out", "SELECT count(*) FROM findings") == [(0,)]


def test_carried_sets_two_years_side_by_side(corpus):
    pairs = asked(corpus, "SELECT DISTINCT office, year FROM carried")
    assert {year for _, year in pairs} == set(range(2020, 2026))
    assert asked(corpus, "SELECT * FROM carried WHERE carried_in <> carried_out_before") == []


def test_there_is_no_corpus_in_an_empty_folder(tmp_path):
    with pytest.raises(Unusable, match="没有语料库"):
        query(tmp_path, "SELECT 1")
