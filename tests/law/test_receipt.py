"""Which day counts as received, by channel and by the law of the day."""

from datetime import date

import pytest

from gongkai.law.receipt import Channel, ImpossibleFacts, receipt

RECEIVED, CONFIRMED = date(2026, 3, 2), date(2026, 3, 4)

IMMEDIATE = (Channel.COUNTER, Channel.ORAL, Channel.POST_SIGNED)
CONFIRMING = (Channel.POST_ORDINARY, Channel.INTERNET, Channel.FAX)


def test_every_channel_is_one_of_the_two_kinds():
    assert {*IMMEDIATE, *CONFIRMING} == set(Channel)


@pytest.mark.parametrize("channel", IMMEDIATE)
def test_handed_in_or_signed_for_the_day_itself_counts(channel):
    assert receipt(channel, RECEIVED, None).day == RECEIVED
    with pytest.raises(ImpossibleFacts, match=channel.label[:2]):
        receipt(channel, RECEIVED, CONFIRMED)


@pytest.mark.parametrize("channel", CONFIRMING)
def test_otherwise_the_day_both_sides_confirmed_counts(channel):
    assert receipt(channel, RECEIVED, CONFIRMED).day == CONFIRMED
    assert receipt(channel, RECEIVED, RECEIVED).day == RECEIVED
    assert receipt(channel, RECEIVED, None).day is None
    with pytest.raises(ImpossibleFacts, match="早于"):
        receipt(channel, CONFIRMED, RECEIVED)


@pytest.mark.parametrize("channel", IMMEDIATE)
def test_before_article_31_a_confirmation_was_optional_and_moved_nothing(channel):
    assert receipt(channel, date(2019, 5, 13), date(2019, 5, 14)).day == date(2019, 5, 13)
    with pytest.raises(ImpossibleFacts):
        receipt(channel, date(2019, 5, 15), date(2019, 5, 16))


@pytest.mark.parametrize("channel", CONFIRMING)
def test_before_article_31_no_confirmation_was_needed(channel):
    assert receipt(channel, date(2019, 5, 14), None).day == date(2019, 5, 14)
    assert receipt(channel, date(2019, 5, 15), None).day is None


@pytest.mark.parametrize(
    ("channel", "article"),
    [
        (Channel.COUNTER, "第三十一条第（一）项"),
        (Channel.ORAL, "第二十九条第一款、第三十一条第（一）项"),
        (Channel.POST_SIGNED, "第三十一条第（二）项"),
        (Channel.POST_ORDINARY, "第三十一条第（二）项"),
        (Channel.INTERNET, "第三十一条第（三）项"),
        (Channel.FAX, "第三十一条第（三）项"),
    ],
)
def test_each_channel_names_its_item_of_the_article(channel, article):
    assert receipt(channel, RECEIVED, None).citation.article == article


def test_the_citation_follows_the_day():
    assert "207号" in str(receipt(Channel.INTERNET, date(2016, 1, 4), None).citation)
    assert "2007" in str(receipt(Channel.INTERNET, date(2010, 1, 4), None).citation)
