"""The desk: what stands on it, in which group, and for whom."""

from datetime import date, datetime

import pytest

from conftest import NOW, TODAY, clock
from gongkai.apps.desk.rows import Row, laid_out
from gongkai.apps.desk.sources import rows_of
from gongkai.apps.desk.views import headline, outlook
from gongkai.apps.offices.models import GUIDE_FIELDS, Person, Role
from gongkai.apps.publishing.actions import draft_item
from gongkai.apps.publishing.models import Item
from gongkai.apps.reports.actions import compile_report
from gongkai.law.calendar import standard_calendar

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def administrator(client, person):
    someone = person("guanli", Role.ADMINISTRATOR)
    client.force_login(someone)
    return someone


def row(due_on, **facts):
    return Row("办理", "题目", "理由", "来处", "/", due_on=due_on, **facts)


def desk_of(*rows):
    return laid_out(rows, FRIDAY, standard_calendar())


@pytest.mark.parametrize(
    ("day", "group", "left"),
    [
        (date(2026, 11, 17), "逾期", "逾期 3 个工作日"),
        (date(2026, 11, 19), "逾期", "逾期 1 个工作日"),
        (date(2026, 11, 20), "今天", "今天下班前"),
        (date(2026, 11, 23), "下周", "还有 1 个工作日"),
        (date(2026, 11, 29), "下周", "还有 5 个工作日"),
        (date(2026, 11, 30), "以后", "还有 6 个工作日"),
        (date(2027, 1, 29), "以后", "还有约 49 个工作日"),
    ],
)
def test_a_row_stands_in_the_group_of_its_day(day, group, left):
    [only] = desk_of(row(day)).groups
    assert (only.name, only.rows[0][1]) == (group, left)


def test_on_the_weekend_after_the_due_day_it_is_late_by_no_working_day():
    [group] = laid_out([row(FRIDAY)], date(2026, 11, 21), standard_calendar()).groups
    assert (group.name, group.rows[0][1]) == ("逾期", "已经逾期")


def test_a_provisional_day_goes_by_the_earliest_it_can_become():
    uncertain = row(date(2026, 12, 1), go_by=FRIDAY, provisional=True)
    assert desk_of(uncertain).groups[0].name == "今天"


def test_what_has_no_due_day_is_for_today_and_never_late():
    [group] = desk_of(row(None, badge="待确认收到")).groups
    assert (group.name, group.rows[0][1]) == ("今天", "")


def test_what_is_to_be_confirmed_stands_under_its_day_and_is_late_only_after_it():
    friday, monday = FRIDAY, date(2026, 11, 23)
    for today, told in (
        (friday, ("下周", "还有 1 个工作日")),
        (monday, ("今天", "今天下班前")),
        (date(2026, 11, 24), ("逾期", "逾期 1 个工作日")),
    ):
        waiting = row(None, badge="待确认收到", go_by=monday)
        [group] = laid_out([waiting], today, standard_calendar()).groups
        assert (group.name, group.rows[0][1]) == told


def test_what_lacks_the_day_its_term_runs_from_comes_last_and_is_not_counted_for_today():
    desk = desk_of(row(None, is_undated=True), row(date(2027, 1, 29)))
    assert [group.name for group in desk.groups] == ["以后", "期限还不能算"]
    assert (headline(desk), outlook(desk)) == (
        "今天没有到期的事",
        "以后 1 件，期限还不能算的 1 件。",
    )


def test_rows_come_in_the_order_of_their_days():
    days = [date(2026, 12, 8), date(2026, 12, 1), date(2026, 12, 4)]
    [group] = desk_of(*(row(day) for day in days)).groups
    assert [each.due_on for each, _ in group.rows] == sorted(days)


@pytest.mark.parametrize(
    ("days", "first", "then"),
    [
        ([], "没有要办的事", ""),
        ([date(2026, 11, 25)], "今天没有到期的事", "下周 1 件。"),
        ([FRIDAY, FRIDAY], "今天到期 2 件，没有逾期", ""),
        (
            [date(2026, 11, 2), FRIDAY, date(2026, 12, 30)],
            "逾期 1 件，今天到期 1 件",
            "以后 1 件。",
        ),
        ([date(2026, 11, 2)], "逾期 1 件", ""),
    ],
)
def test_the_first_line_answers_what_must_be_done_now(days, first, then):
    desk = desk_of(*(row(day) for day in days))
    assert (headline(desk), outlook(desk)) == (first, then)


def test_someone_without_a_role_is_told_whom_to_ask(client, person):
    client.force_login(person("nobody", is_superuser=False))
    assert client.get("/staff/").status_code == 302  # not let in: no role, no staff side


def test_the_desk_names_the_guides_that_lack_something(client, administrator, office):
    office("lyj", name="云川市林业局")
    page = client.get("/staff/").content.decode()
    assert "云川市林业局" in page
    assert "还缺内容" in page


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "云川市林业局的指南还缺内容"),
        (dict.fromkeys(GUIDE_FIELDS, "有"), "云川市林业局的指南写全了要求的内容"),
    ],
)
def test_the_desk_of_a_clerk_speaks_of_one_office(client, person, office, facts, sentence):
    own = office("lyj", name="云川市林业局", **facts)
    client.force_login(person("jingban", Role.CLERK, office=own))
    page = client.get("/staff/").content.decode()
    assert sentence in page
    assert "1 个机关" not in page
    for text in ("《政府信息公开条例》第十二条第二款", "接收渠道问题的解释》第二条"):
        assert text in page


