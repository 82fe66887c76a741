"""The brakes on filing: a form that was looked at by someone, filed once, and not without end."""

import hashlib
import ipaddress
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.core import signing
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from gongkai.apps.applications.models import RecentFiling
from gongkai.apps.records.refusals import Refused

LEAST_TIME = timedelta(seconds=5)
"""Nobody reads and fills the form in less; whoever only copies it into a program does."""
LONGEST_TIME = timedelta(hours=24)
"""A form left open longer is shown once more, so that what it says of days is true."""
WINDOW = timedelta(hours=1)
NETWORK_OF_ONE = 64  # of an IPv6 address: the rest is for one household to choose
_SALT = "gongkai.applications.form"


def new_token(at: datetime) -> str:
    """Return the token of a form shown at that moment: it names the application to come."""
    return signing.dumps([uuid.uuid4().hex, at.timestamp()], salt=_SALT)


@dataclass(frozen=True)
class Opened:
    """What a token says: which application the form files, and when it was shown."""

    key: uuid.UUID
    shown_at: datetime

    def check_time(self, at: datetime) -> None:
        """Raise Refused for a form that comes back sooner or later than a person sends one."""
        if at - self.shown_at < LEAST_TIME:
            raise Refused("提交得太快，像是程序自动填写的，没有收下。请核对以后再提交一次。")
        if at - self.shown_at > LONGEST_TIME:
            raise Refused(
                "这一页打开已经超过一天，没有提交。请看一遍“提交以后”的日期，再提交一次。"
            )


def opened(token: str) -> Opened | None:
    """Return what the token says, or None for one that is not ours."""
    try:
        key, shown_at = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return Opened(uuid.UUID(key), datetime.fromtimestamp(shown_at, UTC))


def token_to_show(token: str, at: datetime) -> str:
    """Return the token for a form that is shown again: its own while it serves, else a new one."""
    known = opened(token)
    return token if known and at - known.shown_at <= LONGEST_TIME else new_token(at)


def hashed_address(request: HttpRequest) -> str:
    """Return what is kept of the visitor's address: enough to recognize it, not to read it."""
    address = get_client_ip_address(request) or ""
    if ":" in address:
        whole = ipaddress.IPv6Address(address)
        network = ipaddress.ip_network((whole, NETWORK_OF_ONE), strict=False)
        address = str(whole.ipv4_mapped or network)
    return salted_hmac("gongkai.address", address, algorithm="sha256").hexdigest()


def one_at_a_time(address_hash: str) -> None:
    """Let others from this address wait until the transaction ends, so that none counts too few.

    SQLite has one writer at a time anyway.
    """
    if connection.vendor == "postgresql":
        digest = hashlib.sha256(address_hash.encode()).digest()
        with connection.cursor() as cursor:
            key = int.from_bytes(digest[:8], signed=True)
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def check_number(address_hash: str, *, at: datetime) -> None:
    """Raise Refused once as many applications came from this address as are taken in an hour."""
    RecentFiling.objects.filter(at__lte=at - WINDOW).delete()
    recent = RecentFiling.objects.filter(address_hash=address_hash).order_by("at")
    limit = settings.ENVIRONMENT.applications_an_hour
    if recent.count() >= limit:
        first = recent[recent.count() - limit]
        minutes = minutes_until(first.at + WINDOW, at)
        raise Refused(
            f"这个网络地址一小时内已经提交 {limit} 份申请，这一份没有提交。"
            f"请 {minutes} 分钟以后再提交；着急的，可以当面提交、邮寄或者打电话给机关。"
        )


def remember(address_hash: str, *, at: datetime) -> None:
    """Keep that someone filed from this address, for as long as it counts."""
    RecentFiling.objects.create(address_hash=address_hash, at=at)


def minutes_until(end: datetime, at: datetime) -> int:
    """Return the whole minutes to wait, one at least."""
    return max(1, ceil((end - at).total_seconds() / 60))
