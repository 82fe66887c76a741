"""Every rule: it holds, it fails with the numbers in its message, or it cannot be judged."""

from dataclasses import replace

import pytest

from annual_report.invented import facts_of, flattened, invented
from gongkai.annual_report.checking import CHECKS, Check, check
from gongkai.annual_report.exchange import report_of
from gongkai.annual_report.form import GENERATIONS
from gongkai.annual_report.reading import read_bytes
from gongkai.annual_report.rendering import RENDERERS
from gongkai.annual_report.report import Cell, Heading, Section, Severity, State, Verdict

HARD = {
    "applications-balance", "applications-handled", "applications-row-total", "carried-over",
    "remedies-total", "items-not-negative", "items-carried-over", "statistics-sum",
    "statistics-limit", "integer-cells",
}  # fmt: skip


def changed(form="2021", **cells):
    """An invented report with cells set: `applications__new__total=5`."""
    data = facts_of(form)
    for path, value in cells.items():
        table, *keys = path.split("__")
        place = data[table]
        for key in keys[:-1]:
            place = place[key]
        place[keys[-1]] = value
    return report_of(data)


def found(report, name, last_year=None):
    return [finding for finding in check(report, last_year).findings if finding.check == name]


def last_year_of(report, **cells):
    """A report of the year before from which everything this one carries over follows."""
    data = facts_of("2019" if report.year == 2021 else report.form, year=report.year - 1, seed=9)
    for kind, cell in report.applications.cells["carried_in"].items():
        data["applications"]["carried_out"][kind] = cell.value
    for row, columns in report.proactive.cells.items():
        here = {key: cell.value for key, cell in columns.items()}
        before = data["proactive"].get(row, {})
        if report.form == "2019" and "items_change" in here:
            before["items_last_year"], before["items_change"] = here["items_last_year"] + 5, -5
        if "total_disclosed" in here and "total_disclosed" in before:
            before["total_disclosed"] = here["total_disclosed"] - here["newly_disclosed"]
        if "in_force" in here and "in_force" in before:
            before["in_force"] = here["in_force"] - here["issued"] + here["repealed"]
            before["issued"] = 0
    for section in data["sections"]:
        section["text"] = LAST_TEXTS.get(section["key"], "")
    for results in data["remedies"].values():
        results["total"] -= results["pending"]
        results["pending"] = 0
    data["applications"] |= cells
    return report_of(data)


LAST_TEXTS = {
    "overview": "这一年水务局主动公开信息九十八条，受理申请的窗口设在一楼大厅。",
    "problems_and_improvements": "栏目更新不够及时，准备逐月清点。",
    "other_matters": "无。",
}


@pytest.mark.parametrize("form", GENERATIONS)
@pytest.mark.parametrize("suffix", [".docx", ".html", ".txt"])
def test_a_whole_report_is_clean(form, suffix):
    report = invented(form)
    content = flattened(report).encode() if suffix == ".txt" else RENDERERS[suffix](report)
    outcome = check(read_bytes(content, f"x{suffix}"))
    assert outcome.findings == ()
    assert outcome.is_clean


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_a_whole_report_beside_last_years_is_clean(form):
    report = invented(form)
    outcome = check(report, last_year_of(report))
    assert {each.check for each in outcome.findings} <= {"numbers-jump"}
    assert "carried-over" in outcome.ran


def test_every_check_is_accounted_for_once():
    for form in GENERATIONS:
        outcome = check(invented(form))
        names = [*outcome.ran, *(name for name, _ in outcome.not_run)]
        assert sorted(names) == sorted(each.name for each in CHECKS)
        assert all(reason.endswith("。") for _, reason in outcome.not_run)


def test_every_check_says_what_it_is():
    assert len({each.name for each in CHECKS}) == len(CHECKS)
    assert all(each.title and each.source for each in CHECKS)


