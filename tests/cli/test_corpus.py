"""`gongkai corpus` as a person and as a machine call it."""

import builtins
import json

import pytest

from gongkai.cli import main


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as stop:
        main(["corpus", *map(str, arguments)])
    out, err = capsys.readouterr()
    return stop.value.code, out, err


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Twelve files, ingested as the manual says."""
    folder = tmp_path_factory.mktemp("corpus")
    for line in (
        ["synthesize", "--out", folder / "练习", "--count", "12"],
        ["ingest", folder / "练习" / "files", "--out", folder / "语料库", "--workers", "1"],
    ):
        with pytest.raises(SystemExit) as stop:
            main(["corpus", *map(str, line)])
        assert stop.value.code == 0
    (folder / "空").mkdir()
    (folder / "空" / ".DS_Store").touch()
    (folder / "空.txt").write_text("\n", encoding="utf-8")
    return folder


def test_the_second_run_says_what_the_first_did(capsys, corpus):
    code, out, err = run(capsys, "ingest", corpus / "练习/files", "--out", corpus / "语料库")
    assert (code, out, err) == (0, "共12份文件，此前已读12份，本次读取0份。\n", "")
    code, out, _ = run(
        capsys, "ingest", corpus / "练习/files", "--out", corpus / "语料库", "--json"
    )
    assert json.loads(out) == {"total": 12, "earlier": 12, "read": 0, "set_aside": 0}


def test_an_answer_is_a_table_or_json(capsys, corpus):
    sql = "select form, count(*) n from reports group by form order by form"
    code, out, _ = run(capsys, "query", sql, "--in", corpus / "语料库")
    assert code == 0
    assert out.splitlines() == ["  form  n", "  2008  5", "  2019  2", "  2021  5", "3行"]
    code, out, _ = run(capsys, "query", sql, "--in", corpus / "语料库", "--json")
    assert json.loads(out)[0] == {"form": "2008", "n": 5}


def test_the_summary_is_a_page(capsys, corpus):
    code, out, _ = run(capsys, "summary", "--in", corpus / "语料库", "--out", corpus / "汇总.html")
    assert (code, out) == (0, f"已写入 {corpus / '汇总.html'}\n")
    assert "12份报告" in (corpus / "汇总.html").read_text(encoding="utf-8")


def test_faults_are_seeded_on_demand_and_named_in_the_answers(capsys, tmp_path):
    code, _, _ = run(capsys, "synthesize", "--out", tmp_path, "--count", 6, "--faults", "1")
    lines = (tmp_path / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    assert code == 0
    assert [len(json.loads(line)["faults"]) for line in lines] == [1] * 6


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["query", "select 1", "--in", "{}/没有"], "里没有语料库，请先运行"),
        (["query", "drop table reports", "--in", "{}/语料库"], "只能写一句 SELECT"),
        (["query", "select x from reports", "--in", "{}/语料库"], "表名、列名或者函数有误"),
        (["query", "selec 1", "--in", "{}/语料库"], "写法有误。\n数据库的原话：Parser Error"),
        (["summary", "--in", "{}"], "里没有语料库"),
        (["summary", "--in", "{}/语料库", "--out", "{}/没有/汇总.html"], "写不进"),
        (["ingest", "{}/练习/files", "--out", "{}"], "里有别的文件"),
        (["ingest", "{}/没有", "--out", "{}/新"], "/没有”不存在。"),
        (["ingest", "{}/练习", "--out", "{}/练习/answers.jsonl"], "是一个文件，这里应当是文件夹。"),
        (["ingest", "{}/空", "--out", "{}/新"], "没有文件。可以读取的有：docx、doc、pdf、"),
        (["ingest", "{}/空.txt", "--out", "{}/新"], "清单里没有文件名"),
        (["summary", "--in", "{}/语料库", "--out", "{}"], "是一个文件夹，这里应当是文件。"),
        (["synthesize", "--out", "{}/新", "--faults", "2"], "应为 0 到 1 的数。"),
        (["synthesize", "--out", "{}/新", "--faults", "三成"], "应为 0 到 1 的数。"),
        (["synthesize", "--out", "{}/新", "--format", "wps"], "不能生成“wps”，可以用：docx、"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(capsys, corpus, line, said):
    code, out, err = run(capsys, *(each.format(corpus) for each in line))
    assert (code, out) == (2, "")
    assert said in err
    assert not (corpus / "新").exists()


def test_a_wrong_name_in_sql_is_answered_with_those_that_there_are(capsys, corpus):
    _, _, err = run(capsys, "query", "select x from reports", "--in", corpus / "语料库")
    first, *tables, words = [*err.split("\n数据库的原话：")[0].splitlines(), err]
    assert first.startswith("gongkai：这句 SQL 不能执行：")
    named = dict(line.strip().split("：") for line in tables)
    assert list(named) == ["reports", "cells", "facts", "findings", "set_aside", "carried"]
    for table, columns in named.items():
        listed = columns.replace("、", ", ")
        assert (
            run(capsys, "query", f"select {listed} from {table}", "--in", corpus / "语料库")[0] == 0
        )
    assert 'Referenced column "x" not found' in words
    assert "Candidate bindings" in words


def test_without_its_libraries_it_says_what_to_install(capsys, corpus, monkeypatch):
    importing = builtins.__import__

    def missing(name, *rest):
        if name == "duckdb":
            raise ImportError(name)
        return importing(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    code, _, err = run(capsys, "query", "select 1", "--in", corpus / "语料库")
    assert code == 2
    assert "pip install 'gongkai[corpus]'" in err
