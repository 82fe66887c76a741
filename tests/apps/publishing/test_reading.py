"""What is read of an item: its text, the scan, the comparison, validity, figures, terms."""

from datetime import date, timedelta

import pytest

from conftest import NOW
from gongkai.apps.offices import actions as offices
from gongkai.apps.publishing import queries, statistics
from gongkai.apps.publishing.body import cleaned, paragraphs
from gongkai.apps.publishing.comparison import compare
from gongkai.apps.publishing.models import Item, Kind, Validity
from gongkai.apps.publishing.scan import findings, is_identity_number
from gongkai.law.calendar import standard_calendar
from gongkai.law.publication_stages import Stage


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p>一</p><h2>二</h2>", "<p>一</p><h2>二</h2>"),
        ("<p onclick='x()' style='color:red'>一</p>", "<p>一</p>"),
        ("<script>alert(1)</script><p>一</p>", "<p>一</p>"),
        ("<p><img src=x onerror=alert(1)>一</p>", "<p>一</p>"),
        ("<a href='javascript:alert(1)'>一</a>", "一"),
        ("<a href=' java\nscript:alert(1)'>一</a>", "一"),
        ("<a href='//evil.example'>一</a>", "一"),
        ("<a href='https://a.example/?x=1&amp;y=\"'>一</a>", None),
        ("<svg><script>alert(1)</script></svg>一", "一"),
        ("<p>1 &lt; 2</p>", "<p>1 &lt; 2</p>"),
        ("<!-- 批注 --><p>一<!-- x -->二</p>", "<p>一二</p>"),
        ("", ""),
        ("<!-- 批注 -->", ""),
    ],
)
def test_only_what_the_editor_can_make_is_shown(markup, shown):
    result = cleaned(markup)
    assert shown is None or result == shown
    assert cleaned(result) == result


def test_a_link_keeps_its_address_and_nothing_else():
    link = cleaned("<a href='https://a.example/?x=1&amp;y=%22' target=_blank>一</a>")
    assert link == '<a href="https://a.example/?x=1&amp;y=%22">一</a>'


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<p>一<b>二</b>三</p><ul><li>四</li><li>五</li></ul>尾", ["一二三", "四", "五", "尾"]),
        ("<p>一<br>二</p><p> </p>", ["一", "二"]),
        ("<ol><li>一<ul><li>二</li></ul>三</li></ol>", ["一", "二", "三"]),
    ],
)
def test_paragraphs_are_those_a_reader_sees(markup, found):
    assert paragraphs(markup) == found


GOOD_IDENTITY = "11010519491231002X"  # the example of GB 11643


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("联系电话13900000000", ["疑似个人手机号"]),
        ("联系电话139 0000 0000", ["疑似个人手机号"]),
        ("联系电话（0000）555-0142", []),
        ("金额2139000000001元", []),
        ("索引号11000000MB00000010/2026-00318", []),
        (f"身份证{GOOD_IDENTITY}", ["疑似居民身份证号码"]),
        (f"身份证{GOOD_IDENTITY.lower()}", ["疑似居民身份证号码"]),
        ("编号110105194912310021", []),
        ("秘密★5年", ["疑似密级标志"]),
        ("机密 ★", ["疑似密级标志"]),
        ("★10年", ["疑似密级标志"]),
        ("工作秘密10年", ["疑似密级标志"]),
        ("保守国家秘密，商业秘密除外", []),
    ],
)
def test_the_scan_finds_shapes(text, titles):
    assert [each.title for each in findings(Item(title="标题", body=f"<p>{text}</p>"))] == titles


def test_the_scan_looks_at_the_title_and_says_where():
    found = findings(Item(title="联系13900000000", body="<p>一</p><p>再找13900000000</p>"))
    assert [each.place for each in found] == ["标题", "第 2 段"]
    assert len({each.key for each in found}) == 2


def test_an_identity_number_has_the_right_check_character():
    assert is_identity_number(GOOD_IDENTITY)
    assert not is_identity_number("110105194912310021")


def words(paragraph):
    return [(segment.how, segment.text) for segment in paragraph.segments]


def test_the_comparison_shows_what_changed_came_and_went(desk):
    old = desk.new(body="<p>甲不变。</p><p>时间8:00—11:30。</p><p>要删的一段。</p><p>尾不变。</p>")
    new = desk.new(
        title="新的名称", body="<p>甲不变。</p><p>时间8:30—12:00。</p><p>尾不变。</p><p>增加。</p>"
    )
    found = compare(old, new)
    assert found.summary == "改 1 段，增 1 段，删 1 段，基本信息和附件改 1 处"
    assert words(found.facts[0])[0] == ("kept", "名称：")
    kinds = [(part.is_changed, part.first, part.last) for part in found.parts]
    assert kinds[0] == (False, 1, 1)
    assert ("deleted", "8:00") in words(found.parts[1].paragraphs[0])
    assert ("inserted", "8:30") in words(found.parts[1].paragraphs[0])
    rebuilt = [
        "".join(s.text for s in p.segments if s.how != "deleted")
        for part in found.parts
        for p in part.paragraphs
    ]
    assert [text for text in rebuilt if text] == new.paragraphs()


def test_two_equal_versions_differ_in_nothing(desk):
    assert compare(desk.new(), desk.new()).summary == "没有改动"