# what is changed → the check, and words its message must hold
FAILS = [
    ({"applications__new__natural_person": 9_999}, "applications-balance", ["9999", "自然人"]),
    ({"applications__carried_in__research_institution": 77}, "applications-balance", ["77", "科研机构"]),
    ({"applications__handled_total__other_organization": 88}, "applications-balance", ["88", "其他"]),
    ({"applications__carried_out__total": 4_321}, "applications-balance", ["4321", "总计"]),
    ({"applications__granted__natural_person": 555}, "applications-handled", ["自然人"]),
    ({"applications__closed_fee_overdue__total": 555}, "applications-handled", ["总计"]),
    ({"applications__granted__natural_person": 555}, "applications-row-total", ["（一）予以公开", "555"]),
    ({"applications__carried_out__total": 4_321}, "applications-row-total", ["四、结转下年度", "4321"]),
    ({"applications__new__commercial_enterprise": None, "applications__new__natural_person": 9_999},
     "applications-row-total", ["9999"]),
    ({"remedies__reconsideration__upheld": 400}, "remedies-total", ["行政复议", "400"]),
    ({"remedies__litigation_direct__total": 0}, "remedies-total", ["未经复议直接起诉", "填0"]),
    ({"remedies__litigation_after_reconsideration__pending": 99}, "remedies-total", ["复议后起诉", "99"]),
    ({"applications__new__total": -1}, "integer-cells", ["-1", "不应小于零"]),
    ({"applications__new__total": 1.5}, "integer-cells", ["1.5", "整数"]),
    ({"remedies__reconsideration__total": -3}, "integer-cells", ["-3"]),
    ({"proactive__licensing__decisions": 0.5}, "integer-cells", ["行政许可", "0.5"]),
    ({"proactive__fees__amount_10k_yuan": -0.5}, "integer-cells", ["行政事业性收费", "-0.5"]),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "name", "words"), FAILS)
def test_a_broken_relation_is_an_error_with_its_numbers(cells, name, words):
    findings = found(changed(**cells), name)
    assert any(all(word in each.message for word in words) for each in findings)
    assert {each.severity for each in findings if each.verdict is Verdict.FAILS} == {Severity.ERROR}
    assert any(path.replace("__", ".") in each.cells for path in cells for each in findings)


STATISTICS = [
    ("S17", "statistics-sum"), ("S18", "statistics-sum"), ("S21", "statistics-sum"),
    ("S22", "statistics-sum"), ("S24", "statistics-sum"), ("S25", "statistics-sum"),
    ("S39", "statistics-sum"), ("S30", "statistics-sum"), ("S35", "statistics-sum"),
    ("S40", "statistics-sum"), ("S43", "statistics-sum"), ("S44", "statistics-sum"),
    ("S47", "statistics-sum"), ("S52", "statistics-sum"), ("S54", "statistics-sum"),
    ("S02", "statistics-limit"), ("S11", "statistics-limit"), ("S13", "statistics-limit"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "name"), STATISTICS)
def test_the_statistics_of_2014(key, name):
    findings = found(changed("2008", **{f"statistics__{key}": 777}), name)
    assert [each.severity for each in findings] == [Severity.ERROR]
    assert "777" in findings[0].message
    assert f"statistics.{key}.number" in findings[0].cells
    assert found(invented("2008"), name) == []
    blank = found(changed("2008", **{f"statistics__{key}": None}), name)
    assert [each.verdict for each in blank] == [Verdict.UNDETERMINED]


@pytest.mark.parametrize(("wrong", "findings"), [(1, 1), (3, 3), (4, 1), (20, 1)])
@pytest.mark.parametrize("name", ["integer-cells", "unit-in-cell"])
def test_many_cells_with_one_fault_are_one_finding(name, wrong, findings):
    report = invented("2021")
    table = report.applications
    odd = (
        Cell("-3", State.NUMBER, -3)
        if name == "integer-cells"
        else Cell("3件", State.NUMBER, 3, "件")
    )
    cells = {row: dict(columns) for row, columns in table.cells.items()}
    named = [(row, column) for row, columns in cells.items() for column in columns][:wrong]
    for row, column in named:
        cells[row][column] = odd
    told = found(replace(report, applications=replace(table, cells=cells)), name)
    assert len(told) == findings
    assert {cell for each in told for cell in each.cells} == {
        f"applications.{row}.{column}" for row, column in named
    }
    if wrong > 3:
        assert f"第三部分表格有{wrong}格" in told[0].message


def test_labels_of_one_table_numbered_in_two_ways_are_noticed():
    report = invented("2021")
    table = report.applications

    def labelled(*printed):
        labels = tuple(Heading(f"row{n}", each, "2021", ()) for n, each in enumerate(printed))
        return replace(report, applications=replace(table, labels=labels))

    [finding] = found(labelled("1．属于国家秘密", "1.申请人逾期不补正"), "numbering-mixed")
    assert "第三部分表格的编号混用了“1．”、“1.”" in finding.message
    assert found(labelled("1.属于国家秘密", "2.申请人逾期不补正"), "numbering-mixed") == []


