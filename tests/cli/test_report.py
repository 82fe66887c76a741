"""`gongkai report` as a person and as a machine call it."""

import json
import subprocess
import sys

import pytest

from annual_report.invented import facts_of, flattened, invented
from gongkai.annual_report.exchange import data_of
from gongkai.annual_report.rendering import docx
from gongkai.cli import main
from gongkai.corpus.synthesis import invented as a_report


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as stop:
        main(["report", *map(str, arguments)])
    out, err = capsys.readouterr()
    return stop.value.code, out, err


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(flattened(invented()), encoding="utf-8")
    return path


def test_read_as_json(capsys, text):
    code, out, err = run(capsys, "read", text, "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == data_of(invented())


def test_read_as_text_is_aligned(capsys, text):
    code, out, _ = run(capsys, "read", text)
    assert code == 0
    assert out.startswith("标题　云川市水务局2023年政府信息公开工作年度报告\n机关　云川市水务局\n")
    assert "   1　总体情况（117字）" in out
    assert "  行政许可" in out


def test_check_clean(capsys, text):
    code, out, err = run(capsys, "check", text)
    assert (code, err) == (0, "")
    assert out.splitlines()[-1].endswith("没有发现问题。")


def test_check_with_findings_as_json(capsys, tmp_path):
    data = facts_of()
    data["applications"]["new"]["total"] += 1
    path = written(capsys, tmp_path, data, "wrong.docx")
    code, out, _ = run(capsys, "check", path, "--json")
    outcome = json.loads(out)
    assert code == 1
    assert {finding["check"] for finding in outcome["findings"]} == {
        "applications-balance",
        "applications-row-total",
    }
    assert all(
        set(finding)
        == {"check", "severity", "verdict", "message", "source", "cells", "remedy", "passages"}
        for finding in outcome["findings"]
    )
    assert {finding["remedy"]["cell"] for finding in outcome["findings"]} == {
        "applications.new.total"
    }
    assert {"check": "carried-over", "reason": "没有提供上一年度的报告。"} in outcome["not_run"]


def test_check_against_last_year(capsys, tmp_path):
    before = written(capsys, tmp_path, facts_of(year=2022, seed=7), "2022.html")
    report = written(capsys, tmp_path, facts_of(year=2023), "2023.docx")
    code, out, _ = run(capsys, "check", report, "--against", before)
    assert code == 1
    assert out.startswith("错误\n")
    assert "[carried-over]" in out
    assert out.splitlines()[-1].endswith("个。")


def test_last_year_s_report_under_the_former_name(capsys, tmp_path):
    before = written(
        capsys, tmp_path, facts_of(year=2022, seed=7, office="云川市水利局"), "2022.html"
    )
    report = written(capsys, tmp_path, facts_of(year=2023), "2023.docx")
    code, out, _ = run(capsys, "check", report, "--against", before)
    assert code == 0
    assert "用来对照的是“云川市水利局”的报告" in out
    code, out, _ = run(capsys, "check", report, "--against", before, "--renamed")
    assert code == 1
    assert "[carried-over]" in out


def written(capsys, folder, data, name):
    source = folder / "data.json"
    source.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    code, out, err = run(capsys, "write", source, "--to", folder / name)
    assert (code, err) == (0, "")
    assert out == f"已写入 {folder / name}\n"
    return folder / name


@pytest.mark.parametrize("name", ["report.docx", "report.html"])
def test_write_and_read_again(capsys, tmp_path, name):
    path = written(capsys, tmp_path, facts_of("2019"), name)
    _, out, _ = run(capsys, "read", path, "--json")
    assert json.loads(out) == data_of(invented("2019"))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"schema": "other/1"}, "schema"),
        ({"form": "2020"}, "form"),
        ({"form": None}, "form"),
        ({"title": 3}, "title"),
        ({"year": "2023"}, "year"),
        ({"year": True}, "year"),
        ({"sections": {}}, "sections"),
        ({"sections": [{"number": 1}]}, "sections[0].heading"),
        ({"sections": [{"number": 0, "heading": "x"}]}, "sections[0].number"),
        ({"applications": {"new": {"total": "3"}}}, "applications.new.total"),
        ({"applications": {"new": {"totals": 3}}}, "applications.new.totals"),
        ({"applications": {"newer": {}}}, "applications.newer"),
        ({"applications": []}, "applications"),
        ({"proactive": {"licensing": {"issued": 3}}}, "proactive.licensing.issued"),
        ({"proactive": {"x": {}}}, "proactive.x"),
        ({"remedies": {"reconsideration": 5}}, "remedies.reconsideration"),
        ({"remedies": {"reconsideration": {"total": True}}}, "remedies.reconsideration.total"),
        ({"statistics": {"S99": 1}}, "statistics.S99"),
        ({"facts": [{"key": "x"}]}, "facts[0].text"),
        ({"notes": ["x"]}, "notes[0]"),
    ],
)
def test_data_that_does_not_fit_names_its_field_and_leaves_nothing(capsys, tmp_path, change, field):
    source, target = tmp_path / "data.json", tmp_path / "out.docx"
    source.write_text(json.dumps(facts_of() | change), encoding="utf-8")
    code, out, err = run(capsys, "write", source, "--to", target)
    assert (code, out) == (2, "")
    assert err.startswith(f"gongkai：data.json：字段 {field} ")
    assert err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["data.json"]


