"""`gongkai report sum` and what `compare --out` and `write --to` leave on the disk."""

import json

import openpyxl
import pytest

from annual_report.invented import facts_of, invented
from gongkai.annual_report.reading import read
from gongkai.annual_report.rendering import write
from gongkai.cli import main

NAMES = ("云川市水务局", "云川市教育局")


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as left:
        main(["report", *map(str, arguments)])
    printed = capsys.readouterr()
    return left.value.code, printed.out, printed.err


@pytest.fixture
def files(tmp_path):
    found = []
    for seed, name in enumerate(NAMES):
        path = tmp_path / f"{name}.html"
        write(invented(seed=seed, office=name), path)
        found.append(path)
    return found


def test_a_whole_sum_leaves_with_zero_and_is_written(capsys, files, tmp_path):
    target = tmp_path / "汇总.docx"
    code, out, err = run(capsys, "sum", *files, "--office", "云川市", "--out", target)
    assert (code, err) == (0, "")
    assert "本表由2份年度报告相加而成：已报2个。" in out
    assert f"已写入 {target}" in out
    again = read(target)
    assert again.title == "云川市2023年政府信息公开工作年度报告（汇总）"
    one, other = (read(file).applications.cell("new", "total").value for file in files)
    assert again.applications.cell("new", "total").value == one + other


def test_who_is_missing_is_named_and_leaves_with_one(capsys, files, tmp_path):
    listed = tmp_path / "名单.csv"
    listed.write_bytes(
        "机关,曾用名\n云川市水务局,\n云川市民政局,\n云川市教育体育局,云川市教育局\n".encode(
            "gb18030"
        )
    )
    code, out, _ = run(capsys, "sum", *files, "--list", listed, "--json")
    assert code == 1
    data = json.loads(out)
    assert data["missing"] == ["云川市民政局"]
    assert data["filed"] == ["云川市水务局", "云川市教育体育局"]
    assert {note["code"] for note in data["notes"]} == {"missing", "succeeded"}


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda files, folder: [files[0], files[0]], "给了两份"),
        (lambda files, folder: [files[0], "--list", folder / "没有.csv"], "文件不存在"),
        (lambda files, folder: [folder / "没有.docx"], "文件不存在"),
        (lambda files, folder: [files[0], "--last-year", files[1]], "不都是上一年度的"),
        (lambda files, folder: [*files, "--out", folder / "汇总.odt"], "不能写成“.odt”"),
    ],
)
def test_what_cannot_be_summed_is_refused_in_one_sentence(capsys, files, tmp_path, make, sentence):
    code, _, err = run(capsys, "sum", *make(files, tmp_path))
    assert code == 2
    assert sentence in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("suffix", [".html", ".xlsx", ".json"])
def test_a_comparison_is_written(capsys, files, tmp_path, suffix):
    target = tmp_path / f"比较{suffix}"
    code, out, err = run(capsys, "compare", *files, "--out", target)
    assert (code, out, err) == (0, f"已写入 {target}\n", "")
    assert target.stat().st_size > 5000


def test_a_comparison_in_an_unknown_format_is_refused(capsys, files, tmp_path):
    code, _, err = run(capsys, "compare", *files, "--out", tmp_path / "比较.docx")
    assert code == 2
    assert ".html、.xlsx 或 .json" in err


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx", ".json"])
def test_a_report_is_written_in_each_format(capsys, tmp_path, suffix):
    source, target = tmp_path / "数据.json", tmp_path / f"报告{suffix}"
    source.write_text(json.dumps(facts_of()), encoding="utf-8")
    assert run(capsys, "write", source, "--to", target)[0] == 0
    if suffix == ".xlsx":
        assert openpyxl.load_workbook(target).sheetnames[0] == "正文"
    assert target.stat().st_size > 5000