def test_money_may_have_decimals_and_changes_a_sign():
    assert (
        found(changed("2019", proactive__procurement__amount_yuan=59237.2449), "integer-cells")
        == []
    )
    assert found(changed("2019", proactive__penalties__items_change=-0), "integer-cells") == []
    assert found(changed("2008", statistics__S55=1.25, statistics__S49=0.5), "integer-cells") == []
    assert found(changed("2008", statistics__S54=1.25), "integer-cells") != []


def test_items_are_never_fewer_than_none():
    broken = changed(
        "2019", proactive__coercion__items_last_year=3, proactive__coercion__items_change=-4
    )
    [finding] = found(broken, "items-not-negative")
    assert "3" in finding.message
    assert "-4" in finding.message
    assert "-1" in finding.message
    zero = changed(
        "2019", proactive__coercion__items_last_year=3, proactive__coercion__items_change=-3
    )
    assert found(zero, "items-not-negative") == []
    blank = changed("2019", proactive__coercion__items_change=None)
    assert [f.verdict for f in found(blank, "items-not-negative")] == [Verdict.UNDETERMINED]


def test_items_follow_from_last_years():
    report = invented("2019")
    before = last_year_of(report)
    cells = {row: dict(columns) for row, columns in before.proactive.cells.items()}
    cells["fees"]["items_change"] = cells["fees"]["items_change"]._replace(value=-4)
    wrong = replace(before, proactive=replace(before.proactive, cells=cells))
    [finding] = found(report, "items-carried-over", wrong)
    assert finding.cells == ("proactive.fees.items_last_year",)
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize("year", [2021, 2023])
def test_carried_in_is_what_last_year_carried_out(year):
    report = invented("2021", year=year)
    before = last_year_of(report)
    assert before.form == ("2019" if year == 2021 else "2021")
    assert found(report, "carried-over", before) == []
    row = {kind: cell.value for kind, cell in report.applications.cells["carried_in"].items()}
    wrong = last_year_of(report, carried_out=row | {"total": 1_000})
    [finding] = found(report, "carried-over", wrong)
    assert finding.cells == ("applications.carried_in.total",)
    assert "1000" in finding.message
    assert finding.severity is Severity.ERROR
    blank = last_year_of(report, carried_out=row | {"total": None})
    assert [each.verdict for each in found(report, "carried-over", blank)] == [Verdict.UNDETERMINED]


def test_a_report_of_another_year_is_not_last_years():
    outcome = check(invented("2021", year=2024), invented("2021", year=2022))
    reasons = dict(outcome.not_run)
    assert "2022年" in reasons["carried-over"]


def test_a_blank_is_undetermined_and_no_error():
    report = changed(applications__granted__natural_person=None)
    outcome = check(report)
    assert {each.severity for each in outcome.findings} == {Severity.NOTICE, Severity.WARNING}
    undetermined = {each.check for each in outcome.findings if each.verdict is Verdict.UNDETERMINED}
    assert undetermined == {"applications-handled", "applications-row-total"}
    [blank] = found(report, "cells-blank")
    assert blank.cells == ("applications.granted.natural_person",)


def test_an_empty_form_has_one_finding_a_table():
    data = facts_of()
    for name in ("proactive", "applications", "remedies"):
        data[name] = {row: dict.fromkeys(columns) for row, columns in data[name].items()}
    outcome = check(report_of(data))
    assert [each.check for each in outcome.findings] == ["cells-blank"] * 3
    assert {each.verdict for each in outcome.findings} == {Verdict.UNDETERMINED}
    assert outcome.is_clean


def test_a_total_column_left_blank_makes_no_false_alarm():
    data = facts_of()
    for columns in data["applications"].values():
        columns["total"] = None
    findings = check(report_of(data)).findings
    assert Severity.ERROR not in {each.severity for each in findings}
    assert len(findings) == 4


def with_text(key, text, form="2021"):
    data = facts_of(form)
    for section in data["sections"]:
        if section["key"] == key:
            section["text"] = text
    return report_of(data)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bookmark-remnant", "[bookmark: _GoBack]（三）管理情况。"),
        ("bookmark-remnant", 'HYPERLINK "x" 网站'),
        ("bookmark-remnant", "公开&nbsp;若干"),
        ("prompt-remnant", "（文字描述）"),
        ("prompt-remnant", "XX市水务局公开若干。"),
        ("prompt-remnant", "收到××件。"),
    ],
)
def test_remnants_are_warnings(name, text):
    findings = found(with_text("overview", text), name)
    assert [each.severity for each in findings] == [Severity.WARNING]
    assert findings[0].message.startswith("第1部分")


def test_clean_prose_has_no_remnants():
    text = "办理3件[附件]，较上年增加（含结转）若干；网址www.example.cn。XXL码。"
    names = {each.check for each in check(with_text("overview", text)).findings}
    assert names == {"overview-topics", "no-published-count"}


