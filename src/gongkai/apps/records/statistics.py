"""What a counted number is made of: the count and the records behind it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class Figure:
    """A number of the annual report that a ledger counts, and the records it counts."""

    count: int
    records: QuerySet[Any]
    dated: str
    """The field of a record that holds the day by which it is counted."""
