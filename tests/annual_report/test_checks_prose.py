"""Prose beside tables: what agrees in its own way must not alarm, what contradicts must."""

from dataclasses import replace

import pytest

from annual_report.seeded import applications_set, clean, open_with, put, say, write
from gongkai.annual_report.checking import check
from gongkai.annual_report.checking.resemblance import shared_passages
from gongkai.annual_report.facts import with_facts
from gongkai.annual_report.report import Section, Severity


def told(text, numbers=None, **cells):
    """The findings above a notice that this sentence makes beside this table, by its own facts."""
    report = clean("2021", 3).report
    if numbers is not None:
        report = applications_set(report, **numbers)
    for name, number in cells.items():
        report = put(report, name.replace("__", "."), number)
    report = with_facts(write(report, "overview", text))
    findings = check(report).findings
    assert not [each for each in findings if each.severity is Severity.ERROR]
    return [each for each in findings if each.severity is Severity.WARNING]


CONSISTENT = [
    ("全年受理政府信息公开申请3259件，答复3278件（含上年度结转77件，另有58件顺延）。",
     {"new": 3259, "carried_in": 77, "granted": 3278, "handled_total": 3278, "carried_out": 58}),
    ("受理政府信息公开申请19件，其中11件办结，8件撤销。",
     {"new": 19, "granted": 11, "closed_other": 8, "handled_total": 19}),
    ("收到政府信息公开申请10件，办理上年度结转申请1件。答复11件。",
     {"new": 10, "carried_in": 1, "granted": 11, "handled_total": 11}),
    ("收到依申请公开20余件，均已按期答复。", {"new": 22, "granted": 22, "handled_total": 22}),
    ("本年度没有收到政府信息公开申请。", {}),
    ("收办政府信息公开申请13件。", {"new": 10, "carried_in": 3, "granted": 13, "handled_total": 13}),
    ("新收政府信息公开申请6件，予以公开4件，部分公开2件。",
     {"new": 6, "granted": 4, "granted_in_part": 2, "handled_total": 6}),
    ("办理政府信息公开申请5件，其中自然人5件。", {"new": 5, "granted": 5, "handled_total": 5}),
    ("结转下年度继续办理2件。", {"new": 5, "granted": 3, "handled_total": 3, "carried_out": 2}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "numbers"), CONSISTENT)
def test_what_is_consistent_does_not_alarm(text, numbers):
    assert told(text, numbers) == []


CONTRADICTS = [
    ("全年收到政府信息公开申请9件。", {"new": 12, "granted": 12, "handled_total": 12}, "received-differs", "12"),
    ("本年度没有收到政府信息公开申请。", {"new": 2, "granted": 2, "handled_total": 2}, "none-received", "2件"),
    ("收到政府信息公开申请5件，均已办结。", {"new": 5, "granted": 3, "handled_total": 3, "carried_out": 2}, "all-closed", "2件"),
    ("收到政府信息公开申请6件，其中予以公开5件。", {"new": 6, "granted": 4, "granted_in_part": 2, "handled_total": 6}, "outcomes-differ", "共4件"),
    ("上年结转申请4件。", {"new": 5, "carried_in": 1, "granted": 6, "handled_total": 6}, "carried-differs", "1"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "numbers", "name", "words"), CONTRADICTS)
def test_what_contradicts_the_table_is_a_warning(text, numbers, name, words):
    [finding] = [each for each in told(text, numbers) if each.check == name]
    assert words in finding.message
    assert finding.remedy.sentence.endswith("。")
    assert finding.passages[0].text in text


@pytest.mark.parametrize("scope", ["全市", "区本级", "各部门"])
def test_a_scope_word_makes_a_notice_of_it(scope):
    numbers = {"new": 12, "granted": 12, "handled_total": 12}
    text = f"{scope}收到政府信息公开申请90件。"
    assert told(text, numbers) == []
    report = with_facts(
        write(applications_set(clean("2021", 3).report, **numbers), "overview", text)
    )
    [notice] = [each for each in check(report).findings if each.check == "received-differs"]
    assert notice.severity is Severity.NOTICE
    assert "范围" in notice.message


ZERO = dict.fromkeys(("upheld", "corrected", "other", "pending", "total"), 0)