@pytest.mark.parametrize(
    ("table", "row", "column", "number"),
    [
        ("applications", "new", "total", -1),
        ("applications", "granted", "natural_person", 1.5),
        ("remedies", "reconsideration", "upheld", -1),
        ("proactive", "regulations", "issued", 0.5),
        ("proactive", "fees", "amount_10k_yuan", -1),
    ],
)
def test_numbers_the_form_has_no_room_for_are_refused(capsys, tmp_path, table, row, column, number):
    source, target = tmp_path / "data.json", tmp_path / "out.docx"
    data = facts_of()
    data[table][row][column] = number
    source.write_text(json.dumps(data), encoding="utf-8")
    code, out, err = run(capsys, "write", source, "--to", target)
    assert (code, out) == (2, "")
    assert err.startswith(f"gongkai：data.json：字段 {table}.{row}.{column} 填的是{number}，")
    assert err.count("\n") == 1
    assert not target.exists()


def test_a_change_below_zero_is_written(capsys, tmp_path):
    source, target = tmp_path / "data.json", tmp_path / "out.docx"
    data = facts_of("2019")
    assert data["proactive"]["licensing"]["items_change"] < 0
    source.write_text(json.dumps(data), encoding="utf-8")
    assert run(capsys, "write", source, "--to", target)[0] == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"{", "JSON"), (b"\xff\xfe\x00", "JSON"), (b"[]", "JSON 对象"), (b"NaN", "对象")],
)
def test_what_is_no_json_is_refused(capsys, tmp_path, content, words):
    source = tmp_path / "data.json"
    source.write_bytes(content)
    code, _, err = run(capsys, "write", source, "--to", tmp_path / "out.docx")
    assert code == 2
    assert words in err


def test_numbers_that_are_none_are_refused(capsys, tmp_path):
    source = tmp_path / "data.json"
    text = json.dumps(facts_of()).replace("160.5964", "NaN")
    source.write_text(text, encoding="utf-8")
    code, _, err = run(capsys, "write", source, "--to", tmp_path / "out.docx")
    assert code == 2
    assert "proactive.fees.amount_10k_yuan" in err


