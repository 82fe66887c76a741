"""`gongkai deadline` as a person and as a machine call it."""

import json
import subprocess
import sys

import pytest

from gongkai.cli import main


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    out, err = capsys.readouterr()
    return stop.value.code, out, err


def deadline(capsys, line):
    return run(capsys, "deadline", *line.split())


def test_the_day_and_why(capsys):
    code, out, err = deadline(capsys, "--received 2026-09-25 --channel counter")
    assert (code, err) == (0, "")
    assert out.startswith("答复期限　2026年10月29日（周四）\n")
    assert "《政府信息公开条例》第三十三条第二款" in out


def test_json_is_the_documented_form(capsys):
    code, out, _ = deadline(
        capsys, "--received 2026-12-01 --channel fax --confirmed 2026-12-03 --extend 3 --json"
    )
    answer = json.loads(out)
    because = answer.pop("because")
    assert code == 0
    assert answer == {
        "schema": "gongkai/deadline/1",
        "due_on": "2027-01-06",
        "earliest_on": "2027-01-02",
        "provisional": True,
        "day_zero": "2026-12-03",
        "lapsed": False,
        "waiting_for": None,
        "warnings": [],
    }
    assert all(set(reason) == {"citation", "text"} for reason in because)


@pytest.mark.parametrize(
    ("line", "waiting_for"),
    [
        ("--correction 2026-03-03..", "correction"),
        ("--fee 2026-03-03..", "payment"),
        ("--consult 2026-03-03..2026-03-04 --consult 2026-03-05..", "opinion"),
    ],
)
def test_an_open_interval_waits(capsys, line, waiting_for):
    code, out, _ = deadline(capsys, f"--received 2026-03-02 --channel counter {line} --json")
    assert code == 0
    assert json.loads(out)["waiting_for"] == waiting_for
    assert json.loads(out)["due_on"] is None


REFUSED = {
    "--channel counter": "缺少 --received",
    "--received 2026-03-02": "缺少 --channel",
    "--received 2026-02-30 --channel counter": "2026-02-30 不是有效的日期",
    "--received 20260302 --channel counter": "20260302 不是有效的日期",
    "--received 2026-3-2 --channel counter": "2026-3-2 不是有效的日期",
    "--received 2007-03-02 --channel counter": "不在2008年至2099年之间",
    "--received 2008-04-30 --channel counter": "自2008年5月1日起施行",
    "--received 2026-03-02 --channel pigeon": "只能是 counter、oral、post-signed",
    "--received 2026-03-02 --channel internet": "缺少 --confirmed",
    "--received 2026-03-02 --channel counter --confirmed 2026-03-02": "不应有确认之日",
    "--received 2026-03-02 --channel fax --confirmed 2026-03-01": "早于收到申请",
    "--received 2026-03-02 --received 2026-03-02 --channel counter": "--received 的值不能使用：只能给一次",
    "--received 2026-03-02 --channel counter --extend 0": "1以上的整数",
    "--received 2026-03-02 --channel counter --extend 21": "1至20",
    "--received 2026-03-02 --channel counter --extend two": "应为整数",
    "--received 2026-03-02 --channel counter --extend 1 --extend 2": "只能给一次",
    "--received 2026-03-02 --channel counter --fee 2026-03-09": "应写作 开始日..结束日",
    "--received 2026-03-02 --channel counter --fee ..2026-03-09": "不是有效的日期",
    "--received 2026-03-02 --channel counter --fee 2026-03-09..2026-03-03": "早于开始",
    "--received 2026-03-02 --channel counter --correction 2026-03-03.. --correction 2026-03-04..": "只能给一次",
    "--received 2019-03-04 --channel counter --fee 2019-03-05..2019-03-06": "没有关于信息处理费",
    "--received 2026-03-02 --channel counter --delayed-to 2026-03-30": "应当晚于",
    "--received 2026-03-02 --channel counter --calendar nowhere.json": "--calendar 的值不能使用",
    "--received 2026-03-02 --channel counter --soon": "没有 --soon 这个选项",
    "--received 2026-03-02 --channel counter tomorrow": "请看 gongkai deadline --help",
    "--received": "--received 后面缺少值",
    "--received 2099-12-20 --channel counter": "超出了2099年",
}