def with_review(text, **results):
    report = clean("2019", 3).report
    whole = ZERO | results
    whole["total"] = sum(results.values())
    for result, number in whole.items():
        report = put(report, f"remedies.reconsideration.{result}", number)
    report = with_facts(write(report, "overview", text))
    return [
        each for each in check(report).findings if each.check in {"remedies-differ", "all-upheld"}
    ]


@pytest.mark.parametrize(
    ("text", "results", "severity"),
    [
        ("发生行政复议3件。", {"upheld": 3}, None),
        ("审结行政复议2件。", {"upheld": 2, "pending": 1}, None),
        ("发生行政复议5件。", {"upheld": 3}, Severity.WARNING),
        ("行政复议备案5件。", {"upheld": 3}, Severity.NOTICE),
        ("没有发生行政复议。", {"upheld": 3}, Severity.WARNING),
        ("未发生一起行政复议。", {}, None),
        ("没有一件行政复议。", {}, None),
        ("未发生一起行政复议。", {"upheld": 1}, Severity.WARNING),
        ("发生行政复议4件，均获维持。", {"upheld": 3, "corrected": 1}, Severity.WARNING),
        ("发生行政复议3件，均获维持。", {"upheld": 3}, None),
    ],
)
def test_reviews_in_prose_and_in_part_four(text, results, severity):
    found = with_review(text, **results)
    assert {each.severity for each in found} == ({severity} if severity else set())


def year_before(report, new):
    before = clean("2021", 3, year=report.year - 1).report
    return put(before, "applications.new.total", new)


@pytest.mark.parametrize(
    ("text", "last", "fails"),
    [
        ("收到政府信息公开申请12件，比上年增加3件。", 9, False),
        ("收到政府信息公开申请12件，比上年增加3件。", 10, True),
        ("收到政府信息公开申请12件，与去年相比减少2件。", 14, False),
        ("收到政府信息公开申请12件，同比增长33.3%。", 9, False),
        ("收到政府信息公开申请12件，同比增长50%。", 9, True),
        ("收到政府信息公开申请12件，同比下降20%。", 15, False),
    ],
)
def test_a_change_follows_from_two_years(text, last, fails):
    report = applications_set(clean("2021", 3).report, new=12, granted=12, handled_total=12)
    report = with_facts(write(report, "overview", text))
    found = [each.check for each in check(report, year_before(report, last)).findings]
    assert ("change-differs" in found) == fails


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("共发布信息200条，其中政策类50条，占25%。", False),
        ("共发布信息300条，其中政策类100条，占33.3%。", False),
        ("共发布信息300条，其中政策类100条，占33%。", False),
        ("共发布信息200条，其中政策类50条，占52%。", True),
        ("办结率100%，满意率98%。", False),
        ("办结率达1000%。", True),
        ("信息量比上年增长120%。", False),
    ],
)
def test_percentages(text, fails):
    assert [each.check for each in told(text)] == (["percent-differs"] if fails else [])


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("承办提案共3件，均为A类。其中，分办件1件，会办件2件。", False),
        ("共承办建议9件，其中主办6件，会办3件。", False),
        ("共承办建议9件，其中主办6件，会办4件。", True),
        ("共发布信息90条，其中政策12条、动态20条等。", False),
        ("共收到来信10件，其中咨询8件，已办结10件。", False),
        ("收取信息处理费2230元，其中：甲880元，乙1080元，丙270元。", False),
    ],
)
def test_parts_of_a_list(text, fails):
    assert ("parts-differ" in {each.check for each in told(text)}) == fails


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("编制《机器人产业三年行动计划（2024—2026年）》并解读。", False),
        ("参与2021年度百强政务新媒体评选。", False),
        ("2024年，我局将继续清点栏目。", False),
        ("2021年，我局组织了两次讲课。", True),
        ("截至2021年12月31日，共发布信息30条。", True),
        ("与2021年相比，公开数量增加。", False),
        ("2021年结转的申请已经办结。", False),
        ("自2019年5月15日起施行的条例。", False),
        ("2021年，本机关制定的《公开办法》继续施行。", False),
        ("2021年以来，我局逐月清点栏目。", False),
    ],
)
def test_years_that_are_not_the_report_s(text, fails):
    report = say(clean("2021", 3, year=2023).report, text)
    found = [each for each in check(report).findings if each.check == "year-remnant"]
    assert bool(found) == fails
    assert not [e for e in check(report).findings if e.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("name", "text", "fails"),
    [
        ("until-wording", "截止目前，栏目正常。", True),
        ("until-wording", "征集意见的截止日期是3月1日。", False),
        ("other-wording", "其他事项。", False),
        ("marks-doubled", "公开……若干。", False),
        ("marks-half-width", "网址www.yunchuan.example:80。", False),
        ("marks-half-width", "第3.5节，比例1:2。", False),
        ("word-doubled", "种种原因，好好学习，渐渐完善。", False),
        ("word-doubled", "开展自查，并组织力量开展复查。", False),
        ("word-missing", "政府信息公开力度加大，政府信息工作。", False),
        ("unit-wording", "收到信息公开申请3件，发布信息20条。", False),
        ("numbering-mixed", "1．清点栏目。\n2．补充目录。", False),
        ("date-impossible", "自2023年2月29日起。", True),
        ("date-impossible", "自2024年2月29日起，2024年5月开展。", False),
        ("date-impossible", "至2018年1231日。", True),
        ("stray-characters", "栏目\u00a0正常。", True),
        ("old-law-terms", "不再要求说明自身生产、生活、科研等特殊需要，已经取消。", False),
        ("article-not-there", "依据《中华人民共和国政府信息公开条例》第五十六条。", False),
        ("law-not-in-force", "依据国办公开办函〔2021〕30号编制。", False),
        ("law-not-in-force", "依据国办公开办函〔2019〕60号编制。", True),
        ("attachment-missing", "详见附件。", False),
        ("signature-date", "公开工作持续到2023年12月", False),
    ],
)
def test_wording_law_and_remnants(name, text, fails):
    report = say(clean("2021", 3, year=2023).report, text)
    assert (name in {each.check for each in check(report).findings}) == fails


