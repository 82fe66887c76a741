"""Opening a case by its number and query code: tried a few times, the same answer to every wrong pair."""

import re
import unicodedata
from datetime import datetime, timedelta

from django.db import transaction

from gongkai.apps.applications.filings import minutes_until, one_at_a_time
from gongkai.apps.applications.models import Application, FailedLookup
from gongkai.apps.applications.query_code import is_right
from gongkai.apps.records.refusals import Refused

WINDOW = timedelta(minutes=15)
MOST_FROM_ONE_ADDRESS = 10
"""Someone who copied a code wrongly is done after two or three; a hall with one address has many such.

There is no limit for a number: it would let whoever knows one keep its applicant out, and guard
nothing: a million addresses at this rate try in a year one in two million of 59 bits.
"""
WRONG = (
    "受理编号和查询码对不上。请对照回执核对；查询码由字母和数字组成，没有数字 0、1 和字母 I、L、O。"
)
_NO_HASH = "0" * 64
"""What an unknown number is compared with, so that it takes as long as a known one."""
_NUMBER = re.compile(r"申(?P<year>[0-9]{4})(?P<serial>[0-9]{1,9})$")


class TooManyTries(Refused):
    """Raise when an address has to wait, whatever was typed this time."""


def open_case(number: str, code: str, *, address_hash: str, at: datetime) -> Application:
    """Return the application; raise Refused for a pair that does not fit and for too many tries."""
    application = application_of(number)
    asked = application.number if application else _plain(number)[:60]
    attempt = _begin(address_hash, at)
    stored = application.query_code_hash if application else _NO_HASH
    right = is_right(_letters(code), asked, stored)
    if application is None or not right:
        raise Refused(WRONG)
    attempt.delete()
    return application


@transaction.atomic
def _begin(address_hash: str, at: datetime) -> FailedLookup:
    """Return the attempt, counted as failed until it succeeds: tries at the same time count too."""
    one_at_a_time(address_hash)
    FailedLookup.objects.filter(at__lte=at - WINDOW).delete()
    attempts = FailedLookup.objects.filter(address_hash=address_hash).order_by("-at")
    times = list(attempts.values_list("at", flat=True)[:MOST_FROM_ONE_ADDRESS])
    if len(times) == MOST_FROM_ONE_ADDRESS:
        minutes = minutes_until(times[-1] + WINDOW, at)
        raise TooManyTries(f"输错的次数太多，请 {minutes} 分钟以后再试。申请不受影响，照常办理。")
    return FailedLookup.objects.create(address_hash=address_hash, at=at)


def application_of(typed: str) -> Application | None:
    """Return the application of a number however it was typed: brackets, blanks, width, case."""
    wanted = _plain(typed)
    found = _NUMBER.search(wanted)
    if found is None:
        return None
    same = Application.objects.filter(year=found["year"], serial=found["serial"])
    return next((each for each in same if _plain(each.number) == wanted), None)


def _plain(number: str) -> str:
    """Return the number without what a hand adds or leaves out: its letters and digits alone."""
    text = unicodedata.normalize("NFKC", number).casefold()
    return "".join(each for each in text if each.isalnum()).removesuffix("号")


def _letters(typed: str) -> str:
    """Return the code with narrow letters and digits only."""
    text = unicodedata.normalize("NFKC", typed)
    return "".join(each for each in text if each.isalnum())