def test_missing_and_strange_chapters():
    whole = invented()
    without = replace(whole, sections=whole.sections[:4] + whole.sections[5:])
    [finding] = found(without, "chapter-missing")
    assert "存在的主要问题及改进情况" in finding.message
    assert found(without, "chapter-order") != []
    swapped = replace(whole, sections=(whole.sections[1], whole.sections[0], *whole.sections[2:]))
    assert len(found(swapped, "chapter-order")) == 2
    more = replace(whole, sections=(*whole.sections, Section(None, 7, "附图", "")))
    assert "附图" in found(more, "heading-wording")[0].message
    other = replace(whole.sections[4], heading="存在问题及改进情况")
    worded = replace(whole, sections=(*whole.sections[:4], other, whole.sections[5]))
    [finding] = found(worded, "heading-wording")
    assert finding.severity is Severity.NOTICE


def test_missing_tables_and_rows():
    whole = invented()
    assert "第四部分" in found(replace(whole, remedies=None), "row-missing")[0].message
    rows = {row: cells for row, cells in whole.proactive.cells.items() if row != "coercion"}
    less = replace(whole, proactive=replace(whole.proactive, cells=rows))
    assert "行政强制" in found(less, "row-missing")[0].message


def test_the_form_of_another_year():
    [finding] = found(replace(invented("2019"), year=2022), "form-of-another-year")
    assert "2019年格式" in finding.message
    assert found(replace(invented("2019"), year=None), "form-of-another-year") == []


@pytest.mark.parametrize(
    ("preamble", "names"),
    [
        ("现将情况报告如下。", {"no-period", "no-contact"}),
        ("统计期限为全年。电话：0000-5550108。", set()),
        ("数据统计期限自2023年1月1日至12月31日，联系电话0000-5550108。", set()),
        ("数据统计期限自2022年1月1日至2022年12月31日，联系人：程知远。", {"period-differs"}),
        ("数据统计期限自2023年1月1日至2023年12月30日，联系人：程知远。", {"period-differs"}),
    ],
)
def test_the_opening(preamble, names):
    report = replace(invented(), preamble=preamble)
    assert {each.check for each in check(report).findings} == names


def test_a_telephone_that_is_only_mentioned_is_no_contact():
    report = replace(
        with_text("overview", "对外公布监督电话，方便群众。"), preamble="统计期限为全年。"
    )
    names = {each.check for each in check(report).findings}
    assert "no-contact" in names
    assert names <= {"no-contact", "overview-topics", "no-published-count"}


CONTENTS = "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议及行政诉讼情况、存在的主要问题和改进情况{more}组成。"


@pytest.mark.parametrize(
    ("more", "differs"),
    [
        ("、其他需要报告的事项", False),
        ("", True),
        ("、其他需要报告的事项等六个部分", False),
        ("、其他需要报告的事项等七部分", True),
    ],
)
def test_the_contents_the_opening_names(more, differs):
    whole = invented()
    report = replace(whole, preamble=whole.preamble + CONTENTS.format(more=more))
    assert bool(found(report, "contents-differ")) == differs


def test_a_crash_is_no_finding():
    def crash(dossier):
        raise ZeroDivisionError

    outcome = check(invented(), checks=[Check("x", "x", "x", crash)])
    assert outcome.findings == ()
    assert outcome.not_run == (("x", "检查程序出错（ZeroDivisionError），未能判断。"),)


def test_only_the_hard_relations_are_errors():
    names = {each.name for each in CHECKS}
    assert names > HARD


def test_open_sums_of_the_statistics_are_named_in_words():
    [finding] = found(changed("2008", statistics__S26=None), "statistics-sum")
    assert finding.verdict is Verdict.UNDETERMINED
    assert "申请答复数" in finding.message
    assert "S25" not in finding.message


@pytest.mark.parametrize(
    ("office", "is_run"),
    [
        ("云川市水务局（市河长办）", True),
        ("云川市 水务局", True),
        (None, True),
        ("云川市教育局", False),
        ("云川市水利局", False),
    ],
)
def test_last_year_s_report_is_of_the_same_office(office, is_run):
    report = changed("2019")
    before = replace(last_year_of(report), office=office)
    not_run = dict(check(report, before).not_run)
    assert ("carried-over" not in not_run) == is_run
    assert ("items-carried-over" not in not_run) == is_run
    if not is_run:
        assert office in not_run["carried-over"]
        assert "更名" in not_run["carried-over"]