def test_the_regulation_of_2007_had_38_articles():
    report = say(clean("2008", 3).report, "依据《政府信息公开条例》第三十九条办理。")
    assert "article-not-there" in {each.check for each in check(report).findings}
    report = say(clean("2008", 3).report, "依据《政府信息公开条例》第三十八条办理。")
    assert "article-not-there" not in {each.check for each in check(report).findings}


@pytest.mark.parametrize(
    ("preamble", "fails"),
    [
        ("本报告由云川市水务局办公室编制。", False),
        ("请与云川市水务局联系。", False),
        ("请与云川市林业局联系。", True),
        ("由本机关编制。", False),
    ],
)
def test_the_office_of_the_opening(preamble, fails):
    report = open_with(clean("2021", 5).report, preamble)
    assert report.office == "云川市水务局"
    assert ("office-differs" in {each.check for each in check(report).findings}) == fails


def test_text_re_used_is_shown_side_by_side():
    case = clean("2021", 4)
    same = say(
        case.report,
        "围绕群众关心的事项逐月清点公开目录，缺什么补什么，全年补齐18项，分管同志签字确认以后存档备查。"
        * 3,
    )
    old = say(
        case.last_year,
        "围绕群众关心的事项逐月清点公开目录，缺什么补什么，全年补齐25项，分管同志签字确认以后存档备查。"
        * 3,
    )
    [finding] = [e for e in check(same, old).findings if e.check == "text-of-last-year"]
    here, there = next(
        pair for pair in zip(finding.passages[::2], finding.passages[1::2], strict=True)
        if "18项" in pair[0].text
    )  # fmt: skip
    assert "25项" in there.text
    assert (here.of, there.of) == ("", f"{old.year}年报告")


@pytest.mark.parametrize(
    ("key", "amount", "fails"),
    [
        ("handled", 19, False),
        ("handled", 11, False),  # without the eight withdrawn
        ("handled", 12, True),
        ("received", 19, False),
        ("received", 11, True),
        ("closed_on_time", 10, False),  # the others were extended
        ("closed_on_time", 20, True),
    ],
)
def test_what_handled_may_mean(key, amount, fails):
    numbers = {"new": 19, "granted": 11, "closed_other": 8, "handled_total": 19}
    report = applications_set(clean("2021", 3).report, **numbers)
    report = say(report, "如上所述。", (f"applications.{key}", amount, "如上所述"))
    assert ("received-differs" in {each.check for each in check(report).findings}) == fails