@pytest.mark.parametrize(
    ("facts", "validity"),
    [
        ({}, Validity.IN_FORCE),
        ({"effective_on": date(2026, 11, 21)}, Validity.FUTURE),
        ({"effective_on": date(2026, 11, 20)}, Validity.IN_FORCE),
        ({"expires_on": date(2026, 11, 20)}, Validity.IN_FORCE),
        ({"expires_on": date(2026, 11, 19)}, Validity.LAPSED),
        ({"ending": "abolished", "ended_on": date(2026, 11, 20)}, Validity.ABOLISHED),
        ({"ending": "abolished", "ended_on": date(2026, 11, 21)}, Validity.IN_FORCE),
        ({"ending": "lapsed", "ended_on": date(2026, 11, 1)}, Validity.LAPSED),
    ],
)
def test_a_document_is_in_force_by_its_days(desk, facts, validity):
    document = desk.new(kind=Kind.NORMATIVE, **facts)
    assert document.validity_on(date(2026, 11, 20)) == validity
    assert desk.new(**facts).validity_on(date(2026, 11, 20)) is None


def test_the_issuer_bears_the_name_of_that_day(desk):
    offices.rename_office(
        desk.office,
        name="云川市投资促进局",
        short_name="市投资促进局",
        from_on=date(2026, 3, 1),
        seen=1,
        by=None,
        at=NOW,
    )
    desk.office.refresh_from_db()
    assert desk.new(written_on=date(2026, 2, 28)).issuer == "云川市tcj局"
    assert desk.new(written_on=date(2026, 3, 1)).issuer == "云川市投资促进局"
    assert desk.new(issuing_office="两个机关").issuer == "两个机关"


def document(desk, title, written_on, **facts):
    plain = {"kind": Kind.NORMATIVE, "document_number": title, "written_on": written_on}
    return desk.publish(title=title, **(plain | facts))


def test_table_two_counts_what_was_made_abolished_and_in_force(desk, elsewhere):
    document(desk, "今年的", date(2026, 5, 1))
    document(desk, "去年的", date(2025, 5, 1))
    document(desk, "今年废止", date(2024, 5, 1), ending="abolished", ended_on=date(2026, 12, 31))
    document(desk, "明年废止", date(2024, 5, 1), ending="abolished", ended_on=date(2027, 1, 1))
    document(desk, "今年宣布失效", date(2024, 5, 1), ending="lapsed", ended_on=date(2026, 1, 1))
    document(desk, "期满", date(2024, 5, 1), expires_on=date(2026, 12, 30))
    document(desk, "最后一天还有效", date(2024, 5, 1), expires_on=date(2026, 12, 31))
    document(desk, "还没施行", date(2026, 12, 1), effective_on=date(2027, 1, 1))
    document(desk, "规章", date(2026, 5, 1), kind=Kind.REGULATION)
    document(elsewhere, "别的机关", date(2026, 5, 1))
    desk.draft(title="草稿", kind=Kind.NORMATIVE, written_on=date(2026, 5, 1))
    desk.withdraw(document(desk, "撤回的", date(2026, 5, 1)))
    figures = statistics.documents_of_the_year(desk.office, 2026)
    normative = figures[Kind.NORMATIVE]

    def titles(figure):
        assert figure.count == figure.records.count()
        return set(figure.records.values_list("title", flat=True))

    assert titles(normative.made) == {"今年的", "还没施行"}
    assert titles(normative.abolished) == {"今年废止", "今年宣布失效"}
    assert titles(normative.in_force) == {"今年的", "去年的", "明年废止", "最后一天还有效"}
    assert titles(figures[Kind.REGULATION].made) == {"规章"}


def test_what_is_due_stands_in_the_order_of_its_day(desk, elsewhere):
    later = desk.draft(title="后到期", formed_on=date(2026, 11, 10))
    sooner = desk.draft(title="先到期", formed_on=date(2026, 11, 2))
    over_the_year = desk.draft(title="跨年", formed_on=date(2026, 12, 15))
    undated = desk.draft(title="没有日期", formed_on=None)
    desk.drop(desk.draft(title="不再拟写", formed_on=date(2026, 11, 2)))
    elsewhere.draft(title="别的机关")
    desk.publish(title="公开了")
    desk.submit(sooner)
    rows = queries.items_due([desk.office], standard_calendar())
    assert [row.item for row in rows] == [sooner, later, over_the_year, undated]
    assert [row.what for row in rows] == ["科室负责人审核", *["提交审核"] * 3]
    assert [row.term and row.term.provisional for row in rows] == [False, False, True, None]
    assert rows[0].roles == {"section-head"}


def test_the_term_of_a_new_version_runs_from_its_own_day(desk):
    item = desk.publish(formed_on=date(2026, 5, 1))
    desk.amend(item, formed_on=date(2026, 11, 19), title="第二版")
    (row,) = queries.items_due([desk.office], standard_calendar())
    assert (row.title, row.term.due_on) == ("第二版", date(2026, 12, 17))


def test_items_wait_for_a_person_in_the_order_of_their_forming(desk):
    new = desk.draft(title="新", formed_on=date(2026, 11, 18))
    old = desk.draft(title="旧", formed_on=date(2026, 11, 2))
    for item in (new, old):
        desk.submit(item)
    assert list(queries.items_waiting_for(desk.head)) == [old, new]


def test_the_public_sees_the_newest_first(desk):
    first = desk.publish(title="一", at=NOW - timedelta(days=2))
    second = desk.publish(title="二", at=NOW - timedelta(days=1))
    desk.draft(title="草稿")
    assert list(queries.public_items()) == [second, first]
    assert second.stage == Stage.PUBLISHED
    assert Item.objects.count() == 3
