"""What a new notice moves, and what it leaves."""

from datetime import date

from gongkai.law.calendar import Holiday, Notice, standard_calendar
from gongkai.law.clocks import term_of
from gongkai.law.deadlines import Facts, Wait, reply_deadline
from gongkai.law.receipt import Channel
from gongkai.law.recomputation import Moved, moved

CALENDAR = standard_calendar()
LONG_SPRING = Notice(
    2027,
    "虚构",
    None,
    (Holiday("春节", date(2027, 2, 5), date(2027, 2, 11)),),
    (date(2027, 2, 20),),
)


def reply(day, **more):
    facts = Facts(Channel.COUNTER, day, **more)
    return lambda calendar: reply_deadline(facts, calendar).due_on


def test_a_recomputation_lists_every_term_that_moved_and_no_other():
    terms = {
        "ends before the holiday": reply(date(2026, 12, 1)),
        "reaches over it": reply(date(2027, 1, 20)),
        "waits": reply(date(2027, 1, 20), consultations=(Wait(date(2027, 1, 21)),)),
        "an item to publish": lambda calendar: (
            term_of("publication", date(2027, 1, 20), calendar).due_on
        ),
    }
    changes = moved(terms, CALENDAR, CALENDAR.with_notice(LONG_SPRING))
    assert changes == (
        Moved("reaches over it", date(2027, 2, 19), date(2027, 2, 23)),
        Moved("an item to publish", date(2027, 2, 19), date(2027, 2, 23)),
    )


def test_a_case_that_the_notice_makes_impossible_is_listed_and_spoils_no_other():
    terms = {
        "delayed": reply(date(2027, 1, 20), delayed_to=date(2027, 2, 22)),
        "plain": reply(date(2027, 1, 20)),
    }
    first, second = moved(terms, CALENDAR, CALENDAR.with_notice(LONG_SPRING))
    assert (first.name, first.after) == ("delayed", None)
    assert "应当晚于" in first.problem
    assert second == Moved("plain", date(2027, 2, 19), date(2027, 2, 23))
