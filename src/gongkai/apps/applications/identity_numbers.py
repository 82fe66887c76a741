"""Whether a number has the form that its document gives it (GB 11643, GB 32100); not whose it is."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from gongkai.apps.applications.models import Applicant

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_RESIDENT = re.compile(r"[1-9][0-9]{5}(?P<born>[0-9]{8})[0-9]{3}[0-9X]")
_CREDIT = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_PASSPORT = re.compile(r"[A-Z0-9]{5,20}")
_NO_CREDIT_CODE = "统一社会信用代码是 18 位数字或者大写字母，请对照证照核对。"
_NO_PASSPORT = "护照号码由 5 至 20 位字母和数字组成，请对照护照核对。"
_NO_RESIDENT = "居民身份证号码是 18 位，最后一位可以是 X，请对照身份证核对。"
_WRONG_LAST = "居民身份证号码的最后一位与前面的数字对不上，可能输错了一位，请对照身份证核对。"


def rules() -> Iterator[dict[str, Any]]:
    """Yield what a browser can tell of a number before it is sent: the same rules, the same words.

    A pattern is of the whole number, in narrow capitals without blanks; weights and checks are those
    of its last place. Whether there was such a day of birth is left to what_is_wrong.
    """
    kind = Applicant.IdentityKind
    told = (
        (kind.RESIDENT_CARD, {"pattern": r"[1-9][0-9]{16}[0-9X]"}, _NO_RESIDENT),
        (kind.RESIDENT_CARD, {"weights": _WEIGHTS, "checks": _CHECKS}, _WRONG_LAST),
        (kind.CREDIT_CODE, {"pattern": _CREDIT.pattern}, _NO_CREDIT_CODE),
        (kind.PASSPORT, {"pattern": _PASSPORT.pattern}, _NO_PASSPORT),
    )
    for document, rule, sentence in told:
        when = {"identity_kind": [document.value]}
        yield {"field": "identity_number", "when": when, "says": sentence} | rule


def what_is_wrong(kind: str, number: str) -> str:
    """Return the sentence that says what this number lacks, or nothing; no number lacks nothing."""
    match kind:
        case _ if not number:
            return ""
        case Applicant.IdentityKind.RESIDENT_CARD:
            return _wrong_with_resident_number(number)
        case Applicant.IdentityKind.CREDIT_CODE if not _CREDIT.fullmatch(number):
            return _NO_CREDIT_CODE
        case Applicant.IdentityKind.PASSPORT if not _PASSPORT.fullmatch(number):
            return _NO_PASSPORT
        case _:
            return ""


def _wrong_with_resident_number(number: str) -> str:
    form = _RESIDENT.fullmatch(number)
    if form is None:
        return _NO_RESIDENT
    if not _is_day(form["born"]):
        return "居民身份证号码第 7 至 14 位应当是出生日期，请对照身份证核对。"
    weighed = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    if number[-1] != _CHECKS[weighed % 11]:
        return _WRONG_LAST
    return ""


def _is_day(digits: str) -> bool:
    try:
        date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
    except ValueError:
        return False
    return True
