"""What article 20 lists, and the unified platform's five entries."""

from gongkai.law.subjects import ARTICLE_20, PLATFORM_ENTRIES


def test_article_20_has_fifteen_items_numbered_in_its_order():
    assert len(ARTICLE_20) == 15
    assert len({subject.key for subject in ARTICLE_20}) == 15
    assert ARTICLE_20[0].citation.article == "第二十条第（一）项"
    assert ARTICLE_20[9].citation.article == "第二十条第（十）项"
    assert ARTICLE_20[14].citation.article == "第二十条第（十五）项"


def test_the_five_entries_bear_their_exact_names_in_order():
    assert tuple(PLATFORM_ENTRIES.values()) == (
        "政府信息公开指南",
        "政府信息公开制度",
        "法定主动公开内容",
        "政府信息公开年报",
        "依申请公开",
    )