def test_the_desk_says_why_it_is_empty(client, administrator):
    assert "还没有登记机关" in client.get("/staff/").content.decode()


WAITING = {
    "jingban": ("与申请人确认收到",),
    "kezhang": ("科室负责人审核",),
    "baomi": ("保密审查",),
    "fenguan": ("签发答复书", "分管领导审签"),
}


def test_everyone_finds_what_waits_for_them_and_nobody_what_waits_for_others(client, busy_city):
    for username in WAITING:
        client.force_login(Person.objects.get(username=username))
        page = client.get("/staff/").content.decode()
        for other, texts in WAITING.items():
            for text in texts:
                assert (text in page) == (other == username), (username, text)
    client.force_login(Person.objects.get(username="fgw-jingban"))
    page = client.get("/staff/").content.decode()
    assert "云川发改申" in page
    assert "云川投促申" not in page


def a_draft(office, by, formed_on):
    item = Item(office=office, subject="plans", title="工作要点", formed_on=formed_on)
    return draft_item(item, by=by, at=NOW)


def test_a_draft_waits_for_the_clerks_and_for_whoever_wrote_it_last(person, office):
    clerk = person("jingban", Role.CLERK, office=office())
    head = person("kezhang", Role.SECTION_HEAD, office=clerk.office)

    def to_submit(someone):
        return [row.verb for row in rows_of(someone, TODAY)].count("提交审核")

    a_draft(clerk.office, clerk, TODAY)
    assert (to_submit(head), to_submit(clerk)) == (0, 1)
    a_draft(clerk.office, head, TODAY)
    assert (to_submit(head), to_submit(clerk)) == (1, 2)


def test_a_draft_without_its_day_stands_on_the_desk_and_says_what_is_lacking(
    client, person, office
):
    bureau = office("lyj")
    clerk = person("jingban", Role.CLERK, office=bureau)
    a_draft(bureau, clerk, None)
    [only] = [each for each in rows_of(clerk, FRIDAY) if each.about.startswith("信息发布")]
    assert (only.title, only.is_undated, only.because) == ("提交审核：工作要点", True, "")
    client.force_login(clerk)
    page = client.get("/staff/").content.decode()
    assert "没有填写形成或者变更之日" in page
    assert "没有填写日期" in page


def test_each_row_leads_to_how_its_day_was_reckoned(client, person, office):
    bureau = office("lyj")
    clerk = person("jingban", Role.CLERK, office=bureau)
    item = a_draft(bureau, clerk, FRIDAY)
    compile_report(bureau, 2025, by=clerk, at=NOW)
    rows = list(rows_of(clerk, FRIDAY))
    assert [each.because.partition("#")[2] for each in rows] == ["due", "due"]
    client.force_login(clerk)
    assert client.get("/staff/").content.decode().count("为什么是这一天") == 2
    for each in rows:
        assert 'id="due"' in client.get(each.address).content.decode()
    page = client.get(f"/staff/items/{item.pk}/").content.decode()
    assert "这一天不计入" in page
    assert "第二十六条" in page


def test_every_case_on_the_desk_leads_to_its_clock(client, busy_city):
    clerk = Person.objects.get(username="jingban")
    client.force_login(clerk)
    cases = [each for each in rows_of(clerk, TODAY) if each.about.startswith("依申请公开")]
    assert cases
    assert 'id="clock"' in client.get(cases[0].because).content.decode()
    assert all(each.because.endswith("#clock") for each in cases)


def test_a_button_says_the_word_of_its_task(busy_city):
    for username in (*WAITING, "jigou", "zhuyao"):
        for each in rows_of(Person.objects.get(username=username), TODAY):
            assert each.title.startswith(each.verb), each.title


BEGIN = "预填：2025年政府信息公开工作年度报告"


def rows_to_begin(someone, day):
    return [each for each in rows_of(someone, day) if each.verb == "预填"]


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (date(2025, 12, 31), "预填：2024年政府信息公开工作年度报告"),
        (date(2026, 1, 1), BEGIN),
        (date(2026, 2, 2), BEGIN),
        (date(2026, 12, 31), BEGIN),
        (date(2027, 1, 1), "预填：2026年政府信息公开工作年度报告"),
    ],
)
def test_the_report_of_the_year_just_ended_is_asked_for_until_it_is_begun(
    person, office, day, title
):
    bureau = office("lyj")
    office("jyj")  # where they have no role
    clerk = person("jingban", Role.CLERK, office=bureau)
    [only] = rows_to_begin(clerk, day)
    assert only.title == title
    assert only.due_on == date(day.year, 1, 31)
    assert only.address == "/staff/annual-reports/"
    compile_report(bureau, day.year - 1, by=clerk, at=datetime.combine(day, NOW.timetz()))
    assert not rows_to_begin(clerk, day)


@pytest.mark.parametrize("role", [each for each in Role if each != Role.ADMINISTRATOR])
def test_only_who_compiles_is_asked_to_begin(person, office, role):
    someone = person("someone", role, office=office("lyj"))
    asked = bool(rows_to_begin(someone, FRIDAY))
    assert asked == (role in {Role.CLERK, Role.DISCLOSURE_HEAD})


def test_a_report_not_begun_after_its_day_is_late(client, person, office):
    client.force_login(person("jingban", Role.CLERK, office=office("lyj")))
    page = client.get("/staff/").content.decode()
    assert "逾期 1 件" in page or clock().month == 1
    assert f"预填：{clock().year - 1}年政府信息公开工作年度报告" in page