@pytest.mark.parametrize(
    ("amount", "severity"),
    [(10, None), (13, Severity.NOTICE), (3, Severity.WARNING), (14, Severity.WARNING)],
)
def test_what_was_received_may_include_what_was_carried_in(amount, severity):
    numbers = {"new": 10, "carried_in": 3, "granted": 13, "handled_total": 13}
    report = applications_set(clean("2021", 3).report, **numbers)
    report = say(report, "如上所述。", ("applications.received", amount, "如上所述"))
    found = [each for each in check(report).findings if each.check == "received-differs"]
    assert {each.severity for each in found} == ({severity} if severity else set())
    if severity is Severity.NOTICE:
        assert "新收10件加上年结转3件" in found[0].message


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("收到申请12件，均已办结。", ["收到申请12件"]),
        ("收到申请10件，历年累计收到申请210件。", []),
    ],
)
def test_a_wrong_number_is_told_once_and_that_of_all_years_never(text, told_of):
    report = applications_set(clean("2021", 3).report, new=10, granted=10, handled_total=10)
    found = check(with_facts(write(report, "overview", text))).findings
    messages = [each.message for each in found if each.check == "received-differs"]
    assert len(messages) == len(told_of)
    assert all(words in message for words, message in zip(told_of, messages, strict=True))


def noticed(name, text, chapter="overview", **cells):
    """The findings of one check on a sentence, by its own facts."""
    report = clean("2021", 3).report
    for cell, number in cells.items():
        report = put(report, cell.replace("__", "."), number)
    outcome = check(with_facts(write(report, chapter, text)))
    assert not [reason for _, reason in outcome.not_run if "出错" in reason]
    return [each for each in outcome.findings if each.check == name]


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("全年收到申请10件。12月收到申请3件。", False),
        ("全年收到申请10件。上半年收到申请4件，下半年收到申请6件。", False),
        ("费用合计2230元。收取信息处理费2230元，其中张某880元、李某1080元、王某270元。", False),
        ("发出收费通知3件，收费金额分别为880元、1080元、270元，合计2230元。", False),
        ("收取信息处理费2230元，包括880元、1080元、270元。", False),
        ("收到申请10件，历年累计收到申请210件。", False),
        ("累计主动公开信息1346条。今年新增公开信息215条。", False),
        ("收取信息处理费2230元，其中张某信息处理费880元。", False),
        ("4月举办新闻发布会1场。10月举办新闻发布会2场。", False),
        ("举办新闻发布会1场。后来又写举办新闻发布会2场。", True),
        ("收取信息处理费2230元。后来又写收取信息处理费880元。", True),
        ("主动公开信息30条。总结一年，主动公开信息33条。", True),
        ("省人大代表建议1件、市人大代表建议6件，均已公开。", False),
    ],
)
def test_parts_of_a_fact_are_not_the_fact_again(text, fails):
    assert bool(noticed("said-twice", text)) == fails


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("收到申请10件，其中予以公开8件，占80%；不予公开2件，占30%。", ["2占10应为20.0%"]),
        ("收到申请10件。其中，予以公开7件，占70%；不予公开3件，占比20%。", ["3占10应为30.0%"]),
        ("发布信息200条，其中网站100条（其中动态40条，占40%），占50%；微信60条，占30%。", []),
        ("收到申请10件，较上年的8件增长50%。", ["由8到10应为增长25.0%"]),
        ("收到申请10件，较2022年（8件）增加2件，增长25%。", []),
        ("收到申请6件，比上年的8件增长25%。", ["由8到6应为下降25.0%"]),
        ("由上年的8件增加到10件，增长20%。", ["由8到10应为增长25.0%"]),
        ("收到申请10件，其中予以公开8件，占80.0%。", []),
        ("网站信息40条，其中图解8条，占30%。", ["8占40应为20.0%"]),
    ],
)
def test_percentages_and_what_they_are_of(text, words):
    found = noticed("percent-differs", text)
    assert len(found) == len(words)
    assert all(word in each.message for word, each in zip(words, found, strict=True))


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("公开政协提案答复3件（其中1件为分办件，2件为会办件）。", True),
        ("承办政协提案3件，其中分办1件，会办2件，公开政协提案答复3件。", True),
        ("承办政协提案3件，其中分办1件，会办2件，公开政协提案答复1件。", False),
        ("承办政协提案9件，其中主办6件，会办3件，公开政协提案答复6件。", False),
        ("承办政协提案3件，公开政协提案答复3件。", False),
    ],
)
def test_replies_that_others_give_are_noticed(text, fails):
    found = noticed("proposals-differ", text)
    assert [each.severity for each in found] == [Severity.NOTICE] * fails


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("全年作出行政许可决定39件。", True),
        ("全年作出行政许可决定40件。", False),
        ("办理行政许可39件、行政处罚12件。", True),
        ("全市作出行政许可决定39件。", False),
        ("下属单位作出行政许可决定39件。", False),
        ("作出涉企行政许可决定39件。", False),
        ("办理行政审批事项，其中作出行政许可决定39件。", False),
        ("公开行政许可信息39条。", False),
        ("受理行政许可申请39件。", False),
        ("上半年作出行政许可决定19件，下半年作出行政许可决定21件。", False),
    ],
)
def test_decisions_of_the_prose_and_part_two(text, fails):
    cells = {"proactive__licensing__decisions": 40, "proactive__penalties__decisions": 12}
    found = noticed("decisions-differ", text, **cells)
    assert [each.severity for each in found] == [Severity.NOTICE] * fails