@pytest.mark.parametrize("target", ["out.odt", "out", "no/such/folder/out.docx"])
def test_where_nothing_can_be_written(capsys, tmp_path, target):
    source = tmp_path / "data.json"
    source.write_text(json.dumps(facts_of()), encoding="utf-8")
    code, _, err = run(capsys, "write", source, "--to", tmp_path / target)
    assert (code, err.count("\n")) == (2, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["data.json"]


def test_an_existing_file_is_replaced_whole_or_not_at_all(capsys, tmp_path):
    target = tmp_path / "out.html"
    target.write_text("old", encoding="utf-8")
    source = tmp_path / "data.json"
    source.write_text(json.dumps(facts_of() | {"title": 1}), encoding="utf-8")
    assert run(capsys, "write", source, "--to", target)[0] == 2
    assert target.read_text(encoding="utf-8") == "old"
    written(capsys, tmp_path, facts_of(), "out.html")
    assert "云川市水务局" in target.read_text(encoding="utf-8")


def test_refusals_are_one_sentence(capsys, tmp_path):
    code, out, err = run(capsys, "check", tmp_path / "none.docx")
    assert (code, out, err) == (2, "", "gongkai：none.docx：文件不存在。\n")


def test_a_word_too_many_is_refused_in_chinese_whatever_it_is(capsys, text):
    code, out, err = run(capsys, "read", text, "多余")
    assert (code, out) == (2, "")
    assert err == "gongkai：命令写法不对，请看 gongkai report read --help。\n"


def test_a_folder_where_a_file_should_be_is_named(capsys, tmp_path):
    code, out, err = run(capsys, "check", tmp_path)
    assert (code, out) == (2, "")
    assert f"“{tmp_path}”是一个文件夹，这里应当是文件。" in err


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "JPEG"),
        (b"II*\0\x08\0\0\0", "TIFF"),
    ],
)
def test_a_picture_under_another_name_is_called_one(capsys, tmp_path, content, kind):
    (tmp_path / "扫描.docx").write_bytes(content + bytes(range(256)))
    code, out, err = run(capsys, "read", tmp_path / "扫描.docx")
    assert (code, out) == (2, "")
    assert f"扫描.docx：这是一张图片（{kind}），不是文档" in err


@pytest.mark.parametrize(
    "gone", [lambda table, row: table.pop(row), lambda table, row: table.update({row: {}})]
)
def test_a_row_that_data_lack_is_written_blank_and_named(capsys, tmp_path, gone):
    data = facts_of()
    for table, row in (
        ("proactive", "licensing"),
        ("applications", "granted"),
        ("remedies", "reconsideration"),
    ):
        gone(data[table], row)
    (tmp_path / "data.json").write_text(json.dumps(data), encoding="utf-8")
    code, _, err = run(capsys, "write", tmp_path / "data.json", "--to", tmp_path / "out.docx")
    assert code == 0
    assert [line.partition("：警告：")[2] for line in err.splitlines()] == [
        "data.json：第二部分 主动公开政府信息情况缺少1行，各格留空：“行政许可”（licensing）。",
        "data.json：第三部分 收到和处理政府信息公开申请情况缺少1行，各格留空：“（一）予以公开”（granted）。",
        "data.json：第四部分 行政复议、行政诉讼情况缺少1行，各格留空：“行政复议”（reconsideration）。",
    ]


def test_whole_data_are_written_without_a_word(capsys, tmp_path):
    for year in (2014, 2019, 2020, 2023):
        data = data_of(a_report(0, year))
        (tmp_path / "data.json").write_text(json.dumps(data), encoding="utf-8")
        code, _, err = run(capsys, "write", tmp_path / "data.json", "--to", tmp_path / "out.docx")
        assert (code, err) == (0, "")