@pytest.mark.parametrize("line", REFUSED)
def test_what_cannot_be_used_is_refused_with_one_sentence(capsys, line):
    code, out, err = deadline(capsys, line)
    assert (code, out) == (2, "")
    assert REFUSED[line] in err
    assert err.startswith("gongkai：")
    assert err.count("\n") == 1


NOTICE = {
    "year": 2027,
    "number": "虚构",
    "days_off": [
        {"name": "元旦", "days": "2027-01-01..2027-01-03"},
        {"name": "春节", "days": "2027-02-05..2027-02-11"},
        {"name": "清明节", "days": "2027-04-05"},
        {"name": "劳动节", "days": "2027-05-01..2027-05-02"},
        {"name": "端午节", "days": "2027-06-09"},
        {"name": "中秋节", "days": "2027-09-15"},
        {"name": "国庆节", "days": "2027-10-01..2027-10-03"},
    ],
    "make_up_days": ["2027-02-20"],
}


@pytest.fixture
def notice(tmp_path):
    path = tmp_path / "2027.json"
    path.write_text(json.dumps(NOTICE, ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_a_new_notice_ends_the_provisional_day_and_says_what_it_moved(capsys, notice):
    line = ("deadline", "--received", "2027-01-20", "--channel", "counter", "--calendar", notice)
    _, out, _ = run(capsys, *line)
    assert "暂定" not in out
    assert out.startswith("答复期限　2027年2月23日")
    assert "载入通知以前算得的日期是 2027年2月19日" in out


def test_a_notice_that_is_not_one_is_refused(capsys, tmp_path):
    path = tmp_path / "2027.json"
    path.write_bytes(b"\xff\xfe\x00")
    line = ("deadline", "--received", "2027-01-20", "--channel", "counter", "--calendar", str(path))
    code, _, err = run(capsys, *line)
    assert code == 2
    assert "UTF-8" in err


def test_the_calendar_command_lists_every_term_a_notice_moves(capsys, tmp_path, notice):
    cases = tmp_path / "cases.jsonl"
    cases.write_text(
        '{"id": "云川〔2027〕1号", "received": "2027-01-20", "channel": "counter"}\n\n'
        '{"id": "云川〔2027〕2号", "received": "2026-12-01", "channel": "counter"}\n'
        '{"id": "预算", "clock": "publication", "from": "2027-01-20"}\n',
        encoding="utf-8",
    )
    code, out, _ = run(capsys, "calendar", "moved", notice, str(cases), "--json")
    assert code == 0
    assert json.loads(out)["moved"] == [
        {"id": "云川〔2027〕1号", "before": "2027-02-19", "after": "2027-02-23", "problem": None},
        {"id": "预算", "before": "2027-02-19", "after": "2027-02-23", "problem": None},
    ]
    _, out, _ = run(capsys, "calendar", "moved", notice, str(cases))
    assert "共 3 个期限，变动 2 个" in out


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "第1行不能使用"),
        ('{"received": "2026-01-05", "channel": "counter"}', "缺少 id"),
        ('{"id": 1, "received": "2026-01-05", "channel": "pigeon"}', "应为一个 JSON 对象"),
        (
            '{"id": 1, "clock": "lunch", "from": "2026-01-05"}',
            "缺少 lunch，或者它的值不在可选范围内",
        ),
        ('{"id": 1, "clock": "defence", "from": "5 January"}', "不是有效的日期"),
        ('{"id": 1, "clock": "defence", "from": "2026-01-05"}\n' * 2, "第2行的 id 1 已经出现过"),
    ],
)
def test_a_file_of_cases_names_the_line_it_stumbles_on(capsys, tmp_path, notice, line, sentence):
    cases = tmp_path / "cases.jsonl"
    cases.write_text(line, encoding="utf-8")
    code, _, err = run(capsys, "calendar", "moved", notice, str(cases))
    assert code == 2
    assert sentence in err