def test_a_match_behind_a_line_end_is_of_its_own_chapter():
    report = clean("2021", 5, year=2023).report
    office = report.office
    report = write(report, "problems_and_improvements", f"2021年，{office}组织了两次讲课。")
    [finding] = [each for each in check(report).findings if each.check == "year-remnant"]
    section = report.section("problems_and_improvements")
    assert [passage.section for passage in finding.passages] == [section.number]
    report = write(report, "problems_and_improvements", "截止目前，栏目正常。")
    [finding] = [each for each in check(report).findings if each.check == "until-wording"]
    assert finding.passages[0].section == section.number
    assert finding.passages[0].text.startswith("截止目前")


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("2021年，云川市水务局清点栏目。", True),
        ("2021年，市水务局清点栏目。", True),
        ("2021年，水务局清点栏目。", True),
        ("2021年，林业局清点栏目。", False),
        ("2021年的问题已经改正。", False),
    ],
)
def test_an_office_that_calls_itself_by_name_in_another_year(text, fails):
    report = clean("2021", 5, year=2023).report
    assert report.office == "云川市水务局"
    report = write(report, "overview", text)
    assert ("year-remnant" in {each.check for each in check(report).findings}) == fails


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1.清点栏目。\n2．补充目录。", ["混用"]),
        ("1、清点栏目。\n2、补充目录。", ["第二层应为“（一）”"]),
        ("（一）栏目。\n1、清点。\n2、补充。", []),
        ("1.清点栏目。\n2.补充目录。", []),
    ],
)
def test_numbering_within_a_chapter(text, words):
    found = noticed("numbering-mixed", text, chapter="problems_and_improvements")
    assert len(found) == len(words)
    assert all(word in each.message for word, each in zip(words, found, strict=True))


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("加强对各科室工作领导，落实责任。", True),
        ("加强对各科室工作的领导，落实责任。", False),
        ("加强对各科室的工作领导力量。", False),
        ("加强对栏目的维护，接受对各科室工作监督。", False),
    ],
)
def test_a_word_left_out_before_what_is_done(text, fails):
    assert bool(noticed("word-missing", text)) == fails


def test_a_change_is_told_once_and_in_words():
    report = applications_set(clean("2021", 3).report, new=10, granted=10, handled_total=10)
    report = with_facts(write(report, "overview", "收到政府信息公开申请10件，比上年减少5件。"))
    found = check(report, year_before(report, 12)).findings
    [finding] = [each for each in found if each.check == "change-differs"]
    assert "应为减少2件" in finding.message


@pytest.mark.parametrize(
    ("there", "shared"),
    [
        ("围绕群众关心的事项逐月清点公开目录，缺什么补什么当天登记，由分管同志签字确认。", 1),
        ("围绕群众关心的事项逐月清点公开目录，缺什么补什么当天登记，由科室负责人签字。", 1),
        ("围绕群众关心的事项逐月清点公开目录，年底请两位老同志对照清单抽查一遍并写出意见。", 0),
    ],
)
def test_a_sentence_changed_in_one_piece_is_still_the_same(there, shared):
    here = "围绕群众关心的事项逐月清点公开目录，缺什么补什么当天登记，由分管同志签字确认。"
    report = clean("2021", 3).report
    one, other = (
        replace(report, sections=(Section(None, 1, "一", text),)) for text in (here, there)
    )
    assert len(shared_passages(one, other).bare) == shared
