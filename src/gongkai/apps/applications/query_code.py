"""The code with which an applicant opens the own case: told once, kept only as a slow hash."""

import hashlib
import hmac
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is read as something else
GROUPS, GROUP = 3, 4


def new_code() -> str:
    """Return a new code such as K7QM-3XPA-9RTC: 59 bits, more than can be tried."""
    letters = [secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP)]
    return "-".join("".join(letters[at : at + GROUP]) for at in range(0, len(letters), GROUP))


def hash_of(code: str, number: str) -> str:
    """Return what is stored of the code of the application of that number."""
    plain = "".join(code.upper().replace("-", " ").split())
    key = hashlib.scrypt(plain.encode(), salt=number.encode(), n=2**12, r=8, p=1, dklen=32)
    return key.hex()


def is_right(code: str, number: str, stored: str) -> bool:
    """Return whether this is the code, in a time that tells nothing."""
    return hmac.compare_digest(hash_of(code, number), stored)