def test_practice_is_read_from_the_file_the_environment_names(capsys, tmp_path, monkeypatch):
    line = "--received 2026-03-02 --channel counter --consult 2026-03-04..2026-03-11"
    _, by_default, _ = deadline(capsys, line)
    path = tmp_path / "practice.toml"
    path.write_text("no_such = 1")
    monkeypatch.setenv("GONGKAI_PRACTICE", str(path))
    code, _, err = deadline(capsys, line)
    assert (code, "没有 no_such" in err) == (2, True)
    path.write_text('excluded_time_begins = "receipt"')
    assert "2026-03-04 送达征求意见书之后" in deadline(capsys, line)[1]
    assert "2026-03-04 发出征求意见书之后" in by_default


def test_the_remedy_at_the_prompt_is_that_of_the_office_s_practice(capsys, tmp_path, monkeypatch):
    line = "law answers granted-in-part --on 2026-11-20"
    assert "复议前置" in run(capsys, *line.split())[1]
    path = tmp_path / "practice.toml"
    path.write_text("partly_withheld_comes_first = false")
    monkeypatch.setenv("GONGKAI_PRACTICE", str(path))
    assert "复议前置" not in run(capsys, *line.split())[1]


def test_the_law_commands_answer_at_the_prompt(capsys):
    for line, expected in {
        "clock publication --from 2026-11-20": "2026年12月18日",
        "clock annual-report-department --year 2026": "2027年1月31日",
        "fee --pages 68 --on 2026-11-20": "380 元",
        "fee --items 29-34 --on 2026-11-20": "1,000 元",
        "law parameters --on 2010-01-01": "reply.term　答复期限：15 工作日",
        "law answers state-secret --on 2026-11-20": "复议前置",
        "law answers petition --on 2026-11-20": "第2问“申请是否实为信访、投诉、举报等活动？”为“是”",
        "law answers granted --on 2026-11-20": "全部24问为“否”",
        "law questions": "1. 申请人是否已经撤回申请？",
        "calendar show 2026": "2026年9月20日（周日）　调休上班",
        "calendar show 2027": "暂定",
        "clock": "reconsideration-answer-summary",
        "law answers --on 2026-11-20": "granted-in-part",
    }.items():
        code, out, err = run(capsys, *line.split())
        assert (code, err) == (0, ""), line
        assert expected in out, line


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("clock lunch --from 2026-11-20", "没有 lunch 这个期限"),
        ("clock publication", "用 --from 起算"),
        ("clock publication --from 2026-11-20 --year 2026", "不用 --year"),
        ("clock publication --from 2026-11-20 --from 2026-11-21", "只能给一次"),
        ("clock annual-report-department", "需要 --year"),
        ("clock co-author --from 2018-01-02", "没有规定"),
        ("fee --on 2026-11-20", "只能给出一个"),
        ("fee --items 3 --pages 3 --on 2026-11-20", "只能给出一个"),
        ("fee --items 9-3 --on 2026-11-20", "前小后大"),
        ("fee --items x --on 2026-11-20", "应为件数"),
        ("fee --pages 68 --on 2020-11-20", "2021年1月1日"),
        ("law parameters --on 2008-04-30", "2008年5月1日"),
        ("law answers maybe --on 2026-11-20", "没有 maybe 这种答复"),
        ("law answers --on 2019-05-14", "2019-05-14 还没有现行条例规定的各种答复"),
        ("law answers fee-overdue --on 2020-12-31", "2020-12-31 还没有这种答复"),
        ("calendar show 2007", "年份"),
        ("lunch", "没有这个命令。现有：deadline、"),
        ("law lunch", "没有这个命令。现有：answers、parameters、questions。"),
    ],
)
def test_the_law_commands_refuse_with_one_sentence(capsys, line, sentence):
    code, out, err = run(capsys, *line.split())
    assert (code, out) == (2, "")
    assert sentence in err
    assert err.count("\n") == 1


def test_the_law_at_the_prompt_needs_no_django():
    script = (
        "import sys\nfrom gongkai.cli import main\n"
        "try:\n    main(['deadline', '--received', '2026-09-25', '--channel', 'counter'])\n"
        "except SystemExit: pass\n"
        "assert 'django' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
