"""Records of publishing: items with attachments, their reviews, what was published and when."""

from gongkai.apps.publishing.models.item import (
    Attachment,
    Item,
    ItemQuerySet,
    Kind,
    Validity,
)
from gongkai.apps.publishing.models.review import (
    Decision,
    Publication,
    Review,
    ReviewTask,
)

__all__ = [
    "Attachment",
    "Decision",
    "Item",
    "ItemQuerySet",
    "Kind",
    "Publication",
    "Review",
    "ReviewTask",
    "Validity",
]