def test_it_needs_no_django(text):
    script = (
        "import sys\nfrom gongkai.cli import main\n"
        f"try:\n    main(['report', 'check', {str(text)!r}])\n"
        "except SystemExit as stop:\n    assert stop.code == 0\n"
        "assert 'django' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


@pytest.fixture
def broken(capsys, tmp_path):
    data = facts_of()
    data["applications"]["new"]["total"] += 1
    return written(capsys, tmp_path, data, "wrong.docx")


def test_what_would_mend_it_is_said_once(capsys, broken):
    _, out, _ = run(capsys, "check", broken)
    assert out.count("→ 若“一、本年新收政府信息公开申请数量·总计”填") == 1


def test_a_waived_finding_is_shown_apart_and_does_not_count(capsys, broken):
    code, out, err = run(
        capsys,
        "check",
        broken,
        "--waive",
        "applications-balance",
        "--reason",
        "已说明",
        "--by",
        "程知远",
    )
    assert (code, err) == (1, "")
    assert "已豁免\n" in out
    assert "豁免：已说明（程知远，" in out
    code, out, _ = run(
        capsys, "check", broken, "--waive",
        "applications-row-total:applications.new.total", "--reason", "已说明",
    )  # fmt: skip
    assert code == 0
    kept = json.loads(broken.with_name("wrong.docx.waivers.json").read_text(encoding="utf-8"))
    assert [each["check"] for each in kept] == ["applications-balance", "applications-row-total"]
    code, out, _ = run(capsys, "check", broken, "--json")
    assert code == 0
    outcome = json.loads(out)
    assert outcome["findings"] == []
    assert {each["waiver"]["reason"] for each in outcome["waived"]} == {"已说明"}


def test_a_waiver_that_no_longer_matches_is_said(capsys, broken, text):
    run(capsys, "check", broken, "--waive", "applications-balance", "--reason", "已说明")
    broken.with_name("wrong.docx.waivers.json").rename(text.with_name("report.txt.waivers.json"))
    code, out, _ = run(capsys, "check", text)
    assert code == 0
    assert "不再对应任何问题的豁免" in out
    assert "applications-balance（已说明）" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--waive", "no-such-check", "--reason", "x"], "no-such-check"),
        (["--waive", "no-period", "--reason", "x"], "不需要豁免"),
        (["--waive", "applications-balance"], "理由"),
    ],
)
def test_a_waiver_that_waives_nothing_is_refused(capsys, broken, arguments, words):
    code, _, err = run(capsys, "check", broken, *arguments)
    assert code == 2
    assert words in err
    assert not broken.with_name("wrong.docx.waivers.json").exists()


def test_a_broken_file_of_waivers_is_refused_by_name(capsys, broken):
    broken.with_name("wrong.docx.waivers.json").write_text("{}", encoding="utf-8")
    code, _, err = run(capsys, "check", broken)
    assert code == 2
    assert "wrong.docx.waivers.json" in err


def test_text_of_another_office_is_found_beside_it(capsys, tmp_path):
    reports = [facts_of(), facts_of(office="云川市林业局")]
    for report in reports:
        report["sections"][0]["text"] += (
            "\n窗口人员轮流到基层站所值守，当场解答群众提出的疑问并登记去向。"
        )
    one, other = (
        written(capsys, tmp_path, report, f"{at}.docx") for at, report in enumerate(reports)
    )
    _, out, _ = run(capsys, "check", one, "--beside", other)
    assert "[text-of-another-office]" in out
    assert "    “云川市林业局”2023年报告第1部分：" in out


def test_compare_years_and_offices(capsys, tmp_path):
    now = written(capsys, tmp_path, facts_of(year=2023), "2023.docx")
    before = written(capsys, tmp_path, facts_of(year=2022, seed=7), "2022.html")
    code, out, err = run(capsys, "compare", now, before)
    assert (code, err) == (0, "")
    assert "2023年新收申请68件，比上年" in out
    assert "第三部分 收到和处理政府信息公开申请情况\n" in out
    data = json.loads(run(capsys, "compare", now, before, "--json")[1])
    assert [each["name"] for each in data["columns"]] == ["2022年", "2023年"]
    line = next(each for each in data["lines"] if each["name"] == "applications.new.total")
    assert line["changes"][1]["absolute"] == line["values"][1] - line["values"][0]
    other = written(capsys, tmp_path, facts_of(office="云川市林业局"), "other.docx")
    assert "2个机关平均" in run(capsys, "compare", now, other)[1]


def test_what_cannot_be_compared_is_refused(capsys, text):
    code, _, err = run(capsys, "compare", text)
    assert code == 2
    assert "至少要有两份" in err


def test_read_explains_a_cell(capsys, tmp_path):
    path = tmp_path / "x.docx"
    path.write_bytes(docx.render(invented()))
    code, out, _ = run(capsys, "read", str(path), "--explain", "applications.new.total")
    assert code == 0
    assert "印的是　“68”" in out
    assert "第4行第10列" in out
    code, out, err = run(capsys, "read", str(path), "--explain", "applications.new")
    assert (code, out) == (2, "")
    assert "不是单元格的名称" in err
